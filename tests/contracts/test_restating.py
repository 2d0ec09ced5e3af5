"""Commitments are valued anew from a quarter on, in the ledger and by a recorded act; figures by hand.

The contract promises three tonnes in each of eight quarters, 1 January 2027 to 31 December 2028: in 2027 each quarter is
3 x £281.44 = £844.32, in 2028 3 x £285.73 = £857.19, together 4 x £844.32 + 4 x £857.19 = £6,806.04.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.urls import reverse

from measures import queries as measures
from measures import services as values
from measures.domain.choosing import Choice
from measures.domain.valuation import Factor, FactorKind
from procurement.contracts import queries, services
from procurement.contracts.models import Restatement
from procurement.ledger.models import Account, Entry, Posting
from socialvalue import clock
from socialvalue.access.domain import Denied, Refusal, Role, Stale
from socialvalue.access.models import AuditEntry
from tests.factories import returns as make
from tests.factories.councils import staff

FROM = date(2028, 1, 1)


def choose(lead, share: str = "0.50", measure: str = "emissions") -> None:
    """The council takes up an adjustment: ``share`` of the value is due to the contract."""
    factors = (Factor(FactorKind.ATTRIBUTION, Decimal(share), "Shared."),)
    choice = Choice(0, measure, "policy", clock.today(), factors=factors)
    values.choose(choice=choice, reason="Shared.", after=measures.last_choice(lead), by=lead)


def restate(contract, by, day: date = FROM, reason: str = "A new choice of the council."):
    return services.restate(contract=contract, from_day=day, reason=reason, version=contract.version, by=by)


def pounds(contract, **which) -> tuple[Decimal, Decimal]:
    """Gross and adjusted pounds committed now."""
    found = Entry.objects.filter(
        account__contract_uid=contract.uid, account__measure__key="emissions", kind="committed", **which
    )
    sums = found.aggregate(gross=Sum("gross"), adjusted=Sum("adjusted"))
    return sums["gross"], sums["adjusted"]


def test_later_quarters_take_the_new_value_and_earlier_ones_keep_theirs(contract):
    """4 x £844.32 = £3,377.28 stay; of 4 x £857.19 = £3,428.76 half is left: 4 x £428.60 (half of £857.19 is £428.595,
    rounded up) = £1,714.40. Adjusted in all £3,377.28 + £1,714.40 = £5,091.68; gross stays £6,806.04."""
    assert pounds(contract) == (Decimal("6806.04"), Decimal("6806.04"))
    choose(contract.lead)
    restate(contract, contract.lead)
    assert pounds(contract) == (Decimal("6806.04"), Decimal("5091.68"))
    assert pounds(contract, period_start__lt=FROM) == (Decimal("3377.28"), Decimal("3377.28"))
    events = Posting.objects.filter(source_type="contracts.restatement").values_list("event", "reason")
    assert list(events) == [("restate", "A new choice of the council.")]


def test_only_what_changes_gets_another_account(contract):
    before = Account.objects.filter(contract_uid=contract.uid).count()
    choose(contract.lead)
    restate(contract, contract.lead)
    new = Account.objects.filter(contract_uid=contract.uid, from_day=FROM)
    assert [one.measure.key for one in new] == ["emissions"]
    assert Account.objects.filter(contract_uid=contract.uid).count() == before + 1
    assert new.get().provenance == "bid"


def test_returns_are_valued_by_the_account_of_their_quarter(contract):
    """The first quarter's three tonnes are worth £844.32, the fifth's £857.19 of which £428.60 are left."""
    returns = make.made_returns(contract.council, contract)
    choose(contract.lead)
    restate(contract, contract.lead)
    for number in (0, 4):
        one = make.again(returns[number])
        one.signed = contract
        make.move_to(make.opens_on(one.period))
        make.verified(make.submitted(make.filled_return(one.council, one=one)))
    found = Entry.objects.filter(
        account__contract_uid=contract.uid, account__measure__key="emissions", kind="verified"
    )
    assert [(one.gross, one.adjusted) for one in found.order_by("period_start")] == [
        (Decimal("844.32"), Decimal("844.32")),
        (Decimal("857.19"), Decimal("428.60")),
    ]


def test_a_quarter_that_was_reported_is_not_offered(contract):
    """The first quarter was reported: the second is the first that is offered."""
    one = make.due_return(contract.council, contract)
    make.submitted(make.filled_return(one.council, one=one))
    offered = [quarter.start for quarter in queries.quarters_to_restate(contract.lead, contract)]
    assert offered[0] == date(2027, 4, 1) and len(offered) == 7
    choose(contract.lead)
    with pytest.raises(Refusal, match="nothing was reported yet"):
        restate(contract, contract.lead, date(2027, 1, 1))


def test_a_second_restatement_begins_later_than_the_first(contract):
    choose(contract.lead)
    restate(contract, contract.lead, date(2027, 7, 1))
    choose(contract.lead, "0.25")
    contract.refresh_from_db()
    with pytest.raises(Refusal):
        restate(contract, contract.lead, date(2027, 7, 1))
    restate(contract, contract.lead, FROM)
    # 2 x £844.32 = £1,688.64; 2 x £422.16 = £844.32; 4 x £214.30 (a quarter of £857.19 is £214.2975) = £857.20.
    assert pounds(contract)[1] == Decimal("3390.16")


@pytest.mark.parametrize("day", [date(2027, 2, 1), date(2029, 1, 1), date(2026, 10, 1)])
def test_only_from_the_first_day_of_a_quarter_of_the_contract(contract, day):
    choose(contract.lead)
    with pytest.raises(Refusal, match="Choose a quarter"):
        restate(contract, contract.lead, day)


def test_refusals_write_nothing(contract):
    with pytest.raises(Refusal, match="nothing to restate"):
        restate(contract, contract.lead)
    choose(contract.lead)
    with pytest.raises(Refusal, match="Say why"):
        restate(contract, contract.lead, reason=" ")
    with pytest.raises(Denied):
        restate(contract, contract.manager_actor)
    contract.version += 1
    with pytest.raises(Stale):
        restate(contract, contract.lead)
    assert not Restatement.objects.exists()
    assert not AuditEntry.objects.filter(act="restated what the commitments are worth").exists()


def test_in_the_browser(contract, as_):
    """What changes is shown before and after; the contract says when and why it was valued anew."""
    page = reverse("contracts:restate", args=[contract.uid])
    assert "There is nothing to restate." in as_(contract.lead).get(page).content.decode()
    choose(contract.lead)
    browser = as_(contract.lead)
    shown = browser.get(page).content.decode()
    assert "x 0.50 attribution" in shown and "1 January 2028 to 31 March 2028" in shown
    sent = {"from_day": FROM.isoformat(), "reason": "A new choice.", "version": contract.version}
    assert browser.post(page, {**sent, "reason": ""}).status_code == 200
    assert browser.post(page, sent).status_code == 302
    shown = browser.get(contract.get_absolute_url()).content.decode()
    assert "Valued anew from 1 January 2028" in shown and "A new choice." in shown
    assert as_(staff(contract.council, Role.AUDITOR)).get(page).status_code == 403
