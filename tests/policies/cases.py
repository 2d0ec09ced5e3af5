"""Either side of every line of every rule of a council's file, as tables that a test reads."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from councils.policies.domain.requirements import SaidBy
from tests.policies.builders import asked, facts

Told = dict[str, Any]


class Case(NamedTuple):
    """One rule: the clauses it cites, its reading, purchases for which it holds, each with the fact that triggers it,
    and purchases for which it does not. ``fails`` is empty for a rule that always holds."""

    rule: str
    sections: tuple[str, ...]
    reading: str
    holds: tuple[tuple[Told, str], ...]
    fails: tuple[Told, ...] = ()


def said(council: str, told: Told) -> dict[str, SaidBy]:
    """Every rule of the council's own policy that holds for a purchase, by its key."""
    return {
        one.rule: one
        for requirement in asked(facts(**told), council).values()
        for one in requirement.said_by
        if one.policy.council
    }


def that_hold(cases: Iterable[Case]) -> list[tuple[Case, Told, str]]:
    """One line for each purchase for which a rule holds."""
    return [(case, told, trigger) for case in cases for told, trigger in case.holds]


def that_fail(cases: Iterable[Case]) -> list[tuple[str, Told]]:
    """One line for each purchase for which a rule does not hold."""
    return [(case.rule, told) for case in cases for told in case.fails]


def routes(told: Told, *names: str) -> tuple[Told, ...]:
    """The same purchase by each of these routes."""
    return tuple({**told, "route": name} for name in names)


def each(purchases: Iterable[Told], trigger: str) -> tuple[tuple[Told, str], ...]:
    """Purchases that the same fact triggers."""
    return tuple((told, trigger) for told in purchases)
