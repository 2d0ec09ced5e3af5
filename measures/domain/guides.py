"""Ranges that guides give for the shares by which a value is adjusted."""

from pydantic import Field

from councils.policies.domain.file import read_part
from councils.policies.domain.shape import Part, Text
from measures.domain.valuation import FactorKind


class Range(Part):
    """A range in percent."""

    low: int = Field(ge=0, le=100)
    high: int = Field(ge=0, le=100)


class Guides(Part):
    """A range for some shares, and where the ranges are from."""

    source: Text
    ranges: dict[FactorKind, Range]

    @property
    def words(self) -> dict[str, str]:
        """``Guides have 0% to 40%``, by the name of the share."""
        return {kind.value: f"Guides have {one.low}% to {one.high}%" for kind, one in self.ranges.items()}


def read_guides(text: str, name: str) -> Guides:
    """The guides in ``text``; raises FrameworkErrors with everything that is wrong, each with its line and key."""
    return read_part(text, name, Guides)
