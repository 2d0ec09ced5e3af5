"""Examples that can be worked out by hand: everything in the ledger adds up."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from measures.domain.person_time import posted_quantity
from measures.domain.units import HowItAddsUp, Term, Unit
from measures.domain.valuation import Factor, FactorKind, Valuation
from procurement.ledger import queries, services
from procurement.ledger.domain.figures import Breakdown, Selection
from procurement.ledger.domain.lines import Counted, Source
from socialvalue.periods import FinancialYear, Period, quarters_of
from tests.ledger.builders import CONTRACT, YEAR, new_world, per_fte_year

DAY = date(2027, 4, 1)


def sign(
    world, account, contract: Period, fte: str, *, term: Term = Term.YEAR, month: int = 4, first: int = 1
) -> None:
    """Commit ``fte`` people in post through every quarter of the contract."""
    with transaction.atomic():
        services.commit(
            source=Source(CONTRACT, account.pk, 1),
            lines=[
                Counted(
                    account.commitment_id,
                    quarter,
                    posted_quantity(
                        Decimal(fte),
                        quarter,
                        unit=Unit.FTE,
                        adds_up=HowItAddsUp.STOCK,
                        contract=contract,
                        term=term,
                        month=month,
                        first=first,
                    ),
                )
                for quarter in quarters_of(contract, month, first)
            ],
            by=world.lead,
        )


def test_five_fte_through_four_quarters_are_five_fte_years_and_150000_pounds(world):
    """5 FTE x 0.25 years = 1.25 FTE-years, x £30,000 = £37,500.00 a quarter; four of them £150,000.00, never £600,000."""
    account = world.account("local-jobs", Unit.FTE, per_fte_year("30000"))
    sign(world, account, Period(date(2026, 4, 1), date(2030, 3, 31)), "5")
    for quarter in YEAR.quarters:
        now = queries.figures(world.lead, as_of_day=DAY, only=Selection(period=quarter)).total.committed_now
        assert (now.quantities, now.gross) == ({"fte_year": Decimal("1.25")}, Decimal("37500.00"))
    year = queries.figures(world.lead, as_of_day=DAY, only=Selection(period=YEAR.period)).total
    assert (year.committed_now.quantities, year.committed_now.gross) == (
        {"fte_year": Decimal(5)},
        Decimal("150000.00"),
    )
    assert year.due_by_now.gross == Decimal("150000.00")
    whole = queries.figures(world.lead, as_of_day=DAY).total
    assert (whole.committed_now.gross, whole.due_by_now.gross) == (Decimal("600000.00"), Decimal("150000.00"))


def test_two_fte_through_a_contract_of_six_months_are_two_where_the_measure_says_so(world):
    """Two quarters of the whole duration: 1.00 + 1.00 = 2.00; where the term is a year 0.50 + 0.50 = 1.00."""
    contract = Period(date(2026, 4, 1), date(2026, 9, 30))
    sign(world, world.account("local-jobs", Unit.FTE), contract, "2", term=Term.YEAR_OR_CONTRACT)
    sign(world, world.account("care-leavers", Unit.FTE), contract, "2")
    parts = queries.figures(world.lead, as_of_day=DAY).total.committed_now.parts
    assert {part.measure: part.quantity for part in parts} == {
        "local-jobs": Decimal(2),
        "care-leavers": Decimal(1),
    }


def test_a_year_that_starts_on_6_april_is_posted_by_its_own_quarters(db):
    world = new_world(year_starts_month=4, year_starts_day=6)
    account = world.account("local-jobs", Unit.FTE, per_fte_year("30000"))
    sign(world, account, Period(date(2026, 4, 6), date(2027, 4, 5)), "5", first=6)
    year = FinancialYear.holding(date(2026, 12, 1), 4, 6)
    now = queries.figures(world.lead, as_of_day=DAY, only=Selection(period=year.period)).total.committed_now
    assert now.gross == Decimal("150000.00")


def test_gross_and_adjusted_are_both_kept_and_rounded_once_a_line(world):
    """0.333 t x £300.05 = £99.91665, so £99.92; less 25% deadweight £74.9374875, so £74.94. Three lines add up."""
    valuation = Valuation(
        unit=Unit.TCO2E,
        values=((2026, Decimal("300.05")), (2027, Decimal("300.05"))),
        factors=(Factor(FactorKind.DEADWEIGHT, Decimal("0.25")),),
    )
    account = world.account("carbon", Unit.TCO2E, valuation)
    world.commit(account, "0.333", "0.333", "0.333")
    now = queries.figures(world.lead, as_of_day=DAY).total.committed_now
    assert (now.gross, now.adjusted) == (Decimal("299.76"), Decimal("224.82"))


def test_the_unit_value_is_that_of_the_calendar_year_of_the_quarters_first_day(world):
    valuation = Valuation(unit=Unit.TCO2E, values=((2026, Decimal("100")), (2027, Decimal("200"))))
    world.commit(world.account("carbon", Unit.TCO2E, valuation), "1", "1", "1", "1")
    found = queries.figures(world.lead, as_of_day=DAY, by=Breakdown.MEASURE)
    assert found.total.committed_now.gross == Decimal("500.00")
