"""A measure that is written for one procurement becomes a row like any other, under the policy version of that procurement."""

import uuid

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from councils.policies.domain.counting import HowItAddsUp, SecondYear, Term, Unit
from councils.policies.domain.words import Reading
from councils.policies.models import Outcome
from measures.domain.valuation import Valuation
from measures.models import Measure
from socialvalue.access.domain import Actor
from socialvalue.access.services import require

KEY = 60  # letters of a headline that its key keeps


@transaction.atomic
def write(
    *,
    written_for: uuid.UUID,
    outcome: Outcome,
    unit: Unit,
    adds_up: HowItAddsUp,
    worth: Valuation | None,
    why: str,
    permission: str,
    by: Actor,
    **words: str,
) -> Measure:
    """Add a measure that only the procurement with the uid ``written_for`` offers; it never changes afterwards.

    ``words`` are its ``headline``, ``definition``, ``evidence``, ``counted_one`` and ``counted_many``. ``worth`` is what
    values it, or None. ``permission`` is that of whoever decided. Raises Denied.
    """
    require(by, permission)
    listed = Measure.objects.filter(policy_id=outcome.policy_id)
    last = listed.aggregate(last=Max("position"))["last"] or 0
    name = slugify(words["headline"])[:KEY].strip("-_") or "measure"
    return Measure.objects.create(
        council_id=outcome.council_id,
        policy_id=outcome.policy_id,
        outcome=outcome,
        key=f"{name}-{uuid.uuid4().hex[:12]}",
        position=last + 1,
        unit=unit.value,
        adds_up=adds_up.value,
        term=Term.YEAR.value,
        second_year=SecondYear.COUNTS_AGAIN.value,
        reading=Reading.INFERRED.value,
        reading_why=f"Written for one procurement. {why}",
        written_for=written_for,
        written_value=worth.to_dict() if worth else None,
        **words,
    )
