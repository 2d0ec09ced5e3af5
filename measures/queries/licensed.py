"""Looking at a council's own licensed values: for its own people only, whatever the licence allows others."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from councils.policies.domain.counting import Unit
from measures.domain.licensed import GoodRow, in_force, reference_key
from measures.domain.valuation import Valuation
from measures.models import LicensedTable, LicensedValue, Measure
from socialvalue.access.domain import Actor

LOADED = LicensedTable.Status.LOADED
SHOWN_TO = list(LicensedTable.ShownTo.choices)


@dataclass(frozen=True)
class Method:
    """A family of values of the council: how many are in use, and the edition that began last."""

    key: str
    name: str
    values: int
    newest_edition: str


def methods(actor: Actor) -> list[Method]:
    """The methods of which the council has values in use, by name."""
    rows = _in_use(actor)
    counted = rows.values_list("table__method", "table__method_name").annotate(Count("pk")).order_by()
    newest = rows.order_by("table__method", "-valid_from", "-table_id").distinct("table__method")
    editions = dict(newest.values_list("table__method", "edition"))
    found = [Method(key, name, number, editions[key]) for key, name, number in counted]
    return sorted(found, key=lambda method: method.name)


def licensed_price_years(actor: Actor) -> list[str]:
    """The years of the prices of the council's values in use; empty for one that its source does not say."""
    rows = LicensedTable.objects.visible_to(actor).filter(status=LOADED)
    return list(rows.order_by("price_year").values_list("price_year", flat=True).distinct())


def licensed_tables(actor: Actor) -> QuerySet[LicensedTable]:
    """Every file of licensed values, by method and newest first, with the number of its values."""
    rows = LicensedTable.objects.visible_to(actor).defer("waiting", "left_out")
    return (
        rows.select_related("uploaded_by", "loaded_by", "withdrawn_by")
        .annotate(number=Count("values"))
        .order_by("method", "-id")
    )


def licensed_table(actor: Actor, uid: uuid.UUID) -> LicensedTable:
    """One file of licensed values; raises NotFound."""
    rows = LicensedTable.objects.select_related("uploaded_by", "loaded_by", "withdrawn_by")
    return rows.get_visible(actor, uid=uid)


def licensed_values(actor: Actor, table: LicensedTable) -> QuerySet[LicensedValue]:
    """The values of a table in the order of its file."""
    return LicensedValue.objects.visible_to(actor).filter(table=table).order_by("row")


def licensed_rows(actor: Actor, method: str) -> list[GoodRow]:
    """Every value of a method that is in use."""
    return [value.as_row for value in _in_use(actor).filter(table__method=method)]


def _in_use(actor: Actor) -> QuerySet[LicensedValue]:
    return LicensedValue.objects.visible_to(actor).filter(table__status=LOADED)


def measured(actor: Actor) -> dict[str, set[Unit]]:
    """In which units the council counts each reference: the TOMs references of its measures, and their own keys."""
    found: dict[str, set[Unit]] = defaultdict(set)
    rows = Measure.objects.visible_to(actor).filter(council_id=actor.council_id)
    for reference, key, unit in rows.order_by().values_list("toms_reference", "key", "unit").distinct():
        for name in filter(None, (reference, key)):
            found[reference_key(name)].add(Unit(unit))
    return dict(found)


def licensed(actor: Actor, method: str, of: Sequence[Measure], day: date) -> dict[int, Valuation]:
    """What each measure is worth by ``method`` on ``day``, by its key; measures without a value are left out.

    A value for the measure's own key comes before one for its TOMs reference. The newest that has begun holds, unless
    it has ended; one for another unit values nothing. One query.
    """
    names = {one.pk: _names(one) for one in of}
    wanted = {name for each in names.values() for name in each}
    rows = _in_use(actor).filter(table__method=method, reference_key__in=wanted, valid_from__lte=day)
    by_name: dict[tuple[str, Unit], list[LicensedValue]] = defaultdict(list)
    for value in rows.select_related("table").defer("table__waiting", "table__left_out"):
        by_name[value.as_row.key].append(value)
    found = {one.pk: _held(by_name, names[one.pk], Unit(one.unit), day) for one in of}
    return {pk: _valuation(value) for pk, value in found.items() if value}


def _names(measure: Measure) -> list[str]:
    return [reference_key(name) for name in (measure.key, measure.toms_reference) if name]


def _held(
    by_name: dict[tuple[str, Unit], list[LicensedValue]], names: Iterable[str], unit: Unit, day: date
) -> LicensedValue | None:
    for name in names:
        values = {value.as_row: value for value in by_name.get((name, unit.posted_as), ())}
        if held := in_force(values, day):
            return values[held]
    return None


def _valuation(value: LicensedValue) -> Valuation:
    table = value.table
    return Valuation(
        unit=Unit(value.unit).posted_as,
        values=((None, value.worth),),
        short=f"{table.method_name} {value.edition}",
        source=f"{table.method_name}, edition {value.edition}, reference {value.reference}",
        licence=value.licence,
        edition=value.edition,
        price_year=table.price_year,
        net=table.net,
        method=table.method,
        method_name=table.method_name,
        secret=table.is_secret,
        confined=not table.may_be_published,
    )
