"""Every permission of the product in one table, and the question whether an actor holds it."""

from collections.abc import Collection
from dataclasses import dataclass

from socialvalue.access.domain.actors import Actor, Role

R = Role


@dataclass(frozen=True)
class Permission:
    """Who may do one kind of act.

    ``roles``: one of them is needed. ``relation``: the record must say that the actor is this to it (for instance
    its ``manager``). ``never``: whoever is this to the record may not, whatever else it is. ``begins``: the act begins
    something, which the people of a council that has passed to another no longer do.
    """

    what: str
    roles: frozenset[Role]
    relation: str | None = None
    never: str | None = None
    never_because: str = ""
    begins: bool = False

    @property
    def who(self) -> str:
        """The roles in words: ``auditor, commissioner or procurement lead``."""
        *others, last = sorted(role.words for role in self.roles)
        return f"{', '.join(others)} or {last}" if others else last


@dataclass(frozen=True)
class Answer:
    """Yes or no, with the reason in words."""

    granted: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.granted


def _p(what: str, *roles: Role, **more) -> Permission:
    return Permission(what, frozenset(roles), **more)


STAFF = (R.COMMISSIONER, R.PROCUREMENT_LEAD, R.CONTRACT_MANAGER, R.ADMINISTRATOR, R.AUDITOR, R.REPORT_AUTHOR)
SUPPLIER = (R.SUPPLIER_MEMBER, R.SUPPLIER_ADMINISTRATOR)

