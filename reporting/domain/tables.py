"""The tables, the message and the chart of a report, from its stored snapshot; no figure is made here that is not in it."""

from dataclasses import dataclass
from decimal import Decimal

from councils.policies.domain.counting import Unit
from measures.domain.valuation import OPEN, OPEN_NAME
from procurement.ledger.domain.figures import FigureName
from socialvalue.money import pounds

NOT_VALUED = "not valued"
NOT_SHOWN = "not shown"
NOTHING = "–"
KEPT = "Valued by a licensed value that may not be published"
WHY_NOT_SHOWN = "With the quantities these pounds would give away a licensed value that may not be published"


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
    in_pounds = []
    methods = _methods(figures)
    for method, name in methods:
        label = "In pounds" if len(methods) == 1 and not _withheld(figures) else f"In pounds, {name}"
        in_pounds.append(_pounds_row(figures, method, "gross", label, _note(method, name), where))
        if _is_adjusted(figures, method):
            label = f"{label}, after adjustments"
            in_pounds.append(_pounds_row(figures, method, "adjusted", label, "", where))
    withheld = _withheld(figures)
    for method, name in withheld:
        in_pounds.append(_pounds_row(figures, method, "gross", f"In pounds, {name}", WHY_NOT_SHOWN, where))
    if not methods and not withheld:
        in_pounds.append(_pounds_row(figures, OPEN, "gross", "In pounds", _note(OPEN, OPEN_NAME), where))
    return (*in_pounds, *(_measure_row(figures, key, where) for key in _measures(figures)))


def _note(method: str, name: str) -> str:
    if method == OPEN:
        return "Only measures that an open source values"
    return f"Only measures with a value of {name}"


def _pounds_row(figures: dict, method: str, which: str, label: str, note: str, where: str) -> Row:
    cells = []
    for name in FigureName:
        there = bool(figures[name.value]["parts"])
        text = _in_pounds(figures, name, method, which) if there else NOTHING
        cells.append(Cell(text, name, f"figure={name.value}{where}", opens=there))
    return Row(label, note, tuple(cells), is_pounds=True)


def _in_pounds(figures: dict, name: FigureName, method: str, which: str) -> str:
    worth = _worth(figures, name, method, which)
    if worth is not None:
        return pounds(worth)
    gone = {one["method"] for one in figures[name.value].get("withheld", ())}
    return NOT_SHOWN if method in gone else NOT_VALUED


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
    cells, kept = [], False
    for name in FigureName:
        parts = [p for p in figures[name.value]["parts"] if (p["measure"], p["unit"]) == (key, unit)]
        kept = kept or any(part.get("confined") for part in parts)
        quantity = sum((Decimal(part["quantity"]) for part in parts), Decimal(0))
        text = _quantity(quantity, unit) if parts else NOTHING
        cells.append(Cell(text, name, f"figure={name.value}{where}&measure={key}", opens=bool(parts)))
    label = Unit(unit).label
    return Row(headline, f"{label}. {KEPT}" if kept else label, tuple(cells), is_pounds=False)


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
    """The report's one message about delivery, against what was due and never against the lifetime total.

    Where several methods value something it is one of each, because their pounds are never added.
    """
    methods = [
        (method, name)
        for method, name in _methods(content["total"])
        if _worth(content["total"], FigureName.DUE_BY_NOW, method) is not None
    ]
    withheld = _withheld(content["total"])
    if not methods:
        told_in_quantities = "Delivery is told in quantities, because its pounds may not be published"
        return told_in_quantities if withheld else "Nothing that was due by now has a value in pounds"
    if len(methods) == 1 and not withheld:
        return _message(content["total"], methods[0][0])
    said = (f"{name}: {_small(_message(content['total'], method))}" for method, name in methods)
    return "; ".join(said)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _message(figures: dict, method: str) -> str:
    due, verified = (
        _worth(figures, name, method) or Decimal(0) for name in (FigureName.DUE_BY_NOW, FigureName.VERIFIED)
    )
    behind = due - verified
    if behind > 0:
        return f"Verified delivery is {pounds(behind)} behind what was due"
    if behind < 0:
        return f"Verified delivery is {pounds(-behind)} ahead of what was due"
    return "Verified delivery is exactly what was due"


