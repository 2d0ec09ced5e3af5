"""What values each measure: the council's choice, the tables that it names, and the indexes of prices."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from councils.policies.domain.counting import HowItAddsUp, Unit
from measures.domain.choosing import BY_POLICY, NOTHING, Choice, chosen, chosen_for_all, in_force
from measures.domain.deflating import Deflator, read_deflator
from measures.domain.valuation import Factor, FactorKind, Valuation
from measures.domain.values import ValueTable, read_values
from measures.models import Measure, PriceIndex, UnitValue, ValueChoice
from measures.queries.licensed import licensed
from socialvalue import clock
from socialvalue.access.domain import Actor


@lru_cache(maxsize=256)
def _read(source: str) -> ValueTable:
    return read_values(source, "values.yaml")


@lru_cache(maxsize=16)
def _deflator(source: str) -> Deflator:
    return read_deflator(source, "deflator.yaml")


def valuations(
    actor: Actor, of: Sequence[Measure], *, day: date | None = None, first_year: int | None = None
) -> dict[int, Valuation]:
    """The valuation of each measure by its key, for a contract signed on ``day`` (today) that begins in ``first_year``.

    A fixed number of queries. A measure without a value says *not valued*.
    """
    day = day or clock.today()
    first_year = first_year or day.year
    made = [as_choice(row) for row in ValueChoice.objects.visible_to(actor).filter(from_day__lte=day)]
    by_measure = {one.pk: in_force(made, one.key, day) for one in of}
    bases = _bases(actor, of, by_measure, day)
    deflators = indexes(actor) if any(one.price_year for one in by_measure.values()) else []
    return {
        one.pk: _apply(bases[one.pk], by_measure[one.pk], first_year=first_year, deflators=deflators)
        for one in of
    }


def valuer(actor: Actor, council_id: int | None) -> Actor:
    """Who reads how a council values its measures, for a page about one: suppliers may not list its choices, and are
    told what it values a measure by."""
    return actor if actor.is_council or council_id is None else Actor.system(council_id)


def valuation_for(actor: Actor, measure: Measure) -> Valuation:
    """The valuation of one measure today; one that says *not valued* where nothing gives a value."""
    return valuations(actor, [measure])[measure.pk]


def preview(actor: Actor, choice: Choice, of: Sequence[Measure]) -> dict[int, Valuation]:
    """What each measure would be valued by under a choice that is not recorded yet, for a contract that begins in the
    year of its first day; raises CannotBeValued."""
    by_measure = {one.pk: choice for one in of if choice.measure in ("", one.key)}
    found = [one for one in of if one.pk in by_measure]
    bases = _bases(actor, found, by_measure, choice.from_day)
    deflators = indexes(actor)
    year = choice.from_day.year
    return {one.pk: _apply(bases[one.pk], choice, first_year=year, deflators=deflators) for one in found}


def as_choice(row: ValueChoice) -> Choice:
    """The domain's choice of a row."""
    return Choice(
        number=row.pk,
        measure=row.measure_key,
        valued_by=row.valued_by,
        from_day=row.from_day,
        factors=tuple(Factor(FactorKind(f["kind"]), Decimal(f["rate"]), f["why"]) for f in row.factors),
        drop_off=row.drop_off,
        discount=row.discount,
        price_year=row.price_year,
    )


def _apply(base: Valuation, choice: Choice, **told) -> Valuation:
    return chosen(base, choice, **told) if choice.measure else chosen_for_all(base, choice, **told)


def _bases(
    actor: Actor, of: Sequence[Measure], by_measure: dict[int, Choice], day: date
) -> dict[int, Valuation]:
    """The value of each measure before the choice adjusts it, by the table that the choice or the policy names, or by a
    licensed method; what is never added up has none."""
    tables = _tables(actor, of, by_measure)
    own = _licensed(actor, of, by_measure, day)
    return {
        one.pk: Valuation.none(Unit(one.unit))
        if HowItAddsUp(one.adds_up).is_level
        else own.get(one.pk)
        or _written(one, by_measure[one.pk])
        or _fitting(tables.get(_table(one, by_measure[one.pk])), Unit(one.unit), by_measure[one.pk])
        for one in of
    }


def _licensed(
    actor: Actor, of: Sequence[Measure], by_measure: dict[int, Choice], day: date
) -> dict[int, Valuation]:
    """The council's own values where the choice names a method of its own: a query for each method."""
    found: dict[int, Valuation] = {}
    for method in sorted({choice.method for choice in by_measure.values() if choice.method}):
        found |= licensed(actor, method, [one for one in of if by_measure[one.pk].method == method], day)
    return found


def table_of(actor: Actor, measure: Measure) -> ValueTable | None:
    """The open table that the council's choice or else the policy names for a measure today, one that is off too."""
    today = clock.today()
    made = [as_choice(row) for row in ValueChoice.objects.visible_to(actor).filter(from_day__lte=today)]
    choice = in_force(made, measure.key, today)
    return _tables(actor, [measure], {measure.pk: choice}).get(_table(measure, choice))


def _tables(actor: Actor, of: Iterable[Measure], by_measure: dict[int, Choice]) -> dict[str, ValueTable]:
    keys = {_table(one, by_measure[one.pk]) for one in of} - {""}
    rows = UnitValue.objects.visible_to(actor).filter(key__in=keys, council__isnull=True).order_by("id")
    return {row.key: _read(row.source) for row in rows}


def _table(measure: Measure, choice: Choice) -> str:
    return choice.table or (measure.valued_by if choice.valued_by == BY_POLICY else "")


def _written(measure: Measure, choice: Choice) -> Valuation | None:
    """The value with which it was written for one procurement; none where the council values nothing in pounds."""
    if not measure.written_value or choice.valued_by == NOTHING:
        return None
    return Valuation.from_dict(measure.written_value)


def _fitting(found: ValueTable | None, unit: Unit, choice: Choice) -> Valuation:
    """A value for another unit values nothing: pounds for a week say nothing of an hour. One whose licence is not
    confirmed values nothing until the council chooses it by name."""
    if found is None or found.unit.posted_as != unit.posted_as or not (found.confirmed or choice.table):
        return Valuation.none(unit)
    return found.valuation()


def indexes(actor: Actor) -> list[Deflator]:
    """Every vintage of an index of prices that is loaded, oldest first."""
    return [_deflator(row.source) for row in PriceIndex.objects.visible_to(actor).order_by("id")]
