"""A council chooses how its measures are valued: recorded with the reason, and never changed afterwards."""

from django.db import transaction

from councils.organisations.models import Council
from measures import queries
from measures.domain.choosing import CannotBeValued, Choice
from measures.models import ValueChoice
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal, Stale
from socialvalue.access.services import require


@transaction.atomic
def choose(*, choice: Choice, reason: str, after: int, by: Actor) -> ValueChoice:
    """Record by what a measure (all of them, where the choice names none) is valued from a day on, and why.

    Contracts that are signed keep what was frozen with them. ``after`` is the number of the last choice that was seen.
    Raises Denied, Refusal for a day that has passed or a choice that does not fit the value, Stale where somebody chose
    in between.
    """
    require(by, "values.choose")
    Council.objects.select_for_update().get(pk=by.council_id)
    if queries.last_choice(by) != after:
        raise Stale("Somebody else chose how measures are valued while you had this open.")
    if choice.from_day < clock.today():
        raise Refusal("Choose today or a later day. Contracts that are signed keep their values.", "from_day")
    if not reason.strip():
        raise Refusal("Say why. Whoever reads a figure later will ask.", "reason")
    _check_fits(choice, by)
    made = ValueChoice.objects.create(
        council_id=by.council_id,
        measure_key=choice.measure,
        valued_by=choice.valued_by,
        factors=[{"kind": f.kind.value, "rate": str(f.rate), "why": f.why} for f in choice.factors],
        drop_off=choice.drop_off,
        discount=choice.discount,
        price_year=choice.price_year,
        reason=reason.strip(),
        from_day=choice.from_day,
        decided_by_id=by.user_id,
        decided_at=clock.now(),
    )
    audit.record(made, "chose how measures are valued", by=by, detail={"reason": made.reason})
    return made


def _check_fits(choice: Choice, by: Actor) -> None:
    """Refuse what the measure cannot be valued by, and adjusting a value that is already net."""
    measure = queries.measure_to_choose(by, choice.measure) if choice.measure else None
    if choice.valued_by not in {option.key for option in queries.options(by, measure)}:
        raise Refusal("Select by what it is valued.", "valued_by")
    if measure is None:
        return
    try:
        queries.preview(by, choice, [measure])
    except CannotBeValued as misfit:
        raise Refusal(str(misfit), "valued_by") from misfit
