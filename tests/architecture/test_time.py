"""The time comes only from the clock, so that a demonstration's clock moves everything."""

import re

from tests.architecture.source import ROOT, files, sources

TELLERS = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "django.utils.timezone.now",
    "django.utils.timezone.localdate",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
    "time.ctime",
    "django.db.models.functions.Now",
}
BY_ITSELF = {"auto_now", "auto_now_add"}
# What keeps the time outside the program, each with its reason; nothing is decided by it.
REAL = {
    "socialvalue/clock.py": "it is the clock",
    "socialvalue/jobs/services.py": "a moved clock must not age a job",
    "councils/people/context.py": "the strip of the demonstration says by how much its clock is moved",
    "socialvalue/access/models.py": "when an entry was really written, kept by the database",
    "procurement/ledger/models.py": "when a posting was really written, kept by the database",
    "councils/people/models.py": "when an account was really made",
}


def test_the_time_comes_only_from_the_clock():
    """Whatever the name under which it was imported, and also where it is passed on and not called."""
    found = [
        f"{source.name}:{line} {name}"
        for source in sources()
        if source.name not in REAL
        for name, line in source.named()
        if name in TELLERS or name.endswith("clock.real_now")
    ]
    assert not found


def test_no_field_takes_the_time_by_itself():
    """A service says when, by the clock."""
    found = [
        f"{source.name}:{call.lineno}"
        for source in sources()
        if source.name not in REAL
        for call in source.calls()
        if BY_ITSELF & {word.arg for word in call.keywords}
    ]
    assert not found


def test_neither_the_database_nor_a_template_tells_the_time():
    """``now()`` in a statement and ``{% now %}`` on a page are clocks of their own."""
    statement = re.compile(r"\bnow\(\)|\bcurrent_(date|time|timestamp)\b", re.IGNORECASE)
    found = [
        f"{source.name}:{line}"
        for source in sources()
        for text, line in source.texts()
        if isinstance(text, str) and statement.search(text)
    ]
    pages = [path for path in files(".html", ".txt") if path.is_relative_to(ROOT / "templates")]
    assert len(pages) > 200, "the templates were not found"
    found += [p.name for p in pages if re.search(r"\{%\s*now\b", p.read_text(encoding="utf-8"))]
    assert not found


def test_what_is_excused_is_there():
    """A file that is gone would excuse the next one of its name."""
    assert {source.name for source in sources()} >= set(REAL)
