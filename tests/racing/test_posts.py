"""Of eight simultaneous posts of one form exactly one is taken, and what stands afterwards is what one post makes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from measures.models import Measure
from procurement.bids.models import Award, Bid
from procurement.contracts.models import Contract
from procurement.ledger.management.commands.check_ledger import check
from procurement.ledger.models import Posting
from procurement.opportunities.domain.moves import TURN_DOWN, WRITE_INTO_DRAFT
from procurement.opportunities.models import Procurement
from socialvalue.access.models import AuditEntry
from tests.access_table.table import MEASURE, OWN_MEASURE, PROCUREMENTS, Url
from tests.world import time
from tests.world.looking import address, value_of
from tests.world.pages import read
from tests.world.standing import World, signed_in, stand, the_world

AT_ONCE = 8


@dataclass(frozen=True)
class Race:
    """A form, who sends it, what is filled in, and what may have happened once only: a count of rows."""

    name: str
    record: str
    who: str
    counts: Callable[[World], int]
    sends: tuple[dict, ...] = ({},)

    def __str__(self) -> str:
        return self.name


def _audited(act: str) -> Callable[[World], int]:
    return lambda world: AuditEntry.objects.filter(act=act).count()


def _postings(event: str) -> Callable[[World], int]:
    return lambda world: Posting.objects.filter(event=event).count()


RACES = [
    Race(
        "portal_bids:check", "draft_bid.uid", "member", _audited("submitted the bid"), ({"declared": "on"},)
    ),
    Race(
        "measures:choose",
        "'donations'",
        "lead",
        _audited("chose how measures are valued"),
        ({"valued_by": "policy", "price_year": "", "reason": "As the policy has it.", "confirmed": "yes"},),
    ),
    Race("portal_bids:propose", "draft_bid.uid", "member", _audited("proposed a measure"), (OWN_MEASURE,)),
    Race(
        "bids:decide_proposal",
        "deciding_bid.uid proposed_measure.uid",
        "lead",
        lambda world: Measure.objects.filter(written_for__isnull=False).count(),
        ({"decision": "approve"}, {"decision": "approve", "reason": "It fits."}),
    ),
    Race("portal_bids:price", "draft_bid.uid", "member", _audited("wrote the price")),
    Race("portal_returns:check", "delivery.queried.uid", "member", _postings("resubmit")),
    Race(
        "returns:verify_line",
        "delivery.submitted_line.uid",
        "manager",
        _postings("verify"),
        ({"decision": "full"},),
    ),
    Race(
        "returns:verify_line",
        "delivery.submitted_line.uid",
        "manager",
        lambda world: AuditEntry.objects.filter(
            record_type="returns.returnline", act__contains="line"
        ).count(),
        (
            {"decision": "full"},
            {"decision": "part", "quantity": "1", "reason": "One only."},
            {"decision": "back", "reason": "Which?"},
        ),
    ),
    Race(
        "bids:award",
        "scored.uid",
        "lead",
        lambda world: Award.objects.count(),
        ({"bid": "=scored_bid.uid", "decision_reference": "1", "reason": "First."},),
    ),
    Race("bids:open", "closed.uid", "lead", _audited("opened the bid"), ({"version": "=closed.version"},)),
    Race(
        "bids:finish",
        "moderating.uid",
        "lead",
        _audited("finished moderation"),
        ({"version": "=moderating.version"},),
    ),
    Race(
        "opportunities:decide_exception",
        "exception_asked.uid",
        "approver",
        lambda world: AuditEntry.objects.filter(
            act__in=("approved an exception", "refused an exception")
        ).count(),
        (
            {"decision": "approve", "decision_reference": "Minute 12"},
            {"decision": "refuse", "note": "Not enough evidence."},
        ),
    ),
    Race(
        "opportunities:ask_exception",
        "draft.uid",
        "commissioner",
        _audited("asked for an exception"),
        ({"rule": "obligation", "reason": "Nothing fits.", "statement": "We asked."},),
    ),
    Race(
        "opportunities:withdraw_exception",
        "exception_approved.uid",
        "commissioner",
        _audited("withdrew an exception"),
    ),
    Race(
        "opportunities:remove_exception_file",
        "exception_file.uid",
        "commissioner",
        _audited("removed evidence for an exception"),
    ),
    Race(
        "opportunities:decide_written",
        "written_asked.uid",
        "lead",
        lambda world: Measure.objects.filter(written_for__isnull=False).count(),
        ({"decision": "approve"}, {"decision": "approve", "reason": "It fits."}),
    ),
    Race(
        "opportunities:decide_written",
        "written_asked.uid",
        "lead",
        lambda world: AuditEntry.objects.filter(act__in=("approved a measure", "refused a measure")).count(),
        ({"decision": "approve"}, {"decision": "refuse", "reason": "It does not fit."}),
    ),
    Race(
        "opportunities:write_measure",
        "draft.uid",
        "commissioner",
        _audited("wrote a measure"),
        ({name: value for name, value in MEASURE.items()},),
    ),
    Race(
        "opportunities:propose_for_library",
        "written_signed.uid",
        "lead",
        _audited("proposed a measure for the library"),
        ({"why": "It was easy to count."},),
    ),
    Race(
        "opportunities:decide_proposal",
        "proposal_waiting.uid",
        "administrator",
        lambda world: AuditEntry.objects.filter(
            act__in=(WRITE_INTO_DRAFT.name, TURN_DOWN.name), council=world.here.council
        ).count(),
        ({"choice": "=draft_version.uid"}, {"choice": "turn_down", "reason": "Too rare."}),
    ),
    Race("tenders:publish", "building.uid", "lead", _audited("published the tender")),
    Race(
        "contracts:sign",
        "prepared.uid",
        "lead",
        _postings("sign"),
        ({"signed_on_0": "5", "signed_on_1": "7", "signed_on_2": "2027"},),
    ),
    Race(
        "contracts:prepare",
        "awarded.uid",
        "lead",
        lambda world: Contract.objects.count(),
        ({"manager": "=staff.manager.user_id"},),
    ),
    Race("measures:publish", "asked_version.uid", "approver", _audited("published the policy")),
    Race("measures:licensed_check", "licensed_draft.uid", "lead", _audited("loaded licensed values")),
    Race(
        "measures:licensed_withdraw",
        "licensed_table.uid",
        "lead",
        _audited("withdrew licensed values"),
        ({"reason": "The licence has ended."},),
    ),
    Race(
        "policies:ask", "draft_version.uid", "administrator", _audited("asked for the policy to be published")
    ),
    Race(
        "policies:review_done",
        "policy.uid '0'",
        "administrator",
        _audited("marked a review of the policy as done"),
        ({"note": "Nothing changes."},),
    ),
    Race(
        "policies:settle",
        "unsettled_version.uid 'weight' 'second-weight'",
        "administrator",
        _audited("settled which rule of the policy governs"),
        ({"governs": "weight", "because": "One."}, {"governs": "second-weight", "because": "The other."}),
    ),
    Race(
        "opportunities:edit",
        "draft.uid",
        "commissioner",
        _audited("changed the details"),
        ({"title": "Another"},),
    ),
]


@pytest.fixture
def world(transactional_db) -> World:
    """The two towns, written for everybody to see."""
    with transaction.atomic():
        world = stand(the_world)
    time.at(time.NOW)
    return world


def _form(race: Race, world: World, path: str) -> dict:
    """What the page would send, as all eight of them have it open."""
    response = signed_in(world.actors()[race.who]).get(path)
    form = read(path, response.content.decode()).form_to(path) if response.status_code == 200 else None
    return {name: values[0] for name, values in form.data().items()} if form else {}


def _looked_up(world: World, sends: dict) -> dict:
    return {
        name: value_of(world.here, value[1:]) if value.startswith("=") else value
        for name, value in sends.items()
    }


def all_at_once(world: World, who: str, path: str, data: list[dict]) -> list[str]:
    """What becomes of ``data``, each sent by a browser of its own in the same moment."""
    browsers = [signed_in(world.actors()[who], raise_request_exception=False) for _ in data]
    start, answers = threading.Barrier(len(data)), []

    def send(browser, one: dict) -> None:
        start.wait()
        try:
            response = browser.post(path, one)
            answers.append(_word(response))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=pair) for pair in zip(browsers, data, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _word(response) -> str:
    if response.status_code == 302:
        return "taken"
    clear = response.status_code in (400, 409) or "govuk-error-summary" in response.content.decode()
    return "refused" if clear and response.status_code < 500 else f"answer {response.status_code}"


@pytest.mark.services
@pytest.mark.parametrize("race", RACES, ids=str)
def test_exactly_one_is_taken(race, world):
    """Eight browsers, one version: one 302, seven clear refusals, a late one refused as well, one trace in the records, and a sound ledger."""
    path = address(race.name, race.record, world.here)
    page, before = _form(race, world, path), race.counts(world)
    data = [{**page, **_looked_up(world, race.sends[at % len(race.sends)])} for at in range(AT_ONCE)]
    answers = all_at_once(world, race.who, path, data)
    assert sorted(answers) == ["refused"] * (AT_ONCE - 1) + ["taken"]
    assert all_at_once(world, race.who, path, data[:1]) == ["refused"], "one who comes late is not told"
    made = 2 if race.name == "bids:open" else 1  # both bids are opened by the one that is taken
    assert race.counts(world) == before + made
    assert check() == []


@pytest.mark.services
def test_one_form_opens_one_procurement(world):
    """Pressed eight times, it opens once: whoever comes second is led to what is there."""
    new: Url = next(url for url in PROCUREMENTS if url.name == "opportunities:new")
    path, before = address(new.name, "", world.here), Procurement.objects.count()
    race = Race(new.name, "", "commissioner", lambda world: 0)
    answers = all_at_once(world, "commissioner", path, [{**_form(race, world, path), **new.sends}] * AT_ONCE)
    assert set(answers) <= {"taken", "refused"} and "taken" in answers
    assert Procurement.objects.count() == before + 1


@pytest.mark.services
def test_what_stands_after_the_races_belongs_together(world):
    """Two forms about one thing at once: the supplier changes its bid while it submits it; one of the two wins."""
    bid = world.here.draft_bid
    check_path = address("portal_bids:check", "draft_bid.uid", world.here)
    price_path = address("portal_bids:price", "draft_bid.uid", world.here)
    member = world.actors()["member"]
    submit = {**_form(Race("", "", "member", lambda world: 0), world, check_path), "declared": "on"}
    price = {**_form(Race("", "", "member", lambda world: 0), world, price_path), "amount_ex_vat": "1"}
    start, answers = threading.Barrier(2), {}

    def send(path: str, data: dict) -> None:
        browser = signed_in(member, raise_request_exception=False)
        start.wait()
        try:
            answers[path] = _word(browser.post(path, data))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=send, args=pair) for pair in ((check_path, submit), (price_path, price))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers.values()) == ["refused", "taken"]
    stands = Bid.objects.select_related("price").get(pk=bid.pk)
    submitted = answers[check_path] == "taken"
    assert (stands.status == "submitted") == submitted
    assert (stands.price.amount_ex_vat == 1) != submitted
