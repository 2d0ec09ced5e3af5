"""What waits for whom, what is missing on a day, and the worker's task."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest

from procurement.returns import queries, services, tasks
from procurement.returns.models import QuarterlyReturn
from socialvalue import clock
from socialvalue.access.domain import Actor, Role
from socialvalue.jobs.models import Job
from socialvalue.periods import Period
from tests.factories import contracts as make_contracts
from tests.factories import returns as make
from tests.factories.councils import staff, supplier, supplier_member
from tests.returns.test_verifying import back

YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))


def titles(actor) -> list[str]:
    """What waits for an actor, mine first marked."""
    return [("" if one.mine else "owed: ") + one.title for one in queries.waiting(actor)]


def test_what_waits_for_a_supplier(early):
    """Nothing before the quarter has ended, then to send, late in words, then nothing, then to change."""
    actor = early.supplier_actor
    assert titles(actor) == []
    make.move_to(make.opens_on(early.period))
    (wait,) = queries.waiting(actor)
    assert wait.title == "Send the return: Grounds maintenance"
    assert wait.due_on == early.due_on and not wait.is_late
    make.move_to(early.due_on + timedelta(days=3))
    (wait,) = queries.waiting(actor)
    assert wait.is_late and "3 days late" in wait.hint
    sent = make.submitted(make.filled_return(early.council, one=make.again(early)))
    assert titles(actor) == []
    back(sent, "donations")
    back(sent, "emissions")
    (wait,) = queries.waiting(actor)
    assert wait.title.startswith("Change what was sent back") and "2 lines" in wait.hint


def test_what_waits_for_a_manager_and_what_others_owe(early, council):
    """The manager verifies; a late return is owed to the manager and to the lead, and to nobody else."""
    manager, lead = early.manager_actor, early.signed.lead
    make.move_to(early.due_on + timedelta(days=1))
    owed = "owed: Return for Grounds maintenance"
    assert titles(manager) == [owed] and titles(lead) == [owed]
    assert queries.waiting(lead)[0].whose == early.contract.supplier.name
    assert titles(make_contracts.manager_of(council)) == []
    assert titles(staff(council, Role.AUDITOR)) == []
    one = make.submitted(make.filled_return(council, one=make.again(early)))
    (wait,) = queries.waiting(manager)
    assert wait.title == "Verify the return: Grounds maintenance" and "5 lines" in wait.hint
    assert titles(lead) == []
    make.verified(one)
    assert titles(manager) == []


def test_which_returns_are_missing_on_a_day(early):
    """Late ones are missing; one that is not due yet is told apart; a future one is neither."""
    lead = early.signed.lead
    make.move_to(early.due_on)
    assert queries.missing(lead, as_of_day=early.due_on, period=YEAR) == []
    (waited,) = queries.not_yet_due(lead, as_of_day=early.due_on, period=YEAR)
    assert waited.contract.reference == early.contract.reference and waited.late == ""
    day_after = early.due_on + timedelta(days=1)
    (gone,) = queries.missing(lead, as_of_day=day_after, period=YEAR)
    assert gone.late == "1 day late" and gone.supplier.name == early.contract.supplier.name
    assert (gone.period_start, gone.period_end) == (early.period_start, early.period_end)
    assert queries.not_yet_due(lead, as_of_day=day_after, period=YEAR) == []
    assert (
        queries.missing(lead, as_of_day=day_after, period=Period(date(2027, 4, 1), date(2028, 3, 31))) == []
    )


def test_what_was_missing_on_a_day_stays_so(early):
    """A report of that day says the same next year, though the return came later."""
    make.move_to(early.due_on + timedelta(days=10))
    make.submitted(make.filled_return(early.council, one=make.again(early)))
    lead = early.signed.lead
    assert queries.missing(lead, as_of_day=early.due_on + timedelta(days=9), period=YEAR)
    assert queries.missing(lead, as_of_day=early.due_on + timedelta(days=10), period=YEAR) == []


def test_a_submitted_return_is_not_missing_while_it_is_queried(submitted):
    """Something was said."""
    back(submitted, "donations")
    day = submitted.due_on + timedelta(days=30)
    make.move_to(day)
    assert queries.missing(submitted.signed.lead, as_of_day=day, period=YEAR) == []


def test_another_council_is_not_missing_anything(early, foreign_contract):
    """Its own returns only."""
    make.move_to(early.due_on + timedelta(days=1))
    assert queries.missing(foreign_contract.lead, as_of_day=clock.today(), period=YEAR) == []


def test_next_opening(early):
    """The day after this quarter; none for who has no returns."""
    assert queries.next_opening(early.supplier_actor) == date(2027, 4, 1)
    assert queries.next_opening(supplier_member(supplier())) is None


@pytest.fixture
def just_signed(council, db):
    """A contract whose returns have not been made."""
    return make_contracts.signed_contract(council, offers={"donations": 5})


def test_the_worker_makes_the_returns_once(just_signed):
    """The job that the signature wrote; run twice it makes nothing twice."""
    contract = just_signed
    assert not QuarterlyReturn.objects.filter(contract=contract).exists()
    job = Job.objects.get(task="returns.make_returns", subject_id=contract.pk)
    tasks.make_returns(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert QuarterlyReturn.objects.filter(contract=contract).count() == 8
    tasks.make_returns(job.pk)
    assert QuarterlyReturn.objects.filter(contract=contract).count() == 8


def test_a_worker_that_dies_leaves_nothing_half_made(just_signed):
    """All the returns, or none."""
    contract = just_signed
    job = Job.objects.get(task="returns.make_returns", subject_id=contract.pk)
    with (
        patch("procurement.returns.services.making.audit.record", side_effect=OSError),
        pytest.raises(OSError),
    ):
        tasks.make_returns(job.pk)
    assert not QuarterlyReturn.objects.filter(contract=contract).exists()
    made = services.make_returns(contract=contract, by=Actor.system(contract.council_id))
    assert len(made) == 8
