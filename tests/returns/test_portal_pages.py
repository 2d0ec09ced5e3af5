"""The supplier's pages: the task list, a line, its evidence, check your answers, the receipt; and how a file leaves."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from procurement.returns import services
from procurement.returns.models import Evidence, QuarterlyReturn
from tests.factories import returns as make
from tests.returns.looking import SHOWN, desk, portal, text_of
from tests.returns.test_verifying import back


def test_a_return_that_has_not_opened(as_, early):
    """Every page says the day; nothing can be sent."""
    client, line = as_(early.supplier_actor), make.line_of(early, "donations")
    for page in (portal("return", early), portal("line", line), portal("check", early)):
        assert "opens on 1 April 2027" in text_of(client.get(page)), page
    assert "Save and continue" not in text_of(client.get(portal("line", line)))
    sent = text_of(client.post(portal("line", line), {"quantity": "5", "version": line.version}))
    assert "There is a problem" in sent and "opens on 1 April 2027" in sent
    sent = text_of(client.post(portal("check", early), {"version": early.version}))
    assert "opens on 1 April 2027" in sent
    assert make.line_of(early, "donations").quantity is None and make.again(early).status == "open"


def test_the_page_of_the_contract_opens_each_return(as_, early):
    """From the contract a supplier reaches every one of its returns, opened or not."""
    page = as_(early.supplier_actor).get(reverse("portal_contracts:contract", args=[early.contract.uid]))
    every = QuarterlyReturn.objects.filter(contract=early.contract)
    assert every.count() > 1
    for one in every:
        assert f'href="{portal("return", one)}"' in page.content.decode()


def test_a_quantity_in_another_unit_is_refused_at_its_box(as_, due):
    """6 jobs are no FTE; the right word behind a number is read."""
    client, line = as_(due.supplier_actor), make.line_of(due, "local-jobs")
    sent = {"quantity": "6 jobs", "what_was_done": "As we said.", "version": line.version}
    page = text_of(client.post(portal("line", line), sent))
    assert "6 jobs may be fewer: enter the FTE, such as 4.5" in page
    assert make.line_of(due, "local-jobs").quantity is None
    assert client.post(portal("line", line), sent | {"quantity": "4.5 FTE"}).status_code == 302
    assert make.line_of(due, "local-jobs").quantity == Decimal("4.5")


def test_from_the_task_list_to_the_receipt(as_, due):
    """A line for each commitment, evidence, check your answers, submit; late in words."""
    make.move_to(due.due_on + timedelta(days=2))
    client = as_(due.supplier_actor)
    page = text_of(client.get(portal("return", due)))
    assert "You committed 5 FTE for the quarter." in page and "This return is 2 days late" in page
    assert "5 lines still need an answer" in page
    for key, quantity in {
        "local-jobs": "4.5",
        "business-advice": "0",
        "apprenticeships:level-3": "2",
        "donations": "£1,200.50",
        "emissions": "3",
    }.items():
        line = make.line_of(due, key)
        sent = {"quantity": quantity, "what_was_done": "As we said.", "version": line.version}
        sent["declared"] = line.commitment.measure.declarations
        answer = client.post(portal("line", line), sent)
        assert answer.status_code == 302 and answer.url == portal("files", line)
    files = portal("files", make.line_of(due, "donations"))
    assert "names a person who was helped" in text_of(client.get(files))
    assert client.post(files, {"file": make.pdf("receipt.pdf")}).status_code == 302
    assert "receipt.pdf" in text_of(client.get(files))
    page = text_of(client.get(portal("check", due)))
    assert "£1,200.50" in page and "1.125 FTE-years" in page and "receipt.pdf" in page
    assert "The contract manager is told today" in page
    answer = client.post(portal("check", due), {"version": make.again(due).version})
    assert answer.url == portal("submitted", due)
    assert "2 days late" in text_of(client.get(answer.url))
    assert client.get(portal("check", due)).url == portal("return", due)
    late = client.post(portal("check", due), {"version": make.again(due).version})
    assert "This is submitted, so you cannot submit" in text_of(late)
    assert make.again(due).submissions == 1


@pytest.mark.parametrize("chosen", [True, False])
def test_going_on_takes_the_chosen_file_along(as_, due, chosen):
    """Whoever chooses a file and presses Continue has uploaded it; without one it just goes on."""
    client, line = as_(due.supplier_actor), make.line_of(due, "donations")
    sent = {"go_on": "1"} | ({"file": make.pdf("receipt.pdf")} if chosen else {})
    answer = client.post(portal("files", line), sent)
    assert answer.url == portal("return", due)
    assert Evidence.objects.filter(line=line).count() == chosen
    wrong = client.post(portal("files", line), {"go_on": "1", "file": SimpleUploadedFile("photo.pdf", b"MZ")})
    assert wrong.status_code == 200 and "There is a problem" in text_of(wrong)
    assert "Choose a file" in text_of(client.post(portal("files", line), {}))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-3", "must be £0 or more"),
        ("twelve", "must be a number"),
        ("1.005", "pounds and pence"),
        ("9" * 12, "or less"),
    ],
)
def test_what_was_typed_wrong_is_kept(as_, due, typed, words):
    """With a message at the field, and nothing written."""
    client, line = as_(due.supplier_actor), make.line_of(due, "donations")
    page = text_of(
        client.post(
            portal("line", line), {"quantity": typed, "what_was_done": "Long story", "version": line.version}
        )
    )
    assert "There is a problem" in page and words in page
    assert f'value="{typed}"' in page and "Long story" in page
    assert make.line_of(due, "donations").quantity is None


def test_an_overtaken_answer_is_told_and_kept(as_, due):
    """409, what was typed is there, and saving once more works."""
    client, line = as_(due.supplier_actor), make.line_of(due, "donations")
    old = line.version
    client.post(portal("line", line), {"quantity": "10", "what_was_done": "First", "version": old})
    answer = client.post(portal("line", line), {"quantity": "20", "what_was_done": "Second", "version": old})
    assert answer.status_code == 409 and "Second" in text_of(answer) and 'value="20"' in text_of(answer)
    fresh = make.line_of(due, "donations").version
    assert f'name="version" value="{fresh}"' in text_of(answer)
    client.post(portal("line", line), {"quantity": "20", "what_was_done": "Second", "version": fresh})
    assert make.line_of(due, "donations").quantity == 20


def test_yes_and_no(as_, council, db):
    """A yes is 1, a no is 0, and neither is nothing yet."""
    one = make.due_return(council, offers={"waste": [1, 0, 0, 0, 0, 0, 0, 0]})
    client, line = as_(one.supplier_actor), make.line_of(one, "waste")
    assert "You committed to do this in the quarter." in text_of(client.get(portal("return", one)))
    for typed, kept in (("", None), ("no", 0), ("yes", 1)):
        version = make.line_of(one, "waste").version
        client.post(portal("line", line), {"quantity": typed, "what_was_done": "x", "version": version})
        assert make.line_of(one, "waste").quantity == kept
    assert 'value="yes" checked' in text_of(client.get(portal("line", line)))


def test_what_is_missing_is_named_at_the_end(as_, due):
    """The check page says it at each line and does not offer the button; a post says it too."""
    client = as_(due.supplier_actor)
    page = text_of(client.get(portal("check", due)))
    assert (
        page.count("If there is nothing to report, enter 0.") == 5
        and "Submit the return</button>" not in page
    )
    page = text_of(client.post(portal("check", due), {"version": due.version}))
    assert "Emissions: enter a quantity" in page


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (
            lambda: SimpleUploadedFile("a.pdf", b"\x89PNG\r\n\x1a\n" + b"x" * 40),
            "not a PDF. It is a PNG picture",
        ),
        (lambda: SimpleUploadedFile("a.pdf", b""), "empty"),
        (lambda: SimpleUploadedFile("x" * 220 + ".pdf", make.pdf().read()), "200 characters or fewer"),
        (lambda: SimpleUploadedFile("a.pdf.exe", make.pdf().read()), "cannot be uploaded"),
        (lambda: "", "Choose a file"),
    ],
)
def test_a_file_that_is_not_taken(as_, due, upload, words):
    """A sentence at the field; nothing is kept."""
    client, line = as_(due.supplier_actor), make.line_of(due, "donations")
    page = text_of(client.post(portal("files", line), {"file": upload()}))
    assert "There is a problem" in page and words in page
    assert not Evidence.objects.exists()


def test_a_file_that_is_too_large(as_, due, settings):
    """Said in megabytes."""
    settings.EVIDENCE_MAX_BYTES = 20
    line = make.line_of(due, "donations")
    page = text_of(as_(due.supplier_actor).post(portal("files", line), {"file": make.pdf()}))
    assert "MB or smaller" in page and not Evidence.objects.exists()


def test_a_file_leaves_only_as_a_file(as_, filled):
    """Attached, of its own kind, never guessed; under the name that it came with, made safe."""
    line = make.line_of(filled, "donations")
    one = services.attach(line=line, upload=make.pdf(SHOWN, b"nasty"), by=filled.supplier_actor)
    answer = as_(filled.supplier_actor).get(portal("evidence", one))
    assert (
        answer["Content-Disposition"].startswith("attachment")
        and answer["X-Content-Type-Options"] == "nosniff"
    )
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert "\n" not in answer["Content-Disposition"] and "\r" not in answer["Content-Disposition"]
    assert as_(filled.manager_actor).get(desk("evidence", one)).status_code == 404, "not submitted yet"


def test_a_file_that_is_gone_from_the_store(as_, filled):
    """404, not an error."""
    one = Evidence.objects.first()
    Evidence.objects.filter(pk=one.pk).update(stored_name="evidence/gone")
    assert as_(filled.supplier_actor).get(portal("evidence", one)).status_code == 404


def test_removing_a_file_is_said_first(as_, filled, django_capture_on_commit_callbacks):
    """A page that says what happens, then it is gone; a submitted one cannot go."""
    client, one = as_(filled.supplier_actor), Evidence.objects.first()
    assert one.shown_name in text_of(client.get(portal("remove", one)))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(portal("remove", one)).status_code == 302
    assert client.get(portal("remove", one)).status_code == 404
    sent = make.submitted(make.again(filled))
    kept = Evidence.objects.filter(line__period_return=sent, removed_at__isnull=True).first()
    assert portal("remove", kept) not in text_of(client.get(portal("files", kept.line)))
    assert client.post(portal("remove", kept)).status_code == 400


def test_what_was_sent_back_is_told_with_the_reason(as_, submitted):
    """On the return and on the line; the other lines show that they are closed."""
    back(submitted, "emissions", "Readings of another depot.")
    client = as_(submitted.supplier_actor)
    page = text_of(client.get(portal("return", submitted)))
    assert "Readings of another depot." in page and "Sent back" in page
    assert "Save and continue" in text_of(client.get(portal("line", make.line_of(submitted, "emissions"))))
    closed = portal("line", make.line_of(submitted, "donations"))
    assert "Save and continue" not in text_of(client.get(closed))
    sent = client.post(closed, {"quantity": "1", "version": make.line_of(submitted, "donations").version})
    assert "you cannot change it" in text_of(sent)


def test_what_a_count_cannot_show_is_declared_on_the_page(as_, due):
    """The box stands on the line, the check names it while it is open, and the manager reads what was ticked."""
    asked = "Only new apprentices are counted"
    client, line = as_(due.supplier_actor), make.line_of(due, "apprenticeships:level-3")
    page = text_of(client.get(portal("line", line)))
    assert "What you declare" in page and asked in page
    sent = {"quantity": "2", "what_was_done": "Two began.", "version": line.version}
    assert client.post(portal("line", line), sent).status_code == 302
    assert f"Tick what you declare: {asked}." in text_of(client.get(portal("check", due)))
    line = make.line_of(due, "apprenticeships:level-3")
    wrong = text_of(client.post(portal("line", line), sent | {"version": line.version, "declared": ["Else"]}))
    assert "There is a problem" in wrong
    client.post(portal("line", line), sent | {"version": line.version, "declared": [asked]})
    page = text_of(client.get(portal("check", due)))
    assert "Tick what you declare" not in page and "Declared" in page
    assert "checked" in text_of(client.get(portal("line", line)))
    done = make.submitted(make.filled_return(due.council, one=make.again(due)))
    page = text_of(as_(done.manager_actor).get(desk("verify_line", line)))
    assert "Declared" in page and asked in page
