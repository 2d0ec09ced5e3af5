"""No pounds of a published report give a licensed value away: by dividing, by subtracting, or by solving for it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.ledger.domain.figures import FigureName, Figures, Group, Part
from reporting.domain import tables
from reporting.domain.publishing import published
from reporting.domain.snapshot import snapshot
from tests.reporting.builders import YEAR, counted, figure_set, figures, pounds

TOMS = {"method": "toms", "method_name": "National TOMs"}
WORTH = {name: Decimal(100 + 7 * at) + Decimal("0.37") for at, name in enumerate("abcdefghij")}
SECRET = "Valued by a licensed value that may not be published"


def licensed(measure: str, quantity: str, worth: Decimal | None = None, source: str = "", **more) -> Part:
    """So many weeks of a measure, at its licensed value (£100.37 for a, £107.37 for b and so on)."""
    times = Decimal(quantity)
    gross = (times * (worth or WORTH[measure])).quantize(Decimal("0.01"))
    kept = frozenset({source or f"TOMs, edition 1, reference {measure}"})
    told = {**TOMS, "confined": kept, **more}
    return Part(measure, measure.title(), "week", times, gross, gross, None, **told)


def report(*areas: Figures, outcomes: tuple[Figures, ...] = ()) -> dict:
    """A published snapshot of these service areas; one outcome holds everything where none are told."""
    groups = [Group(f"area-{at}", f"Area {at}", one) for at, one in enumerate(areas, 1)]
    total = figures(
        **{
            name.value: tuple(_one_each(part for one in areas for part in one.get(name).parts))
            for name in FigureName
        }
    )
    by_outcome = [Group(f"o-{at}", f"Outcome {at}", one) for at, one in enumerate(outcomes or (total,), 1)]
    return published(
        snapshot(
            year=YEAR,
            by_service_area=figure_set(total, *groups),
            by_outcome=figure_set(total, *by_outcome),
            missing=(),
            asked_by=(),
            policy="A Policy, 1",
        )
    )


def _one_each(parts) -> list[Part]:
    sums: dict[tuple[str, str], Part] = {}
    for part in parts:
        held = sums.get((part.measure, part.method))
        if held is None:
            sums[part.measure, part.method] = part
            continue
        told = {**held.__dict__, "confined": held.confined | part.confined}
        told |= {
            name: getattr(held, name) + getattr(part, name) for name in ("quantity", "gross", "adjusted")
        }
        sums[part.measure, part.method] = Part(**told)
    return list(sums.values())


def shows(table: dict, name: FigureName = FigureName.COMMITTED_NOW) -> bool:
    """Whether the pounds of the National TOMs stand in a table."""
    return any(worth["method"] == "toms" for worth in table[name.value]["worths"])


def committed(*parts: Part) -> Figures:
    """The same originally and now."""
    return figures(committed_originally=parts, committed_now=parts)


def test_one_measure_cannot_be_divided():
    """5 weeks for £501.85 would be £100.37 a week: the pounds are left out, the 5 weeks are not."""
    found = report(committed(licensed("a", "5")))
    assert not shows(found["total"])
    row, weeks = tables.total(found).rows
    assert (row.label, row.note) == ("In pounds, National TOMs", tables.WHY_NOT_SHOWN)
    assert [cell.text for cell in row.cells][:3] == ["not shown", "not shown", "–"]
    assert weeks.note == f"weeks. {SECRET}" and weeks.cells[0].text == "5"
    assert "501.85" not in str(found)


def test_two_measures_are_shown_together():
    """5 weeks of a and 4 of b are £501.85 and £429.48, in all £931.33: neither value is known from that."""
    found = report(committed(licensed("a", "5"), licensed("b", "4")))
    assert shows(found["total"])
    assert tables.total(found).rows[0].cells[0].text == "£931.33"
    assert "501.85" not in str(found) and "429.48" not in str(found)


def test_two_measures_by_one_licensed_value_are_one():
    """5 and 4 weeks by the same reference are £903.33, and 903.33 / 9 is £100.37."""
    same = {"worth": WORTH["a"], "source": "TOMs, edition 1, reference NT1"}
    found = report(committed(licensed("a", "5", **same), licensed("b", "4", **same)))
    assert not shows(found["total"])


def test_two_figures_of_two_measures_would_be_solved():
    """5a + 4b = £931.33 is committed and 3a + 1b = £408.48 verified: 4 x 408.48 - 931.33 = £702.59 = 7a, so a is £100.37."""
    assert Decimal(4) * Decimal("408.48") - Decimal("931.33") == 7 * WORTH["a"]
    parts = {
        "committed_originally": (licensed("a", "5"), licensed("b", "4")),
        "committed_now": (licensed("a", "5"), licensed("b", "4")),
        "verified": (licensed("a", "3"), licensed("b", "1")),
    }
    assert not shows(report(figures(**parts))["total"])
    # Half of each is the same sum again, and tells nothing new: £465.66 (5 x 50.185 + 4 x 53.685).
    half = {**parts, "verified": (licensed("a", "2.5"), licensed("b", "2"))}
    assert shows(report(figures(**half))["total"])


def test_an_area_is_left_out_whose_pounds_would_be_left_over():
    """All: 5a + 4b + 2c. Area 1 has 5a + 4b: all less area 1 would be 2c alone. Area 2 has 2c itself."""
    found = report(committed(licensed("a", "5"), licensed("b", "4")), committed(licensed("c", "2")))
    one, two = (group["figures"] for group in found["service_areas"])
    assert shows(found["total"]) and not shows(one) and not shows(two)


def test_an_outcome_is_left_out_that_an_area_would_give_away():
    """Area 1 has a + b and is shown; an outcome of b + c is shown too; one of a + c would give all three away:
    (a + b) + (a + c) - (b + c) = 2a."""
    a, b, c, d, e = (licensed(name, "1") for name in "abcde")
    found = report(
        committed(a, b),
        committed(c, d, e),
        outcomes=(committed(b, c), committed(a, c), committed(a, b, c, d, e)),
    )
    first, second = (group["figures"] for group in found["service_areas"])
    assert shows(found["total"]) and shows(first) and shows(second)
    assert [shows(group["figures"]) for group in found["outcomes"]] == [True, False, True]


def test_after_adjustments_is_another_sum():
    """5a + 4b before, and 5a + 2b after half of b is taken off: the one less the other is 2b."""
    half = licensed("b", "4")
    half = Part(**{**half.__dict__, "adjusted": half.gross / 2})
    assert not shows(report(committed(licensed("a", "5"), half))["total"])


def test_open_values_and_those_that_may_be_published_are_shown():
    """£1,000.00 by open values beside 5 weeks by a licence that lets everybody see."""
    free = licensed("a", "5", confined=frozenset())
    found = report(committed(pounds("gifts", "1000.00"), free, counted("advice", "3")))
    texts = {row.label: row.cells[1].text for row in tables.total(found).rows}
    assert texts["In pounds, National TOMs"] == "£501.85"
    assert texts["In pounds, Open values"] == "£1,000.00"
    assert "withheld" not in str(found) and "confined" not in str(found)


def test_open_pounds_stay_beside_those_that_are_left_out():
    """The message is about open values, and a sentence says what is not shown."""
    found = report(
        figures(
            committed_now=(pounds("gifts", "1000.00"), licensed("a", "5")),
            due_by_now=(pounds("gifts", "500.00"), licensed("a", "2")),
        )
    )
    assert tables.message(found) == "Open values: verified delivery is £500.00 behind what was due"
    assert tables.in_pounds(found)["due_by_now"] == "£500.00 (Open values)"
    assert tables.not_shown(found).startswith("Pounds by National TOMs are not shown. With the quantities")
    assert tables.is_priced(found) and tables.withholds_areas(found)
    (chart,) = tables.charts(found)
    assert chart.title == "Open values: verified delivery is £500.00 behind what was due"
    assert "1,000.00" in chart.description and "501.85" not in chart.description


def test_where_nothing_may_be_shown_no_sentence_says_that_nothing_is_valued():
    found = report(committed(licensed("a", "5")))
    assert tables.message(found) == "Delivery is told in quantities, because its pounds may not be published"
    assert not tables.is_priced(found) and tables.charts(found) == ()


# Whatever is counted

AREAS = st.lists(
    st.tuples(*(st.lists(st.integers(0, 3), min_size=5, max_size=5) for _ in range(3))),
    min_size=1,
    max_size=3,
)


def _solved(rows: list[list[Fraction]]) -> bool:
    """By schoolbook elimination with fractions, apart from the product's own: whether one value alone is left in a row."""
    rows, at = [row[:] for row in rows], 0
    for column in range(5):
        pivot = next((one for one in range(at, len(rows)) if rows[one][column]), None)
        if pivot is None:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [cell / rows[at][column] for cell in rows[at]]
        for other in range(len(rows)):
            if other != at:
                times = rows[other][column]
                rows[other] = [x - times * y for x, y in zip(rows[other], rows[at], strict=True)]
        at += 1
    return any(sum(1 for cell in row if cell) == 1 for row in rows)


