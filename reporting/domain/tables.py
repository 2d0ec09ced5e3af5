"""The tables, the message and the chart of a report, from its stored snapshot; no figure is made here that is not in it."""

from dataclasses import dataclass
from decimal import Decimal

from councils.policies.domain.counting import Unit
from procurement.ledger.domain.figures import FigureName
from socialvalue.money import pounds

NOT_VALUED = "not valued"
NOTHING = "–"


@dataclass(frozen=True)
class Cell:
    """One figure as it is printed, and the question that opens it into its entries."""

    text: str
    figure: FigureName
    query: str
    opens: bool


@dataclass(frozen=True)
class Row:
    """A line of a table: a total in pounds, or one measure in its unit."""

    label: str
    note: str
    cells: tuple[Cell, ...]
    is_pounds: bool


@dataclass(frozen=True)
class Section:
    """The rows of one service area or outcome, or of everything."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Chart:
    """One message, said in the title, with the bars behind it."""

    title: str
    description: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]


def total(content: dict) -> Section:
    """Everything of the year."""
    return Section("All service areas", _rows(content["total"], ""))


def by_service_area(content: dict) -> tuple[Section, ...]:
    """A section for each service area that has an entry."""
    return tuple(_section(group, "service_area") for group in content["service_areas"])


def by_outcome(content: dict) -> tuple[Section, ...]:
    """A section for each outcome that has an entry."""
    return tuple(_section(group, "outcome") for group in content["outcomes"])


def _section(group: dict, kind: str) -> Section:
    return Section(group["label"], _rows(group["figures"], f"&{kind}={group['key']}"))


def _rows(figures: dict, where: str) -> tuple[Row, ...]:
    in_pounds = Row(
        "In pounds",
        "Only measures that an open source values",
        tuple(_pounds_cell(figures, name, where) for name in FigureName),
        is_pounds=True,
    )
    return (in_pounds, *(_measure_row(figures, key, where) for key in _measures(figures)))


def _pounds_cell(figures: dict, name: FigureName, where: str) -> Cell:
    amount = figures[name.value]
    there = bool(amount["parts"])
    text = (
        pounds(Decimal(amount["gross"])) if amount["gross"] is not None else NOT_VALUED if there else NOTHING
    )
    return Cell(text, name, f"figure={name.value}{where}", opens=there)


def _measures(figures: dict) -> list[tuple[str, str, str]]:
    """Every measure with an entry in any of the figures, by its headline: (headline, key, unit)."""
    found = {
        (part["headline"], part["measure"], part["unit"])
        for name in FigureName
        for part in figures[name.value]["parts"]
    }
    return sorted(found)


def _measure_row(figures: dict, which: tuple[str, str, str], where: str) -> Row:
    headline, key, unit = which
    cells = []
    for name in FigureName:
        parts = [p for p in figures[name.value]["parts"] if (p["measure"], p["unit"]) == (key, unit)]
        quantity = sum((Decimal(part["quantity"]) for part in parts), Decimal(0))
        text = _quantity(quantity, unit) if parts else NOTHING
        cells.append(Cell(text, name, f"figure={name.value}{where}&measure={key}", opens=bool(parts)))
    return Row(headline, Unit(unit).label, tuple(cells), is_pounds=False)


def _quantity(quantity: Decimal, unit: str) -> str:
    if unit == Unit.GBP:
        return pounds(quantity)
    return f"{quantity:,f}".rstrip("0").rstrip(".") if quantity % 1 else f"{quantity:,.0f}"


@dataclass(frozen=True)
class Excepted:
    """The exceptions from the policy that were approved in the year, counted and not valued."""

    rows: tuple[dict, ...]
    total: int

    @property
    def words(self) -> str:
        """How many there are, in a sentence."""
        if not self.total:
            return "No exception from the policy was approved in the year."
        were = (
            "1 exception from the policy was"
            if self.total == 1
            else f"{self.total} exceptions from the policy were"
        )
        return f"{were} approved in the year."


def exceptions(content: dict) -> Excepted | None:
    """The approved exceptions; None for a report that was made before they were counted."""
    if "exceptions" not in content:
        return None
    rows = tuple(content["exceptions"])
    return Excepted(rows, sum(row["number"] for row in rows))


def message(content: dict) -> str:
    """The report's one message about delivery, against what was due and never against the lifetime total."""
    due, verified = (_gross(content["total"], name) for name in (FigureName.DUE_BY_NOW, FigureName.VERIFIED))
    if due is None:
        return "Nothing that was due by now has a value in pounds"
    behind = due - (verified or Decimal(0))
    if behind > 0:
        return f"Verified delivery is {pounds(behind)} behind what was due"
    if behind < 0:
        return f"Verified delivery is {pounds(-behind)} ahead of what was due"
    return "Verified delivery is exactly what was due"


def in_pounds(content: dict) -> dict[str, str]:
    """The five figures of the year in pounds, by name, for a sentence: nothing, where nothing is valued."""
    return {name.value: _said(_gross(content["total"], name)) for name in FigureName}


def chart(content: dict) -> Chart | None:
    """Pounds committed, due, reported and verified by service area; None where nothing has a value in pounds."""
    groups = [
        group
        for group in content["service_areas"]
        if _gross(group["figures"], FigureName.COMMITTED_NOW) is not None
    ]
    if not groups:
        return None
    shown = (FigureName.COMMITTED_NOW, FigureName.DUE_BY_NOW, FigureName.REPORTED, FigureName.VERIFIED)
    series = tuple((name.words, tuple(_gross(group["figures"], name) for group in groups)) for name in shown)
    said = "; ".join(
        f"{group['label']}: "
        + ", ".join(f"{name.words.lower()} {_said(_gross(group['figures'], name))}" for name in shown)
        for group in groups
    )
    return Chart(
        message(content), f"Pounds by service area. {said}.", tuple(g["label"] for g in groups), series
    )


def _gross(figures: dict, name: FigureName) -> Decimal | None:
    gross = figures[name.value]["gross"]
    return None if gross is None else Decimal(gross)


def _said(gross: Decimal | None) -> str:
    return "nothing" if gross is None else pounds(gross)
