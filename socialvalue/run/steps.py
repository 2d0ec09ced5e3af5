"""What has to be done before the servers start, in order, in one Python process; twice is the same as once."""

import hashlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from socialvalue.run.places import ROOT, CannotStart

SIGN_INS = "sign_ins.txt"


@dataclass(frozen=True)
class Step:
    """One management command, with the files it reads as a pattern below the code.

    ``demonstration_only`` steps bring councils and invented people; ``files_only`` steps need no database.
    """

    label: str
    command: str
    arguments: tuple[str, ...] = ()
    reads: str = ""
    demonstration_only: bool = False
    files_only: bool = False

    def all_arguments(self) -> list[str]:
        """The arguments with the files that the pattern finds, in the order of their names."""
        found = sorted(str(path) for path in ROOT.glob(self.reads)) if self.reads else []
        if self.reads and not found:
            raise CannotStart(f"{self.reads} is missing, so this copy of the program is not whole.")
        return [*self.arguments, *found]


STEPS = (
    Step("Static files", "collectstatic", ("--noinput",), files_only=True),
    Step("Database tables", "migrate", ("--noinput",)),
    Step("Cache table", "createcachetable"),
    Step("National rules", "load_framework", ("--keep",), reads="fixtures/national.yaml"),
    Step("Unit values", "load_values", reads="fixtures/values/*.yaml"),
    Step("Indexes of prices", "load_values", reads="fixtures/deflators/*.yaml"),
    Step("What is fair to ask", "check_fairness", reads="fixtures/fairness.yaml"),
    Step("Frameworks to adopt", "load_framework", ("--keep",), reads="fixtures/frameworks/*.yaml"),
    Step(
        "Council frameworks",
        "load_framework",
        ("--keep",),
        reads="fixtures/councils/*.yaml",
        demonstration_only=True,
    ),
    Step("Demonstration", "load_demo", demonstration_only=True),
)


def is_demonstration() -> bool:
    """Whether the environment asks for the demonstration, read as the settings read it."""
    return os.environ.get("DEMONSTRATION", "").lower() in ("1", "true", "on", "ok", "y", "yes")


def chosen(*, demonstration: bool, files: bool = True, database: bool = True) -> list[Step]:
    """The steps that apply, in order."""
    return [
        step
        for step in STEPS
        if (demonstration or not step.demonstration_only) and (files if step.files_only else database)
    ]


def prepare(steps: Iterable[Step], *, out: TextIO, log: TextIO) -> None:
    """Run ``steps``: a line each with its seconds to ``out``, what the commands say to ``log``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialvalue.settings")
    django.setup()
    for step in steps:
        started = time.monotonic()
        print(f"  {step.label} ...", end="" if log is not out else "\n", file=out, flush=True)
        if step.command == "collectstatic":
            collect_static(step.all_arguments(), log=log)
        else:
            call_command(step.command, *step.all_arguments(), stdout=log, stderr=log)
        print(f" {time.monotonic() - started:.1f} s", file=out, flush=True)


def collect_static(arguments: Iterable[str], *, log: TextIO) -> None:
    """Collect the static files, unless none of them changed since: naming and packing them takes a second or two."""
    files = [
        f"{path} {status.st_size} {status.st_mtime_ns}"
        for finder in finders.get_finders()
        for path, storage in finder.list([])
        for status in [os.stat(storage.path(path))]
    ]
    fingerprint = hashlib.sha256("\n".join(files).encode()).hexdigest()
    mark = Path(settings.STATIC_ROOT) / ".fingerprint"
    if mark.exists() and mark.read_text() == fingerprint:
        return
    call_command("collectstatic", *arguments, stdout=log, stderr=log)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(fingerprint)


def write_sign_ins(path: Path) -> None:
    """Ask the demonstration for one sign-in per role and keep the text at ``path`` for whoever prints it."""
    with path.open("w", encoding="utf-8") as file:
        call_command("demo_sign_ins", stdout=file)
