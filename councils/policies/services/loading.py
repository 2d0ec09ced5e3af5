"""Loading policies from files: a council with its service areas and its policy, the law of the nation, or a framework
that councils may adopt: check, load_council, load_national, load_shared."""

import re
from dataclasses import dataclass

from django.db import transaction

from councils.organisations.models import Council, ServiceArea
from councils.policies.domain.adopting import taken_in
from councils.policies.domain.file import (
    FrameworkErrors,
    checksum,
    read_framework,
    read_national,
    read_shared,
)
from councils.policies.domain.framework import FrameworkFile
from councils.policies.domain.moves import LOADED
from councils.policies.domain.national import NationalFile
from councils.policies.domain.rules import PolicyIdentity
from councils.policies.domain.shared import SharedFramework
from councils.policies.domain.standing import NOTHING, Standing
from councils.policies.models import Outcome, PolicyVersion, Priority
from socialvalue import clock
from socialvalue.access.domain import Actor
from socialvalue.access.services import advance

CALLS_A_COUNCIL = re.compile(r"^council:", re.MULTILINE)
CALLS_A_FRAMEWORK = re.compile(r"^framework:", re.MULTILINE)
Says = FrameworkFile | NationalFile | SharedFramework


@dataclass(frozen=True)
class Loaded:
    """What a file became: its version, whether it is new, and what it says."""

    policy: PolicyVersion
    is_new: bool
    says: Says

    @property
    def council(self) -> Council | None:
        """The council whose policy it is; none for the nation's and for a framework to adopt."""
        return self.policy.council

    @property
    def differences(self) -> list[str]:
        """Where clauses of a council's policy differ, each once, with what governs and why."""
        found = self.says.conflicts() if isinstance(self.says, FrameworkFile) else ()
        return list(dict.fromkeys(f"{conflict.words} {conflict.because}".strip() for conflict in found))


def check(*, text: str, name: str) -> Says:
    """What a file says, with all that it adopts, against what is published; reads only, and writes nothing.

    Raises FrameworkErrors with everything that is wrong, each with file, line and key.
    """
    known = offered()
    try:
        says = _read(taken_in(text, name, known), name)
    except FrameworkErrors:
        says = None
    if says is not None and _standing(says):
        return says
    standing = standing_now()
    return _read(taken_in(text, name, known, standing), name, standing)


def standing_now(council: str = "", besides: int | None = None) -> Standing:
    """What is published, but for the row ``besides``; ``council`` is the slug of the only council whose file is taken."""
    published = PolicyVersion.objects.filter(status=PolicyVersion.Status.PUBLISHED).exclude(pk=besides)
    rows = published.values_list("council__slug", "framework_key", "title", "number", "begins_on")
    return Standing(
        versions=frozenset(PolicyIdentity(slug or key, *row) for slug, key, *row in rows),
        prefixes=frozenset(Council.objects.values_list("slug", "reference_prefix")),
        council=council,
    )


def offered() -> list[str]:
    """The texts of the frameworks that a file may adopt."""
    rows = PolicyVersion.objects.filter(council=None, status=PolicyVersion.Status.PUBLISHED)
    return list(rows.exclude(framework_key="").order_by("id").values_list("source", flat=True))


def _read(text: str, name: str, standing: Standing = NOTHING) -> Says:
    if CALLS_A_FRAMEWORK.search(text):
        return read_shared(text, name, standing)
    read = read_framework if CALLS_A_COUNCIL.search(text) else read_national
    return read(text, name, standing)


def _standing(says: Says) -> PolicyVersion | None:
    """The published version that says the same already: comments and line breaks make no new one."""
    slug = says.council.slug if isinstance(says, FrameworkFile) else None
    same_name = PolicyVersion.objects.filter(
        council__slug=slug,
        title=says.policy.title,
        number=says.policy.version,
        status=PolicyVersion.Status.PUBLISHED,
    )
    return next((row for row in same_name if _read(row.source, str(row)) == says), None)


@transaction.atomic
def load_national(*, text: str, name: str) -> Loaded:
    """Take in the law and its thresholds; raises FrameworkErrors with everything that is wrong in the file."""
    says = check(text=text, name=name)
    policy, is_new = _version(None, text, says)
    return Loaded(policy, is_new, says)


@transaction.atomic
def load_shared(*, text: str, name: str) -> Loaded:
    """Take in a framework that councils may adopt; raises FrameworkErrors with everything that is wrong in the file."""
    says = check(text=text, name=name)
    policy, is_new = _version(None, text, says, says.framework.key)
    return Loaded(policy, is_new, says)


@transaction.atomic
def load_council(*, text: str, name: str) -> Loaded:
    """Take in a council and one version of its policy, with what it adopts; raises FrameworkErrors with everything that
    is wrong.

    The version keeps the adopted framework's parts in its own text, so that a later edition changes nothing.
    """
    says = check(text=text, name=name)
    text = taken_in(text, name, offered())
    council = council_of(says)
    policy, is_new = _version(council, text, says)
    if is_new:
        make_parts(policy, says)
    return Loaded(policy, is_new, says)


def make_parts(policy: PolicyVersion, says: FrameworkFile) -> None:
    """Write the priorities and outcomes of a version that is being published."""
    priorities = {
        part.key: Priority.objects.create(
            council=policy.council, policy=policy, key=part.key, title=part.name, position=position
        )
        for position, part in enumerate(says.priorities, 1)
    }
    for position, part in enumerate(says.outcomes, 1):
        Outcome.objects.create(
            council=policy.council,
            policy=policy,
            key=part.key,
            title=part.name,
            priority=priorities.get(part.priority),
            position=position,
        )


def council_of(says: FrameworkFile) -> Council:
    """The council as its file tells of it, with its service areas; opens no transaction."""
    part = says.council
    council, _ = Council.objects.update_or_create(
        slug=part.slug,
        defaults={
            "name": part.name,
            "short_name": part.short_name,
            "reference_prefix": part.reference_prefix,
            "gss_code": part.gss_code,
            "region": part.region,
            "authority": part.authority.value,
            "website": part.website,
            "colour": part.colour,
            "year_starts_month": part.financial_year_starts.month,
            "year_starts_day": part.financial_year_starts.day,
            "postcode_districts": list(part.postcodes.districts),
            "bodies": [body.model_dump(mode="json") for body in part.bodies],
            "returns_due_after_days": part.returns.due_after_days,
            "report_template": part.committee_report.model_dump(mode="json") if part.committee_report else {},
        },
    )
    for area in part.service_areas.areas:
        ServiceArea.objects.update_or_create(council=council, key=area.key, defaults={"name": area.name})
    return council


def _version(
    council: Council | None, text: str, says: Says, framework_key: str = ""
) -> tuple[PolicyVersion, bool]:
    """The version that the file is, and whether it is new."""
    standing = _standing(says)
    if standing:
        return standing, False
    kept = PolicyVersion.objects.filter(council=council, checksum=checksum(text)).exclude(
        status=PolicyVersion.Status.WITHDRAWN
    )
    if draft := kept.first():
        advance(draft, LOADED, by=Actor.system(draft.council_id))
        draft.published_at = clock.now()
        draft.save(update_fields=["published_at"])
        return draft, True
    part = says.policy
    made = PolicyVersion.objects.create(
        council=council,
        framework_key=framework_key,
        title=part.title,
        number=part.version,
        begins_on=part.begins,
        begins_unknown=part.begins is None,
        status=PolicyVersion.Status.PUBLISHED,
        source=text,
        checksum=checksum(text),
        loaded_at=clock.now(),
        published_at=clock.now(),
    )
    return made, True
