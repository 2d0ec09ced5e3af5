"""The contract manager decides each line: in full, in part with a reason, or back to the supplier."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core import mail

from procurement.ledger import queries as ledger
from procurement.ledger.domain.figures import FigureName, Selection
from procurement.returns import queries, services
from procurement.returns.models import ReturnLine
from socialvalue import clock
from socialvalue.access.domain import Denied, NotFound, Refusal, Role, Stale
from socialvalue.access.models import AuditEntry
from tests.factories import contracts as make_contracts
from tests.factories import returns as make
from tests.factories.councils import staff
from tests.returns.test_filling import save, send, standing


def verify(one, key):
    """In full."""
    line = make.line_of(one, key)
    return services.verify_line(line=line, version=line.version, by=one.manager_actor)


def part(one, key, quantity, reason="Two letters are missing."):
    """In part."""
    line = make.line_of(one, key)
    return services.part_verify_line(
        line=line, quantity=Decimal(quantity), reason=reason, version=line.version, by=one.manager_actor
    )


def back(one, key, reason="The pictures show another park."):
    """Back to the supplier."""
    line = make.line_of(one, key)
    return services.send_back_line(line=line, reason=reason, version=line.version, by=one.manager_actor)


OTHERS = ("business-advice", "apprenticeships:level-3", "emissions")


def test_one_in_full_one_in_part_one_back_by_hand(submitted):
    """£500 in full; 4 of 5 in post are 1.00 of 1.25 FTE-years; 3 tonnes go back and come again as 2."""
    verify(submitted, "donations")
    part(submitted, "local-jobs", 4)
    back(submitted, "emissions")
    one = make.again(submitted)
    assert one.status == "queried"
    assert standing(one, "donations") == (Decimal(500), Decimal(500))
    assert standing(one, "local-jobs") == (Decimal("1.2500"), Decimal("1.0000"))
    assert standing(one, "emissions") == (Decimal(3), None), "reported until the supplier says something else"

    save(one, "emissions", Decimal(2))
    assert standing(one, "emissions") == (Decimal(3), None), "a draft is not a report"
    again = send(one)
    assert again.status == "submitted" and again.submissions == 2
    assert standing(one, "emissions") == (Decimal(2), None)
    assert standing(one, "donations") == (Decimal(500), Decimal(500)), "verified sisters stay verified"
    assert standing(one, "local-jobs") == (Decimal("1.2500"), Decimal("1.0000"))
    assert make.line_of(one, "donations").revision == 1 and make.line_of(one, "emissions").revision == 2

    for key in OTHERS:
        verify(one, key)
    assert make.again(one).status == "verified"
    total = ledger.figures(
        one.manager_actor, as_of_day=clock.today(), only=Selection(contract_uid=one.contract.uid)
    ).total
    verified = {p.measure: p.quantity for p in total.verified.parts}
    assert verified == {
        "donations": Decimal(500),
        "local-jobs": Decimal("1.0000"),
        "emissions": Decimal(2),
        "business-advice": Decimal(25),
        "apprenticeships": Decimal(2),
    }
    due = {p.measure: p.quantity for p in total.due_by_now.parts}
    assert due["local-jobs"] == Decimal("1.2500") and due["emissions"] == 3


def test_a_return_is_verified_with_its_last_line(submitted):
    """Not before."""
    keys = ["local-jobs", "donations", *OTHERS]
    for key in keys[:-1]:
        verify(submitted, key)
        assert make.again(submitted).status == "submitted"
    verify(submitted, keys[-1])
    assert make.again(submitted).status == "verified"
    acts = AuditEntry.objects.filter(record_type="returns.quarterlyreturn", record_id=submitted.pk)
    assert acts.filter(act="verified the return").count() == 1


def test_verifying_none_of_it_is_a_rejection(submitted):
    """Nothing counts, and the line is decided."""
    line = part(submitted, "donations", 0)
    assert line.status == "rejected" and line.verified_quantity == 0
    assert standing(submitted, "donations") == (Decimal(500), Decimal(0))


@pytest.mark.parametrize(
    ("quantity", "reason", "field", "words"),
    [
        ("500", "Why", "quantity", "less than £500.00"),
        ("501", "Why", "quantity", "less than £500.00"),
        ("-1", "Why", "quantity", "0 or more"),
        ("0.001", "Why", "quantity", "2 decimal places"),
        ("100", "  ", "reason", "Say why"),
    ],
)
def test_a_part_that_cannot_be(submitted, quantity, reason, field, words):
    """Refused at its field; nothing is posted."""
    with pytest.raises(Refusal, match=words) as refused:
        part(submitted, "donations", quantity, reason)
    assert refused.value.field == field
    assert standing(submitted, "donations") == (Decimal(500), None)
    assert make.line_of(submitted, "donations").status == "submitted"


def test_sending_back_needs_a_reason(submitted):
    """Otherwise the supplier could not mend it."""
    with pytest.raises(Refusal, match="what the supplier has to change") as refused:
        back(submitted, "donations", " ")
    assert refused.value.field == "reason"


def test_the_supplier_is_told_and_reads_no_figures_in_the_letter(
    submitted, django_capture_on_commit_callbacks
):
    """By when, which line, and where; the reason stays on the page."""
    with django_capture_on_commit_callbacks(execute=True):
        back(submitted, "donations", "The receipt for £120 is missing.")
    (letter,) = mail.outbox
    assert letter.subject.startswith(f"Change one line of your return by {submitted.due_on:%-d %B %Y}")
    assert f"/portal/returns/{submitted.uid}/" in letter.body
    assert "£" not in letter.body and "500" not in letter.body.replace(str(submitted.uid), "")


def test_only_the_line_that_was_sent_back_can_be_changed(submitted):
    """Its sisters stay as they were sent."""
    back(submitted, "donations")
    save(submitted, "donations", Decimal(400))
    with pytest.raises(Refusal, match="submitted"):
        save(submitted, "emissions", Decimal(1))
    verify(submitted, "emissions")
    with pytest.raises(Refusal, match="submitted"):
        save(submitted, "emissions", Decimal(1))


def test_evidence_of_an_earlier_submission_stays(submitted):
    """A sent back line gets more files; those that were submitted cannot be taken away."""
    back(submitted, "donations")
    line = make.line_of(submitted, "donations")
    old = line.evidence.get()
    new = services.attach(line=line, upload=make.pdf("new.pdf", b"new"), by=submitted.supplier_actor)
    with pytest.raises(Refusal, match="cannot be removed"):
        services.remove_evidence(evidence=old, by=submitted.supplier_actor)
    with pytest.raises(NotFound):
        queries.evidence(submitted.manager_actor, new.uid)
    services.remove_evidence(evidence=new, by=submitted.supplier_actor)
    services.attach(line=line, upload=make.pdf("newer.pdf", b"newer"), by=submitted.supplier_actor)
    send(submitted)
    view = queries.line(submitted.manager_actor, line.uid)
    assert [file.name for file in view.files] == ["donations.pdf", "newer.pdf"]


def test_the_council_sees_what_was_submitted_not_what_is_being_changed(submitted):
    """While the supplier works on a line, its submitted words stand."""
    back(submitted, "donations")
    save(submitted, "donations", Decimal(1), "Something else")
    view = queries.line(submitted.manager_actor, make.line_of(submitted, "donations").uid)
    assert view.quantity == 500 and view.what_was_done == make.DONE
    own = queries.line(submitted.supplier_actor, view.line.uid)
    assert own.quantity == 1 and own.what_was_done == "Something else"


def test_a_decided_line_can_still_go_back(submitted):
    """What was verified is taken back, and the return is queried again."""
    one = make.verified(submitted)
    assert one.status == "verified"
    back(one, "donations", "The charity has returned the money.")
    assert make.again(one).status == "queried"
    assert standing(one, "donations") == (Decimal(500), None)
    save(one, "donations", Decimal(0), "")
    send(one)
    verify(one, "donations")
    assert standing(one, "donations") == (Decimal(0), Decimal(0))
    assert make.again(one).status == "verified"


def test_a_line_sent_back_meanwhile_is_not_submitted_unseen(submitted):
    """The page that was open before is stale."""
    back(submitted, "donations")
    seen = make.again(submitted)
    back(submitted, "emissions")
    with pytest.raises(Stale):
        services.submit(period_return=seen, version=seen.version, by=submitted.supplier_actor)


def test_a_line_is_decided_once(submitted):
    """The same page again is stale; a fresh page says that it is decided."""
    line = make.line_of(submitted, "donations")
    services.verify_line(line=line, version=line.version, by=submitted.manager_actor)
    with pytest.raises((Stale, Refusal)):
        services.verify_line(line=line, version=line.version, by=submitted.manager_actor)
    with pytest.raises((Stale, Refusal)):
        part(submitted, "donations", 3)
    assert standing(submitted, "donations") == (Decimal(500), Decimal(500))


def test_a_decision_on_an_older_submission_is_stale(submitted):
    """The manager looked at what was sent before."""
    seen = make.line_of(submitted, "donations")
    back(submitted, "donations")
    save(submitted, "donations", Decimal(5000))
    send(submitted)
    with pytest.raises(Stale):
        services.verify_line(line=seen, version=seen.version, by=submitted.manager_actor)
    assert standing(submitted, "donations") == (Decimal(5000), None)


def test_only_the_manager_of_the_contract_decides(submitted, council):
    """Not the lead, not the manager of another contract, not the supplier; with the reason."""
    line = make.line_of(submitted, "donations")
    deciding = {
        "verify_line": {},
        "part_verify_line": {"quantity": Decimal(1), "reason": "x"},
        "send_back_line": {"reason": "x"},
    }
    for actor in (submitted.signed.lead, make_contracts.manager_of(council), submitted.supplier_actor):
        for name, more in deciding.items():
            with pytest.raises(Denied):
                getattr(services, name)(line=line, version=line.version, by=actor, **more)


def test_nobody_verifies_what_they_entered(submitted):
    """A manager who typed the line, or sent the return, at the supplier's desk."""
    manager = submitted.manager_actor
    line = make.line_of(submitted, "donations")
    ReturnLine.objects.filter(pk=line.pk).update(entered_by=manager.user_id)
    with pytest.raises(Denied, match="somebody else must verify"):
        verify(submitted, "donations")
    verify(submitted, "emissions")
    type(submitted).objects.filter(pk=submitted.pk).update(submitted_by=manager.user_id)
    with pytest.raises(Denied, match="somebody else must verify"):
        verify(submitted, "business-advice")


