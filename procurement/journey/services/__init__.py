"""What crosses the stages.

make_demonstration, demonstration_people, demonstration_password   the demonstration's people and opportunities
pass_on, pass_on_signed   a council's contracts under way pass to the council that succeeds it
"""

from procurement.journey.services.demonstration import (
    demonstration_password,
    demonstration_people,
    make_demonstration,
)
from procurement.journey.services.passing import pass_on, pass_on_signed

__all__ = [
    "demonstration_password",
    "demonstration_people",
    "make_demonstration",
    "pass_on",
    "pass_on_signed",
]
