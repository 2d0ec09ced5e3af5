"""Measures written for one procurement as people see them: writing, checking, deciding, choosing."""

import pytest
from django.urls import reverse

from councils.policies.models import Outcome
from measures.models import Measure
from procurement.opportunities import services
from procurement.opportunities.models import BespokeMeasure
from socialvalue.access.domain import Role
from tests.factories import councils as people
from tests.factories import opportunities as make
from tests.opportunities.written import BENCHES, VALUE, approved, propose, write


@pytest.fixture
def lead(rotherham):
    """The council's only procurement lead."""
    return people.staff(rotherham, Role.PROCUREMENT_LEAD, name="Lee Lead")


@pytest.fixture
def procurement(rotherham, commissioner):
    """Judged, with the environment among what fits."""
    return make.judged_procurement(rotherham, commissioner)


def signed_in(client, actor):
    """The browser of ``actor``."""
    client.force_login(people.user_of(actor))
    return client


def filled_in(procurement, **told):
    """What is sent, in whole."""
    shows = Outcome.objects.get(policy=procurement.policy, key="environment")
    return {"outcome": shows.pk, "version": procurement.version, **BENCHES, **told}


def test_from_writing_to_choosing_by_pages(client, procurement, commissioner, lead):
    choose = reverse("opportunities:choose", args=[procurement.uid])
    path = reverse("opportunities:write_measure", args=[procurement.uid])
    assert path in signed_in(client, commissioner).get(choose).content.decode()
    page = client.post(path, filled_in(procurement, **VALUE, worth_is_net="no"), follow=True).content.decode()
    assert "£125.00 for 1 bench, 2025 prices" in page and "Check what is written." in page
    one = BespokeMeasure.objects.get()
    propose_at = reverse("opportunities:propose_written", args=[one.uid])
    page = client.post(propose_at, {"version": one.version}, follow=True).content.decode()
    assert "It waits for approval." in page and "Lee Lead" in page
    decide_at = reverse("opportunities:decide_written", args=[one.uid])
    assert client.get(decide_at).status_code == 403
    assert signed_in(client, lead).get("/").content.decode().count(decide_at) == 1
    assert "Once it is chosen, every bidder is asked about it." in client.get(decide_at).content.decode()
    one.refresh_from_db()
    sent = {"decision": "approve", "reason": "", "version": one.version}
    assert "The measure is approved." in client.post(decide_at, sent, follow=True).content.decode()
    offered = signed_in(client, commissioner).get(choose).content.decode()
    assert "Written for this procurement." in offered
    measure = client.get(Measure.objects.get(written_for=procurement.uid).get_absolute_url())
    page = measure.content.decode()
    assert "Parks repair contract 2025, schedule of rates" in page and "One procurement only." in page


def test_bad_input_is_said_beside_the_field_and_what_was_typed_is_kept(client, procurement, commissioner):
    path = reverse("opportunities:write_measure", args=[procurement.uid])
    sent = filled_in(procurement, adds_up="stock", worth="125", definition="Benches that stand again.")
    page = signed_in(client, commissioner).post(path, sent).content.decode()
    assert "Say where the value comes from" in page
    assert "Say whether it is taken off already" in page
    assert "Only people in post (FTE) are counted as person-time" in page
    assert "Benches that stand again.</textarea>" in page
    assert not BespokeMeasure.objects.exists()


def test_what_is_approved_and_not_chosen_is_told_where_the_assessment_is_checked_and_in_the_tender(
    client, procurement, commissioner, lead
):
    one = propose(write(procurement, commissioner), commissioner)
    check_at = reverse("opportunities:complete", args=[procurement.uid])
    page = signed_in(client, commissioner).get(check_at).content.decode()
    assert "Not asked of bidders so far" in page and "waits for approval" in page
    services.decide_measure(measure=one, approves=True, reason="", version=one.version, by=lead)
    page = client.get(check_at).content.decode()
    assert "is approved and not chosen" in page
    procurement.refresh_from_db()
    one.refresh_from_db()
    services.choose(
        procurement=procurement,
        outcomes={one.outcome_id},
        measures={one.measure_id},
        version=procurement.version,
        by=commissioner,
    )
    assert "Not asked of bidders so far" not in client.get(check_at).content.decode()


def test_the_only_lead_is_told_that_it_decides_alone(client, procurement, lead):
    one = propose(write(procurement, lead), lead)
    page = signed_in(client, lead).get(one.get_absolute_url()).content.decode()
    assert "Your council has only one procurement lead" in page
    decide_at = reverse("opportunities:decide_written", args=[one.uid])
    assert "Your council has only one procurement lead" in client.get(decide_at).content.decode()
    page = client.post(decide_at, {"decision": "approve", "version": one.version}, follow=True)
    assert "decided alone" in page.content.decode()


def test_a_measure_of_one_procurement_is_not_on_the_pages_of_the_policy(
    client, procurement, commissioner, lead
):
    one = approved(procurement, commissioner, lead)
    signed_in(client, lead)
    for name, args in (("measures:library", []), ("policies:version", [procurement.policy.uid])):
        assert "Benches repaired" not in client.get(reverse(name, args=args)).content.decode()
    public = client.get(reverse("public_policies:policy", args=[procurement.policy.uid]))
    assert "Benches repaired" not in public.content.decode()
    assert one.measure.policy == procurement.policy
