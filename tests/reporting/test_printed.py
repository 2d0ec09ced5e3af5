"""The report as it is printed, normal and large: long names, many rows, many service areas."""

import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from pypdf import PageObject, PdfReader

from procurement.ledger.domain.figures import Group
from reporting import pdf
from reporting.domain import tables
from reporting.domain.committee import numbered_sections
from reporting.domain.snapshot import Asked, MissingReturn, snapshot
from tests.reporting.builders import DAY, YEAR, counted, figure_set, figures, pounds

ROWS, AREAS, POINTS = 60, 12, 18
COUNCIL = "Metropolitan Borough Council of the North and the South of the River and of the Villages Between"
AREA = "Adult Care, Housing, Public Health, Culture, Leisure and Libraries Directorate"
LONG = "weeks of work placements for people who are furthest from the labour market"
FIRM = "The Landscape Maintenance and Horticultural Services Cooperative Society Limited"
SECTIONS = (
    ("summary", "Report summary", "summary", ""),
    ("recommendations", "Recommendations", "text", "Note the report.\n\nAgree the targets."),
    ("key-issues", "Key issues", "figures", ""),
    ("appendices", "Appendices", "appendices", ""),
)


def _amount(number: int) -> str:
    """An amount that stands on one line only: £12,300,001.01 for the first."""
    return f"{12_300_000 + number}.{number:02d}"


