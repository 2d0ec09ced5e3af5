"""What a policy file may say of how a measure is counted: its unit, how it adds up over periods, and its term."""

from decimal import Decimal

from councils.policies.domain.facts import exact_pounds
from councils.policies.domain.words import Worded


class Unit(Worded):
    """What a measure is counted in. A file uses all but ``fte_year``, which is what people in post are posted as."""

    FTE = "fte"
    FTE_YEAR = "fte_year"
    WEEK = "week"
    HOUR = "hour"
    GBP = "gbp"
    TCO2E = "tco2e"
    ITEM = "item"
    YES_NO = "yes_no"
    PERCENT = "percent"
    NARRATIVE = "narrative"

    @property
    def label(self) -> str:
        """The unit beside a box to type in: ``weeks``."""
        return _LABELS[self]

    @property
    def is_posted(self) -> bool:
        """Whether quantities can stand in the ledger: percentages and words never do, and a level never does either."""
        return self not in (Unit.PERCENT, Unit.NARRATIVE)

    @property
    def posted_as(self) -> "Unit":
        """The unit in the ledger: people in post become FTE-years, all others stay what they are."""
        return Unit.FTE_YEAR if self is Unit.FTE else self

    def quantity_words(self, quantity: Decimal, one: str = "", many: str = "") -> str:
        """``12 weeks``, ``1 hour``, ``£500.00``, ``3 apprenticeships``; ``one`` and ``many`` name an item."""
        if self is Unit.GBP:
            return exact_pounds(quantity)
        if self is Unit.YES_NO:
            return "yes" if quantity else "no"
        text = f"{quantity.normalize():,f}"
        if self is Unit.PERCENT:
            return f"{text}%"
        singular, plural = _COUNTED[self]
        return f"{text} {(one or singular) if quantity == 1 else (many or plural)}"


class HowItAddsUp(Worded):
    """How the quantities of several periods come to one figure.

    A flow (hours, weeks, pounds, tonnes, people who started) is posted as it is. A stock (people in post) is asked for
    as the average in post in the period and posted as person-time. A level (a percentage, or people paid the living wage)
    is recorded and never added: it stands as the latest, the average or the highest of what was recorded.
    """

    FLOW = "flow"
    STOCK = "stock"
    LATEST = "latest"
    AVERAGE = "average"
    MAXIMUM = "maximum"

    @property
    def is_level(self) -> bool:
        """Whether it is recorded beside the ledger and never added up."""
        return self not in (HowItAddsUp.FLOW, HowItAddsUp.STOCK)

    def posts(self, unit: Unit) -> bool:
        """Whether quantities in ``unit`` are added up and stand in the ledger: five people at the end of each of four
        quarters are five, and not twenty."""
        return unit.is_posted and not self.is_level

    def misfit(self, unit: Unit) -> str:
        """Why a measure in ``unit`` cannot add up so, as a sentence; empty where it can."""
        if self is HowItAddsUp.STOCK and unit is not Unit.FTE:
            return "Only people in post (FTE) are counted as person-time."
        if self.is_level:
            return "Words, and yes or no, have no level." if unit in (Unit.NARRATIVE, Unit.YES_NO) else ""
        if unit is Unit.PERCENT:
            return "A percentage is never added up: the latest, the average or the highest stands."
        if unit is Unit.FTE and self is HowItAddsUp.FLOW:
            return (
                "People in post (FTE) are counted as person-time, or the latest, the average or the highest stands: a "
                "sum would count them anew in each quarter."
            )
        return ""

    @property
    def named(self) -> str:
        """``sum``, ``average in post, counted as person-time``, ``highest``: as a list says it."""
        return _NAMED[self]


class Term(Worded):
    """For how long a person in post counts as one."""

    YEAR = "year"
    YEAR_OR_CONTRACT = "year_or_contract"


class SecondYear(Worded):
    """Whether a person who stays in post counts again in a second year."""

    COUNTS_AGAIN = "counts_again"
    FIRST_YEAR_ONLY = "first_year_only"


_LABELS = {
    Unit.FTE: "FTE in post, on average over the period",
    Unit.FTE_YEAR: "FTE-years",
    Unit.WEEK: "weeks",
    Unit.HOUR: "hours",
    Unit.GBP: "pounds",
    Unit.TCO2E: "tonnes of CO2e",
    Unit.ITEM: "number",
    Unit.YES_NO: "yes or no",
    Unit.PERCENT: "percent",
    Unit.NARRATIVE: "in words",
}
_COUNTED = {
    Unit.FTE: ("FTE", "FTE"),
    Unit.FTE_YEAR: ("FTE-year", "FTE-years"),
    Unit.WEEK: ("week", "weeks"),
    Unit.HOUR: ("hour", "hours"),
    Unit.TCO2E: ("tonne", "tonnes"),
    Unit.ITEM: ("item", "items"),
    Unit.NARRATIVE: ("answer in words", "answers in words"),
}
_NAMED = {
    HowItAddsUp.FLOW: "sum",
    HowItAddsUp.STOCK: "average in post, counted as person-time",
    HowItAddsUp.LATEST: "latest",
    HowItAddsUp.AVERAGE: "average",
    HowItAddsUp.MAXIMUM: "highest",
}
HOW_WORDS = {
    HowItAddsUp.FLOW: "What happened in each period is added up.",
    HowItAddsUp.STOCK: "Give the average in post in each period; it is counted as person-time.",
    HowItAddsUp.LATEST: "Nothing is added up: the figure of the latest return stands.",
    HowItAddsUp.AVERAGE: "Nothing is added up: the average of the returns that give a figure stands.",
    HowItAddsUp.MAXIMUM: "Nothing is added up: the highest figure of all returns stands.",
}
TERM_WORDS = {
    Term.YEAR: "One full-time equivalent in post for one year counts as 1.",
    Term.YEAR_OR_CONTRACT: (
        "One full-time equivalent in post for one year, or for the whole contract where that is shorter, counts as 1."
    ),
}
SECOND_YEAR_WORDS = {
    SecondYear.COUNTS_AGAIN: "A person who stays in post counts again in each further year.",
    SecondYear.FIRST_YEAR_ONLY: "Only the first 12 months of a person's job count.",
}
