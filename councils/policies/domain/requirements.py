"""What a policy and the law require of one procurement, each requirement with its clause, its reading and its reason."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from councils.policies.domain.effects.base import BaseEffect
from councils.policies.domain.effects.closed_list import effect_from_json
from councils.policies.domain.rules import CitedClause, PolicyIdentity
from councils.policies.domain.words import EffectKind, Force, Reading, Stage


@dataclass(frozen=True)
class SaidBy:
    """One rule that asks for a requirement.

    ``governs`` tells whether it is (one of) the strictest; ``set_aside_by`` names the rule that beats it, if one does;
    ``choices`` are readings that went into it beside its own, such as whether an amount counts VAT.
    """

    rule: str
    policy: PolicyIdentity
    clauses: tuple[CitedClause, ...]
    reading: Reading
    why: str
    triggered_by: tuple[str, ...]
    choices: tuple[str, ...]
    sentence: str
    governs: bool
    set_aside_by: str = ""

    @property
    def citation(self) -> str:
        """Its clauses in one line."""
        return "; ".join(clause.words for clause in self.clauses)


@dataclass(frozen=True)
class Conflict:
    """Rules about one thing that cannot both hold, or that a reader must settle; ``settled_by`` is the rule that governs."""

    slot: str
    rules: tuple[str, ...]
    words: str
    settled_by: str = ""
    because: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether the file says which rule governs."""
        return bool(self.settled_by)


@dataclass(frozen=True)
class Requirement:
    """One thing that is required of a procurement; ``said_by`` lists every rule that asks it, the governing ones first."""

    effect: BaseEffect
    force: Force
    sentence: str
    to_do: str
    reading: Reading
    why: str
    said_by: tuple[SaidBy, ...]
    conflict: Conflict | None = None

    @property
    def kind(self) -> EffectKind:
        """Which of the closed list of effects it is."""
        return self.effect.kind

    @property
    def slot(self) -> str:
        """What it is about; unique within one answer."""
        return self.effect.slot

    @property
    def stage(self) -> Stage:
        """The stage at which it is met."""
        return self.effect.stage

    @property
    def params(self) -> dict[str, Any]:
        """The effect's own figures and words, as JSON can hold them."""
        return self.effect.model_dump(mode="json", exclude={"effect"}, exclude_none=True)

    @property
    def governing(self) -> tuple[SaidBy, ...]:
        """The rules that decide it."""
        return tuple(said for said in self.said_by if said.governs)

    @property
    def clauses(self) -> tuple[CitedClause, ...]:
        """Every clause that asks it, those of the governing rules first, each once; not those that are set aside."""
        said = [clause for said in self.said_by if not said.set_aside_by for clause in said.clauses]
        return tuple(dict.fromkeys(said))

    @property
    def citation(self) -> str:
        """``Social Value Policy, Social Value Framework``: the clauses that decide it."""
        return "; ".join(dict.fromkeys(clause.words for said in self.governing for clause in said.clauses))

    @property
    def cited(self) -> str:
        """``Social Value Policy, Social Value Framework (quoted)``."""
        return f"{self.citation} ({self.reading.words})"

    @property
    def triggered_by(self) -> str:
        """``£120,000.00 excluding VAT is over £100,000.00; the route to market is a tender``: amounts first."""
        phrases = dict.fromkeys(phrase for said in self.governing for phrase in said.triggered_by)
        return "; ".join(sorted(phrases, key=lambda phrase: not phrase.startswith("£")))

    @property
    def choices(self) -> tuple[str, ...]:
        """What was chosen, beside the reading of the clause itself."""
        return tuple(dict.fromkeys(choice for said in self.governing for choice in said.choices))

    @property
    def policy(self) -> PolicyIdentity:
        """The version of the policy that decides it."""
        return self.governing[0].policy

    def to_dict(self) -> dict[str, Any]:
        """All of it, as JSON can hold it: for the copy that the procurement keeps."""
        return {
            "effect": self.effect.model_dump(mode="json"),
            "force": self.force.value,
            "sentence": self.sentence,
            "to_do": self.to_do,
            "reading": self.reading.value,
            "why": self.why,
            "said_by": [_said_to_dict(said) for said in self.said_by],
            "conflict": asdict(self.conflict) | {"rules": list(self.conflict.rules)}
            if self.conflict
            else None,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Requirement":
        """The requirement that ``to_dict`` kept."""
        conflict = kept["conflict"]
        return cls(
            effect=effect_from_json(json.dumps(kept["effect"])),
            force=Force(kept["force"]),
            sentence=kept["sentence"],
            to_do=kept["to_do"],
            reading=Reading(kept["reading"]),
            why=kept["why"],
            said_by=tuple(_said_from_dict(said) for said in kept["said_by"]),
            conflict=Conflict(**{**conflict, "rules": tuple(conflict["rules"])}) if conflict else None,
        )


def _said_to_dict(said: SaidBy) -> dict[str, Any]:
    kept = asdict(said)
    begins = said.policy.begins
    kept["policy"]["begins"] = begins.isoformat() if begins else None
    return kept | {
        "reading": said.reading.value,
        "clauses": [asdict(clause) for clause in said.clauses],
        "triggered_by": list(said.triggered_by),
        "choices": list(said.choices),
    }


def _said_from_dict(kept: Mapping[str, Any]) -> SaidBy:
    policy = dict(kept["policy"])
    policy["begins"] = date.fromisoformat(policy["begins"]) if policy["begins"] else None
    return SaidBy(
        **{
            **kept,
            "policy": PolicyIdentity(**policy),
            "clauses": tuple(CitedClause(**clause) for clause in kept["clauses"]),
            "reading": Reading(kept["reading"]),
            "triggered_by": tuple(kept["triggered_by"]),
            "choices": tuple(kept["choices"]),
        }
    )


def of_kind(requirements: Iterable[Requirement], kind: EffectKind) -> Requirement | None:
    """The first requirement of ``kind``, or None."""
    return next((r for r in requirements if r.kind is kind), None)


def all_of_kind(requirements: Iterable[Requirement], kind: EffectKind) -> tuple[Requirement, ...]:
    """Every requirement of ``kind``."""
    return tuple(r for r in requirements if r.kind is kind)
