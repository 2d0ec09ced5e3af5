"""Changes the text of a policy file as a person would: what was chosen is written in, comments and the rest stay."""

from collections.abc import Callable, Mapping
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

WIDTH = 60  # of a line of a piece that is to be read and copied


def edited(text: str, change: Callable[[Any], None]) -> str:
    """The file after ``change`` was made to its values, with its comments and its order."""
    writer = _writer(4096)  # texts that are folded by hand stay as they were folded
    writer.preserve_quotes = True
    values = writer.load(text)
    change(values)
    return _dumped(writer, values)


def _writer(width: int) -> YAML:
    writer = YAML(typ="rt", pure=True)
    writer.width = width
    writer.indent(mapping=2, sequence=4, offset=2)
    return writer


def _dumped(writer: YAML, values: Any) -> str:
    stream = StringIO()
    writer.dump(values, stream)
    return stream.getvalue()


def settled(text: str, governs: str, over: str, because: str) -> str:
    """The file in which the rule ``governs`` sets the rule ``over`` aside, and says why."""

    def settle(values: Any) -> None:
        rule = next(rule for rule in values["rules"] if rule["key"] == governs)
        beaten = [*(rule.get("beats") or []), over]
        reasons = [rule.get("beats_because") or "", because]
        for key in ("beats", "beats_because"):
            rule.pop(key, None)
        place = list(rule).index("key") + 1
        rule.insert(place, "beats", beaten)
        rule.insert(place + 1, "beats_because", " ".join(filter(None, (one.strip() for one in reasons))))

    return edited(text, settle)


def beginning(text: str, day: date) -> str:
    """The file of a version that begins on ``day``; why it was another day, or an unknown one, holds no longer."""

    def begin(values: Any) -> None:
        values["policy"]["begins"] = day
        values["policy"].pop("begins_why", None)

    return edited(text, begin)


def as_measure(part: Mapping[str, Any]) -> str:
    """A measure as it stands in a file, with the line “measures:” above it."""
    return _dumped(_writer(WIDTH), {"measures": [dict(part)]})


def with_measure(text: str, part: Mapping[str, Any]) -> str:
    """The file with one more measure, after all others."""

    def add(values: Any) -> None:
        values.setdefault("measures", []).append(dict(part))

    return edited(text, add)
