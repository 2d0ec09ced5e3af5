"""The shape of a framework file: a policy, its clauses, rules, priorities, outcomes and measures; and whose it is."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from councils.policies.domain.council import CouncilPart
from councils.policies.domain.counting import HowItAddsUp, SecondYear, Term, Unit
from councils.policies.domain.deciding import conflicts_in
from councils.policies.domain.facts import day_words
from councils.policies.domain.repeats import RepeatedPurchases
from councils.policies.domain.requirements import Conflict
from councils.policies.domain.rules import CitedClause, PolicyIdentity, Rule, RuleSet, ValueBasis
from councils.policies.domain.shape import (
    Begins,
    Key,
    Line,
    Named,
    Names,
    Part,
    Percent,
    Short,
    Text,
    Title,
    WrongAt,
    check_reason,
)
from councils.policies.domain.words import Every, Reading


class Read(Part):
    """Something that was read out of clauses, and how."""

    clauses: tuple[Key, ...] = Field(min_length=1)
    reading: Reading
    why: Text | None = None

    @model_validator(mode="after")
    def _says_why(self) -> "Read":
        check_reason(self.reading, self.why)
        return self


class Document(Part):
    """A document that clauses stand in. ``held`` tells whether its text was read here; ``missing`` says what is not."""

    key: Key
    title: Line
    short: Line | None = None
    held: bool
    published_at: Line | None = None
    source: Text
    missing: Text | None = None

    @model_validator(mode="after")
    def _says_what_is_missing(self) -> "Document":
        if not self.held and not self.missing:
            raise WrongAt(
                "missing",
                "is missing: a document that is not held says what is not here, and what stands in for it",
            )
        return self


class Clause(Part):
    """A place in a document, by its section as printed, with what it says in our own words.

    ``source`` says where that was read, if not in the document itself; ``unconfirmed`` what could not be checked.
    """

    key: Key
    document: Key
    section: Line
    paraphrase: Text
    source: Text | None = None
    unconfirmed: Text | None = None


class Review(Read):
    """How often something is reviewed. ``printed`` keeps words that are no day, ``next`` the day that was chosen."""

    every: Every | None = None
    month: int | None = Field(default=None, ge=1, le=12)
    printed: Line | None = None
    next: date | None = None
    what: Text

    @property
    def words(self) -> str:
        """What is reviewed, how often, the words that are printed and the day that was chosen."""
        month = f", in {date(2000, self.month, 1):%B}" if self.month else ""
        said = (
            self.what,
            f"{self.every.words.capitalize()}{month}." if self.every else "",
            f"Printed: “{self.printed}”." if self.printed else "",
            f"Next on {day_words(self.next)}." if self.next else "",
        )
        return " ".join(part for part in said if part)


class PolicyPart(Part):
    """Which policy it is. ``begins`` is a day, or the word unknown, with the reason in ``begins_why``."""

    title: Title
    version: Annotated[Line, StringConstraints(max_length=40)]
    begins: Begins
    begins_why: Text | None = None
    owner: Line
    reviews: tuple[Review, ...] = ()

    @model_validator(mode="after")
    def _says_why_unknown(self) -> "PolicyPart":
        if self.begins is None and not self.begins_why:
            raise WrongAt("begins_why", "is missing: a policy that begins on an unknown day says why")
        return self


class Outcome(Read):
    """What the council wants to improve, under one of its priorities."""

    key: Key
    name: Line
    priority: Key | None = None
    about: Text


class Principle(Read):
    """A principle that guides every procurement and cannot be decided by the program."""

    key: Key
    text: Text


class ReportDue(Read):
    """A report or figure that the policy asks for: how often, for whom, about what, and by what it is broken down.

    ``printed`` keeps words such as “regularly”, where the policy gives no interval.
    """

    key: Key
    title: Line
    every: Every | None = None
    printed: Line | None = None
    audience: Line
    about: Text
    broken_down_by: tuple[Literal["service_area", "outcome", "measure", "supplier", "place"], ...] = ()

    @model_validator(mode="after")
    def _says_how_often(self) -> "ReportDue":
        if self.every is None and not self.printed:
            raise ValueError("says how often: “every”, or the policy's own words in “printed”")
        return self

    @property
    def how_often(self) -> str:
        """``every year``, or the words that the policy prints."""
        return self.every.words if self.every else str(self.printed)


class Meeting(Read):
    """A group that meets about social value."""

    key: Key
    title: Line
    every: Every | None = None
    about: Text


class SpendTarget(Read):
    """A share of the council's spend that is to be reached, or to rise."""

    key: Key
    what: Text
    at_least: Percent | None = None
    rising: bool = False
    broken_down_by: tuple[Line, ...] = ()


class MeasureGroup(Part):
    """Measures that a rule may ask one of."""

    key: Key
    name: Line
    measures: tuple[Key, ...] = Field(min_length=1)


class Counted(Part):
    """What one item is called, and several."""

    one: Short
    many: Short


