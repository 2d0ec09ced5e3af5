"""The steps before a start: complete, in order, and the demonstration only where one is asked for."""

import io
import os

import pytest
from django.core.management import get_commands

from socialvalue.run import steps
from socialvalue.run.places import ROOT, CannotStart

# What the program reads from its file each time, and keeps in no table.
READ_AS_THEY_STAND = {"adjustments.yaml", "goals.yaml", "toms-references.yaml"}


def test_every_step_is_a_command_and_every_file_it_reads_is_there():
    known = get_commands()
    for step in steps.STEPS:
        assert step.command in known
        assert step.all_arguments() or not step.reads


def test_every_shipped_file_is_loaded_or_checked():
    read = {name for step in steps.STEPS for name in step.all_arguments() if name.endswith(".yaml")}
    shipped = {str(path) for path in (ROOT / "fixtures").rglob("*.yaml")}
    assert read == shipped - {str(ROOT / "fixtures" / name) for name in READ_AS_THEY_STAND}


def test_tables_come_before_rules_and_rules_before_councils_and_people():
    labels = [step.label for step in steps.STEPS]
    wanted = [
        "Database tables",
        "National rules",
        "Unit values",
        "Indexes of prices",
        "Frameworks to adopt",
        "Council frameworks",
        "Demonstration",
    ]
    assert [label for label in labels if label in wanted] == wanted


def test_production_brings_no_council_and_no_invented_people():
    labels = {step.label for step in steps.chosen(demonstration=False)}
    assert labels == {
        "Static files",
        "Database tables",
        "Cache table",
        "National rules",
        "Unit values",
        "Indexes of prices",
        "What is fair to ask",
        "Frameworks to adopt",
    }


def test_an_image_needs_no_database_and_a_database_no_files():
    assert [step.label for step in steps.chosen(demonstration=True, database=False)] == ["Static files"]
    assert "Static files" not in [step.label for step in steps.chosen(demonstration=True, files=False)]


@pytest.mark.parametrize(
    ("said", "meant"), [("1", True), ("true", True), ("True", True), ("0", False), ("", False), ("no", False)]
)
def test_the_demonstration_is_read_as_the_settings_read_it(monkeypatch, said, meant):
    monkeypatch.setenv("DEMONSTRATION", said)
    assert steps.is_demonstration() is meant


def test_a_missing_file_is_named():
    with pytest.raises(CannotStart, match=r"fixtures/none/\*\.yaml is missing"):
        steps.Step("None", "load_values", reads="fixtures/none/*.yaml").all_arguments()


def test_static_files_are_collected_again_only_when_one_changed(settings, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "page.css").write_text("p{}")
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = tmp_path / "collected"

    def collect() -> str:
        log = io.StringIO()
        steps.collect_static(["--noinput"], log=log)
        return log.getvalue()

    assert "copied" in collect()
    assert collect() == ""
    (source / "page.css").write_text("p{color:red}")
    os.utime(source / "page.css", (2_000_000_000, 2_000_000_000))  # Django compares whole seconds
    assert "copied" in collect()
    assert (settings.STATIC_ROOT / "page.css").read_text() == "p{color:red}"
