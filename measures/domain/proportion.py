"""What is odd about a quantity, held against the contract's price, its length and the supplier's size: told, never refused.

Each quantity is looked at by itself. Measures may count the same people twice, so that their sum would prove nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from councils.policies.domain.shape import percent_words
from measures.domain.fairness import Fairness
from measures.domain.person_time import length_in_years
from measures.domain.units import Term, Unit
from socialvalue.money import pounds
from socialvalue.periods import Period

PEOPLE = (Unit.FTE, Unit.FTE_YEAR)
MONTHS = 12  # of a year
TENTH = Decimal("0.1")
HUNDREDTH = Decimal("0.01")


class Check(StrEnum):
    """What a quantity was held against."""

    NOTHING = "nothing is offered"
    AFTER_THE_END = "the end of the contract"
    PRICE = "the price"
    LENGTH = "the length of the contract"
    SIZE = "the size of the supplier"


@dataclass(frozen=True)
class Purchase:
    """The contract that quantities are held against.

    ``price`` is in pounds excluding VAT for the whole contract, None where it is not known yet; ``price_words`` names it
    in a sentence. ``size`` is the supplier's, empty where it is not known. The council's financial year starts on day
    ``first`` of ``month``.
    """

    term: Period
    price: Decimal | None
    price_words: str = "the price"
    size: str = ""
    size_words: str = ""
    month: int = 4
    first: int = 1

    @property
    def years(self) -> Fraction:
        """Its length in years, quarter by quarter of the council's year."""
        return length_in_years(self.term, self.month, self.first)

    @property
    def length_words(self) -> str:
        """``2 years``, ``18 months``, ``0.37 years``."""
        months = self.years * MONTHS
        if months.denominator == 1 and months % MONTHS:
            return f"{months} month{'' if months == 1 else 's'}"
        return f"{plain(decimal(self.years))} year{'' if self.years == 1 else 's'}"


@dataclass(frozen=True)
class Quantity:
    """How much of one measure, over the whole contract.

    ``amount`` is the average number in post where ``unit`` is FTE, the highest of all quarters for a level, and their sum
    otherwise. ``is_gift``
    tells money that is given from money that is spent. ``profile`` holds the quarters, where they are known.
    """

    name: str
    unit: Unit
    amount: Decimal
    is_gift: bool = False
    term: Term = Term.YEAR
    one: str = ""
    many: str = ""
    profile: Mapping[Period, Decimal] = field(default_factory=dict)
    is_level: bool = False

    @property
    def words(self) -> str:
        """``12 weeks``, ``3 apprenticeships``."""
        return self.unit.quantity_words(self.amount, self.one, self.many)

    def people(self, years: Fraction) -> Decimal | None:
        """Full-time people in post on average over ``years``; None for what does not count people in post."""
        if self.unit is Unit.FTE:
            return self.amount
        return decimal(Fraction(self.amount) / years) if self.unit is Unit.FTE_YEAR else None


@dataclass(frozen=True)
class Finding:
    """One thing that is odd, and why, in sentences with the arithmetic."""

    name: str
    check: Check
    sentence: str


def findings(quantity: Quantity, purchase: Purchase, fair: Fairness) -> tuple[Finding, ...]:
    """Everything that is odd about one quantity, in the order of the checks; nothing where it looks proportionate."""
    if not quantity.unit.is_posted and quantity.unit is not Unit.PERCENT:
        return ()
    if not quantity.amount:
        said = (
            "The quantity is 0 over the whole contract, so nothing is promised. Take it out, or say how much."
        )
        return (Finding(quantity.name, Check.NOTHING, said),)
    return tuple(
        Finding(quantity.name, check, sentence)
        for check, find in CHECKS
        for sentence in find(quantity, purchase, fair)
    )


def most(unit: Unit, purchase: Purchase, fair: Fairness, *, is_gift: bool = False) -> Decimal | None:
    """The quantity above which ``findings`` calls it odd, in ``unit``; None where there is no such line."""
    line = _line(unit, purchase, fair, is_gift)
    lines = [line.most] if line else []
    if unit is Unit.ITEM:
        lines.append(decimal(Fraction(fair.items.most_a_month) * purchase.years * MONTHS))
    return min(lines, default=None)


