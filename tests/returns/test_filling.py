"""A supplier fills in its return, attaches evidence and submits; what it reports stands in the ledger."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from procurement.ledger import queries as ledger
from procurement.ledger.domain.figures import Selection
from procurement.returns import queries, services
from procurement.returns.models import Evidence, QuarterlyReturn, ReturnLine, SubmittedLine
from socialvalue import clock
from socialvalue.access.domain import Actor, Denied, NotFound, Refusal, Stale
from socialvalue.access.models import AuditEntry
from tests.factories import contracts as make_contracts
from tests.factories import returns as make
from tests.factories.councils import supplier, supplier_member

ALL = ("local-jobs", "business-advice", "apprenticeships:level-3", "donations", "emissions")


def standing(one, key):
    """Reported and verified of one line in the ledger, as it adds up."""
    line = make.line_of(one, key)
    balance = ledger.balance(one.manager_actor, commitment_id=line.commitment_id, period=one.period)
    return balance.reported, balance.verified


def save(one, key, quantity, done="We did it.", version=None, declared=None):
    """What a supplier says of one line."""
    line = make.line_of(one, key)
    return services.save_line(
        line=line,
        quantity=quantity,
        what_was_done=done,
        declared=line.commitment.measure.declarations if declared is None else declared,
        version=line.version if version is None else version,
        by=one.supplier_actor,
    )


def send(one):
    """The return as it stands, submitted."""
    fresh = make.again(one)
    return services.submit(period_return=fresh, version=fresh.version, by=one.supplier_actor)


# Made


def test_one_return_for_each_quarter_with_a_line_for_each_commitment(contract, early):
    """Eight quarters of two years, clipped to the contract, due 30 days after each; twice is the same as once."""
    found = QuarterlyReturn.objects.filter(contract=contract).order_by("period_start")
    assert len(found) == 8
    assert found[0].period_start == make_contracts.STARTS and found[7].period_end == make_contracts.ENDS
    for one in found:
        assert one.due_on == one.period_end + timedelta(days=contract.council.returns_due_after_days)
        assert one.lines.count() == len(ALL)
    assert services.make_returns(contract=contract, by=Actor.system(contract.council_id)) == []
    assert QuarterlyReturn.objects.filter(contract=contract).count() == 8


def test_a_clipped_contract_has_clipped_returns(council, db):
    """From 15 February to 10 May: 45 and 40 days."""
    starts, ends = make_contracts.STARTS + timedelta(days=45), make_contracts.STARTS + timedelta(days=129)
    made = make.made_returns(
        council, contract_starts_on=starts, contract_ends_on=ends, offers={"donations": 10}
    )
    assert [one.period.days for one in made] == [45, 40]
    assert made[0].period_start == starts and made[-1].period_end == ends


def test_no_returns_before_signature(council, db):
    """An awarded contract binds nobody yet."""
    prepared = make_contracts.prepared_contract(council)
    with pytest.raises(Refusal, match="signed"):
        services.make_returns(contract=prepared, by=Actor.system(council.pk))


# Before the quarter has ended


def test_a_return_for_a_period_that_has_not_ended(early):
    """Nothing can be filled in, attached or submitted; the sentence names the day."""
    line = make.line_of(early, "donations")
    with pytest.raises(Refusal, match="opens on 1 April 2027"):
        services.save_line(
            line=line, quantity=Decimal(1), what_was_done="x", version=line.version, by=early.supplier_actor
        )
    with pytest.raises(Refusal, match="opens on 1 April 2027"):
        services.attach(line=line, upload=make.pdf(), by=early.supplier_actor)
    with pytest.raises(Refusal, match="opens on 1 April 2027"):
        services.submit(period_return=early, version=early.version, by=early.supplier_actor)
    assert not SubmittedLine.objects.exists() and not Evidence.objects.exists()


# Filled in


def test_nought_is_kept_apart_from_nothing(due):
    """0 is an answer, empty is none."""
    assert save(due, "donations", Decimal(0), "").quantity == 0
    assert save(due, "emissions", None, "Not measured yet.").quantity is None


@pytest.mark.parametrize(
    ("key", "quantity", "words"),
    [
        ("local-jobs", "-1", "0 or more"),
        ("local-jobs", "10001", "10,000 or less"),
        ("business-advice", "1e10", "or less"),
        ("donations", "0.005", "2 decimal places"),
        ("emissions", "0.00001", "4 decimal places"),
    ],
)
def test_a_quantity_that_cannot_be_right(due, key, quantity, words):
    """Refused at the field; nothing is written."""
    with pytest.raises(Refusal, match=words) as refused:
        save(due, key, Decimal(quantity))
    assert refused.value.field == "quantity"
    assert make.line_of(due, key).quantity is None


def test_an_older_page_does_not_overwrite_a_newer_answer(due):
    """Two colleagues at one line."""
    first = make.line_of(due, "donations").version
    save(due, "donations", Decimal(10))
    with pytest.raises(Stale):
        save(due, "donations", Decimal(99), version=first)
    assert make.line_of(due, "donations").quantity == 10


def test_two_colleagues_at_two_lines_do_not_disturb_one_another(due):
    """Each line has its own version."""
    one, other = make.line_of(due, "donations").version, make.line_of(due, "emissions").version
    save(due, "donations", Decimal(10), version=one)
    save(due, "emissions", Decimal(2), version=other)


def test_the_council_sees_nothing_before_submission(filled):
    """No lines, no files, no history; the return itself and its due date, yes."""
    manager = filled.manager_actor
    assert queries.period_return(manager, filled.uid)
    assert queries.lines(manager, filled) == []
    evidence = Evidence.objects.first()
    with pytest.raises(NotFound):
        queries.evidence(manager, evidence.uid)
    with pytest.raises(NotFound):
        queries.line(manager, make.line_of(filled, "donations").uid)
    history = AuditEntry.objects.visible_to(manager).filter(record_type__startswith="returns.")
    assert not history.exists()
    assert standing(filled, "donations") == (None, None)


# Submitted


def test_what_is_missing_is_named_line_by_line(due):
    """Nothing is written and nothing posted."""
    save(due, "donations", Decimal(0), "")
    save(due, "emissions", Decimal(2), "")
    with pytest.raises(Refusal) as refused:
        send(due)
    said = [message for _, message in refused.value.errors]
    assert len(said) == 4
    assert any(message.startswith("Emissions: write what was done") for message in said)
    assert any("enter 0" in message for message in said)
    assert make.again(due).status == "open" and standing(due, "donations") == (None, None)


def test_what_is_reported_is_posted(filled):
    """5 in post for a quarter are 1.25 FTE-years; £500 are £500; nought stands as nought."""
    save(filled, "business-advice", Decimal(0), "")
    one = send(filled)
    assert one.status == "submitted" and one.submissions == 1
    assert standing(filled, "local-jobs") == (Decimal("1.2500"), None)
    assert standing(filled, "donations") == (Decimal(500), None)
    assert standing(filled, "business-advice") == (Decimal(0), None)
    found = ledger.figures(
        filled.manager_actor, as_of_day=clock.today(), only=Selection(contract_uid=filled.contract.uid)
    ).total
    reported = {part.measure: part.gross for part in found.reported.parts}
    assert reported["donations"] == Decimal("500.00") and reported["local-jobs"] is None
    assert {line.status for line in filled.lines.all()} == {"submitted"}
    assert set(filled.lines.values_list("revision", flat=True)) == {1}


def test_submission_tells_the_manager_and_no_figures(filled, django_capture_on_commit_callbacks):
    """One letter, with the page to go to."""
    with django_capture_on_commit_callbacks(execute=True):
        send(filled)
    (letter,) = mail.outbox
    assert letter.to == [filled.contract.manager.email]
    assert letter.subject.startswith("Verify the return for 1 January 2027 to 31 March 2027")
    assert f"/returns/{filled.uid}/" in letter.body
    assert "500" not in letter.subject + letter.body.replace(str(filled.uid), "")


def test_answers_that_changed_meanwhile_are_not_submitted(filled):
    """Whoever looked at older answers looks again first."""
    seen = make.again(filled)
    save(filled, "donations", Decimal(1))
    with pytest.raises(Stale):
        services.submit(period_return=seen, version=seen.version, by=filled.supplier_actor)
    assert make.again(filled).status == "open"


def test_a_file_added_meanwhile_counts_as_a_change(filled):
    """And so does one that was removed."""
    seen = make.again(filled)
    services.attach(
        line=make.line_of(filled, "donations"), upload=make.pdf("b.pdf", b"more"), by=filled.supplier_actor
    )
    with pytest.raises(Stale):
        services.submit(period_return=seen, version=seen.version, by=filled.supplier_actor)


def test_a_submitted_return_is_closed(submitted):
    """No answer, file or second submission."""
    with pytest.raises(Refusal, match="submitted"):
        save(submitted, "donations", Decimal(1))
    with pytest.raises(Refusal, match="submitted"):
        services.attach(
            line=make.line_of(submitted, "donations"),
            upload=make.pdf("b.pdf", b"x"),
            by=submitted.supplier_actor,
        )
    with pytest.raises(Refusal, match="submitted"):
        send(submitted)
    with pytest.raises(Refusal, match="cannot be removed"):
        services.remove_evidence(evidence=Evidence.objects.first(), by=submitted.supplier_actor)
    assert SubmittedLine.objects.count() == len(ALL)


def test_late_is_said_in_words(filled):
    """Twelve days after the due date."""
    make.move_to(filled.due_on + timedelta(days=12))
    assert queries.row(filled.supplier_actor, make.again(filled)).late == "12 days late"
    one = send(filled)
    assert (
        AuditEntry.objects.get(act="submitted the return", record_id=one.pk).detail["late"] == "12 days late"
    )
    make.move_to(filled.due_on + timedelta(days=40))
    assert queries.row(filled.manager_actor, make.again(filled)).late == "12 days late", "not more every day"


# Who


def test_another_supplier_finds_nothing(filled):
    """Neither the return, nor its lines, nor its files; the services say so too."""
    stranger = supplier_member(supplier())
    line, evidence = make.line_of(filled, "donations"), Evidence.objects.first()
    for look, uid in (
        (queries.period_return, filled.uid),
        (queries.line, line.uid),
        (queries.evidence, evidence.uid),
    ):
        with pytest.raises(NotFound):
            look(stranger, uid)
    assert not queries.returns(stranger).exists()
    with pytest.raises(NotFound):
        services.save_line(
            line=line, quantity=Decimal(1), what_was_done="x", version=line.version, by=stranger
        )
    with pytest.raises(NotFound):
        services.attach(line=line, upload=make.pdf(), by=stranger)
    with pytest.raises(NotFound):
        services.submit(period_return=filled, version=filled.version, by=stranger)
    with pytest.raises(NotFound):
        services.remove_evidence(evidence=evidence, by=stranger)


def test_the_council_does_not_fill_in_a_return(filled):
    """Not even its manager."""
    line = make.line_of(filled, "donations")
    for actor in (filled.manager_actor, filled.signed.lead):
        with pytest.raises(Denied):
            services.save_line(
                line=line, quantity=Decimal(1), what_was_done="x", version=line.version, by=actor
            )
        with pytest.raises(Denied):
            services.submit(period_return=filled, version=filled.version, by=actor)


# Evidence


def test_evidence_is_stored_under_a_random_name(due):
    """With its content's SHA-256, its real size, and the name that it is shown by."""
    line = make.line_of(due, "donations")
    one = services.attach(line=line, upload=make.pdf("../../Letter & <b>.pdf"), by=due.supplier_actor)
    assert one.shown_name == "Letter & <b>.pdf"
    assert one.stored_name.startswith("evidence/") and "Letter" not in one.stored_name
    with default_storage.open(one.stored_name) as stored:
        content = stored.read()
    assert content == make.pdf().read() and one.size == len(content) and len(one.sha256) == 64


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("a.pdf", b""), "empty"),
        (SimpleUploadedFile("a.pdf", b"\x89PNG\r\n\x1a\n" + b"x" * 50), "not a PDF"),
        (SimpleUploadedFile("a.exe", b"MZ" + b"x" * 50), "cannot be uploaded"),
    ],
)
def test_files_that_are_not_taken(due, upload, words):
    """Each with a sentence at the field; nothing is stored."""
    with pytest.raises(Refusal, match=words) as refused:
        services.attach(line=make.line_of(due, "donations"), upload=upload, by=due.supplier_actor)
    assert refused.value.field == "file"
    assert not Evidence.objects.exists()


