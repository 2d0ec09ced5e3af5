"""The words in which a policy file speaks, each with the plain English that a screen prints."""

from enum import StrEnum


class Worded(StrEnum):
    """An enumeration whose members print as plain English."""

    @property
    def words(self) -> str:
        """The member as people say it."""
        return _WORDS.get((type(self), self.value), self.value.replace("_", " "))


class ContractType(Worded):
    """What is bought. A mixed contract is of the type that most of its value is for."""

    GOODS = "goods"
    SERVICES = "services"
    WORKS = "works"
    LIGHT_TOUCH = "light_touch"
    CONCESSION = "concession"
    GRANT = "grant"


class Route(Worded):
    """The way to market."""

    TENDER = "tender"
    QUOTATION = "quotation"
    CALL_OFF = "call_off"
    DIRECT_AWARD = "direct_award"
    GRANT = "grant"
    IN_HOUSE = "in_house"


class Authority(Worded):
    """The kind of contracting authority: each kind has thresholds of its own."""

    SUB_CENTRAL = "sub_central"
    CENTRAL = "central"
    UTILITIES = "utilities"


class VatBasis(Worded):
    """Whether an amount counts VAT."""

    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"


class Reading(Worded):
    """How a rule was got from its clause; the order is from the surest to the least sure."""

    QUOTED = "quoted"
    INTERPRETED = "interpreted"
    INFERRED = "inferred"

    @property
    def meaning(self) -> str:
        """What the word tells a reader."""
        return _MEANINGS[self]


class Force(Worded):
    """How strongly a rule binds: a duty, an expectation, or guidance."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Level(Worded):
    """How far social value is asked for; the order is from the weakest to the strictest."""

    OPEN = "open"
    ENCOURAGED = "encouraged"
    AIM = "aim"
    REQUIRED = "required"


class Every(Worded):
    """How often something is done; the order is from the most to the least often."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class Stage(Worded):
    """The stage of a procurement at which a requirement is met; the order is that of the procurement."""

    OPPORTUNITY = "opportunity"
    TENDER = "tender"
    BID = "bid"
    CONTRACT = "contract"
    RETURNS = "returns"
    REPORT = "report"


class EffectKind(Worded):
    """Everything that a rule may require; a closed list."""

    OBLIGATION = "obligation"
    CONSIDERATIONS = "considerations"
    OPPORTUNITY_ASSESSMENT = "opportunity_assessment"
    PROPORTIONALITY = "proportionality"
    ENGAGEMENT = "engagement"
    LOCAL_QUOTATION = "local_quotation"
    LEGAL_DUTY = "legal_duty"
    STAGES = "stages"
    COST_LIMIT = "cost_limit"
    WEIGHTING = "weighting"
    MARKS_SPLIT = "marks_split"
    SCORING = "scoring"
    OUTCOMES = "outcomes"
    MEASURES = "measures"
    BESPOKE_MEASURES = "bespoke_measures"
    QUANTIFIABLE_COMMITMENTS = "quantifiable_commitments"
    INCLUSION_MEANS = "inclusion_means"
    DOCUMENTS = "documents"
    DECLARATIONS = "declarations"
    RESPONSIBLE = "responsible"
    APPROVER = "approver"
    EXCEPTION = "exception"
    EXEMPTION = "exemption"
    INCORPORATION = "incorporation"
    PUBLICATION = "publication"
    KPIS = "kpis"
    MONITORING = "monitoring"
    ENFORCEMENT = "enforcement"
    SUPPLIER_RETURNS = "supplier_returns"
    VALUATION_METHOD = "valuation_method"
    REPORT = "report"


# By the member's class as well: members of two classes with one value, a route and a stage called tender, are equal.
_WORDS: dict[tuple[type[Worded], str], str] = {
    (type(member), member.value): words
    for member, words in (
        (ContractType.LIGHT_TOUCH, "light touch services"),
        (ContractType.CONCESSION, "a concession"),
        (ContractType.GRANT, "a grant"),
        (Route.TENDER, "a tender"),
        (Route.QUOTATION, "written quotations"),
        (Route.CALL_OFF, "a framework call-off"),
        (Route.DIRECT_AWARD, "a direct award"),
        (Route.GRANT, "a grant"),
        (Route.IN_HOUSE, "an in-house service"),
        (Authority.SUB_CENTRAL, "councils and other sub-central authorities"),
        (Authority.CENTRAL, "central government"),
        (VatBasis.EXCLUSIVE, "excluding VAT"),
        (VatBasis.INCLUSIVE, "including VAT"),
        (Every.MONTH, "every month"),
        (Every.QUARTER, "every quarter"),
        (Every.HALF_YEAR, "every six months"),
        (Every.YEAR, "every year"),
        (Force.MUST, "required"),
        (Force.SHOULD, "expected"),
        (Force.MAY, "guidance"),
        (Stage.OPPORTUNITY, "before the tender"),
        (Stage.TENDER, "the tender"),
        (Stage.BID, "the bids"),
        (Stage.CONTRACT, "the contract"),
        (Stage.RETURNS, "the returns"),
        (Stage.REPORT, "reports"),
        (EffectKind.OBLIGATION, "including social value"),
        (EffectKind.KPIS, "key performance indicators"),
        (EffectKind.SUPPLIER_RETURNS, "suppliers' returns"),
        (EffectKind.MARKS_SPLIT, "split of the marks"),
        (EffectKind.INCLUSION_MEANS, "how social value is included"),
    )
}

_MEANINGS = {
    Reading.QUOTED: "The clause says so.",
    Reading.INTERPRETED: "The clause can be read in more than one way, and this reading was chosen.",
    Reading.INFERRED: "The text does not set this as a rule; it was taken from what it tells.",
}


def rank(member: Worded) -> int:
    """The place of ``member`` in the order of its enumeration, from 0."""
    return list(type(member)).index(member)


def listed(words: list[str] | tuple[str, ...], joint: str = "and") -> str:
    """``appropriate, relevant and achievable``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}" if words else ""
