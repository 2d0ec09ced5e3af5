"""Takes a framework that is no council's into the file of a council that adopts it, so that the file stands by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML

from councils.policies.domain.file import checked, read_shared
from councils.policies.domain.framework import FrameworkFile
from councils.policies.domain.rewriting import edited
from councils.policies.domain.shared import SharedFramework
from councils.policies.domain.standing import NOTHING, Standing
from councils.policies.domain.yaml_text import YamlText, read_yaml

LISTS = (
    "documents",
    "clauses",
    "priorities",
    "outcomes",
    "measures",
    "measure_groups",
    "principles",
    "declarations",
    "asked_documents",
    "reports",
    "meetings",
    "spend_targets",
    "rules",
)

# What a file says once: the council's own words hold, and the framework's where the council says nothing.
ALONE = {"value_basis", "united_nations_goals"}


@dataclass(frozen=True)
class _Taking:
    """One framework to be taken in: the place of the adoption in the council's file, and what is left out."""

    index: int
    source: str
    says: SharedFramework
    without: frozenset[str]
    checked: frozenset[str]

    @property
    def left_out(self) -> frozenset[str]:
        """Rules that the council leaves out, and unconfirmed ones that it has not checked."""
        return self.without | (self.says.unconfirmed - self.checked)

    @property
    def settled(self) -> frozenset[str]:
        """Clauses that the council has checked, by checking the rules that cite them."""
        return frozenset(key for rule in self.says.rules if rule.key in self.checked for key in rule.clauses)

    def kept(self, name: str, values: dict[str, Any]) -> list[Any]:
        """The framework's items of the list ``name``, without rules left out and doubts that were settled."""
        items = values.get(name) or []
        if name == "clauses":
            return [self._settled(one) for one in items]
        if name == "rules":
            return [self._narrowed(one) for one in items if one["key"] not in self.left_out]
        return items

    def _settled(self, clause: dict[str, Any]) -> dict[str, Any]:
        """A clause that the council has checked is no longer in doubt."""
        if clause["key"] in self.settled:
            clause.pop("unconfirmed", None)
        return clause

    def _narrowed(self, rule: dict[str, Any]) -> dict[str, Any]:
        """A rule sets aside no rule that is not there."""
        if "beats" in rule:
            rule["beats"] = [key for key in rule["beats"] if key not in self.left_out]
            if not rule["beats"]:
                del rule["beats"], rule["beats_because"]
        return rule


def taken_in(
    text: str, name: str, shared: Iterable[str], standing: Standing = NOTHING, *, unsettled: bool = False
) -> str:
    """The council's file ``text`` with every framework that it adopts taken in; itself where it adopts none.

    ``shared`` are the texts of the frameworks that can be adopted, ``standing`` what is published already. The council's
    own parts come first and its comments are kept. Raises FrameworkErrors with everything that is wrong, each with the
    line of the council's own file; ``unsettled`` as for ``read_framework``.
    """
    found = read_yaml(text, name)
    if found.errors or not _waiting(found):
        return text
    takings = _takings(found, [(source, read_shared(source, "a shared framework")) for source in shared])
    for taking in takings:
        _refuse_unknown_rules(found, taking)
        _add(found, taking)
    checked(found, FrameworkFile, standing, unsettled=unsettled)
    return _written(text, takings)


def _waiting(found: YamlText) -> list[tuple[int, dict[str, Any]]]:
    """What the file adopts that does not stand in it yet, with its place."""
    adoptions = found.values.get("adopts")
    listed = enumerate(adoptions if isinstance(adoptions, list) else [])
    return [(index, one) for index, one in listed if isinstance(one, dict) and not one.get("taken")]


def _takings(found: YamlText, offered: list[tuple[str, SharedFramework]]) -> list[_Taking]:
    takings = []
    for index, adoption in _waiting(found):
        key, version = adoption.get("framework"), adoption.get("version")
        versions = {
            says.policy.version: (source, says) for source, says in offered if says.framework.key == key
        }
        if version in versions:
            without, checked = (_keys(adoption.get(part)) for part in ("without", "checked"))
            takings.append(_Taking(index, *versions[version], without, checked))
        elif versions:
            found.refuse(
                ("adopts", index, "version"),
                f"“{version}” of {key} is not loaded. Loaded: {', '.join(versions)}.",
            )
        else:
            known = ", ".join(sorted({says.framework.key for _, says in offered})) or "none"
            found.refuse(
                ("adopts", index, "framework"), f"“{key}” is not a framework that is loaded. Loaded: {known}."
            )
    return takings


def _keys(named: Any) -> frozenset[str]:
    return frozenset(key for key in named if isinstance(key, str)) if isinstance(named, list) else frozenset()


def _refuse_unknown_rules(found: YamlText, taking: _Taking) -> None:
    """Note every rule that is left out or checked and that the framework does not have."""
    known = {rule.key for rule in taking.says.rules}
    for part, named, among, words in (
        ("without", taking.without, known, "rules"),
        ("checked", taking.checked, taking.says.unconfirmed, "unconfirmed rules"),
    ):
        for key in sorted(named - among):
            found.refuse(
                ("adopts", taking.index, part),
                f"“{key}” is not among the {words} of {taking.says.framework.key}.",
            )


def _add(found: YamlText, taking: _Taking) -> None:
    """Put the framework's parts behind the council's own; errors in them are told on the line that adopts them."""
    line = found.line_of(("adopts", taking.index, "framework"))
    theirs = read_yaml(taking.source, "a shared framework").values
    for name in ALONE & theirs.keys():
        found.values.setdefault(name, theirs[name])
    found.values["adopts"][taking.index]["taken"] = taking.says.framework.name
    for name in LISTS:
        own = found.values.setdefault(name, [])
        if not isinstance(own, list):
            continue
        used = {item.get("key"): place for place, item in enumerate(own) if isinstance(item, dict)}
        for item in taking.kept(name, theirs):
            if item["key"] in used:
                found.refuse(
                    (name, used[item["key"]], "key"),
                    f"“{item['key']}” is used in {taking.says.framework.key} too, which this file adopts. Choose another.",
                )
                continue
            found.lines[(name, len(own))] = line
            own.append(item)


def _written(text: str, takings: list[_Taking]) -> str:
    """The file as text, with the comments of both."""

    def take(mine: Any) -> None:
        for taking in takings:
            _take(mine, taking)

    return edited(text, take)


def _take(mine: Any, taking: _Taking) -> None:
    theirs = YAML(typ="rt", pure=True).load(taking.source)
    for name in ALONE & theirs.keys():
        mine.setdefault(name, theirs[name])
    mine["adopts"][taking.index]["taken"] = taking.says.framework.name
    for name in LISTS:
        kept = taking.kept(name, theirs)
        if kept:
            mine.setdefault(name, []).extend(kept)
