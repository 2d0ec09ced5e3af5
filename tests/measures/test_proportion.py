"""What is odd about a quantity: worked examples with the arithmetic in words, and each check from both sides of its line."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as some

from councils.policies.domain.file import FrameworkErrors
from measures.domain.fairness import read_fairness
from measures.domain.proportion import Check, Purchase, Quantity, findings, most
from measures.domain.units import Term, Unit
from socialvalue.periods import Period, quarters_of
from tests.policies.builders import FIXTURES

TEXT = (FIXTURES / "fairness.yaml").read_text(encoding="utf-8")
FAIR = read_fairness(TEXT, "fairness.yaml")
TWO_YEARS = Period(date(2027, 4, 1), date(2029, 3, 31))
ONE_YEAR = Period(date(2027, 4, 1), date(2028, 3, 31))
HALF_A_YEAR = Period(date(2027, 4, 1), date(2027, 9, 30))


def purchase(price="500000", term=TWO_YEARS, **more) -> Purchase:
    return Purchase(term=term, price=None if price is None else Decimal(price), **more)


def quantity(unit: Unit, amount, **more) -> Quantity:
    return Quantity("A measure", unit, Decimal(amount), **more)


def checks(one: Quantity, of: Purchase) -> list[Check]:
    return [found.check for found in findings(one, of, FAIR)]


def only(one: Quantity, of: Purchase) -> str:
    (found,) = findings(one, of, FAIR)
    return found.sentence


def test_twelve_people_cost_more_than_the_price():
    """12 in post for 2 years are 24 FTE-years. One earns 13.45 x 37 x 52 = £25,877.80 a year, twelve £310,533.60; the price
    is 500,000 / 2 = £250,000 a year; 310,533.60 / 250,000 = 124.2%."""
    said = only(quantity(Unit.FTE, 12), purchase())
    assert said == (
        "24 FTE-years over 2 years are 12 full-time people in post on average. At the real Living Wage (2025-26, "
        "£13.45 an hour) their pay alone would be £310,533.60 a year, which is 124.2% of the price of £250,000.00 a "
        "year. More than 80% looks odd."
    )


def test_fte_years_are_the_same_people():
    """24 FTE-years over 2 years are 12 people."""
    assert only(quantity(Unit.FTE_YEAR, 24), purchase()) == only(quantity(Unit.FTE, 12), purchase())


def test_three_hundred_weeks():
    """300 weeks in one year are 300 / 52 = 5.77 people at any time; 300 x 37 x 13.45 = £149,295; of £250,000, 59.7%."""
    said = only(quantity(Unit.WEEK, 300), purchase("250000", ONE_YEAR))
    assert "300 weeks over 1 year are 5.77 people at any time." in said
    assert "their pay would be £149,295.00, which is 59.7% of the price of £250,000.00. More than 50%" in said


def test_four_thousand_hours():
    """4,000 hours in 2 years of 52 weeks are 38.46 a week; 4,000 x 13.45 = £53,800; of £500,000, 10.8%."""
    said = only(quantity(Unit.HOUR, 4000), purchase())
    assert "4,000 hours over 2 years are 38.46 hours a week." in said
    assert (
        "they cost £53,800.00, which is 10.8% of the price of £500,000.00. More than 10% looks odd." in said
    )


def test_a_gift_and_a_spend():
    """£60,000 is 12% of £500,000: much to give away, and little to spend with local firms."""
    said = only(quantity(Unit.GBP, 60000, is_gift=True), purchase())
    assert said == (
        "£60,000.00 given away is 12% of the price of £500,000.00. More than 10% looks odd."
    )  # fmt: skip
    assert not checks(quantity(Unit.GBP, 60000), purchase())
    said = only(quantity(Unit.GBP, 600000), purchase())
    assert said == (
        "£600,000.00 spent is 120% of the price of £500,000.00. No more can be spent through a contract than is paid for it."
    )  # fmt: skip


def test_five_hundred_tonnes():
    """£250,000 / 500 = £500 of price behind each tonne."""
    said = only(quantity(Unit.TCO2E, 500), purchase("250000"))
    assert (
        said
        == "500 tonnes against the price of £250,000.00 leave £500.00 for each tonne. Less than £1,000.00 looks odd."
    )


def test_three_hundred_events_in_a_year():
    """300 / 12 = 25 a month; £60,000 / 300 = £200 each."""
    events = quantity(Unit.ITEM, 300, one="event held", many="events held")
    found = findings(events, purchase("60000", ONE_YEAR), FAIR)
    assert [one.check for one in found] == [Check.PRICE, Check.LENGTH]
    assert (
        "300 events held against the price of £60,000.00 leave £200.00 for each event held."
        in found[0].sentence
    )
    assert "300 events held over 1 year are 25 a month" in found[1].sentence


def test_what_the_bidder_has_not_priced_is_held_against_the_councils_estimate():
    of = purchase("250000", price_words="the council's estimate")
    assert "12 full-time" not in only(quantity(Unit.GBP, 26000, is_gift=True), of)
    assert "of the council's estimate of £250,000.00" in only(quantity(Unit.GBP, 26000, is_gift=True), of)


# One year at £100,000: people may cost 80,000, and one costs 25,877.80, so 3.0914 people are just too many.
# Weeks may cost 50,000 at 497.65 each: 100.47. Hours 10,000 at 13.45: 743.49. Gifts 10,000, spending 100,000.
# Items 100,000 / 250 = 400, but 20 a month are 240. Tonnes 100,000 / 1,000 = 100.
SIDES = [
    (Unit.FTE, False, "3.0914", "3.0915", Check.PRICE),
    (Unit.FTE_YEAR, False, "3.0914", "3.0915", Check.PRICE),
    (Unit.WEEK, False, "100.4722", "100.4723", Check.PRICE),
    (Unit.HOUR, False, "743.4944", "743.4945", Check.PRICE),
    (Unit.GBP, True, "10000.00", "10000.01", Check.PRICE),
    (Unit.GBP, False, "100000.00", "100000.01", Check.PRICE),
    (Unit.ITEM, False, "240", "241", Check.LENGTH),
    (Unit.TCO2E, False, "100", "100.0001", Check.PRICE),
]


@pytest.mark.parametrize(("unit", "is_gift", "fair", "odd", "check"), SIDES)
def test_each_line_from_both_sides(unit, is_gift, fair, odd, check):
    of = purchase("100000", ONE_YEAR)
    assert checks(quantity(unit, fair, is_gift=is_gift), of) == []
    assert checks(quantity(unit, odd, is_gift=is_gift), of) == [check]


def test_items_have_a_line_by_price_too():
    """£25,000 / 250 = 100 items, in ten years far from 20 a month."""
    long = Period(date(2027, 4, 1), date(2037, 3, 31))
    assert checks(quantity(Unit.ITEM, 100), purchase("25000", long)) == []
    assert checks(quantity(Unit.ITEM, 101), purchase("25000", long)) == [Check.PRICE]


def test_a_year_in_post_does_not_fit_into_half_a_year():
    """Only where a year is what counts: “or the whole contract” makes room."""
    said = only(quantity(Unit.FTE, 1), purchase(term=HALF_A_YEAR))
    assert (
        "the contract lasts only 6 months: somebody in post from its first day to its last counts as 0.5."
        in said
    )
    assert checks(quantity(Unit.FTE, 1, term=Term.YEAR_OR_CONTRACT), purchase(term=HALF_A_YEAR)) == []
    assert checks(quantity(Unit.FTE, 1), purchase(term=ONE_YEAR)) == []


def test_more_people_than_work_there():
    """A micro business has fewer than ten people: nine are possible, nine and a bit are odd."""
    of = purchase("9000000", size="micro", size_words="micro")
    assert checks(quantity(Unit.FTE, 9), of) == []
    said = only(quantity(Unit.FTE, "9.1"), of)
    assert said.startswith(
        "9.1 full-time people in post on average are more than the 9 who work in a micro business"
    )
    assert checks(quantity(Unit.FTE, "9.1"), purchase("9000000", size="large")) == []
    assert checks(quantity(Unit.HOUR, 100), of) == []


def test_what_stands_after_the_end():
    """£200 of £300 stand in quarters that are not the contract's: one after it, and one before."""
    (inside, _) = quarters_of(HALF_A_YEAR)
    profile = {
        inside: Decimal(100),
        Period(date(2027, 10, 1), date(2027, 12, 31)): Decimal(150),
        Period(date(2027, 1, 1), date(2027, 3, 31)): Decimal(50),
    }
    said = only(quantity(Unit.GBP, 300, profile=profile), purchase(term=HALF_A_YEAR))
    assert said.startswith(
        "£200.00 of it stand in quarters outside the contract, which runs from 1 April 2027 to"
    )
    whole = {period: Decimal(100) for period in quarters_of(HALF_A_YEAR)}
    assert checks(quantity(Unit.GBP, 200, profile=whole), purchase(term=HALF_A_YEAR)) == []
    empty = {Period(date(2028, 4, 1), date(2028, 6, 30)): Decimal(0)}
    assert checks(quantity(Unit.GBP, 200, profile=empty), purchase(term=HALF_A_YEAR)) == []


