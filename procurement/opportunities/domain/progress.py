"""How far the work before the tender is."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Progress:
    """What is done of considerations, assessment and choice.

    ``considerations_asked`` is False where nothing asks for them, ``considerations_duty`` True where the law does.
    """

    complete: bool
    commenced_on: date | None
    considerations_asked: bool
    considerations_duty: bool
    considerations_recorded: bool
    outcomes_in_all: int
    outcomes_assessed: int
    outcomes_fitting: int
    openings_described: bool
    outcomes_chosen: int
    measures_chosen: int