class Measure(Read):
    """A counted thing that shows an outcome.

    ``contained_in`` names the measure that already counts the same people or pounds; their £ are never added.
    ``barrier_group`` marks groups of which a person may be in one only, ``sensitive`` those whose small numbers are not
    published. ``valued_by`` names a table of unit values; without one the measure is counted and not valued.
    """

    key: Key
    headline: Title
    outcome: Key
    text: Text
    unit: Unit
    counted: Counted | None = None
    adds_up: HowItAddsUp
    term: Term = Term.YEAR
    second_year: SecondYear = SecondYear.COUNTS_AGAIN
    variant_of: Short | None = None
    variants: tuple[Named, ...] = ()
    contained_in: Key | None = None
    barrier_group: bool = False
    sensitive: bool = False
    evidence: Text
    counting_rules: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    toms_reference: str | None = Field(default=None, pattern=r"^NT[0-9]{1,3}[a-z]?$")
    toms_note: Text | None = None
    valued_by: Key | None = None

    @model_validator(mode="after")
    def _unit_fits(self) -> "Measure":
        if (self.unit is Unit.FTE) != (self.adds_up is HowItAddsUp.STOCK):
            raise WrongAt("adds_up", "people in post (fte) add up as a stock, and everything else as a flow")
        if self.unit is Unit.FTE_YEAR:
            raise WrongAt("unit", "is asked for in fte; FTE-years are what it is posted as")
        if (self.unit is Unit.ITEM) != (self.counted is not None):
            raise WrongAt(
                "counted", "an item says in “counted” what one and several are called, and no other unit does"
            )
        if bool(self.variants) != bool(self.variant_of):
            raise WrongAt("variants", "variants and variant_of go together")
        return self


class Contents(Part):
    """What every framework file says, whoever's it is."""

    format: Literal[1]
    policy: PolicyPart
    value_basis: ValueBasis
    documents: tuple[Document, ...] = Field(min_length=1)
    clauses: tuple[Clause, ...] = Field(min_length=1)
    priorities: tuple[Named, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    measures: tuple[Measure, ...] = ()
    measure_groups: tuple[MeasureGroup, ...] = ()
    principles: tuple[Principle, ...] = ()
    declarations: tuple[Named, ...] = ()
    asked_documents: tuple[Named, ...] = ()
    reports: tuple[ReportDue, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    spend_targets: tuple[SpendTarget, ...] = ()
    repeated_purchases: RepeatedPurchases | None = None
    rules: tuple[Rule, ...] = Field(min_length=1)

    @property
    def whose(self) -> str:
        """Whose policy its rules are, as a decision cites it."""
        raise NotImplementedError

    @property
    def bodies(self) -> tuple[Named, ...]:
        """The bodies that its rules may name."""
        return ()

    def rule_set(self) -> RuleSet:
        """The rules with all that they cite and name."""
        known = {("body", body.key): body.name for body in self.bodies}
        known |= {("declaration", one.key): one.name for one in self.declarations}
        known |= {("asked_document", one.key): one.name for one in self.asked_documents}
        known |= {("measure_group", group.key): group.name for group in self.measure_groups}
        known |= {
            ("report", one.key): f"{one.title} ({one.how_often}, to {one.audience})" for one in self.reports
        }
        return RuleSet(
            identity=PolicyIdentity(self.whose, self.policy.title, self.policy.version, self.policy.begins),
            rules=self.rules,
            clauses=cited_clauses(self.clauses, self.documents),
            names=Names(known),
            value_basis=self.value_basis,
        )

    def conflicts(self) -> tuple[Conflict, ...]:
        """Rules that differ, each with the rule that governs and why; a file with an unsettled one is not read."""
        return conflicts_in(self.rule_set())

    def cited(self, keys: tuple[str, ...]) -> tuple[CitedClause, ...]:
        """The clauses of ``keys``, with the names of their documents."""
        known = cited_clauses(self.clauses, self.documents)
        return tuple(known[key] for key in keys)

    def outcome(self, key: str) -> Outcome:
        """The outcome of that key. Raises KeyError."""
        return _by_key(self.outcomes, key)

    def measure(self, key: str) -> Measure:
        """The measure of that key. Raises KeyError."""
        return _by_key(self.measures, key)

    def measures_of(self, outcome: str) -> tuple[Measure, ...]:
        """The measures of an outcome, in the file's order."""
        return tuple(measure for measure in self.measures if measure.outcome == outcome)


class Adoption(Part):
    """A framework that is no council's, taken into a council's file.

    ``why`` says who chose it and when. ``without`` names its rules that the council leaves out, ``checked`` its
    unconfirmed rules that the council has checked at first hand: the others of these do not take hold. ``taken`` is
    the framework's name, set by the program when its parts stand in the file.
    """

    framework: Key
    version: Line
    why: Text
    without: tuple[Key, ...] = ()
    checked: tuple[Key, ...] = ()
    taken: Line | None = None


class FrameworkFile(Contents):
    """A council and one version of its social value policy, as one file."""

    council: CouncilPart
    adopts: tuple[Adoption, ...] = ()

    @property
    def whose(self) -> str:
        return self.council.slug

    @property
    def bodies(self) -> tuple[Named, ...]:
        return self.council.bodies


def cited_clauses(clauses: tuple[Clause, ...], documents: tuple[Document, ...]) -> dict[str, CitedClause]:
    """Each clause as it is cited, by key."""
    named = {document.key: document for document in documents}
    cited = {}
    for clause in clauses:
        document = named[clause.document]
        short = document.short or document.title
        cited[clause.key] = CitedClause(
            clause.key, document.title, short, clause.section, clause.paraphrase, clause.unconfirmed or ""
        )
    return cited


def _by_key(things, key: str):
    for thing in things:
        if thing.key == key:
            return thing
    raise KeyError(key)
