"""A tender that departs from the policy: published with the approved exception that covers it exactly, and only so."""

from datetime import timedelta
from decimal import Decimal

import pytest

from councils.policies.domain.effects.asking import Measures, Outcomes
from councils.policies.models import PolicyVersion
from measures import services as measures
from procurement.opportunities import services as opportunities
from procurement.opportunities.domain.exceptions import Asked, Ended, Exceptions, Kind, ended_because
from procurement.opportunities.models import PolicyException
from procurement.tenders import queries, services
from procurement.tenders.domain.readiness import JUDGE_AGAIN, Step
from procurement.tenders.domain.scheme import Least
from procurement.tenders.domain.weights import Kind as Question
from procurement.tenders.models import Tender
from socialvalue import clock
from socialvalue.access.domain import Refusal, Role
from tests.factories import opportunities as make_procurements
from tests.factories import policies as make_policies
from tests.factories import tenders as make
from tests.factories.councils import staff, user_of
from tests.opportunities.exceptions import change
from tests.tenders.samples import NOW, commitments, draft, question, requirement, weighting, weights


def exception(kind: Kind, key: str, instead: str | None = None) -> Asked:
    """What is asked for."""
    return Asked(kind, key, None if instead is None else Decimal(instead), "Something else.")


FIFTEEN = exception(Kind.WEIGHTING, "weighting", "15")
LEFT_OUT = exception(Kind.OPT_OUT, "obligation")
ONE_OUTCOME = exception(Kind.OUTCOMES, "outcomes", "1")
NONE_OF_TWO = exception(Kind.OUTCOMES, "measures", "1")

AT_15 = {
    "weights": weights("45", "40", "15"),
    "questions": (question(), question(Question.SOCIAL_VALUE, "15")),
}
LEAVING_OUT = {
    "weights": weights("60", "40", "0"),
    "questions": (question(),),
    "measures": (),
    "outcomes": (),
    "requirements": (weighting(), commitments()),
}
TOO_FEW_OUTCOMES = {"requirements": (weighting(), requirement(Outcomes(at_least=2)))}
TOO_FEW_MEASURES = {"requirements": (weighting(), requirement(Measures(at_least=2)))}

DEPARTING = [
    (AT_15, FIFTEEN, [Step.WEIGHTS]),
    (LEAVING_OUT, LEFT_OUT, [Step.WEIGHTS, Step.MEASURES]),
    (TOO_FEW_OUTCOMES, ONE_OUTCOME, [Step.MEASURES]),
    (TOO_FEW_MEASURES, NONE_OF_TWO, [Step.MEASURES]),
]


def steps(**told) -> list[Step]:
    """Where something is missing."""
    return [one.step for one in draft(**told).missing(NOW)]


@pytest.mark.parametrize(("departs", "asked", "missing"), DEPARTING)
def test_what_departs_is_published_only_with_its_approval(departs, asked, missing):
    assert steps(**departs) == missing
    assert steps(**departs, exceptions=Exceptions(waiting=(asked,))) == [Step.EXCEPTIONS, *missing]
    assert steps(**departs, exceptions=Exceptions(approved=(asked,))) == []


@pytest.mark.parametrize(("departs", "asked", "missing"), DEPARTING)
def test_what_keeps_to_the_policy_waits_for_what_was_asked_and_needs_no_approval(departs, asked, missing):
    assert steps(exceptions=Exceptions(waiting=(asked,))) == [Step.EXCEPTIONS]
    assert steps(exceptions=Exceptions(approved=(asked,))) == []


@pytest.mark.parametrize("other", ["14.99", "15.01", "0"])
def test_another_weight_than_the_approved_one_is_refused(other):
    approved = Exceptions(approved=(exception(Kind.WEIGHTING, "weighting", other),))
    assert steps(**AT_15, exceptions=approved) == [Step.WEIGHTS]


def test_leaving_out_covers_no_small_weight():
    assert steps(**AT_15, exceptions=Exceptions(approved=(LEFT_OUT,))) == [Step.WEIGHTS]


def test_what_waits_is_said_with_what_to_do():
    [one] = draft(exceptions=Exceptions(waiting=(FIFTEEN,))).missing(NOW)
    assert one.sentence == (
        "An exception waits for approval: Something else. "
        "The tender cannot be published until it is decided or withdrawn."
    )


def test_nothing_is_asked_of_bidders_where_social_value_is_left_out():
    assert draft(**LEAVING_OUT).least_commitments.number == 1
    built = draft(**LEAVING_OUT, exceptions=Exceptions(approved=(LEFT_OUT,)))
    assert built.least_commitments == Least()


# What no longer holds


def ended(asked: Asked) -> Ended:
    """It lapsed."""
    return Ended(asked, "The rule has changed.")


