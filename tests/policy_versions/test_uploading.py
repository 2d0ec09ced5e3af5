"""A file is kept whole as a draft, or refused with everything that is wrong in it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from councils.policies.domain.yaml_text import MOST_BYTES
from councils.policies.models import Outcome, PolicyVersion
from measures.models import Measure
from socialvalue.access.domain import Denied, Role
from socialvalue.access.models import AuditEntry
from tests.factories import councils as people
from tests.factories import policies as make

NEW = "/policy/versions/new/"


def send(browser, content: bytes, name: str = "policy.yaml"):
    return browser.post(NEW, {"file": SimpleUploadedFile(name, content)})


def rows_of(page: str) -> list[list[str]]:
    """The cells of the table of mistakes: line, key, message."""
    body = page.split('class="govuk-table__body"')[1].split("</tbody>")[0]
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in body.split("</tr>")[:-1]
    ]


def test_a_good_file_becomes_a_draft_and_nothing_else(as_, administrator, policy, text):
    outcomes, measures = Outcome.objects.count(), Measure.objects.count()
    content = "# Agreed in committee.\n" + text("2027", "2027-04-01", make.weight(25))
    answer = send(as_(administrator), content.encode())
    made = PolicyVersion.objects.get(number="2027")
    assert answer.url == reverse("policies:draft", args=[made.uid])
    assert (made.status, made.source, str(made.begins_on)) == ("draft", content, "2027-04-01")
    assert made.uploaded_by_id == administrator.user_id and made.file_name == "policy.yaml"
    assert (made.asked_by_id, made.published_by_id, made.published_at) == (None, None, None)
    assert (Outcome.objects.count(), Measure.objects.count()) == (outcomes, measures)
    assert AuditEntry.objects.filter(act="uploaded a draft of the policy", record_id=made.pk).count() == 1


def test_every_mistake_is_told_at_once_with_line_and_key(as_, administrator, policy, text):
    content = (
        text("2027", "2027-04-01")
        .replace("begins: 2027-04-01", "begins: 2027-04-31")
        .replace("percent: 20", "percent: 120")
        .replace("format: 1", "format: 7")
    )
    page = send(as_(administrator), content.encode()).content.decode()
    rows = rows_of(page)
    lines = content.split("\n")
    by_key = {key: (int(line.removeprefix("Line ")), message) for line, key, message in rows}
    assert lines[by_key["format"][0] - 1] == "format: 7"
    assert lines[by_key["policy.begins"][0] - 1].strip() == "begins: 2027-04-31"
    assert "is not a day that exists" in by_key["policy.begins"][1]
    weights = [row for row in rows if row[1].endswith("then.percent")]
    assert len(weights) == content.count("percent: 120")
    assert page.count('href="#wrong-') == len(rows) <= 10
    assert f"Line {by_key['format'][0]}, format: {by_key['format'][1]}" in page
    assert "govuk-error-summary" in page and "The file was not taken" in page
    assert PolicyVersion.objects.filter(council=policy.council).count() == 1


def test_more_mistakes_than_the_summary_shows_all_stand_in_the_table(as_, administrator, policy, text):
    content = text("2027", "2027-04-01").replace("reading: quoted", "reading: guessed")
    page = send(as_(administrator), content.encode()).content.decode()
    assert page.count('href="#wrong-') == 10
    assert len(rows_of(page)) > 20


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG\r\n\x1a\n\xff", "not UTF-8"),
        ("policy: caf\xe9".encode("latin-1"), "not UTF-8"),
        (b"- just\n- a list\n", "must be a list of keys and values"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "Anchors and aliases"),
        (b"a: " + b"[" * 40 + b"]" * 40, "lists too deep"),
        (b"a: {b: 1", "Not YAML"),
    ],
)
def test_what_is_no_policy_file_is_refused_in_words(as_, administrator, policy, content, told):
    page = send(as_(administrator), content).content.decode()
    assert told in page and PolicyVersion.objects.filter(council=policy.council).count() == 1


def test_another_type_of_file_is_refused_by_its_name(as_, administrator, policy, text):
    page = send(as_(administrator), text("2027", "2027-04-01").encode(), "policy.pdf").content.decode()
    assert "its name ends in .yaml or .yml" in page


def test_a_large_file_is_refused_before_it_is_read(as_, administrator, policy, monkeypatch):
    """One byte over is refused by its size; the file itself is never asked for its content."""

    def never(*args):
        raise AssertionError("the file was read")

    monkeypatch.setattr("councils.policies.services.upload", never)
    page = send(as_(administrator), b"#" * (MOST_BYTES + 100_000)).content.decode()
    assert "The file must be 2 MB or smaller" in page


def test_the_file_must_be_of_the_administrators_own_council(as_, administrator, policy, text):
    content = text("2027", "2027-04-01").replace("slug: rotherham", "slug: elsewhere", 1)
    page = send(as_(administrator), content.encode()).content.decode()
    assert "“elsewhere” is another council. You act for “rotherham”" in page
    assert PolicyVersion.objects.filter(council=policy.council).count() == 1


def test_what_is_published_already_is_refused(as_, administrator, policy):
    page = send(as_(administrator), policy.source.encode()).content.decode()
    assert "is published already and never changes" in page


def test_the_same_draft_is_kept_once(as_, administrator, draft):
    page = send(as_(administrator), draft.source.encode()).content.decode()
    assert "This file is kept already" in page
    assert PolicyVersion.objects.filter(number="2027").count() == 1


@pytest.mark.parametrize("role", [Role.APPROVER, Role.PROCUREMENT_LEAD, Role.AUDITOR])
def test_only_an_administrator_uploads(rotherham, policy, text, role):
    with pytest.raises(Denied):
        make.uploaded(people.staff(rotherham, role), text("2027", "2027-04-01"))


def test_the_files_page_gives_the_text_as_it_came(as_, client, administrator, policy, draft):
    mine = as_(administrator).get(reverse("policies:file", args=[draft.uid]))
    assert mine.content.decode() == draft.source
    assert mine["Content-Disposition"] == 'attachment; filename="rotherham-2027.yaml"'
    assert mine["Content-Type"] == "application/yaml; charset=utf-8"
    client.logout()
    public = client.get(reverse("public_policies:file", args=[policy.uid]))
    assert public.content.decode() == policy.source and "# " in policy.source
    assert client.get(reverse("public_policies:file", args=[draft.uid])).status_code == 404