@dataclass(frozen=True)
class _Line:
    """Pounds that one of a unit takes over the whole contract, and the pounds of the price that all of them may."""

    each: Fraction
    ceiling: Decimal

    @property
    def most(self) -> Decimal:
        """The quantity that comes up to the line."""
        return decimal(Fraction(self.ceiling) / self.each)

    def is_crossed_by(self, amount: Decimal) -> bool:
        """Whether ``amount`` takes more than it may, reckoned exactly."""
        return Fraction(amount) * self.each > Fraction(self.ceiling)


def _line(unit: Unit, purchase: Purchase, fair: Fairness, is_gift: bool) -> _Line | None:
    price, wage, shares = purchase.price, fair.wage, fair.shares
    if price is None:
        return None
    if unit in PEOPLE:
        years = purchase.years if unit is Unit.FTE else Fraction(1)
        return _Line(Fraction(wage.a_year) * years, price * shares.people.fraction)
    if unit is Unit.WEEK:
        return _Line(Fraction(wage.a_week), price * shares.weeks.fraction)
    if unit is Unit.HOUR:
        return _Line(Fraction(wage.an_hour), price * shares.hours.fraction)
    if unit is Unit.GBP:
        share = shares.gifts if is_gift else shares.spending
        return _Line(Fraction(1), price * share.fraction)
    each = {Unit.ITEM: fair.items.price_behind_each, Unit.TCO2E: fair.tonnes.price_behind_each}.get(unit)
    return None if each is None else _Line(Fraction(each), price)


def _after_the_end(quantity: Quantity, purchase: Purchase, fair: Fairness) -> Iterator[str]:
    outside = {period for period in quantity.profile if not _lies_in(period, purchase.term)}
    each = [quantity.profile[period] for period in outside]
    late = max(each, default=Decimal(0)) if quantity.is_level else sum(each, Decimal(0))
    if late:
        said = quantity.unit.quantity_words(late, quantity.one, quantity.many)
        yield (
            f"{said} of it stand in quarters outside the contract, which runs from {purchase.term}. Nobody can be "
            "held to what lies outside it."
        )


def _lies_in(period: Period, term: Period) -> bool:
    return term.start <= period.start and period.end <= term.end


def _price(quantity: Quantity, purchase: Purchase, fair: Fairness) -> Iterator[str]:
    line = _line(quantity.unit, purchase, fair, quantity.is_gift)
    if line is not None and line.is_crossed_by(quantity.amount):
        yield _ABOUT_PRICE[quantity.unit](quantity, purchase, fair)


def _people_words(quantity: Quantity, purchase: Purchase, fair: Fairness) -> str:
    assert purchase.price is not None
    years, people = purchase.years, quantity.people(purchase.years) or Decimal(0)
    pay, price = people * fair.wage.a_year, decimal(Fraction(purchase.price) / years)
    return (
        f"{_in_post(people, purchase)} At {fair.wage.words} their pay alone would be {pounds(pay)} a year, which is "
        f"{_share(pay, price)} of {purchase.price_words} of {pounds(price)} a year. "
        f"{_looks_odd(fair.shares.people.percent)}"
    )


def _in_post(people: Decimal, purchase: Purchase) -> str:
    said = f"{plain(people)} full-time {'person' if people == 1 else 'people'} in post on average"
    if purchase.years < 1:
        return f"This is {said} for {purchase.length_words}."
    many = decimal(Fraction(people) * purchase.years)
    return f"{Unit.FTE_YEAR.quantity_words(rounded(many))} over {purchase.length_words} are {said}."


def _weeks_words(quantity: Quantity, purchase: Purchase, fair: Fairness) -> str:
    cost, wage = quantity.amount * fair.wage.a_week, fair.wage
    at_once = decimal(Fraction(quantity.amount) / (Fraction(wage.weeks_a_year) * purchase.years))
    return (
        f"{quantity.words} over {purchase.length_words} are {plain(at_once)} people at any time. At {wage.words} for "
        f"{plain(wage.hours_a_week)} hours a week their pay would be {pounds(cost)}, which is "
        f"{_of_price(cost, purchase)}. {_looks_odd(fair.shares.weeks.percent)}"
    )


