"""Building a tender and publishing it.

start_tender, set_instructions, set_contract_dates, set_weights, add_question, change_question, remove_question,
name_evaluator, remove_evaluator, set_proposals, set_deadline, publish. After publication only who scores can be changed, until the bids are opened.
"""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from councils.people.queries import colleague
from councils.policies.domain.words import EffectKind
from councils.policies.models import Outcome
from procurement.opportunities import services as opportunities
from procurement.opportunities.models import Procurement
from procurement.tenders import queries
from procurement.tenders.domain import deadlines
from procurement.tenders.domain.moves import PUBLISH
from procurement.tenders.domain.readiness import FROZEN, JUDGE_AGAIN, STAFFED, term_refusals
from procurement.tenders.domain.weights import Kind, Weights, weight_refusals
from procurement.tenders.models import Evaluator, Question, Tender
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal, Role, Stale
from socialvalue.access.services import advance, claim, require

SCORES = {"quality": (True, False), "social_value": (False, True), "both": (True, True)}


@transaction.atomic
def start_tender(*, procurement: Procurement, by: Actor) -> Tender:
    """The tender of an assessed procurement: a new draft, or the one that was started already."""
    require(by, "tender.build", procurement)
    locked = Procurement.objects.visible_to(by).select_for_update(of=("self",)).get(pk=procurement.pk)
    existing = queries.tender_of(by, locked)
    if existing:
        return existing
    if locked.status != Procurement.Status.ASSESSED:
        raise Refusal("Complete the opportunity assessment before you build the tender.")
    if locked.route not in queries.ROUTES:
        raise Refusal(
            f"The route to market is a {locked.get_route_display().lower()}, so there is no tender to build."
        )
    tender = Tender.objects.create(council_id=locked.council_id, procurement=locked, created_at=clock.now())
    audit.record(tender, "started the tender", by=by)
    return tender


def _edit(tender: Tender, version: int, by: Actor) -> None:
    """Take the draft for one change; refuses a published tender, raises Stale where somebody else was faster."""
    require(by, "tender.build", tender)
    if tender.status != Tender.Status.DRAFT:
        raise Refusal(FROZEN)
    claim(tender, version)


def _staff(tender: Tender, version: int, by: Actor) -> None:
    """Take the tender to change who scores it: until the bids are opened, by somebody who does not score it."""
    require(by, "tender.build", tender)
    if tender.status not in queries.BEFORE_OPENING:
        raise Refusal(STAFFED)
    if "evaluator" in tender.relations_of(by):
        raise Refusal(
            "You are named to score this tender, so another procurement lead must change who scores it"
        )
    claim(tender, version)


@transaction.atomic
def set_instructions(*, tender: Tender, instructions: str, version: int, by: Actor) -> None:
    """What bidders need to know beside the questions; may be empty."""
    _edit(tender, version, by)
    tender.instructions = instructions
    tender.save(update_fields=["instructions"])
    audit.record(tender, "changed the instructions to bidders", by=by)


@transaction.atomic
def set_contract_dates(*, tender: Tender, starts_on: date, ends_on: date, version: int, by: Actor) -> None:
    """The first and the last day of the contract; commitments will be asked for by its quarters."""
    _edit(tender, version, by)
    wrong = term_refusals(starts_on, ends_on, tender.deadline)
    if wrong:
        raise Refusal.of(wrong)
    procurement = tender.procurement
    claim(procurement, procurement.version)
    procurement.contract_starts_on, procurement.contract_ends_on = starts_on, ends_on
    procurement.save(update_fields=["contract_starts_on", "contract_ends_on"])
    detail = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    audit.record(tender, "set the contract dates", by=by, detail=detail)


