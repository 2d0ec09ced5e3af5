"""What a policy would have asked of a register, with the arithmetic by hand."""

from datetime import date
from decimal import Decimal

import pytest

from councils.policies.domain.words import ContractType, Every, Level, Route
from procurement.backtests.domain.past import PastContract
from procurement.backtests.domain.result import (
    Asked,
    Judged,
    _returns,
    asked_of,
    band_of,
    bands,
    checksum,
    result,
)
from tests.policies.builders import asked as requirements_of
from tests.policies.builders import facts


def contract(value="120000", supplier="A", small=True, area="Parks", days=365, line=2) -> PastContract:
    return PastContract(
        line, f"C{line}", "Grass", area, supplier, small, Decimal(value), Decimal("0.20"),
        ContractType.SERVICES, Route.TENDER, "", date(2026, 6, 1), days, (),
    )  # fmt: skip


def says(required: bool, returns: int | None = 4) -> Asked:
    return Asked(
        Level.REQUIRED if required else Level.ENCOURAGED, required, returns if required else 0, "", ""
    )


EDGES = [Decimal(number) for number in (25_000, 100_000, 250_000)]
NEW, OLD, BOTH, NEITHER = (True, False), (False, True), (True, True), (False, False)


def judged(case, **told) -> Judged:
    tested, present = case
    returns = None if told.get("days", 365) is None else 4
    return Judged(contract(**told), says(tested, returns), says(present, returns))


def test_sums_of_four_contracts():
    """Newly caught 120,000; caught by both 300,000; no longer caught 90,000; never caught 10,000.

    Caught by the policy tried: 120,000 + 300,000 = 420,000 in 2 of 4; by the present one 2 of 4 (300,000 and 90,000).
    Assessments 2 against 2; returns 8 against 8, so nothing more in work: 0 x 5 + 0 x 1.5 = 0 hours.
    """
    made = result(
        [
            judged(NEW, value="120000", line=2),
            judged(BOTH, value="300000", supplier="B", small=False, line=3),
            judged(OLD, value="90000", supplier="C", area="", line=4),
            judged(NEITHER, value="10000", supplier="D", small=None, area="Roads", line=5),
        ],
        edges=EDGES,
        hours_assessment=Decimal("5"),
        hours_return=Decimal("1.5"),
    )
    assert made["total"] == {
        "contracts": 4, "value": "520000", "caught": 2, "caught_value": "420000", "present": 2, "newly": 1, "no_longer": 1,
    }  # fmt: skip
    assert [(row["name"], row["contracts"], row["caught"]) for row in made["by_service_area"]] == [
        ("Parks", 2, 2), ("Roads", 1, 0), ("Not said", 1, 0),
    ]  # fmt: skip
    assert [(row["name"], row["contracts"]) for row in made["by_size"]] == [
        ("Small or medium-sized", 2), ("Large", 1), ("Not said", 1),
    ]  # fmt: skip
    assert [row["name"] for row in made["by_value"]] == [
        "Up to £25,000", "Over £25,000 to £100,000", "Over £100,000 to £250,000", "Over £250,000",
    ]  # fmt: skip
    assert made["work"]["more_hours"] == "0.0"
    assert made["small_newly"] == [{"supplier": "A", "contracts": 1, "value": "120000"}]


def test_more_work_is_assessments_and_returns_times_their_hours():
    """Three newly caught: 3 x 5 hours of assessment, and 4 + 4 returns (the third has no length) x 1.5: 15 + 12 = 27."""
    made = result(
        [judged(NEW, line=2), judged(NEW, line=3), judged(NEW, days=None, line=4)],
        edges=EDGES,
        hours_assessment=Decimal("5"),
        hours_return=Decimal("1.5"),
    )
    work = made["work"]
    assert (work["more_assessments"], work["more_returns"], work["tested"]["returns_not_known"]) == (3, 8, 1)
    assert Decimal(work["more_hours"]) == 27
    assert made["small_newly"] == [{"supplier": "A", "contracts": 3, "value": "360000"}]


@pytest.mark.parametrize(
    ("days", "every", "number"),
    [
        (1, Every.QUARTER, 1),
        (91, Every.QUARTER, 1),
        (92, Every.QUARTER, 2),
        (365, Every.QUARTER, 4),
        (366, Every.QUARTER, 5),
        (1461, Every.QUARTER, 16),
        (1461, Every.YEAR, 4),
        (365, Every.YEAR, 1),
        (731, Every.YEAR, 3),
        (365, Every.MONTH, 12),
        (365, Every.HALF_YEAR, 2),
        (None, Every.QUARTER, None),
    ],
)
def test_returns_over_a_contracts_life(days, every, number):
    """Its days divided by those of a period, a quarter being 91.3125 days, and a period begun counts."""
    assert _returns(contract(days=days), every) == number


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("25000", "Up to £25,000"),
        ("25000.01", "Over £25,000 to £100,000"),
        ("100000", "Over £25,000 to £100,000"),
        ("100000.01", "Over £100,000 to £250,000"),
        ("250000", "Over £100,000 to £250,000"),
        ("250000.01", "Over £250,000"),
    ],
)
def test_bands_from_both_sides(value, band):
    assert band_of(Decimal(value), EDGES) == band


def test_policies_that_draw_no_line_are_read_by_powers_of_ten():
    assert bands([]) == (10_000, 100_000, 1_000_000) and bands([Decimal(5), Decimal(5)]) == (5,)


@pytest.mark.parametrize(("value", "caught", "returns"), [("100000", False, 0), ("100000.01", True, 4)])
def test_the_real_policy_at_its_line(value, caught, returns):
    """Over £100,000 social value is required, with an assessment and quarterly returns; at the line neither."""
    found = requirements_of(facts(value, "services", "tender", "0.20", "2026-06-01"), "rotherham")
    asked = asked_of(contract(value=value), tuple(found.values()))
    assert (asked.caught, asked.assessment, asked.returns) == (caught, caught, returns)
    assert asked.clause and asked.because


def test_the_checksum_tells_of_any_change():
    made = result([judged(NEW)], hours_assessment=Decimal(1), hours_return=Decimal(1))
    before = checksum(made)
    made["total"]["caught"] = 0
    assert checksum(made) != before
