"""Reads framework files, with every error at once, and writes them again."""

import hashlib
import json
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.representer import RoundTripRepresenter

from councils.policies.domain.deciding import cannot_both_hold, conflicts_in
from councils.policies.domain.framework import FrameworkFile
from councils.policies.domain.messages import told
from councils.policies.domain.national import NationalFile
from councils.policies.domain.references import check_references
from councils.policies.domain.rules import PolicyIdentity, Rule, RuleSet, ValueBasis
from councils.policies.domain.shape import Names
from councils.policies.domain.shared import SharedFramework
from councils.policies.domain.standing import NOTHING, Standing, check_standing
from councils.policies.domain.words import Reading, VatBasis
from councils.policies.domain.yaml_text import FileError, FrameworkErrors, YamlText, read_yaml

__all__ = [
    "FileError",
    "FrameworkErrors",
    "checked",
    "checksum",
    "read_framework",
    "read_national",
    "read_part",
    "read_shared",
    "write_framework",
]

FIRST = ("format", "council", "framework", "adopts")  # what a file opens with

F = TypeVar("F", bound=BaseModel)
P = TypeVar("P", FrameworkFile, NationalFile, SharedFramework)


@lru_cache(maxsize=64)
def read_framework(
    text: str, name: str, standing: Standing = NOTHING, *, unsettled: bool = False
) -> FrameworkFile:
    """The framework in ``text``, a YAML file that people know as ``name``, beside what is ``standing`` already.

    Raises FrameworkErrors with everything that is wrong: unknown keys and effects, clauses that are not defined, days
    that do not exist, weights over 100, rules that cannot both hold, a version that begins before the one it replaces,
    anchors, more than 2 MB. With ``unsettled``, rules that cannot both hold may stand: a draft in which somebody is
    still to choose.
    """
    return checked(read_yaml(text, name), FrameworkFile, standing, unsettled=unsettled)


@lru_cache(maxsize=16)
def read_national(text: str, name: str, standing: Standing = NOTHING) -> NationalFile:
    """The national rules in ``text``; as ``read_framework``."""
    return checked(read_yaml(text, name), NationalFile, standing)


@lru_cache(maxsize=16)
def read_shared(text: str, name: str, standing: Standing = NOTHING) -> SharedFramework:
    """The framework in ``text`` that is no council's; as ``read_framework``."""
    return checked(read_yaml(text, name), SharedFramework, standing)


def checked(found: YamlText, shape: type[P], standing: Standing = NOTHING, *, unsettled: bool = False) -> P:
    """The file whose values were found; raises FrameworkErrors with everything that is wrong with them."""
    _refuse_waiting(found)
    check_references(found)
    check_standing(found, standing)
    part = _shaped(found, shape)
    sound = part is not None and not found.errors
    if not unsettled:
        _refuse_conflicts(found, part.rule_set() if part is not None and sound else _readable_rules(found))
    if part is None or found.errors:
        raise FrameworkErrors(tuple(found.errors))
    return part


def read_part(text: str, name: str, shape: type[F]) -> F:
    """Any strict model in ``text``, with the same messages; raises FrameworkErrors."""
    found = read_yaml(text, name)
    part = _shaped(found, shape)
    if found.errors or part is None:
        raise FrameworkErrors(tuple(found.errors))
    return part


def _refuse_waiting(found: YamlText) -> None:
    """What a file adopts must stand in it; the program puts it there when the file is loaded."""
    adoptions = found.values.get("adopts") if isinstance(found.values, dict) else None
    for index, one in enumerate(adoptions if isinstance(adoptions, list) else []):
        if isinstance(one, dict) and not one.get("taken"):
            found.refuse(
                ("adopts", index),
                f"“{one.get('framework')}” is not taken in yet: its rules and outcomes do not stand in this file.",
            )


def _shaped(found: YamlText, shape: type[F]) -> F | None:
    try:
        return shape.model_validate_json(json.dumps(found.values))
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            # A list whose items are all refused is not too short: its items are told one by one.
            if problem["type"] == "too_short" and problem["input"]:
                continue
            path, message = told(problem, shape, found.values)
            found.refuse(path, message)
        return None


def _readable_rules(found: YamlText) -> RuleSet:
    """The rules of a file that has other mistakes, as far as each can be read: their conflicts are told with the rest."""
    rules: dict[str, Rule] = {}
    for given in _listed_rules(found):
        try:
            rule = Rule.model_validate_json(json.dumps(given))
        except ValidationError:
            continue
        rules.setdefault(rule.key, rule)
    basis = found.values.get("value_basis")
    counts = isinstance(basis, dict) and basis.get("vat") == VatBasis.INCLUSIVE
    vat = VatBasis.INCLUSIVE if counts else VatBasis.EXCLUSIVE
    return RuleSet(
        identity=PolicyIdentity("", "", "", None),
        rules=tuple(rules.values()),
        clauses={},
        names=Names(),
        value_basis=ValueBasis(vat=vat, reading=Reading.QUOTED),
    )


def _listed_rules(found: YamlText) -> list[object]:
    listed = found.values.get("rules")
    return listed if isinstance(listed, list) else []


def _refuse_conflicts(found: YamlText, source: RuleSet) -> None:
    """Two rules that may meet and cannot both hold must be settled by the file."""
    places: dict[str, int] = {}
    for index, given in enumerate(_listed_rules(found)):
        if isinstance(given, dict) and isinstance(given.get("key"), str):
            places.setdefault(given["key"], index)
    for conflict in conflicts_in(source):
        if conflict.is_settled or not cannot_both_hold(conflict, source):
            continue
        first, second = sorted(conflict.rules, key=lambda key: places[key])
        line = found.line_of(("rules", places[first]))
        found.refuse(
            ("rules", places[second]),
            f"“{second}” and “{first}” (line {line}) can meet in one procurement: {conflict.words} "
            "Narrow one of them, or say in “beats” which of them governs.",
        )


class _Writer(RoundTripRepresenter):
    """Writes decimals as the plain numbers that they are."""


def _as_number(writer: _Writer, number: Decimal):
    text = f"{number:f}"
    return writer.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Writer.add_representer(Decimal, _as_number)


def write_framework(part: FrameworkFile | NationalFile | SharedFramework) -> str:
    """The file as YAML, which reads back as the same policy. Comments live in the text that was loaded, not here."""
    writer = YAML(typ="rt", pure=True)
    writer.Representer = _Writer
    writer.width = 110
    stream = StringIO()
    writer.dump(_plain(part), stream)
    return stream.getvalue()


def _plain(value: object) -> object:
    """Models as mappings without what is empty or left at its default; words, days and numbers as themselves."""
    if isinstance(value, BaseModel):
        kept = value.model_dump(mode="json", exclude_defaults=True)
        always = {"effect"} & set(type(value).model_fields)
        order = sorted(
            type(value).model_fields, key=lambda key: FIRST.index(key) if key in FIRST else len(FIRST)
        )
        pairs = {key: _plain(getattr(value, key)) for key in order if key in kept or key in always}
        if "begins" in pairs and pairs["begins"] is None:
            pairs["begins"] = "unknown"
        return pairs
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        return str(value)
    return value


def checksum(text: str) -> str:
    """SHA-256 of the text, in hexadecimal: the same file is the same version."""
    return hashlib.sha256(text.encode()).hexdigest()
