"""Changes the text of a policy file as a person would: what was chosen is written in, comments and the rest stay."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML


def edited(text: str, change: Callable[[Any], None]) -> str:
    """The file after ``change`` was made to its values, with its comments and its order."""
    writer = YAML(typ="rt", pure=True)
    writer.preserve_quotes = True
    writer.width = 4096  # texts that are folded by hand stay as they were folded
    writer.indent(mapping=2, sequence=4, offset=2)
    values = writer.load(text)
    change(values)
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
    """The file of a version that begins on ``day``."""

    def begin(values: Any) -> None:
        values["policy"]["begins"] = day

    return edited(text, begin)