def in_pounds(content: dict) -> dict[str, str]:
    """The five figures of the year in pounds, by name, for a sentence: nothing, where nothing is valued."""
    figures = content["total"]
    return {name.value: _said_by_method(figures, name) for name in FigureName}


def not_shown(content: dict) -> str:
    """Which pounds of the year are not shown and why, in a sentence; nothing where all are."""
    names = " and ".join(name for _, name in _withheld(content["total"]))
    return f"Pounds by {names} are not shown. {WHY_NOT_SHOWN}." if names else ""


def withholds_areas(content: dict) -> bool:
    """Whether pounds of some service area are not shown, so that a chart would tell less than its title."""
    return any(_withheld(group["figures"]) for group in content["service_areas"])


def is_priced(content: dict) -> bool:
    """Whether any pounds of the year are shown, or nothing has a value in pounds at all."""
    return bool(_methods(content["total"])) or not _withheld(content["total"])


def _said_by_method(figures: dict, name: FigureName) -> str:
    found = [
        (_worth(figures, name, method), words)
        for method, words in _methods(figures)
        if _worth(figures, name, method) is not None
    ]
    if len(_methods(figures)) + len(_withheld(figures)) < 2 or not found:
        return _said(found[0][0] if found else None)
    return " and ".join(f"{_said(worth)} ({words})" for worth, words in found)


def charts(content: dict) -> tuple[Chart, ...]:
    """Pounds committed, due, reported and verified by service area, a chart for each method of valuing; none where
    nothing has a value in pounds."""
    methods = _methods(content["total"])
    drawn = []
    for method, name in methods:
        groups = [
            group
            for group in content["service_areas"]
            if _worth(group["figures"], FigureName.COMMITTED_NOW, method) is not None
        ]
        if groups and not any(_leaves_out(group["figures"], method) for group in content["service_areas"]):
            title = _message(content["total"], method)
            if _worth(content["total"], FigureName.DUE_BY_NOW, method) is None:
                title = "Nothing that was due by now has a value in pounds"
            alone = len(methods) == 1 and not _withheld(content["total"])
            drawn.append(_chart(groups, method, title if alone else f"{name}: {_small(title)}"))
    return tuple(drawn)


def _chart(groups: list[dict], method: str, title: str) -> Chart:
    shown = (FigureName.COMMITTED_NOW, FigureName.DUE_BY_NOW, FigureName.REPORTED, FigureName.VERIFIED)
    series = tuple(
        (name.words, tuple(_worth(group["figures"], name, method) for group in groups)) for name in shown
    )
    said = "; ".join(
        f"{group['label']}: "
        + ", ".join(f"{name.words.lower()} {_said(_worth(group['figures'], name, method))}" for name in shown)
        for group in groups
    )
    return Chart(title, f"Pounds by service area. {said}.", tuple(g["label"] for g in groups), series)


def _methods(figures: dict) -> list[tuple[str, str]]:
    """The methods that value something in any of the figures, with their names, by name."""
    found = {worth["method"]: worth["name"] for name in FigureName for worth in _worths(figures[name.value])}
    return sorted(found.items(), key=lambda item: (item[1], item[0]))


def _withheld(figures: dict) -> list[tuple[str, str]]:
    """The methods whose pounds are not shown, with their names, by name."""
    found = {
        one["method"]: one["name"] for name in FigureName for one in figures[name.value].get("withheld", ())
    }
    return sorted(found.items(), key=lambda item: (item[1], item[0]))


def _leaves_out(figures: dict, method: str) -> bool:
    return method in dict(_withheld(figures))


def _worths(amount: dict) -> list[dict]:
    """The pounds of each method; of a report made before there were methods, those of open values."""
    if "worths" in amount:
        return amount["worths"]
    gross = amount["gross"]
    return [] if gross is None else [{"method": OPEN, "name": OPEN_NAME, "gross": gross, "adjusted": gross}]


def _worth(figures: dict, name: FigureName, method: str, which: str = "adjusted") -> Decimal | None:
    """The pounds of one figure by one method, after adjustments where there are any."""
    found = (worth[which] for worth in _worths(figures[name.value]) if worth["method"] == method)
    return next((Decimal(worth) for worth in found), None)


def _is_adjusted(figures: dict, method: str) -> bool:
    return any(_worth(figures, name, method, "gross") != _worth(figures, name, method) for name in FigureName)


def _said(worth: Decimal | None) -> str:
    return "nothing" if worth is None else pounds(worth)
