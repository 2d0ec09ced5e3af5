"""A measure that was written for one procurement comes into the council's library, by pages, or is turned down."""

import pytest
from django.urls import reverse

from councils.policies import queries as policies
from councils.policies import services as policy_services
from councils.policies.domain.counting import HowItAddsUp, Unit
from councils.policies.domain.file import read_framework
from councils.policies.domain.rewriting import as_measure, with_measure
from councils.policies.models import PolicyVersion
from measures.models import Measure
from measures.services import publish
from procurement.opportunities import queries, services
from procurement.opportunities.domain.library import key_for, part_of, value_words
from procurement.opportunities.models import LibraryProposal
from procurement.opportunities.queries.library import waiting_proposals
from socialvalue.access.domain import Denied, Refusal, Role, Stale
from tests.factories import contracts as make_contracts
from tests.factories import councils as people
from tests.factories import opportunities as make
from tests.factories import policies as make_policies
from tests.opportunities.test_written_measures import chosen
from tests.opportunities.test_written_pages import signed_in
from tests.opportunities.written import VALUE, approved, benches

WHY = "Every park has benches, and they were easy to count."


@pytest.fixture
def lead(rotherham):
    """The council's only procurement lead."""
    return people.staff(rotherham, Role.PROCUREMENT_LEAD, name="Lee Lead")


@pytest.fixture
def administrator(rotherham):
    """The council's only administrator, so that it publishes alone."""
    return people.staff(rotherham, Role.ADMINISTRATOR, name="Ada Administrator")


@pytest.fixture
def written(rotherham, commissioner, lead):
    """Benches, in a contract that is not signed yet."""
    procurement = make.judged_procurement(rotherham, commissioner)
    one = approved(procurement, commissioner, lead, **VALUE)
    chosen(procurement, commissioner, one.measure)
    procurement.refresh_from_db()
    services.complete_assessment(procurement=procurement, version=procurement.version, by=commissioner)
    return one


@pytest.fixture
def signed(rotherham, written):
    """The same, signed: one bench in each of sixteen quarters."""
    make_contracts.signed_contract(
        rotherham, procurement=written.procurement, offers={written.measure.key: 1}
    )
    written.refresh_from_db()
    return written


def proposed(one, by, why: str = WHY) -> LibraryProposal:
    """Proposed for the library."""
    return services.propose_for_library(measure=one, why=why, version=one.version, by=by)


def draft_of(written, by) -> PolicyVersion:
    """A draft of the council's next version."""
    text = make_policies.new_text(written.procurement.policy.source, "second version", "2030-04-01")
    return make_policies.uploaded(by, text)


def decide(one, by, draft=None, reason: str = "", version: int | None = None) -> LibraryProposal:
    """Written into a draft, or turned down."""
    told = {"draft": draft and draft.uid, "reason": reason, "version": version or one.version}
    return services.decide_proposal(proposal=one, by=by, **told)


# The piece of a file


@pytest.fixture(scope="module")
def rotherham_file() -> str:
    """The file of a whole policy."""
    return (people.ROOT / "fixtures/councils/rotherham.yaml").read_text()


