"""What the ledger refuses, without a database."""

from datetime import date
from decimal import Decimal

import pytest

from procurement.ledger.domain.lines import Event, Kind, LedgerError, Line, NewPosting
from procurement.ledger.domain.rules import Balance, check_balances, check_shape, lies_in_a_quarter
from socialvalue.access.domain import Refusal
from socialvalue.periods import Period

QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
NEXT = Period(date(2027, 1, 1), date(2027, 3, 31))


def line(kind: Kind = Kind.REPORTED, quantity: str = "3", account: int = 1, **more) -> Line:
    return Line(account, kind, more.pop("period", QUARTER), Decimal(quantity), **more)


def posting(event: Event, *lines: Line, **more) -> NewPosting:
    return NewPosting(event, "returns.returnline", 7, more.pop("revision", 1), lines, **more)


@pytest.mark.parametrize("quantity", ["NaN", "Infinity", "100000000000000"])
def test_a_quantity_that_cannot_be_held_is_refused(quantity):
    with pytest.raises(Refusal, match="smaller") as refused:
        line(quantity=quantity)
    assert refused.value.field == "quantity"


def test_a_fifth_decimal_is_refused_and_never_rounded_away():
    with pytest.raises(Refusal, match="four decimals"):
        line(quantity="1.00001")
    assert line(quantity="1.000100").quantity == Decimal("1.0001")


def test_the_largest_quantity_is_held():
    assert line(quantity="99999999999999.9999").quantity == Decimal("99999999999999.9999")


def test_half_a_valuation_is_an_error():
    with pytest.raises(LedgerError, match="wholly"):
        line(gross=Decimal("1.00"))


def test_a_negated_line_takes_it_back_to_the_penny():
    said = line(quantity="2.5", gross=Decimal("10.01"), adjusted=Decimal("8.01"), place="E05001")
    back = said.negated()
    assert (back.quantity, back.gross, back.adjusted) == (
        Decimal("-2.5"),
        Decimal("-10.01"),
        Decimal("-8.01"),
    )
    assert back.slot == said.slot
    assert back.negated() == said


def test_a_negated_line_without_pounds_stays_without():
    assert line().negated().gross is None


def test_a_posting_needs_a_line():
    with pytest.raises(LedgerError, match="at least one"):
        check_shape(posting(Event.SUBMIT))


def test_a_posting_needs_a_revision():
    with pytest.raises(LedgerError, match="from one"):
        check_shape(posting(Event.SUBMIT, line(), revision=0))


def test_a_posting_has_one_line_per_account_kind_period_and_place():
    with pytest.raises(LedgerError, match="one line for each"):
        check_shape(posting(Event.SUBMIT, line(), line(quantity="4")))
    check_shape(posting(Event.SUBMIT, line(), line(place="E05001"), line(period=NEXT), line(account=2)))


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (Event.SIGN, Kind.REPORTED),
        (Event.VARY, Kind.VERIFIED),
        (Event.SUBMIT, Kind.COMMITTED),
        (Event.RESUBMIT, Kind.VERIFIED),
        (Event.VERIFY, Kind.REPORTED),
    ],
)
def test_an_act_posts_only_its_own_kind(event, kind):
    with pytest.raises(LedgerError, match="posts nothing"):
        check_shape(posting(event, line(kind)))


@pytest.mark.parametrize("event", [Event.SIGN, Event.SUBMIT, Event.RESUBMIT, Event.VERIFY])
def test_nothing_below_zero_is_signed_reported_or_verified(event):
    kind = {Event.SIGN: Kind.COMMITTED, Event.VERIFY: Kind.VERIFIED}.get(event, Kind.REPORTED)
    with pytest.raises(Refusal, match="0 or more"):
        check_shape(posting(event, line(kind, "-1")))
    check_shape(posting(event, line(kind, "0")))


def test_a_variation_may_take_away():
    check_shape(posting(Event.VARY, line(Kind.COMMITTED, "-1")))


def test_a_reversal_and_nothing_else_names_what_it_reverses():
    with pytest.raises(LedgerError, match="names what it reverses"):
        check_shape(posting(Event.REVERSE, line(quantity="-3")))
    with pytest.raises(LedgerError, match="names what it reverses"):
        check_shape(posting(Event.SUBMIT, line(), reverses_id=4))


def test_more_cannot_be_verified_than_was_reported():
    before = {(1, QUARTER): Balance(reported=Decimal(3))}
    with pytest.raises(Refusal, match="more than was reported"):
        check_balances(before, [posting(Event.VERIFY, line(Kind.VERIFIED, "3.0001"))])
    after = check_balances(before, [posting(Event.VERIFY, line(Kind.VERIFIED, "3"))])
    assert after[1, QUARTER] == Balance(reported=Decimal(3), verified=Decimal(3))


def test_what_is_reported_in_one_period_cannot_be_verified_in_another():
    before = {(1, QUARTER): Balance(reported=Decimal(3))}
    with pytest.raises(Refusal):
        check_balances(before, [posting(Event.VERIFY, line(Kind.VERIFIED, "1", period=NEXT))])


def test_balances_hold_after_each_posting_and_not_only_after_the_last():
    before = {(1, QUARTER): Balance(reported=Decimal(3), verified=Decimal(3))}
    take_report = posting(Event.REVERSE, line(quantity="-3"), reverses_id=1)
    take_verified = posting(Event.REVERSE, line(Kind.VERIFIED, "-3"), reverses_id=2)
    with pytest.raises(Refusal):
        check_balances(before, [take_report, take_verified])
    after = check_balances(before, [take_verified, take_report])
    assert after[1, QUARTER] == Balance(reported=Decimal(0), verified=Decimal(0))


def test_nothing_falls_below_nothing():
    with pytest.raises(LedgerError, match="below nothing"):
        check_balances({}, [posting(Event.REVERSE, line(quantity="-1"), reverses_id=1)])
    with pytest.raises(Refusal, match="less than nothing"):
        check_balances(
            {(1, QUARTER): Balance(committed=Decimal(2))}, [posting(Event.VARY, line(Kind.COMMITTED, "-3"))]
        )


def test_more_may_be_reported_than_was_committed():
    before = {(1, QUARTER): Balance(committed=Decimal(1))}
    assert check_balances(before, [posting(Event.SUBMIT, line(quantity="9"))])[1, QUARTER].reported == 9


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        (date(2026, 10, 1), date(2026, 12, 31), True),
        (date(2026, 11, 16), date(2026, 12, 31), True),
        (date(2026, 12, 31), date(2026, 12, 31), True),
        (date(2026, 9, 30), date(2026, 12, 31), False),
        (date(2026, 10, 1), date(2027, 1, 1), False),
        (date(2026, 4, 1), date(2027, 3, 31), False),
    ],
)
def test_a_period_lies_in_a_financial_quarter_or_not(start, end, inside):
    assert lies_in_a_quarter(Period(start, end), 4, 1) is inside


def test_quarters_are_those_of_the_council():
    odd = Period(date(2026, 7, 6), date(2026, 10, 5))
    assert lies_in_a_quarter(odd, 4, 6)
    assert not lies_in_a_quarter(odd, 4, 1)