def test_a_file_that_is_too_large(due, settings):
    """By what it holds, not by what it says."""
    settings.EVIDENCE_MAX_BYTES = 30
    with pytest.raises(Refusal, match="MB or smaller"):
        services.attach(
            line=make.line_of(due, "donations"), upload=make.pdf(words=b"x" * 60), by=due.supplier_actor
        )


def test_the_same_file_twice_and_too_many(due, monkeypatch):
    """Said, not stored again."""
    line = make.line_of(due, "donations")
    services.attach(line=line, upload=make.pdf("first.pdf"), by=due.supplier_actor)
    with pytest.raises(Refusal, match=r"there already, as first\.pdf"):
        services.attach(line=line, upload=make.pdf("second.pdf"), by=due.supplier_actor)
    monkeypatch.setattr("procurement.returns.services.evidence.MOST_FILES", 1)
    with pytest.raises(Refusal, match="can have 1 files"):
        services.attach(line=line, upload=make.pdf("third.pdf", b"other"), by=due.supplier_actor)


def test_a_removed_file_leaves_its_row_and_not_its_content(due, django_capture_on_commit_callbacks):
    """It might have named somebody."""
    line = make.line_of(due, "donations")
    one = services.attach(line=line, upload=make.pdf(), by=due.supplier_actor)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_evidence(evidence=one, by=due.supplier_actor)
    kept = Evidence.objects.get(pk=one.pk)
    assert kept.removed_at is not None and not default_storage.exists(kept.stored_name)
    assert queries.line(due.supplier_actor, line.uid).files == ()
    with pytest.raises(NotFound):
        queries.evidence(due.supplier_actor, one.uid)
    with pytest.raises(Refusal, match="removed already"):
        services.remove_evidence(evidence=one, by=due.supplier_actor)


