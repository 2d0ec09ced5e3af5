"""A supplier's first page: what is late first, its contracts with their next returns, tenders to bid for."""

import re

import pytest
from django.urls import reverse

from procurement.contracts.models import Contract
from procurement.journey import queries
from procurement.returns.models import QuarterlyReturn
from tests.world.looking import leaving_no_trace

HOME = reverse("portal_journey:home")


def page_of(browsers, who: str) -> str:
    """The page as text."""
    return browsers.of(who).get(HOME).content.decode()


def test_what_is_late_comes_first_then_what_has_no_date(world, browsers):
    """A line that was sent back has no date, and is no less urgent than a deadline in August."""
    titles = [re.sub(":.*", "", one.title) for one in queries.supplier_home(world.alpha.member).mine]
    assert titles == ["Send the return", "Change what was sent back", "Send the return", "Submit your bid"]
    page = page_of(browsers, "member")
    assert "68 days late" in page and "As soon as you can" in page and "No date" not in page


def test_contracts_stand_with_their_next_return(world, browsers):
    """The earliest that was not sent, late in words; a contract that has ended is not among them."""
    signed = world.here.signed
    home = queries.supplier_home(world.alpha.member)
    ours = dict(home.contracts)
    late = QuarterlyReturn.objects.filter(contract=signed, status="open").earliest("period_start")
    assert ours[signed].period_return == late and ours[signed].late == "68 days late"
    assert world.there.signed not in ours and world.here.prepared not in ours
    assert f"Due {late.due_on:%-d %B %Y}" in page_of(browsers, "member")
    with leaving_no_trace():
        QuarterlyReturn.objects.filter(contract=signed, period_end__lt="2027-07-05").update(
            status="submitted", submitted_at="2027-07-01T09:00Z", first_submitted_at="2027-07-01T09:00Z"
        )
        assert "Opens on 1 October 2027" in page_of(browsers, "member")
        Contract.objects.filter(pk=signed.pk).update(ends_on="2027-07-04")
        assert "No contract runs now" in page_of(browsers, "member")


@pytest.mark.parametrize("who", ["member", "rival"])
def test_open_tenders_are_offered(who, world, browsers):
    """Those of every council that still take bids, and no other."""
    page = page_of(browsers, who)
    for tender in (world.here.published, world.there.published, world.here.writing):
        assert reverse("portal_tenders:tender", args=[tender.uid]) in page
    for tender in (world.here.closed, world.here.awarded, world.here.building):
        assert str(tender.uid) not in page


def test_an_empty_page_says_what_comes_next(world, browsers):
    """Nothing waits: the day on which the next return opens; no contract: when one will appear."""
    with leaving_no_trace():
        QuarterlyReturn.objects.filter(period_end__lt="2027-07-05").update(
            status="submitted", submitted_at="2027-07-01T09:00Z", first_submitted_at="2027-07-01T09:00Z"
        )
        world.here.writing.bids.filter(status="draft").update(
            status="submitted", submitted_at="2027-07-01T09:00Z"
        )
        page = page_of(browsers, "member")
        assert "No returns are due. The next opens on 1 October 2027." in page
