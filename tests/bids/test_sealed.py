"""Sealed: whatever anybody on the council's side asks before the bids are opened, the answer tells nothing of them."""

import uuid
from collections.abc import Iterator
from copy import copy
from datetime import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from councils.organisations.models import Council
from procurement.bids import models, queries
from procurement.bids.models import (
    Award,
    Bid,
    BidAnswer,
    Moderation,
    Offer,
    OfferLine,
    Price,
    ProposedMeasure,
    Score,
)
from procurement.bids.urls import staff as addresses
from procurement.tenders.models import Tender
from socialvalue import clock
from socialvalue.access.domain import COUNCIL_ROLES, Denied, NotFound, Role
from socialvalue.access.models import AuditEntry, TenantModel
from tests.factories import bids as make
from tests.factories.councils import rotherham, staff, supplier, supplier_member
from tests.factories.tenders import evaluator, published_tender
from tests.world import time
from tests.world.rows import settle

pytestmark = pytest.mark.django_db

SECRETS = (
    "Sealed Supplier",
    "Draft Supplier",
    "SECRET-ANSWER",
    "SECRET-HOW",
    "98,765.43",
    "98765.43",
    "SECRET-OWN",
)
TABLES = (Bid, Price, BidAnswer, ProposedMeasure, Offer, OfferLine, Score, Moderation, Award)


def _sealed(council: Council, closed: bool) -> Tender:
    """A tender with one submitted bid and one draft, and somebody in every role."""
    named = evaluator(council)
    everything = staff(council, *COUNCIL_ROLES, name="Everybody at once")
    tender = published_tender(council, scorers=(named, everything), takes_proposals=True)
    told = {
        "price": "98765.43",
        "answers": "SECRET-ANSWER",
        "offers": {"local-jobs": {"how": "SECRET-HOW", "quantities": 1}},
        "proposes": [{"headline": "SECRET-OWN measure", "how": "SECRET-HOW"}],
    }
    tender.sealed = make.submitted_bid(tender, supplier_member(supplier("Sealed Supplier")), **told)
    tender.draft = make.whole_bid(tender, supplier_member(supplier("Draft Supplier")), **told)
    tender.own = ProposedMeasure.objects.get(bid=tender.sealed)
    if closed:
        make.close(tender)
    people = {role.value: staff(council, role) for role in sorted(COUNCIL_ROLES)}
    tender.people = {**people, "its lead": tender.lead, "its evaluator": named, "everything": everything}
    return tender


@pytest.fixture(scope="module", params=[False, True], ids=["open", "closed"])
def built(request, django_db_setup, django_db_blocker) -> Iterator[tuple[Tender, datetime]]:
    """The tender before and after its deadline with the moment, built once for the tests that start from it."""
    with django_db_blocker.unblock(), transaction.atomic():
        tender = _sealed(rotherham(), closed=request.param)
        settle()
        yield tender, clock.now()
        transaction.set_rollback(True)


@pytest.fixture
def sealed(built, db) -> Tender:
    """The tender at its moment."""
    tender, moment = built
    time.at(moment)
    return copy(tender)


def test_the_tables_named_here_are_all_there_are():
    found = {one for one in vars(models).values() if isinstance(one, type) and issubclass(one, TenantModel)}
    assert {one for one in found if one.__module__ == models.__name__ and not one._meta.abstract} == set(
        TABLES
    )


def test_no_role_sees_a_row_of_any_table(sealed):
    assert {role for role in COUNCIL_ROLES} <= {Role(name) for name in sealed.people if name in set(Role)}
    for who, actor in sealed.people.items():
        for table in TABLES:
            assert not table.objects.visible_to(actor).exists(), f"{who} sees {table.__name__}"


def test_no_role_sees_a_bid_in_the_history(sealed):
    suppliers = [sealed.sealed.supplier_id, sealed.draft.supplier_id]
    for who, actor in sealed.people.items():
        seen = AuditEntry.objects.visible_to(actor)
        assert not seen.filter(record_type__startswith="bids.").exists(), who
        assert not seen.filter(supplier_id__in=suppliers).exists(), who
        for secret in SECRETS:
            assert not seen.filter(record_label__contains=secret).exists(), who
            assert not seen.filter(actor_name__contains=secret).exists(), who
    assert AuditEntry.objects.filter(record_type="bids.bid").exists()