@transaction.atomic
def set_weights(
    *,
    tender: Tender,
    price_weight: Decimal,
    quality_weight: Decimal,
    social_value_weight: Decimal,
    version: int,
    by: Actor,
) -> None:
    """The weights in percent: they total exactly 100, and social value keeps to the policy (its clause is cited)."""
    _edit(tender, version, by)
    weights = Weights(price_weight, quality_weight, social_value_weight)
    built = queries.draft(by, tender)
    wrong = weight_refusals(weights, built.required(EffectKind.WEIGHTING), built.exceptions)
    if wrong:
        raise Refusal.of(wrong)
    tender.price_weight, tender.quality_weight, tender.social_value_weight = (
        price_weight,
        quality_weight,
        social_value_weight,
    )
    tender.save(update_fields=["price_weight", "quality_weight", "social_value_weight"])
    detail = {
        "price": str(price_weight),
        "quality": str(quality_weight),
        "social_value": str(social_value_weight),
    }
    audit.record(tender, "set the weights", by=by, detail=detail)


@transaction.atomic
def add_question(
    *,
    tender: Tender,
    kind: str,
    text: str,
    guidance: str,
    marks: Decimal,
    version: int,
    by: Actor,
    outcome: str = "",
) -> Question:
    """One more question of ``kind``, behind the others; ``outcome`` is the key of a chosen outcome, or empty."""
    _edit(tender, version, by)
    number = Question.objects.visible_to(by).filter(tender=tender, kind=kind).count() + 1
    question = Question.objects.create(
        council_id=tender.council_id,
        tender=tender,
        kind=Kind(kind).value,
        number=number,
        text=text,
        guidance=guidance,
        marks=_marks(marks),
        outcome=_outcome(tender, kind, outcome, by),
    )
    audit.record(question, "added a question", by=by, detail={"marks": str(marks)})
    return question


@transaction.atomic
def change_question(
    *,
    question: Question,
    text: str,
    guidance: str,
    marks: Decimal,
    version: int,
    by: Actor,
    outcome: str = "",
) -> None:
    """Other words, marks or outcome for a question; ``version`` is the tender's."""
    _edit(question.tender, version, by)
    question.text, question.guidance, question.marks = text, guidance, _marks(marks)
    question.outcome = _outcome(question.tender, question.kind, outcome, by)
    question.save(update_fields=["text", "guidance", "marks", "outcome"])
    audit.record(question, "changed a question", by=by, detail={"marks": str(marks)})


@transaction.atomic
def remove_question(*, question: Question, version: int, by: Actor) -> None:
    """Take a question out and close the gap in the numbers; ``version`` is the tender's."""
    tender = question.tender
    _edit(tender, version, by)
    audit.record(question, "removed a question", by=by, detail={"text": question.text})
    question.delete()
    left = Question.objects.visible_to(by).filter(tender=tender, kind=question.kind).order_by("number")
    for number, other in enumerate(left, 1):
        if other.number != number:
            other.number = number
            other.save(update_fields=["number"])


def _marks(marks: Decimal) -> Decimal:
    if not 0 < marks <= 100:
        raise Refusal("Marks must be more than 0 and at most 100", "marks")
    return marks


def _outcome(tender: Tender, kind: str, key: str, by: Actor) -> Outcome | None:
    if not key or kind != Kind.SOCIAL_VALUE:
        return None
    chosen = {outcome.key: outcome for outcome in queries.chosen_outcomes(by, tender)}
    if key not in chosen:
        raise Refusal("Choose one of the outcomes of this procurement", "outcome")
    return chosen[key]


@transaction.atomic
def name_evaluator(*, tender: Tender, person: int, scores: str, version: int, by: Actor) -> Evaluator:
    """Name a colleague who holds the evaluator role to score ``quality``, ``social_value`` or ``both``.

    Nobody names itself, and who scores names nobody: so a procurement lead is always left to moderate and award.
    """
    _staff(tender, version, by)
    if person == by.user_id:
        raise Refusal(
            "You build this tender and will moderate its scores, so you cannot score it. Name somebody else",
            "person",
        )
    user = colleague(by, person, Role.EVALUATOR)
    if user is None:
        raise Refusal("Choose one of your council's evaluators", "person")
    if Evaluator.objects.visible_to(by).filter(tender=tender, user=user).exists():
        raise Refusal(f"{user.name} is named already. Remove them first to change what they score", "person")
    quality, social_value = SCORES[scores]
    evaluator = Evaluator.objects.create(
        council_id=tender.council_id,
        tender=tender,
        user=user,
        scores_quality=quality,
        scores_social_value=social_value,
    )
    audit.record(evaluator, "named an evaluator", by=by, detail={"scores": scores})
    return evaluator