def test_nothing_is_said_to_be_nothing():
    assert checks(quantity(Unit.HOUR, 0), purchase()) == [Check.NOTHING]
    assert checks(quantity(Unit.PERCENT, 0), purchase()) == [Check.NOTHING]
    assert checks(quantity(Unit.PERCENT, 5), purchase()) == []
    assert checks(quantity(Unit.NARRATIVE, 0), purchase()) == []


def test_without_a_price_only_the_rest_is_looked_at():
    assert checks(quantity(Unit.FTE, 900), purchase(None)) == []
    assert checks(quantity(Unit.ITEM, 241), purchase(None, ONE_YEAR)) == [Check.LENGTH]
    assert most(Unit.FTE, purchase(None), FAIR) is None


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (TWO_YEARS, "2 years"),
        (ONE_YEAR, "1 year"),
        (HALF_A_YEAR, "6 months"),
        (Period(date(2027, 4, 1), date(2028, 9, 30)), "18 months"),
        (Period(date(2027, 4, 1), date(2027, 5, 15)), "0.12 years"),  # 45 of 91 days of a quarter: 0.1236
    ],
)
def test_the_length_in_words(term, words):
    assert purchase(term=term).length_words == words


def test_the_most_is_where_the_line_is():
    """80% of £100,000 a year over £25,877.80 a person: 3.09146."""
    assert round(most(Unit.FTE, purchase("100000", ONE_YEAR), FAIR), 4) == Decimal("3.0915")
    assert most(Unit.GBP, purchase("100000"), FAIR, is_gift=True) == 10000
    assert most(Unit.YES_NO, purchase(), FAIR) is None


