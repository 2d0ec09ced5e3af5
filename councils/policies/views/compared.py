"""A comparison of policies as its page and its JSON print it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from councils.policies.domain.comparing import side_by_side, the_law
from councils.policies.domain.facts import Facts, day_words, exact_pounds
from councils.policies.domain.requirements import Requirement, SaidBy
from councils.policies.domain.rules import CitedClause
from councils.policies.queries import Comparison


@dataclass(frozen=True)
class ClauseShown:
    """A clause with the public page on which it stands; ``beside`` is how it is cited under its policy's title."""

    words: str
    beside: str
    paraphrase: str
    url: str


@dataclass(frozen=True)
class Cell:
    """One requirement of one council, with its clauses."""

    requirement: Requirement
    clauses: tuple[ClauseShown, ...]


@dataclass(frozen=True)
class Column:
    """One council with the version (a row of ``PolicyVersion``) that was asked."""

    council: str
    policy: Any
    url: str


@dataclass(frozen=True)
class RowShown:
    """One kind of requirement across the councils: what each sets."""

    title: str
    cells: tuple[tuple[Column, tuple[Cell, ...]], ...]


def columns(found: Comparison) -> tuple[Column, ...]:
    """The councils in their order."""
    return tuple(Column(policy.council.short_name, policy, public_url(policy)) for policy in found.policies)


def rows(found: Comparison) -> tuple[RowShown, ...]:
    """What each council sets, a row for each kind of requirement."""
    heads = columns(found)
    return tuple(
        RowShown(
            row.kind.words.capitalize(),
            tuple(
                (head, tuple(cell(one, head.policy, found.law) for one in required))
                for head, required in zip(heads, row.cells, strict=True)
            ),
        )
        for row in side_by_side(found.answers)
    )


def law(found: Comparison) -> tuple[Cell, ...]:
    """What the law requires, whichever council buys."""
    return tuple(cell(one, found.law, found.law) for one in the_law(found.answers))


def cell(requirement: Requirement, policy: Any, national: Any) -> Cell:
    """A requirement with a link to each clause, in the council's policy or in the law."""
    shown: dict[str, ClauseShown] = {}
    for said in requirement.said_by:
        for clause in () if said.set_aside_by else said.clauses:
            url = f"{public_url(_version(said, policy, national))}#{clause.key}"
            shown.setdefault(
                url, ClauseShown(clause.words, _beside(clause, policy.title), clause.paraphrase, url)
            )
    return Cell(requirement, tuple(shown.values()))


def _beside(clause: CitedClause, title: str) -> str:
    if clause.short != title:
        return clause.words
    return f"section {clause.section}" if clause.section[:1].isdigit() else clause.section


def _version(said: SaidBy, policy: Any, national: Any) -> Any:
    return policy if said.policy.council else national


def public_url(policy: Any) -> str:
    """The page of a published version for everybody."""
    return reverse("public_policies:policy", args=[policy.uid])


def facts_words(facts: Facts) -> str:
    """The purchase in one line: ``£120,000.00 excluding VAT (VAT at 20%) for services, by a tender, on 1 April 2027``."""
    rate = "exempt from VAT" if facts.vat_rate is None else f"VAT at {facts.vat_rate * 100:.0f}%"
    category = f", category {facts.categories[0]}" if facts.categories else ""
    what = f"{facts.contract_type.words}, by {facts.route.words}"
    return f"{exact_pounds(facts.value_ex_vat)} excluding VAT ({rate}) for {what}{category}, on {day_words(facts.day)}"


def as_json(found: Comparison, absolute: Any) -> dict[str, Any]:
    """The whole comparison for a program; ``absolute`` makes a full address of a path."""
    return {
        "asked": found.facts.to_dict(),
        "law": {
            "title": str(found.law),
            "url": absolute(public_url(found.law)),
            "requirements": [_json_cell(one, absolute) for one in law(found)],
        },
        "councils": [
            {
                "council": policy.council.slug,
                "name": policy.council.name,
                "policy": {
                    "title": policy.title,
                    "version": policy.number,
                    "begins": policy.begins_on and policy.begins_on.isoformat(),
                    "url": absolute(public_url(policy)),
                },
                "requirements": [
                    _json_cell(cell(one, policy, found.law), absolute) for one in answer.requirements
                ],
            }
            for policy, answer in zip(found.policies, found.answers, strict=True)
        ],
    }


def _json_cell(shown: Cell, absolute: Any) -> dict[str, Any]:
    one = shown.requirement
    return {
        "kind": one.kind.value,
        "about": one.slot,
        "set_by": one.policy.council or "law",
        "force": one.force.value,
        "requirement": one.sentence,
        "what_to_do": one.to_do,
        "details": one.params,
        "because": one.triggered_by,
        "reading": one.reading.value,
        "why_read_so": one.why,
        "clauses": [
            {"clause": clause.words, "paraphrase": clause.paraphrase, "url": absolute(clause.url)}
            for clause in shown.clauses
        ],
        "conflict": one.conflict.words if one.conflict else None,
    }
