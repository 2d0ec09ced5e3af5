"""Publication: what it asks, what it freezes, and that exactly one of several at once publishes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from procurement.opportunities.models import Procurement
from procurement.opportunities.models import Requirement as Copied
from procurement.opportunities.services import reopen_assessment
from procurement.tenders import queries, services
from procurement.tenders.domain.scheme import Least, Scheme
from procurement.tenders.models import Question, Tender
from socialvalue import clock
from socialvalue.access.domain import Denied, Refusal, Role, Stale
from socialvalue.access.models import AuditEntry
from tests.factories import tenders as make
from tests.factories.councils import rotherham as rotherham_council
from tests.factories.councils import staff
from tests.factories.opportunities import assessed_procurement

pytestmark = pytest.mark.django_db


def now_of(tender: Tender) -> Tender:
    """The tender as the database has it."""
    return Tender.objects.select_related("procurement").get(pk=tender.pk)


def publish(tender: Tender, by) -> None:
    """Publish what is at hand."""
    services.publish(tender=tender, version=tender.version, by=by)


def test_publication_freezes_the_scheme(ready, lead):
    built = queries.draft(lead, ready).scheme()
    publish(ready, lead)
    tender = now_of(ready)
    assert tender.status == "published"
    assert tender.published_at <= clock.now()
    assert queries.scheme_of(tender) == built
    assert tender.scheme_checksum == built.checksum == Scheme.from_dict(tender.scheme).checksum
    assert tender.version == ready.version + 1


def test_the_scheme_holds_all_that_bidders_were_told(published):
    scheme = queries.scheme_of(published)
    assert (scheme.weights.price, scheme.weights.quality, scheme.weights.social_value) == (40, 40, 20)
    assert [(q.kind.value, q.number, q.marks) for q in scheme.questions] == [
        ("quality", 1, Decimal("25.00")),
        ("quality", 2, Decimal("15.00")),
        ("social_value", 1, Decimal("20.00")),
    ]
    assert {measure.key for measure in scheme.measures} == {"local-jobs", "apprenticeships", "emissions"}
    assert [criterion.key for criterion in scheme.scoring.criteria] == ["appropriate", "achievable"]
    assert scheme.least_commitments == Least(1, "Social Value Policy, Aims and objectives")
    assert len(scheme.quarters) == 16
    assert scheme.deadline == published.deadline


def test_the_procurement_commences_on_the_day_of_publication(ready, lead):
    publish(ready, lead)
    assert now_of(ready).procurement.commenced_on == clock.today()


def test_a_procurement_that_has_commenced_keeps_its_day(rotherham, lead, at):
    at("2026-11-01T09:00")
    procurement = assessed_procurement(rotherham, commenced_on=clock.today())
    ready = make.ready_tender(procurement, lead, days=30)
    at("2026-11-21T09:00")
    publish(ready, lead)
    assert now_of(ready).procurement.commenced_on.day == 1


def test_requirements_become_final(ready, lead):
    before = set(Copied.objects.values_list("pk", flat=True))
    publish(ready, lead)
    assert Copied.objects.exists()
    assert not before & set(Copied.objects.values_list("pk", flat=True))
    procurement = now_of(ready).procurement
    assert procurement.details.facts(procurement.judged_on).is_provisional is False


def test_the_timeline_says_who_published(ready, lead):
    publish(ready, lead)
    entry = AuditEntry.objects.get(act="published the tender")
    assert entry.actor_name == "Lena Lead"
    assert entry.detail["scheme"] == now_of(ready).scheme_checksum


def test_an_unfinished_tender_is_refused_with_everything_at_once(draft, lead):
    with pytest.raises(Refusal) as refused:
        publish(draft, lead)
    assert len(refused.value.errors) == 6
    tender = now_of(draft)
    assert (tender.status, tender.scheme, tender.procurement.commenced_on) == ("draft", None, None)


@pytest.mark.parametrize(("minutes", "published"), [(1, True), (-1, False)])
def test_a_deadline_that_has_passed_meanwhile_is_refused(ready, lead, at, minutes, published):
    at((ready.deadline - timedelta(minutes=minutes)).isoformat())
    if published:
        publish(ready, lead)
    else:
        with pytest.raises(Refusal, match="must be in the future"):
            publish(ready, lead)
    assert (now_of(ready).status == "published") is published


def test_a_measure_that_can_be_counted_is_asked_for(ready, lead, procurement):
    procurement.chosenmeasure_rows.all().delete()
    with pytest.raises(Refusal, match="measures that can be counted"):
        publish(ready, lead)


def test_weights_that_the_policy_no_longer_allows_are_refused(ready, lead):
    Tender.objects.filter(pk=ready.pk).update(price_weight=41, social_value_weight=19)
    with pytest.raises(Refusal, match="Social value must be 20%"):
        publish(ready, lead)


def test_an_assessment_that_was_opened_again_stops_publication(ready, lead, procurement):
    procurement.refresh_from_db()
    reopen_assessment(procurement=procurement, version=procurement.version, by=lead)
    with pytest.raises(Refusal, match="Complete the opportunity assessment"):
        publish(ready, lead)


def test_after_publication_the_assessment_cannot_be_opened_again(published, lead):
    procurement = Procurement.objects.get(pk=published.procurement_id)
    with pytest.raises(Refusal):
        reopen_assessment(procurement=procurement, version=procurement.version, by=lead)


def test_who_had_the_procurement_open_before_publication_is_overtaken(ready, lead):
    before = Procurement.objects.get(pk=ready.procurement_id).version
    publish(ready, lead)
    assert Procurement.objects.get(pk=ready.procurement_id).version == before + 1


def test_an_evaluator_who_is_a_lead_as_well_cannot_publish(procurement, lead, rotherham):
    both = staff(rotherham, Role.PROCUREMENT_LEAD, Role.EVALUATOR)
    ready = make.ready_tender(procurement, lead, scorers=(both,))
    with pytest.raises(Refusal, match="You are named to score this tender"):
        publish(ready, both)
    publish(ready, lead)


def test_only_a_lead_of_the_same_council_publishes(ready, rotherham, other_council):
    for actor in (staff(rotherham, Role.COMMISSIONER), ready.scorers[0], make.lead(other_council)):
        with pytest.raises(Denied):
            publish(ready, actor)


def test_a_second_publication_is_refused(published, lead):
    with pytest.raises(Refusal, match="open for bids"):
        publish(published, lead)
    with pytest.raises(Stale):
        services.publish(tender=published, version=published.version - 1, by=lead)


# Frozen


def every_change(tender, by):
    """Each service that changes a tender, ready to be called."""
    question = Question.objects.filter(tender=tender).first()
    common = {"version": tender.version, "by": by}
    words = {"text": "?", "guidance": "", "marks": Decimal(1)}
    starts = tender.procurement.contract_starts_on
    return {
        "weights": lambda: services.set_weights(tender=tender, **make.WEIGHTS, **common),
        "instructions": lambda: services.set_instructions(tender=tender, instructions="x", **common),
        "dates": lambda: services.set_contract_dates(
            tender=tender, starts_on=starts, ends_on=starts, **common
        ),
        "deadline": lambda: services.set_deadline(tender=tender, deadline=make.in_days(30), **common),
        "add": lambda: services.add_question(tender=tender, kind="quality", **words, **common),
        "change": lambda: services.change_question(question=question, **words, **common),
        "remove": lambda: services.remove_question(question=question, **common),
    }


CHANGES = ("weights", "instructions", "dates", "deadline", "add", "change", "remove")


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_of_a_published_tender_can_be_changed(published, lead, change):
    changes = every_change(published, lead)
    assert set(changes) == set(CHANGES)
    with pytest.raises(Refusal, match="can no longer be changed"):
        changes[change]()
    again = now_of(published)
    assert (again.scheme_checksum, again.version) == (published.scheme_checksum, published.version)


def test_a_scheme_that_was_altered_in_the_database_is_noticed(published):
    published.scheme["weights"]["price"] = "39.00"
    with pytest.raises(queries.SchemeAltered):
        queries.scheme_of(published)


def test_the_database_refuses_a_published_tender_without_scheme_or_with_other_weights(published):
    for change in ({"scheme": None}, {"deadline": None}, {"price_weight": 39}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tender.objects.filter(pk=published.pk).update(**change)


# Who scores can be changed until the bids are opened


def test_an_evaluator_can_be_replaced_until_the_bids_are_opened(published, lead, rotherham):
    person = make.evaluator(rotherham)
    services.name_evaluator(
        tender=published, person=person.user_id, scores="both", version=published.version, by=lead
    )
    for scorer in published.scorers:
        services.remove_evaluator(tender=published, person=scorer.user_id, version=published.version, by=lead)
    assert [one.user_id for one in queries.evaluators(lead, published)] == [person.user_id]
    assert queries.scheme_of(now_of(published)) == queries.scheme_of(published)


def test_the_last_to_score_a_kind_stays_in_a_published_tender(published, lead):
    first, second = published.scorers
    services.remove_evaluator(tender=published, person=first.user_id, version=published.version, by=lead)
    with pytest.raises(Refusal, match="Name somebody else first"):
        services.remove_evaluator(tender=published, person=second.user_id, version=published.version, by=lead)


def test_after_opening_who_scores_is_fixed(published, lead):
    Tender.objects.filter(pk=published.pk).update(status="opened")
    tender = now_of(published)
    scorer = published.scorers[0].user_id
    for change in (
        lambda: services.name_evaluator(
            tender=tender, person=scorer, scores="both", version=tender.version, by=lead
        ),
        lambda: services.remove_evaluator(tender=tender, person=scorer, version=tender.version, by=lead),
    ):
        with pytest.raises(Refusal, match="The bids are opened"):
            change()


def test_who_scores_names_nobody_so_that_a_lead_is_left_to_moderate(procurement, lead, rotherham):
    both = staff(rotherham, Role.PROCUREMENT_LEAD, Role.EVALUATOR)
    ready = make.ready_tender(procurement, lead, scorers=(both,))
    with pytest.raises(Refusal, match="another procurement lead must change who scores it"):
        services.name_evaluator(
            tender=ready,
            person=make.evaluator(rotherham).user_id,
            scores="both",
            version=ready.version,
            by=both,
        )


# At once


@pytest.mark.django_db(transaction=True)
def test_of_eight_publications_at_once_exactly_one_is_taken():
    council = rotherham_council()
    ready = make.ready_tender(assessed_procurement(council), make.lead(council))

    def one(_) -> str:
        try:
            services.publish(tender=Tender.objects.get(pk=ready.pk), version=ready.version, by=ready.lead)
            return "published"
        except Stale:
            return "stale"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(one, range(8)))
    assert answers == ["published", *["stale"] * 7]
    assert AuditEntry.objects.filter(act="published the tender").count() == 1
    assert AuditEntry.objects.filter(act="judged what the policy requires", thread=ready.thread).count() == 2