@pytest.mark.parametrize(("departs", "asked", "missing"), DEPARTING)
def test_what_still_departs_is_told_that_its_exception_no_longer_holds(departs, asked, missing):
    """Why, and what to do; below it the words of the rule. What keeps to the rule is told nothing."""
    told = draft(**departs, exceptions=Exceptions(ended=(ended(asked),))).missing(NOW)
    assert [one.step for one in told] == [Step.EXCEPTIONS, *missing]
    assert told[0].sentence == (
        "An exception no longer holds: “Something else.” The rule has changed. "
        "Keep to the rule, or ask for a new exception."
    )
    assert steps(exceptions=Exceptions(ended=(ended(asked),))) == []


def test_what_ended_is_told_once_and_not_where_the_same_waits_or_is_approved_again():
    both = (ended(FIFTEEN), Ended(FIFTEEN, "It was withdrawn."))
    told = draft(**AT_15, exceptions=Exceptions(ended=both)).missing(NOW)
    assert [one.step for one in told] == [Step.EXCEPTIONS, Step.WEIGHTS] and "has changed" in told[0].sentence
    waits = draft(**AT_15, exceptions=Exceptions(ended=both, waiting=(FIFTEEN,))).missing(NOW)
    assert "waits for approval" in waits[0].sentence and len(waits) == 2
    assert steps(**AT_15, exceptions=Exceptions(ended=both, approved=(FIFTEEN,))) == []
    other = exception(Kind.WEIGHTING, "weighting", "14")
    assert steps(**AT_15, exceptions=Exceptions(ended=(ended(other),))) == [Step.WEIGHTS]


@pytest.mark.parametrize(
    ("approved", "lapsed", "words"),
    [
        (True, "", "It was withdrawn."),
        (False, "", "It was withdrawn."),
        (True, "Gone.", "It was approved under other facts or an earlier version of the rules. Gone."),
        (False, "Gone.", "It was asked for under other facts or an earlier version of the rules. Gone."),
    ],
)
def test_why_it_ended(approved, lapsed, words):
    assert ended_because(was_approved=approved, lapsed_because=lapsed) == words


# In the database


def ask(procurement, by, rule="weighting", instead="15"):
    """Ask for an exception."""
    procurement.refresh_from_db()
    return opportunities.ask_exception(
        procurement=procurement,
        rule=rule,
        instead=None if instead is None else Decimal(instead),
        reason="The market is thin.",
        statement="Five suppliers said so.",
        version=procurement.version,
        by=by,
    )


def approve(one, council):
    """Somebody else approves."""
    return opportunities.approve_exception(
        exception=one,
        decision_reference="Minute 12",
        note="",
        version=one.version,
        by=staff(council, Role.APPROVER),
    )


def publish(tender, by):
    """Publish it as it stands now."""
    fresh = Tender.objects.get(pk=tender.pk)
    services.publish(tender=fresh, version=fresh.version, by=by)
    return Tender.objects.get(pk=tender.pk)


def at_15(procurement, lead):
    """A tender in which social value has 15%, whatever was approved."""
    tender = make.ready_tender(procurement, lead)
    Tender.objects.filter(pk=tender.pk).update(price_weight=45, social_value_weight=15)
    tender.questions.filter(kind="social_value").update(marks=15)
    return tender


@pytest.mark.django_db
def test_a_weight_of_15_percent_is_published_once_it_is_approved(procurement, lead, rotherham):
    tender = at_15(procurement, lead)
    with pytest.raises(Refusal, match="Enter 20, or ask for an exception"):
        publish(tender, lead)
    one = ask(procurement, lead)
    with pytest.raises(Refusal, match="waits for approval"):
        publish(tender, lead)
    approve(one, rotherham)
    assert publish(tender, lead).scheme["weights"]["social_value"] == "15.00"


@pytest.mark.django_db
def test_the_weight_can_be_set_when_it_is_approved(procurement, lead, rotherham):
    tender = make.draft_tender(procurement, lead)
    given = {"price_weight": Decimal(45), "quality_weight": Decimal(40), "social_value_weight": Decimal(15)}
    one = ask(procurement, lead)
    with pytest.raises(Refusal, match="The exception for 15% waits for approval"):
        services.set_weights(tender=tender, version=tender.version, by=lead, **given)
    tender.refresh_from_db()
    approve(one, rotherham)
    services.set_weights(tender=tender, version=tender.version, by=lead, **given)
    assert Tender.objects.get().social_value_weight == 15


@pytest.mark.django_db
def test_a_tender_that_keeps_to_the_policy_waits_while_an_exception_is_asked_for(
    procurement, lead, rotherham
):
    tender = make.ready_tender(procurement, lead)
    one = ask(procurement, lead)
    assert [w.step for w in queries.checklist(lead, tender)] == [Step.EXCEPTIONS]
    with pytest.raises(Refusal, match="An exception waits for approval"):
        publish(tender, lead)
    opportunities.withdraw_exception(exception=one, version=one.version, by=lead)
    assert publish(tender, lead).status == "published"


@pytest.mark.django_db
def test_after_publication_nothing_is_asked_for_and_nothing_withdrawn(procurement, lead, rotherham):
    tender = at_15(procurement, lead)
    one = approve(ask(procurement, lead), rotherham)
    publish(tender, lead)
    with pytest.raises(Refusal, match="The tender is published"):
        ask(procurement, lead, "obligation", None)
    with pytest.raises(Refusal, match="The tender is published"):
        opportunities.withdraw_exception(exception=one, version=one.version, by=lead)
    assert PolicyException.objects.get().status == "approved"


