"""Looking at the library: the measures of a policy by theme, outcome, unit, goal, catalogue and value."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from councils.policies import queries as policies
from councils.policies.domain.framework import Contents, GoalsRead
from councils.policies.domain.rules import CitedClause
from councils.policies.models import PolicyVersion
from measures.domain.goals import Goal, Goals, read_goals
from measures.domain.showing import worth_words
from measures.domain.toms import Reference, TomsReferences, read_toms
from measures.domain.valuation import Valuation
from measures.domain.values import ValueTable
from measures.models import Measure
from measures.queries.library import measures
from measures.queries.valuing import table_of, valuations, valuer
from socialvalue import clock
from socialvalue.access.domain import Actor

VALUED, NOT_VALUED = "valued", "not-valued"


@dataclass(frozen=True)
class Shelved:
    """One measure of the library: the goals that it serves, the document that it stands in, what values it, and what one
    unit is worth this year in words (empty where it is not valued, or where it ``is_kept`` from whoever looks, as the
    council's licence asks)."""

    measure: Measure
    goals: tuple[Goal, ...]
    catalogue: str
    valuation: Valuation
    worth: str
    is_kept: bool = False

    @property
    def is_valued(self) -> bool:
        """Whether there is a value at all."""
        return self.valuation.is_valued


@dataclass(frozen=True)
class Shelves:
    """All measures of one policy, in its order."""

    policy: PolicyVersion
    all: tuple[Shelved, ...]

    @property
    def goals(self) -> dict[str, str]:
        """The goals that some measure serves, by number."""
        return {
            str(goal.number): goal.words for goal in _goals().goals if self.under("goal", [str(goal.number)])
        }

    @property
    def catalogues(self) -> list[str]:
        """The documents that measures stand in, in their order."""
        return list(dict.fromkeys(one.catalogue for one in self.all))

    def under(self, what: str, chosen: Iterable[str]) -> set[int]:
        """The keys of the measures of the chosen goals, catalogues or states of being valued."""
        wanted = set(chosen)
        return {one.measure.pk for one in self.all if wanted & _labels(one, what)}

    def of(self, measure: Measure) -> Shelved:
        """A measure as it stands in the library. Raises KeyError for one of another policy."""
        return {one.measure.pk: one for one in self.all}[measure.pk]


def _labels(one: Shelved, what: str) -> set[str]:
    if what == "goal":
        return {str(goal.number) for goal in one.goals}
    if what == "catalogue":
        return {one.catalogue}
    return {VALUED if one.is_valued else NOT_VALUED}


def policy_in_force(actor: Actor) -> PolicyVersion:
    """The version of the council's policy that is in force today, with what it adopts; raises NotFound."""
    return policies.in_force(actor, actor.council_id, clock.today())


def shelves(actor: Actor, policy: PolicyVersion, chosen: list[Measure] | None = None) -> Shelves:
    """The measures of ``policy`` (or those that were ``chosen`` of it) with all that the library tells of each."""
    listed = list(measures(actor, policy)) if chosen is None else chosen
    worth = valuations(valuer(actor, policy.council_id), listed)
    says, year = policies.framework(policy), clock.today().year
    stands_in = _documents(says)
    return Shelves(
        policy,
        tuple(
            Shelved(
                measure=one,
                goals=_goals().of(says.goals_of(one.key, one.outcome.key)),
                catalogue=stands_in.get(one.key, policy.title),
                valuation=worth[one.pk],
                worth=""
                if _is_kept(actor, worth[one.pk])
                else worth_words(worth[one.pk], year, one.counted_one, one.counted_many),
                is_kept=_is_kept(actor, worth[one.pk]),
            )
            for one in listed
        ),
    )


def _is_kept(actor: Actor, valuation: Valuation) -> bool:
    """A page about a measure is for every bidder, so that a licence for the council's suppliers does not reach to it."""
    return valuation.confined and not actor.is_council


@dataclass(frozen=True)
class Told:
    """All that the page of one measure tells beside its own row.

    ``table`` is the open table that is named for it, used or not; ``clauses`` are those that it was read from.
    """

    shelved: Shelved
    table: ValueTable | None
    clauses: tuple[CitedClause, ...]
    goals_read: GoalsRead | None
    goals_clauses: tuple[CitedClause, ...]
    toms: Reference | None
    toms_rules: tuple[str, ...]
    toms_note: str

    @property
    def is_off(self) -> bool:
        """Whether there is a value that is not used, because its licence is not confirmed."""
        return self.table is not None and not self.table.confirmed and not self.shelved.is_valued


def told_of(actor: Actor, measure: Measure) -> Told:
    """What the library, the policy's file and the references tell of one measure."""
    says = policies.framework(measure.policy)
    part = next((one for one in says.measures if one.key == measure.key), None)
    read = says.united_nations_goals
    return Told(
        shelved=shelves(actor, measure.policy, [measure]).of(measure),
        table=table_of(valuer(actor, measure.council_id), measure),
        clauses=says.cited(part.clauses) if part else (),
        goals_read=read,
        goals_clauses=says.cited(read.clauses) if read else (),
        toms=_toms().find(measure.toms_reference),
        toms_rules=_toms().rules_of(measure.toms_reference),
        toms_note=(part.toms_note or "") if part else "",
    )


def _documents(says: Contents) -> dict[str, str]:
    """The document in which each measure stands: that of the first clause that it cites."""
    return {one.key: says.cited(one.clauses[:1])[0].document for one in says.measures}


@cache
def _goals() -> Goals:
    return read_goals(_fixture("goals.yaml"), "goals.yaml")


@cache
def _toms() -> TomsReferences:
    return read_toms(_fixture("toms-references.yaml"), "toms-references.yaml")


def _fixture(name: str) -> str:
    return (Path(settings.BASE_DIR) / "fixtures" / name).read_text(encoding="utf-8")
