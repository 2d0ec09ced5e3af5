"""Exceptions as people see them: the page of one, asking, deciding, evidence, and the register."""

import csv
import io

from django.urls import reverse

from procurement.opportunities import queries
from procurement.opportunities.models import PolicyException
from socialvalue.access.domain import Role
from tests.factories import councils as people
from tests.factories import opportunities as make
from tests.factories.returns import pdf
from tests.opportunities.exceptions import GIVEN, ask, decide, in_state


def signed_in(client, actor):
    """The browser of ``actor``."""
    client.force_login(people.user_of(actor))
    return client


def page_of(client, actor, name, *args, **asked) -> str:
    """A page as ``actor`` sees it."""
    return signed_in(client, actor).get(reverse(f"opportunities:{name}", args=args), asked).content.decode()


def test_the_page_tells_the_rule_the_evidence_and_that_the_policy_names_nobody(
    client, procurement, commissioner
):
    page = page_of(client, commissioner, "ask_exception", procurement.uid)
    assert "Social value counts for exactly 20% of the overall score." in page
    assert "Evidence: why 20% does not fit this procurement" in page
    assert "The policy names nobody to approve it." in page


def test_bad_input_is_said_beside_the_field_and_what_was_typed_is_kept(client, procurement, commissioner):
    path = reverse("opportunities:ask_exception", args=[procurement.uid])
    sent = {"rule": "weighting", "instead": "20%", "reason": "Thin.", "version": procurement.version}
    page = signed_in(client, commissioner).post(path, sent).content.decode()
    assert "The policy allows 20%, so you need no exception for it" in page
    assert "Give the evidence: write it here, or upload a file" in page
    assert "Thin.</textarea>" in page
    assert not PolicyException.objects.exists()


def test_from_asking_to_approval_by_pages(client, procurement, commissioner, approver):
    path = reverse("opportunities:ask_exception", args=[procurement.uid])
    sent = {"rule": "weighting", "instead": "15", "version": procurement.version, **GIVEN}
    answer = signed_in(client, commissioner).post(path, {**sent, "file": pdf("why.pdf")}, follow=True)
    page = answer.content.decode()
    assert "It waits for approval." in page and "why.pdf" in page and "Abe Approver" in page
    one = PolicyException.objects.get()
    home = signed_in(client, commissioner).get(procurement.get_absolute_url()).content.decode()
    assert "Waits for approval" in home and "It is the turn of the approver." in home
    decide_at = reverse("opportunities:decide_exception", args=[one.uid])
    assert signed_in(client, approver).get("/").content.decode().count(decide_at) == 1
    sent = {"decision": "approve", "decision_reference": "", "version": one.version}
    assert "Enter the reference of the decision" in client.post(decide_at, sent).content.decode()
    page = client.post(decide_at, {**sent, "decision_reference": "Minute 12"}, follow=True).content.decode()
    assert "The exception is approved." in page and "Decision reference: Minute 12" in page
    assert client.get(decide_at).status_code == 302


def test_an_approver_who_asked_is_told_why_not(client, rotherham, procurement):
    both = people.staff(rotherham, Role.PROCUREMENT_LEAD, Role.APPROVER)
    one = ask(procurement, both)
    answer = signed_in(client, both).get(reverse("opportunities:decide_exception", args=[one.uid]))
    assert answer.status_code == 403
    assert "You asked for this exception, so somebody else must decide it." in answer.content.decode()


def test_a_lapsed_one_says_why_and_what_to_do(client, procurement, commissioner, approver):
    one = in_state("lapsed", procurement, commissioner, approver)
    page = page_of(client, commissioner, "exception", one.uid)
    assert "The rule is no longer required of this procurement. If you still need it, ask again." in page


def test_evidence_is_saved_and_never_shown_in_the_browser(client, procurement, commissioner):
    file = ask(procurement, commissioner, upload=pdf("why.pdf")).files.get()
    answer = signed_in(client, commissioner).get(file.get_absolute_url())
    assert answer["Content-Disposition"] == 'attachment; filename="why.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_file_is_removed_by_pages_and_the_page_says_what_that_means(client, procurement, commissioner):
    one = ask(procurement, commissioner, upload=pdf("why.pdf"))
    address = reverse("opportunities:remove_exception_file", args=[one.files.get().uid])
    assert f'href="{address}">Remove' in page_of(client, commissioner, "exception", one.uid)
    asked = client.get(address).content.decode()
    assert "why.pdf" in asked and "whoever decides can no longer read it" in asked
    version = PolicyException.objects.get().version
    assert client.post(address, {"version": version - 1}).status_code == 409
    page = client.post(address, {"version": version}, follow=True).content.decode()
    assert "why.pdf is removed." in page and "No file was added." in page
    assert client.get(address).url == one.get_absolute_url()
    late = client.post(address, {"version": version + 1})
    assert "This file was removed already." in late.content.decode()


def test_the_register_is_filtered_and_counted(client, rotherham, commissioner, approver, at):
    at("2026-11-02T09:00")
    decide(ask(make.draft_procurement(rotherham, commissioner, title="Hedges"), commissioner), approver)
    at("2026-11-21T09:00")
    ask(make.draft_procurement(rotherham, commissioner, title="Ponds"), commissioner)
    left_out = {"rule": "obligation", "instead": None}
    ask(make.draft_procurement(rotherham, commissioner, title="Grass"), commissioner, **left_out)
    auditor = people.staff(rotherham, Role.AUDITOR)

    def listed(**asked) -> set[str]:
        page = page_of(client, auditor, "exceptions", **asked)
        return {title for title in ("Hedges", "Ponds", "Grass") if f">{title}</a>" in page}

    assert listed() == {"Hedges", "Ponds", "Grass"}
    assert listed(status="asked") == {"Ponds", "Grass"}
    assert listed(kind="opt_out") == {"Grass"}
    assert listed(asked_to="2026-11-20") == {"Hedges"}
    assert listed(asked_from="2026-11-03") == {"Ponds", "Grass"}
    assert listed(asked_from="no day") == {"Hedges", "Ponds", "Grass"}
    asked = {"status": "asked", "sort": "title"}
    rows = list(csv.reader(io.StringIO(page_of(client, auditor, "download_exceptions", **asked))))
    assert [row[1] for row in rows] == ["Title", "Grass", "Ponds"], "as filtered and sorted"
    assert (rows[2][4], rows[2][7], rows[2][9]) == (
        "Social value counts for 15% of the overall score.",
        "2026-11-21",
        "Waits for approval",
    )
    page = page_of(client, auditor, "exceptions", **asked)
    address = reverse("opportunities:download_exceptions") + "?status=asked&amp;sort=title"
    assert f'href="{address}" download>Download these 2 exceptions as CSV</a>' in page
    assert f'href="{address}&amp;as=xlsx" download>' in page
    [counted] = queries.exceptions_by_area(auditor, queries.exceptions(auditor))
    assert (counted.name, counted.total) == (people.area(rotherham).name, 3)
    assert [number for _, number in counted.numbers] == [1, 2, 0]
