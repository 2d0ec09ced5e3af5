"""What a policy's page and a measure's page print, and for whom."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from councils.policies.models import Outcome, PolicyVersion
from councils.policies.queries import framework, national
from councils.policies.views.shown import when_words
from measures.models import Measure
from socialvalue.access.domain import COUNCIL_ROLES, Role
from tests.factories import councils as people
from tests.factories import policies as make

NASTY = "<script>alert(1)</script>{{7*7}}"
PRINTED = "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}"


@pytest.fixture
def policy(rotherham):
    """The council's policy as it was loaded."""
    return PolicyVersion.objects.get(council=rotherham)


@pytest.fixture
def law(rotherham):
    """The national rules."""
    return PolicyVersion.objects.get(council=None)


def signed_in(client, actor):
    client.force_login(people.user_of(actor))
    return client


@pytest.fixture
def reader(client, rotherham):
    """A councillor, who may read and change nothing."""
    return signed_in(client, people.staff(rotherham, Role.COUNCILLOR))


@pytest.mark.parametrize("role", sorted(COUNCIL_ROLES))
def test_every_council_role_reads_the_policy_and_its_measures(client, rotherham, role):
    person = signed_in(client, people.staff(rotherham, role))
    for page in ("/policy/", Measure.objects.first().get_absolute_url()):
        assert person.get(page).status_code == 200


def test_a_supplier_reads_measures_and_not_the_policy(client, rotherham):
    supplier = signed_in(client, people.supplier_member(people.supplier()))
    assert supplier.get("/policy/").status_code == 403
    page = supplier.get(Measure.objects.first().get_absolute_url())
    assert page.status_code == 200 and "/policy/" not in page.content.decode()


def test_nobody_reads_without_signing_in(client, rotherham):
    for page in ("/policy/", Measure.objects.first().get_absolute_url()):
        assert client.get(page).status_code == 302


def test_another_council_s_policy_and_measures_are_404(client, rotherham, other_council, policy):
    stranger = signed_in(client, people.staff(other_council, Role.ADMINISTRATOR))
    assert stranger.get(policy.get_absolute_url()).status_code == 404
    assert (
        stranger.get(Measure.objects.get(council=rotherham, key="waste").get_absolute_url()).status_code
        == 404
    )
    assert "Otherham" in stranger.get("/policy/").content.decode()


def test_the_page_prints_every_clause_rule_outcome_and_measure(reader, policy):
    page = reader.get("/policy/").content.decode()
    says = framework(policy)
    rules = says.rule_set()
    for clause in says.clauses:
        assert f'id="{clause.key}"' in page
    for rule in says.rules:
        sentence = rule.then.sentence(rules.names)
        assert sentence.replace("'", "&#x27;") in page, rule.key
    for outcome in Outcome.objects.filter(policy=policy):
        assert outcome.title in page
    for measure in Measure.objects.filter(policy=policy):
        assert f'href="{measure.get_absolute_url()}"' in page
    assert "Not known. The text prints no day on which it began." in page
    assert "Interpreted." in page and "Quoted." in page and "Inferred." in page


def test_every_link_inside_the_page_has_its_target(reader, law):
    for address in ("/policy/", law.get_absolute_url()):
        page = reader.get(address).content.decode()
        targets = set(re.findall(r'id="([^"]+)"', page))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= targets


def test_the_law_has_a_page_with_its_thresholds(reader, law):
    page = reader.get(law.get_absolute_url()).content.decode()
    assert "2012 Act, s.1" in page and "£207,720.00" in page
    assert "The law above every council" in page


def test_a_council_without_a_policy_is_told(client, rotherham, policy):
    make.back_to_draft(policy)
    page = signed_in(client, people.staff(rotherham, Role.COUNCILLOR)).get("/policy/")
    assert page.status_code == 200 and "No policy is loaded for your council yet." in page.content.decode()


def test_when_a_rule_applies_is_said_in_words(policy, law):
    said = {rule.key: when_words(rule.when, framework(policy).rule_set()) for rule in framework(policy).rules}
    of_law = {rule.key: when_words(rule.when, national(law).rule_set()) for rule in national(law).rules}
    assert any("excluding VAT, is over £100,000.00" in words for words in said.values())
    assert "Applies to every procurement." in said.values()
    assert (
        "the value including VAT is at or above the UK threshold of the day" in of_law["considerations-duty"]
    )
    assert "it is not urgent" in of_law["considerations-duty"]


def test_a_measure_says_what_counts_and_that_it_is_not_valued(reader, rotherham):
    page = reader.get(
        Measure.objects.get(council=rotherham, key="good-jobs").get_absolute_url()
    ).content.decode()
    for words in (
        "FTE in post, on average over the period",
        "counted as person-time",
        "Local jobs",
        "in pounds the two are never added together",
        "No names.",
        "Not valued",
        "Interpreted.",
    ):
        assert words in page, words


def test_a_measure_with_a_value_says_its_source_and_licence(reader, rotherham, at):
    at("2026-11-21")
    page = reader.get(
        Measure.objects.get(council=rotherham, key="emissions").get_absolute_url()
    ).content.decode()
    assert "£277.22 for 1 tonne in 2026, 2022 prices." in page
    assert "Open Government Licence" in page and "DESNZ 2023" in page


def test_a_measure_s_page_takes_the_same_queries_whatever_it_says(
    reader, rotherham, django_assert_num_queries
):
    plain, full = (Measure.objects.get(council=rotherham, key=key) for key in ("waste", "good-jobs"))
    reader.get(plain.get_absolute_url())
    with CaptureQueriesContext(connection) as taken:
        reader.get(plain.get_absolute_url())
    with django_assert_num_queries(len(taken)):
        reader.get(full.get_absolute_url())


def test_text_stays_text(reader, rotherham, policy):
    with make.as_if_unpublished("measures_measure", "policies_outcome"):
        Measure.objects.filter(council=rotherham, key="waste").update(
            headline=NASTY,
            definition=NASTY,
            evidence=NASTY,
            notes=[NASTY],
            counting_rules=[NASTY],
            reading_why=NASTY,
        )
        Outcome.objects.filter(policy=policy, key="environment").update(title=NASTY)
    measure = Measure.objects.get(council=rotherham, key="waste")
    for address in ("/policy/", reverse("policies:version", args=[policy.uid]), measure.get_absolute_url()):
        page = reader.get(address).content.decode()
        assert PRINTED in page and "<script>alert" not in page and ">49<" not in page