def test_a_key_is_one_that_nobody_has():
    """Of the headline; a number goes after it while it is taken."""
    assert key_for("Benches repaired, with volunteers!", ()) == "benches-repaired-with-volunteers"
    assert key_for("Benches", {"benches", "benches-2"}) == "benches-3"
    assert key_for("日本", ()) == "measure"
    assert key_for("Repair cafés", ()) == "repair-cafes"
    assert len(key_for("a " * 100, {key_for("a " * 100, ())})) <= 60


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"unit": Unit.FTE, "adds_up": HowItAddsUp.STOCK, "counted_one": "", "counted_many": ""},
        {"unit": Unit.PERCENT, "adds_up": HowItAddsUp.LATEST, "counted_one": "", "counted_many": ""},
        {"headline": "yes", "definition": "- key: x\n  # and: more", "evidence": "'\"{[&*", "why": "12"},
    ],
)
def test_the_piece_can_be_read_back_in_a_file(rotherham_file, told):
    """Whatever was typed into it, and for each kind of counting; comments of the file stay."""
    says = read_framework(rotherham_file, "rotherham.yaml")
    shows = says.outcome("environment")
    piece = part_of(
        benches(**told), key="benches", outcome=shows.key, clauses=shows.clauses, reference="P-1", why=WHY
    )
    assert as_measure(piece).startswith("measures:\n  - key: benches\n")
    text = with_measure(rotherham_file, piece)
    added = read_framework(text, "rotherham.yaml").measures[-1]
    assert (added.key, added.unit, added.adds_up) == (
        "benches",
        benches(**told).unit,
        benches(**told).adds_up,
    )
    assert added.headline == benches(**told).headline
    assert added.why.startswith("Written for the procurement P-1")


def test_the_value_is_told_in_words_and_is_no_part_of_the_piece():
    said = value_words(benches(**VALUE))
    assert "£125.00 in 2025 prices" in said and "schedule of rates" in said
    assert value_words(benches()) == ""


# Who proposes, and when


def test_it_is_proposed_only_once_the_contract_is_signed(written, lead):
    with pytest.raises(Refusal, match="once a contract"):
        proposed(written, lead)


def test_a_measure_of_a_bidder_that_lost_is_not_proposed(signed, lead):
    """It is in no contract, so nothing was learned by using it."""
    signed.bidder = people.supplier()
    assert not queries.may_be_in_library(lead, signed)
    signed.bidder = signed.procurement.contract.supplier
    assert queries.may_be_in_library(lead, signed)


def test_only_a_lead_proposes_and_only_once_with_a_reason(signed, lead, commissioner, administrator):
    for actor in (commissioner, administrator):
        with pytest.raises(Denied):
            proposed(signed, actor)
    with pytest.raises(Refusal, match="Say why"):
        proposed(signed, lead, " ")
    before = signed.version
    proposed(signed, lead)
    with pytest.raises(Stale):
        services.propose_for_library(measure=signed, why=WHY, version=before, by=lead)
    signed.refresh_from_db()
    with pytest.raises(Refusal, match="cannot propose it again"):
        proposed(signed, lead)


def test_only_an_administrator_decides_and_says_why_it_turns_down(signed, lead, administrator):
    one = proposed(signed, lead)
    with pytest.raises(Denied):
        decide(one, lead, reason="No.")
    with pytest.raises(Refusal, match="Say why"):
        decide(one, administrator)


def test_it_waits_again_where_its_draft_is_withdrawn(client, signed, lead, administrator):
    one = proposed(signed, lead)
    draft = draft_of(signed, administrator)
    decide(one, administrator, draft)
    assert waiting_proposals(administrator) == []
    draft.refresh_from_db()
    policy_services.withdraw(policy=draft, version=draft.version, by=administrator)
    (waits,) = waiting_proposals(administrator)
    assert waits.mine and str(one) in waits.title
    page = signed_in(client, administrator).get(one.get_absolute_url()).content.decode()
    assert "which was withdrawn" in page and "This waits for you." in page


def test_a_draft_without_its_outcome_cannot_hold_it(signed, lead, administrator):
    """The new version has no environment any more; the proposal stays as it was."""
    one = proposed(signed, lead)

    def other(values):
        for outcome in values["outcomes"]:
            if outcome["key"] == "environment":
                outcome["key"] = "green-places"
        for measure in values["measures"]:
            if measure["outcome"] == "environment":
                measure["outcome"] = "green-places"

    text = make_policies.new_text(signed.procurement.policy.source, "greener", "2030-04-01", other)
    with pytest.raises(Refusal, match="does not have the outcome"):
        decide(one, administrator, make_policies.uploaded(administrator, text))
    one.refresh_from_db()
    assert one.status == "proposed"


# By pages


