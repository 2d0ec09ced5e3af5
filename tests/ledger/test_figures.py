"""The arithmetic of named figures, without a database."""

from datetime import date
from decimal import Decimal

from procurement.ledger.domain.figures import Amount, Cell, FigureName, Figures, Part, figure_set

DAY = date(2027, 4, 1)


def part(measure: str = "hours", quantity: str = "10", **more) -> Part:
    found = {
        "headline": measure.title(),
        "unit": "hour",
        "gross": None,
        "adjusted": None,
        "within": False,
        **more,
    }
    found.setdefault("not_valued", Decimal(quantity) if found["gross"] is None else None)
    return Part(measure=measure, quantity=Decimal(quantity), **found)


def pounds(amount: str) -> dict[str, Decimal]:
    return {"gross": Decimal(amount), "adjusted": Decimal(amount)}


def cells(*rows: tuple[str, FigureName, Part]) -> list[Cell]:
    return [Cell(group, group.title(), figure, found) for group, figure, found in rows]


def test_missing_is_not_zero():
    missing, nothing = Amount(), Amount((part(quantity="0"),))
    assert missing.is_missing and missing.quantities == {} and missing.gross is None
    assert not nothing.is_missing and nothing.quantities == {"hour": Decimal(0)}


def test_not_valued_is_not_zero():
    counted = Amount((part(quantity="12"), part("weeks", "3", unit="week")))
    assert counted.gross is None and counted.adjusted is None
    assert counted.quantities == {"hour": Decimal(12), "week": Decimal(3)}
    assert [found.measure for found in counted.not_valued] == ["hours", "weeks"]


def test_worth_nothing_is_zero_pounds():
    assert Amount((part("donations", "0", unit="gbp", **pounds("0.00")),)).gross == Decimal("0.00")


def test_pounds_are_added_over_what_is_valued_and_the_rest_is_told():
    amount = Amount((part(), part("donations", "500", unit="gbp", **pounds("500.00"))))
    assert amount.gross == Decimal("500.00")
    assert [found.measure for found in amount.not_valued] == ["hours"]


def test_a_contained_measure_is_counted_and_its_pounds_are_not_added():
    amount = Amount(
        (
            part("local-jobs", "5", unit="fte_year", **pounds("150000.00")),
            part("good-jobs", "3", unit="fte_year", within=True, **pounds("90000.00")),
        )
    )
    assert amount.gross == Decimal("150000.00")
    assert amount.quantities == {"fte_year": Decimal(8)}


def test_groups_add_up_to_the_total():
    found = figure_set(
        cells(
            ("parks", FigureName.REPORTED, part(quantity="1", unit="gbp", **pounds("1.01"))),
            ("parks", FigureName.REPORTED, part("weeks", "2", unit="week")),
            ("roads", FigureName.REPORTED, part(quantity="1", unit="gbp", **pounds("2.02"))),
            ("roads", FigureName.VERIFIED, part(quantity="1", unit="gbp", **pounds("0.99"))),
        ),
        as_of_seq=9,
        as_of_day=DAY,
    )
    assert [(group.key, group.label) for group in found.groups] == [("parks", "Parks"), ("roads", "Roads")]
    assert [group.figures.reported.gross for group in found.groups] == [Decimal("1.01"), Decimal("2.02")]
    assert found.total.reported.gross == Decimal("3.03")
    assert found.total.verified.gross == Decimal("0.99")
    assert found.groups[0].figures.verified.is_missing
    assert found.total.due_by_now.is_missing
    assert (found.as_of_seq, found.as_of_day) == (9, DAY)


def test_one_measure_in_two_groups_is_one_part_of_the_total():
    found = figure_set(
        cells(
            ("parks", FigureName.VERIFIED, part(quantity="1.5")),
            (
                "roads",
                FigureName.VERIFIED,
                part(quantity="2.5", gross=Decimal("5.00"), adjusted=Decimal("4.00")),
            ),
        ),
        as_of_seq=None,
        as_of_day=DAY,
    )
    (merged,) = found.total.verified.parts
    assert (merged.quantity, merged.gross, merged.adjusted) == (Decimal(4), Decimal("5.00"), Decimal("4.00"))
    assert merged.not_valued == Decimal("1.5")


def test_a_key_that_was_renamed_shows_its_last_name():
    found = figure_set(
        [
            Cell("jobs", "Jobs for local people", FigureName.REPORTED, part()),
            Cell("jobs", "Good jobs for local people", FigureName.REPORTED, part("weeks")),
        ],
        as_of_seq=None,
        as_of_day=DAY,
    )
    assert [group.label for group in found.groups] == ["Good jobs for local people"]


def test_every_name_has_a_figure_and_words():
    assert [name.words for name in FigureName] == [
        "Committed originally",
        "Committed now",
        "Due by now",
        "Reported",
        "Verified",
    ]
    assert all(Figures().get(name).is_missing for name in FigureName)


def by_toms(measure: str, amount: str, **more) -> Part:
    return part(measure, method="toms", method_name="TOMs", **pounds(amount), **more)


def test_pounds_of_different_methods_are_never_added():
    """£500.00 by open values and £300.00 + £40.00 by TOMs are two amounts, and neither is £840.00."""
    amount = Amount(
        (part("gifts", **pounds("500.00")), by_toms("weeks", "300.00"), by_toms("hours", "40.00"), part())
    )
    assert [(worth.name, worth.gross) for worth in amount.worths] == [
        ("Open values", Decimal("500.00")),
        ("TOMs", Decimal("340.00")),
    ]
    assert amount.gross is None and amount.adjusted is None


def test_one_measure_valued_by_two_methods_keeps_two_parts():
    """A contract signed before and one signed after the council took up another method."""
    found = figure_set(
        cells(
            ("parks", FigureName.VERIFIED, part("weeks", **pounds("100.00"))),
            ("parks", FigureName.VERIFIED, by_toms("weeks", "300.00")),
            ("parks", FigureName.VERIFIED, by_toms("weeks", "20.00")),
        ),
        as_of_seq=1,
        as_of_day=DAY,
    )
    parts = found.total.verified.parts
    assert [(one.method, one.gross) for one in parts] == [
        ("open", Decimal("100.00")),
        ("toms", Decimal("320.00")),
    ]
