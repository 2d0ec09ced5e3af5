"""What a policy says beside its rules, as its page prints it: outcomes and measures, principles, reports, groups, targets."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from councils.policies.domain.framework import Contents, ReportDue, SpendTarget
from councils.policies.domain.rules import CitedClause
from councils.policies.domain.shape import percent_words
from councils.policies.domain.sources import Read
from councils.policies.domain.words import Reading, listed


@dataclass(frozen=True)
class MeasureShown:
    """One measure; ``url`` is empty where it has no page, ``read_as`` where the policy itself prints it."""

    headline: str
    definition: str
    url: str
    read_as: str


@dataclass(frozen=True)
class OutcomeShown:
    """One outcome with its measures; ``read_as`` and ``why`` are empty where the policy itself prints it."""

    title: str
    about: str
    read_as: str
    why: str
    clauses: tuple[CitedClause, ...]
    measures: tuple[MeasureShown, ...]


@dataclass(frozen=True)
class PriorityShown:
    """One priority with its outcomes; without a title those that stand under none."""

    title: str
    outcomes: tuple[OutcomeShown, ...]


@dataclass(frozen=True)
class ConflictShown:
    """Clauses that differ: what each says, those that govern with what they ask, and why they do."""

    words: str
    governing: tuple[CitedClause, ...]
    because: str
    asked: str = ""


@dataclass(frozen=True)
class ReadShown:
    """Something that was read out of clauses and that no rule decides."""

    text: str
    reading: str
    why: str
    clauses: tuple[CitedClause, ...]


@dataclass(frozen=True)
class PartShown:
    """A part of the policy beside its rules; ``key`` is its place on the page."""

    key: str
    title: str
    items: tuple[ReadShown, ...]


def priorities_shown(
    says: Contents, rows: Iterable[Any] = (), *, linked: bool = True
) -> tuple[PriorityShown, ...]:
    """The priorities that have outcomes, with these and their measures: as ``rows`` hold them, or where there are none
    as the file says. Measures are ``linked`` to their pages for those who may see these."""
    names = {priority.key: priority.name for priority in says.priorities}
    shown: dict[str, list[OutcomeShown]] = {}
    listed = list(rows)
    for row in listed:
        shown.setdefault(row.priority.title if row.priority else "", []).append(_from_row(row, says, linked))
    for outcome in says.outcomes if not listed else ():
        measures = [
            MeasureShown(m.headline, m.text, "", _read_as(m.reading)) for m in says.measures_of(outcome.key)
        ]
        made = _outcome(outcome, outcome.name, measures, says)
        shown.setdefault(names.get(outcome.priority or "", ""), []).append(made)
    return tuple(PriorityShown(title, tuple(outcomes)) for title, outcomes in shown.items() if outcomes)


def bare_priorities(says: Contents) -> tuple[str, ...]:
    """The names of priorities under which no outcome stands."""
    used = {outcome.priority for outcome in says.outcomes}
    return tuple(priority.name for priority in says.priorities if priority.key not in used)


def _from_row(row: Any, says: Contents, linked: bool) -> OutcomeShown:
    measures = [
        MeasureShown(
            m.headline, m.definition, m.get_absolute_url() if linked else "", _read_as(Reading(m.reading))
        )
        for m in row.measures.all()
        if m.written_for is None
    ]
    return _outcome(says.outcome(row.key), row.title, measures, says)


def _outcome(one: Any, title: str, measures: list[MeasureShown], says: Contents) -> OutcomeShown:
    read_as, why = _read_as(one.reading), one.why or ""
    clauses = says.cited(one.clauses)
    return OutcomeShown(title, one.about, read_as, why if read_as else "", clauses, tuple(measures))


def _read_as(reading: Reading) -> str:
    """The reading in words; empty where the clause says so itself."""
    return "" if reading is Reading.QUOTED else reading.words


def adopted_shown(says: Contents) -> tuple[str, ...]:
    """Each framework that a council's policy adopts, in words: which, why, what is left out and what was checked."""
    return tuple(_adopted_words(one) for one in getattr(says, "adopts", ()))


def _adopted_words(one: Any) -> str:
    words = [f"{one.taken or one.framework}, {one.version}. {one.why}"]
    for keys, what in ((one.without, "Left out"), (one.checked, "Checked at first hand")):
        if keys:
            words.append(f"{what}: {'; '.join(key.replace('-', ' ') for key in keys)}.")
    return " ".join(words)


def conflicts_shown(says: Contents) -> tuple[ConflictShown, ...]:
    """Where clauses differ, each case once, with the clauses that govern."""
    rules = {rule.key: rule for rule in says.rules}
    found = {
        ConflictShown(
            conflict.words,
            says.cited(rules[conflict.settled_by].clauses) if conflict.is_settled else (),
            conflict.because,
            rules[conflict.settled_by].then.sentence(says.rule_set().names) if conflict.is_settled else "",
        ): None
        for conflict in says.conflicts()
    }
    return tuple(found)


def parts_beside_rules(says: Contents) -> tuple[PartShown, ...]:
    """Principles, spend targets, reports and groups, as far as the policy has them."""
    parts = (
        PartShown(
            "principles", "Principles and aims", tuple(_read(one, one.text, says) for one in says.principles)
        ),
        PartShown(
            "spend-targets",
            "Spend targets",
            tuple(_read(one, _target(one), says) for one in says.spend_targets),
        ),
        PartShown(
            "declarations",
            "What suppliers declare",
            tuple(ReadShown(f"They {one.name}.", "", "", ()) for one in says.declarations),
        ),
        PartShown("reports", "Reports", tuple(_read(one, _report(one), says) for one in says.reports)),
        PartShown(
            "groups",
            "Groups that meet",
            tuple(_read(one, f"{one.title}. {one.about}", says) for one in says.meetings),
        ),
    )
    return tuple(part for part in parts if part.items)


def reviews_shown(says: Contents) -> tuple[ReadShown, ...]:
    """What is reviewed how often, with the words that the policy prints and the day that was chosen."""
    return tuple(_read(one, one.words, says) for one in says.policy.reviews)


def _read(one: Read, text: str, says: Contents) -> ReadShown:
    return ReadShown(text, one.reading.words.capitalize(), one.why or "", says.cited(one.clauses))


def _target(one: SpendTarget) -> str:
    least = f": at least {percent_words(one.at_least)}" if one.at_least is not None else ""
    rising = ", and is to rise" if one.rising and least else ", to rise over time" if one.rising else ""
    by = f", by {listed(list(one.broken_down_by))}" if one.broken_down_by else ""
    return f"{one.what}{least}{rising}{by}."


def _report(one: ReportDue) -> str:
    by = [part.replace("_", " ") for part in one.broken_down_by]
    return f"{one.title[0].upper()}{one.title[1:]}, {one.how_often}, to {one.audience}. {one.about}" + (
        f" Broken down by {listed(by)}." if by else ""
    )