def _parts(share: int) -> tuple:
    priced = (pounds(f"gift-{n:02d}", str(Decimal(_amount(n)) / share)) for n in range(ROWS // 2))
    words = (counted(f"{LONG} {n:02d}", f"{n}77", "week") for n in range(ROWS // 2))
    return (*priced, *words)


def _content() -> dict:
    total = figures(
        committed_originally=_parts(1),
        committed_now=_parts(1),
        due_by_now=_parts(1),
        reported=_parts(1),
        verified=_parts(1),
    )
    one = figures(committed_now=(pounds("gifts", "12345678.90"),), verified=(pounds("gifts", "345678.90"),))
    return snapshot(
        year=YEAR,
        by_service_area=figure_set(total, *(Group(f"a{n}", f"{AREA} {n:02d}", one) for n in range(AREAS))),
        by_outcome=figure_set(total, Group("economy", "A strong economy", one)),
        missing=[
            MissingReturn(
                f"OMBC-2026-{n:03d}-C1", "Grounds maintenance", FIRM, "1 October to 31 December", DAY, n
            )
            for n in range(ROWS)
        ],
        asked_by=[Asked("A Policy, Governance", "A report each year.", "quoted")],
        policy="A Policy, 1",
    )


def _print(size: str) -> PdfReader:
    content = _content()
    run = SimpleNamespace(
        title="Social value annual report, 2026/27",
        council=SimpleNamespace(name=COUNCIL),
        as_of_day=DAY,
        checksum="0a1b2c3d" * 8,
        committee={"title": "Social value annual report", "front": [{"name": "Meeting", "value": "Cabinet"}]},
    )
    stored = [dict(zip(("key", "title", "kind", "text"), one, strict=True)) for one in SECTIONS]
    html = render_to_string(
        "reporting/pdf/annual.html",
        {
            "run": run,
            "content": content,
            "sections": numbered_sections(stored),
            "missing": [{**one, "due_on": date.fromisoformat(one["due_on"])} for one in content["missing"]],
            "message": tables.message(content),
            "pounds": tables.in_pounds(content),
            "charts": tables.charts(content),
            "total": tables.total(content),
            "service_areas": tables.by_service_area(content),
            "outcomes": tables.by_outcome(content),
            "large": size == "large",
        },
    )
    css = (Path(settings.BASE_DIR) / "static" / "css" / "report.css").read_text(encoding="utf-8")
    return PdfReader(io.BytesIO(pdf.render(html, css)))


@pytest.fixture(scope="module")
def printed() -> dict[str, PdfReader]:
    """The same report in both sizes."""
    return {size: _print(size) for size in ("normal", "large")}


def words(page: PageObject) -> str:
    """The text of a page with single spaces."""
    return " ".join(page.extract_text().split())


@pytest.mark.parametrize("size", ["normal", "large"])
def test_each_page_says_whose_it_is_of_which_day_and_which_page(printed, size):
    pages = printed[size].pages
    for number, page in enumerate(pages, 1):
        text = words(page)
        assert f"Page {number} of {len(pages)}" in text
        assert COUNCIL in text and "1 February 2027" in text and "Social value annual report, 2026/27" in text
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((595.276, 841.89))


@pytest.mark.parametrize("size", ["normal", "large"])
def test_paragraphs_are_numbered_also_those_that_the_program_writes(printed, size):
    text = " ".join(words(page) for page in printed[size].pages)
    for said in (
        "1.1 Verified delivery is",
        "2.1 Note the report. 2.2 Agree the targets.",
        "3.1 Delivery is judged against",
        "3.2 60 returns due by that day are missing",
        "4.1 These appendices belong to the report:",
    ):
        assert said in text, said


def test_a_row_is_never_split_and_the_head_stands_on_every_page(printed):
    """Each amount stands with the name of its row, all five times in one piece, under the words of the head."""
    texts = [words(page) for page in printed["normal"].pages]
    for number in range(ROWS // 2):
        amount = f"£{Decimal(_amount(number)):,.2f}"
        (holding,) = (text for text in texts if amount in text)
        assert f"Gift-{number:02d} pounds {' '.join([amount] * 5)}" in holding
        assert "What is counted Committed originally Committed now Due by now Reported Verified" in holding
    for number in range(ROWS):
        (holding,) = (text for text in texts if f"OMBC-2026-{number:03d}-C1" in text)
        assert "Contract Supplier Quarter Was due on" in holding


def test_nothing_is_smaller_than_18_points_in_large_print(printed):
    """Head and foot of the page, notes and the chart as well."""
    small = set()

    def look(text, cm, tm, font, size):
        if text.strip() and round(size * abs(tm[3]) * abs(cm[3]), 1) < POINTS:
            small.add((text.strip(), size))

    for page in printed["large"].pages:
        page.extract_text(visitor_text=look)
    assert not small


@pytest.mark.parametrize("size", ["normal", "large"])
def test_no_amount_is_cut_in_two(printed, size):
    """An amount that has no room breaks after a comma or a point: then its line ends there."""
    lines = [line.strip() for page in printed[size].pages for line in page.extract_text().splitlines()]
    assert not [line for line in lines if re.search(r"£[\d,]*[,.]$", line)]
    assert not [line for line in lines if re.search(r"£[\d,]+\.\d(?![\d ])", line)]
    found = sum(line.count("£12,300,001.01") for line in lines)
    assert found == 5


@pytest.mark.parametrize("size", ["normal", "large"])
def test_the_chart_of_many_service_areas_runs_over_pages(printed, size):
    """Each area is drawn whole and has its own words for those who do not see it."""
    text = " ".join(words(page) for page in printed[size].pages)
    for number in range(AREAS):
        assert f"Directorate {number:02d} £12.3 million no figure no figure £345,679" in text
    said = _alternatives(printed[size])
    assert len(said) == AREAS and all(f"{AREA} {n:02d}" in said[n] for n in range(1, AREAS))


def _alternatives(reader: PdfReader) -> list[str]:
    """What is said instead of each drawing."""
    found: list[str] = []

    def walk(node) -> None:
        node = node.get_object()
        if node.get("/S") == "/Figure":
            found.append(str(node["/Alt"]))
        kids = node.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        for kid in kids if isinstance(kids, list) else [kids]:
            inner = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(inner, dict) and "/S" in inner:
                walk(inner)

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found
