"""Migrations on an empty database: all the way there, all the way back, and there again."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.apps import apps
from django.db import connection
from psycopg2 import sql

from socialvalue.run.places import ROOT

pytestmark = [pytest.mark.setup, pytest.mark.services]

OURS = ("socialvalue", "councils", "measures", "procurement", "reporting")


def tables(url: str) -> set[str]:
    """The tables of the database at ``url``, with its triggers and functions."""
    names = set()
    link = psycopg2.connect(url)
    with link, link.cursor() as cursor:
        for query in (
            "select 'table ' || tablename from pg_tables where schemaname = 'public'",
            "select 'trigger ' || tgname || ' on ' || tgrelid::regclass from pg_trigger where not tgisinternal",
            "select 'function ' || proname from pg_proc where pronamespace = 'public'::regnamespace",
        ):
            cursor.execute(query)
            names |= {name for (name,) in cursor.fetchall()}
    link.close()
    return names


@pytest.fixture
def empty():
    """The address of an empty database, removed after the test."""
    server = os.environ["DATABASE_URL"]
    name = f"{connection.settings_dict['TEST']['NAME']}_empty_{os.getpid()}"

    def on_server(command: str) -> None:
        link = psycopg2.connect(server)
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute(sql.SQL(command).format(sql.Identifier(name)))
        link.close()

    on_server("create database {}")
    yield urlsplit(server)._replace(path=f"/{name}").geturl()
    on_server("drop database {}")


MIGRATE = """
import sys, django
from django.core.management import call_command
django.setup()
for arguments in sys.argv[1:]:
    call_command("migrate", *arguments.split(), interactive=False)
"""


def migrate(url: str, folder: Path, *targets: str) -> str:
    """What ``migrate`` says on the database at ``url``, once for each of ``targets``, in one process."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "socialvalue.settings",
        "DATABASE_URL": url,
        "VAR_DIR": str(folder),
        "SECRET_KEY": "only-for-tests-" + "x" * 40,
    }
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE, *targets],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_they_can_be_done_undone_and_done_again(empty, tmp_path):
    assert "No migrations to apply" in migrate(empty, tmp_path, "", "").rpartition("Running")[2]
    there = tables(empty)
    assert "table people_user" in there

    ours = {
        each.label
        for each in apps.get_app_configs()
        if each.name.partition(".")[0] in OURS and any(Path(each.path).glob("migrations/0*.py"))
    }
    migrate(empty, tmp_path, *(f"{label} zero" for label in sorted(ours)))
    left = tables(empty)
    assert not [name for name in left if name.partition(" ")[2].partition("_")[0] in ours]
    assert not [name for name in left if name.startswith(("trigger ", "function "))]

    migrate(empty, tmp_path, "")
    assert tables(empty) == there
