"""The schemas by which editors check policy files say what the reader of the files says, and explain every key."""

import json
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from councils.policies.domain.effects.closed_list import ALL_EFFECTS
from councils.policies.domain.json_schema import SCHEMAS, schema_of
from councils.policies.domain.words import EffectKind
from tests.policies.builders import FIXTURES, INVENTED, text_of

FOLDER = FIXTURES / "schema"
ADOPTING = INVENTED.parent / "adopting"
WRITTEN = sorted(
    [
        FIXTURES / "national.yaml",
        *(FIXTURES / "councils").glob("*.yaml"),
        *(FIXTURES / "frameworks").glob("*.yaml"),
        *INVENTED.glob("*.yaml"),
        *ADOPTING.glob("*.yaml"),
    ]
)
LINE = "# yaml-language-server: $schema="
EACH_FILE = pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
EACH_SCHEMA = pytest.mark.parametrize("name", SCHEMAS)


class AsAnEditorReads(SafeConstructor):
    """Days are text, as in YAML 1.2."""


AsAnEditorReads.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def read(text: str) -> dict:
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = AsAnEditorReads
    return reader.load(text)


@cache
def validator(path: Path) -> Draft202012Validator:
    """The validator of the schema that a file names in its first line."""
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith(LINE), f"{path} does not begin with {LINE}"
    return of_schema((path.parent / first.removeprefix(LINE)).resolve())


@cache
def of_schema(path: Path) -> Draft202012Validator:
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def mistakes(checks: Draft202012Validator, text: str) -> list[str]:
    """Every mistake as an editor would mark it: where, and what."""
    return [f"{error.json_path}: {error.message}" for error in checks.iter_errors(read(text))]


def test_the_schemas_are_what_the_code_writes():
    out = StringIO()
    call_command("write_schema", check=True, stdout=out)
    assert out.getvalue() == "Every schema is up to date.\n"
    assert {path.name for path in FOLDER.iterdir()} == set(SCHEMAS)


def test_a_schema_that_is_out_of_date_is_told_and_written_again(tmp_path):
    call_command("write_schema", folder=tmp_path, stdout=StringIO())
    old = tmp_path / "national.schema.json"
    old.write_text("{}")
    with pytest.raises(CommandError, match=r"Out of date: national\.schema\.json\."):
        call_command("write_schema", check=True, folder=tmp_path, stdout=StringIO())
    assert old.read_text() == "{}"
    call_command("write_schema", folder=tmp_path, stdout=StringIO())
    assert old.read_text() == (FOLDER / old.name).read_text()


@EACH_FILE
def test_every_file_names_its_schema_and_keeps_to_it(path):
    assert mistakes(validator(path), path.read_text(encoding="utf-8")) == []


# What an officer typed instead, where the editor marks it, and words of what it says.
MISTAKES = {
    "unknown key": ("  short_name:", "  shortname:", "$.council", "'shortname' was unexpected"),
    "missing key": ("  gss_code: E08000018\n", "", "$.council", "'gss_code' is a required property"),
    "unknown effect": ("effect: weighting,", "effect: weigthing,", "$.rules[].then.effect", "'weigthing' is not one of"),
    "no effect": ("{effect: incorporation}", "{}", "$.rules[].then", "'effect' is a required property"),
    "key of another effect": ("effect: weighting,", "effect: weighting, level: aim,", "$.rules[].then", "'level' was unexpected"),
    "weight over 100": ("percent: 20, basis", "percent: 120, basis", "$.rules[].then.percent", "120 is greater than the maximum"),
    "a percent with its sign": ("percent: 20, basis", "percent: 20%, basis", "$.rules[].then.percent", "is not of type 'number'"),
    "a day that does not exist": ("  begins: unknown", "  begins: 2026-04-31", "$.policy.begins", "2026-04-31"),
    "a day in words": ("  begins: unknown", "  begins: 30 April 2026", "$.policy.begins", "30 April 2026"),
    "a key of a condition": ("when: {routes: [grant, in_house]}", "when: {rutes: [grant]}", "$.rules[].when", "'rutes' was unexpected"),
    "a route": ("when: {routes: [grant, in_house]}", "when: {routes: [gift]}", "$.rules[].when.routes[]", "'gift' is not one of"),
    "a reading": ("    reading: quoted\n    force: may\n", "    reading: guessed\n    force: may\n", "$.rules[].reading", "'guessed' is not one of"),
    "no clause": ("clauses: [framework-weight]", "clauses: []", "$.rules[].clauses", "non-empty"),
    "a key with capitals": ("  - key: leverage", "  - key: Leverage", "$.rules[].key", "does not match"),
    "an unknown unit": ("    unit: tco2e", "    unit: kg", "$.measures[].unit", "'kg' is not one of"),
    "a format that is not known": ("format: 1\n", "format: 2\n", "$.format", "1 was expected"),
    "no rules": ("\nrules:\n", "\nrulez:\n", "$", "'rules' is a required property"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_marked_where_it_is(mistake):
    old, new, where, words = MISTAKES[mistake]
    text = text_of("rotherham")
    assert old in text
    found = mistakes(of_schema(FOLDER / "framework.schema.json"), text.replace(old, new, 1))
    assert [one for one in found if _plain(one.split(": ", 1)[0]) == where and words in one], found


def _plain(where: str) -> str:
    return "".join(character for character in where if not character.isdigit())


def test_a_council_that_adopts_a_framework_may_leave_out_what_comes_with_it():
    text = (ADOPTING / "plainshire.yaml").read_text(encoding="utf-8")
    checks = of_schema(FOLDER / "framework.schema.json")
    assert mistakes(checks, text) == []
    found = mistakes(checks, text.replace("adopts:", "x:"))
    for key in ("value_basis", "documents", "clauses", "rules"):
        assert f"$: '{key}' is a required property" in found


@EACH_SCHEMA
def test_every_effect_has_its_words(name):
    """Beside the name of the effect, where an officer points at it."""
    defs = schema_of(SCHEMAS[name])["$defs"]
    rule = defs["Rule"]["properties"]["then"]
    assert set(rule["properties"]["effect"]["enum"]) == {kind.value for kind in EffectKind}
    assert len(rule["allOf"]) == len(ALL_EFFECTS)
    for branch in rule["allOf"]:
        tag = branch["if"]["properties"]["effect"]["const"]
        effect = defs[branch["then"]["$ref"].removeprefix("#/$defs/")]
        assert effect["properties"]["effect"]["const"] == tag
        assert effect["description"].endswith(".")
        assert effect["properties"]["effect"]["description"] == effect["description"]


@EACH_SCHEMA
def test_every_key_has_its_words_in_plain_english(name):
    schema = schema_of(SCHEMAS[name])
    keys = dict(_keys(schema, ""))
    assert len(keys) > 150
    for where, key in keys.items():
        words = key.get("description", "")
        assert words[:1].isupper() and words.endswith("."), f"{where} has no words"
        assert "`" not in words and "\n" not in words, where


def _keys(part: dict, where: str) -> Iterator[tuple[str, dict]]:
    for name, key in part.get("properties", {}).items():
        yield f"{where}.{name}", key
    for name, inner in part.get("$defs", {}).items():
        assert inner.get("description"), name
        yield from _keys(inner, name)
