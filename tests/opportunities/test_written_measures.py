"""Measures that are written for one procurement: who writes, who decides, and what an approved one becomes."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from councils.policies.domain.counting import HowItAddsUp, Unit
from measures import queries as library
from measures.domain.choosing import NOTHING, Choice
from measures.domain.valuation import value
from measures.models import Measure
from procurement.ledger.models import Account
from procurement.opportunities import queries, services
from procurement.opportunities.models import BespokeMeasure
from procurement.tenders.domain.scheme import Scheme
from socialvalue.access.domain import Actor, Denied, NotFound, Refusal, Role, Stale
from socialvalue.access.models import AuditEntry
from tests.factories import contracts as make_contracts
from tests.factories import councils as people
from tests.factories import opportunities as make
from tests.factories import tenders as make_tenders
from tests.opportunities.written import VALUE, approved, benches, decide, propose, write


@pytest.fixture
def lead(rotherham):
    """One of two procurement leads."""
    people.staff(rotherham, Role.PROCUREMENT_LEAD)
    return people.staff(rotherham, Role.PROCUREMENT_LEAD)


@pytest.fixture
def procurement(rotherham, commissioner):
    """Judged, with the environment among what fits."""
    return make.judged_procurement(rotherham, commissioner)


def chosen(procurement, by, *found):
    """Choose these and their outcomes."""
    procurement.refresh_from_db()
    services.choose(
        procurement=procurement,
        outcomes={one.outcome_id for one in found},
        measures={one.pk for one in found},
        version=procurement.version,
        by=by,
    )


# What must be said


@pytest.mark.parametrize(
    "told, field",
    [
        ({"headline": " "}, "headline"),
        ({"definition": ""}, "definition"),
        ({"evidence": ""}, "evidence"),
        ({"why": ""}, "why"),
        ({"unit": Unit.FTE, "counted_one": "", "counted_many": ""}, "adds_up"),
        ({"adds_up": HowItAddsUp.STOCK}, "adds_up"),
        ({"unit": Unit.FTE_YEAR, "counted_one": "", "counted_many": ""}, "unit"),
        ({"counted_many": ""}, "counted_one"),
        ({"unit": Unit.HOUR}, "counted_one"),
        ({"worth_source": "A report"}, "worth"),
        ({**VALUE, "worth": Decimal(-1)}, "worth"),
        ({**VALUE, "worth_source": ""}, "worth_source"),
        ({**VALUE, "worth_is_net": None}, "worth_is_net"),
        ({"counted_one": "6 jobs"}, "counted_one"),
        ({"counted_many": "2 benches"}, "counted_many"),
        ({**VALUE, "worth_licence": ""}, "worth_licence"),
        ({**VALUE, "worth_price_year": ""}, "worth_price_year"),
        ({**VALUE, "worth_price_year": "last"}, "worth_price_year"),
        ({"unit": Unit.PERCENT, "counted_one": "", "counted_many": ""}, "adds_up"),
        ({**VALUE, "adds_up": HowItAddsUp.LATEST}, "worth"),
        (
            {"unit": Unit.YES_NO, "adds_up": HowItAddsUp.LATEST, "counted_one": "", "counted_many": ""},
            "adds_up",
        ),
        (
            {
                **VALUE,
                "unit": Unit.PERCENT,
                "adds_up": HowItAddsUp.LATEST,
                "counted_one": "",
                "counted_many": "",
            },
            "worth",
        ),
    ],
)
def test_what_is_missing_or_does_not_fit_is_said_at_its_field(told, field):
    with pytest.raises(Refusal) as refused:
        benches(**told).check()
    assert [at for at, _ in refused.value.errors] == [field]


def test_a_measure_that_says_everything_is_taken():
    benches().check()
    benches(**VALUE).check()
    benches(adds_up=HowItAddsUp.MAXIMUM).check()
    people_in_post = {"unit": Unit.FTE, "adds_up": HowItAddsUp.STOCK, "counted_one": "", "counted_many": ""}
    benches(**people_in_post, **VALUE).check()
    assert benches(**people_in_post, **VALUE).valuation().unit is Unit.FTE_YEAR


def test_its_pounds_are_of_a_method_of_their_own():
    """4 benches at £125.00 are £500.00, by values written for one contract."""
    worth = benches(**VALUE).valuation()
    assert (worth.method, worth.method_name) == ("bespoke", "Values written for one contract")
    counted = value(Decimal(4), worth, 2027)
    assert counted.adjusted == Decimal("500.00")
    assert counted.words.endswith("(Parks repair contract 2025, schedule of rates, 2025 prices) = £500.00")
    assert benches().valuation() is None


# Who may


def test_it_counts_only_after_somebody_else_approved_it(procurement, commissioner, lead):
    one = write(procurement, commissioner)
    assert one.status == "draft" and one.measure is None
    one = propose(one, commissioner)
    assert not Measure.objects.filter(written_for=procurement.uid).exists()
    with pytest.raises(Denied):
        decide(one, commissioner)
    one = decide(one, lead)
    assert one.status == "approved" and one.decided_by_id == lead.user_id
    assert one.measure.headline == "Benches repaired with volunteers"
    acts = AuditEntry.objects.filter(record_type="opportunities.bespokemeasure").order_by("id")
    assert list(acts.values_list("act", flat=True)) == [
        "wrote a measure",
        "proposed a measure",
        "approved a measure",
    ]


def test_a_lead_does_not_approve_its_own_where_there_is_a_second(procurement, lead):
    one = propose(write(procurement, lead), lead)
    assert not queries.may_decide_measure(lead, one)
    with pytest.raises(Denied, match="You wrote this measure"):
        decide(one, lead)


def test_an_approver_may(procurement, lead, approver):
    assert decide(propose(write(procurement, lead), lead), approver).status == "approved"


def test_the_only_lead_decides_alone_and_the_history_says_so(rotherham, procurement):
    only = people.staff(rotherham, Role.PROCUREMENT_LEAD)
    one = propose(write(procurement, only), only)
    assert queries.decides_alone(only, one)
    assert decide(one, only).status == "approved"
    assert AuditEntry.objects.filter(act="approved a measure, being the only lead").count() == 1


def test_a_lead_who_is_gone_is_no_second_one(rotherham, procurement, lead):
    """Two leads, of whom one can no longer sign in."""
    leads = people.user_of(lead).__class__.objects.filter(memberships__role=Role.PROCUREMENT_LEAD)
    leads.exclude(pk=lead.user_id).update(is_active=False)
    assert queries.decides_alone(lead, propose(write(procurement, lead), lead))


def test_whoever_changes_it_is_its_writer(procurement, commissioner, lead):
    one = write(procurement, commissioner)
    services.change_measure(
        measure=one, written=benches(), outcome=one.outcome_id, version=one.version, by=lead
    )
    one.refresh_from_db()
    with pytest.raises(Denied):
        decide(propose(one, lead), lead)


def test_a_refusal_says_why_and_it_can_be_sent_again(procurement, commissioner, lead):
    one = propose(write(procurement, commissioner), commissioner)
    with pytest.raises(Refusal, match="Say why"):
        decide(one, lead, approves=False)
    one = decide(one, lead, approves=False, reason="Say what a repair is.")
    assert (one.status, one.reason, one.measure) == ("refused", "Say what a repair is.", None)
    told = benches(definition="A bench is repaired when nobody can fall off it.")
    services.change_measure(
        measure=one, written=told, outcome=one.outcome_id, version=one.version, by=commissioner
    )
    one.refresh_from_db()
    assert decide(propose(one, commissioner), lead).measure.definition.startswith("A bench is repaired")


def test_what_waits_is_not_changed_and_what_is_withdrawn_is_not_approved(procurement, commissioner, lead):
    one = propose(write(procurement, commissioner), commissioner)
    with pytest.raises(Refusal, match="waits for approval"):
        services.change_measure(
            measure=one, written=benches(), outcome=one.outcome_id, version=one.version, by=commissioner
        )
    one.refresh_from_db()
    services.withdraw_measure(measure=one, version=one.version, by=commissioner)
    one.refresh_from_db()
    with pytest.raises(Refusal):
        decide(one, lead)
    assert queries.written_measures(lead, procurement) == []


def test_an_old_page_decides_nothing(procurement, commissioner, lead):
    one = propose(write(procurement, commissioner), commissioner)
    with pytest.raises(Stale):
        decide(one, lead, version=one.version - 1)
    assert not Measure.objects.filter(written_for=procurement.uid).exists()


def test_nobody_of_another_area_or_council_sees_it(rotherham, procurement, commissioner):
    one = write(procurement, commissioner)
    elsewhere = people.area(rotherham).__class__.objects.create(
        council=rotherham, key="other", name="Elsewhere"
    )
    other = people.staff(rotherham, Role.COMMISSIONER, service_area=elsewhere)
    stranger = people.staff(people.invented_council(), Role.PROCUREMENT_LEAD)
    for actor in (other, stranger, Actor.public()):
        with pytest.raises(NotFound):
            queries.written_measure(actor, one.uid)


def test_it_shows_an_outcome_that_fits(procurement, commissioner):
    with pytest.raises(Refusal, match="assessed as fitting"):
        write(procurement, commissioner, outcome="living-standards")


# What an approved one becomes


def test_it_is_offered_in_its_own_procurement_only(rotherham, procurement, commissioner, lead):
    one = approved(procurement, commissioner, lead)
    other = make.judged_procurement(rotherham, commissioner)
    assert one.measure_id in queries.measures_offered(commissioner, procurement)
    assert one.measure_id not in queries.measures_offered(commissioner, other)
    assert one.measure not in library.measures(lead, procurement.policy)
    with pytest.raises(Refusal, match="Choose from the measures of the policy"):
        chosen(other, commissioner, one.measure)


def test_chosen_it_stands_in_the_scheme_and_every_bidder_is_offered_it(
    rotherham, procurement, commissioner, lead
):
    one = approved(procurement, commissioner, lead, **VALUE)
    bidder = people.supplier_member(people.supplier())
    for actor in (bidder, Actor.public()):
        with pytest.raises(NotFound):
            library.measure(actor, one.measure.uid)
    chosen(procurement, commissioner, one.measure)
    procurement.refresh_from_db()
    services.complete_assessment(procurement=procurement, version=procurement.version, by=commissioner)
    tender = make_tenders.published_tender(rotherham, by=lead, procurement=procurement)
    asked = Scheme.from_dict(tender.scheme).measures
    assert [(m.uid, m.headline, m.unit_words) for m in asked] == [
        (str(one.measure.uid), "Benches repaired with volunteers", "benches")
    ]
    for actor in (bidder, Actor.public()):
        assert library.measure(actor, one.measure.uid).headline == "Benches repaired with volunteers"


def test_what_a_bidder_offers_on_it_is_committed_by_a_method_of_its_own(
    rotherham, procurement, commissioner, lead
):
    """1 bench in each quarter of four years is 16 benches; 16 x £125.00 = £2,000.00, by values of this contract."""
    one = approved(procurement, commissioner, lead, **VALUE)
    chosen(procurement, commissioner, one.measure)
    procurement.refresh_from_db()
    services.complete_assessment(procurement=procurement, version=procurement.version, by=commissioner)
    make_contracts.signed_contract(rotherham, procurement=procurement, offers={one.measure.key: 1})
    account = Account.objects.get(measure=one.measure)
    assert (account.unit, account.valuation["method"]) == ("item", "bespoke")
    entries = account.entries.filter(kind="committed")
    assert sum(entry.quantity for entry in entries) == Decimal(16)
    assert sum(entry.adjusted for entry in entries) == Decimal("2000.00")


def test_it_never_changes(procurement, commissioner, lead):
    one = approved(procurement, commissioner, lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        Measure.objects.filter(pk=one.measure_id).update(headline="Something else")


def test_its_value_is_frozen_with_it_and_stands_by_itself(procurement, commissioner, lead):
    one = approved(procurement, commissioner, lead, **VALUE)
    worth = library.valuation_for(lead, one.measure)
    assert (worth.method, worth.value_for(2027)) == ("bespoke", Decimal("125"))
    assert worth.licence == "Open Government Licence v3.0"


def test_a_council_that_values_nothing_does_not_value_it_either(procurement, commissioner, lead):
    one = approved(procurement, commissioner, lead, **VALUE)
    choice = Choice(0, "", NOTHING, date(2026, 11, 21))
    assert library.preview(lead, choice, [one.measure])[one.measure_id].values == ()


def test_it_waits_for_the_lead_on_the_first_page(procurement, commissioner, lead):
    one = propose(write(procurement, commissioner), commissioner)
    (mine,) = [line for line in queries.waiting(lead) if line.title.startswith("Decide about a measure")]
    assert mine.mine and str(one.uid) in mine.url and "decide" in mine.url
    (theirs,) = [line for line in queries.waiting(commissioner) if line.title.startswith("Decide about")]
    assert not theirs.mine and theirs.whose == "procurement lead"


def test_nothing_is_written_or_decided_once_the_tender_is_published(rotherham, lead):
    tender = make_tenders.published_tender(rotherham)
    procurement = tender.procurement
    with pytest.raises(Refusal, match="published"):
        write(procurement, lead)
    assert not BespokeMeasure.objects.exists()