# Each question that can be asked, and the answer that tells nothing: a refusal, or something empty.
ASKED = {
    "answer_of": lambda a, t, s: queries.answer_of(a, t, s, t.sealed.uid, uuid.UUID(s.questions[0].uid)),
    "award": lambda a, t, s: queries.award(a, t),
    "award_of": lambda a, t, s: queries.award_of(a, t),
    "bid": lambda a, t, s: queries.bid(a, t.sealed.uid),
    "contents": lambda a, t, s: _held(queries.contents(a, t.sealed)),
    "my_bid": lambda a, t, s: queries.my_bid(a, t),
    "my_bids": lambda a, t, s: queries.my_bids(a),
    "odd": lambda a, t, s: list(queries.odd(a, t.sealed, _offered(a, t.sealed))),
    "opened_bids": lambda a, t, s: queries.opened_bids(a, t),
    "prices": lambda a, t, s: queries.prices(a, [t.sealed, t.draft]),
    "proposal": lambda a, t, s: queries.proposal(a, t.sealed.uid, t.own.uid),
    "proposals": lambda a, t, s: list(queries.proposals(a, t.sealed)),
    "ranking": lambda a, t, s: queries.ranking(a, t).places,
    "result": lambda a, t, s: queries.result(a, t),
    "score_sheet": lambda a, t, s: queries.score_sheet(a, t, t.sealed.uid, uuid.UUID(s.questions[0].uid)),
    "standing": lambda a, t, s: queries.standing(a, t, t.sealed.uid, uuid.UUID(s.questions[0].uid)),
    "standings": lambda a, t, s: queries.standings(a, t),
    "to_score": lambda a, t, s: queries.to_score(a, t),
    "undecided": lambda a, t, s: queries.undecided(a, t.sealed),
}
# These are told nothing of a bid (a tender, its deadline, the actor's rights), or only lay out what others gave.
NOT_ABOUT_BIDS = {
    "agreed_of",
    "awarded_ranking",
    "can_be_opened",
    "deadline_day",
    "frozen_scheme",
    "is_late",
    "me_as_evaluator",
    "missing",
    "moderation_sections",
    "must",
    "outcomes_to_serve",
    "score_sections",
    "scores_kind",
    "scores_of",
    "sections",
    "sees_price",
    "takes_bids",
    "waiting",
    "wanted",
    "year_of",
}


def _held(contents):
    return [contents.price, *(one.text for one in contents.answers), *contents.offers, *contents.proposed]


def _offered(actor, bid):
    return [(slot, slot.total) for slot in queries.contents(actor, bid).offers]


def test_every_query_is_asked_here():
    functions = {name for name in queries.__all__ if not isinstance(getattr(queries, name), type)}
    assert functions == set(ASKED) | NOT_ABOUT_BIDS


@pytest.mark.parametrize("name", sorted(ASKED))
def test_no_role_gets_anything_from_a_query(sealed, name):
    scheme = queries.frozen_scheme(sealed)
    for who, actor in sealed.people.items():
        try:
            answer = ASKED[name](actor, sealed, scheme)
        except (NotFound, Denied):
            continue
        assert not any(answer) if isinstance(answer, list) else not answer, f"{who} got {answer!r}"


def test_what_waits_tells_only_that_the_deadline_has_passed(sealed):
    for actor in sealed.people.values():
        for item in queries.waiting(actor):
            assert item.title == "Open the bids: Grounds maintenance"
            assert item.hint.endswith("The deadline has passed.")


def _pages(tender) -> dict[str, str]:
    """Every address of bids for staff, and the pages of the tender and its procurement."""
    question = queries.frozen_scheme(tender).questions[0].uid
    found = {}
    for pattern in addresses.urlpatterns:
        needs = set(pattern.pattern.converters)
        of_bid = pattern.name in ("bid", "decide_proposal")
        known = {
            "uid": tender.sealed.uid if of_bid else tender.uid,
            "bid_uid": tender.sealed.uid,
            "question_uid": question,
            "proposal_uid": tender.own.uid,
        }
        found[pattern.name] = reverse(f"bids:{pattern.name}", kwargs={key: known[key] for key in needs})
    found["bid, draft"] = reverse("bids:bid", args=[tender.draft.uid])
    found["tender"] = tender.get_absolute_url()
    found["procurement"] = tender.procurement.get_absolute_url()
    found["home"] = reverse("journey:home")
    return found


def test_no_page_tells_anything_to_any_role(sealed, browser):
    receipts = (sealed.sealed.receipt, str(sealed.sealed.uid), str(sealed.draft.uid))
    for who, actor in sealed.people.items():
        client = browser(actor)
        for name, url in _pages(sealed).items():
            answer = client.get(url)
            assert answer.status_code in (200, 302, 403, 404, 405), f"{name} for {who}: {answer.status_code}"
            if name.startswith("bid") or name.endswith(("_answer", "_proposal")):
                assert answer.status_code in (403, 404), f"{name} for {who}: {answer.status_code}"
            text = answer.content.decode()
            told = [secret for secret in (*SECRETS, *receipts) if secret in text.replace(url, "")]
            assert not told, f"{name} tells {who} {told}"


def test_the_page_of_bids_reads_the_same_with_and_without_bids(sealed, browser):
    empty = published_tender(sealed.council, by=sealed.lead)
    make.close(empty)
    make.close(sealed)
    client = browser(sealed.lead)
    with_bids = client.get(reverse("bids:of_tender", args=[sealed.uid])).content.decode()
    without = client.get(reverse("bids:of_tender", args=[empty.uid])).content.decode()
    for text in (with_bids, without):
        assert "The bids are still sealed" in text
        assert "how many there are" in text
