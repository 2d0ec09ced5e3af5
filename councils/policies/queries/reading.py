"""Looking at policies: which version is in force, what its file says, and what it requires of given facts."""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import F, Q, QuerySet

from councils.policies.domain.comparing import Answer
from councils.policies.domain.decider import Decider
from councils.policies.domain.facts import Facts
from councils.policies.domain.file import read_framework, read_national, read_shared
from councils.policies.domain.framework import FrameworkFile
from councils.policies.domain.light_touch import LightTouchProposal, light_touch_from
from councils.policies.domain.national import NationalFile
from councils.policies.domain.repeats import Purchase, Repeat, repeats_in
from councils.policies.domain.requirements import Requirement
from councils.policies.domain.shared import SharedFramework
from councils.policies.domain.thresholds import ThresholdUnknown
from councils.policies.domain.words import Authority
from councils.policies.models import Outcome, PolicyVersion
from socialvalue.access.domain import Actor, NotFound, Refusal


def versions(actor: Actor) -> QuerySet[PolicyVersion]:
    """The versions that the actor may see, of its council first."""
    return PolicyVersion.objects.visible_to(actor).select_related("council").order_by("council__name", "-id")


def others(actor: Actor, policy: PolicyVersion) -> list[PolicyVersion]:
    """Other published versions of the same council's policy, and the law."""
    own = Q(council_id=policy.council_id) | Q(council__isnull=True)
    published = versions(actor).filter(own, status=PolicyVersion.Status.PUBLISHED)
    return list(published.exclude(pk=policy.pk))


def laws(actor: Actor, day: date) -> list[PolicyVersion]:
    """The law in force on ``day``; none where none is loaded."""
    return list(_published_on(actor, day).filter(council__isnull=True).order_by("-id")[:1])


def version(actor: Actor, uid: uuid.UUID) -> PolicyVersion:
    """One version; raises NotFound."""
    return PolicyVersion.objects.select_related("council").get_visible(actor, uid=uid)


def _published_on(actor: Actor, day: date) -> QuerySet[PolicyVersion]:
    """Policies and laws; a framework that nobody has adopted is in force nowhere."""
    begun = Q(begins_on__isnull=True) | Q(begins_on__lte=day)
    not_ended = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return _published(actor).filter(begun & not_ended)


def _published(actor: Actor) -> QuerySet[PolicyVersion]:
    published = PolicyVersion.objects.visible_to(actor).filter(status=PolicyVersion.Status.PUBLISHED)
    return published.filter(framework_key="")


def in_force(actor: Actor, council_id: int | None, day: date) -> PolicyVersion:
    """The published version of a council (or of the nation, for None) in force on ``day``; raises NotFound.

    A version that began on an unknown day is in force until one with a known day begins.
    """
    published = _published_on(actor, day).filter(council_id=council_id)
    found = published.order_by(F("begins_on").desc(nulls_last=True), "-id").first()
    if found is None:
        raise NotFound("no policy is loaded for this council")
    return found


def frameworks_to_adopt(actor: Actor) -> QuerySet[PolicyVersion]:
    """The frameworks that are nobody's policy and that a council may adopt, newest first."""
    rows = PolicyVersion.objects.visible_to(actor).filter(
        council__isnull=True, status=PolicyVersion.Status.PUBLISHED
    )
    return rows.exclude(framework_key="").order_by("framework_key", "-id")


def in_force_everywhere(actor: Actor, day: date) -> list[PolicyVersion]:
    """The published version of every council that is in force on ``day``, by the council's name.

    One query however many councils there are; the same order of choice as ``in_force``.
    """
    found: dict[int, PolicyVersion] = {}
    rows = _published_on(actor, day).filter(council__isnull=False).select_related("council")
    for policy in rows.order_by("council__name", "council_id", F("begins_on").desc(nulls_last=True), "-id"):
        found.setdefault(policy.council_id, policy)
    return list(found.values())


@dataclass(frozen=True)
class Comparison:
    """What several councils would require of a purchase with the same facts; ``answers`` in the order of ``policies``."""

    facts: Facts
    law: PolicyVersion
    policies: tuple[PolicyVersion, ...]
    answers: tuple[Answer, ...]


def compared(actor: Actor, told: dict[str, Any], councils: Collection[str] = ()) -> Comparison:
    """What the councils (all, or those with these slugs) would require of a purchase.

    ``told`` are the fields of ``Facts`` but the authority, which is the council's. Raises Refusal where the facts make
    no sense, or no law or threshold is known for their day.
    """
    try:
        asked = Facts(**told)
    except ValueError as wrong:
        raise Refusal(str(wrong), "value_ex_vat") from wrong
    try:
        law = in_force(actor, None, asked.day)
    except NotFound as missing:
        raise Refusal("No law is loaded for that day. Enter a later day", "commenced_on") from missing
    found = in_force_everywhere(actor, asked.day)
    chosen = [policy for policy in found if not councils or policy.council.slug in councils]
    try:
        answers = [_answer(policy, law, asked) for policy in chosen]
    except ThresholdUnknown as unknown:
        raise Refusal(str(unknown), "commenced_on") from unknown
    return Comparison(asked, law, tuple(chosen), tuple(answers))


