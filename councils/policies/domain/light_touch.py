"""Tells light touch services by their CPV codes, for a screen to propose and a person to confirm.

A contract is light touch where it is wholly or mainly for services of a kind that regulations list (Procurement Act 2023,
section 9; Procurement Regulations 2024, regulation 42 and Schedule 1). The list is data of the national file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from councils.policies.domain.cpv import LENGTH, digits
from councils.policies.domain.shape import Key, Line, Part, Text, WrongAt, check_reason, number_as_words
from councils.policies.domain.words import Reading, listed

Code = Annotated[str, BeforeValidator(number_as_words), StringConstraints(pattern=r"^[0-9]{8}$")]


class Span(Part):
    """All codes from ``first`` to ``last``, both included."""

    first: Code
    """The first code."""
    last: Code
    """The last code."""

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        if self.last < self.first:
            raise WrongAt("last", f"is before the first code, {self.first}")
        return self


class ServiceKind(Part):
    """One kind of light touch services. ``codes`` stand for themselves alone; ``sure`` tells whether the list was read."""

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    name: Line
    """The kind of services."""
    sure: bool
    """Whether the list of codes was read at first hand."""
    codes: tuple[Code, ...] = ()
    """Single CPV codes."""
    spans: tuple[Span, ...] = ()
    """Runs of CPV codes."""

    @model_validator(mode="after")
    def _lists_something(self) -> "ServiceKind":
        if not self.codes and not self.spans:
            raise WrongAt("codes", "lists nothing: give codes, spans or both")
        return self

    def lists(self, code: str) -> bool:
        """Whether a code of eight digits is on the list."""
        return code in self.codes or any(span.first <= code <= span.last for span in self.spans)


class LightTouch(Part):
    """The kinds of services that may be bought under the lighter rules."""

    clauses: tuple[Key, ...] = Field(min_length=1)
    """The clauses that say so, by their keys."""
    reading: Reading
    """How it was read: quoted, interpreted or inferred."""
    why: Text | None = None
    """What was chosen and why, where the reading is interpreted or inferred."""
    kinds: tuple[ServiceKind, ...] = Field(min_length=1)
    """The kinds of services."""

    @model_validator(mode="after")
    def _says_why(self) -> "LightTouch":
        check_reason(self.reading, self.why)
        return self


@dataclass(frozen=True)
class Listed:
    """One code of a procurement that is listed, as it was given, and the kind that lists it."""

    code: str
    kind: ServiceKind


@dataclass(frozen=True)
class LightTouchProposal:
    """That a procurement may be light touch. ``by_main`` tells whether its first code, the main one, is listed."""

    listed: tuple[Listed, ...]
    by_main: bool

    @property
    def is_sure(self) -> bool:
        """Whether every list that was used has been read at first hand."""
        return all(one.kind.sure for one in self.listed)

    @property
    def words(self) -> str:
        """What the person is asked to confirm."""
        codes = listed([f"{one.code} ({one.kind.name.lower()})" for one in self.listed])
        verb = "is" if len(self.listed) == 1 else "are"
        main = "" if self.by_main else " It is not the main code."
        unsure = "" if self.is_sure else " Check the code against Schedule 1: this list was not read there."
        return (
            f"CPV {codes} {verb} listed as light touch. Confirm that the contract is wholly or mainly for this."
            f"{main}{unsure}"
        )


def light_touch_from(categories: Iterable[str], services: LightTouch) -> LightTouchProposal | None:
    """The proposal for a procurement with these ``categories``, the main CPV code first; None where none is listed.

    A code shorter than eight digits is read as its division, group or class; categories that are no code are left out.
    """
    codes = [(given, digits(given).ljust(LENGTH, "0")) for given in categories if digits(given)]
    found = [
        (at, Listed(given, kind))
        for at, (given, code) in enumerate(codes)
        for kind in [_kind_of(code, services)]
        if kind
    ]
    if not found:
        return None
    return LightTouchProposal(tuple(one for _, one in found), by_main=found[0][0] == 0)


def _kind_of(code: str, services: LightTouch) -> ServiceKind | None:
    return next((kind for kind in services.kinds if kind.lists(code)), None)
