"""Small changes that make the rules of a file wrong: each of them should be noticed by a test."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from _changes import Change
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

OTHER_EDGE = {"over": "at_least", "at_least": "over", "below": "up_to", "up_to": "below"}
OTHER_SIDE = {"over": "at_or_above", "at_or_above": "over", "below": "not_over", "not_over": "below"}
ONE_DAY_LESS = {"commenced_from": timedelta(days=1), "commenced_until": timedelta(days=-1)}


def changes_in_rules(path: Path, text: str) -> Iterator[Change]:
    """Every rule of a file left out; of every rule each clause, each part of its condition, each item of such a part
    and each rule that it sets aside left out; every edge of an amount, of the threshold and of days moved past itself."""
    file = YAML(typ="rt", pure=True).compose(text)
    basis = _field(file, "value_basis")
    own = _as_data(basis)["vat"] if basis else ""
    for rule in _listed(file, "rules"):
        key = _field(rule, "key").value
        start, end = _whole_lines(text, rule.start_mark.index, rule.end_mark.index)
        line = rule.start_mark.line + 1
        yield Change(path, line, f"without the rule {key}", text[:start] + text[end:])
        for name, changed in (
            ("clauses", _each_left_out),
            ("beats", _each_left_out),
            ("when", partial(_conditions, own=own)),
        ):
            node = _field(rule, name)
            for what, data in changed(_as_data(node)) if node else ():
                yield _changed(path, text, node, f"{key}, {name}: {what}", data)


def _conditions(when: dict, own: str) -> Iterator[tuple[str, dict]]:
    """Every change of a condition: what it is, and the condition after it. ``own`` is how the file reads its amounts:
    a band that repeats it says the same without it."""
    for part, said in when.items():
        yield f"without {part}", {name: other for name, other in when.items() if name != part}
        if isinstance(said, list):
            for what, rest in _each_left_out(said):
                if rest:
                    yield f"{part} {what}", {**when, part: rest}
        elif isinstance(said, dict):
            for edge, other in OTHER_EDGE.items():
                if edge in said:
                    turned = {other if name == edge else name: amount for name, amount in said.items()}
                    yield f"{edge}  >  {other}", {**when, part: turned}
            for edge in said:
                rest = {name: amount for name, amount in said.items() if name != edge}
                if rest.keys() & OTHER_EDGE.keys() and (edge, said[edge]) != ("vat", own):
                    yield f"{part} without {edge}", {**when, part: rest}
        elif part in ONE_DAY_LESS:
            moved = date.fromisoformat(said) + ONE_DAY_LESS[part]
            yield f"{part} {said}  >  {moved}", {**when, part: moved.isoformat()}
        elif part == "threshold":
            yield f"{said}  >  {OTHER_SIDE[said]}", {**when, part: OTHER_SIDE[said]}


def _each_left_out(items: list) -> Iterator[tuple[str, list]]:
    for at, item in enumerate(items):
        yield f"without {item}", items[:at] + items[at + 1 :]


def _changed(path: Path, text: str, node: Node, what: str, data: dict | list) -> Change:
    """The text with other data in the place of a node."""
    end = len(text[: node.end_mark.index].rstrip())
    changed = f"{text[: node.start_mark.index]}{_as_text(data)}{text[end:]}"
    return Change(path, node.start_mark.line + 1, what, changed)


def _as_data(node: Node) -> dict | list | str:
    """What a node says, each scalar as it is written."""
    if isinstance(node, MappingNode):
        return {key.value: _as_data(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_as_data(item) for item in node.value]
    return f'"{node.value}"' if node.style else node.value


def _as_text(data: dict | list | str) -> str:
    if isinstance(data, dict):
        return f"{{{', '.join(f'{name}: {_as_text(value)}' for name, value in data.items())}}}"
    return f"[{', '.join(_as_text(item) for item in data)}]" if isinstance(data, list) else data


def _field(mapping: MappingNode, name: str) -> Node | None:
    return next((value for key, value in mapping.value if key.value == name), None)


def _listed(mapping: MappingNode, name: str) -> list:
    listed = _field(mapping, name)
    return listed.value if isinstance(listed, SequenceNode) else []


def _whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """From the dash of an item to the line on which the next thing stands."""
    last = text[:end].rstrip()
    following = re.compile(r"\n").search(text, len(last))
    return text.rfind("\n", 0, start) + 1, following.end() if following else len(text)
