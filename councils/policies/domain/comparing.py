"""What several councils would require of the same purchase, side by side: a row for each kind of requirement."""

from collections.abc import Sequence
from dataclasses import dataclass

from councils.policies.domain.requirements import Requirement
from councils.policies.domain.words import EffectKind, rank


@dataclass(frozen=True)
class Answer:
    """What one council would require."""

    council: str
    requirements: tuple[Requirement, ...]

    def of_kind(self, kind: EffectKind) -> tuple[Requirement, ...]:
        """The council's own requirements of ``kind``, without those that only the law sets."""
        return tuple(r for r in self.requirements if r.kind is kind and not is_law(r))


@dataclass(frozen=True)
class Row:
    """One kind of requirement, with what each council sets in the order of the councils; an empty cell asks nothing."""

    kind: EffectKind
    cells: tuple[tuple[Requirement, ...], ...]


def is_law(requirement: Requirement) -> bool:
    """Whether the law alone decides it: what it asks holds for every council."""
    return not requirement.policy.council


def side_by_side(answers: Sequence[Answer]) -> tuple[Row, ...]:
    """A row for each kind that any council sets, in the order of a procurement."""
    kinds = {r.kind for answer in answers for r in answer.requirements if not is_law(r)}
    return tuple(
        Row(kind, tuple(answer.of_kind(kind) for answer in answers)) for kind in sorted(kinds, key=rank)
    )


def the_law(answers: Sequence[Answer]) -> tuple[Requirement, ...]:
    """What the law requires whichever council buys, each thing once."""
    found: dict[str, Requirement] = {}
    for answer in answers:
        for requirement in answer.requirements:
            if is_law(requirement):
                found.setdefault(requirement.slot, requirement)
    return tuple(sorted(found.values(), key=lambda r: (rank(r.stage), rank(r.kind), r.slot)))
