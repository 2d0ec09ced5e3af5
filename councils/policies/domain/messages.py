"""Turns what pydantic says of a file into sentences that an officer can act on."""

from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from councils.policies.domain.effects.closed_list import ALL_EFFECTS
from councils.policies.domain.shape import WrongAt, day_problem
from councils.policies.domain.yaml_text import Path

KINDS: dict[str, str] = {
    "missing": "is missing; it must be there.",
    "string_type": "must be text; put it in quotes.",
    "string_too_short": "is empty; write something.",
    "string_too_long": "is too long: at most {max_length} characters.",
    "bool_type": "must be true or false.",
    "int_type": "must be a whole number, without quotes.",
    "decimal_parsing": "must be a number such as 100000 or 12.5, without £, % or commas.",
    "decimal_type": "must be a number such as 100000 or 12.5, without £, % or commas.",
    "finite_number": "must be a number such as 100000 or 12.5.",
    "decimal_max_places": "has too many decimal places: at most {decimal_places}.",
    "decimal_max_digits": "is too large.",
    "decimal_whole_digits": "is too large.",
    "greater_than_equal": "must be {ge} or more.",
    "less_than_equal": "must be {le} or less.",
    "tuple_type": "must be a list: start each item with a dash.",
    "too_short": "must have at least {min_length} of them.",
    "too_long": "must have at most {max_length} of them.",
    "dict_type": "must be a group of keys and values.",
    "model_type": "must be a group of keys and values.",
    "model_attributes_type": "must be a group of keys and values.",
    "enum": "is “{input}”; expected {expected}.",
    "literal_error": "is “{input}”; expected {expected}.",
    "union_tag_not_found": "has no “effect”; say what the rule requires.",
}
DAYS = ("date_from_datetime_parsing", "date_parsing", "date_type", "date_from_datetime_inexact")
PATTERNS = {
    "key": "is a key: small letters, digits and single dashes, such as local-jobs.",
    "colour": "is a colour such as #1d70b8, in small letters.",
    "gss_code": "is the council's GSS code: the letter E and eight digits.",
}


def told(problem: ErrorDetails, shape: type[BaseModel], values: Any) -> tuple[Path, str]:
    """Where the problem is in the file, and the sentence that says what was expected there."""
    path = _in_file(problem["loc"], values, missing=problem["type"] == "missing")
    kind, given = problem["type"], problem["input"]
    context = problem.get("ctx", {})
    if kind == "extra_forbidden":
        return path, _unknown_key(str(problem["loc"][-1]), shape, problem["loc"][:-1])
    if kind == "union_tag_invalid":
        return (*path, "effect"), _unknown_effect(str(context["tag"]))
    if kind in DAYS:
        return path, f"{day_problem(given)}."
    if kind == "string_pattern_mismatch":
        wanted = PATTERNS.get(str(path[-1]), "does not have the form that is expected here.")
        return path, f"“{given}” {wanted}" if wanted.startswith(
            "does"
        ) else f"“{given}” cannot be used: it {wanted}"
    if kind in ("too_short", "too_long") and isinstance(given, str):
        kind = f"string_{kind}"
    if kind == "value_error":
        error = context["error"]
        return (*path, error.key) if isinstance(error, WrongAt) else path, f"{error}."
    if kind in KINDS:
        return path, KINDS[kind].format(input=given, **context)
    return path, f"{problem['msg']}."


def _unknown_key(key: str, shape: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    known = sorted(name for name in _keys_at(shape, loc))
    near = get_close_matches(key, known, n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return f"is not a key that is known here.{hint} Known here: {', '.join(known)}."


def _unknown_effect(tag: str) -> str:
    known = sorted(effect.of_kind.value for effect in ALL_EFFECTS)
    near = get_close_matches(tag, known, n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return f"“{tag}” is not an effect that is known.{hint} Known: {', '.join(known)}."


def _in_file(loc: tuple[int | str, ...], values: Any, missing: bool) -> Path:
    """The path in the file: steps that pydantic adds (the tag of an effect) are left out; a missing key is kept."""
    path: list[int | str] = []
    here: Any = values
    for at, step in enumerate(loc):
        last = at == len(loc) - 1
        if isinstance(here, list) and isinstance(step, int):
            here = here[step]
            path.append(step)
        elif isinstance(here, dict) and step in here:
            here = here[step]
            path.append(step)
        elif missing and last:
            path.append(step)
    return tuple(path)


def _keys_at(shape: type[BaseModel], loc: tuple[int | str, ...]) -> set[str]:
    """The keys that the model at ``loc`` has."""
    here: Any = shape
    for step in loc:
        if isinstance(step, int):
            continue
        models = _models(here)
        tagged = [model for model in models if getattr(model, "of_kind", None) == step]
        holder = next((model for model in models if step in model.model_fields), None)
        here = tagged[0] if tagged else holder.model_fields[step].annotation if holder else here
    return {name for model in _models(here) for name in model.model_fields}


def _models(annotation: Any) -> list[type[BaseModel]]:
    """Every model inside a type: inside its union, its list, its mapping's values."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) is None:
        return []
    return [model for one in get_args(annotation) for model in _models(one)]
