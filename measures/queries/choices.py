"""How a council has chosen to value its measures, and what it may choose."""

from dataclasses import dataclass

from councils.policies import queries as policies
from councils.policies.domain.counting import Unit
from measures.domain.choosing import BY_POLICY, LICENSED, NOTHING, OPEN_TABLE, Choice, in_force
from measures.domain.valuation import Valuation
from measures.domain.values import ValueTable, read_values
from measures.models import LicensedTable, Measure, UnitValue, ValueChoice
from measures.queries.library import measures
from measures.queries.licensed import licensed_price_years, methods
from measures.queries.valuing import as_choice, indexes, valuations
from socialvalue import clock
from socialvalue.access.domain import Actor, NotFound


@dataclass(frozen=True)
class Option:
    """Something by which a measure may be valued: its key, in words, and what it is."""

    key: str
    words: str
    hint: str = ""


@dataclass(frozen=True)
class Made:
    """A choice that was made: for which measure, by its headline (empty for all), and what was chosen, a line each."""

    row: ValueChoice
    name: str
    words: list[str]


@dataclass(frozen=True)
class Chosen:
    """A measure of the policy in force, what values it today, and the choice that says so."""

    measure: Measure
    valuation: Valuation
    choice: Choice

    @property
    def is_for_all(self) -> bool:
        """Whether it goes by the choice for all measures, or by the policy where there is none."""
        return not self.choice.measure


def choices(actor: Actor) -> list[Made]:
    """Every choice that the council has made, the last first."""
    rows = list(ValueChoice.objects.visible_to(actor).select_related("decided_by").order_by("-id"))
    measured = Measure.objects.visible_to(actor).filter(
        council_id=actor.council_id, key__in={row.measure_key for row in rows}
    )
    names = dict(measured.order_by("id").values_list("key", "headline"))
    opened = UnitValue.objects.visible_to(actor).filter(council__isnull=True).order_by("id")
    kept = LicensedTable.objects.visible_to(actor).order_by("id")
    titles = {f"{OPEN_TABLE}{key}": title for key, title in opened.values_list("key", "title")}
    titles |= {f"{LICENSED}{key}": name for key, name in kept.values_list("method", "method_name")}
    return [Made(row, names.get(row.measure_key, row.measure_key), row.words(titles)) for row in rows]


def last_choice(actor: Actor) -> int:
    """The number of the last choice that was made; 0 before the first."""
    return ValueChoice.objects.visible_to(actor).order_by("-id").values_list("pk", flat=True).first() or 0


def choosing(actor: Actor) -> list[Chosen]:
    """The measures of the council's policy in force, each with what values it today; a fixed number of queries."""
    today = clock.today()
    found = list(measures(actor, policies.in_force(actor, actor.council_id, today)))
    made = [as_choice(row) for row in ValueChoice.objects.visible_to(actor).filter(from_day__lte=today)]
    worth = valuations(actor, found, day=today)
    return [Chosen(one, worth[one.pk], in_force(made, one.key, today)) for one in found]


def choice_now(actor: Actor, key: str) -> Choice:
    """The choice in force today for the measure of that key, or for all measures where it is empty."""
    made = [as_choice(row) for row in ValueChoice.objects.visible_to(actor).filter(measure_key__in=("", key))]
    return in_force(made, key, clock.today())


def price_years(actor: Actor, measure: Measure | None) -> list[str]:
    """The years in whose prices a value of the measure (or any, for None) can be asked for, the last first.

    Those of each index of prices that has the year of the value itself: one vintage must have both.
    """
    unit = Unit(measure.unit).posted_as if measure else None
    own = {table.price_year for table in _open_tables(actor, unit).values()}
    own |= set(licensed_price_years(actor))
    if measure is not None and measure.written_value:
        own.add(Valuation.from_dict(measure.written_value).price_year)
    found = {
        one.year
        for index in indexes(actor)
        if any(index.knows(year) for year in own)
        for one in index.series
        if not one.forecast
    }
    return sorted(found, key=lambda year: (len(year), year), reverse=True)


def _open_tables(actor: Actor, unit: Unit | None) -> dict[str, ValueTable]:
    """The newest edition of each open table of a unit, or of all, by its key."""
    rows = UnitValue.objects.visible_to(actor).filter(council__isnull=True).order_by("title", "id")
    tables = {row.key: read_values(row.source, row.key) for row in rows}
    return {key: one for key, one in tables.items() if unit is None or one.unit.posted_as == unit}


def measure_to_choose(actor: Actor, key: str) -> Measure:
    """The measure of that key in the council's policy in force; raises NotFound."""
    policy = policies.in_force(actor, actor.council_id, clock.today())
    found = measures(actor, policy).filter(key=key).first()
    if found is None:
        raise NotFound("no measure of that key")
    return found


def options(actor: Actor, measure: Measure | None) -> list[Option]:
    """What may value a measure, or all of them where it is None: the policy's table, others of its unit, nothing."""
    found = [
        Option(BY_POLICY, "As the policy's file says"),
        Option(NOTHING, "Nothing: count it and do not value it"),
        *(
            Option(
                f"{LICENSED}{one.key}", one.name, f"Your council's own values, edition {one.newest_edition}"
            )
            for one in methods(actor)
        ),
    ]
    if measure is None:
        return found
    return found + [
        Option(
            f"{OPEN_TABLE}{key}",
            table.title,
            f"{table.publisher}, {table.edition}. {table.warning}{table.basis}",
        )
        for key, table in _open_tables(actor, Unit(measure.unit).posted_as).items()
    ]
