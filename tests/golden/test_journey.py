"""The golden journey: every step of the first procurement, by the people whose turn it is, down to the Cabinet PDF."""

import re

import pytest

from councils.organisations.models import Council, Supplier
from councils.people import services as people
from socialvalue.access.domain import Actor, Role
from tests.factories import councils as make
from tests.factories.returns import verified_return
from tests.golden import after_award as after
from tests.golden import before_award as before
from tests.golden.person import Person

STAFF = {
    "commissioner": (Role.COMMISSIONER, "Cara Commissioner"),
    "lead": (Role.PROCUREMENT_LEAD, "Lee Lead"),
    "eve": (Role.EVALUATOR, "Eve Evaluator"),
    "ewan": (Role.EVALUATOR, "Ewan Evaluator"),
    "manager": (Role.CONTRACT_MANAGER, "Mina Manager"),
    "auditor": (Role.AUDITOR, "Audra Auditor"),
    "councillor": (Role.COUNCILLOR, "Coll Councillor"),
}
GREENWAYS, MEADOWBANK = "Greenways Grounds Care", "Meadowbank Gardens"
OFFERS = {
    # the boxes of the first four quarters of the contract: from 1 July 2026
    "Local jobs": ("Five gardeners from the borough.", {0: "5", 1: "5", 2: "5", 3: "5"}),
    "Young people work advice": ("Visits to schools.", {0: "10", 1: "10", 2: "10", 3: "10"}),
    "Monetary donation": ("Gifts to friends of the parks.", {0: "1000", 1: "1000", 2: "1000", 3: "1000"}),
    "Emissions": ("Electric mowers.", {0: "2", 1: "2", 2: "2", 3: "2"}),
}
FEWER = {"Monetary donation": ("A gift.", {0: "100"})}
QUALITY, SOCIAL = before.QUALITY[:20], before.SOCIAL[:20]
MARKS = {
    (GREENWAYS, QUALITY): {"mark": "4"},
    (GREENWAYS, SOCIAL): {"appropriate": "4", "achievable": "5"},
    (MEADOWBANK, QUALITY): {"mark": "3"},
    (MEADOWBANK, SOCIAL): {"appropriate": "3", "achievable": "3"},
}


def _people(site: str, chromium) -> dict[str, Person]:
    council = Council.objects.get(reference_prefix="RMBC")
    area = make.area(council)
    found = {}
    for key, (role, name) in STAFF.items():
        people.add_member(
            council=council,
            email_address=f"{key}@council.example",
            name=name,
            role=role,
            service_area=area if role is Role.COMMISSIONER else None,
            password=make.PASSWORD,
            by=Actor.system(council.pk),
        )
        found[key] = Person(chromium, site, f"{key}@council.example")
    for name, key in ((GREENWAYS, "greenways"), (MEADOWBANK, "meadowbank")):
        supplier = Supplier.objects.create(name=name, size="small", invented=True)
        people.add_supplier_member(
            supplier=supplier,
            email_address=f"{key}@supplier.example",
            name=f"{name}'s bidder",
            role=Role.SUPPLIER_ADMINISTRATOR,
            by=Actor.system(),
        )
        found[key] = Person(chromium, site, f"{key}@supplier.example")
    return found


@pytest.mark.browser
def test_the_whole_life_of_one_procurement(site, chromium, at, tmp_path):
    """From first idea to a page in the annual Cabinet report, without typing anything twice."""
    at("2026-03-02T09:00")
    who = _people(site, chromium)
    for key, person in who.items():
        person.sign_in_by_code() if key in ("greenways", "meadowbank") else person.sign_in()
    commissioner, lead = who["commissioner"], who["lead"]

    procurement = before.open_procurement(commissioner)
    before.consider_and_assess(commissioner, procurement)
    tender = before.build_and_publish(lead, procurement)
    first = before.bid(who["greenways"], "110000", OFFERS)
    second = before.bid(who["meadowbank"], "115000", FEWER)
    council_side = [who[key] for key in ("commissioner", "lead", "eve", "auditor")]
    hidden = ["Greenways", "Meadowbank", "110,000", "115,000"]
    sealed = [address.replace(f"{site}/portal", "") for address in (first, second)]
    before.see_nothing(council_side, tender, hidden, sealed)

    at("2026-04-16T09:00")
    before.open_bids(lead, tender)
    before.score(who["eve"], tender, MARKS)
    before.score(who["ewan"], tender, MARKS)
    before.moderate_and_award(lead, tender, MARKS)

    contract = after.prepare_and_sign(lead, procurement, tender)
    after.wait_for_returns(lead, contract)
    after.too_early(who["greenways"])
    at("2026-10-05T09:00")
    address = after.report(who["greenways"], tmp_path)
    after.verify(who["manager"])
    after.amend(who["greenways"], address)
    _figures_of_another_council()

    at("2027-02-05T09:00")
    report = after.ask_for_report(lead)
    # 2026/27 holds three quarters of the contract. Committed: gifts 3 x 1,000.00 and emissions 2 tonnes x £277.22 twice
    # (2026) and 2 x £281.44 (2027): 3,000.00 + 554.44 + 554.44 + 562.88 = 4,671.76. Due: the two quarters that have ended:
    # 2,000.00 + 1,108.88 = 3,108.88. Reported for the first: 900.00 + 1.5 x 277.22 (415.83) = 1,315.83; all of it verified
    # in pounds. 3,108.88 - 1,315.83 = 1,793.05 behind.
    lead.sees("£4,671.76", "£3,108.88", "£1,315.83", "£1,793.05 behind what was due")
    # Jobs: 5 FTE for 3 quarters 3.75 FTE-years, due 2.5; 4 FTE reported 1, 3 FTE verified 0.75. Advice: 30 hours, due 20,
    # reported 8, sent back, then 6, not verified. The return for October to December is missing: it was due on 28 January.
    row = {name: _row(lead, name) for name in ("Local jobs", "Young people work advice")}
    assert row["Local jobs"] == ["3.75", "3.75", "2.5", "1", "0.75"]
    assert row["Young people work advice"] == ["30", "30", "20", "6", "–"]
    lead.sees("1 October 2026 to 31 December 2026", "28 January 2027", "Governance")
    lead.sees_not("Otherham", "Leaking")
    for size in ("normal", "large"):
        words = after.read_pdf(lead, size)
        for figure in (
            "£4,671.76",
            "£3,108.88",
            "£1,315.83",
            "£1,793.05",
            "3.75",
            "0.75",
            "28 January 2027",
            "Page 1 of",
        ):
            assert "".join(figure.split()) in words, figure
        assert "Leaking" not in words
    lead.page.get_by_role("link", name=re.compile("^£1,315.83 ?Verified")).first.click()
    lead.look()
    lead.sees("277.22", "register of volunteers.pdf", "Mina Manager")
    who["councillor"].go(report).sees("£1,315.83")
    for person in who.values():
        assert not person.problems, person.problems


def _row(lead: Person, headline: str) -> list[str]:
    """The five figures of a measure in the first table of the report."""
    cells = (
        lead.page.locator("table.app-report-table")
        .first.locator("tr")
        .filter(has_text=headline)
        .locator("td")
    )
    return [re.sub(r" .*", "", cell.split("\n")[0]) for cell in cells.all_inner_texts()]


def _figures_of_another_council() -> None:
    """A second council has a verified return of the same quarter, which would change every figure if it leaked."""
    verified_return(make.invented_council(), title="Leaking grounds")
