"""The council's own part of a framework file: who it is, its parts, its bodies, its returns, its committee report."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from councils.policies.domain.shape import Key, Line, Named, Part, Short, Text, Title, WrongAt, check_reason
from councils.policies.domain.words import Authority, Every, Reading
from socialvalue.colours import can_be_read, contrast_with_white

ShortKey = Annotated[Key, StringConstraints(max_length=50)]


class FinancialYearStart(Part):
    """The day on which the council's year starts; a day that every year has."""

    month: int = Field(ge=1, le=12)
    """The month, from 1 to 12."""
    day: int = Field(ge=1, le=28)
    """The day of the month, from 1 to 28."""


class ServiceArea(Named):
    """A part of the council that buys."""

    key: ShortKey
    """A short name of your own: small letters, digits and dashes."""
    name: Title
    """Its name, as people in the council say it."""


class ServiceAreas(Part):
    """The parts of the council that buy, and where their names come from."""

    source: Text
    """Where these names come from."""
    areas: tuple[ServiceArea, ...] = Field(min_length=1)
    """The parts of the council that buy."""


class Postcodes(Part):
    """Postcode districts that lie in the council's area; ``shared`` ones lie partly in another's."""

    source: Text
    """Where these districts come from."""
    districts: tuple[Line, ...] = ()
    """Districts that lie in the council's area, such as S60."""
    shared: tuple[Line, ...] = ()
    """Districts that lie partly in another council's area."""

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
    """How often a return is due."""
    due_after_days: int = Field(ge=1, le=180)
    """How many days after the end of its period a return is due."""
    reading: Reading
    """How it was read: quoted, interpreted or inferred."""
    why: Text | None = None
    """What was chosen and why, where the reading is interpreted or inferred."""

    @model_validator(mode="after")
    def _says_why(self) -> "ReturnsCadence":
        check_reason(self.reading, self.why)
        return self


class ReportSection(Part):
    """One heading of the council's committee report; ``kind`` tells what stands under it."""

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    title: Line
    """The heading, as your template prints it."""
    hint: Text | None = None
    """What the author should write here."""
    kind: Literal["text", "summary", "figures", "implication", "appendices"] = "text"
    """What stands under the heading: text, the summary, the figures, an implication or the appendices."""


class CommitteeReport(Part):
    """The council's own template for a report to a committee, with its headings in its order."""

    title: Line
    """What the report is called."""
    body: Key
    """The committee that receives it, by the key of one of your bodies."""
    report_of: Line
    """Whose report it is, by job title."""
    front: tuple[Named, ...] = Field(min_length=1)
    """What stands on the front of the report, in its order."""
    sections: tuple[ReportSection, ...] = Field(min_length=1)
    """The headings of the report, in its order."""
    most_sides: int = Field(ge=1, le=100)
    """The most pages that your template allows."""
    source: Text
    """Where this template was found."""


class CouncilPart(Part):
    """Who the council is."""

    slug: ShortKey
    """The council's short name in addresses: small letters and dashes."""
    name: Title
    """The council's full name."""
    short_name: Short
    """The name that people use."""
    reference_prefix: str = Field(pattern=r"^[A-Z]{2,8}$")
    """Two to eight capital letters that open the council's references, such as ABC."""
    gss_code: str = Field(pattern=r"^E(06|07|08|09|10)[0-9]{6}$")
    """The council's GSS code: the letter E and eight digits."""
    region: Short
    """The region of England."""
    authority: Authority = Authority.SUB_CENTRAL
    """The kind of authority, which decides its UK thresholds. A council is sub_central."""
    website: str = Field(pattern=r"^https://[a-z0-9.-]+/?$", max_length=200)
    """The council's website."""
    colour: str = Field(pattern=r"^#[0-9a-f]{6}$")
    """A colour dark enough for white text, such as #1d70b8."""
    financial_year_starts: FinancialYearStart
    """The day on which the council's year starts."""
    service_areas: ServiceAreas
    """The parts of the council that buy."""
    bodies: tuple[Named, ...] = ()
    """The bodies that the policy names, such as Cabinet."""
    postcodes: Postcodes
    """The postcode districts of the council's area."""
    returns: ReturnsCadence
    """How often suppliers send returns."""
    committee_report: CommitteeReport | None = None
    """The council's own template for a report to a committee."""

    @model_validator(mode="after")
    def _colour_can_be_read(self) -> "CouncilPart":
        found = contrast_with_white(self.colour)
        if not can_be_read(found):
            raise WrongAt(
                "colour",
                f"its colour {self.colour} has a contrast of {found:.2f} with white; choose a darker one, at least 4.5",
            )
        return self