def _answer(policy: PolicyVersion, law: PolicyVersion, asked: Facts) -> Answer:
    facts = replace(asked, authority=Authority(policy.council.authority))
    decide = _decider(policy.checksum, policy.source, law.checksum, law.source).decide
    return Answer(policy.council.short_name, decide(facts).requirements)


@lru_cache(maxsize=64)
def _framework(digest: str, source: str) -> FrameworkFile:
    return read_framework(source, f"{digest[:12]}.yaml", unsettled=True)


@lru_cache(maxsize=8)
def _national(digest: str, source: str) -> NationalFile:
    return read_national(source, f"{digest[:12]}.yaml")


@lru_cache(maxsize=16)
def _shared(digest: str, source: str) -> SharedFramework:
    return read_shared(source, f"{digest[:12]}.yaml")


def framework(policy: PolicyVersion) -> FrameworkFile:
    """What a council's version says, read from the text it was loaded from; a draft may hold rules to settle."""
    return _framework(policy.checksum, policy.source)


def national(policy: PolicyVersion) -> NationalFile:
    """What the nation's version says."""
    return _national(policy.checksum, policy.source)


def shared(policy: PolicyVersion) -> SharedFramework:
    """What a framework to adopt says."""
    return _shared(policy.checksum, policy.source)


def says(policy: PolicyVersion) -> FrameworkFile | NationalFile | SharedFramework:
    """What a version says, whoever's it is."""
    if policy.framework_key:
        return shared(policy)
    return national(policy) if policy.council_id is None else framework(policy)


def requirements(actor: Actor, policy: PolicyVersion, facts: Facts) -> tuple[Requirement, ...]:
    """What ``policy`` and the law of the day require of a procurement with these facts."""
    return decider(actor, policy, facts.day).decide(facts).requirements


def decider(actor: Actor, policy: PolicyVersion, day: date) -> Decider:
    """What decides by ``policy`` and the law in force on ``day``, for one procurement or for thousands; raises NotFound."""
    law = in_force(actor, None, day)
    return _decider(policy.checksum, policy.source, law.checksum, law.source)


@lru_cache(maxsize=64)
def _decider(digest: str, source: str, law_digest: str, law_source: str) -> Decider:
    law = _national(law_digest, law_source)
    return Decider(_framework(digest, source).rule_set(), law.rule_set(), law.threshold_table())


def judge(actor: Actor, policy: PolicyVersion) -> Callable[[Facts], tuple[Requirement, ...]]:
    """What ``policy`` and the law of a day require, asked many times: one query for all of them.

    The answer raises NotFound for a day for which no law is loaded, and ThresholdUnknown for one without thresholds.
    """
    national_law = _published(actor).filter(council__isnull=True)
    laws = list(national_law.order_by(F("begins_on").desc(nulls_last=True), "-id"))

    def required(facts: Facts) -> tuple[Requirement, ...]:
        day = facts.day
        for law in laws:
            if (law.begins_on is None or law.begins_on <= day) and (
                law.ends_on is None or law.ends_on >= day
            ):
                decide = _decider(policy.checksum, policy.source, law.checksum, law.source).decide
                return decide(facts).requirements
        raise NotFound("no law is loaded for that day")

    return required


def light_touch(actor: Actor, cpv: str, day: date) -> LightTouchProposal | None:
    """What the law in force on ``day`` says of a CPV code: a proposal for a person to confirm; None where there is none."""
    try:
        listed = national(in_force(actor, None, day)).light_touch
    except NotFound:
        return None
    return light_touch_from([cpv], listed) if listed else None


def repeats(actor: Actor, policy: PolicyVersion, day: date, purchases: list[Purchase]) -> tuple[Repeat, ...]:
    """Purchases of one service area that were made again and again just below a line of ``policy`` or of the law of the
    day; what counts as that is the council's own choice, or else the national file's. None where neither says."""
    try:
        law = national(in_force(actor, None, day))
    except NotFound:
        return ()
    own = framework(policy)
    reading = own.repeated_purchases or law.repeated_purchases
    if reading is None:
        return ()
    sources = (own.rule_set(), law.rule_set())
    return repeats_in(purchases, sources, law.threshold_table(), reading, Authority(policy.council.authority))


def outcomes(actor: Actor, policy: PolicyVersion) -> list[Outcome]:
    """The outcomes of a version, in its order."""
    rows = Outcome.objects.visible_to(actor).filter(policy=policy).select_related("priority")
    return list(rows.order_by("position"))


def outcomes_with_measures(actor: Actor, policy: PolicyVersion) -> list[Outcome]:
    """The same by priority and with their measures, for the page of the policy; measures, being a layer above, are asked
    for by name."""
    rows = Outcome.objects.visible_to(actor).filter(policy=policy).select_related("priority")
    return list(rows.prefetch_related("measures").order_by("priority__position", "position"))
