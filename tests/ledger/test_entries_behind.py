"""The entries behind a figure: they add up to it, and each says who, what, when and how it is worth."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from measures.domain.units import Unit
from procurement.ledger import queries, services
from procurement.ledger.domain.figures import FigureName
from tests.ledger.builders import QUARTERS, per_fte_year, pound_for_pound

AFTER_TWO = date(2026, 10, 1)


def total(world):
    return queries.figures(world.lead, as_of_day=AFTER_TWO).total


def test_every_figure_opens_into_entries_that_add_up_to_it(world):
    account = world.account("donations", Unit.GBP, pound_for_pound())
    world.commit(account, "10", "20")
    world.report(account, "8.01", line=1)
    world.report(account, "9.02", line=2, quarter=1)
    world.verify(account, "5", line=1)
    found = total(world)
    for name in FigureName:
        opened = queries.entries_behind(world.lead, name, as_of_day=AFTER_TWO, per_page=100)
        assert opened.amount == found.get(name)
        assert sum(row.gross for row in opened.page) == found.get(name).gross


def test_an_entry_tells_who_what_when_and_how_it_is_worth(world):
    account = world.account("jobs", Unit.FTE, per_fte_year())
    world.report(account, "1.25", line=7)
    posting = world.verify(account, line=7)
    (row,) = queries.entries_behind(world.lead, FigureName.VERIFIED, as_of_day=AFTER_TWO).page.object_list
    assert (row.by_name, row.at, row.event.words) == (world.manager.name, posting.at, "Verified")
    assert (row.source_type, row.source_id, row.revision) == ("returns.returnline", 7, 1)
    assert (row.contract_uid, row.contract_reference) == (account.contract_uid, account.contract_reference)
    assert (row.headline, row.outcome, row.service_area, row.supplier) == (
        "Jobs",
        "Jobs",
        "Parks",
        world.supplier.name,
    )
    assert row.period == QUARTERS[0] and row.provenance == "Offered in the bid"
    assert (row.words, row.gross) == ("1.25 FTE-years", Decimal("37500.00"))
    assert row.working == "1.25 FTE-years x £30,000.00 (invented) = £37,500.00"
    assert row.valuation == per_fte_year() and row.adds_pounds


def test_an_entry_that_is_not_valued_has_no_working(world):
    world.report(world.account(), "3", line=1)
    (row,) = queries.entries_behind(world.lead, FigureName.REPORTED, as_of_day=AFTER_TWO).page.object_list
    assert (row.valuation, row.gross, row.working, row.adds_pounds) == (None, None, "", False)


def test_what_was_taken_back_is_shown_when_it_is_asked_for(world):
    account = world.account()
    world.report(account, "3", line=1)
    world.report(account, "4", line=1, revision=2)
    asked = {"as_of_day": AFTER_TWO}
    rows = queries.entries_behind(world.lead, FigureName.REPORTED, **asked).page.object_list
    assert [row.quantity for row in rows] == [Decimal(4)]
    rows = queries.entries_behind(
        world.lead, FigureName.REPORTED, **asked, with_reversed=True
    ).page.object_list
    assert [(row.quantity, row.is_reversed, row.is_reversal) for row in rows] == [
        (Decimal(3), True, False),
        (Decimal(-3), False, True),
        (Decimal(4), False, False),
    ]
    then = queries.entries_behind(world.lead, FigureName.REPORTED, **asked, as_of_seq=1, with_reversed=True)
    assert [(row.quantity, row.is_reversed) for row in then.page] == [(Decimal(3), False)]


def test_a_signature_that_was_taken_back_is_not_committed_and_can_be_seen(world):
    signed = world.commit(world.account(), "10")
    with transaction.atomic():
        services.reverse(posting=signed, reason="Signed by mistake", by=world.lead, revision=2)
    found = total(world)
    assert found.committed_originally.is_missing and found.committed_now.is_missing
    for name in (FigureName.COMMITTED_ORIGINALLY, FigureName.COMMITTED_NOW, FigureName.DUE_BY_NOW):
        opened = queries.entries_behind(world.lead, name, as_of_day=AFTER_TWO, with_reversed=True)
        assert [row.quantity for row in opened.page] == [Decimal(10), Decimal(-10)]


def test_entries_come_in_pages_and_the_amount_is_of_all(world):
    account = world.account()
    for line in range(1, 6):
        world.report(account, "1", line=line)
    asked = {"as_of_day": AFTER_TWO, "per_page": 2}
    opened = queries.entries_behind(world.lead, FigureName.REPORTED, page=3, **asked)
    assert (len(opened.page), opened.page.number, opened.page.paginator.num_pages) == (1, 3, 3)
    assert opened.amount.quantities == {"hour": Decimal(5)}
    assert queries.entries_behind(world.lead, FigureName.REPORTED, page="no", **asked).page.number == 1
    assert queries.entries_behind(world.lead, FigureName.REPORTED, page=99, **asked).page.number == 3
