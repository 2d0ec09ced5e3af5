"""``check_ledger`` sees each thing that can be wrong: every test breaks a sound ledger on purpose and reads the sentence."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F

from measures.domain.units import Unit
from procurement.ledger import services
from procurement.ledger.domain.lines import Source
from procurement.ledger.management.commands.check_ledger import check
from procurement.ledger.models import Account, Entry, Head, Posting
from tests.ledger.builders import LINE, QUARTERS, World, new_area, new_outcome, pound_for_pound


@pytest.fixture
def broken(world) -> World:
    """A sound ledger of five postings whose tables may be changed: their triggers are off until the test is undone.

    1 signs 9 hours, 2 reports 4, 3 verifies 3, 4 takes the verification back, 5 signs £10.
    """
    account = world.account()
    world.commit(account, "9")
    world.report(account, "4", line=1)
    world.verify(account, "3", line=1)
    world.send_back(line=1)
    world.commit(world.account("donations", Unit.GBP, pound_for_pound()), "10")
    assert check() == []
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for table in ("ledger_account", "ledger_posting", "ledger_entry"):
            cursor.execute(f"alter table {table} disable trigger no_change")
    return world


def entry(seq: int):
    return Entry.objects.filter(seq=seq)


def posting(seq: int):
    return Posting.objects.filter(seq=seq)


def account(seq: int):
    return Account.objects.filter(entries__seq=seq)


def sentences(*words: str) -> None:
    """Some sentence holds all of ``words``."""
    found = check()
    assert any(all(word in sentence for word in words) for sentence in found), found


def test_a_hole_in_the_numbers(broken):
    entry(2).delete()
    posting(2).delete()
    sentences(broken.council.name, "no posting between number 1 and number 3")


def test_a_first_posting_that_is_not_the_first(broken):
    entry(1).delete()
    posting(1).delete()
    sentences("no posting between number 0 and number 2")


def test_a_head_that_does_not_stand_at_the_last(broken):
    Head.objects.update(seq=6)
    sentences("last posting has number 5", "head stands at 6")


def test_a_ledger_without_a_head(broken):
    Head.objects.all().delete()
    sentences("last posting has number 5", "head stands at 0")


def test_a_head_without_a_ledger(broken, other):
    Head.objects.create(council=other.council, seq=2)
    sentences(other.council.name, "last posting has number 0")


def test_a_posting_without_entries(broken):
    entry(2).delete()
    sentences("posting 2 has no entries")


def test_an_entry_with_another_number_than_its_posting(broken):
    entry(2).update(seq=7)
    sentences("has number 7", "its posting has number 2")


def test_an_entry_of_a_kind_that_its_act_does_not_post(broken):
    entry(2).update(kind="verified")
    sentences("is verified", "not what “Submitted” posts")


def test_an_entry_of_another_council(broken, other):
    entry(2).update(council=other.council)
    sentences(f"belongs to {other.council.name}", f"its posting to {broken.council.name}")


def test_an_account_of_another_council(broken, other):
    account(2).update(council=other.council)
    sentences(f"its account to {other.council.name}")


def test_a_posting_of_another_council(broken, other):
    posting(5).update(council=other.council, seq=1)
    sentences(f"its posting to {other.council.name}")


def test_a_posting_of_another_supplier(broken, other):
    posting(2).update(supplier_id=other.supplier.pk)
    sentences("another supplier than its posting")


def test_a_posting_of_no_supplier(broken):
    posting(2).update(supplier_id=None)
    sentences("another supplier than its posting")


@pytest.mark.parametrize("field", ["service_area", "measure", "outcome"])
def test_an_account_with_names_of_another_council(broken, other, field):
    foreign = {
        "service_area": lambda: new_area(other.council, "Roads"),
        "measure": lambda: other.measure("volunteering", Unit.HOUR),
        "outcome": lambda: new_outcome(other.policy, "health"),
    }[field]()
    account(2).update(**{field: foreign})
    sentences("names a service area, measure or outcome of another council")


def test_a_reversal_of_another_quantity(broken):
    entry(4).update(quantity=F("quantity") + 1)
    sentences("posting 3", "does not take it back exactly")


def test_a_reversal_of_other_pounds(broken):
    donations = Account.objects.get(measure__key="donations")
    broken.report(donations, "5", line=2)
    with transaction.atomic():
        services.reverse(posting=posting(6).get(), reason="", by=broken.lead, revision=1)
    assert check() == []
    entry(7).update(gross=Decimal("-4.99"))
    sentences("posting 6", "does not take it back exactly")


def test_a_reversal_on_another_period(broken):
    entry(4).update(period_start=QUARTERS[1].start, period_end=QUARTERS[1].end)
    sentences("posting 3", "does not take it back exactly")


def test_a_reversal_that_misses_an_entry_of_nothing(broken):
    hours = account(2).distinct().get()
    broken.report(hours, "0", line=3, quarter=1)
    with transaction.atomic():
        services.reverse(posting=posting(6).get(), reason="", by=broken.lead, revision=1)
    assert check() == []
    entry(7).delete()
    sentences("posting 6", "does not take it back exactly")


def test_a_reversal_of_a_reversal(broken):
    posting(5).update(event="reverse", reverses=posting(4).get())
    sentences("posting 5 reverses a reversal, number 4")


def test_a_reversal_that_does_not_come_later(broken):
    posting(4).update(reverses=posting(5).get())
    sentences("posting 4 does not come after what it reverses")


def test_more_verified_than_reported(broken):
    entry(3).update(quantity=5)
    entry(4).update(quantity=-5)
    sentences("after posting 3", "4.0000 reported and 5.0000 verified", "do not fit")


def test_less_than_nothing_committed(broken):
    entry(1).update(quantity=-9)
    sentences("after posting 1", "-9.0000 committed")


def test_less_than_nothing_reported(broken):
    entry(2).update(quantity=-4)
    sentences("after posting 2", "-4.0000 reported")


def test_pounds_that_are_a_penny_off(broken):
    entry(5).update(gross=Decimal("10.01"))
    sentences("is worth £10.01 (£10.00 adjusted)", "makes it £10.00 (£10.00 adjusted)")


def test_a_valued_account_with_an_entry_that_is_not_valued(broken):
    entry(5).update(gross=None, adjusted=None)
    sentences("is worth not valued", "makes it £10.00")


def test_an_account_without_a_value_whose_entry_has_pounds(broken):
    entry(2).update(gross=Decimal("1"), adjusted=Decimal("1"))
    sentences("is worth £1.00", "makes it not valued")


def test_an_account_in_another_unit_than_its_measure(broken):
    account(2).update(unit="week")
    sentences("is counted in week, but its measure in hour")


def test_an_account_valued_by_another_unit(broken):
    valuation = {**pound_for_pound().to_dict(), "unit": "hour"}
    account(5).update(valuation=valuation)
    sentences("is valued by something else than its unit, gbp")


def test_a_valuation_without_the_year(broken):
    account(5).update(valuation={**pound_for_pound().to_dict(), "values": [[2040, "1"]]})
    sentences("cannot be valued", "no unit value for 2026")


def test_an_entry_across_quarters(broken):
    entry(2).update(period_end=QUARTERS[1].end)
    sentences("1 April 2026 to 30 September 2026", "do not lie inside one financial quarter")


def test_the_command_says_what_is_wrong_and_of_whom(broken, other, capsys):
    Head.objects.update(seq=6)
    with pytest.raises(CommandError, match="not sound: 1 failure"):
        call_command("check_ledger")
    assert "the head stands at 6" in capsys.readouterr().err
    call_command("check_ledger", council=other.council.slug)
    assert "sound" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no council called nowhere"):
        call_command("check_ledger", council="nowhere")


def test_a_sound_ledger_is_said_to_be_sound(world, capsys):
    world.report(world.account(), "3", line=1)
    call_command("check_ledger", council=world.council.slug)
    assert capsys.readouterr().out == "The ledger is sound.\n"


def test_one_council_is_checked_without_the_others(broken, other):
    Head.objects.update(seq=6)
    assert check(other.council.pk) == []
    assert len(check(broken.council.pk)) == 1


def test_sending_back_what_was_never_verified_stays_sound(world):
    world.report(world.account(), "3", line=1)
    with transaction.atomic():
        assert services.send_back(source=Source(LINE, 1, 1), reason="", by=world.manager) == []
    assert check() == []


@pytest.fixture
def passed(broken, other) -> Account:
    """The second commitment passed to the other council from the second quarter: £10 in each, and the account there."""
    broken.council.successor, broken.council.succeeded_on = other.council, QUARTERS[1].start
    broken.council.save()
    donations = broken.account("donations", Unit.GBP, pound_for_pound())
    broken.commit(donations, "10", "10")
    with transaction.atomic():
        services.pass_on(
            source=Source("contracts.passing", 1, 1),
            commitment_ids={donations.commitment_id},
            council_id=other.council.pk,
            service_area_id=other.area.pk,
            from_day=QUARTERS[1].start,
            reason="Reorganised",
        )
    assert check() == []
    return Account.objects.get(commitment_id=donations.commitment_id, from_day=None)


def test_what_was_passed_on_and_is_still_counted(passed):
    Entry.objects.filter(account=passed, posting__event="hand_on").update(quantity=-4, gross=-4, adjusted=-4)
    sentences(passed.contract_reference, "6.0000 is committed", "which a later account counts")


def test_what_was_reported_to_a_council_that_no_longer_holds_the_contract(passed, broken):
    broken.report(broken.account("more", Unit.HOUR), "4", line=9, quarter=1)
    Entry.objects.filter(account__measure__key="more").update(account=passed, gross=4, adjusted=4)
    sentences(passed.contract_reference, "4.0000 is reported", "which a later account counts")


def test_what_is_counted_before_a_council_held_the_contract(passed):
    Entry.objects.filter(posting__event="take_over").update(
        period_start=QUARTERS[0].start, period_end=QUARTERS[0].end
    )
    sentences("before its account counts")
