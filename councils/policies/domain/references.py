"""Keys that a file names once and refers to elsewhere: every reference must have something to refer to."""

from collections.abc import Iterator
from typing import Any

from councils.policies.domain.yaml_text import Path, YamlText

# Where a reference stands, and where what it names is listed. A star is every item of a list.
REFERENCES: tuple[tuple[str, str], ...] = (
    ("clauses.*.document", "documents"),
    ("policy.reviews.*.clauses.*", "clauses"),
    ("outcomes.*.clauses.*", "clauses"),
    ("outcomes.*.priority", "priorities"),
    ("measures.*.clauses.*", "clauses"),
    ("measures.*.outcome", "outcomes"),
    ("measures.*.contained_in", "measures"),
    ("united_nations_goals.clauses.*", "clauses"),
    ("measure_groups.*.measures.*", "measures"),
    ("principles.*.clauses.*", "clauses"),
    ("reports.*.clauses.*", "clauses"),
    ("meetings.*.clauses.*", "clauses"),
    ("spend_targets.*.clauses.*", "clauses"),
    ("light_touch.clauses.*", "clauses"),
    ("council.committee_report.body", "council.bodies"),
    ("rules.*.clauses.*", "clauses"),
    ("rules.*.beats.*", "rules"),
    ("rules.*.then.report", "reports"),
    ("rules.*.then.documents.*", "asked_documents"),
    ("rules.*.then.declarations.*", "declarations"),
    ("rules.*.then.body", "council.bodies"),
    ("rules.*.then.approver", "council.bodies"),
    ("rules.*.then.unless_approved_by", "council.bodies"),
    ("rules.*.then.group", "measure_groups"),
)

# Lists whose items have a key, each of its own.
KEYED = (
    "documents",
    "clauses",
    "priorities",
    "outcomes",
    "measures",
    "measures.*.variants",
    "measure_groups",
    "principles",
    "declarations",
    "asked_documents",
    "reports",
    "meetings",
    "spend_targets",
    "rules",
    "rules.*.then.stages",
    "rules.*.then.criteria",
    "rules.*.then.questions",
    "council.bodies",
    "council.service_areas.areas",
    "council.committee_report.front",
    "council.committee_report.sections",
    "vat_rates",
    "light_touch.kinds",
)


def check_references(found: YamlText) -> None:
    """Note every reference to a key that the file does not have, and every key that it has twice."""
    for where in KEYED:
        for path, items in _at(found.values, where):
            _check_keys(found, path, items)
    for where, listed in REFERENCES:
        known = _keys(found.values, listed)
        for path, key in _at(found.values, where):
            if isinstance(key, str) and key not in known:
                what = listed.rsplit(".", maxsplit=1)[-1].replace("_", " ")
                found.refuse(path, f"“{key}” is not among the {what} of this file.")
    _check_circles(found, "measures", "contained_in", "is contained in itself")
    _check_circles(found, "rules", "beats", "is set aside by itself")


def _check_keys(found: YamlText, path: Path, items: Any) -> None:
    seen: dict[str, int] = {}
    for index, item in enumerate(items if isinstance(items, list) else []):
        key = item.get("key") if isinstance(item, dict) else None
        if not isinstance(key, str):
            continue
        here = (*path, index, "key")
        if key in seen:
            found.refuse(here, f"“{key}” is used twice; the first is on line {seen[key]}.")
        else:
            seen[key] = found.line_of(here)


def _check_circles(found: YamlText, things: str, link: str, words: str) -> None:
    """Refuse a thing that leads back to itself over ``link``, which holds one key or several."""
    links: dict[str, list[str]] = {}
    for _, item in _at(found.values, f"{things}.*"):
        if isinstance(item, dict) and isinstance(item.get("key"), str):
            named = item.get(link) or []
            links[item["key"]] = (
                [named] if isinstance(named, str) else [n for n in named if isinstance(n, str)]
            )
    for path, item in _at(found.values, f"{things}.*"):
        key = item.get("key") if isinstance(item, dict) else None
        if isinstance(key, str) and key in _reached(key, links):
            found.refuse((*path, link), f"“{key}” {words}.")


def _reached(start: str, links: dict[str, list[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(links.get(start, []))
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting += links.get(key, [])
    return reached


def _keys(values: Any, listed: str) -> set[str]:
    return {key for _, key in _at(values, f"{listed}.*.key") if isinstance(key, str)}


def _at(values: Any, where: str) -> Iterator[tuple[Path, Any]]:
    """Every value at ``where``, with its path; nothing where the file has another shape there."""
    found: list[tuple[Path, Any]] = [((), values)]
    for step in where.split("."):
        following: list[tuple[Path, Any]] = []
        for path, value in found:
            if step == "*" and isinstance(value, list):
                following += [((*path, index), item) for index, item in enumerate(value)]
            elif step != "*" and isinstance(value, dict) and step in value:
                following.append(((*path, step), value[step]))
        found = following
    yield from ((path, value) for path, value in found if value is not None)
