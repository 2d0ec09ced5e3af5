"""The council's own part of a framework file: who it is, its parts, its bodies, its returns, its committee report."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from councils.policies.domain.shape import Key, Line, Named, Part, Short, Text, Title, WrongAt, check_reason
from councils.policies.domain.words import Authority, Every, Reading

ShortKey = Annotated[Key, StringConstraints(max_length=50)]
LEAST_CONTRAST = 4.5  # WCAG 2.2 AA, white text on the council's colour


class FinancialYearStart(Part):
    """The day on which the council's year starts; a day that every year has."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=28)


class ServiceArea(Named):
    """A part of the council that buys."""

    key: ShortKey
    name: Title


class ServiceAreas(Part):
    """The parts of the council that buy, and where their names come from."""

    source: Text
    areas: tuple[ServiceArea, ...] = Field(min_length=1)


class Postcodes(Part):
    """Postcode districts that lie in the council's area; ``shared`` ones lie partly in another's."""

    source: Text
    districts: tuple[Line, ...] = ()
    shared: tuple[Line, ...] = ()

    @field_validator("districts", "shared")
    @classmethod
    def _look_like_districts(cls, districts: tuple[str, ...]) -> tuple[str, ...]:
        for district in districts:
            if not (2 <= len(district) <= 4 and district.isalnum() and district == district.upper()):
                raise ValueError(f"“{district}” is not a postcode district such as S60")
        return districts


class ReturnsCadence(Part):
    """How often suppliers send returns, and how many days after a period's end they are due."""

    every: Every
    due_after_days: int = Field(ge=1, le=180)
    reading: Reading
    why: Text | None = None

    @model_validator(mode="after")
    def _says_why(self) -> "ReturnsCadence":
        check_reason(self.reading, self.why)
        return self


class ReportSection(Part):
    """One heading of the council's committee report; ``kind`` tells what stands under it."""

    key: Key
    title: Line
    hint: Text | None = None
    kind: Literal["text", "summary", "figures", "implication", "appendices"] = "text"


class CommitteeReport(Part):
    """The council's own template for a report to a committee, with its headings in its order."""

    title: Line
    body: Key
    report_of: Line
    front: tuple[Named, ...] = Field(min_length=1)
    sections: tuple[ReportSection, ...] = Field(min_length=1)
    most_sides: int = Field(ge=1, le=100)
    source: Text


class CouncilPart(Part):
    """Who the council is."""

    slug: ShortKey
    name: Title
    short_name: Short
    reference_prefix: str = Field(pattern=r"^[A-Z]{2,8}$")
    gss_code: str = Field(pattern=r"^E(06|07|08|09|10)[0-9]{6}$")
    region: Short
    authority: Authority = Authority.SUB_CENTRAL
    website: str = Field(pattern=r"^https://[a-z0-9.-]+/?$", max_length=200)
    colour: str = Field(pattern=r"^#[0-9a-f]{6}$")
    financial_year_starts: FinancialYearStart
    service_areas: ServiceAreas
    bodies: tuple[Named, ...] = ()
    postcodes: Postcodes
    returns: ReturnsCadence
    committee_report: CommitteeReport | None = None

    @model_validator(mode="after")
    def _colour_can_be_read(self) -> "CouncilPart":
        found = contrast_with_white(self.colour)
        if found < LEAST_CONTRAST:
            raise WrongAt(
                "colour",
                f"its colour {self.colour} has a contrast of {found:.2f} with white; choose a darker one, at least 4.5",
            )
        return self


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of white on ``#rrggbb``, as WCAG 2.2 defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
