"""What the product's acts write: numbers, reversals, the same act twice, and whose ledger it is."""

import uuid
from decimal import Decimal

import pytest
from django.db import transaction

from measures.domain.units import Unit
from measures.domain.valuation import Valuation
from procurement.ledger import queries, services
from procurement.ledger.domain.lines import Event, Kind, LedgerError, Line, NewPosting, Source, Statement
from procurement.ledger.domain.rules import Balance
from procurement.ledger.models import Account, Entry, Head, Posting
from socialvalue.access.domain import Actor, NotFound, Refusal, Stale
from socialvalue.periods import Period
from tests.ledger.builders import (
    CONTRACT,
    LINE,
    QUARTERS,
    counted,
    new_supplier,
    new_world,
    person,
    pound_for_pound,
    statement,
)


def balance(world, account, quarter: int = 0) -> Balance:
    return queries.balance(
        Actor.system(world.council.pk), commitment_id=account.commitment_id, period=QUARTERS[quarter]
    )


def variation(account, quantity: str, **more) -> NewPosting:
    line = Line(account.pk, Kind.COMMITTED, more.pop("period", QUARTERS[0]), Decimal(quantity), **more)
    return NewPosting(Event.VARY, CONTRACT, account.pk, 2, (line,))


def test_a_signature_is_one_posting_with_the_whole_profile(world):
    account = world.account("donations", Unit.GBP, pound_for_pound())
    posting = world.commit(account, "100", "200.5", "0", "0.01")
    assert (posting.seq, posting.event, posting.council_id) == (1, "sign", world.council.pk)
    assert (posting.by_id, posting.by_name) == (world.lead.user_id, world.lead.name)
    assert posting.supplier_id == world.supplier.pk
    entries = list(posting.entries.order_by("period_start"))
    assert [entry.quantity for entry in entries] == [
        Decimal("100"),
        Decimal("200.5"),
        Decimal(0),
        Decimal("0.01"),
    ]
    assert [entry.gross for entry in entries] == [
        Decimal("100.00"),
        Decimal("200.50"),
        Decimal("0.00"),
        Decimal("0.01"),
    ]
    assert [(entry.period_start, entry.period_end) for entry in entries] == [
        (q.start, q.end) for q in QUARTERS
    ]


def test_a_measure_without_a_value_is_posted_without_pounds(world):
    account = world.account()
    entry = world.commit(account, "40").entries.get()
    assert (entry.quantity, entry.gross, entry.adjusted) == (Decimal(40), None, None)


def test_a_signature_with_nothing_to_count_posts_nothing(world):
    with transaction.atomic():
        assert services.commit(source=Source(CONTRACT, 1, 1), lines=[], by=world.lead) is None
    assert not Posting.objects.exists()


def test_an_account_opened_twice_is_one_account(world):
    wanted = {
        "council_id": world.council.pk,
        "commitment_id": 5,
        "service_area_id": world.area.pk,
        "supplier_id": world.supplier.pk,
        "contract_uid": uuid.uuid4(),
        "contract_reference": "T-1",
        "contract_title": "Parks",
        "outcome_id": world.outcome.pk,
        "measure_id": world.measure("donations", Unit.GBP).pk,
        "unit": Unit.GBP,
        "valuation": pound_for_pound(),
        "by": world.lead,
    }
    with transaction.atomic():
        first = services.open_account(**wanted)
        assert services.open_account(**wanted) == first
        with pytest.raises(LedgerError, match="says something else"):
            services.open_account(**{**wanted, "valuation": None})
        with pytest.raises(NotFound):
            services.open_account(**{**wanted, "by": person(new_world().council)})
    assert Account.objects.get().valuation == pound_for_pound().to_dict()


def test_the_ledger_opens_no_transaction_and_wants_one(transactional_db):
    world = new_world()
    account = world.account()
    with pytest.raises(LedgerError, match="inside the transaction"):
        services.commit(source=Source(CONTRACT, 1, 1), lines=[counted(account, "1")], by=world.lead)
    with pytest.raises(LedgerError, match="inside the transaction"):
        services.report(statements=[statement(account, "1", line=1)], by=world.member)
    assert not Posting.objects.exists()