def _hours_words(quantity: Quantity, purchase: Purchase, fair: Fairness) -> str:
    cost, wage = quantity.amount * fair.wage.an_hour, fair.wage
    a_week = decimal(Fraction(quantity.amount) / (Fraction(wage.weeks_a_year) * purchase.years))
    return (
        f"{quantity.words} over {purchase.length_words} are {plain(a_week)} hours a week. At {wage.words} they cost "
        f"{pounds(cost)}, which is {_of_price(cost, purchase)}. {_looks_odd(fair.shares.hours.percent)}"
    )


def _pounds_words(quantity: Quantity, purchase: Purchase, fair: Fairness) -> str:
    share = _of_price(quantity.amount, purchase)
    if quantity.is_gift:
        return f"{quantity.words} given away is {share}. {_looks_odd(fair.shares.gifts.percent)}"
    said = "No more can be spent through a contract than is paid for it."
    line = fair.shares.spending.percent
    return f"{quantity.words} spent is {share}. {said if line == 100 else _looks_odd(line)}"


def _behind_each(least: Callable[[Fairness], Decimal], one: str) -> Callable[..., str]:
    def words(quantity: Quantity, purchase: Purchase, fair: Fairness) -> str:
        assert purchase.price is not None
        each = decimal(Fraction(purchase.price) / Fraction(quantity.amount))
        return (
            f"{quantity.words} against {purchase.price_words} of {pounds(purchase.price)} leave {pounds(each)} for each "
            f"{one or quantity.one or 'of them'}. Less than {pounds(least(fair))} looks odd."
        )

    return words


_ABOUT_PRICE: Mapping[Unit, Callable[..., str]] = {
    Unit.FTE: _people_words,
    Unit.FTE_YEAR: _people_words,
    Unit.WEEK: _weeks_words,
    Unit.HOUR: _hours_words,
    Unit.GBP: _pounds_words,
    Unit.ITEM: _behind_each(lambda fair: fair.items.price_behind_each, ""),
    Unit.TCO2E: _behind_each(lambda fair: fair.tonnes.price_behind_each, "tonne"),
}


def _length(quantity: Quantity, purchase: Purchase, fair: Fairness) -> Iterator[str]:
    years = purchase.years
    if quantity.unit in PEOPLE and quantity.term is Term.YEAR and years < 1:
        share = plain(decimal(years))
        yield (
            f"The measure counts a full-time person in post for a year as 1, and the contract lasts only "
            f"{purchase.length_words}: somebody in post from its first day to its last counts as {share}."
        )
    if (
        quantity.unit is Unit.ITEM
        and Fraction(quantity.amount) > Fraction(fair.items.most_a_month) * years * MONTHS
    ):
        a_month = plain(decimal(Fraction(quantity.amount) / (years * MONTHS)))
        yield (
            f"{quantity.words} over {purchase.length_words} are {a_month} a month, and each has to be organised and shown. "
            f"More than {plain(fair.items.most_a_month)} a month look odd."
        )


def _size(quantity: Quantity, purchase: Purchase, fair: Fairness) -> Iterator[str]:
    staff, people = fair.sizes.most.get(purchase.size), quantity.people(purchase.years)
    if staff is not None and people is not None and people > staff:
        yield (
            f"{plain(people)} full-time people in post on average are more than the {staff} who work in a "
            f"{purchase.size_words or purchase.size} business at most. Say who employs them."
        )


CHECKS: tuple[tuple[Check, Callable[[Quantity, Purchase, Fairness], Iterator[str]]], ...] = (
    (Check.AFTER_THE_END, _after_the_end),
    (Check.PRICE, _price),
    (Check.LENGTH, _length),
    (Check.SIZE, _size),
)


def _of_price(cost: Decimal, purchase: Purchase) -> str:
    assert purchase.price is not None
    return f"{_share(cost, purchase.price)} of {purchase.price_words} of {pounds(purchase.price)}"


def _share(part: Decimal, whole: Decimal) -> str:
    """``124.2%``."""
    return percent_words((part * 100 / whole).quantize(TENTH, rounding=ROUND_HALF_UP))


def _looks_odd(percent: Decimal) -> str:
    return f"More than {percent_words(percent)} looks odd."


def decimal(exact: Fraction) -> Decimal:
    """A fraction as a decimal number of 28 digits."""
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def rounded(number: Decimal) -> Decimal:
    """To two places, half-up."""
    return number.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """``12``, ``5.77``, ``1,200``: to two places, without noughts at the end."""
    return f"{rounded(number).normalize():,f}"
