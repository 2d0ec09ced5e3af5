"""Tenders as suppliers see them: those of all councils, found by words, council and state."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.tenders import queries
from procurement.tenders.filters import TenderFilter
from procurement.tenders.models import Tender
from procurement.tenders.views import portal as views
from socialvalue import clock
from tests.factories import tenders as make
from tests.factories.councils import supplier, supplier_member, user_of
from tests.factories.opportunities import assessed_procurement

pytestmark = pytest.mark.django_db
LIST = "/portal/tenders/"


@pytest.fixture
def member():
    """Somebody who acts for a supplier."""
    return supplier_member(supplier())


@pytest.fixture
def portal(client, member):
    """A browser in which the supplier is signed in."""
    client.force_login(user_of(member))
    return client


def page_of(tender: Tender) -> str:
    """The supplier's page of a tender."""
    return reverse("portal_tenders:tender", args=[tender.uid])


def titles(response) -> list[str]:
    """The tenders that a list shows, in its order."""
    return [advert.title for advert in response.context["adverts"]]


@pytest.fixture
def meals(other_council):
    """School meals for another council, with a deadline in 3 days."""
    return make.published_tender(other_council, days=3, title="School meals", value_ex_vat=Decimal("950000"))


def test_open_tenders_of_all_councils_are_listed_the_next_deadline_first(portal, published, meals):
    response = portal.get(LIST)
    assert titles(response) == ["School meals", "Grounds maintenance"]
    page = response.content.decode()
    assert "3 days left" in page
    assert "£950,000.00" in page
    assert "Otherham Metropolitan Borough Council" in page


def test_drafts_are_nobodys_to_see(portal, ready):
    assert titles(portal.get(LIST)) == []
    assert portal.get(page_of(ready)).status_code == 404
    assert "No tenders are open now." in portal.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("words=meals", ["School meals"]),
        ("words=MAINTENANCE+grounds", ["Grounds maintenance"]),
        ("words=hedges", ["School meals", "Grounds maintenance"]),
        ("words=ombc-2026", ["School meals"]),
        ("words=zebra", []),
        ("council=rotherham", ["Grounds maintenance"]),
        ("state=closed", []),
        ("sort=-value", ["School meals", "Grounds maintenance"]),
        ("sort=value", ["Grounds maintenance", "School meals"]),
        ("sort=title", ["Grounds maintenance", "School meals"]),
        ("sort=-deadline", ["Grounds maintenance", "School meals"]),
        ("sort=nonsense", ["School meals", "Grounds maintenance"]),
    ],
)
def test_tenders_are_found_by_words_and_council_and_sorted(portal, published, meals, query, found):
    assert titles(portal.get(f"{LIST}?{query}")) == found


def test_a_council_that_has_no_tender_is_not_offered(portal, published, other_council):
    page = portal.get(LIST).content.decode()
    assert '<option value="rotherham">' in page
    assert "otherham" not in page.replace("Rotherham", "").replace("rotherham", "")


def test_a_tender_closes_after_its_deadline(portal, published, at):
    at((published.deadline + timedelta(minutes=1)).isoformat())
    assert titles(portal.get(LIST)) == []
    assert titles(portal.get(f"{LIST}?state=closed")) == ["Grounds maintenance"]
    page = portal.get(page_of(published)).content.decode()
    assert "This tender closed on" in page
    assert "Start your bid" not in page


@pytest.mark.parametrize(("seconds", "found"), [(0, 1), (1, 0)])
def test_the_deadline_itself_is_still_open(member, published, seconds, found):
    now = published.deadline + timedelta(seconds=seconds)
    rows = TenderFilter({}, queries.published(member), councils=[], now=now).qs
    assert rows.count() == found
    assert queries.advert_standing(published, now) == ("open" if found else "closed")


@pytest.mark.parametrize(
    ("status", "shown"), [("opened", "closed"), ("scored", "closed"), ("awarded", "awarded")]
)
def test_what_happens_to_bids_between_deadline_and_award_is_the_councils_own(
    portal, published, status, shown
):
    Tender.objects.filter(pk=published.pk).update(status=status)
    page = portal.get(page_of(published)).content.decode()
    assert queries.advert_standing(Tender.objects.get(), clock.now()) == shown
    assert "Start your bid" not in page
    assert ("This tender has been awarded." in page) is (shown == "awarded")
    assert titles(portal.get(f"{LIST}?state=closed")) == ["Grounds maintenance"]


def test_the_page_of_a_tender_tells_all_that_a_bidder_needs(portal, published):
    page = portal.get(page_of(published)).content.decode()
    scheme = queries.scheme_of(published)
    for said in (
        "Rotherham Metropolitan Borough Council",
        "Grass, beds and hedges",
        "£120,000.00 excluding VAT",
        "1 April 2027 to 31 March 2031",
        "14 days left",
        "The lowest price gets all the marks for price.",
        "how appropriate it is and how achievable it is",
        "Start your bid",
        "Every bid must offer at least 1 commitment that can be counted (Social Value Policy",
        *(question.text for question in scheme.questions),
        *(measure.headline for measure in scheme.measures),
        *(descriptor.words for descriptor in scheme.scoring.descriptors),
    ):
        assert said in page, said
    assert reverse("portal_bids:start", args=[published.uid]) in page


def test_evaluators_are_not_told_to_suppliers(portal, rotherham, lead):
    scorer = make.evaluator(rotherham, name="Secret Scorer")
    tender = make.published_tender(rotherham, by=lead, scorers=(scorer,))
    assert "Secret Scorer" not in portal.get(page_of(tender)).content.decode()


def test_staff_have_no_portal(client, lead, published):
    client.force_login(user_of(lead))
    assert client.get(LIST).status_code == 403
    assert client.get(page_of(published)).status_code == 403


def test_the_list_asks_no_more_queries_for_20_tenders_than_for_2(portal, rotherham, lead, count_queries):
    def publish(number: int) -> None:
        for _ in range(number):
            make.published_tender(rotherham, by=lead, procurement=assessed_procurement(rotherham))

    publish(2)
    few = count_queries(lambda: portal.get(LIST))
    publish(18)
    assert count_queries(lambda: portal.get(LIST)) == few


def test_a_long_list_comes_in_pages_that_keep_the_filter(portal, published, meals, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 1)
    response = portal.get(f"{LIST}?words=hedges&sort=title&page=2")
    assert titles(response) == ["School meals"]
    page = response.content.decode()
    assert "Showing 2 to 2 of 2 tenders" in page
    assert "words=hedges&amp;sort=title&amp;page=1" in page


def test_a_filter_that_makes_no_sense_is_no_error(portal, published):
    assert portal.get(f"{LIST}?page=7&state=nonsense&council=nowhere&sort=--").status_code == 200