def test_postings_of_each_council_are_numbered_for_themselves(world, other):
    for each in (world, other, world):
        each.commit(each.account(), "1")
    assert list(Posting.objects.filter(council=world.council).values_list("seq", flat=True)) == [1, 2]
    assert list(Posting.objects.filter(council=other.council).values_list("seq", flat=True)) == [1]
    assert Head.objects.get(council=world.council).seq == 2


def test_a_supplier_reports_to_the_council_of_the_contract(world):
    account = world.account()
    (posting,) = world.report(account, "3", line=1)
    assert (posting.council_id, posting.supplier_id) == (world.council.pk, world.supplier.pk)
    assert (posting.by_id, posting.event) == (world.member.user_id, "submit")


def test_lines_of_one_submission_are_postings_of_their_own(world):
    first, second = world.account(), world.account("training", Unit.WEEK)
    with transaction.atomic():
        done = services.report(
            statements=[statement(first, "3", line=1), statement(second, "4", line=2)], by=world.member
        )
    assert [(posting.seq, posting.source_id) for posting in done] == [(1, 1), (2, 2)]


def test_a_resubmitted_line_is_posted_again_and_its_verified_sister_stays(world):
    first, second = world.account(), world.account("training", Unit.WEEK)
    with transaction.atomic():
        services.report(
            statements=[statement(first, "3", line=1), statement(second, "4", line=2)], by=world.member
        )
    world.verify(first, line=1)
    world.verify(second, "2", line=2)
    with transaction.atomic():
        done = services.report(
            statements=[statement(first, "3", line=1), statement(second, "5", line=2, revision=2)],
            by=world.member,
        )
    assert [posting.event for posting in done] == ["reverse", "reverse", "resubmit"]
    assert balance(world, first) == Balance(None, Decimal(3), Decimal(3))
    assert balance(world, second) == Balance(None, Decimal(5), None)


def test_the_same_act_twice_writes_once(world):
    account = world.account()
    first = [
        world.commit(account, "9"),
        *world.report(account, "3", line=1),
        world.verify(account, "2", line=1),
    ]
    again = [
        world.commit(account, "9"),
        *world.report(account, "3", line=1),
        world.verify(account, "2", line=1),
    ]
    assert [posting.seq for posting in first] == [1, 2, 3]
    assert again == [first[0], first[2]]
    assert Posting.objects.count() == 3 and Head.objects.get().seq == 3


def test_a_resubmission_twice_writes_once(world):
    account = world.account()
    world.report(account, "3", line=1)
    world.verify(account, line=1)
    assert len(world.report(account, "4", line=1, revision=2)) == 3
    assert world.report(account, "4", line=1, revision=2) == []
    assert Posting.objects.count() == 5


def test_other_words_under_the_same_key_are_an_error(world):
    account = world.account()
    world.commit(account, "9")
    world.report(account, "3", line=1)
    world.verify(account, "2", line=1)
    with pytest.raises(LedgerError, match="says something else"):
        world.commit(account, "10")
    with pytest.raises(LedgerError, match="without a new revision"):
        world.report(account, "4", line=1)
    with pytest.raises(LedgerError, match="says something else"):
        world.verify(account, "1", line=1)


def test_a_line_sent_back_stays_reported_and_is_no_longer_verified(world):
    account = world.account()
    world.report(account, "3", line=1)
    assert world.send_back(line=1) == []
    world.report(account, "4", line=1, revision=2)
    world.verify(account, line=1, revision=2)
    (reversal,) = world.send_back(line=1, revision=2)
    assert (reversal.event, reversal.reason) == ("reverse", "No evidence.")
    assert world.send_back(line=1, revision=2) == []
    assert balance(world, account) == Balance(None, Decimal(4), None)
    with pytest.raises(Stale):
        world.verify(account, line=1, revision=2)


