"""A level that is no percentage: five people on the living wage in each of four quarters are five, and never twenty.

A module of its own, because it changes measures."""

from decimal import Decimal

import pytest
from django.urls import reverse

from measures import queries as measures
from measures.models import Measure
from procurement.contracts.models import Commitment
from procurement.ledger import queries as ledger
from procurement.ledger.models import Account, Entry
from procurement.returns import services
from reporting.domain import tables
from reporting.domain.snapshot import checksum
from reporting.queries import gather, years
from socialvalue import clock
from socialvalue.access.domain import Actor
from tests.factories import returns as make
from tests.factories.policies import as_if_unpublished
from tests.returns.looking import desk, portal, text_of

LEVELS = {"local-jobs": "latest", "donations": "average", "emissions": "maximum"}
OFFERED = {"business-advice": 9, "local-jobs": 5, "donations": 300, "emissions": 4}
# In four quarters. The latest of 4, 6, 7 and 5 is 5; the average of 300, 300, 400 and 200 is 1,200 / 4 = 300; the
# highest of 4, 9, 2 and 4 is 9.
REPORTED = {"local-jobs": (4, 6, 7, 5), "donations": (300, 300, 400, 200), "emissions": (4, 9, 2, 4)}
STANDS = (
    "5 FTE, the latest of 4 returns",
    "£300.00, the average of 4 returns",
    "9 vans, the highest of 4 returns",
)
SUMS = ("22 FTE", "22 FTE-years", "5.5 FTE-years", "£1,200.00", "19 vans", "20 FTE", "20 FTE-years")


@pytest.fixture
def council_of_levels(council, db):
    """The measure for jobs stands as the latest FTE, that for money as the average, and vans as the highest number."""
    with as_if_unpublished("measures_measure"):
        rows = Measure.objects.filter(council=council)
        for key, adds_up in LEVELS.items():
            rows.filter(key=key).update(adds_up=adds_up)
        rows.filter(key="emissions").update(unit="item", counted_one="van", counted_many="vans")
    return council


@pytest.fixture
def sent(council_of_levels):
    """The return of the fourth quarter, after four were sent with these levels; the last is verified too."""
    returns = make.made_returns(council_of_levels, offers=OFFERED)
    for at, one in enumerate(returns[:4]):
        make.move_to(make.opens_on(one.period))
        make.fill(one, {"business-advice": 9, **{key: said[at] for key, said in REPORTED.items()}})
        done = make.submitted(make.again(one))
    for key in OFFERED:
        line = make.line_of(done, key)
        services.verify_line(line=line, version=line.version, by=done.manager_actor)
    return make.again(done)


def test_the_contract_shows_where_it_stands_and_no_sum(as_, sent):
    """To the council and to the supplier, with what was promised: 5 FTE, £300.00 and 4 vans in every quarter."""
    manager = text_of(as_(sent.manager_actor).get(sent.contract.get_absolute_url()))
    supplier = text_of(
        as_(sent.supplier_actor).get(reverse("portal_contracts:contract", args=[sent.contract.uid]))
    )
    for page in (manager, supplier):
        for words in STANDS:
            assert f"Reported: {words}." in page
        assert "Verified: 5 FTE, of 1 return." in page
        for promised in ("5 FTE", "£300.00", "4 vans"):
            assert f"{promised}. Reported in the returns and not added up." in page
        assert not [words for words in SUMS if words in page]


def test_the_return_and_its_lines_show_where_it_stands(as_, sent):
    """Beside what was said in the quarter itself."""
    line = make.line_of(sent, "local-jobs")
    for actor, address in (
        (sent.manager_actor, desk("verify_line", line)),
        (sent.supplier_actor, portal("line", line)),
    ):
        page = text_of(as_(actor).get(address))
        assert "Reported: 5 FTE, the latest of 4 returns." in page and "FTE-years" not in page


def test_it_is_not_in_the_ledger_nor_in_pounds(sent):
    """£30,000 for an FTE-year, a pound for a pound and £277.22 for a tonne are values of what is added up."""
    council = sent.council
    accounts = Account.objects.filter(council=council)
    assert [one.measure.key for one in accounts.select_related("measure")] == ["business-advice"]
    hours = sum(entry.quantity for entry in Entry.objects.filter(account__in=accounts, kind="reported"))
    assert hours == Decimal(36)  # what is added up still is: 9 + 9 + 9 + 9
    for one in Commitment.objects.filter(contract=sent.contract).select_related("measure"):
        is_level = one.measure.key in LEVELS
        assert (one.account_id is None) == is_level
        if is_level:
            assert one.valuation is None
            assert not measures.valuation_for(sent.manager_actor, one.measure).is_valued


def test_the_report_counts_what_is_added_up_and_nothing_else(sent):
    """9 hours in each quarter, and no row for a level in any figure."""
    by = Actor.system(sent.council_id)
    period = sent.period
    year = next(one for one in years(by) if one.period.start <= period.start <= one.period.end)
    content = gather(by, year, as_of_seq=ledger.head_seq(by), as_of_day=clock.today())
    assert checksum(content)
    labels = {
        row.label for section in tables.by_outcome(content) for row in section.rows if not row.is_pounds
    }
    headline = Measure.objects.get(council=sent.council, key="business-advice").headline
    assert labels == {headline}