@pytest.mark.django_db
def test_a_tender_keeps_the_exception_under_which_it_was_published(procurement, lead, rotherham):
    tender = at_15(procurement, lead)
    approve(ask(procurement, lead), rotherham)
    publish(tender, lead)
    procurement.refresh_from_db()
    opportunities.correct_facts(
        procurement=procurement,
        version=procurement.version,
        by=lead,
        reason="A nought too many.",
        value_ex_vat=Decimal("90000.00"),
    )
    assert not procurement.requirement_rows.filter(key="weighting").exists()
    assert PolicyException.objects.get().status == "approved"


@pytest.mark.django_db
def test_social_value_that_is_left_out_goes_from_assessment_to_publication(rotherham, lead):
    commissioner = make_procurements.commissioner(rotherham)
    procurement = make_procurements.judged_procurement(rotherham, commissioner, fitting=())
    one = ask(procurement, commissioner, "obligation", None)
    with pytest.raises(Refusal):
        opportunities.complete_assessment(
            procurement=procurement, version=procurement.version, by=commissioner
        )
    approve(one, rotherham)
    procurement.refresh_from_db()
    opportunities.complete_assessment(procurement=procurement, version=procurement.version, by=commissioner)
    given = {"price_weight": Decimal(60), "quality_weight": Decimal(40), "social_value_weight": Decimal(0)}
    tender = make.ready_tender(procurement, lead, weights=given, questions=make.QUESTIONS[:2])
    scheme = queries.scheme_of(publish(tender, lead))
    assert (scheme.weights.social_value, scheme.measures, scheme.least_commitments) == (0, (), Least())


def new_rules(percent: int) -> None:
    """From tomorrow on the council asks for another weight."""
    now = PolicyVersion.objects.get(council__slug="rotherham")
    text = make_policies.new_text(
        now.source, "Next", f"{clock.today() + timedelta(days=1)}", make_policies.weight(percent)
    )
    measures.load_framework(path=None, text=text, name="next.yaml")


@pytest.fixture
def overtaken(procurement, lead, rotherham, at):
    """A tender at 15% with its approval, on the first day of rules that ask for 25%."""
    tender = at_15(procurement, lead)
    approve(ask(procurement, lead), rotherham)
    new_rules(25)
    assert queries.checklist(lead, tender) == []
    at(f"{clock.today() + timedelta(days=1)}T10:00")
    return tender


@pytest.mark.django_db
def test_an_exception_that_lapses_by_publication_is_told_with_what_to_do(overtaken, lead):
    """Not with the words of the weight's rule alone. Nothing of the attempt is kept: it has not commenced."""
    with pytest.raises(Refusal) as refused:
        publish(overtaken, lead)
    first, second, last = (sentence for _, sentence in refused.value.errors)
    assert first == (
        "An exception no longer holds: “Social value counts for 15% of the overall score.” It was approved under "
        "other facts or an earlier version of the rules. The rule has changed. It now says: Social value counts for "
        "exactly 25% of the overall score. Keep to the rule, or ask for a new exception."
    )
    assert "Social value must be 25% of the overall score" in second and last == JUDGE_AGAIN
    fresh = Tender.objects.get(pk=overtaken.pk)
    assert (fresh.status, fresh.procurement.commenced_on) == ("draft", None)
    assert PolicyException.objects.get().status == "approved"


@pytest.mark.django_db
def test_what_it_says_to_do_leads_to_publication(overtaken, lead, rotherham):
    """The details saved again, the list tells of the lapse; asked for and approved again, it is published at 15%."""
    procurement = overtaken.procurement
    change(procurement, lead)
    assert PolicyException.objects.get().status == "lapsed"
    told = queries.checklist(lead, overtaken)
    assert [one.step for one in told] == [Step.EXCEPTIONS, Step.WEIGHTS]
    with pytest.raises(Refusal) as refused:
        publish(overtaken, lead)
    assert JUDGE_AGAIN not in [sentence for _, sentence in refused.value.errors]
    approve(ask(procurement, lead), rotherham)
    assert publish(overtaken, lead).scheme["weights"]["social_value"] == "15.00"


@pytest.mark.django_db
def test_one_that_was_withdrawn_is_told_where_the_tender_still_departs(procurement, lead, rotherham, client):
    tender = at_15(procurement, lead)
    one = approve(ask(procurement, lead), rotherham)
    opportunities.withdraw_exception(exception=one, version=one.version, by=lead)
    with pytest.raises(
        Refusal, match=r"An exception no longer holds: .* It was withdrawn\. Keep to the rule"
    ):
        publish(tender, lead)
    client.force_login(user_of(lead))
    page = client.get(tender.get_absolute_url()).content.decode()
    assert "It was withdrawn." in page and "Waits for approval" not in page
