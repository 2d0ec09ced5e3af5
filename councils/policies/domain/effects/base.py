"""What every effect can do: say itself in plain English, and be held together with another of its slot."""

from abc import abstractmethod
from typing import ClassVar, Self, TypeVar

from councils.policies.domain.shape import Names, Part
from councils.policies.domain.words import EffectKind, Stage

T = TypeVar("T")


class BaseEffect(Part):
    """One thing that a rule requires.

    Two effects of one slot are about the same thing; ``together`` gives what satisfies both, the stricter where one
    contains the other, and None where they cannot both hold.
    """

    of_kind: ClassVar[EffectKind]
    at_stage: ClassVar[Stage] = Stage.OPPORTUNITY

    @property
    def kind(self) -> EffectKind:
        """Which of the closed list it is."""
        return self.of_kind

    @property
    def stage(self) -> Stage:
        """The stage of a procurement at which it is met."""
        return self.at_stage

    @property
    def slot(self) -> str:
        """What it is about: one requirement is made for each slot."""
        return self.of_kind.value

    @abstractmethod
    def sentence(self, names: Names) -> str:
        """The requirement as a plain sentence."""

    def to_do(self, names: Names) -> str:
        """What a person does to meet it; empty where nothing is to be done."""
        return ""

    def together(self, other: Self) -> Self | None:
        """What satisfies both, or None."""
        return self if self == other else None

    def differs(self, other: Self) -> str:
        """Why a reader should settle which of the two governs although both can hold; mostly nothing."""
        return ""

    @property
    def strictness(self) -> tuple[int, ...]:
        """Which of two that cannot both hold is shown as the stricter."""
        return (0,)


def union(one: tuple[T, ...], other: tuple[T, ...]) -> tuple[T, ...]:
    """Both, without repeats, sorted so that the order of asking does not matter."""
    return tuple(sorted({*one, *other}, key=str))
