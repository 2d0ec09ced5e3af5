"""A file in which anything stands in the place of anything is read or refused in words."""

from copy import deepcopy
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as some

from councils.policies.domain.file import checked
from councils.policies.domain.framework import FrameworkFile
from councils.policies.domain.yaml_text import FrameworkErrors, YamlText, read_yaml
from tests.policies.builders import FILES, text_of

JUNK = some.one_of(
    some.none(),
    some.booleans(),
    some.integers(-5, 5),
    some.text(max_size=8),
    some.lists(some.integers(0, 1), max_size=2),
    some.dictionaries(some.sampled_from(["key", "effect", "when", "x"]), some.integers(0, 3), max_size=2),
)


@settings(max_examples=300)
@given(some.sampled_from(sorted(FILES)), some.randoms(), JUNK, some.booleans())
def test_a_damaged_file_is_read_or_refused_in_words(council, chance, junk, dropped):
    """Whatever stands in the place of whatever: an answer that names the file, never a fault of the program."""
    sound = _sound(council)
    found = YamlText(sound.name, deepcopy(sound.values), sound.lines)
    _damage(found.values, chance, junk, dropped)
    try:
        part = checked(found, FrameworkFile)
    except FrameworkErrors as refused:
        assert all(
            error.file == f"{council}.yaml" and error.line and error.message for error in refused.errors
        )
    else:
        assert part.rules


@cache
def _sound(council: str) -> YamlText:
    return read_yaml(text_of(council), f"{council}.yaml")


def _damage(values, chance, junk, dropped) -> None:
    """Put ``junk`` in the place of one value somewhere in the file, or take that value out."""
    here = values
    while True:
        key = chance.choice(list(here) if isinstance(here, dict) else range(len(here)))
        if not isinstance(here[key], dict | list) or not here[key] or chance.random() < 0.2:
            break
        here = here[key]
    if dropped:
        del here[key]
    else:
        here[key] = junk
