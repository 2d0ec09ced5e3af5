"""Looking at measures and the values put on them."""

import uuid
from functools import lru_cache

from django.db.models import QuerySet

from councils.policies.domain.counting import Unit
from councils.policies.models import PolicyVersion
from measures.domain.valuation import Valuation
from measures.domain.values import read_values
from measures.models import Measure, UnitValue
from socialvalue.access.domain import Actor


def measures(actor: Actor, policy: PolicyVersion) -> QuerySet[Measure]:
    """The measures of a version, in its order."""
    rows = Measure.objects.visible_to(actor).filter(policy=policy)
    return rows.select_related("outcome", "contained_in").order_by("position")


def measure(actor: Actor, uid: uuid.UUID) -> Measure:
    """One measure; raises NotFound."""
    return Measure.objects.select_related("outcome", "contained_in", "policy__council").get_visible(
        actor, uid=uid
    )


@lru_cache(maxsize=64)
def _valuation(source: str) -> Valuation:
    return read_values(source, "values.yaml").valuation()


def valuations(actor: Actor, chosen: list[Measure]) -> dict[int, Valuation]:
    """The valuation of each measure by its key, in one query; a measure without a value says *not valued*."""
    keys = {one.valued_by for one in chosen if one.valued_by}
    rows = UnitValue.objects.visible_to(actor).filter(key__in=keys, council__isnull=True).order_by("id")
    tables = {row.key: _valuation(row.source) for row in rows}
    return {one.pk: tables.get(one.valued_by) or Valuation.none(Unit(one.unit)) for one in chosen}


def valuation_for(actor: Actor, measure: Measure) -> Valuation:
    """The valuation of one measure; one that says *not valued* where no open source gives a value."""
    return valuations(actor, [measure])[measure.pk]