@transaction.atomic
def remove_evaluator(*, tender: Tender, person: int, version: int, by: Actor) -> None:
    """Somebody will not score this tender after all; once it is published, only where somebody else does."""
    _staff(tender, version, by)
    evaluator = Evaluator.objects.get_visible(by, tender=tender, user_id=person)
    others = Evaluator.objects.visible_to(by).filter(tender=tender).exclude(pk=evaluator.pk)
    scored = {kind for other in others for kind in _kinds(other)}
    if tender.status != Tender.Status.DRAFT and _kinds(evaluator) - scored:
        raise Refusal(f"Nobody else scores what {evaluator} scores. Name somebody else first.")
    audit.record(evaluator, "removed an evaluator", by=by)
    evaluator.delete()


def _kinds(evaluator: Evaluator) -> set[Kind]:
    scores = {Kind.QUALITY: evaluator.scores_quality, Kind.SOCIAL_VALUE: evaluator.scores_social_value}
    return {kind for kind, is_scored in scores.items() if is_scored}


@transaction.atomic
def set_proposals(*, tender: Tender, takes_proposals: bool, version: int, by: Actor) -> None:
    """Whether bidders may propose measures of their own beside those that all are asked about."""
    _edit(tender, version, by)
    tender.takes_proposals = takes_proposals
    tender.save(update_fields=["takes_proposals"])
    audit.record(tender, "said whether bidders may propose measures", by=by, detail={"may": takes_proposals})


@transaction.atomic
def set_deadline(*, tender: Tender, deadline: datetime, version: int, by: Actor) -> None:
    """The moment at which bids close; it must be in the future."""
    _edit(tender, version, by)
    wrong = deadlines.deadline_refusal(deadline, clock.now())
    if wrong:
        raise Refusal(wrong, "day")
    tender.deadline = deadline
    tender.save(update_fields=["deadline"])
    audit.record(tender, "set the deadline", by=by, detail={"deadline": deadline.isoformat()})


@transaction.atomic
def publish(*, tender: Tender, version: int, by: Actor) -> None:
    """Open the tender for bids and freeze its scheme.

    The procurement begins on this day if it has not begun, and what the policy requires becomes final by it. Raises
    Refusal with everything that is missing, Denied, or Stale: of several at once exactly one publishes.
    """
    require(by, PUBLISH.permission, tender)
    rows = Tender.objects.select_for_update(of=("self", "procurement")).select_related("procurement")
    locked = rows.get_visible(by, pk=tender.pk)
    if locked.version != version:
        raise Stale()
    if locked.status == Tender.Status.DRAFT:
        was_ready = _begin(locked, by)
        _freeze(locked, by, [JUDGE_AGAIN] if was_ready else [])
    detail = {"scheme": locked.scheme_checksum, "deadline": locked.deadline.isoformat()}
    advance(locked, PUBLISH, by=by, version=version, detail=detail)


def _begin(tender: Tender, by: Actor) -> bool:
    """From here on nothing before the tender changes: who has it open gets Stale.

    Returns whether it commences only now, and nothing was missing by the rules by which it was judged before.
    """
    procurement = tender.procurement
    claim(procurement, procurement.version)
    commences = procurement.commenced_on is None
    was_ready = commences and not queries.checklist(by, tender)
    if commences:
        procurement.commenced_on = clock.today()
        procurement.save(update_fields=["commenced_on"])
    opportunities.judge(procurement=procurement, by=by)
    return was_ready


def _freeze(tender: Tender, by: Actor, if_refused: list[str]) -> None:
    """Write the scheme; ``if_refused`` are sentences for what is missing to end with."""
    built = queries.draft(by, tender)
    missing = [one.sentence for one in built.missing(clock.now(), by.user_id)]
    if missing:
        raise Refusal.of([(None, sentence) for sentence in (*missing, *if_refused)])
    scheme = replace(built.scheme(), declarations=queries.declarations(by, tender.procurement))
    tender.scheme, tender.scheme_checksum, tender.published_at = (
        scheme.to_dict(),
        scheme.checksum,
        clock.now(),
    )
    tender.save(update_fields=["scheme", "scheme_checksum", "published_at"])
