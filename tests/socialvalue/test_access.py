"""The safety rail: permissions, moves, versions and history."""

import threading

import pytest
from django.db import connection, transaction

from socialvalue.access import audit
from socialvalue.access.domain import PERMISSIONS, Actor, Denied, Kind, Refusal, Role, Stale, decide, move
from socialvalue.access.models import AuditEntry
from socialvalue.access.services import advance, allowed, claim, may_move, require
from tests.factories import councils as make
from tests.factories import opportunities as opportunity

READY = move("finished", ["draft"], "assessed", "procurement.assess", "Finish")
BACK = move("went back", ["assessed"], "draft", "tender.publish", "Go back")
COUNCIL_ROLES = [role for role in Role if not role.startswith("supplier")]


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
@pytest.mark.parametrize("role", list(Role))
def test_a_role_holds_a_permission_exactly_when_the_table_says_so(permission, role):
    """Every role against every permission, with every relation that the permission asks for."""
    rule = PERMISSIONS[permission]
    kind = Kind.SUPPLIER if role.startswith("supplier") else Kind.COUNCIL
    actor = Actor(kind=kind, user_id=1, roles=frozenset({role}))
    relations = {rule.relation} if rule.relation else set()
    assert bool(decide(actor, permission, relations)) == (role in rule.roles)


@pytest.mark.parametrize("permission", sorted(name for name, rule in PERMISSIONS.items() if rule.relation))
def test_a_relation_is_needed_where_the_table_asks_for_it(permission):
    """A contract manager verifies its own contracts only; an evaluator scores what it was named for."""
    actor = Actor(kind=Kind.COUNCIL, user_id=1, roles=frozenset(Role))
    assert not decide(actor, permission, set())
    assert "You are not the" in decide(actor, permission, set()).reason


@pytest.mark.parametrize("permission", sorted(name for name, rule in PERMISSIONS.items() if rule.never))
def test_what_a_person_may_never_do_holds_for_whoever_has_every_role(permission):
    """Who scored does not moderate, award or see prices."""
    rule = PERMISSIONS[permission]
    actor = Actor(kind=Kind.COUNCIL, user_id=1, roles=frozenset(Role))
    needed = {rule.relation} if rule.relation else set()
    assert decide(actor, permission, needed)
    refused = decide(actor, permission, {*needed, rule.never})
    assert not refused and refused.reason == rule.never_because


def test_the_public_may_nothing():
    """Default deny."""
    assert not any(decide(Actor.public(), permission) for permission in PERMISSIONS)


def test_a_record_of_another_council_is_never_the_actors(rotherham, other_council):
    """Whatever its roles."""
    mine, theirs = make.staff(rotherham, *COUNCIL_ROLES), make.staff(other_council, Role.COMMISSIONER)
    record = opportunity.draft_procurement(other_council, theirs)
    assert not allowed(mine, "procurement.assess", record)
    with pytest.raises(Denied, match="another council"):
        require(mine, "procurement.assess", record)


def test_advance_moves_once_and_writes_history(rotherham):
    """Status, version and an entry, together."""
    actor = make.staff(rotherham, Role.COMMISSIONER)
    record = opportunity.draft_procurement(rotherham, actor)
    before = record.version
    advance(record, READY, by=actor)
    record.refresh_from_db()
    assert (record.status, record.version) == ("assessed", before + 1)
    newest = AuditEntry.objects.filter(record_id=record.pk).first()
    assert (newest.act, newest.user_id, newest.thread) == ("finished", actor.user_id, record.uid)
    with pytest.raises(Refusal, match="This is assessed"):
        advance(record, READY, by=actor)


def test_advance_refuses_whoever_may_not(rotherham):
    """And nothing is written."""
    commissioner, auditor = make.staff(rotherham, Role.COMMISSIONER), make.staff(rotherham, Role.AUDITOR)
    record = opportunity.draft_procurement(rotherham, commissioner)
    with pytest.raises(Denied, match="commissioner or procurement lead"):
        advance(record, READY, by=auditor)
    record.refresh_from_db()
    assert record.status == "draft"


def test_the_buttons_are_the_moves_that_the_actor_may_make(rotherham):
    """A commissioner finishes; only a lead goes back."""
    commissioner, lead = (
        make.staff(rotherham, Role.COMMISSIONER),
        make.staff(rotherham, Role.PROCUREMENT_LEAD),
    )
    record = opportunity.draft_procurement(rotherham, commissioner)
    assert may_move(record, commissioner, READY) and not may_move(record, commissioner, BACK)
    advance(record, READY, by=commissioner)
    assert not may_move(record, commissioner, READY) and not may_move(record, commissioner, BACK)
    assert may_move(record, lead, BACK) and not may_move(record, lead, READY)


def test_the_second_of_two_edits_is_told(rotherham):
    """The first takes the version, the second is stale."""
    actor = make.staff(rotherham, Role.COMMISSIONER)
    record = opportunity.draft_procurement(rotherham, actor)
    seen = record.version
    claim(record, seen)
    with pytest.raises(Stale, match="Somebody else"):
        claim(record, seen)


def test_history_tells_who_and_for_whom(rotherham):
    """The actor's name as it was then, and the record's label."""
    actor = make.staff(rotherham, Role.COMMISSIONER, name="Cara")
    record = opportunity.draft_procurement(rotherham, actor)
    entry = audit.record(record, "looked at", by=actor, detail={"why": "a test"})
    assert (entry.actor_name, entry.record_label, entry.detail) == ("Cara", str(record), {"why": "a test"})


def test_history_cannot_be_changed(rotherham):
    """Not even by somebody at the database's prompt without switching off its trigger."""
    actor = make.staff(rotherham, Role.COMMISSIONER)
    entry = audit.record(opportunity.draft_procurement(rotherham, actor), "looked at", by=actor)
    for change in (lambda rows: rows.update(act="did something else"), lambda rows: rows.delete()):
        with pytest.raises(Exception, match="only added to"), transaction.atomic():
            change(AuditEntry.objects.filter(pk=entry.pk))


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_of_eight_simultaneous_edits_exactly_one_is_taken():
    """Real threads, real connections, the same version in every hand."""
    council = make.rotherham()
    actor = make.staff(council, Role.COMMISSIONER)
    record = opportunity.draft_procurement(council, actor)
    seen, start, results = record.version, threading.Barrier(8), []

    def edit() -> None:
        mine = type(record).objects.get(pk=record.pk)
        start.wait()
        try:
            claim(mine, seen)
            results.append("taken")
        except Stale:
            results.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=edit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["stale"] * 7 + ["taken"]
