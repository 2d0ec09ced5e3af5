"""Pounds by values that a licence keeps within the council are none of a supplier's to see; quantities are."""

from dataclasses import replace
from datetime import date

import pytest

from procurement.ledger import queries
from procurement.ledger.domain.figures import FigureName, Selection
from tests.ledger.builders import per_fte_year

DAY = date(2027, 4, 1)
HIS = {"method": "own", "method_name": "Own values"}


def _valued(world, **more):
    account = world.account(
        "jobs", unit=per_fte_year().unit, valuation=replace(per_fte_year(), **HIS, **more)
    )
    world.commit(account, "1.25")
    return Selection(contract_uid=account.contract_uid)


def _seen(actor, only):
    amount = queries.figures(actor, as_of_day=DAY, only=only).total.committed_now
    behind = queries.entries_behind(actor, FigureName.COMMITTED_NOW, as_of_day=DAY, only=only)
    (part,), (entry,) = amount.parts, behind.page.object_list
    return amount, part, entry


@pytest.mark.django_db
def test_the_council_sees_pounds_and_working(world):
    """1.25 FTE-years x £30,000.00 = £37,500.00."""
    amount, part, entry = _seen(world.lead, _valued(world, secret=True))
    assert (part.gross, part.hidden, amount.hidden) == (37_500, False, ())
    assert "£30,000.00" in entry.working and not entry.hidden


@pytest.mark.django_db
def test_the_supplier_sees_the_quantity_alone(world):
    amount, part, entry = _seen(world.member, _valued(world, secret=True))
    assert (part.quantity, part.gross, part.adjusted, part.hidden) == (part.quantity, None, None, True)
    assert part.words == "1.25 FTE-years" and amount.worths == () and amount.not_valued == ()
    assert (entry.gross, entry.adjusted, entry.valuation, entry.working, entry.hidden) == (
        None,
        None,
        None,
        "",
        True,
    )


@pytest.mark.django_db
def test_the_supplier_sees_pounds_where_the_licence_lets_it(world):
    amount, part, entry = _seen(world.member, _valued(world, secret=False))
    assert (part.gross, part.hidden, amount.gross) == (37_500, False, 37_500)
    assert "£30,000.00" in entry.working
