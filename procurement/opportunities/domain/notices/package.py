"""A package of releases or records as the notices in it, one for each ocid."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from councils.policies.domain.facts import day_words
from procurement.opportunities.domain.notices import reading
from procurement.opportunities.domain.notices.notice import Notice, Skipped, read_release
from socialvalue.access.domain import Refusal


@dataclass(frozen=True)
class Package:
    """What a package holds: the notices, what was skipped, and who published it under which licence."""

    notices: tuple[Notice, ...]
    skipped: tuple[Skipped, ...]
    source: str


def read_package(package: Any, today: date, buyer: str = "") -> Package:
    """The notices of a release package or a record package, newest release of each ocid; never stops half way.

    ``buyer`` keeps those whose buyer's name contains it, whatever the case. Raises Refusal for what is no package.
    """
    skipped: list[Skipped] = []
    found: dict[str, list[Notice]] = {}
    for release in sorted(_releases(package), key=_dated):
        read = read_release(release)
        kept = _kept(read, today, buyer.strip().casefold()) if isinstance(read, Notice) else read
        if isinstance(kept, Notice):
            found.setdefault(kept.ocid, []).append(kept)
        else:
            skipped.append(kept)
    for older in (notice for group in found.values() for notice in group[:-1]):
        skipped.append(Skipped(older.ocid, older.title, "A later release of the same notice was taken."))
    return Package(tuple(map(_newest, found.values())), tuple(skipped), _source(package))


def _releases(package: Any) -> Iterator[Any]:
    releases, records = reading.inside(package, "releases"), reading.inside(package, "records")
    if not isinstance(releases, list) and not isinstance(records, list):
        raise Refusal("This is not an OCDS package: it has no list of releases or records.")
    yield from releases if isinstance(releases, list) else ()
    for record in records if isinstance(records, list) else ():
        whole = [
            release
            for release in reading.items(record, "releases")
            if "tag" in release and "tender" in release
        ]
        compiled = reading.inside(record, "compiledRelease")
        yield from whole or [compiled if isinstance(compiled, dict) else record]


def _dated(release: Any) -> str:
    found = reading.moment(reading.inside(release, "date"))
    return found.isoformat() if found else ""


def _kept(notice: Notice, today: date, buyer: str) -> Notice | Skipped:
    if buyer and buyer not in notice.buyer.casefold():
        return Skipped(notice.ocid, notice.title, f"Its buyer is {notice.buyer}.")
    if notice.commenced_on and notice.commenced_on > today:
        day = day_words(notice.commenced_on)
        return Skipped(
            notice.ocid, notice.title, f"It says that it was published on {day}, which is in the future."
        )
    return notice


def _newest(group: list[Notice]) -> Notice:
    """The last of a notice's releases, commenced when the first of its tender releases was published."""
    newest = group[-1]
    days = [notice.commenced_on for notice in group if notice.commenced_on]
    return replace(newest, commenced_on=min(days)) if days else newest


def _source(package: Any) -> str:
    publisher = reading.text(reading.inside(package, "publisher", "name"), 150)
    licence = reading.text(reading.inside(package, "license"), 140)
    return ", ".join(part for part in (publisher, licence) if part)
