"""Eight posts of one form at the same moment: exactly one is taken."""

from concurrent.futures import ThreadPoolExecutor, TimeoutError
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection, transaction

from measures.models import Measure
from procurement.contracts import services as contracts
from procurement.contracts.models import Contract
from procurement.ledger import queries as ledger
from procurement.returns import services
from procurement.returns.models import QuarterlyReturn, ReturnLine, SubmittedLine
from socialvalue import clock
from socialvalue.access.domain import Actor, Refusal, Stale
from tests.factories import contracts as make_contracts
from tests.factories import councils
from tests.factories import returns as make
from tests.factories.policies import as_if_unpublished

EIGHT = 8
pytestmark = pytest.mark.django_db(transaction=True)


def race(post, *asked) -> list[str]:
    """What became of eight calls of ``post(*asked)`` that start together: "taken", or the name of what refused."""
    start = Barrier(EIGHT)

    def one(_) -> str:
        try:
            start.wait(timeout=30)
            post(*asked)
        except (Stale, Refusal) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(EIGHT) as pool:
        return list(pool.map(one, range(EIGHT)))


def test_eight_of_each_form_one_taken(transactional_db):
    """Prepare, sign, fill in, submit, verify in full, in part, send back; each from the same page."""
    council = councils.rotherham()
    tender = make_contracts.tender_awarded_to(
        council, offers={"donations": 500, "emissions": 3, "business-advice": 9}
    )
    manager = make_contracts.manager_of(council)
    person = councils.user_of(manager)
    outcome = race(lambda: contracts.prepare(award=tender.awarded, manager=person, by=tender.lead))
    assert outcome.count("taken") == 1
    (prepared,) = Contract.objects.filter(council=council)

    def sign():
        fresh = Contract.objects.select_related("bid__award", "council", "supplier", "manager").get(
            pk=prepared.pk
        )
        contracts.sign(contract=fresh, signed_on=clock.today(), version=prepared.version, by=tender.lead)

    assert race(sign).count("taken") == 1
    assert ledger.head_seq(tender.lead) == 1

    prepared.tender, prepared.manager_actor = tender, manager
    signed = make_contracts.again(prepared)
    system = Actor.system(council.pk)
    race(lambda: services.make_returns(contract=signed, by=system))
    assert QuarterlyReturn.objects.count() == 8 and ReturnLine.objects.count() == 24

    due = make.due_return(council, signed)
    version = make.line_of(due, "donations").version

    def save():
        services.save_line(
            line=make.line_of(due, "donations"),
            quantity=Decimal(500),
            what_was_done="We gave it.",
            version=version,
            by=due.supplier_actor,
        )

    assert race(save).count("taken") == 1
    filled = make.filled_return(council, one=make.again(due))

    def submit():
        fresh = QuarterlyReturn.objects.select_related("council", "contract__manager").get(pk=filled.pk)
        services.submit(period_return=fresh, version=filled.version, by=filled.supplier_actor)

    assert race(submit).count("taken") == 1
    assert SubmittedLine.objects.count() == 3
    assert ledger.head_seq(tender.lead) == 4

    decide = {
        "donations": lambda line, v: services.verify_line(line=line, version=v, by=manager),
        "emissions": lambda line, v: services.part_verify_line(
            line=line, quantity=Decimal(1), reason="One meter.", version=v, by=manager
        ),
        "business-advice": lambda line, v: services.send_back_line(
            line=line, reason="Which businesses?", version=v, by=manager
        ),
    }
    for key, post in decide.items():
        line = make.line_of(filled, key)
        assert race(_on_its_own_row, post, line, key, filled).count("taken") == 1, key
    assert ledger.head_seq(tender.lead) == 6, "two verifications, and nothing for what was sent back"
    assert make.again(filled).status == "queried"


def _on_its_own_row(post, seen, key, one):
    """Each request fetches the line for itself; all of them send the version that was on the page."""
    post(make.line_of(one, key), seen.version)


def test_two_last_lines_decided_together_complete_the_return(transactional_db):
    """Neither decision overlooks the other, also where no ledger makes them wait: percentages are not posted."""
    council = councils.rotherham()
    with as_if_unpublished("measures_measure"):
        Measure.objects.filter(council=council, key__in=("donations", "emissions")).update(
            unit="percent", valued_by=""
        )
    one = make.submitted_return(council, offers={"business-advice": 9, "donations": 50, "emissions": 30})
    first, second, third = (make.line_of(one, key) for key in ("business-advice", "donations", "emissions"))
    services.verify_line(line=first, version=first.version, by=one.manager_actor)

    def verify(line):
        try:
            services.verify_line(line=line, version=line.version, by=one.manager_actor)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.verify_line(line=second, version=second.version, by=one.manager_actor)
            other = pool.submit(verify, third)
            with pytest.raises(TimeoutError):
                other.result(timeout=1)
        other.result(timeout=30)
    assert make.again(one).status == "verified"