def test_what_was_looked_at_must_still_stand(world):
    account = world.account()
    world.report(account, "3", line=1)
    world.report(account, "2", line=1, revision=2)
    with pytest.raises(Stale):
        world.verify(account, "3", line=1, revision=1)
    with pytest.raises(Stale):
        world.send_back(line=1, revision=1)


def test_more_than_was_reported_is_refused_and_nothing_is_written(world):
    account = world.account()
    world.report(account, "3", line=1)
    with pytest.raises(Refusal, match="which is 3"):
        world.verify(account, "3.0001", line=1)
    assert Posting.objects.count() == 1 and Head.objects.get().seq == 1


@pytest.mark.parametrize("quantity", ["-1", "100000000000000", "0.00001", "NaN"])
def test_a_negative_or_absurd_quantity_is_refused_and_nothing_is_written(world, quantity):
    account = world.account()
    with pytest.raises(Refusal) as refused:
        world.report(account, quantity, line=1)
    assert refused.value.field == "quantity"
    assert not Posting.objects.exists() and not Head.objects.exists()


def test_zero_is_reported_and_verified_and_is_not_missing(world):
    account = world.account()
    assert balance(world, account) == Balance()
    world.report(account, "0", line=1)
    world.verify(account, line=1)
    assert balance(world, account) == Balance(None, Decimal(0), Decimal(0))


def test_a_line_may_be_taken_back(world):
    account = world.account()
    world.report(account, "3", line=1)
    world.verify(account, line=1)
    with transaction.atomic():
        done = services.report(statements=[Statement(Source(LINE, 1, 2), ())], by=world.member)
    assert [posting.event for posting in done] == ["reverse", "reverse"]
    assert balance(world, account) == Balance()


def test_a_reversal_is_exact_and_takes_the_verification_first(world):
    account = world.account("donations", Unit.GBP, pound_for_pound())
    (reported,) = world.report(account, "3.33", line=1)
    verified = world.verify(account, "1.11", line=1)
    with transaction.atomic():
        done = services.reverse(posting=reported, reason="Typed twice", by=world.lead, revision=1)
        again = services.reverse(posting=reported, reason="Typed twice", by=world.lead, revision=1)
    assert [posting.reverses_id for posting in done] == [verified.pk, reported.pk]
    assert again == done[1:]
    (entry,) = done[1].entries.all()
    assert (entry.quantity, entry.gross, entry.adjusted) == (
        Decimal("-3.33"),
        Decimal("-3.33"),
        Decimal("-3.33"),
    )
    with transaction.atomic(), pytest.raises(LedgerError, match="never itself"):
        services.reverse(posting=done[0], reason="", by=world.lead, revision=1)
    with transaction.atomic(), pytest.raises(LedgerError, match="already"):
        services.reverse(posting=reported, reason="", by=world.lead, revision=2)


def test_reversals_are_not_posted_by_hand(world):
    account = world.account()
    (reported,) = world.report(account, "3", line=1)
    line = Line(account.pk, Kind.REPORTED, QUARTERS[0], Decimal(-2))
    forged = NewPosting(Event.REVERSE, LINE, 1, 2, (line,), reverses_id=reported.pk)
    with transaction.atomic(), pytest.raises(LedgerError, match=r"reverse\(\)"):
        services.post(council_id=world.council.pk, postings=[forged], by=world.lead)


def test_a_variation_posts_a_difference_and_cannot_go_below_nothing(world):
    account = world.account()
    world.commit(account, "9")
    with transaction.atomic():
        services.post(council_id=world.council.pk, postings=[variation(account, "-4")], by=world.lead)
    assert balance(world, account).committed == 5
    more = NewPosting(Event.VARY, CONTRACT, account.pk, 3, variation(account, "-6").lines)
    with transaction.atomic(), pytest.raises(Refusal, match="less than nothing"):
        services.post(council_id=world.council.pk, postings=[more], by=world.lead)


