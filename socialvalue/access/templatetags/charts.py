"""Bar charts as SVG made on the server: plain numbers in, lines and lengths out; readable in grey and on paper.

Lengths along the bars are percentages of the drawing's width, so that the words keep their size on a telephone.
"""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

# Dark, middle, light: they differ in grey too, and each has an edge so that the lightest stays visible on white.
FILLS = ("#1d70b8", "#7fb2dd", "#dce9f5", "#0b2d4d")
EDGES = ("#1d70b8", "#3b7bb5", "#5694ca", "#0b2d4d")
LABEL = 26  # height of a category's label
LINE = 20  # height of each further line of it
LINE_LENGTH = 36  # characters that fit a telephone, and a page in large print
BAR = 24  # height of a bar
GAP = 4  # between the bars of one category
SPACE = 20  # between categories
KEY = 28  # height of a line of the key
LONGEST = Decimal(68)  # per cent of the width that the longest bar takes; the rest is for its figure


@dataclass(frozen=True)
class Bar:
    """One bar: where it starts from the top, how long it is in per cent, and what is written at its end."""

    y: int
    length: str
    text: str
    text_x: str
    text_y: int
    fill: str
    edge: str
    name: str
    missing: bool


@dataclass(frozen=True)
class Category:
    """One category's label, the lines in which it is written (each from the top), and its bars."""

    label: str
    y: int
    bars: tuple[Bar, ...]
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class KeyLine:
    """One line of the key: colour and name of a series."""

    name: str
    y: int
    text_y: int
    fill: str
    edge: str


@dataclass(frozen=True)
class Chart:
    """A drawing ready for the template ``components/bar_chart.html``."""

    height: int
    key: tuple[KeyLine, ...]
    categories: tuple[Category, ...]


Series = tuple[str, Sequence[Decimal | int | float | None]]


def layout(labels: Sequence[str], series: Sequence[Series], written: Callable[[Decimal], str]) -> Chart:
    """A grouped bar chart of ``series`` (name and one number or None per label); ``written`` prints a number.

    Raises ValueError for more than four series, a series of another length than ``labels``, or a number below zero.
    """
    return drawings(labels, series, written)[0]


def drawings(
    labels: Sequence[str],
    series: Sequence[Series],
    written: Callable[[Decimal], str],
    *,
    at_once: int | None = None,
    scale: Decimal = Decimal(1),
) -> list[Chart]:
    """The same chart for paper: several drawings of ``at_once`` labels each, all to one measure, the first with the key.

    With ``scale`` the template draws everything so much larger, and the bars are shortened to fit the width.
    """
    _check(labels, series)
    numbers = [[None if n is None else Decimal(str(n)) for n in values] for _, values in series]
    most = max((n for values in numbers for n in values if n is not None), default=Decimal(0))
    longest = LONGEST / scale
    key = _key(series) if len(series) > 1 else ()
    step = at_once or max(len(labels), 1)
    found = []
    for first in range(0, max(len(labels), 1), step):
        chosen = range(first, min(first + step, len(labels)))
        own_key = key if first == 0 else ()
        found.append(_drawing(own_key, chosen, labels, series, numbers, most, longest, written))
    return found


def _drawing(
    key: tuple[KeyLine, ...],
    chosen: range,
    labels: Sequence[str],
    series: Sequence[Series],
    numbers: list[list[Decimal | None]],
    most: Decimal,
    longest: Decimal,
    written: Callable[[Decimal], str],
) -> Chart:
    top = len(key) * KEY + (12 if key else 0)
    categories = []
    for index in chosen:
        label = str(labels[index])
        written_as = textwrap.wrap(label, LINE_LENGTH) or [label]
        lines = tuple((top + 17 + n * LINE, text) for n, text in enumerate(written_as))
        start = top + LABEL + (len(lines) - 1) * LINE
        bars = []
        for place, (name, _) in enumerate(series):
            y = start + place * (BAR + GAP)
            bars.append(_bar(numbers[place][index], most, longest, y, place, name, written))
        categories.append(Category(label, top + 17, tuple(bars), lines))
        top = start + len(series) * (BAR + GAP) - GAP + SPACE
    return Chart(height=max(top - SPACE, 0) + 4, key=key, categories=tuple(categories))


def _check(labels: Sequence[str], series: Sequence[Series]) -> None:
    if len(series) > len(FILLS):
        raise ValueError(f"A bar chart takes at most {len(FILLS)} series.")
    for name, values in series:
        if len(values) != len(labels):
            raise ValueError(f"{name} has {len(values)} numbers for {len(labels)} labels.")
        if any(n is not None and n < 0 for n in values):
            raise ValueError(f"{name} has a number below zero.")


def _key(series: Sequence[Series]) -> tuple[KeyLine, ...]:
    return tuple(
        KeyLine(name, place * KEY + 2, place * KEY + 16, FILLS[place], EDGES[place])
        for place, (name, _) in enumerate(series)
    )


def _bar(
    number: Decimal | None,
    most: Decimal,
    longest: Decimal,
    y: int,
    place: int,
    name: str,
    written: Callable[[Decimal], str],
) -> Bar:
    share = longest * number / most if number and most else Decimal(0)
    text = "no figure" if number is None else written(number)
    length = f"{max(share, Decimal('0.4')):.2f}%"
    return Bar(y, length, text, f"{share:.2f}%", y + 17, FILLS[place], EDGES[place], name, number is None)
