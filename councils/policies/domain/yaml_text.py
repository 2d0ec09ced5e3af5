"""Reads YAML as plain values with the line of every key, and refuses what no honest file holds."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MOST_BYTES = 2_000_000
MOST_MARKS = (
    60_000  # of punctuation that YAML reads as structure: what makes a file slow to read, not its length
)
DEEPEST = 20
CORE = "tag:yaml.org,2002:"
FOLD = "\a"  # the reader's own mark of where a folded text was broken
WHOLE_NUMBER = re.compile(r"^-?(0|[1-9][0-9]{0,15})$")
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class FileError:
    """One thing that is wrong with a file: where, under which key, and what was expected."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}, {self.key}: {self.message}" if self.key else f"{where}: {self.message}"


class FrameworkErrors(ValueError):
    """A file that is not read; ``errors`` holds everything that is wrong with it, in the order of its lines."""

    def __init__(self, errors: tuple[FileError, ...]):
        self.errors = tuple(sorted(errors, key=lambda error: (error.line, error.key, error.message)))
        super().__init__("\n".join(str(error) for error in self.errors))


@dataclass
class YamlText:
    """The values of one file, the line of each key, and what is wrong with its form."""

    name: str
    values: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    errors: list[FileError] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """The line of ``path``, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def refuse(self, path: Path, message: str, line: int | None = None) -> None:
        """Note that ``path`` is wrong."""
        self.errors.append(FileError(self.name, line or self.line_of(path), dotted(path), message))


def decoded(raw: bytes, name: str) -> str:
    """The text of a file; raises FrameworkErrors, with the line, where it is not saved as UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "This line has a character that is not UTF-8: save the file as UTF-8 text."
        raise FrameworkErrors((FileError(name, line, "", message),)) from None


def dotted(path: Path) -> str:
    """``rules[2].then.effect``, counting from 0 as the file's own lists do not say numbers."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_yaml(text: str, name: str) -> YamlText:
    """The values of ``text``; what is wrong with its form stands in ``errors``.

    Raises FrameworkErrors where there is nothing to read on: too large, not YAML, or not a mapping.
    """
    found = YamlText(name)
    if len(text.encode("utf-8", errors="replace")) > MOST_BYTES:
        raise FrameworkErrors(
            (FileError(name, 0, "", "The file is over 2 MB. Leave out what is not policy."),)
        )
    if sum(text.count(mark) for mark in ",:[{") > MOST_MARKS or _bracket_depth(text) > DEEPEST:
        raise FrameworkErrors(
            (FileError(name, 0, "", "The file has too many lists, or lists too deep in one another."),)
        )
    node = _composed(text, name)
    if not isinstance(node, MappingNode):
        raise FrameworkErrors((FileError(name, 1, "", "The file must be a list of keys and values."),))
    found.values = _value(node, (), found, set())
    return found


def _bracket_depth(text: str) -> int:
    """How deep brackets stand inside one another, at most; brackets in prose close again and hardly count."""
    depth = deepest = 0
    for mark in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if mark in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


@lru_cache(maxsize=16)
def _nodes(text: str) -> Node:
    """The nodes of a text, kept for the next reading: nobody changes a node, and a long file takes most of a second."""
    reader = YAML(typ="rt", pure=True)
    reader.allow_duplicate_keys = True
    return reader.compose(text)


def _composed(text: str, name: str) -> Node:
    try:
        return _nodes(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "the line cannot be read"
        raise FrameworkErrors(
            (FileError(name, mark.line + 1 if mark else 1, "", f"Not YAML: {problem}."),)
        ) from None
    except YAMLError:
        raise FrameworkErrors(
            (FileError(name, 1, "", "Not YAML: it holds characters that no text has."),)
        ) from None
    except RecursionError:
        raise FrameworkErrors((FileError(name, 1, "", "Lists stand too deep inside one another."),)) from None


def _value(node: Node, path: Path, found: YamlText, seen: set[int]) -> Any:
    """The value of ``node``; a node that is met twice came from an alias, which could make a small file huge."""
    line = node.start_mark.line + 1
    found.lines.setdefault(path, line)
    if node.anchor or id(node) in seen:
        found.refuse(path, "Anchors and aliases (& and *) are not used here: write it out.", line)
        return None
    seen.add(id(node))
    if len(path) > DEEPEST:
        found.refuse(path, "Stands too deep inside other lists.", line)
        return None
    if isinstance(node, MappingNode):
        return _mapping(node, path, found, seen)
    if isinstance(node, SequenceNode):
        return [_value(item, (*path, index), found, seen) for index, item in enumerate(node.value)]
    if isinstance(node, ScalarNode):
        return _scalar(node, path, found)
    found.refuse(path, "This cannot be read.", line)
    return None


def _mapping(node: MappingNode, path: Path, found: YamlText, seen: set[int]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode) or key_node.anchor:
            found.refuse(path, "A key must be a plain word.", line)
            continue
        key = key_node.value
        if key in values:
            first = found.lines[(*path, key)]
            found.refuse(
                (*path, key), f"The key “{key}” stands here twice; the first is on line {first}.", line
            )
            continue
        found.lines[(*path, key)] = line
        values[key] = _value(value_node, (*path, key), found, seen)
    return values


def _scalar(node: ScalarNode, path: Path, found: YamlText) -> Any:
    """Text stays text: days, money and percentages are given as they are printed, so that nothing is rounded."""
    tag = str(node.tag).removeprefix(CORE)
    if tag not in ("str", "int", "float", "bool", "null", "timestamp"):
        found.refuse(path, f"The tag {node.tag} is not used here.", node.start_mark.line + 1)
        return None
    if tag == "null":
        return None
    if tag == "bool":
        if node.value.lower() not in ("true", "false"):  # what a file calls true in YAML 1.1: yes, on
            found.refuse(path, "must be true or false.", node.start_mark.line + 1)
        return node.value.lower() == "true"
    if tag == "int" and WHOLE_NUMBER.match(node.value):
        return int(node.value)
    return node.value.replace(FOLD, "")