PERMISSIONS: dict[str, Permission] = {
    # reading
    "procurement.see": _p("see procurements", *STAFF, R.EVALUATOR, R.APPROVER, R.COMMENTER),
    "contract.see": _p("see contracts", *STAFF, R.COMMENTER),
    "return.see": _p("see returns", *STAFF),
    "report.see": _p("see reports", *STAFF, R.COUNCILLOR, R.COMMENTER),
    "policy.see": _p("see the policy", *STAFF, R.EVALUATOR, R.APPROVER, R.COUNCILLOR, R.COMMENTER),
    "council.see": _p("see the council's people", R.ADMINISTRATOR, R.AUDITOR),
    "ledger.see": _p("see the entries behind a figure", *STAFF, R.COUNCILLOR, R.COMMENTER),
    # before the tender
    "procurement.open": _p("open a procurement", R.COMMISSIONER, R.PROCUREMENT_LEAD, begins=True),
    "procurement.edit": _p("change a procurement", R.COMMISSIONER, R.PROCUREMENT_LEAD),
    "procurement.correct": _p("correct settled facts", R.PROCUREMENT_LEAD),
    "procurement.assess": _p("do the opportunity assessment", R.COMMISSIONER, R.PROCUREMENT_LEAD),
    # measures written for one procurement
    "measure.decide": _p(
        "decide about a measure that was written for one procurement",
        R.PROCUREMENT_LEAD,
        R.APPROVER,
        never="writer",
        never_because="You wrote this measure, so somebody else must decide about it.",
    ),
    "measure.decide_own": _p("decide about a measure that you wrote yourself", R.PROCUREMENT_LEAD),
    "library.propose": _p("propose a measure for the council's library", R.PROCUREMENT_LEAD, begins=True),
    "library.decide": _p(
        "decide about a measure that is proposed for the library", R.ADMINISTRATOR, begins=True
    ),
    # exceptions from the policy
    "exception.see": _p(
        "see exceptions", R.COMMISSIONER, R.PROCUREMENT_LEAD, R.APPROVER, R.ADMINISTRATOR, R.AUDITOR
    ),
    "exception.ask": _p("ask for an exception", R.COMMISSIONER, R.PROCUREMENT_LEAD),
    "exception.decide": _p(
        "decide an exception",
        R.APPROVER,
        relation="approver",
        never="asker",
        never_because="You asked for this exception, so somebody else must decide it.",
    ),
    # the tender
    "tender.build": _p("build a tender", R.PROCUREMENT_LEAD),
    "tender.publish": _p("publish a tender", R.PROCUREMENT_LEAD),
    "bids.open": _p("open the bids", R.PROCUREMENT_LEAD),
    "bids.see": _p("see opened bids", R.PROCUREMENT_LEAD, R.AUDITOR, R.EVALUATOR),
    "bids.see_scores": _p(
        "see all scores",
        R.PROCUREMENT_LEAD,
        R.AUDITOR,
        never="evaluator",
        never_because="You score this tender, so you do not see what others gave.",
    ),
    "bids.see_price": _p(
        "see prices",
        R.PROCUREMENT_LEAD,
        R.AUDITOR,
        never="evaluator",
        never_because="People who score answers do not see prices.",
    ),
    "bids.score": _p("score bids", R.EVALUATOR, relation="evaluator"),
    "bids.moderate": _p(
        "moderate scores",
        R.PROCUREMENT_LEAD,
        never="evaluator",
        never_because="You scored this tender, so somebody else must moderate it.",
    ),
    "tender.award": _p(
        "award a tender",
        R.PROCUREMENT_LEAD,
        never="evaluator",
        never_because="You scored this tender, so somebody else must award it.",
    ),
    # the portal
    "tender.see_published": _p("see published tenders", *SUPPLIER),
    "bid.write": _p("write a bid", *SUPPLIER),
    "bid.submit": _p("submit a bid", *SUPPLIER),
    "own_contract.see": _p("see your contracts", *SUPPLIER),
    "return.fill": _p("fill in a return", *SUPPLIER),
    "return.submit": _p("submit a return", *SUPPLIER),
    # the contract
    "contract.sign": _p("sign a contract", R.PROCUREMENT_LEAD),
    "contract.restate": _p("restate what a contract's commitments are worth", R.PROCUREMENT_LEAD),
    "contract.name_manager": _p("name the contract manager", R.PROCUREMENT_LEAD),
    "return.verify": _p(
        "verify a return",
        R.CONTRACT_MANAGER,
        relation="manager",
        never="author",
        never_because="You entered this for the supplier, so somebody else must verify it.",
    ),
    # reports
    "report.request": _p("ask for a report", R.PROCUREMENT_LEAD, R.REPORT_AUTHOR),
    # before a policy is adopted
    "backtest.see": _p(
        "see what a policy would have asked of past contracts",
        R.PROCUREMENT_LEAD,
        R.ADMINISTRATOR,
        R.REPORT_AUTHOR,
        R.AUDITOR,
    ),
    "backtest.run": _p(
        "try a policy on past contracts",
        R.PROCUREMENT_LEAD,
        R.ADMINISTRATOR,
        R.REPORT_AUTHOR,
        begins=True,
    ),
    # the council's own policy
    "policy.see_draft": _p(
        "see what a draft of the policy would change", R.ADMINISTRATOR, R.APPROVER, R.AUDITOR
    ),
    "policy.maintain": _p(
        "upload, withdraw or ask to publish a version of the policy", R.ADMINISTRATOR, begins=True
    ),
    "policy.publish": _p(
        "publish a version of the policy",
        R.ADMINISTRATOR,
        R.APPROVER,
        never="asker",
        never_because="You asked for this version to be published, so somebody else must approve it.",
    ),
    "policy.return": _p("take a version of the policy back to a draft", R.ADMINISTRATOR, R.APPROVER),
    # what measures are worth
    "values.see": _p("see how measures are valued", *STAFF, R.COMMENTER),
    "values.manage": _p("load licensed unit values", R.ADMINISTRATOR, R.PROCUREMENT_LEAD, begins=True),
    # A licence ends also for a council that has passed to another.
    "values.withdraw": _p("withdraw licensed unit values", R.ADMINISTRATOR, R.PROCUREMENT_LEAD),
    "values.choose": _p("choose how measures are valued", R.ADMINISTRATOR, R.PROCUREMENT_LEAD, begins=True),
    # demonstration
    "clock.move": _p("move the demonstration's clock", *Role),
}


def admits(actor: Actor, permission: str) -> Answer:
    """Whether what ``actor`` is lets it come in for what ``permission`` names, whatever the record.

    Raises KeyError for a permission that is not in the table.
    """
    rule = PERMISSIONS[permission]
    if actor.is_system:
        return Answer(True)
    if not actor.has(*rule.roles):
        return Answer(False, f"You need the role of {rule.who} to {rule.what}.")
    if rule.begins and actor.passed_on:
        return Answer(False, f"{actor.passed_on} You can end what is under way here, and begin nothing new.")
    return Answer(True)


def decide(actor: Actor, permission: str, relations: Collection[str] = ()) -> Answer:
    """Whether ``actor`` may do what ``permission`` names to a record to which it stands in ``relations``.

    Raises KeyError for a permission that is not in the table.
    """
    rule = PERMISSIONS[permission]
    if actor.is_system:
        return Answer(True)
    if rule.never and rule.never in relations:
        return Answer(False, rule.never_because)
    if not (admitted := admits(actor, permission)):
        return admitted
    if rule.relation and rule.relation not in relations:
        return Answer(False, f"You are not the {rule.relation} here, so you cannot {rule.what}.")
    return Answer(True)
