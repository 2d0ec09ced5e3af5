"""The pieces that every part of a policy file is made of: strict, frozen, nothing unknown let in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints

from councils.policies.domain.words import Reading


class Part(BaseModel):
    """A part of a file: every key is known, every value has its type, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class WrongAt(ValueError):
    """What is wrong with one key of a part; ``key`` is named with its line, where the file has it."""

    def __init__(self, key: str, message: str):
        super().__init__(message)
        self.key = key


def number_as_words(value: object) -> object:
    """A section may be printed as a bare number: ``section: 3`` is the text "3"; a code may be typed without quotes."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def day_or_unknown(value: object) -> object:
    """A day, or None for the word ``unknown``; refuses anything else."""
    if value == "unknown":
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(day_problem(value, "or the word unknown")) from None


def day_problem(given: object, otherwise: str = "") -> str:
    """Why ``given`` is no day, and how a day is written: a day in words may well exist, 31 April does not."""
    said = DAY_IN_WORDS.match(str(given))
    try:
        day = datetime.strptime(f"{said[1]} {said[2]} {said[3]}", "%d %B %Y").date() if said else None
    except ValueError:
        day = None
    wrong = f"“{given}” is in words" if day else f"“{given}” is not a day that exists"
    return f"{wrong}; write it as {day or '2026-04-30'}{', ' if otherwise else ''}{otherwise}"


DAY_IN_WORDS = re.compile(r"^([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]+) ([0-9]{4})$")
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[
    str,
    BeforeValidator(number_as_words),
    StringConstraints(min_length=1, max_length=4000, strip_whitespace=True),
]
Line = Annotated[
    str,
    BeforeValidator(number_as_words),
    StringConstraints(min_length=1, max_length=300, strip_whitespace=True, pattern=r"^[^\r\n]*$"),
]
Title = Annotated[Line, StringConstraints(max_length=200)]
Short = Annotated[Line, StringConstraints(max_length=100)]
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]
Pounds = Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=2)]
Count = Annotated[int, Field(ge=0, le=1000)]
GoalNumber = Annotated[int, Field(ge=1, le=17)]
TomsReference = Annotated[str, StringConstraints(pattern=r"^NT[0-9]{1,3}[a-z]?$")]
Begins = Annotated[
    date | None,
    BeforeValidator(day_or_unknown),
    PlainSerializer(lambda day: day.isoformat() if day else "unknown", return_type=str),
]


def check_reason(reading: Reading, why: str | None) -> None:
    """A reading that is not quoted says why it was read so; raises WrongAt."""
    if reading is not Reading.QUOTED and not why:
        raise WrongAt("why", f"is missing: what is {reading.value} must say why it was read so")


class Named(Part):
    """Something that the file names once and refers to by key."""

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    name: Line
    """The name that people see."""


@dataclass(frozen=True)
class Names:
    """The names behind the keys of one file, for sentences: (kind, key) to words."""

    known: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def of(self, kind: str, key: str) -> str:
        """The name of ``key``; the key itself where the file does not name it."""
        return self.known.get((kind, key), key.replace("-", " "))


def percent_words(percent: Decimal) -> str:
    """``20%``, ``12.5%``: no false precision."""
    text = f"{percent:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number_words(number: int) -> str:
    """``three``, ``12``: small numbers in words."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)
