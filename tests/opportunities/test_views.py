"""Pages before a tender, asked for as people ask for them."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procurement.opportunities import services
from procurement.opportunities.models import ChosenMeasure, Consideration, Procurement
from socialvalue.access.domain import Actor, Role
from tests.factories import councils as people
from tests.factories import opportunities as make

NASTY = "<script>alert(1)</script>{{7*7}}"
PRINTED = "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}"
LIST = "/procurements/"


@pytest.fixture
def browser(client, commissioner):
    """The commissioner, signed in."""
    client.force_login(people.user_of(commissioner))
    return client


def signed_in(client, actor):
    client.force_login(people.user_of(actor))
    return client


def address(name, procurement, *more):
    return reverse(f"opportunities:{name}", args=[procurement.uid, *more])


def filled(council, **changes) -> dict[str, str]:
    """The form of a new procurement, filled in."""
    told = {
        "uid": "7d444840-9dc0-11d1-b245-5ffdce74fad2",
        "title": "Grounds maintenance",
        "description": "",
        "service_area_id": str(people.area(council).pk),
        "contract_type": "services",
        "route": "tender",
        "value_ex_vat": "£120,000",
        "vat_rate": "0.20",
        "cpv": "",
    }
    days = {"contract_starts_on": "1 4 2027", "contract_ends_on": "31 3 2031", "commenced_on": ""}
    for name, day in {**days, **{n: v for n, v in changes.items() if n in days}}.items():
        told |= {f"{name}_{i}": part for i, part in enumerate([*day.split(), "", "", ""][:3])}
    return told | {name: value for name, value in changes.items() if name not in days}


# Opening


def test_the_answers_are_checked_with_what_they_require_before_anything_is_opened(browser, rotherham):
    page = browser.post("/procurements/new/", filled(rotherham)).content.decode()
    assert "Check your answers" in page and "£120,000.00" in page
    assert "Social value counts for exactly 20% of the overall score." in page
    assert "Social Value Policy, Social Value Framework (quoted)" in page
    assert not Procurement.objects.exists()


def test_confirmed_answers_open_it_and_lead_to_what_is_required(browser, rotherham):
    checked = browser.post("/procurements/new/", filled(rotherham)).content.decode()
    kept = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', checked))
    answer = browser.post("/procurements/new/", {**kept, "confirmed": "yes"}, follow=True)
    procurement = Procurement.objects.get()
    assert answer.redirect_chain[-1][0] == address("requirements", procurement)
    page = answer.content.decode()
    assert "RMBC-2026-001 is open." in page or f"{procurement.reference} is open." in page
    assert "£120,000.00 excluding VAT is over £100,000.00" in page
    assert "Voluntary" in page
    browser.post("/procurements/new/", {**kept, "confirmed": "yes"})
    assert Procurement.objects.count() == 1


def test_answers_can_be_changed_again(browser, rotherham):
    page = browser.post("/procurements/new/", {**filled(rotherham), "change": "yes"}).content.decode()
    assert 'value="Grounds maintenance"' in page and "Check your answers" not in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Enter the title"),
        ({"value_ex_vat": "0"}, "more than £0"),
        ({"value_ex_vat": "-5"}, "must be £0 or more"),
        ({"value_ex_vat": "lots"}, "must be a number"),
        ({"value_ex_vat": "99999999999999"}, "or less"),
        ({"contract_ends_on": "31 3 2026"}, "Enter a day on or after the start, 1 April 2027"),
        ({"contract_starts_on": ""}, "Enter the day the contract starts"),
        ({"commenced_on": "1 1 2090"}, "Enter a day that is not in the future"),
        ({"commenced_on": "1 1 2016"}, "No UK threshold for services is known on 1 January 2016"),
        ({"cpv": "parks"}, "Enter 8 numbers"),
        ({"contract_type": "magic"}, "Choose from the list"),
        ({"service_area_id": "0"}, "Choose from the list"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(browser, rotherham, changes, message):
    answer = browser.post("/procurements/new/", {**filled(rotherham, **changes), "confirmed": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert message in page and "There is a problem" in page
    assert "title" in changes or 'value="Grounds maintenance"' in page
    assert not Procurement.objects.exists()


def test_somebody_without_a_service_area_is_told(client, rotherham):
    for area in type(people.area(rotherham)).objects.filter(council=rotherham):
        area.active = False
        area.save()
    lead = people.staff(rotherham, Role.PROCUREMENT_LEAD)
    page = signed_in(client, lead).get("/procurements/new/").content.decode()
    assert "You hold no service area yet." in page


# Changing


def test_a_commenced_procurement_shows_what_is_settled_and_takes_the_rest(browser, rotherham, commissioner):
    procurement = make.draft_procurement(rotherham, commissioner, commenced_on=make.date(2026, 3, 2))
    page = browser.get(address("edit", procurement)).content.decode()
    assert "no longer change" in page and 'name="value_ex_vat"' not in page
    posted = {**filled(rotherham, title="Parks", value_ex_vat="1"), "version": procurement.version}
    assert browser.post(address("edit", procurement), posted).status_code == 302
    procurement.refresh_from_db()
    assert (procurement.title, str(procurement.value_ex_vat)) == ("Parks", "120000.00")


def test_an_overtaken_edit_is_409_and_keeps_what_was_typed(browser, rotherham, commissioner):
    procurement = make.draft_procurement(rotherham, commissioner)
    posted = {**filled(rotherham, title="Mine"), "version": procurement.version}
    theirs = {**filled(rotherham, title="Theirs"), "version": procurement.version}
    assert browser.post(address("edit", procurement), theirs).status_code == 302
    answer = browser.post(address("edit", procurement), posted)
    page = answer.content.decode()
    assert answer.status_code == 409 and 'value="Mine"' in page
    fresh = re.search(r'name="version" value="(\d+)"', page)[1]
    assert browser.post(address("edit", procurement), {**posted, "version": fresh}).status_code == 302
    assert Procurement.objects.get().title == "Mine"


# Considerations, assessment, choice


def test_the_considerations_say_whether_they_are_owed(browser, rotherham, commissioner):
    small = make.draft_procurement(rotherham, commissioner)
    large = make.draft_procurement(rotherham, commissioner, value_ex_vat=make.Decimal("250000.00"))
    assert "Voluntary" in browser.get(address("considerations", small)).content.decode()
    assert "Statutory duty" in browser.get(address("considerations", large)).content.decode()
    posted = {"improve": "a", "secure": "b", "consult": "c", "will_consult": "no", "version": large.version}
    assert browser.post(address("considerations", large), posted).status_code == 302
    assert not Consideration.objects.get().voluntary


def test_the_walk_from_considerations_to_a_complete_assessment(browser, rotherham, commissioner):
    procurement = make.considered_procurement(rotherham, commissioner)
    overview = address("assessment", procurement)

    def version():
        return Procurement.objects.get().version

    answer = browser.get(address("assess_outcome", procurement, "living-standards"))
    while "/outcomes/" in answer.request["PATH_INFO"]:
        fits = {"appropriate": "yes", "relevant": "yes", "achievable": "yes", "why": "It fits."}
        posted = {**fits, "version": version()}
        answer = browser.post(answer.request["PATH_INFO"], posted, follow=True)
    assert answer.request["PATH_INFO"] == overview
    written = {"local_openings": "Lots.", "local_support": "An event.", "version": version()}
    assert browser.post(address("openings", procurement), written).status_code == 302
    page = browser.get(address("choose", procurement)).content.decode()
    assert "Count" not in page.split("</title>")[0] and "Local jobs" in page
    assert "if you choose both, their pounds are never added together" in page
    outcome = re.search(r'name="outcomes" value="(\d+)"[^>]*>\s*<label[^>]*>A strong local economy', page)[1]
    jobs = re.search(r'id="measure-local-jobs" name="measures" value="(\d+)"', page)[1]
    waste = re.search(r'id="measure-waste" name="measures" value="(\d+)"', page)[1]
    wrong = {"outcomes": [outcome], "measures": [jobs, waste], "version": version()}
    page = browser.post(address("choose", procurement), wrong).content.decode()
    assert "You chose the measure “Waste” without its outcome" in page
    assert re.search(rf'value="{waste}" checked', page) and not ChosenMeasure.objects.exists()
    right = {"outcomes": [outcome], "measures": [jobs], "version": version()}
    assert browser.post(address("choose", procurement), right).status_code == 302
    assert "Complete the assessment" in browser.get(address("complete", procurement)).content.decode()
    assert browser.post(address("complete", procurement), {"version": version()}).status_code == 302
    assert Procurement.objects.get().status == "assessed"
    again = browser.post(address("complete", procurement), {"version": version()})
    assert "This is assessed, so you cannot complete the assessment." in again.content.decode()
    page = browser.get(overview).content.decode()
    assert "Completed" in page and "Change the assessment" in page
    assert browser.post(address("reopen", procurement), {"version": version()}).status_code == 302
    assert Procurement.objects.get().status == "draft"


def test_what_is_missing_is_listed_with_where_to_mend_it(browser, rotherham, commissioner):
    procurement = make.considered_procurement(rotherham, commissioner)
    page = browser.get(address("complete", procurement)).content.decode()
    assert "Still to do" in page and "Assess 6 more outcomes" in page
    assert address("choose", procurement) in page
    answer = browser.post(address("complete", procurement), {"version": 99})
    assert "Assess 6 more outcomes" in answer.content.decode()


# Who may come in

PAGES = ("details", "requirements", "considerations", "assessment")
ACTS = ("edit", "openings", "choose", "complete")


def test_an_auditor_reads_and_does_not_act(client, rotherham, commissioner):
    procurement = make.assessed_procurement(rotherham, commissioner)
    auditor = signed_in(client, people.staff(rotherham, Role.AUDITOR))
    for name in PAGES:
        page = auditor.get(address(name, procurement))
        assert page.status_code == 200, name
        main = page.content.decode().split('id="main-content"')[1]
        assert "Save" not in main and "Change the" not in main, name
    for name in ACTS:
        assert auditor.get(address(name, procurement)).status_code == 403, name
    posted = {**make.CONSIDERED, "will_consult": "yes", "version": procurement.version}
    assert auditor.post(address("considerations", procurement), posted).status_code == 403
    assert auditor.get("/procurements/new/").status_code == 403


def test_another_council_gets_404_and_a_supplier_403(client, rotherham, other_council, commissioner):
    procurement = make.draft_procurement(rotherham, commissioner)
    stranger = signed_in(client, people.staff(other_council, Role.PROCUREMENT_LEAD, Role.COMMISSIONER))
    for name in (*PAGES, *ACTS):
        assert stranger.get(address(name, procurement)).status_code == 404, name
    assert stranger.post(address("reopen", procurement), {"version": 1}).status_code == 404
    assert procurement.title not in stranger.get(LIST).content.decode()
    supplier = signed_in(client, people.supplier_member(people.supplier()))
    assert supplier.get(LIST).status_code == 403
    client.logout()
    assert client.get(LIST).status_code == 302


def test_an_outcome_that_is_not_in_the_policy_is_404(browser, rotherham, commissioner):
    procurement = make.draft_procurement(rotherham, commissioner)
    assert browser.get(address("assess_outcome", procurement, "moon-landing")).status_code == 404


# The list


def titles(answer) -> list[str]:
    return re.findall(r'href="/procurements/[0-9a-f-]{36}/">([^<]+)</a>', answer.content.decode())


@pytest.fixture
def several(rotherham, commissioner):
    """Four procurements that differ."""
    make.draft_procurement(rotherham, commissioner, description="", title="Grass cutting")
    make.draft_procurement(
        rotherham,
        commissioner,
        description="",
        title="Bridge repair",
        contract_type="works",
        value_ex_vat=make.Decimal(6_000_000),
    )
    make.draft_procurement(
        rotherham,
        commissioner,
        description="",
        title="Paper",
        contract_type="goods",
        value_ex_vat=make.Decimal(20_000),
    )
    make.assessed_procurement(rotherham, commissioner, description="", title="Grass seed")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Grass seed", "Paper", "Bridge repair", "Grass cutting"]),
        ("sort=title", ["Bridge repair", "Grass cutting", "Grass seed", "Paper"]),
        ("sort=-value", ["Bridge repair", "Grass seed", "Grass cutting", "Paper"]),
        ("sort=nonsense", ["Grass seed", "Paper", "Bridge repair", "Grass cutting"]),
        ("text=grass", ["Grass seed", "Grass cutting"]),
        ("text=grass+seed", ["Grass seed"]),
        ("type=works&type=goods", ["Paper", "Bridge repair"]),
        ("type=nonsense", ["Grass seed", "Paper", "Bridge repair", "Grass cutting"]),
        ("status=assessed", ["Grass seed"]),
        ("status=signed", []),
        ("value=to-20k&value=1m-10m", ["Paper", "Bridge repair"]),
        ("value=over-10m", []),
        ("text=%00", ["Grass seed", "Paper", "Bridge repair", "Grass cutting"]),
        ("page=999", ["Grass seed", "Paper", "Bridge repair", "Grass cutting"]),
    ],
)
def test_the_address_filters_and_sorts(browser, several, query, found):
    assert titles(browser.get(f"{LIST}?{query}")) == found


def test_a_service_area_filters_and_an_empty_list_says_what_to_do(browser, several, rotherham):
    assert len(titles(browser.get(f"{LIST}?area={people.area(rotherham).key}"))) == 4
    page = browser.get(f"{LIST}?text=zzz").content.decode()
    assert "No procurements match what you filtered." in page and "Show all procurements" in page


def test_twenty_five_are_on_a_page_and_links_keep_the_filter(browser, rotherham, commissioner):
    for number in range(26):
        make.draft_procurement(rotherham, commissioner, title=f"Grass {number}")
    page = browser.get(f"{LIST}?text=grass&sort=title")
    assert len(titles(page)) == 25
    assert "26 procurements" in page.content.decode() or "of 26" in page.content.decode()
    assert "text=grass&amp;sort=title&amp;page=2" in page.content.decode()
    assert len(titles(browser.get(f"{LIST}?text=grass&sort=title&page=2"))) == 1


def test_the_list_takes_the_same_queries_with_2_rows_and_with_50(
    browser, rotherham, commissioner, django_assert_num_queries
):
    package = {"releases": [notice(number) for number in range(50)]}
    by = Actor.system(rotherham.pk)
    services.import_notices(package={"releases": package["releases"][:2]}, council=rotherham, by=by)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as two:
        browser.get(LIST)
    services.import_notices(package=package, council=rotherham, by=by)
    assert Procurement.objects.count() == 50
    with django_assert_num_queries(len(two)):
        assert len(titles(browser.get(LIST))) == 25


def notice(number, **tender):
    """A release that passes."""
    return {
        "ocid": f"ocds-{number}",
        "date": "2026-03-02T09:00:00Z",
        "tag": ["tender"],
        "buyer": {"name": NASTY},
        "tender": {
            "title": f"{NASTY} {number}",
            "description": NASTY,
            "mainProcurementCategory": "services",
            "value": {"amount": 120000 + number, "currency": "GBP"},
            "classification": {"scheme": "CPV", "id": "77310000", "description": NASTY},
            **tender,
        },
    }


def read_csv(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_download_holds_what_was_filtered_and_no_formula(browser, several, rotherham, commissioner):
    make.draft_procurement(rotherham, commissioner, title='=HYPERLINK("x")', contract_type="concession")
    answer = browser.get("/procurements/download/?type=works&type=concession&sort=title")
    rows = read_csv(answer)
    assert answer["Content-Type"].startswith("text/csv") and "procurements-" in answer["Content-Disposition"]
    assert [row[1] for row in rows] == ["Title", '\'=HYPERLINK("x")', "Bridge repair"]
    assert rows[2][6] == "6000000.00" and rows[2][5] == "Draft"


# Text stays text


def test_what_looks_like_a_program_is_printed_on_every_page(browser, rotherham, commissioner):
    imported = services.import_notices(
        package={"releases": [notice(1)]},
        council=rotherham,
        by=Actor.system(rotherham.pk),
        service_area=people.area(rotherham),
    )
    procurement = imported.imported[0].procurement
    services.record_considerations(
        procurement=procurement,
        version=procurement.version,
        by=commissioner,
        improve=NASTY,
        secure=NASTY,
        consult=NASTY,
        will_consult=True,
    )
    pages = [LIST, *(address(name, procurement) for name in (*PAGES, *ACTS))]
    pages.append(address("assess_outcome", procurement, "environment"))
    for page in pages:
        content = browser.get(page).content.decode()
        assert PRINTED in content, page
        assert "<script>alert" not in content and ">49<" not in content, page
    posted = browser.post("/procurements/new/", filled(rotherham, title=NASTY)).content.decode()
    assert PRINTED in posted and "<script>alert" not in posted
