"""The shape of a measure in a policy file: what is counted, in what, how it adds up, and what shows it."""

from pydantic import Field, model_validator

from councils.policies.domain.counting import HowItAddsUp, SecondYear, Term, Unit
from councils.policies.domain.shape import (
    GoalNumber,
    Key,
    Line,
    Named,
    Part,
    Short,
    Text,
    Title,
    TomsReference,
    WrongAt,
)
from councils.policies.domain.sources import Read

# How a unit adds up that does not add up as most do, in the words of a file.
FITTING = {
    Unit.FTE: "people in post (fte) add up as a stock, or stand as the latest, average or maximum",
    Unit.PERCENT: "a percentage is never added up: say whether the latest, average or maximum stands",
    Unit.YES_NO: "yes or no is a flow",
    Unit.NARRATIVE: "words are a flow",
}


class MeasureGroup(Part):
    """Measures that a rule may ask one of."""

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    name: Line
    """Its name."""
    measures: tuple[Key, ...] = Field(min_length=1)
    """The measures in it, by their keys."""


class Counted(Part):
    """What one item is called, and several."""

    one: Short
    """What one is called."""
    many: Short
    """What several are called."""


class Measure(Read):
    """A counted thing that shows an outcome.

    ``contained_in`` names the measure that already counts the same people or pounds; their £ are never added.
    ``barrier_group`` marks groups of which a person may be in one only, ``sensitive`` those whose small numbers are not
    published. ``valued_by`` names a table of unit values; without one the measure is counted and not valued.
    """

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    headline: Title
    """A short headline."""
    outcome: Key
    """The outcome that it shows, by its key."""
    text: Text
    """What is counted, in full."""
    unit: Unit
    """What it is counted in."""
    counted: Counted | None = None
    """What one item is called, and several, where the unit is item."""
    adds_up: HowItAddsUp
    """A stock for people in post (fte), a flow for what is added up; latest, average or maximum for a percentage, and for
    any number that stands at a time and is never added up."""
    term: Term = Term.YEAR
    """For how long a person in post counts as one."""
    second_year: SecondYear = SecondYear.COUNTS_AGAIN
    """Whether a person who stays in post counts again in a second year."""
    variant_of: Short | None = None
    """What the variants differ by, such as level."""
    variants: tuple[Named, ...] = ()
    """Kinds of it that are counted apart, such as training levels."""
    contained_in: Key | None = None
    """The measure that already counts the same people or pounds, by its key."""
    barrier_group: bool = False
    """True for groups of which a person counts in one only."""
    sensitive: bool = False
    """True for groups whose small numbers are not published."""
    evidence: Text
    """What a supplier sends to show it. Never ask for names."""
    counting_rules: tuple[Text, ...] = ()
    """How it is counted where that is not plain."""
    declarations: tuple[Short, ...] = ()
    """What a supplier declares with each figure, where a count alone cannot prove it."""
    notes: tuple[Text, ...] = ()
    """What is odd in the text. People see it where they type the number."""
    toms_reference: TomsReference | None = None
    """The reference of the National TOMs measure, such as NT1."""
    toms_note: Text | None = None
    """How it differs from that measure."""
    goals: tuple[GoalNumber, ...] = ()
    """The goals of the United Nations that it serves, by number, where they are not those of its outcome."""
    valued_by: Key | None = None
    """The table of unit values that it is valued by; without one it is counted and not valued."""

    @model_validator(mode="after")
    def _unit_fits(self) -> "Measure":
        if self.adds_up.misfit(self.unit):
            raise WrongAt("adds_up", FITTING.get(self.unit, "only people in post (fte) add up as a stock"))
        if self.adds_up.is_level and self.valued_by:
            raise WrongAt("valued_by", "is left out: what is never added up has no value in pounds")
        if self.unit is Unit.FTE_YEAR:
            raise WrongAt("unit", "is asked for in fte; FTE-years are what it is posted as")
        if (self.unit is Unit.ITEM) != (self.counted is not None):
            raise WrongAt(
                "counted", "an item says in “counted” what one and several are called, and no other unit does"
            )
        if bool(self.variants) != bool(self.variant_of):
            raise WrongAt("variants", "variants and variant_of go together")
        return self