def test_pounds_are_those_of_the_account_and_of_no_one_else(world):
    valued = world.account("donations", Unit.GBP, pound_for_pound())
    for forged in (
        variation(valued, "4"),
        variation(valued, "4", gross=Decimal("5.00"), adjusted=Decimal("5.00")),
        variation(world.account(), "4", gross=Decimal("4.00"), adjusted=Decimal("4.00")),
    ):
        with transaction.atomic(), pytest.raises(LedgerError, match="valuation"):
            services.post(council_id=world.council.pk, postings=[forged], by=world.lead)


def test_a_year_without_a_unit_value_is_an_error_and_not_unvalued(world):
    valuation = Valuation(unit=Unit.TCO2E, values=((2030, Decimal("300")),))
    account = world.account("carbon", Unit.TCO2E, valuation)
    with pytest.raises(LedgerError, match="2026"):
        world.commit(account, "1")


def test_a_period_across_quarters_is_an_error(world):
    account = world.account()
    lines = [counted(account, "1", Period(QUARTERS[0].start, QUARTERS[1].end))]
    with transaction.atomic(), pytest.raises(LedgerError, match="financial quarter"):
        services.commit(source=Source(CONTRACT, 1, 1), lines=lines, by=world.lead)


def test_nobody_posts_on_an_account_that_is_not_theirs(world, other):
    account = world.account()
    world.report(account, "3", line=1)
    stranger = other.member
    with transaction.atomic(), pytest.raises(NotFound):
        services.report(statements=[statement(account, "4", line=1, revision=2)], by=stranger)
    with transaction.atomic(), pytest.raises(NotFound):
        services.verify(source=Source(LINE, 1, 1), by=other.manager)
    with transaction.atomic(), pytest.raises(NotFound):
        services.commit(source=Source(CONTRACT, 1, 1), lines=[counted(account, "1")], by=other.lead)
    with transaction.atomic(), pytest.raises(NotFound):
        services.reverse(posting=Posting.objects.get(), reason="", by=other.lead, revision=1)
    with transaction.atomic(), pytest.raises(NotFound):
        services.post(council_id=other.council.pk, postings=[variation(account, "1")], by=world.lead)
    with transaction.atomic(), pytest.raises(NotFound):
        services.send_back(source=Source(LINE, 1, 1), reason="", by=other.manager)
    assert Posting.objects.count() == 1


def test_one_posting_is_about_one_supplier_and_one_council(world, other):
    second = world.account(supplier=new_supplier())
    lines = [counted(world.account(), "1"), counted(second, "1")]
    with transaction.atomic(), pytest.raises(LedgerError, match="one supplier"):
        services.commit(source=Source(CONTRACT, 1, 1), lines=lines, by=world.lead)
    shared = other.account(supplier=world.supplier)
    with transaction.atomic(), pytest.raises(LedgerError, match="one council"):
        services.report(
            statements=[statement(world.account(), "1", line=1), statement(shared, "1", line=2)],
            by=world.member,
        )


def test_a_rolled_back_posting_leaves_no_gap(world):
    account = world.account()
    world.commit(account, "1")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.report(statements=[statement(account, "3", line=1)], by=world.member)
        raise ZeroDivisionError
    (posting,) = world.report(account, "3", line=1)
    assert posting.seq == 2


def test_a_line_may_say_where(world):
    account = world.account()
    places = tuple(
        counted(account, quantity, place=place) for quantity, place in (("1", "E05001"), ("2", "E05002"))
    )
    with transaction.atomic():
        services.report(statements=[Statement(Source(LINE, 1, 1), places)], by=world.member)
    world.verify(account, line=1)
    assert balance(world, account) == Balance(None, Decimal(3), Decimal(3))
    assert set(Entry.objects.filter(kind="verified").values_list("place", "quantity")) == {
        ("E05001", Decimal(1)),
        ("E05002", Decimal(2)),
    }
