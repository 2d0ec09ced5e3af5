"""Asking for an exception, deciding it, taking it back, and what becomes of it when the facts change."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from measures import services as measures
from procurement.opportunities import queries, services
from procurement.opportunities.domain.moves import EXCEPTION_MOVES
from procurement.opportunities.models import ExceptionEvidence, PolicyException
from socialvalue.access.domain import Actor, Denied, NotFound, Refusal, Role, Stale
from socialvalue.access.models import AuditEntry
from socialvalue.access.services import advance
from socialvalue.periods import Period
from tests.factories import councils as people
from tests.factories import opportunities as make
from tests.factories.returns import pdf
from tests.opportunities.exceptions import CLAUSE, ask, change, decide, in_state

# Asking


def test_it_remembers_the_rule_and_its_clause_as_they_were(procurement, commissioner):
    one = ask(procurement, commissioner)
    assert (one.kind, one.requirement_key, one.instead, one.status) == ("weighting", "weighting", 15, "asked")
    assert one.words == "Social value counts for 15% of the overall score."
    assert one.citation == CLAUSE and one.clauses[0]["words"] == CLAUSE
    assert one.policy == procurement.policy
    assert one.evidence_asked.startswith("why 20% does not fit this procurement")
    assert (one.body, one.asked_by_id) == ("", commissioner.user_id)
    assert AuditEntry.objects.get(act="asked for an exception").detail["reason"] == "The market is thin."


def test_evidence_as_a_file_is_kept_under_another_name(procurement, commissioner):
    one = ask(procurement, commissioner, statement="", upload=pdf("why.pdf"))
    file = one.files.get()
    assert (file.shown_name, file.kind) == ("why.pdf", "pdf")
    assert file.stored_name != "why.pdf" and default_storage.exists(file.stored_name)
    assert len(file.sha256) == 64


def test_a_file_that_is_not_what_its_name_says_writes_nothing(procurement, commissioner):
    upload = pdf("why.docx")
    with pytest.raises(Refusal, match="not a Word document"):
        ask(procurement, commissioner, upload=upload)
    assert not PolicyException.objects.exists() and not ExceptionEvidence.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"statement": ""}, "statement"),
        ({"instead": None}, "instead"),
        ({"instead": Decimal("20")}, "instead"),
        ({"rule": "considerations"}, "rule"),
        ({"rule": "nothing"}, "rule"),
    ],
)
def test_what_is_missing_is_refused_at_its_field(procurement, commissioner, told, field):
    with pytest.raises(Refusal) as refused:
        ask(procurement, commissioner, **told)
    assert refused.value.field == field
    assert not PolicyException.objects.exists()


def test_a_stale_form_asks_for_nothing(procurement, commissioner):
    with pytest.raises(Stale):
        ask(procurement, commissioner, version=procurement.version + 1)


def test_one_at_a_time_from_one_rule_and_again_when_it_was_refused(procurement, commissioner, approver):
    first = ask(procurement, commissioner)
    assert [g.key for g in queries.exception_grounds(commissioner, procurement)] == ["obligation"]
    with pytest.raises(Refusal, match="wait for the decision"):
        ask(procurement, commissioner)
    decide(first, approver, services.refuse_exception, note="Too little.")
    assert ask(procurement, commissioner).pk != first.pk


def test_the_database_holds_one_open_exception_from_a_rule(procurement, commissioner):
    one = ask(procurement, commissioner)
    one.pk, one.uid = None, "7d444840-9dc0-11d1-b245-5ffdce74fad2"
    with pytest.raises(IntegrityError, match="one_exception_at_a_time"), transaction.atomic():
        one.save(force_insert=True)


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR, Role.EVALUATOR])
def test_other_roles_ask_for_nothing(rotherham, procurement, role):
    with pytest.raises(Denied):
        ask(procurement, people.staff(rotherham, role))


def test_a_policy_that_opts_out_with_evidence_and_names_nobody(db, at):
    at("2026-11-21")
    people.load_national()
    path = people.ROOT / "fixtures/councils/north-east-lincolnshire.yaml"
    council = measures.load_framework(path=path).council
    by = make.commissioner(council)
    procurement = make.draft_procurement(council, by)
    found = {one.key: one for one in queries.exception_grounds(by, procurement)}
    assert "everything social value could bring was explored" in found["obligation"].ground.evidence
    assert (found["obligation"].body_name, found["obligation"].ground.body) == ("", None)
    one = ask(procurement, by, rule="obligation", instead=None)
    assert one.kind == "opt_out"
    assert decide(one, people.staff(council, Role.APPROVER)).status == "approved"


# Deciding


def test_an_approval_says_who_when_and_by_which_decision(procurement, commissioner, approver):
    one = decide(ask(procurement, commissioner), approver, note="For one year.")
    one.refresh_from_db()
    assert (one.status, one.decision_reference, one.note) == ("approved", "Minute 12", "For one year.")
    assert one.decided_by_id == approver.user_id and one.decided_at
    assert AuditEntry.objects.get(act="approved an exception").detail["decision_reference"] == "Minute 12"


def test_nobody_decides_what_they_asked_for(rotherham, procurement):
    both = people.staff(rotherham, Role.PROCUREMENT_LEAD, Role.APPROVER)
    one = ask(procurement, both)
    with pytest.raises(Denied, match="You asked for this exception"):
        decide(one, both)
    assert decide(one, people.staff(rotherham, Role.APPROVER)).status == "approved"


def test_only_the_body_that_the_policy_names_decides(rotherham, procurement, commissioner, approver):
    one = ask(procurement, commissioner)
    PolicyException.objects.filter(pk=one.pk).update(body="cabinet", body_name="Cabinet")
    one.refresh_from_db()
    member = Actor(**{**approver.__dict__, "bodies": frozenset({"cabinet"})})
    with pytest.raises(Denied, match="You are not the approver here"):
        decide(one, approver)
    assert decide(one, member).status == "approved"


@pytest.mark.parametrize("role", [Role.PROCUREMENT_LEAD, Role.COMMISSIONER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_other_roles_decide_nothing(rotherham, procurement, commissioner, role):
    with pytest.raises(Denied):
        decide(ask(procurement, commissioner), people.staff(rotherham, role))


@pytest.mark.parametrize(
    ("service", "told"),
    [
        (services.approve_exception, {"decision_reference": ""}),
        (services.refuse_exception, {"note": " "}),
    ],
)
def test_a_decision_without_its_words_changes_nothing(procurement, commissioner, approver, service, told):
    one = ask(procurement, commissioner)
    with pytest.raises(Refusal):
        decide(one, approver, service, **told)
    assert PolicyException.objects.get().status == "asked"


def test_a_decision_on_what_was_changed_meanwhile_is_stale(procurement, commissioner, approver):
    one = ask(procurement, commissioner)
    services.attach_to_exception(exception=one, upload=pdf(), version=one.version, by=commissioner)
    with pytest.raises(Stale):
        decide(one, approver, version=1)
    fresh = PolicyException.objects.get()
    assert (fresh.status, fresh.decided_at, fresh.decision_reference) == ("asked", None, "")


def test_the_same_file_twice_and_a_file_after_the_decision_are_refused(procurement, commissioner, approver):
    one = ask(procurement, commissioner, upload=pdf("a.pdf"))
    with pytest.raises(Refusal, match=r"there already, as a\.pdf"):
        services.attach_to_exception(exception=one, upload=pdf("b.pdf"), version=one.version, by=commissioner)
    fresh = decide(PolicyException.objects.get(), approver)
    with pytest.raises(Refusal, match="is decided"):
        services.attach_to_exception(
            exception=fresh, upload=pdf("c.pdf", b"more"), version=fresh.version, by=commissioner
        )
    assert one.files.count() == 1


def remove(file, by, version=None):
    """Take a file away."""
    seen = PolicyException.objects.get(pk=file.exception_id).version if version is None else version
    services.remove_exception_file(file=file, version=seen, by=by)


def test_a_removed_file_leaves_its_row_and_not_its_content(
    procurement, commissioner, django_capture_on_commit_callbacks
):
    """The trail says who removed it; the same file can be added again."""
    one = ask(procurement, commissioner, upload=pdf("a.pdf"))
    file = one.files.get()
    with django_capture_on_commit_callbacks(execute=True):
        remove(file, commissioner)
    file.refresh_from_db()
    assert file.removed_at is not None and not default_storage.exists(file.stored_name)
    assert queries.given_files(commissioner, one) == []
    with pytest.raises(NotFound):
        queries.given_file(commissioner, file.uid)
    entry = AuditEntry.objects.get(act="removed evidence for an exception")
    assert (entry.user_id, entry.detail, entry.thread) == (
        commissioner.user_id,
        {"sha256": file.sha256},
        procurement.thread,
    )
    with pytest.raises(Refusal, match="removed already"):
        remove(file, commissioner)
    fresh = PolicyException.objects.get()
    services.attach_to_exception(exception=fresh, upload=pdf("a.pdf"), version=fresh.version, by=commissioner)
    assert [given.name for given in queries.given_files(commissioner, fresh)] == ["a.pdf"]


@pytest.mark.parametrize("status", ["approved", "refused", "withdrawn", "lapsed"])
def test_after_the_decision_no_file_is_removed(procurement, commissioner, approver, status):
    one = in_state(status, procurement, commissioner, approver, upload=pdf("a.pdf"))
    assert [given.remove_url for given in queries.given_files(commissioner, one)] == [""]
    with pytest.raises(Refusal, match="decided, so its evidence can no longer be removed"):
        remove(one.files.get(), commissioner)
    assert one.files.get().removed_at is None


def test_the_only_evidence_stays_until_there_is_other(procurement, commissioner):
    one = ask(procurement, commissioner, statement="", upload=pdf("a.pdf"))
    with pytest.raises(Refusal, match="This is the only evidence"):
        remove(one.files.get(), commissioner)
    one.refresh_from_db()
    more = pdf("b.pdf", b"more")
    services.attach_to_exception(exception=one, upload=more, version=one.version, by=commissioner)
    remove(one.files.get(shown_name="a.pdf"), commissioner)
    assert [given.name for given in queries.given_files(commissioner, one)] == ["b.pdf"]


def test_a_file_is_removed_by_those_who_may_ask_and_on_what_they_have_seen(
    rotherham, other_council, procurement, commissioner, approver
):
    file = ask(procurement, commissioner, upload=pdf("a.pdf")).files.get()
    for nobody in (approver, people.staff(rotherham, Role.AUDITOR)):
        with pytest.raises(Denied):
            remove(file, nobody)
    with pytest.raises(Denied):
        remove(file, people.staff(other_council, Role.PROCUREMENT_LEAD))
    with pytest.raises(Stale):
        remove(file, commissioner, version=0)
    assert queries.given_files(approver, file.exception)[0].remove_url == ""
    assert queries.given_files(commissioner, file.exception)[0].remove_url


# Every move


STATUSES = [status.value for status in PolicyException.Status]


@pytest.mark.parametrize("step", EXCEPTION_MOVES, ids=lambda step: step.target)
@pytest.mark.parametrize("status", STATUSES)
def test_each_move_starts_where_the_table_says(procurement, commissioner, approver, status, step):
    one = in_state(status, procurement, commissioner, approver)
    assert one.status == status
    system = Actor.system(one.council_id)
    if status not in step.sources:
        with pytest.raises(Refusal):
            advance(one, step, by=system)
        return
    PolicyException.objects.filter(pk=one.pk).update(decided_at=one.asked_at, decided_by_id=approver.user_id)
    advance(one, step, by=system)
    assert PolicyException.objects.get(pk=one.pk).status == step.target


# Lapsing


def test_an_approval_lapses_when_the_rule_is_gone(procurement, commissioner, approver):
    one = decide(ask(procurement, commissioner), approver)
    change(procurement, commissioner, value_ex_vat=Decimal("90000.00"))
    one.refresh_from_db()
    assert (one.status, one.lapsed_because) == (
        "lapsed",
        "The rule is no longer required of this procurement.",
    )
    assert queries.exceptions_that_count(commissioner, procurement).approved == ()


def test_an_approval_outlives_facts_that_leave_the_rule_as_it_is(procurement, commissioner, approver):
    one = decide(ask(procurement, commissioner), approver)
    change(procurement, commissioner, value_ex_vat=Decimal("130000.00"), title="Parks")
    one.refresh_from_db()
    assert one.status == "approved"


# Looking


def test_another_council_sees_none_of_it(rotherham, other_council, procurement, commissioner):
    one = ask(procurement, commissioner, upload=pdf())
    stranger = people.staff(other_council, Role.APPROVER, Role.PROCUREMENT_LEAD)
    with pytest.raises(NotFound):
        queries.exception(stranger, one.uid)
    with pytest.raises(NotFound):
        queries.given_file(stranger, one.files.get().uid)
    assert not queries.exceptions(stranger).exists()


def test_approvers_see_what_waits_for_them_and_others_whose_turn_it_is(procurement, commissioner, approver):
    one = ask(procurement, commissioner)
    [mine] = queries.waiting(approver)
    assert (mine.mine, mine.url) == (True, reverse("opportunities:decide_exception", args=[one.uid]))
    [theirs] = [line for line in queries.waiting(commissioner) if line.title.startswith("Decide")]
    assert (theirs.mine, theirs.whose, theirs.url) == (False, "approver", one.get_absolute_url())
    decide(one, approver)
    assert queries.waiting(approver) == []


def test_approved_exceptions_are_counted_by_area_in_the_year_in_which_they_were_decided(
    rotherham, commissioner, approver, at
):
    at("2027-03-31T23:30")
    decide(ask(make.draft_procurement(rotherham, commissioner), commissioner), approver)
    at("2027-04-01T00:30")
    for _ in range(2):
        decide(ask(make.draft_procurement(rotherham, commissioner), commissioner), approver)
    refused = ask(make.draft_procurement(rotherham, commissioner), commissioner)
    decide(refused, approver, services.refuse_exception, note="Too little.")
    year = Period(date(2027, 4, 1), date(2028, 3, 31))
    before = Period(date(2026, 4, 1), date(2027, 3, 31))
    auditor, end = people.staff(rotherham, Role.AUDITOR), date(2028, 6, 1)
    area = people.area(rotherham).name

    def counted(*asked):
        return [
            (one.service_area, one.kind, one.clause, one.number)
            for one in queries.exceptions_approved(auditor, *asked)
        ]

    assert counted(year, end) == [(area, "Another weight", CLAUSE, 2)]
    assert counted(before, end) == [(area, "Another weight", CLAUSE, 1)]
    assert counted(before, date(2027, 3, 30)) == []
