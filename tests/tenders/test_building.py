"""Building a tender: what each service writes, refuses and leaves alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from procurement.opportunities.services import reopen_assessment
from procurement.tenders import queries, services
from procurement.tenders.models import Evaluator, Question, Tender
from socialvalue import clock
from socialvalue.access.domain import Denied, NotFound, Refusal, Role, Stale
from socialvalue.access.models import AuditEntry
from tests.factories import tenders as make
from tests.factories.councils import staff
from tests.factories.opportunities import assessed_procurement, commissioner, draft_procurement

pytestmark = pytest.mark.django_db


def now_of(tender: Tender) -> Tender:
    """The tender as the database has it."""
    return Tender.objects.get(pk=tender.pk)


def test_a_tender_starts_from_an_assessed_procurement(procurement, lead):
    tender = services.start_tender(procurement=procurement, by=lead)
    assert (tender.status, tender.procurement, tender.council) == ("draft", procurement, procurement.council)
    assert AuditEntry.objects.filter(act="started the tender", thread=procurement.uid).count() == 1


def test_starting_twice_gives_the_same_tender(procurement, lead):
    first = services.start_tender(procurement=procurement, by=lead)
    assert services.start_tender(procurement=procurement, by=lead) == first
    assert Tender.objects.count() == 1


def test_a_tender_does_not_start_before_the_assessment_is_complete(rotherham, lead):
    with pytest.raises(Refusal, match="Complete the opportunity assessment"):
        services.start_tender(procurement=draft_procurement(rotherham), by=lead)


@pytest.mark.parametrize(
    ("route", "starts"), [("tender", True), ("quotation", True), ("direct_award", False)]
)
def test_only_tenders_and_quotations_are_built(rotherham, lead, route, starts):
    procurement = assessed_procurement(rotherham, route=route)
    if starts:
        assert services.start_tender(procurement=procurement, by=lead).pk
    else:
        with pytest.raises(Refusal, match="direct award"):
            services.start_tender(procurement=procurement, by=lead)


def test_only_a_procurement_lead_builds(procurement, rotherham):
    for role in (Role.COMMISSIONER, Role.EVALUATOR, Role.AUDITOR):
        with pytest.raises(Denied):
            services.start_tender(procurement=procurement, by=staff(rotherham, role))


def test_another_councils_lead_cannot_start(procurement, other_council):
    with pytest.raises(Denied, match="another council"):
        services.start_tender(procurement=procurement, by=make.lead(other_council))


# Weights


def set_weights(tender, by, price="40", quality="40", social_value="20", version=None):
    """Set three weights."""
    services.set_weights(
        tender=tender,
        price_weight=Decimal(price),
        quality_weight=Decimal(quality),
        social_value_weight=Decimal(social_value),
        version=version or tender.version,
        by=by,
    )


def test_weights_of_exactly_100_are_kept(draft, lead):
    set_weights(draft, lead, "39.5", "40.5")
    assert now_of(draft).price_weight == Decimal("39.50")


@pytest.mark.parametrize(("price", "total"), [("39.99", "99.99%"), ("40.01", "100.01%")])
def test_weights_that_do_not_total_100_are_refused_at_the_field_and_nothing_is_written(
    draft, lead, price, total
):
    with pytest.raises(Refusal, match=f"Yours total {total}") as refused:
        set_weights(draft, lead, price)
    assert refused.value.field == "price_weight"
    assert now_of(draft).price_weight is None


@pytest.mark.parametrize(("price", "social_value"), [("41", "19"), ("39", "21")])
def test_social_value_other_than_the_policys_20_percent_is_refused_with_the_clause(
    draft, lead, price, social_value
):
    with pytest.raises(Refusal) as refused:
        set_weights(draft, lead, price, "40", social_value)
    [(field, message)] = refused.value.errors
    assert field == "social_value_weight"
    assert "Social value must be 20% of the overall score" in message
    assert "Social Value Framework" in message
    assert f"You entered {social_value}%. Enter 20, or ask for an exception." in message


def test_a_stale_edit_changes_nothing(draft, lead):
    old = draft.version
    set_weights(draft, lead)
    with pytest.raises(Stale):
        set_weights(now_of(draft), lead, "30", "50", version=old)
    assert now_of(draft).price_weight == 40


# Questions


def add(tender, by, kind="quality", marks="10", **more):
    """Add a question."""
    told = {"text": "How?", "guidance": "", "outcome": ""} | more
    return services.add_question(
        tender=tender, kind=kind, marks=Decimal(marks), version=tender.version, by=by, **told
    )


def test_questions_are_numbered_by_kind_and_close_ranks(draft, lead):
    first, second, third = (add(draft, lead, text=text) for text in ("One?", "Two?", "Three?"))
    other = add(draft, lead, "social_value")
    assert [q.number for q in (first, second, third, other)] == [1, 2, 3, 1]
    services.remove_question(question=first, version=first.tender.version, by=lead)
    left = Question.objects.filter(tender=draft, kind="quality").order_by("number")
    assert [(q.number, q.text) for q in left] == [(1, "Two?"), (2, "Three?")]


def test_a_social_value_question_may_name_a_chosen_outcome(draft, lead):
    chosen = queries.chosen_outcomes(lead, draft)[0]
    assert add(draft, lead, "social_value", outcome=chosen.key).outcome == chosen
    assert add(draft, lead, "social_value").outcome is None
    assert add(draft, lead, "quality", outcome=chosen.key).outcome is None


def test_an_outcome_that_was_not_chosen_is_refused(draft, lead):
    with pytest.raises(Refusal, match="Choose one of the outcomes") as refused:
        add(draft, lead, "social_value", outcome="young-people")
    assert refused.value.field == "outcome"
    assert not Question.objects.exists()


@pytest.mark.parametrize("marks", ["0", "-1", "100.01"])
def test_marks_are_more_than_0_and_at_most_100(draft, lead, marks):
    with pytest.raises(Refusal) as refused:
        add(draft, lead, marks=marks)
    assert refused.value.field == "marks"


def test_a_question_is_changed(draft, lead):
    question = add(draft, lead)
    services.change_question(
        question=question,
        text="Why?",
        guidance="Briefly.",
        marks=Decimal("12.5"),
        version=draft.version,
        by=lead,
    )
    again = Question.objects.get(pk=question.pk)
    assert (again.text, again.guidance, again.marks) == ("Why?", "Briefly.", Decimal("12.50"))


# Evaluators


def name(tender, by, person, scores="both"):
    """Name somebody."""
    return services.name_evaluator(
        tender=tender, person=person.user_id, scores=scores, version=tender.version, by=by
    )


@pytest.mark.parametrize(
    ("scores", "kept"), [("both", (True, True)), ("quality", (True, False)), ("social_value", (False, True))]
)
def test_an_evaluator_scores_quality_social_value_or_both(draft, lead, rotherham, scores, kept):
    named = name(draft, lead, make.evaluator(rotherham), scores)
    assert (named.scores_quality, named.scores_social_value) == kept


def test_who_builds_the_tender_cannot_name_itself(draft, rotherham):
    both = staff(rotherham, Role.PROCUREMENT_LEAD, Role.EVALUATOR)
    with pytest.raises(Refusal, match="You build this tender") as refused:
        name(draft, both, both)
    assert refused.value.field == "person"


def test_only_the_councils_evaluators_can_be_named(draft, lead, rotherham, other_council):
    for person in (commissioner(rotherham), make.evaluator(other_council)):
        with pytest.raises(Refusal, match="one of your council's evaluators"):
            name(now_of(draft), lead, person)


def test_nobody_is_named_twice(draft, lead, rotherham):
    person = make.evaluator(rotherham, name="Eve")
    name(draft, lead, person)
    with pytest.raises(Refusal, match="Eve is named already"):
        name(draft, lead, person, "quality")
    assert Evaluator.objects.count() == 1


def test_an_evaluator_is_removed(draft, lead, rotherham):
    person = make.evaluator(rotherham)
    name(draft, lead, person)
    services.remove_evaluator(tender=draft, person=person.user_id, version=draft.version, by=lead)
    assert not Evaluator.objects.exists()
    with pytest.raises(NotFound):
        services.remove_evaluator(tender=draft, person=person.user_id, version=draft.version, by=lead)


# Deadline, dates, instructions


@pytest.mark.parametrize(("minutes", "kept"), [(-1, False), (0, False), (1, True)])
def test_a_deadline_is_later_than_now(draft, lead, minutes, kept, at, monkeypatch):
    at("2026-11-21T09:00")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    moment = now + timedelta(minutes=minutes)
    if kept:
        services.set_deadline(tender=draft, deadline=moment, version=draft.version, by=lead)
        assert now_of(draft).deadline == moment
    else:
        with pytest.raises(Refusal, match="must be in the future"):
            services.set_deadline(tender=draft, deadline=moment, version=draft.version, by=lead)
        assert now_of(draft).deadline is None


def test_contract_dates_are_those_of_the_procurement(draft, lead):
    services.set_contract_dates(
        tender=draft, starts_on=date(2027, 6, 1), ends_on=date(2029, 5, 31), version=draft.version, by=lead
    )
    again = now_of(draft).procurement
    assert (again.contract_starts_on, again.contract_ends_on) == (date(2027, 6, 1), date(2029, 5, 31))


def test_a_contract_does_not_end_before_it_starts(draft, lead):
    with pytest.raises(Refusal, match="end after it starts"):
        services.set_contract_dates(
            tender=draft,
            starts_on=date(2027, 6, 1),
            ends_on=date(2027, 5, 31),
            version=draft.version,
            by=lead,
        )


def test_instructions_are_kept(draft, lead):
    services.set_instructions(tender=draft, instructions="Ask us by Friday.", version=draft.version, by=lead)
    assert now_of(draft).instructions == "Ask us by Friday."


# What is missing, and what waits


def test_the_checklist_names_everything_with_its_page(draft, lead):
    wanted = queries.checklist(lead, draft)
    assert [one.step.value for one in wanted] == [
        "weights",
        "quality",
        "social_value",
        "evaluators",
        "evaluators",
        "deadline",
    ]
    assert all(str(draft.uid) in one.url for one in wanted)


def test_an_assessment_that_was_opened_again_is_missing(ready, lead, procurement):
    assert queries.checklist(lead, ready) == []
    procurement.refresh_from_db()
    reopen_assessment(procurement=procurement, version=procurement.version, by=lead)
    [one] = queries.checklist(lead, ready)
    assert one.sentence == "Complete the opportunity assessment."
    assert str(procurement.uid) in one.url


def test_what_waits_for_a_lead_goes_from_start_to_publication(procurement, lead):
    assert [one.title for one in queries.waiting(lead)] == ["Build the tender: Grounds maintenance"]
    tender = make.draft_tender(procurement, lead)
    [one] = queries.waiting(lead)
    assert one.title == "Finish the tender: Grounds maintenance"
    assert "6 things to do" in one.hint
    ready = make.ready_tender(procurement, lead)
    [one] = queries.waiting(lead)
    assert one.title == "Publish the tender: Grounds maintenance"
    services.publish(tender=ready, version=ready.version, by=lead)
    assert queries.waiting(lead) == []
    assert tender == ready


def test_a_commissioner_sees_whose_turn_it_is(procurement, lead, rotherham):
    person = commissioner(rotherham)
    [one] = queries.waiting(person)
    assert (one.mine, one.whose) == (False, "procurement lead")
    make.draft_tender(procurement, lead)
    [one] = queries.waiting(person)
    assert one.title == "Publish the tender: Grounds maintenance"


def test_nothing_waits_for_others(procurement, rotherham, other_council):
    assert queries.waiting(make.evaluator(rotherham)) == []
    assert queries.waiting(make.lead(other_council)) == []