def test_who_typed_a_line_is_remembered(due):
    """So that nobody verifies what they entered."""
    save(due, "donations", Decimal(3))
    line = ReturnLine.objects.get(pk=make.line_of(due, "donations").pk)
    assert line.entered_by_id == due.supplier_actor.user_id


# Declared


ASKED = "Only new apprentices are counted"


def test_a_figure_whose_declaration_is_not_ticked_is_refused_by_name(due):
    """Saved without it, the return is not sent; with it, the words are kept with what was sent."""
    one = make.filled_return(due.council, one=due)
    save(one, "apprenticeships:level-3", Decimal(2), declared=[])
    with pytest.raises(Refusal, match=f"tick what you declare: {ASKED}"):
        send(one)
    save(one, "apprenticeships:level-3", Decimal(2), declared=[ASKED, "Something else"])
    send(one)
    line = make.line_of(one, "apprenticeships:level-3")
    assert line.declared == [ASKED] and line.submitted.get().declared == [ASKED]
    view = queries.line(one.manager_actor, line.uid)
    assert view.declared == (ASKED,)


def test_nothing_to_report_is_nothing_to_declare(due):
    one = make.filled_return(due.council, one=due)
    save(one, "apprenticeships:level-3", Decimal(0), declared=[])
    assert send(one).status == "submitted"


def test_what_was_declared_once_stays_with_that_submission(due):
    """Sent back and being changed, the council goes on seeing what was declared before."""
    one = make.submitted(make.filled_return(due.council, one=due))
    line = make.line_of(one, "apprenticeships:level-3")
    services.send_back_line(
        line=line, reason="Which of them are new?", version=line.version, by=one.manager_actor
    )
    save(one, "apprenticeships:level-3", Decimal(1), declared=[])
    assert queries.line(one.manager_actor, line.uid).declared == (ASKED,)
    assert queries.line(one.supplier_actor, line.uid).declared == ()
