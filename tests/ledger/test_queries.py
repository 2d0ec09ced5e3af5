"""Figures as the database adds them up, balances, and who sees what."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from measures.domain.units import Unit
from procurement.ledger import queries, services
from procurement.ledger.domain.figures import Breakdown, FigureName, Selection
from procurement.ledger.domain.lines import Event, Kind, Line, NewPosting, Source
from procurement.ledger.domain.rules import Balance
from socialvalue.access.domain import Actor, Denied, NotFound, Role
from socialvalue.periods import FinancialYear
from tests.ledger.builders import (
    CONTRACT,
    QUARTERS,
    YEAR,
    counted,
    member_of,
    new_area,
    new_outcome,
    new_supplier,
    per_fte_year,
    person,
    pound_for_pound,
)

AFTER_TWO = date(2026, 10, 1)


def total(world, **more):
    return queries.figures(world.lead, **{"as_of_day": AFTER_TWO, **more}).total


def vary(world, account, quantity: str, quarter: int = 3) -> None:
    line = Line(account.pk, Kind.COMMITTED, QUARTERS[quarter], Decimal(quantity))
    with transaction.atomic():
        services.post(
            council_id=world.council.pk,
            postings=[NewPosting(Event.VARY, CONTRACT, account.pk, 2, (line,))],
            by=world.lead,
        )


def test_the_five_figures_are_never_mixed(world):
    account = world.account()
    world.commit(account, "10", "20", "30", "40")
    vary(world, account, "-15")
    world.report(account, "12", line=1)
    world.verify(account, "7", line=1)
    found = total(world)
    assert {name.value: found.get(name).quantities["hour"] for name in FigureName} == {
        "committed_originally": Decimal(100),
        "committed_now": Decimal(85),
        "due_by_now": Decimal(30),
        "reported": Decimal(12),
        "verified": Decimal(7),
    }


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 6, 30), None),
        (date(2026, 7, 1), "10"),
        (date(2026, 9, 30), "10"),
        (date(2026, 10, 1), "30"),
        (date(2027, 4, 1), "100"),
    ],
)
def test_due_is_what_was_committed_for_periods_that_had_ended(world, day, due):
    world.commit(world.account(), "10", "20", "30", "40")
    assert total(world, as_of_day=day).due_by_now.quantities == ({"hour": Decimal(due)} if due else {})


def test_what_was_never_said_is_missing_and_what_was_said_to_be_nothing_is_zero(world):
    account = world.account()
    assert total(world).committed_now.is_missing
    world.commit(account, "10")
    assert total(world).reported.is_missing
    world.report(account, "0", line=1)
    found = total(world)
    assert not found.reported.is_missing and found.reported.quantities == {"hour": Decimal(0)}
    assert found.verified.is_missing


def test_what_was_taken_back_is_missing_again(world):
    account = world.account("donations", Unit.GBP, pound_for_pound())
    world.report(account, "3", line=1)
    world.verify(account, line=1)
    world.send_back(line=1)
    found = total(world)
    assert found.verified.is_missing and found.verified.gross is None
    assert found.reported.gross == Decimal("3.00")


def test_not_valued_is_none_and_has_quantities_by_unit(world):
    world.report(world.account(), "3", line=1)
    world.report(world.account("training", Unit.WEEK), "4", line=2)
    world.report(
        world.account("apprentices", Unit.ITEM, counted_one="apprentice", counted_many="apprentices"),
        "2",
        line=3,
    )
    reported = total(world).reported
    assert reported.gross is None and reported.adjusted is None
    assert reported.quantities == {"hour": Decimal(3), "week": Decimal(4), "item": Decimal(2)}
    assert [part.words for part in reported.parts] == ["2 apprentices", "4 weeks", "3 hours"]
    assert [part.not_valued for part in reported.parts] == [Decimal(2), Decimal(4), Decimal(3)]


def test_pounds_of_what_is_valued_stand_beside_what_is_not(world):
    world.report(world.account("donations", Unit.GBP, pound_for_pound()), "12.34", line=1)
    world.report(world.account(), "3", line=2)
    reported = total(world).reported
    assert reported.gross == Decimal("12.34")
    assert [part.headline for part in reported.not_valued] == ["Volunteering"]


def test_a_measure_that_is_valued_on_one_contract_only_says_how_much_is_not(world):
    world.report(world.account("donations", Unit.GBP, pound_for_pound()), "12.34", line=1)
    world.report(world.account("donations", Unit.GBP), "5", line=2)
    (part,) = total(world).reported.parts
    assert (part.quantity, part.gross, part.not_valued) == (Decimal("17.34"), Decimal("12.34"), Decimal(5))


def test_a_yes_is_counted(world):
    for line in (1, 2):
        world.report(world.account("living-wage", Unit.YES_NO), "1", line=line)
    (part,) = total(world).reported.parts
    assert (part.quantity, part.words) == (Decimal(2), "yes, 2 times")


def test_a_measure_inside_another_of_the_same_contract_is_not_added_twice(world):
    local = world.measure("local-jobs", Unit.FTE)
    contract, elsewhere = uuid.uuid4(), uuid.uuid4()
    whole = world.account("local-jobs", Unit.FTE, per_fte_year(), contract=contract)
    inside = world.account("good-jobs", Unit.FTE, per_fte_year(), contract=contract, contained_in=local)
    alone = world.account("good-jobs", Unit.FTE, per_fte_year(), contract=elsewhere)
    unvalued = uuid.uuid4()
    world.commit(world.account("local-jobs", Unit.FTE, contract=unvalued), "1")
    beside = world.account("good-jobs", Unit.FTE, per_fte_year(), contract=unvalued)
    for account, quantity in ((whole, "1"), (inside, "0.5"), (alone, "0.25"), (beside, "0.125")):
        world.commit(account, quantity)
    now = total(world).committed_now
    assert now.gross == Decimal("41250.00")
    assert {(part.measure, part.within): part.gross for part in now.parts} == {
        ("local-jobs", False): Decimal("30000.00"),
        ("good-jobs", True): Decimal("15000.00"),
        ("good-jobs", False): Decimal("11250.00"),
    }
    rows = queries.entries_behind(world.lead, FigureName.COMMITTED_NOW, as_of_day=AFTER_TWO).page.object_list
    assert sum(row.gross for row in rows if row.adds_pounds) == now.gross


def test_a_measure_two_steps_inside_is_not_added_twice_either(world):
    outer = world.measure("jobs", Unit.FTE)
    middle = world.measure("local-jobs", Unit.FTE, contained_in=outer)
    contract = uuid.uuid4()
    world.commit(world.account("jobs", Unit.FTE, per_fte_year(), contract=contract), "1")
    world.commit(
        world.account("good-jobs", Unit.FTE, per_fte_year(), contract=contract, contained_in=middle), "1"
    )
    assert total(world).committed_now.gross == Decimal("30000.00")


def test_what_is_added_later_changes_no_earlier_figure(world):
    local = world.measure("local-jobs", Unit.FTE)
    contract = uuid.uuid4()
    world.commit(
        world.account("good-jobs", Unit.FTE, per_fte_year(), contract=contract, contained_in=local), "1"
    )
    before = queries.figures(world.lead, as_of_day=AFTER_TWO, as_of_seq=1, by=Breakdown.MEASURE)
    world.commit(world.account("local-jobs", Unit.FTE, per_fte_year(), contract=contract), "1")
    assert queries.figures(world.lead, as_of_day=AFTER_TWO, as_of_seq=1, by=Breakdown.MEASURE) == before
    assert total(world).committed_now.gross == Decimal("30000.00")


@pytest.fixture
def spread(world):
    """Two areas, two outcomes, two contracts: £1 in parks for jobs, £2 in parks for health, £4 in roads for jobs."""
    roads, health = new_area(world.council, "Roads"), new_outcome(world.policy, "health")
    money = {"unit": Unit.GBP, "valuation": pound_for_pound()}
    first = world.account("donations", **money)
    second = world.account("grants", **money, contract=first.contract_uid, outcome=health)
    third = world.account("donations", **money, area=roads, supplier=new_supplier())
    for account, quantity in ((first, "1"), (second, "2"), (third, "4")):
        world.commit(account, quantity)
    return first, second, third


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (Breakdown.SERVICE_AREA, {"Parks": "3", "Roads": "4"}),
        (Breakdown.OUTCOME, {"Jobs": "5", "Health": "2"}),
        (Breakdown.MEASURE, {"Donations": "5", "Grants": "2"}),
    ],
)
def test_figures_by_one_thing_add_up_to_the_total(world, spread, by, expected):
    found = queries.figures(world.lead, as_of_day=AFTER_TWO, by=by)
    assert {group.label: group.figures.committed_now.gross for group in found.groups} == {
        label: Decimal(amount) for label, amount in expected.items()
    }
    assert found.total.committed_now.gross == Decimal("7.00")


def test_figures_by_contract(world, spread):
    first, _, third = spread
    found = queries.figures(world.lead, as_of_day=AFTER_TWO, by=Breakdown.CONTRACT)
    assert {group.key: group.figures.committed_now.gross for group in found.groups} == {
        str(first.contract_uid): Decimal("3.00"),
        str(third.contract_uid): Decimal("4.00"),
    }
    assert found.groups[0].label == f"{first.contract_reference}: Grounds maintenance"


def test_the_total_alone_has_no_groups(world, spread):
    assert queries.figures(world.lead, as_of_day=AFTER_TWO).groups == ()


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ({"service_area": "roads"}, "4"),
        ({"outcome": "health"}, "2"),
        ({"measure": "donations"}, "5"),
        ({"service_area": "parks", "measure": "donations"}, "1"),
        ({"measure": "nothing"}, None),
        ({"period": QUARTERS[0]}, "7"),
        ({"period": QUARTERS[1]}, None),
        ({"period": YEAR.period}, "7"),
        ({"period": FinancialYear(date(2027, 4, 1)).period}, None),
    ],
)
def test_a_selection_takes_in_what_it_says(world, spread, only, expected):
    assert total(world, only=Selection(**only)).committed_now.gross == (expected and Decimal(expected))


def test_a_selection_by_contract_commitment_and_supplier(world, spread):
    first, second, third = spread
    for only, expected in (
        (Selection(contract_uid=first.contract_uid), "3"),
        (Selection(commitment_id=second.commitment_id), "2"),
        (Selection(supplier_id=third.supplier_id), "4"),
    ):
        assert total(world, only=only).committed_now.gross == Decimal(expected)


def test_as_of_a_number_the_figures_stay_what_they_were(world):
    account = world.account("donations", Unit.GBP, pound_for_pound())
    acts = [
        lambda: world.commit(account, "10", "10"),
        lambda: world.report(account, "8", line=1),
        lambda: world.verify(account, "5", line=1),
        lambda: world.send_back(line=1),
        lambda: world.report(account, "9", line=1, revision=2),
        lambda: world.verify(account, line=1, revision=2),
    ]
    seen = {}
    for act in acts:
        act()
        seq = queries.head_seq(world.lead)
        seen[seq] = queries.figures(world.lead, as_of_day=AFTER_TWO, as_of_seq=seq, by=Breakdown.MEASURE)
    assert list(seen) == [1, 2, 3, 4, 6, 7]
    for seq, then in seen.items():
        assert queries.figures(world.lead, as_of_day=AFTER_TWO, as_of_seq=seq, by=Breakdown.MEASURE) == then
    assert [then.total.verified.gross for then in seen.values()] == [
        None,
        None,
        Decimal("5.00"),
        None,
        None,
        Decimal("9.00"),
    ]


def test_balances_are_by_commitment_and_period(world):
    account, other_account = world.account(), world.account("training", Unit.WEEK)
    world.commit(account, "10", "20")
    world.report(account, "8", line=1)
    world.verify(account, "0", line=1)
    world.commit(other_account, "1")
    assert queries.balances(world.lead) == {
        (account.commitment_id, QUARTERS[0]): Balance(Decimal(10), Decimal(8), Decimal(0)),
        (account.commitment_id, QUARTERS[1]): Balance(Decimal(20), None, None),
        (other_account.commitment_id, QUARTERS[0]): Balance(Decimal(1), None, None),
    }
    one = queries.balance(world.lead, commitment_id=account.commitment_id, period=QUARTERS[0], as_of_seq=1)
    assert one == Balance(committed=Decimal(10))


def test_another_council_sees_and_changes_nothing(world, other):
    world.report(world.account("donations", Unit.GBP, pound_for_pound()), "3", line=1)
    other.report(other.account("donations", Unit.GBP, pound_for_pound()), "1000", line=2)
    assert total(world).reported.gross == Decimal("3.00")
    assert total(other).reported.gross == Decimal("1000.00")
    assert len(queries.balances(world.lead)) == 1
    assert (
        queries.entries_behind(world.lead, FigureName.REPORTED, as_of_day=AFTER_TWO).page.paginator.count == 1
    )
    assert queries.figures(Actor.public(), as_of_day=AFTER_TWO).total.reported.is_missing


def test_a_commissioner_sees_its_own_service_areas(world, spread):
    commissioner = person(world.council, Role.COMMISSIONER, areas=(world.area,))
    found = queries.figures(commissioner, as_of_day=AFTER_TWO, by=Breakdown.SERVICE_AREA)
    assert [(group.label, group.figures.committed_now.gross) for group in found.groups] == [
        ("Parks", Decimal("3.00"))
    ]
    councillor = person(world.council, Role.COUNCILLOR)
    assert queries.figures(councillor, as_of_day=AFTER_TWO).total.committed_now.gross == Decimal("7.00")


def test_a_supplier_sees_its_own_figures_at_every_council(world, other):
    shared = other.account("donations", Unit.GBP, pound_for_pound(), supplier=world.supplier)
    world.report(world.account("donations", Unit.GBP, pound_for_pound()), "3", line=1)
    with transaction.atomic():
        services.commit(source=Source(CONTRACT, 9, 1), lines=[counted(shared, "5")], by=other.lead)
    other.report(other.account("donations", Unit.GBP, pound_for_pound()), "1000", line=2)
    found = queries.figures(world.member, as_of_day=AFTER_TWO).total
    assert (found.reported.gross, found.committed_now.gross) == (Decimal("3.00"), Decimal("5.00"))
    assert queries.balances(member_of(new_supplier())) == {}


def test_the_head_is_the_councils(world, other):
    assert queries.head_seq(world.lead) == 0
    world.report(world.account(), "3", line=1)
    assert queries.head_seq(world.lead) == 1
    assert queries.head_seq(Actor.system(world.council.pk)) == 1
    assert queries.head_seq(other.lead) == 0
    with pytest.raises(Denied):
        queries.head_seq(world.member)


def test_a_council_is_found_by_its_short_name(world):
    assert queries.council_id(Actor.system(), world.council.slug) == world.council.pk
    with pytest.raises(NotFound):
        queries.council_id(Actor.system(), "nowhere")


def test_the_number_of_queries_does_not_grow_with_the_entries(world):
    account = world.account("donations", Unit.GBP, pound_for_pound())
    counts = []
    for lines in (range(1, 3), range(3, 51)):
        for line in lines:
            world.report(account, "1", line=line)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.figures(world.lead, as_of_day=AFTER_TWO, by=Breakdown.OUTCOME)
            queries.entries_behind(world.lead, FigureName.REPORTED, as_of_day=AFTER_TWO)
            queries.balances(world.lead)
        counts.append(len(asked))
    assert counts == [7, 7]
