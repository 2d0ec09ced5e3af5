"""What a draft tender is made of so far, and what it still needs before it can be published."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from councils.policies import queries as policies
from councils.policies.domain.counting import HowItAddsUp, SecondYear, Term, Unit
from councils.policies.domain.requirements import Requirement
from councils.policies.domain.words import EffectKind
from measures.models import Measure
from procurement.opportunities.models import (
    ChosenMeasure,
    ChosenOutcome,
    Consideration,
    PolicyException,
    Procurement,
)
from procurement.opportunities.models import Requirement as CopiedRequirement
from procurement.opportunities.queries import counting
from procurement.tenders.domain import weights
from procurement.tenders.domain.readiness import ASKED, Draft, NamedEvaluator, Step
from procurement.tenders.domain.scheme import AskedMeasure, AskedQuestion, Declarations, Variant
from procurement.tenders.domain.weights import Kind, Weights
from procurement.tenders.models import Evaluator, Question, Tender
from socialvalue import clock
from socialvalue.access.domain import Actor
from socialvalue.access.models import TenantQuerySet
from socialvalue.periods import Period


def weighting(actor: Actor, of: Tender) -> Requirement | None:
    """What the policy requires of the weight of social value, as it was copied to the procurement."""
    return draft(actor, of).required(EffectKind.WEIGHTING)


def marks_hint(built: Draft, kind: Kind, own: Decimal | None) -> str:
    """How many marks are free for one question of a draft."""
    return weights.marks_hint(built.marks(kind), built.weights.of(kind) if built.weights else None, own)


def with_parts(actor: Actor, rows: TenantQuerySet) -> QuerySet[Tender]:
    """``rows`` with all that a draft is made of, in a number of queries that does not grow with them."""
    asked = CopiedRequirement.objects.visible_to(actor).filter(kind__in=[kind.value for kind in ASKED])
    chosen = (
        ChosenMeasure.objects.visible_to(actor)
        .select_related("measure__outcome")
        .order_by("measure__position")
    )
    outcomes = ChosenOutcome.objects.visible_to(actor).select_related("outcome")
    return rows.select_related("procurement", "council").prefetch_related(
        Prefetch(
            "questions",
            Question.objects.visible_to(actor).select_related("outcome").order_by("kind", "number"),
        ),
        Prefetch(
            "evaluators", Evaluator.objects.visible_to(actor).select_related("user").order_by("user__name")
        ),
        Prefetch("procurement__requirement_rows", asked, to_attr="asked"),
        Prefetch("procurement__chosenmeasure_rows", chosen, to_attr="chosen_measures"),
        Prefetch("procurement__chosenoutcome_rows", outcomes, to_attr="chosen_outcomes"),
        Prefetch(
            "procurement__policyexception_rows",
            PolicyException.objects.visible_to(actor),
            to_attr="exceptions",
        ),
        Prefetch(
            "procurement__consideration_rows", Consideration.objects.visible_to(actor), to_attr="considered"
        ),
    )


def draft(actor: Actor, of: Tender) -> Draft:
    """The tender as it has been built so far."""
    return draft_from(with_parts(actor, Tender.objects.visible_to(actor).filter(pk=of.pk)).get())


def draft_from(row: Tender) -> Draft:
    """The draft of a row that ``with_parts`` fetched."""
    purchase = row.procurement
    dated = purchase.contract_starts_on and purchase.contract_ends_on
    return Draft(
        weights=_weights(row),
        questions=tuple(_asked_question(one) for one in row.questions.all()),
        measures=tuple(_asked_measure(chosen.measure) for chosen in purchase.chosen_measures),
        outcomes=tuple(chosen.outcome.title for chosen in purchase.chosen_outcomes),
        evaluators=tuple(
            NamedEvaluator(one.user_id, one.user.name, one.scores_quality, one.scores_social_value)
            for one in row.evaluators.all()
        ),
        deadline=row.deadline,
        term=Period(purchase.contract_starts_on, purchase.contract_ends_on) if dated else None,
        assessed=purchase.status == Procurement.Status.ASSESSED,
        considered=bool(purchase.considered),
        requirements=tuple(Requirement.from_dict(copied.content) for copied in purchase.asked),
        year_starts=(row.council.year_starts_month, row.council.year_starts_day),
        exceptions=counting(purchase.exceptions),
        takes_proposals=row.takes_proposals,
    )


def _weights(row: Tender) -> Weights | None:
    given = (row.price_weight, row.quality_weight, row.social_value_weight)
    return None if None in given else Weights(*given)


def _asked_question(row: Question) -> AskedQuestion:
    return AskedQuestion(
        uid=str(row.uid),
        kind=Kind(row.kind),
        number=row.number,
        text=row.text,
        guidance=row.guidance,
        marks=row.marks,
        outcome=row.outcome.title if row.outcome else "",
    )


def _asked_measure(row: Measure) -> AskedMeasure:
    return AskedMeasure(
        uid=str(row.uid),
        key=row.key,
        headline=row.headline,
        definition=row.definition,
        outcome=row.outcome.title,
        unit=Unit(row.unit),
        adds_up=HowItAddsUp(row.adds_up),
        term=Term(row.term),
        second_year=SecondYear(row.second_year),
        counted_one=row.counted_one,
        counted_many=row.counted_many,
        variant_of=row.variant_of,
        variants=tuple(Variant(one["key"], one["name"]) for one in row.variants),
        evidence=row.evidence,
        counting_rules=tuple(row.counting_rules),
        notes=tuple(row.notes),
        declarations=tuple(row.declarations),
    )


def declarations(actor: Actor, purchase: Procurement) -> Declarations:
    """What the policy has every bidder declare, in its own words; none where it asks for none."""
    rows = CopiedRequirement.objects.visible_to(actor).filter(procurement=purchase)
    copied = rows.filter(kind=EffectKind.DECLARATIONS.value).first()
    if copied is None:
        return Declarations()
    required = Requirement.from_dict(copied.content)
    texts = {one.key: one.name for one in policies.framework(copied.policy).declarations}
    return Declarations(tuple(texts[key] for key in required.effect.declarations), required.citation)


@dataclass(frozen=True)
class Wanted:
    """One thing that the tender still needs, and the page on which it is mended."""

    step: Step
    sentence: str
    url: str


def checklist(actor: Actor, of: Tender) -> list[Wanted]:
    """Everything that stands in the way of publication by ``actor`` now, each with its sentence and link."""
    return wanted(of, draft(actor, of), actor)


def wanted(of: Tender, built: Draft, actor: Actor) -> list[Wanted]:
    """The same for a draft that is at hand."""
    missing = built.missing(clock.now(), actor.user_id)
    return [Wanted(one.step, one.sentence, step_url(of, one.step)) for one in missing]


_PAGES = {
    Step.INSTRUCTIONS: "tenders:instructions",
    Step.DATES: "tenders:dates",
    Step.WEIGHTS: "tenders:weights",
    Step.EVALUATORS: "tenders:evaluators",
    Step.PUBLISHER: "tenders:evaluators",
    Step.DEADLINE: "tenders:deadline",
    Step.MEASURES: "tenders:measures",
}


def step_url(of: Tender, step: Step) -> str:
    """The page of one task of building a tender."""
    if step in (Step.QUALITY, Step.SOCIAL_VALUE):
        return reverse("tenders:questions", args=[of.uid, step.value])
    if step is Step.EXCEPTIONS:
        return f"{of.procurement.get_absolute_url()}#exceptions"
    if step in (Step.ASSESSMENT, Step.CONSIDERATIONS):
        return reverse(f"opportunities:{step.value}", args=[of.procurement.uid])
    return reverse(_PAGES[step], args=[of.uid])
