"""Looking at measures that are proposed for the council's library, and at what the policy file would say of them."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from councils.policies import queries as policies
from councils.policies.models import PolicyVersion
from measures.models import Measure
from procurement.ledger import queries as ledger
from procurement.ledger.domain.figures import Figures, Selection
from procurement.opportunities.domain.library import key_for, part_of
from procurement.opportunities.models import BespokeMeasure, LibraryProposal, Procurement
from socialvalue import clock
from socialvalue.access.domain import PERMISSIONS, Actor, NotFound, Refusal, Role, admits
from socialvalue.access.domain.waiting import Waiting

UNDECIDED = Q(status=LibraryProposal.Status.PROPOSED) | Q(
    status=LibraryProposal.Status.DRAFTED, draft__status=PolicyVersion.Status.WITHDRAWN
)


def proposals(actor: Actor) -> QuerySet[LibraryProposal]:
    """Every proposal, newest first; ``in_policy`` tells that a published version has a measure of its key."""
    published = Measure.objects.visible_to(actor).filter(
        council_id=OuterRef("council_id"),
        key=OuterRef("key"),
        written_for__isnull=True,
        policy__status=PolicyVersion.Status.PUBLISHED,
    )
    rows = LibraryProposal.objects.visible_to(actor).annotate(in_policy=Exists(published))
    about = ("written__outcome", "written__measure", "procurement", "proposed_by", "decided_by", "draft")
    return rows.select_related(*about).order_by("-proposed_at", "-id")


def proposal(actor: Actor, uid: uuid.UUID) -> LibraryProposal:
    """One proposal; raises NotFound."""
    found = proposals(actor).filter(uid=uid).first()
    if found is None:
        raise NotFound("no such proposal for this actor")
    return found


def proposal_of(actor: Actor, written: BespokeMeasure) -> LibraryProposal | None:
    """That of one written measure; None where nobody has proposed it."""
    return proposals(actor).filter(written=written).first()


def measure_in_policy(actor: Actor, of: LibraryProposal) -> Measure | None:
    """The newest published measure of its key; None while there is none."""
    rows = Measure.objects.visible_to(actor).filter(council_id=of.council_id, key=of.key, written_for=None)
    return rows.filter(policy__status="published").select_related("policy").order_by("-policy_id").first()


def may_be_in_library(actor: Actor, written: BespokeMeasure) -> bool:
    """Whether it has come to a signed contract, so that it can be proposed for others: a bidder's only with its own."""
    if written.measure_id is None:
        return False
    signed = Procurement.objects.visible_to(actor).filter(
        pk=written.procurement_id, contract__status="signed"
    )
    return (signed.filter(contract__supplier_id=written.bidder_id) if written.bidder_id else signed).exists()


def free_key(actor: Actor, written: BespokeMeasure) -> str:
    """A key under which no version of the council's policy, and no other proposal, has a measure."""
    measures = Measure.objects.visible_to(actor).filter(council_id=written.council_id)
    proposed = LibraryProposal.objects.visible_to(actor).filter(council_id=written.council_id)
    taken = {*measures.values_list("key", flat=True), *proposed.values_list("key", flat=True)}
    return key_for(written.headline, taken)


def part_for(of: LibraryProposal, policy: PolicyVersion) -> dict[str, Any]:
    """The proposed measure as the file of ``policy`` would hold it. Raises Refusal where that has not its outcome."""
    written = of.written
    try:
        shows = policies.framework(policy).outcome(written.outcome.key)
    except KeyError as missing:
        raise Refusal(f"{policy} does not have the outcome “{written.outcome.title}”.", "choice") from missing
    return part_of(
        written.written,
        key=of.key,
        outcome=shows.key,
        clauses=shows.clauses,
        reference=of.procurement.reference,
        why=of.why,
    )


def part(actor: Actor, of: LibraryProposal) -> dict[str, Any]:
    """The same for the policy in force today, or for that of the procurement where its outcome is gone."""
    for policy in _policies(actor, of):
        try:
            return part_for(of, policy)
        except Refusal:
            continue
    raise NotFound("no version of the policy has its outcome")


def _policies(actor: Actor, of: LibraryProposal) -> Iterator[PolicyVersion]:
    try:
        yield policies.in_force(actor, actor.council_id, clock.today())
    except NotFound:
        pass
    yield of.written.outcome.policy


def so_far(actor: Actor, of: LibraryProposal) -> Figures:
    """What was promised, reported and verified of it by now."""
    only = Selection(measure=of.written.measure.key)
    return ledger.figures(actor, as_of_day=clock.today(), only=only).total


def waiting_proposals(actor: Actor) -> list[Waiting]:
    """Proposals to decide about, again where their draft was withdrawn: an administrator's turn, and shown to those who may
    propose."""
    mine = bool(admits(actor, "library.decide"))
    if not actor.is_council or not (mine or actor.has(*PERMISSIONS["library.propose"].roles)):
        return []
    rows = proposals(actor).filter(UNDECIDED, in_policy=False).order_by("proposed_at", "id")
    return [
        Waiting(
            title=f"Decide about a measure for the library: {row}",
            url=reverse("opportunities:decide_proposal", args=[row.uid]) if mine else row.get_absolute_url(),
            hint=f"Written for {row.procurement.reference}, proposed for all procurements.",
            since=row.proposed_at.astimezone(clock.LONDON).date(),
            mine=mine,
            whose="" if mine else Role.ADMINISTRATOR.words,
        )
        for row in rows
    ]
