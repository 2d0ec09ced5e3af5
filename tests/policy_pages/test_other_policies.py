"""What the pages of policies print that other policies have: clauses that differ, aims, targets, reports, groups."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from councils.policies.models import Outcome, PolicyVersion
from measures import services as measures
from measures.models import Measure
from procurement.opportunities.models import Procurement
from socialvalue.access.domain import Role
from tests.factories import councils as people
from tests.factories.opportunities import commissioner, draft_procurement
from tests.policies.builders import COUNCILS, framework

OTHERS = ("north-east-lincolnshire", "leicestershire")
WHOLE = "Social value counts for at least 10% of the overall score."
QUALITY = "Social value counts for at least 10% of the quality element of the score."


def council(slug: str):
    people.load_national()
    return measures.load_framework(path=COUNCILS / f"{slug}.yaml").council


def words(page: str) -> str:
    """The page's text without its tags, with single spaces, from its main part."""
    text = re.sub(r"<[^>]+>", "", page[page.index("<main") :])
    return re.sub(r"\s+", " ", text.replace("&#x27;", "'"))


@pytest.fixture
def nel(db):
    """The council whose policy prints two weightings."""
    return council("north-east-lincolnshire")


@pytest.fixture
def county(db):
    """The council whose policy prints no priorities and no interval for its report."""
    return council("leicestershire")


def page_of(client, of, address="/policy/") -> str:
    client.force_login(people.user_of(people.staff(of, Role.COUNCILLOR)))
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("slug", OTHERS)
def test_the_page_prints_everything_that_the_file_holds(client, db, slug):
    page = page_of(client, council(slug))
    says, text = framework(slug), words(page)
    rules = says.rule_set()
    shown = [rule.then.sentence(rules.names) for rule in says.rules]
    shown += [rule.why for rule in says.rules if rule.why]
    shown += [clause.paraphrase for clause in says.clauses]
    shown += [outcome.about for outcome in says.outcomes]
    shown += [one.text for one in says.principles]
    shown += [one.what for one in says.spend_targets]
    shown += [one.about for one in (*says.reports, *says.meetings)]
    shown += [review.what for review in says.policy.reviews]
    shown += [document.missing for document in says.documents if document.missing]
    assert [one for one in shown if one not in text] == []


@pytest.mark.parametrize("slug", ["rotherham", *OTHERS])
def test_each_place_of_the_page_is_named_once_and_every_link_finds_it(client, db, slug):
    page = page_of(client, council(slug))
    places = re.findall(r'\bid="([^"]+)"', page)
    assert len(places) == len(set(places))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places)


def test_clauses_that_differ_are_shown_once_with_what_governs(client, nel):
    page = page_of(client, nel)
    part = page[page.index('id="page-conflicts"') : page.index('id="page-outcomes"')]
    assert part.count("the other against the quality element") == 1
    assert 'href="#delivery-2"' in part and "Delivery and Reporting 2 governs." in part
    text = words(page)
    assert f"Set aside. This governs in its place: “{WHOLE}”" in text


def test_outcomes_stand_under_their_priority_once(client, nel):
    page = page_of(client, nel)
    part = page[page.index('id="page-outcomes"') : page.index('id="page-principles"')]
    headings = re.findall(r'<h3 class="govuk-heading-m">([^<]+)</h3>', part)
    assert headings == ["Stronger economy", "Stronger communities"]
    assert "No measures are listed for this outcome." in part
    assert part.count("Inferred.") == Measure.objects.filter(council=nel).count()


def test_without_priorities_there_is_no_heading_for_them(client, county):
    text = words(page_of(client, county))
    assert "Outcomes and measures" in text
    assert "Priorities, outcomes" not in text and "Other outcomes" not in text


def test_reviews_reports_and_targets_in_words(client, nel):
    text = words(page_of(client, nel))
    assert "Every year, in April. Printed: “Review date April 2020”." in text
    assert "voluntary or community organisations: at least 25%, and is to rise." in text
    assert "The annual report on social value, every year, to the Portfolio Holder Resources." in text


def test_a_report_without_an_interval_keeps_the_printed_word(client, county):
    text = words(page_of(client, county))
    assert (
        "The database of social value outputs, regularly, to people inside and outside the council." in text
    )
    assert (
        "The policy, which is updated as the council learns from using it. Printed: “on a regular basis”."
        in text
    )


def test_a_procurement_shows_the_clause_that_was_set_aside(client, nel):
    person = commissioner(nel)
    procurement = draft_procurement(nel, person)
    client.force_login(people.user_of(person))
    page = client.get(reverse("opportunities:requirements", args=[procurement.uid])).content.decode()
    text = words(page)
    assert f"{WHOLE} Set the weight of social value to at least 10%" in text
    assert f"Another clause differs and is set aside: {QUALITY} Social Value Policy, Objectives 3" in text
    assert "10% of the overall score is never less than 10% of the quality element" in text
    version = PolicyVersion.objects.get(council=nel)
    assert f'href="{reverse("policies:version", args=[version.uid])}#objectives-3"' in page
    assert f'href="{reverse("policies:version", args=[version.uid])}#delivery-2"' in page


def test_every_requirement_of_a_procurement_links_to_a_clause_that_is_there(client, nel, county):
    for of in (nel, county):
        person = commissioner(of)
        procurement = draft_procurement(of, person)
        client.force_login(people.user_of(person))
        page = client.get(reverse("opportunities:requirements", args=[procurement.uid])).content.decode()
        links = set(re.findall(r'href="(/policy/[^"#]+)#([^"]+)"', page))
        assert len(links) > 5
        for address, place in links:
            assert f'id="{place}"' in client.get(address).content.decode()


def test_loading_tells_where_clauses_differ(db, capsys):
    """Once for each pair of sentences, however many rules say them; and again when the file is loaded already."""
    for _ in range(2):
        call_command("load_framework", *(str(COUNCILS / f"{slug}.yaml") for slug in OTHERS))
        told = [line for line in capsys.readouterr().out.splitlines() if "Clauses differ" in line]
        assert len(told) == 1
        assert WHOLE in told[0] and QUALITY in told[0] and "Delivery and Reporting 2 governs." in told[0]


def test_loading_twice_changes_nothing(nel, county):
    counted = (PolicyVersion.objects.count(), Outcome.objects.count(), Measure.objects.count())
    for slug in OTHERS:
        council(slug)
    assert (PolicyVersion.objects.count(), Outcome.objects.count(), Measure.objects.count()) == counted
    assert Procurement.objects.count() == 0