def test_another_council_sees_and_decides_nothing(submitted, foreign_submitted):
    """Its manager is denied and finds nothing; its figures do not move."""
    stranger = foreign_submitted.manager_actor
    line = make.line_of(submitted, "donations")
    with pytest.raises(Denied):
        services.verify_line(line=line, version=line.version, by=stranger)
    for look, uid in ((queries.period_return, submitted.uid), (queries.line, line.uid)):
        with pytest.raises(NotFound):
            look(stranger, uid)
    assert queries.proofs(stranger, [line.pk]) == {}
    same_person = replace(stranger, user_id=submitted.manager_actor.user_id)
    with pytest.raises(Denied, match="another council"):
        services.verify_line(line=line, version=line.version, by=same_person)
    verify(submitted, "donations")
    assert standing(foreign_submitted, "donations") == (Decimal(500), None)


# What is asked afterwards


def test_what_stands_behind_an_entry(submitted):
    """Words, files, who decided and why; by the revision that the entry is of."""
    part(submitted, "donations", 100, "Only one receipt.")
    back(submitted, "emissions", "No meter reading.")
    save(submitted, "emissions", Decimal(2), "Read again.")
    send(submitted)
    only = Selection(contract_uid=submitted.contract.uid)
    manager = submitted.manager_actor
    behind = ledger.entries_behind(
        manager, FigureName.REPORTED, as_of_day=clock.today(), only=only, with_reversed=True
    )
    entries = list(behind.page)
    found = queries.proofs_behind(manager, entries)
    by_line = {(entry.measure, entry.revision, entry.is_reversal): found[entry.id] for entry in entries}
    donation = by_line["donations", 1, False]
    assert donation.status_words == "Part verified" and donation.verified == 100
    assert donation.reason == "Only one receipt." and donation.decided_by == manager.name
    assert [file.name for file in donation.files] == ["donations.pdf"]
    first, second = by_line["emissions", 1, False], by_line["emissions", 2, False]
    assert first.what_was_done == make.DONE and first.reason == "No meter reading."
    assert second.what_was_done == "Read again." and second.decided_by == ""
    line = make.line_of(submitted, "donations")
    assert queries.evidence_for(manager, "returns.returnline", line.pk) == donation
    assert queries.evidence_for(manager, "contracts.contract", submitted.contract.pk) is None


def test_commitments_posted_come_from_no_line(submitted):
    """An entry of a signature has no evidence."""
    behind = ledger.entries_behind(
        submitted.manager_actor,
        FigureName.COMMITTED_NOW,
        as_of_day=clock.today(),
        only=Selection(contract_uid=submitted.contract.uid),
    )
    assert queries.proofs_behind(submitted.manager_actor, behind.page) == {}


def test_a_report_author_sees_the_evidence_and_decides_nothing(submitted, council):
    """Figures open for those who report."""
    author = staff(council, Role.REPORT_AUTHOR)
    line = make.line_of(submitted, "donations")
    assert queries.evidence_for(author, "returns.returnline", line.pk).files
    with pytest.raises(Denied):
        services.verify_line(line=line, version=line.version, by=author)
