"""What a file really is, and how hostile names and contents are met."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.files.domain import (
    CSV,
    DOCX,
    JPEG,
    PDF,
    PNG,
    TEXT,
    XLSX,
    NotTaken,
    kind_of,
    shown_name,
)
from tests.factories.returns import office, pdf

PDF_BYTES = pdf().read()
PNG_BYTES = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
JPEG_BYTES = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 40
DOCX_BYTES = office("a.docx", "word/document.xml").read()
XLSX_BYTES = office("a.xlsx", "xl/workbook.xml").read()
ZIP_BYTES = office("a.zip", "readme.txt").read()
EXE_BYTES = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 60


def named(value: object) -> str:
    """A test's name holds no bytes: a zip has the time in it, so each worker would call the test something else."""
    return "content" if isinstance(value, bytes) else str(value)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF_BYTES, PDF),
        ("A.PDF", PDF_BYTES, PDF),
        ("a.png", PNG_BYTES, PNG),
        ("a.jpg", JPEG_BYTES, JPEG),
        ("a.JPEG", JPEG_BYTES, JPEG),
        ("a.docx", DOCX_BYTES, DOCX),
        ("a.xlsx", XLSX_BYTES, XLSX),
        ("a.csv", b"week,people\n1,3\n", CSV),
        ("a.csv", "woche,stück\r\n".encode("cp1252"), CSV),
        ("a.txt", "\ufeffA café".encode(), TEXT),
        ("notes.exe.pdf", PDF_BYTES, PDF),
    ],
    ids=named,
)
def test_what_is_taken(name, content, kind):
    """Each kind by its content, whatever the case of its ending."""
    assert kind_of(name, content) is kind


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", PNG_BYTES, "not a PDF. It is a PNG picture"),
        ("a.pdf", EXE_BYTES, "not a PDF"),
        ("a.pdf", b"<html><script>alert(1)</script></html>", "not a PDF. It is plain text"),
        ("a.pdf", b"%PDF-1.7\n<script>alert(1)</script>", "not a PDF"),
        ("a.pdf", ZIP_BYTES, "not a PDF"),
        ("a.png", PDF_BYTES, "not a PNG picture. It is a PDF"),
        ("a.jpg", PNG_BYTES, "not a JPEG picture"),
        ("a.docx", ZIP_BYTES, "not a Word document"),
        ("a.docx", XLSX_BYTES, "It is an Excel workbook"),
        ("a.docx", DOCX_BYTES[:60], "not a Word document"),
        ("a.xlsx", b"PK\x03\x04" + b"\x00" * 50, "not an Excel workbook"),
        ("a.txt", b"two\x00words", "not plain text"),
        ("a.csv", EXE_BYTES, "not a CSV file"),
        ("a.txt", b"%PDF-1.4 not quite", "not plain text"),
        ("a.txt", b"x %PDF-1.4 a PDF to some readers", "two kinds"),
        ("evidence.pdf.exe", PDF_BYTES, "cannot be uploaded"),
        ("a.docm", DOCX_BYTES, "cannot be uploaded"),
        ("a.html", b"<html></html>", "cannot be uploaded"),
        ("a.svg", b"<svg></svg>", "cannot be uploaded"),
        ("pdf", PDF_BYTES, "cannot be uploaded"),
        (".pdf", PDF_BYTES, "cannot be uploaded"),
    ],
    ids=named,
)
def test_what_is_not_taken(name, content, words):
    """Each with what it is and how to mend it."""
    with pytest.raises(NotTaken, match=words) as refused:
        kind_of(name, content)
    assert "upload that" in str(refused.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", PDF_BYTES), ("a.png", PNG_BYTES), ("a.jpg", JPEG_BYTES), ("a.csv", b"a,b\n")],
)
def test_two_kinds_at_once(name, content):
    """A zip that hangs on behind another file, which other programs would open as a zip."""
    with pytest.raises(NotTaken):
        kind_of(name, content + ZIP_BYTES + (PDF_BYTES[-6:] if name == "a.pdf" else b""))


def test_macros_are_named():
    """A document with macros under another ending."""
    with pytest.raises(NotTaken, match="macros"):
        kind_of("a.docx", office("a.docx", "word/document.xml", {"word/vbaProject.bin": b"x"}).read())


def test_a_zip_that_claims_to_be_both_is_neither():
    """A file with the main parts of a document and of a workbook."""
    with pytest.raises(NotTaken):
        kind_of("a.docx", office("a.docx", "word/document.xml", {"xl/workbook.xml": b"<x/>"}).read())


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("evidence.pdf", "evidence.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\someone\\report.pdf", "report.pdf"),
        ("two\x00words.pdf", "twowords.pdf"),
        ("line\r\nSet-Cookie: a=b.pdf", "line Set-Cookie: a=b.pdf"),
        ("gpj.\u202efdp", "gpj.fdp"),
        ("  a   b .pdf", "a b .pdf"),
        ("...", "evidence"),
        ("", "evidence"),
        ("\u200b.pdf", "pdf"),
        ("café.pdf", "café.pdf"),
        ("<img onerror=alert(1)>{{7*7}}.pdf", "<img onerror=alert(1)>{{7*7}}.pdf"),
        ("x" * 400 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_names_are_made_safe_to_show(given, shown):
    """No folders, no control signs, no turned reading; text stays text."""
    assert shown_name(given) == shown


@given(st.text(max_size=500))
def test_any_name_is_short_and_readable(name):
    """Whatever is sent: 1 to 200 characters on one line, and safe again when shown again."""
    shown = shown_name(name)
    assert 1 <= len(shown) <= 200
    assert not any(unicodedata.category(sign)[0] == "C" or sign in "/\\" for sign in shown)


@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a.docx", "a.csv", "a.txt", "a.png", "a.jpg"]))
def test_any_content_is_taken_or_refused_in_words(content, name):
    """No content makes the check fall over."""
    try:
        kind_of(name, content)
    except NotTaken as refused:
        assert str(refused)
