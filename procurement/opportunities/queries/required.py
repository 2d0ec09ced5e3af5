"""What the policy and the law require: asked of given facts, or read from the copy that a procurement keeps."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from councils.organisations.models import Council
from councils.policies import queries as policies
from councils.policies.domain.facts import Facts
from councils.policies.domain.light_touch import LightTouchProposal
from councils.policies.domain.requirements import Requirement as Required
from councils.policies.domain.requirements import of_kind
from councils.policies.domain.thresholds import ThresholdUnknown
from councils.policies.domain.words import EffectKind, Force
from councils.policies.models import PolicyVersion
from procurement.opportunities.domain.details import Details, check, confirmed
from procurement.opportunities.models import Correction, Procurement, Requirement
from socialvalue import clock
from socialvalue.access.domain import Actor, NotFound, Refusal


@dataclass(frozen=True)
class Judged:
    """What is required of a purchase with these facts, by which versions of the policy and the law."""

    facts: Facts
    policy: PolicyVersion
    law: PolicyVersion
    requirements: tuple[Required, ...]


def judged(actor: Actor, council_id: int, details: Details) -> Judged:
    """What the policy and the law of the day require; raises Refusal where that cannot be told."""
    authority = Council.objects.visible_to(actor).get(pk=council_id).authority
    facts = details.facts(clock.today(), authority)
    try:
        policy = policies.in_force(actor, council_id, facts.day)
        law = policies.in_force(actor, None, facts.day)
        return Judged(facts, policy, law, policies.requirements(actor, policy, facts))
    except NotFound as missing:
        words = "No policy is loaded for that day. Ask an administrator to load the one that was in force"
        raise Refusal(words, "commenced_on") from missing
    except ThresholdUnknown as unknown:
        raise Refusal(str(unknown), "commenced_on") from unknown


def preview(actor: Actor, told: dict[str, Any]) -> Judged:
    """What would be required of a purchase that is not opened yet; ``told`` are the fields of ``Details``.

    Raises Refusal with everything that makes no sense.
    """
    details = Details(**told)
    details = confirmed(details, light_touch_proposal(actor, details.cpv, details.commenced_on))
    check(details, clock.today())
    return judged(actor, actor.council_id, details)


def light_touch_proposal(actor: Actor, cpv: str, commenced_on: date | None) -> LightTouchProposal | None:
    """Whether a CPV code is listed as light touch services by the law of the day; None where it is not, or no law is."""
    return policies.light_touch(actor, cpv, commenced_on or clock.today()) if cpv else None


def corrections(actor: Actor, procurement: Procurement) -> list[Correction]:
    """The facts that were put right after the procurement commenced, newest first."""
    rows = Correction.objects.visible_to(actor).filter(procurement=procurement)
    return list(rows.select_related("corrected_by"))


def requirements(actor: Actor, procurement: Procurement) -> list[Required]:
    """What is required of the procurement, as it was copied when it was judged, in the order of its stages."""
    rows = Requirement.objects.visible_to(actor).filter(procurement=procurement).order_by("position")
    return [Required.from_dict(row.content) for row in rows]


@dataclass(frozen=True)
class ClauseLink:
    """A clause as it is cited, with the page on which it stands, and what of it could not be checked."""

    words: str
    paraphrase: str
    url: str
    unconfirmed: str


@dataclass(frozen=True)
class SetAside:
    """What a clause asks that another clause of the same policy governs."""

    sentence: str
    clauses: tuple[ClauseLink, ...]


@dataclass(frozen=True)
class RequirementShown:
    """A requirement as a page prints it."""

    row: Requirement
    content: Required
    clauses: tuple[ClauseLink, ...]
    set_aside: tuple[SetAside, ...] = ()

    @property
    def how_read(self) -> str:
        """``interpreted, guidance, unconfirmed``: its reading, how strongly it binds, and a doubt if there is one."""
        doubt = "unconfirmed" if any(clause.unconfirmed for clause in self.clauses) else ""
        return ", ".join(filter(None, (self.content.reading.words, self.binding[1].lower(), doubt)))

    @property
    def binding(self) -> tuple[str, str]:
        """How strongly it binds, as a status and in words; empty where it simply must be met."""
        if self.content.kind is EffectKind.CONSIDERATIONS:
            return (
                ("required", "Statutory duty") if self.content.effect.is_duty else ("optional", "Voluntary")
            )
        return {Force.SHOULD: ("optional", "Expected"), Force.MAY: ("optional", "Guidance")}.get(
            self.content.force, ("", "")
        )


def requirements_shown(actor: Actor, procurement: Procurement) -> list[RequirementShown]:
    """Every requirement with links to its clauses."""
    rows = Requirement.objects.visible_to(actor).filter(procurement=procurement).order_by("position")
    return [_shown(row, Required.from_dict(row.content)) for row in rows]


def _shown(row: Requirement, content: Required) -> RequirementShown:
    links = tuple(
        _link(
            clause["words"],
            clause["paraphrase"],
            clause["policy"],
            clause["key"],
            clause.get("unconfirmed", ""),
        )
        for clause in row.clauses
    )
    return RequirementShown(row, content, links, _set_aside(row, content))


def _set_aside(row: Requirement, content: Required) -> tuple[SetAside, ...]:
    """What a settled conflict set aside; its clauses stand in the same version as those that govern."""
    if not content.conflict or not content.conflict.is_settled:
        return ()
    version = row.clauses[0]["policy"]
    return tuple(
        SetAside(
            said.sentence,
            tuple(
                _link(clause.words, clause.paraphrase, version, clause.key, clause.unconfirmed)
                for clause in said.clauses
            ),
        )
        for said in content.said_by
        if said.set_aside_by
    )


def _link(words: str, paraphrase: str, version: str, key: str, unconfirmed: str) -> ClauseLink:
    return ClauseLink(words, paraphrase, f"{reverse('policies:version', args=[version])}#{key}", unconfirmed)


def considerations_asked(actor: Actor, procurement: Procurement) -> Required | None:
    """What asks for considerations before the procurement starts, as a duty or offered; None where nothing does."""
    return of_kind(requirements(actor, procurement), EffectKind.CONSIDERATIONS)
