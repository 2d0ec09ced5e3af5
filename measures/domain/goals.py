"""The goals of the United Nations, as their own file names them."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from councils.policies.domain.file import read_part
from councils.policies.domain.shape import GoalNumber, Line, Part, Text


class Goal(Part):
    """One goal by its number."""

    number: GoalNumber
    title: Line

    @property
    def words(self) -> str:
        """``8: Decent Work and Economic Growth``."""
        return f"{self.number}: {self.title}"


class Goals(Part):
    """All goals, with where their titles come from."""

    format: Literal[1]
    source: Text
    licence: Text
    goals: Annotated[tuple[Goal, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> "Goals":
        numbers = [goal.number for goal in self.goals]
        if numbers != sorted(set(numbers)):
            raise ValueError("the numbers of the goals must rise, each once")
        return self

    def of(self, numbers: tuple[int, ...]) -> tuple[Goal, ...]:
        """The goals of these numbers, in the order of the goals."""
        return tuple(goal for goal in self.goals if goal.number in numbers)


def read_goals(text: str, name: str) -> Goals:
    """The goals in ``text``; raises FrameworkErrors with everything that is wrong, each with its line and key."""
    return read_part(text, name, Goals)
