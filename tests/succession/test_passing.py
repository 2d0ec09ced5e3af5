"""A contract passes with its commitments, returns, evidence and accounts; figures by hand.

The contract runs through eight quarters and promises in each £500 of donations and five people in post, which are
5 x 1/4 = 1.25 FTE-years. Two quarters were verified, the third has ended and was not reported, and the fourth begins.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core import mail

from councils.organisations.models import Council, ServiceArea
from councils.people.models import Membership
from councils.people.queries import actor_for
from measures.services import load_framework
from procurement.contracts.models import Commitment, CommitmentLine, Contract
from procurement.contracts.services import sign
from procurement.journey import services
from procurement.ledger import queries as ledger
from procurement.ledger.domain.figures import FigureName, Selection
from procurement.ledger.models import Account, Posting
from procurement.returns.models import Evidence, QuarterlyReturn, ReturnLine, SubmittedLine
from procurement.returns.services import send_back_line
from socialvalue import clock
from socialvalue.access.domain import Actor, NotFound, Refusal, Role
from socialvalue.access.models import AuditEntry, TenantModel
from socialvalue.jobs.models import Job
from tests.factories import councils
from tests.factories import returns as make
from tests.factories.contracts import prepared_contract
from tests.succession.conftest import DAY

NAMES = tuple(FigureName)


def quantities(actor: Actor, measure: str, **only) -> tuple:
    """Committed originally, committed now, due by now, reported, verified: of one measure, as ``actor`` sees them."""
    found = ledger.figures(actor, as_of_day=clock.today(), only=Selection(measure=measure, **only)).total
    return tuple(
        sum(found.get(name).quantities.values()) if found.get(name).parts else None for name in NAMES
    )


def test_figures_pass_by_period(succession):
    """Of 8 x £500 = £4,000, 3 x £500 = £1,500 stay with the old council and 5 x £500 = £2,500 go to the new one."""
    old, new = Actor.system(succession.before.pk), Actor.system(succession.after.pk)
    assert quantities(old, "donations") == (4000, 4000, 1500, 1000, 1000)
    succession.pass_on()
    assert quantities(old, "donations") == (4000, 1500, 1500, 1000, 1000)
    assert quantities(new, "donations") == (2500, 2500, None, None, None)
    # 3 x 1.25 = 3.75 and 5 x 1.25 = 6.25 of 10 FTE-years.
    assert quantities(old, "local-jobs")[:2] == (10, Decimal("3.75"))
    assert quantities(new, "local-jobs")[:2] == (Decimal("6.25"), Decimal("6.25"))


def test_the_contract_keeps_its_whole_figures(succession):
    """Whoever looks at the one contract sees what was signed once, and what all councils verified of it."""
    succession.pass_on()
    everything = (4000, 4000, 1500, 1000, 1000)
    for actor in (succession.manager(), succession.lead, succession.contract.supplier_actor):
        assert quantities(actor, "donations", contract_uid=succession.contract.uid) == everything
    assert quantities(succession.lead, "donations") == (2500, 2500, None, None, None), "its council's own"


def test_a_late_return_counts_under_the_old_name_and_the_next_under_the_new(succession):
    """The third quarter's £500 is reported and verified after the day: it is the old council's. The fourth is not."""
    old, new = Actor.system(succession.before.pk), Actor.system(succession.after.pk)
    succession.pass_on()
    succession.verified(3)
    assert quantities(old, "donations") == (4000, 1500, 1500, 1500, 1500)
    assert quantities(new, "donations") == (2500, 2500, None, None, None)
    succession.verified(4)
    assert quantities(old, "donations") == (4000, 1500, 1500, 1500, 1500)
    assert quantities(new, "donations") == (2500, 2500, 500, 500, 500)


def test_a_line_sent_back_before_can_be_sent_again_after(succession):
    """What stood verified in the old council's ledger is taken back there."""
    one = succession.submitted(3)
    donations = make.line_of(one, "donations")
    send_back_line(line=donations, reason="Of another park.", version=donations.version, by=one.manager_actor)
    succession.pass_on()
    one = succession.a_return(3)
    make.fill(one, {"donations": 400}, evidence=False)
    make.verified(make.submitted(make.again(one)))
    assert quantities(Actor.system(succession.before.pk), "donations") == (4000, 1500, 1500, 1400, 1400)