@given(AREAS)
def test_no_sum_of_what_is_shown_is_one_value_alone(areas):
    """Up to three service areas, each with up to five measures in three figures: every pounds that is shown is a row of
    quantities, and solving all rows together leaves no measure alone."""
    names = ("committed_now", "due_by_now", "verified")
    told = [
        figures(
            **{
                name: tuple(licensed("abcde"[at], str(many)) for at, many in enumerate(row) if many)
                for name, row in zip(names, area, strict=True)
            }
        )
        for area in areas
    ]
    found = report(*told)
    tables_shown = [found["total"], *(group["figures"] for group in found["service_areas"])]
    rows = [
        [_quantity(table[name.value], measure) for measure in "abcde"]
        for table in tables_shown
        for name in FigureName
        if shows(table, name)
    ]
    assert not _solved(rows)


def _quantity(amount: dict, measure: str) -> Fraction:
    return sum(
        (Fraction(Decimal(p["quantity"])) for p in amount["parts"] if p["measure"] == measure), Fraction(0)
    )


def test_the_check_itself_can_fail():
    """1a alone, and a + b with b."""
    one, both = [Fraction(1), *[Fraction(0)] * 4], [Fraction(1), Fraction(1), *[Fraction(0)] * 3]
    assert _solved([one]) and _solved([both, [Fraction(0), *one[:4]]]) and not _solved([both])


@pytest.mark.parametrize("kept", [True, False])
def test_a_report_from_before_this_is_as_it_was(kept):
    """Without the names of licensed sources nothing is left out."""
    whole = committed(licensed("a", "5", confined=frozenset({"x"} if kept else ())))
    assert shows(report(whole)["total"]) is not kept