UNITS = some.sampled_from([unit for unit, *_ in SIDES])
AMOUNTS = some.decimals(min_value="0.0001", max_value="99999999", places=4)
PRICES = some.decimals(min_value="0.01", max_value="999999999", places=2)
TERMS = some.builds(
    lambda start, days: Period(start, date.fromordinal(start.toordinal() + days)),
    some.dates(date(2026, 1, 1), date(2030, 1, 1)),
    some.integers(0, 4000),
)


@given(UNITS, some.booleans(), AMOUNTS, PRICES, PRICES, TERMS)
def test_a_higher_price_never_adds_a_finding(unit, is_gift, amount, price, more, term):
    one = quantity(unit, amount, is_gift=is_gift)
    low, high = purchase(price, term), purchase(price + more, term)
    assert set(checks(one, high)) <= set(checks(one, low))


@given(UNITS, some.booleans(), AMOUNTS, AMOUNTS, PRICES, TERMS)
def test_a_greater_quantity_never_drops_a_finding(unit, is_gift, amount, more, price, term):
    of = purchase(price, term)
    few, many = quantity(unit, amount, is_gift=is_gift), quantity(unit, amount + more, is_gift=is_gift)
    assert set(checks(few, of)) <= set(checks(many, of))


BROKEN = [
    ("an_hour: 13.45", "an_hour: -1", "wage.an_hour"),
    ("percent: 80", "percent: 800", "shares.people.percent"),
    ("tco2e: 30, ", "", "tco2e"),
    ("fte: 25, ", "fte: 25, fte_year: 3, ", "fte_year"),
    ("start: 30 ", "start: half an hour ", "minutes.bid.start"),
    ("tonnes:", "tons:", "tons"),
]


@pytest.mark.parametrize(("was", "now", "told"), BROKEN)
def test_a_damaged_file_is_refused_with_its_line(was, now, told):
    assert TEXT.count(was) == 1
    with pytest.raises(FrameworkErrors) as refused:
        read_fairness(TEXT.replace(was, now), "fairness.yaml")
    said = [str(error) for error in refused.value.errors]
    assert any(told in error and error.startswith("fairness.yaml, line ") for error in said), said


def test_whoever_changed_the_file_is_told_by_a_command(tmp_path):
    path, said = tmp_path / "fairness.yaml", StringIO()
    path.write_text(TEXT, encoding="utf-8")
    call_command("check_fairness", str(path), stdout=said)
    assert said.getvalue() == (
        "fairness.yaml: nothing is wrong. Work is held at the real Living Wage (2025-26, £13.45 an hour).\n"
    )
    path.write_text(TEXT.replace("percent: 80", "percent: 800"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"shares\.people\.percent"):
        call_command("check_fairness", str(path))
    with pytest.raises(CommandError, match="No such file"):
        call_command("check_fairness", str(tmp_path / "fair.yaml"))


def test_every_figure_says_where_it_comes_from():
    """The wage its publisher, source and licence; everything else that it is our own, or why it is no estimate."""
    assert FAIR.wage.publisher and FAIR.wage.source and FAIR.wage.licence
    ours = [
        FAIR.shares.people,
        FAIR.shares.weeks,
        FAIR.shares.hours,
        FAIR.shares.gifts,
        FAIR.items,
        FAIR.tonnes,
    ]
    for part in [*ours, FAIR.suggesting, FAIR.minutes]:
        assert part.why.startswith("Our own estimate")
