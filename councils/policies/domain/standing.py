"""What stands already when a file is loaded: published versions never change, and a new one begins after the old."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from councils.policies.domain.facts import day_words
from councils.policies.domain.rules import PolicyIdentity
from councils.policies.domain.yaml_text import YamlText

SLUG = ("council", "slug")
PREFIX = ("council", "reference_prefix")
VERSION = ("policy", "version")
BEGINS = ("policy", "begins")


@dataclass(frozen=True)
class Standing:
    """Published versions, and the prefix of references that each council has, by its slug.

    ``council`` is the slug of the council whose file it must be, where somebody acts for one.
    """

    versions: frozenset[PolicyIdentity] = frozenset()
    prefixes: frozenset[tuple[str, str]] = frozenset()
    council: str = ""


NOTHING = Standing()
PUBLISHED_ALREADY = "is published already and never changes"


def check_standing(found: YamlText, standing: Standing) -> None:
    """Note where the file takes another council's prefix, or a published version's name, or begins before that version.

    A version that began on an unknown day may be followed by any; one that begins on the same day takes its place.
    """
    slug = _text(found.values, "council", "slug") or _text(found.values, "framework", "key")
    if standing.council and slug and slug != standing.council:
        found.refuse(
            SLUG, f"“{slug}” is another council. You act for “{standing.council}”: upload its own file."
        )
    prefix = _text(found.values, *PREFIX)
    for other, taken in standing.prefixes:
        if taken == prefix and other != slug:
            found.refuse(
                PREFIX, f"“{prefix}” is the prefix of “{other}” already: references would be mixed up."
            )
    versions = [one for one in standing.versions if one.council == slug]
    name = _text(found.values, *VERSION)
    if (_text(found.values, "policy", "title"), name) in {(one.title, one.version) for one in versions}:
        found.refuse(VERSION, f"“{name}” {PUBLISHED_ALREADY}: give the changed file a new version.")
    else:
        _check_begins(found, [(one.begins, one.words) for one in versions if one.begins])


def _check_begins(found: YamlText, begun: list[tuple[date, str]]) -> None:
    if not begun:
        return
    latest, words = max(begun)
    printed = _text(found.values, *BEGINS)
    begins = _day(printed)
    if printed == "unknown":
        found.refuse(
            BEGINS, f"is unknown, but it replaces {words}, which began on {day_words(latest)}: say the day."
        )
    elif begins and begins < latest:
        found.refuse(
            BEGINS,
            f"{day_words(begins)} is before {day_words(latest)}, on which the version that it replaces began ({words}).",
        )


def _text(values: Any, *keys: str) -> str:
    """The text at ``keys``, empty where there is none: the nation has no council, and a wrong file may lack anything."""
    for key in keys:
        values = values.get(key) if isinstance(values, dict) else None
    return values if isinstance(values, str) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