def test_everything_of_the_contract_belongs_to_the_successor(succession):
    succession.submitted(3)
    succession.pass_on()
    of = {
        Contract: "pk",
        Commitment: "contract",
        CommitmentLine: "commitment__contract",
        QuarterlyReturn: "contract",
        ReturnLine: "period_return__contract",
        SubmittedLine: "line__period_return__contract",
        Evidence: "line__period_return__contract",
    }
    for model, path in of.items():
        held = model.objects.filter(**{path: succession.contract.pk}).values_list("council", flat=True)
        assert set(held) == {succession.after.pk}, model
    for one in Commitment.objects.filter(contract=succession.contract):
        assert (one.account is None) or one.account.council_id == succession.after.pk


def test_no_row_of_a_contract_is_forgotten():
    """Whatever belongs to a contract passes, or stays for a reason that is written here."""
    stay = {
        "contracts.passing": "says from whom it came",
        "contracts.restatement": "what the council before decided, read on by the one after",
    }
    pass_on = {
        "contracts.contract", "contracts.commitment", "contracts.commitmentline", "returns.quarterlyreturn",
        "returns.returnline", "returns.submittedline", "returns.evidence",
    }  # fmt: skip
    found = {
        model._meta.label_lower
        for model in apps.get_models()
        if issubclass(model, TenantModel) and model._meta.app_label in {"contracts", "returns", "spend"}
    }
    assert found == pass_on | set(stay)


def test_accounts_are_brought_from_before_and_count_from_the_day(succession):
    succession.pass_on()
    brought = Account.objects.filter(council=succession.after)
    before = Account.objects.filter(council=succession.before)
    assert brought.count() == before.count() > 0
    for one in brought:
        was = before.get(commitment_id=one.commitment_id)
        assert (one.provenance, one.from_day) == ("migrated", DAY)
        assert (one.valuation, one.unit, one.measure_id) == (was.valuation, was.unit, was.measure_id)
    events = list(Posting.objects.filter(council=succession.after).values_list("event", "seq"))
    assert events == [("take_over", 1)]


def test_a_second_time_is_the_same_as_once(succession):
    first = succession.pass_on()
    postings = Posting.objects.count()
    assert [one.pk for one in first] == [succession.contract.pk]
    assert succession.pass_on() == []
    assert Posting.objects.count() == postings


@pytest.mark.parametrize("ends_on", [date(2027, 9, 30), date(2027, 10, 1)])
def test_a_contract_that_has_ended_stays(succession, ends_on):
    """Its last day the day before, or the day itself."""
    Contract.objects.filter(pk=succession.contract.pk).update(ends_on=ends_on)
    passed = succession.pass_on()
    assert bool(passed) is (ends_on >= DAY)


def test_a_contract_signed_later_follows(succession):
    """It stays while it is not signed; its signature asks for a job that passes it on, with its returns."""
    later = prepared_contract(
        succession.before, contract_starts_on=date(2028, 1, 1), contract_ends_on=date(2028, 12, 31)
    )
    succession.pass_on()
    later.refresh_from_db()
    assert later.council_id == succession.before.pk
    lead = councils.staff(succession.before, Role.PROCUREMENT_LEAD)
    sign(contract=later, signed_on=clock.today(), version=later.version, by=lead)
    job = Job.objects.get(task="journey.pass_on_signed")
    services.pass_on_signed(job, lambda percent, doing: None)
    later.refresh_from_db()
    assert later.council_id == succession.after.pk
    assert set(QuarterlyReturn.objects.filter(contract=later).values_list("council", flat=True)) == {
        succession.after.pk
    }


def test_nothing_passes_that_was_reported_for_later(succession):
    """The third quarter was reported: the council cannot pass from its first day on any more."""
    succession.submitted(3)
    with pytest.raises(Refusal, match="Something was reported already for a quarter from that day on"):
        succession.pass_on(on=date(2027, 7, 1))


