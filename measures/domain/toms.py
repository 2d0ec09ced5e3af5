"""References of the National TOMs: what each counts and how, in our own words and without a value."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from councils.policies.domain.file import read_part
from councils.policies.domain.shape import Line, Part, Text, TomsReference


class Reference(Part):
    """One measure of the National TOMs: what it counts, and in what."""

    reference: TomsReference
    counts: Text
    unit: Line


class ReferenceRule(Part):
    """A counting rule, with the references that it holds for."""

    text: Text
    references: Annotated[tuple[TomsReference, ...], Field(min_length=1)]


class TomsReferences(Part):
    """All references that are known here, with where they were read."""

    format: Literal[1]
    source: Text
    licence: Text
    rules: tuple[ReferenceRule, ...]
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _known_once(self) -> "TomsReferences":
        known = [one.reference for one in self.references]
        if len(set(known)) != len(known):
            raise ValueError("each reference stands here once")
        unknown = {key for rule in self.rules for key in rule.references} - set(known)
        if unknown:
            raise ValueError(f"a rule names {', '.join(sorted(unknown))}, which is not among the references")
        return self

    def find(self, reference: str) -> Reference | None:
        """The reference of that name; None where it is not known."""
        return next((one for one in self.references if one.reference == reference), None)

    def rules_of(self, reference: str) -> tuple[str, ...]:
        """How a reference is counted, where that is known."""
        return tuple(rule.text for rule in self.rules if reference in rule.references)


def read_toms(text: str, name: str) -> TomsReferences:
    """The references in ``text``; raises FrameworkErrors with everything that is wrong, each with its line and key."""
    return read_part(text, name, TomsReferences)
