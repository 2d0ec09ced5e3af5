"""Every page of the access table, what is typed into every form, and what is asked in every address."""

import csv
import html
import io
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from pypdf import PdfReader

from councils.organisations.models import ServiceArea, Supplier
from councils.people.models import User
from procurement.contracts.models import Contract
from procurement.opportunities.models import Procurement
from procurement.returns.models import Evidence
from reporting import services as reporting
from reporting.models import ReportRun
from tests.access_table.table import TABLE
from tests.text_stays_text.reading import unsafe_cells, wrong_in_page, wrong_in_text
from tests.world import time
from tests.world.hostile import FILE, NAME
from tests.world.looking import address, leaving_no_trace
from tests.world.pages import read

PEOPLE = [replace(url, who=url.who.replace("anonymous", "")) for url in TABLE]
READING = [url for url in PEOPLE if "GET" in url.how and url.who.split()]
WRITING = [url for url in PEOPLE if "POST" in url.how and url.who.split()]
DOWNLOADS = sorted({url.name for url in TABLE if ":download" in url.name and not url.record})
LISTS = [url for url in READING if not url.record]
NAMELESS = {"health", "people:mail"}  # pages on which nobody's name has to stand


def _text(response) -> str:
    return response.getvalue().decode("utf-8", "replace")


def _wrong(response, must_name: bool = True) -> list[str]:
    if response["Content-Type"].startswith("text/html"):
        source = _text(response)
        missing = must_name and html.escape(NAME) not in source
        return wrong_in_page(source) + (["the name is not there"] if missing else [])
    return wrong_in_text(_text(response)) if response["Content-Type"].startswith("text/") else []


@pytest.mark.parametrize("url", READING, ids=str)
def test_every_page(url, world, browsers):
    """The source holds the name escaped once, and never as an order."""
    path, found = address(url.name, url.record, world.here), {}
    for who in url.who.split():
        response = browsers.of(who).get(path)
        assert response.status_code == 200
        wrong = _wrong(response, must_name=url.name not in NAMELESS and who != "outsider")
        if wrong:
            found[who] = wrong
    assert not found


@pytest.mark.parametrize("url", WRITING, ids=str)
def test_every_form(url, world, browsers):
    """What was typed comes back as it is, on the page that refuses it or on the next one."""
    path, who = address(url.name, url.record, world.here), url.who.split()[0]
    page = browsers.of(who).get(path)
    form = read(path, _text(page)).form_to(path) if page.status_code == 200 else None
    data = (
        dict(form.fields)
        if form
        else {name: [value] for name, value in url.sends.items() if value[0] not in "=@"}
    )
    data |= {name: [FILE if name.startswith("file") else NAME] for name in (form.typed if form else data)}
    with leaving_no_trace():
        browser = browsers.of(who)
        answer = browser.post(path, data)
        shown = browser.get(answer.url) if answer.status_code == 302 else answer
        assert shown.status_code < 500
        wrong = _wrong(shown, must_name=False) if shown.status_code != 302 else []
    time.at(time.NOW)
    assert not wrong
    if form and shown is answer:
        kept = read(path, _text(shown)).form_to(path)
        lost = [name for name in form.typed if kept.fields.get(name) != [NAME]]
        assert not lost, "what was typed is gone"


@pytest.mark.parametrize("url", LISTS, ids=str)
def test_every_question_in_an_address(url, world, browsers):
    """What is asked for after the ``?`` comes back as it is, in filters, tags, links and on pages that do not exist."""
    path, who = address(url.name, url.record, world.here), url.who.split()[0]
    page = browsers.of(who).get(path)
    names = {"page", "sort", "next"}
    if page["Content-Type"].startswith("text/html"):
        names |= {
            name
            for form in read(path, _text(page)).forms
            if form.method == "get"
            for name in (*form.fields, *form.choices)
        }
    for asked in ({name: NAME for name in names}, *({name: NAME} for name in sorted(names))):
        response = browsers.of(who).get(path, asked)
        assert response.status_code in (200, 302), asked
        if response.status_code == 200:
            assert not _wrong(response, must_name=False), asked


def test_refusals(world, browsers):
    """Pages that say no."""
    for who, path in (
        ("lead", "/no-such-page/<script>alert(1)</script>{{7*7}}/"),
        ("councillor", reverse("opportunities:list")),
        ("anonymous", reverse("account_login") + "?next=/<script>alert(1)</script>{{7*7}}"),
        ("outsider", "/"),
    ):
        response = browsers.of(who).get(path)
        assert not [word for word in wrong_in_page(_text(response)) if not word.startswith("changed")], path


@pytest.mark.parametrize("name", DOWNLOADS)
def test_downloads(name, world, browsers):
    """A spreadsheet shows names that begin like a formula, and runs none; other names are as they are."""
    with leaving_no_trace():
        for model, column in ((Procurement, "title"), (Contract, "title"), (Supplier, "name")):
            for begin, row in zip(
                ("=1+1", "+1", "-1", "@SUM(1)", "\t=1+1"), model.objects.order_by("pk"), strict=False
            ):
                model.objects.filter(pk=row.pk).update(**{column: f"{begin}|{NAME}"})
        ServiceArea.objects.update(name=f"=HYPERLINK('x')|{NAME}")
        User.objects.update(name=f"@SUM(1)|{NAME}")
        response = browsers.of("lead").get(reverse(name))
        rows = list(csv.reader(io.StringIO(_text(response).removeprefix("\ufeff"))))
    assert len(rows) > 2
    assert unsafe_cells(rows) == []
    assert any(NAME in cell for row in rows for cell in row)


def test_the_report_as_a_file(world, browsers):
    """The PDF holds the names of service areas, outcomes, measures, suppliers and headings as they are."""
    for size in ("normal", "large"):
        path = address("reporting:pdf", f"delivery.report.uid '{size}'", world.here)
        content = browsers.of("lead").get(path).getvalue()
        said = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)
        assert said.count(NAME) >= 20
        assert said.replace(NAME, "").count("alert(1)") == 0, "cut or changed"
        assert "&lt;" not in said


@pytest.mark.parametrize("large", [False, True])
def test_what_the_report_is_printed_from(large, world):
    """A name that becomes markup is not printed at all, so that the file alone would not show it."""
    run = ReportRun.objects.get(uid=world.here.delivery.report.uid)
    source = render_to_string("reporting/pdf/annual.html", {**reporting.context(run), "large": large})
    assert wrong_in_page(source) == []
    assert source.count(html.escape(NAME)) >= 20


def test_the_name_of_a_file(world, browsers):
    """Evidence leaves as a file to save, under its own name, which breaks no header."""
    for evidence, who in (("submitted_evidence", "manager"), ("draft_evidence", "member")):
        name = "returns:evidence" if who == "manager" else "portal_returns:evidence"
        response = browsers.of(who).get(address(name, f"delivery.{evidence}.uid", world.here))
        assert response["Content-Disposition"] == f'attachment; filename="{FILE}.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
    assert set(Evidence.objects.values_list("shown_name", flat=True)) == {f"{FILE}.pdf"}


def test_letters(world):
    """Subject and text of every mail hold the names as they are; a subject is one line."""
    assert len(world.mail) >= 5
    for letter in world.mail:
        assert wrong_in_text(f"{letter.subject}\n{letter.body}") == [], letter.subject
        assert "\n" not in letter.subject
        assert NAME in letter.body
