"""How a council has chosen to value its measures, and what it may choose."""

from dataclasses import dataclass

from councils.policies import queries as policies
from councils.policies.domain.counting import Unit
from measures.domain.choosing import BY_POLICY, LICENSED, NOTHING, OPEN_TABLE, Choice, in_force
from measures.domain.valuation import Valuation
from measures.domain.values import read_values
from measures.models import Measure, UnitValue, ValueChoice
from measures.queries.library import measures
from measures.queries.licensed import methods
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
class Chosen:
    """A measure of the policy in force, what values it today, and the choice that says so."""

    measure: Measure
    valuation: Valuation
    choice: Choice

    @property
    def is_for_all(self) -> bool:
        """Whether it goes by the choice for all measures, or by the policy where there is none."""
        return not self.choice.measure


def choices(actor: Actor) -> list[ValueChoice]:
    """Every choice that the council has made, the last first."""
    rows = ValueChoice.objects.visible_to(actor).select_related("decided_by")
    return list(rows.order_by("-id"))


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


def price_years(actor: Actor) -> list[str]:
    """The years in whose prices values can be asked for, the last first; calendar years and financial years."""
    found = {one.year for index in indexes(actor) for one in index.series if not one.forecast}
    return sorted(found, key=lambda year: (len(year), year), reverse=True)


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
    rows = UnitValue.objects.visible_to(actor).filter(council__isnull=True).order_by("title", "id")
    tables = {row.key: read_values(row.source, row.key) for row in rows}
    unit = Unit(measure.unit).posted_as
    return found + [
        Option(
            f"{OPEN_TABLE}{key}",
            table.title,
            f"{table.publisher}, {table.edition}. {table.warning}{table.basis}",
        )
        for key, table in tables.items()
        if table.unit.posted_as == unit
    ]