def test_every_reason_at_once_and_nothing_written(succession):
    area = ServiceArea.objects.filter(council=succession.before).first()
    ServiceArea.objects.filter(pk=area.pk).update(key="only-here")
    with pytest.raises(Refusal) as refused:
        succession.pass_on(on=date(2027, 11, 15))
    said = " ".join(words for _, words in refused.value.errors)
    assert "15 November 2027 has not come yet" in said and "only-here=KEY" in said
    assert Council.objects.get(pk=succession.before.pk).successor is None


def test_service_areas_and_their_commissioners(succession):
    """A commissioner of the area to which a contract went sees all that was counted of it, before too."""
    area = succession.contract.service_area
    other = ServiceArea.objects.filter(council=succession.after).exclude(key=area.key).first()
    succession.pass_on(**{area.key: other.key})
    assert succession.contract.service_area == other
    uid = succession.contract.uid
    reader = councils.staff(succession.after, Role.COMMISSIONER, service_area=other)
    assert quantities(reader, "donations", contract_uid=uid)[0] == 4000
    elsewhere = ServiceArea.objects.filter(council=succession.after).exclude(pk=other.pk).first()
    stranger = councils.staff(succession.after, Role.COMMISSIONER, service_area=elsewhere)
    assert quantities(stranger, "donations", contract_uid=uid)[0] is None


def test_the_manager_goes_on_and_everybody_is_told(succession, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        succession.pass_on()
    manager = succession.contract.manager
    assert Membership.objects.filter(
        user=manager, council=succession.after, role=Role.CONTRACT_MANAGER
    ).exists()
    told = {address for letter in mail.outbox for address in letter.to}
    assert manager.email in told
    assert councils.user_of(succession.contract.supplier_actor).email in told
    assert all(succession.after.name in letter.subject for letter in mail.outbox)


def test_the_trail_is_read_on(succession):
    """What was done before stands under the old council, and the successor's people read it with the contract."""
    succession.pass_on()
    thread = succession.contract.procurement.uid
    seen = AuditEntry.objects.visible_to(succession.lead).filter(thread=thread)
    assert set(seen.values_list("council", flat=True)) == {succession.before.pk, succession.after.pk}
    assert {"signed the contract", f"took the contract over from {succession.before.name}"} <= set(
        seen.values_list("act", flat=True)
    )


def test_a_stranger_reads_nothing_of_it(succession):
    """The old council's people no longer have the contract; a council that took nothing over never had it."""
    succession.pass_on()
    one = councils.staff(succession.before, Role.PROCUREMENT_LEAD)
    with pytest.raises(NotFound):
        Contract.objects.get_visible(one, pk=succession.contract.pk)


def test_history_is_read_under_the_old_name_and_not_changed(succession):
    """The successor's lead may act for the old council as a reader; a contract manager there may not."""
    succession.pass_on()
    key = f"council-{succession.before.uid}"
    reader, standings = actor_for(councils.user_of(succession.lead), key)
    assert (reader.council_id, reader.roles) == (succession.before.pk, {Role.AUDITOR})
    assert [one.name for one in standings] == [succession.after.name, succession.before.name]
    narrow = councils.staff(succession.after, Role.CONTRACT_MANAGER)
    assert key not in {one.key for one in actor_for(councils.user_of(narrow))[1]}


def test_from_council_to_council_to_council(succession, rows):
    """The contract passes twice; the last council reads what the first one counted."""
    text = councils._renamed((councils.ROOT / "fixtures/councils/rotherham.yaml").read_text())
    text = text.replace("otherham", "newham-of-tests").replace("Otherham", "Third").replace("OMBC", "THRD")
    third = load_framework(path=None, text=text.replace("E08000999", "E08000998"), name="third.yaml").council
    succession.pass_on()
    succession.verified(4)
    services.pass_on(before=succession.after, after=third, on=date(2028, 1, 1), to={})
    lead = councils.staff(third, Role.PROCUREMENT_LEAD)
    # Seven quarters had begun or passed: £4,000 were signed, 4 x £500 are due, and £500 of the third was never reported.
    found = quantities(lead, "donations", contract_uid=succession.contract.uid)
    assert found == (4000, 4000, 2000, 1500, 1500)
    assert quantities(lead, "donations")[:2] == (2000, 2000)
