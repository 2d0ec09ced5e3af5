"""A contract is prepared from an award, gets a manager and is signed; nothing is typed twice, nothing twice is taken."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail

from councils.organisations.models import ServiceArea
from councils.people.models import User
from procurement.bids.models import Award, OfferLine
from procurement.contracts import queries, services
from procurement.contracts.models import Commitment, CommitmentLine, Contract
from procurement.ledger import queries as ledger
from procurement.ledger.domain.figures import FigureName, Selection
from socialvalue import clock
from socialvalue.access.domain import Denied, NotFound, Refusal, Role, Stale
from socialvalue.access.models import AuditEntry
from socialvalue.jobs.models import Job
from tests.factories import bids
from tests.factories import contracts as make
from tests.factories.councils import staff


@pytest.fixture
def award(council, db):
    """A tender awarded to its one bid, with nothing prepared."""
    return make.tender_awarded_to(council)


def person(actor) -> User:
    """The user behind an actor."""
    return User.objects.get(pk=actor.user_id)


def test_the_contract_holds_what_the_winner_offered(council, award):
    """Each offer is a commitment in the same order, each line a line, to the last decimal; the price is the value."""
    manager = make.manager_of(council)
    contract = services.prepare(award=award.awarded, manager=person(manager), by=award.lead)
    bid = award.awarded.bid
    offers = list(bid.offers.order_by("measure__position", "variant"))
    commitments = list(contract.commitments.order_by("position"))
    assert [c.offer_id for c in commitments] == [o.pk for o in offers]
    assert [(c.measure_id, c.variant, c.how) for c in commitments] == [
        (o.measure_id, o.variant, o.how) for o in offers
    ]
    values = ("period_start", "period_end", "quantity")
    for one in commitments:
        assert list(one.lines.values_list(*values)) == list(one.offer.lines.values_list(*values))
    assert CommitmentLine.objects.filter(commitment__contract=contract).count() == (
        OfferLine.objects.filter(offer__bid=bid).count()
    )
    assert contract.value_ex_vat == bid.price.amount_ex_vat
    assert (contract.starts_on, contract.ends_on) == (make.STARTS, make.ENDS)
    assert contract.reference == f"{award.procurement.reference}-C1"
    assert contract.status == "awarded" and contract.manager_id == manager.user_id
    assert not ledger.balances(award.lead, only=Selection(contract_uid=contract.uid))


def test_a_lead_who_scored_makes_the_contract_without_the_losers_prices(council, db):
    """It reads who won and what was offered; the ranking, in which every price stands, is not read with it."""
    both = staff(council, Role.PROCUREMENT_LEAD, Role.EVALUATOR, name="Scores and leads")
    tender = bids.awarded_tender(council, scorers=(both,))
    assert not Award.objects.visible_to(both).exists()
    found = queries.award(both, tender.uid)
    assert found.get_deferred_fields() == {"ranking"}
    assert [one.pk for one in queries.awards_to_prepare(both)] == [found.pk]
    contract = services.prepare(award=found, manager=person(make.manager_of(council)), by=both)
    assert contract.bid == tender.awarded.bid
    assert contract.value_ex_vat == tender.awarded.bid.price.amount_ex_vat
    assert not queries.awards_to_prepare(both)


def test_only_who_signs_contracts_asks_for_awards(council, award):
    """Whoever sees the tender alone has nothing to prepare; a supplier neither."""
    reader = staff(council, Role.AUDITOR)
    assert Award.objects.visible_to(reader).exists()
    for actor in (reader, staff(council, Role.COMMISSIONER), award.made[0].actor):
        assert not queries.awards_to_prepare(actor)
        with pytest.raises(NotFound):
            queries.award(actor, award.uid)


def test_a_contract_is_prepared_once(council, award):
    """The second time is told so."""
    manager = person(make.manager_of(council))
    services.prepare(award=award.awarded, manager=manager, by=award.lead)
    with pytest.raises(Refusal, match="prepared already"):
        services.prepare(award=award.awarded, manager=manager, by=award.lead)
    assert Contract.objects.filter(procurement=award.procurement).count() == 1


def test_only_a_lead_prepares_and_signs(contract, award, council):
    """Not the manager, not a commissioner, not the supplier."""
    manager = make.manager_of(council)
    commissioner = staff(council, Role.COMMISSIONER)
    for actor in (manager, commissioner, award.made[0].actor):
        with pytest.raises(Denied):
            services.prepare(award=award.awarded, manager=person(manager), by=actor)
    for actor in (contract.manager_actor, commissioner, contract.supplier_actor):
        with pytest.raises(Denied):
            services.sign(contract=contract, signed_on=clock.today(), version=contract.version, by=actor)


def test_the_manager_has_the_role_here(council, award, foreign_council):
    """A colleague without it, and a manager of another council, are refused by name of the field."""
    for wrong in (staff(council, Role.EVALUATOR), make.manager_of(foreign_council)):
        with pytest.raises(Refusal, match="contract manager role") as refused:
            services.prepare(award=award.awarded, manager=person(wrong), by=award.lead)
        assert refused.value.field == "manager"


def test_another_council_cannot_touch_it(contract, foreign_contract):
    """Their lead is denied, and finds nothing."""
    stranger = foreign_contract.lead
    with pytest.raises(Denied):
        services.sign(contract=contract, signed_on=clock.today(), version=contract.version, by=stranger)
    with pytest.raises(NotFound):
        queries.contract(stranger, contract.uid)
    with pytest.raises(NotFound):
        queries.award(stranger, contract.tender.uid)
    assert contract not in queries.contracts(stranger)


def test_signing_posts_the_whole_profile(contract):
    """Eight quarters: 5 FTE x 1/4 each quarter, £500 each, 3 tonnes each; donations are worth £1 for £1."""
    assert contract.status == "signed"
    found = ledger.figures(
        contract.lead, as_of_day=contract.starts_on, only=Selection(contract_uid=contract.uid)
    ).total
    quantities = {part.measure: part.quantity for part in found.committed_originally.parts}
    assert quantities == {
        "local-jobs": Decimal("10.0000"),
        "business-advice": Decimal(200),
        "apprenticeships": Decimal(16),
        "donations": Decimal(4000),
        "emissions": Decimal(24),
    }
    pounds = {part.measure: part.gross for part in found.committed_originally.parts}
    assert pounds["donations"] == Decimal("4000.00")
    assert pounds["local-jobs"] is None, "not valued is not zero"
    assert found.committed_now == found.committed_originally
    assert found.due_by_now.is_missing and found.reported.is_missing and found.verified.is_missing


def test_the_carbon_is_worth_the_table_of_its_year(contract):
    """Each quarter's three tonnes at the value of the calendar year in which it begins, rounded line by line."""
    entries = ledger.entries_behind(
        contract.lead,
        FigureName.COMMITTED_NOW,
        as_of_day=contract.starts_on,
        only=Selection(contract_uid=contract.uid, measure="emissions"),
    )
    rows = list(entries.page)
    assert len(rows) == 8
    for row in rows:
        unit_value = row.valuation.value_for(row.period.start.year)
        assert row.gross == (3 * unit_value).quantize(Decimal("0.01"))
    assert entries.amount.gross == sum(row.gross for row in rows)