def test_from_proposing_to_the_library_by_pages(client, signed, lead, administrator, commissioner):
    """16 benches are promised: one in each of sixteen quarters."""
    page = signed_in(client, lead).get(signed.get_absolute_url()).content.decode()
    path = reverse("opportunities:propose_for_library", args=[signed.uid])
    assert path in page and "propose this measure for your council’s library" in page
    assert "Nothing changes in this contract" in client.get(path).content.decode()
    page = client.post(path, {"why": WHY, "version": signed.version}, follow=True).content.decode()
    one = LibraryProposal.objects.get()
    assert WHY in page and "16 benches" in page and "Waits for the administrator" in page
    decide_at = reverse("opportunities:decide_proposal", args=[one.uid])
    assert decide_at not in page and client.get(decide_at).status_code == 403

    assert signed_in(client, administrator).get("/").content.decode().count(decide_at) == 1
    assert one.get_absolute_url() in client.get(reverse("opportunities:proposals")).content.decode()
    assert reverse("opportunities:proposals") in client.get(reverse("policies:list")).content.decode()
    page = client.get(decide_at).content.decode()
    assert (
        "Your council has no draft of the policy" in page and "key: benches-repaired-with-volunteers" in page
    )
    piece = client.get(reverse("opportunities:proposal_file", args=[one.uid]))
    assert "benches-repaired-with-volunteers.yaml" in piece["Content-Disposition"]
    draft = draft_of(signed, administrator)
    page = client.post(
        decide_at, {"choice": str(draft.uid), "version": one.version}, follow=True
    ).content.decode()
    assert "Decided: written into a draft." in page
    shown = client.get(reverse("policies:draft", args=[draft.uid])).content.decode()
    assert "Benches repaired with volunteers" in shown

    draft.refresh_from_db()
    publish(policy=draft, begins=draft.begins_on, version=draft.version, by=administrator)
    (taken,) = Measure.objects.filter(key=one.key, written_for=None)
    page = signed_in(client, lead).get(signed.get_absolute_url()).content.decode()
    assert "In the policy" in page
    page = client.get(one.get_absolute_url()).content.decode()
    assert "It is taken in" in page and taken.get_absolute_url() in page
    assert signed_in(client, administrator).get(decide_at).status_code == 302
    assert not [line for line in queries.waiting(administrator) if "library" in line.title]


def test_turned_down_with_a_reason_and_proposed_again(client, signed, lead, administrator):
    one = proposed(signed, lead)
    path = reverse("opportunities:decide_proposal", args=[one.uid])
    sent = {"choice": "turn_down", "reason": "", "version": one.version}
    page = signed_in(client, administrator).post(path, sent).content.decode()
    assert "Say why you turn it down" in page
    sent["reason"] = "Benches are counted by the parks plan."
    assert "Decided: turned down." in client.post(path, sent, follow=True).content.decode()
    page = signed_in(client, lead).get(signed.get_absolute_url()).content.decode()
    assert "Turned down" in page and "Benches are counted by the parks plan." in page
    again = reverse("opportunities:propose_for_library", args=[signed.uid])
    signed.refresh_from_db()
    page = client.post(again, {"why": "Ten more councils do.", "version": signed.version}, follow=True)
    assert "Waits for the administrator" in page.content.decode()
    assert LibraryProposal.objects.get().why == "Ten more councils do."


def test_a_file_that_was_written_by_hand_closes_it_too(signed, lead, administrator):
    """By the key: the piece was copied into a file, uploaded and published, and nobody decided here."""
    one = proposed(signed, lead)
    text = make_policies.new_text(signed.procurement.policy.source, "by hand", "2030-04-01")
    draft = make_policies.uploaded(administrator, with_measure(text, queries.part(administrator, one)))
    publish(policy=draft, begins=draft.begins_on, version=draft.version, by=administrator)
    assert queries.proposal(lead, one.uid).in_policy
    assert policies.drafts(administrator) == []
    with pytest.raises(Refusal, match="has this measure already"):
        decide(one, administrator, reason="Late.")
