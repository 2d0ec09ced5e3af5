"""What a file really is, decided by its content, and how its name is made safe to show.

Only kinds that can be read without running anything are taken: PDF, PNG, JPEG, DOCX, XLSX, CSV and plain text.
"""

import io
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype

LONGEST_NAME = 200
PDF_START, PDF_END, NEAR = (
    b"%PDF-",
    b"%%EOF",
    1024,
)  # a reader looks for both within 1,024 bytes of either end
MOST_PARTS = 10_000
MOST_OF_PART = 1_000_000  # bytes read of a part, however large it says it is
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken: its endings, its content type, and its name in a sentence."""

    key: str
    words: str
    endings: tuple[str, ...]
    content_type: str
    starts: bytes = b""


OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Kind("pdf", "a PDF", (".pdf",), "application/pdf", PDF_START)
PNG = Kind("png", "a PNG picture", (".png",), "image/png", b"\x89PNG\r\n\x1a\n")
JPEG = Kind("jpg", "a JPEG picture", (".jpg", ".jpeg"), "image/jpeg", b"\xff\xd8\xff")
DOCX = Kind("docx", "a Word document", (".docx",), f"{OFFICE}.wordprocessingml.document", b"PK\x03\x04")
XLSX = Kind("xlsx", "an Excel workbook", (".xlsx",), f"{OFFICE}.spreadsheetml.sheet", b"PK\x03\x04")
CSV = Kind("csv", "a CSV file", (".csv",), "text/csv; charset=utf-8")
TEXT = Kind("txt", "plain text", (".txt",), "text/plain; charset=utf-8")
KINDS: tuple[Kind, ...] = (PDF, PNG, JPEG, DOCX, XLSX, CSV, TEXT)
TAKEN = "PDF, PNG, JPEG, Word (DOCX), Excel (XLSX), CSV or TXT"
ENDINGS: tuple[str, ...] = tuple(ending for kind in KINDS for ending in kind.endings)
BY_KEY = {kind.key: kind for kind in KINDS}
BY_ENDING = {ending: kind for kind in KINDS for ending in kind.endings}
MAIN_PART = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}


class NotTaken(ValueError):
    """A file that is not taken; the text says why and what to do."""


def shown_name(name: str) -> str:
    """``name`` without folders, control signs and signs that turn the direction of reading; at most 200 characters.

    What is left is safe in a header and reads as it is. A name of nothing becomes ``evidence``.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    spaced = "".join(
        " " if unicodedata.category(sign)[0] == "Z" or sign in "\t\r\n" else sign for sign in last
    )
    readable = "".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C")
    kept = " ".join(readable.split()).strip(". ") or "evidence"
    if len(kept) <= LONGEST_NAME:
        return kept
    ending = PurePosixPath(kept).suffix[:10]
    return kept[: LONGEST_NAME - len(ending)] + ending


def kind_of(name: str, content: bytes) -> Kind:
    """What kind of file ``content`` is, which must be what the ending of ``name`` says; raises NotTaken."""
    promised = BY_ENDING.get(PurePosixPath(name.lower()).suffix)
    if promised is None:
        raise NotTaken(f"This kind of file cannot be uploaded. Save it as {TAKEN}, and upload that.")
    found = _found(content)
    if found is TEXT and promised is CSV:
        found = CSV
    if found is not promised:
        ending = PurePosixPath(name.lower()).suffix
        really = f" It is {found.words}." if found else ""
        raise NotTaken(
            f"The name of the file ends in {ending}, but the file is not {promised.words}.{really} "
            f"Save it again as {TAKEN}, and upload that."
        )
    if _is_two_at_once(found, content):
        raise NotTaken(f"This file is two kinds of file at once. Save it again as {TAKEN}, and upload that.")
    return found


def _found(content: bytes) -> Kind | None:
    if content.startswith(DOCX.starts):
        return _office(content)
    guess = filetype.guess(content[:8192])
    if guess is None:
        return TEXT if _is_text(content) else None
    kind = BY_KEY.get(guess.extension)
    if kind is None or not kind.starts or not content.startswith(kind.starts):
        return None
    return None if kind is PDF and PDF_END not in content[-NEAR:] else kind


def _office(content: bytes) -> Kind | None:
    """Which Office file a zip is, by the parts that it must have; None for any other zip.

    Raises NotTaken for one that holds macros.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > MOST_PARTS or "[Content_Types].xml" not in names:
                return None
            with archive.open("[Content_Types].xml") as part:
                types = part.read(MOST_OF_PART)
    except BROKEN_ZIP:
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotTaken("This file holds macros. Save it without macros, as DOCX or XLSX, and upload that.")
    kinds = [kind for part, kind in MAIN_PART.items() if part in names]
    return kinds[0] if len(kinds) == 1 and b"<Types" in types else None


def _is_text(content: bytes) -> bool:
    """Whether it is text in UTF-8, or in the signs that Windows uses, with nothing in it but letters and line ends."""
    if any(sign < 32 and sign not in b"\t\r\n\f" for sign in set(content)):
        return False
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _is_two_at_once(kind: Kind, content: bytes) -> bool:
    """Whether another program would read the same bytes as another kind: a zip at the end, a PDF near the start."""
    if kind not in (DOCX, XLSX) and zipfile.is_zipfile(io.BytesIO(content)):
        return True
    return kind is not PDF and PDF_START in content[:NEAR]