def test_the_valuation_is_frozen_with_the_commitment(contract):
    """And an account is opened for each; what has no value says so."""
    for one in Commitment.objects.filter(contract=contract).select_related("measure"):
        assert one.account_id is not None
        assert bool(one.valuation) == bool(one.measure.valued_by)


def test_signing_asks_for_the_returns(contract):
    """A job of the worker, in the same transaction."""
    job = Job.objects.get(task="returns.make_returns", subject_id=contract.pk)
    assert job.requested_by_id == contract.lead.user_id


def test_signing_is_in_the_history_of_the_procurement(contract):
    """With the day that was told."""
    entry = AuditEntry.objects.get(act="signed the contract", record_id=contract.pk)
    assert entry.thread == contract.procurement.uid
    assert entry.detail["signed_on"] == contract.signed_on.isoformat()


@pytest.mark.parametrize(("days", "words"), [(1, "cannot be in the future"), (-400, "was awarded on")])
def test_a_day_that_cannot_be(council, db, days, words):
    """Refused at the field; nothing is written."""
    prepared = make.prepared_contract(council)
    with pytest.raises(Refusal, match=words) as refused:
        services.sign(
            contract=prepared,
            signed_on=clock.today() + timedelta(days=days),
            version=prepared.version,
            by=prepared.lead,
        )
    assert refused.value.field == "signed_on"
    assert Contract.objects.get(pk=prepared.pk).signed_on is None


