"""The guide for officers shows every key and effect, and each of its examples is right."""

import re

import pytest

from councils.policies.domain.conditions import Band, Condition
from councils.policies.domain.effects.closed_list import ALL_EFFECTS, Effect
from councils.policies.domain.file import read_framework, read_part
from councils.policies.domain.framework import Adoption, Contents, FrameworkFile
from councils.policies.domain.json_schema import schema_of
from councils.policies.domain.shape import Part
from councils.policies.domain.words import EffectKind, Level, Route
from tests.policies.builders import COUNCILS

GUIDE = (COUNCILS / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
ADOPTS = next(example for example in EXAMPLES if example.startswith("adopts:"))
LISTS = [example for example in EXAMPLES if re.match(r"(#.*\n)?- ", example)]
PARTS = [example for example in EXAMPLES if example not in (ADOPTS, *LISTS)]


class Conditions(Part):
    """A list of conditions, to be read as a file."""

    each: tuple[Condition, ...]


class Effects(Part):
    """A list of effects, to be read as a file."""

    each: tuple[Effect, ...]


class Adoptions(Part):
    """What a council adopts, to be read as a file."""

    adopts: tuple[Adoption, ...]


def effects() -> tuple:
    return read_part(f"each:\n{LISTS[1]}", "the guide", Effects).each


def test_the_parts_make_one_whole_file():
    """Which an officer may copy, and which says what the guide says that it says."""
    file = read_framework("\n".join(PARTS), "the guide")
    assert file.council.slug == "anytown"
    assert [rule.key for rule in file.rules] == ["required", "weight", "weight-of-care"]
    (difference,) = file.conflicts()
    assert difference.settled_by == "weight-of-care"
    assert "adopts" not in "\n".join(PARTS)


def test_the_conditions_can_be_read_and_use_every_key():
    found = read_part(f"each:\n{LISTS[0]}", "the guide", Conditions).each
    used = {key for one in found for key in one.model_fields_set}
    assert used == set(Condition.model_fields)
    assert {key for one in found if one.value for key in one.value.model_fields_set} == set(Band.model_fields)


def test_the_effects_can_be_read_and_use_every_key():
    found = effects()
    assert {one.kind for one in found} == set(EffectKind)
    for kind in ALL_EFFECTS:
        used = {key for one in found if isinstance(one, kind) for key in one.model_fields_set}
        assert used == set(kind.model_fields), kind


def test_an_adoption_can_be_read_and_uses_every_key():
    (adoption,) = read_part(ADOPTS, "the guide", Adoptions).adopts
    assert adoption.model_fields_set == set(Adoption.model_fields) - {"taken"}


@pytest.mark.parametrize("key", sorted(set(FrameworkFile.model_fields) | set(Contents.model_fields)))
def test_every_part_of_a_file_is_shown(key):
    assert re.search(rf"^{key}:", "\n".join(EXAMPLES), re.MULTILINE)


def test_every_key_anywhere_is_shown():
    shown = set(re.findall(r"\b([a-z0-9_]+):", "\n".join(EXAMPLES))) | set(re.findall(r"`([a-z_]+)`", GUIDE))
    defs = schema_of(FrameworkFile)["$defs"].values()
    keys = {key for one in defs for key in one.get("properties", {})}
    assert keys - shown == set()


@pytest.mark.parametrize("words", [Level, Route, EffectKind], ids=lambda words: words.__name__)
def test_every_word_of_a_closed_list_stands_in_the_guide(words):
    for word in words:
        assert re.search(rf"\b{word.value}\b", GUIDE), word


def test_the_commands_and_the_schema_are_there():
    assert "bin/manage load_framework --check fixtures/councils/" in GUIDE
    assert "# yaml-language-server: $schema=../schema/framework.schema.json" in GUIDE


def test_every_file_of_the_folder_is_listed():
    for path in COUNCILS.glob("*.yaml"):
        assert f"| `{path.name}` |" in GUIDE