def test_a_contract_is_signed_once(contract):
    """The same page sent again is stale or refused, and posts nothing."""
    before = ledger.head_seq(contract.lead)
    with pytest.raises((Stale, Refusal)):
        services.sign(
            contract=contract, signed_on=clock.today(), version=contract.version - 1, by=contract.lead
        )
    with pytest.raises((Stale, Refusal)):
        services.sign(contract=contract, signed_on=clock.today(), version=contract.version, by=contract.lead)
    assert ledger.head_seq(contract.lead) == before


def test_a_stale_page_signs_nothing(council, db):
    """Somebody named another manager meanwhile."""
    prepared = make.prepared_contract(council)
    seen = prepared.version
    services.name_manager(
        contract=prepared, manager=person(make.manager_of(council)), version=seen, by=prepared.lead
    )
    with pytest.raises(Stale):
        services.sign(contract=make.again(prepared), signed_on=clock.today(), version=seen, by=prepared.lead)


def test_a_manager_who_has_left_cannot_be_signed_for(council, db):
    """The page says to name another."""
    prepared = make.prepared_contract(council)
    prepared.manager.memberships.update(active=False)
    with pytest.raises(Refusal, match="no manager"):
        services.sign(contract=prepared, signed_on=clock.today(), version=prepared.version, by=prepared.lead)


def test_the_manager_can_change(contract, council, django_capture_on_commit_callbacks):
    """The new one is told, sees it, and the old one no longer does."""
    successor = make.manager_of(council, name="Priya Successor")
    with django_capture_on_commit_callbacks(execute=True):
        services.name_manager(
            contract=contract, manager=person(successor), version=contract.version, by=contract.lead
        )
    assert queries.contract(successor, contract.uid).manager_id == successor.user_id
    with pytest.raises(NotFound):
        queries.contract(contract.manager_actor, contract.uid)
    assert [letter.to for letter in mail.outbox] == [[person(successor).email]]
    assert f"/contracts/{contract.uid}/" in mail.outbox[0].body


def test_letters_say_what_to_do_and_hold_no_figures(council, db, django_capture_on_commit_callbacks):
    """The manager at preparation, the supplier's people at signature; a subject is one line, words stay as they are."""
    with django_capture_on_commit_callbacks(execute=True):
        signed = make.signed_contract(council, title="Grass & <script>alert(1)</script>{{7*7}}")
    letters = {letter.to[0]: letter for letter in mail.outbox}
    to_manager = letters[person(signed.manager_actor).email]
    to_supplier = letters[person(signed.supplier_actor).email]
    assert "contract manager of" in to_manager.subject
    assert f"/portal/contracts/{signed.uid}/" in to_supplier.body
    for letter in (to_manager, to_supplier):
        assert "\n" not in letter.subject
        assert "Grass & <script>alert(1)</script>{{7*7}}" in letter.body
        assert "£" not in letter.body and "FTE" not in letter.body


def test_who_sees_a_contract(contract, council):
    """Its lead, its manager, the commissioner of its area and its supplier; not another manager, area or supplier."""
    area = contract.service_area
    other_area = ServiceArea.objects.filter(council=council).exclude(pk=area.pk).first()
    seeing = [
        contract.lead,
        contract.manager_actor,
        contract.supplier_actor,
        staff(council, Role.COMMISSIONER, service_area=area),
        staff(council, Role.AUDITOR),
    ]
    blind = [
        make.manager_of(council),
        staff(council, Role.COMMISSIONER, service_area=other_area),
        staff(council, Role.EVALUATOR),
        staff(council, Role.COUNCILLOR),
    ]
    assert all(queries.contracts(actor).filter(pk=contract.pk).exists() for actor in seeing)
    assert not any(queries.contracts(actor).filter(pk=contract.pk).exists() for actor in blind)


def test_what_waits_for_a_lead(council, award):
    """To prepare, then to sign, then nothing."""
    titles = [one.title for one in queries.waiting(award.lead)]
    assert titles == ["Prepare the contract: Grounds maintenance"]
    manager = person(make.manager_of(council))
    contract = services.prepare(award=award.awarded, manager=manager, by=award.lead)
    waits = queries.waiting(award.lead)
    assert [one.title for one in waits] == ["Sign the contract: Grounds maintenance"]
    services.sign(contract=contract, signed_on=clock.today(), version=contract.version, by=award.lead)
    assert queries.waiting(award.lead) == []
    assert queries.waiting(make.manager_of(council)) == []
