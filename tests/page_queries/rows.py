"""More rows of every kind, made quickly: copies of what stands in the world, written many at a time."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from django.db.models import Model

from councils.organisations.models import Council
from councils.people.models import Membership, SupplierMembership, User
from councils.policies.models import PolicyVersion
from measures.models import LicensedTable, LicensedValue, Measure
from procurement.backtests.models import Backtest
from procurement.bids.models import Award, Bid, BidAnswer, Moderation, Offer, OfferLine, Price, Score
from procurement.contracts.models import Commitment, CommitmentLine, Contract
from procurement.ledger.models import Account, Entry
from procurement.opportunities.models import (
    AssessedOutcome,
    ChosenMeasure,
    ChosenOutcome,
    LibraryProposal,
    PolicyException,
    Procurement,
    Requirement,
)
from procurement.returns.models import Evidence, QuarterlyReturn, ReturnLine, SubmittedLine
from procurement.tenders.domain.scheme import Scheme
from procurement.tenders.models import Evaluator, Question, Tender
from reporting.models import ReportRun
from socialvalue.access.models import AuditEntry
from tests.world.town import Town

Grow = Callable[[Town, int], None]
_numbers = count(1)
# Fields that must differ between copies, each with what makes them differ.
UNIQUE: dict[str, Callable[[str], str]] = {
    "reference": lambda was: f"X-{next(_numbers)}",
    "stored_name": lambda was: f"evidence/{next(_numbers)}",
    "checksum": lambda was: uuid.uuid4().hex,
    "email": lambda was: f"copy{next(_numbers)}@council.example",
    "ocid": lambda was: "",
    "sha256": lambda was: uuid.uuid4().hex,
}
KEPT_CHECKSUM = {Award, ReportRun}


def copy(row: Model, **told) -> Model:
    """A copy of ``row`` that is not written yet, with ``told`` in place of what it says."""
    made = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    made.pk = None
    if hasattr(made, "uid"):
        made.uid = uuid.uuid4()
    for name, other in UNIQUE.items():
        if hasattr(made, name) and not (name == "checksum" and type(row) in KEPT_CHECKSUM):
            setattr(made, name, other(getattr(made, name)))
    for name, value in told.items():
        setattr(made, name, value)
    return made


def copies(row: Model, number: int, **told) -> list[Model]:
    """So many copies of ``row``, written."""
    return type(row).objects.bulk_create([copy(row, **told) for _ in range(number)])


# What belongs to a procurement, from the top down: the model, the way to the procurement, and what it hangs on.
TREE: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = (
    (Requirement, "procurement", ("procurement",)),
    (AssessedOutcome, "procurement", ("procurement",)),
    (ChosenOutcome, "procurement", ("procurement",)),
    (ChosenMeasure, "procurement", ("procurement",)),
    (Tender, "procurement", ("procurement",)),
    (Question, "tender__procurement", ("tender",)),
    (Evaluator, "tender__procurement", ("tender",)),
    (Bid, "tender__procurement", ("tender",)),
    (Score, "bid__tender__procurement", ("bid", "question", "evaluator")),
    (Moderation, "bid__tender__procurement", ("bid", "question")),
    (Award, "tender__procurement", ("tender", "bid")),
    (Contract, "procurement", ("procurement", "bid")),
    (Commitment, "contract__procurement", ("contract",)),
    (CommitmentLine, "commitment__contract__procurement", ("commitment",)),
    (QuarterlyReturn, "contract__procurement", ("contract",)),
    (ReturnLine, "period_return__contract__procurement", ("period_return", "commitment")),
    (Evidence, "line__period_return__contract__procurement", ("line",)),
)


def whole(procurement: Procurement, number: int) -> None:
    """So many copies of a procurement with what hangs on it, but for the words of its bids and for the ledger."""
    tops = copies(procurement, number)
    made: list[dict] = [{(Procurement, procurement.pk): top} for top in tops]
    for model, way, parents in TREE:
        rows = list(model.objects.filter(**{way: procurement}))
        drafts = []
        for one in made:
            for row in rows:
                told = {name: _parent(one, row, name) for name in parents}
                if model is Commitment:
                    told |= {"account": None, "offer": None}
                drafts.append((one, row, copy(row, **told)))
        model.objects.bulk_create([draft for _, _, draft in drafts])
        for one, row, draft in drafts:
            one[(model, row.pk)] = draft


def _parent(made: dict, row: Model, name: str) -> Model | None:
    field = row._meta.get_field(name)
    key = getattr(row, field.attname)
    return made[(field.related_model, key)] if key else None


STAGES = (
    "draft",
    "assessed",
    "building",
    "published",
    "writing",
    "closed",
    "opened",
    "moderating",
    "scored",
    "awarded",
)


def procurements(town: Town, number: int) -> None:
    """More of every stage up to the award."""
    for name in STAGES:
        row = getattr(town, name)
        whole(row if isinstance(row, Procurement) else row.procurement, number)


def drafts(town: Town, number: int) -> None:
    """More procurements at their beginning: a few of them leave room on a page of the list."""
    whole(town.draft, number)


def published(town: Town, number: int) -> None:
    """More procurements whose tender is out: a few of them leave room on a page of the list."""
    whole(town.published.procurement, number)


def contracts(town: Town, number: int) -> None:
    """More contracts, prepared and signed, with their returns."""
    for contract in (town.prepared, town.signed):
        whole(contract.procurement, number)


def requirements(town: Town, number: int) -> None:
    """More requirements of the draft procurement."""
    row = Requirement.objects.filter(procurement=town.draft).first()
    Requirement.objects.bulk_create([copy(row, key=f"more-{next(_numbers)}") for _ in range(number)])


def exceptions(town: Town, number: int) -> None:
    """More exceptions of the draft procurement, that wait and that were refused."""
    for row in (town.exception_asked, town.exception_refused):
        made = [copy(row, requirement_key=f"more-{next(_numbers)}") for _ in range(number)]
        PolicyException.objects.bulk_create(made)


def written(town: Town, number: int) -> None:
    """More measures written for the draft procurement, that wait."""
    copies(town.written_asked, number)


def proposals(town: Town, number: int) -> None:
    """More measures proposed for the library, each of a written measure of its own."""
    for written in copies(town.written_asked, number):
        row = copy(town.proposal_waiting, written=written, key=f"more-{next(_numbers)}")
        LibraryProposal.objects.bulk_create([row])


def exception_files(town: Town, number: int) -> None:
    """More evidence for the exception that waits."""
    copies(town.exception_file, number)


def history(town: Town, number: int) -> None:
    """More that happened to the draft procurement."""
    copies(AuditEntry.objects.filter(thread=town.draft.uid).first(), number)


def users(number: int) -> list[User]:
    """New people."""
    return copies(User.objects.order_by("pk").first(), number)


def members(town: Town, number: int) -> None:
    """More people of the council, who are evaluators and contract managers."""
    for role in ("evaluator", "contract_manager"):
        Membership.objects.bulk_create(
            Membership(council=town.council, user=user, role=role) for user in users(number)
        )


def supplier_people(town: Town, number: int) -> None:
    """More people of the winning firm."""
    SupplierMembership.objects.bulk_create(
        SupplierMembership(supplier=town.home.supplier, user=user, role="supplier_member")
        for user in users(number)
    )


def measures(town: Town, number: int) -> None:
    """More measures of the policy, chosen for the draft procurement and for the tender that is being built."""
    row = Measure.objects.get(policy=town.policy, key="emissions")
    made = Measure.objects.bulk_create([copy(row, key=f"more-{next(_numbers)}") for _ in range(number)])
    for procurement in (town.draft, town.building.procurement):
        chosen = ChosenMeasure.objects.filter(procurement=procurement).first()
        ChosenMeasure.objects.bulk_create([copy(chosen, measure=one) for one in made])


def schemes(town: Town, number: int) -> None:
    """More questions and measures in the frozen schemes of the tenders that are open for bids."""
    for tender in Tender.objects.filter(pk__in=(town.published.pk, town.writing.pk)):
        scheme = Scheme.from_dict(tender.scheme)
        question, measure = scheme.questions[0], scheme.measures[0]
        grown = replace(
            scheme,
            questions=(*scheme.questions, *(replace(question, uid=str(uuid.uuid4())) for _ in range(number))),
            measures=(*scheme.measures, *(replace(measure, uid=str(uuid.uuid4())) for _ in range(number))),
        )
        Tender.objects.filter(pk=tender.pk).update(scheme=grown.to_dict(), scheme_checksum=grown.checksum)


def questions(town: Town, number: int) -> None:
    """More questions of the tender that is being built."""
    for kind in ("quality", "social_value"):
        row = Question.objects.filter(tender=town.building, kind=kind).first()
        Question.objects.bulk_create([copy(row, number=100 + next(_numbers)) for _ in range(number)])


def evaluators(town: Town, number: int) -> None:
    """More people who are named to score the tender that is being built."""
    row = Evaluator.objects.filter(tender=town.building).first()
    Evaluator.objects.bulk_create([copy(row, user=user) for user in users(number)])


def building(town: Town, number: int) -> None:
    """A bigger tender: questions, evaluators, and people who could be."""
    questions(town, number)
    evaluators(town, number)
    members(town, number)


OF_A_BID = (
    (Price, ("bid",)),
    (BidAnswer, ("bid",)),
    (Offer, ("bid",)),
    (Score, ("bid",)),
    (Moderation, ("bid",)),
)


def bids(town: Town, number: int) -> None:
    """More bids for every tender whose bids are opened, each of a supplier of its own, scored as the others are."""
    for tender in (town.opened, town.moderating, town.scored):
        original = town.bid_of(tender)
        suppliers = copies(town.rival.supplier, number)
        made = Bid.objects.bulk_create([copy(original, supplier=one) for one in suppliers])
        for model, _ in OF_A_BID:
            rows = model.objects.filter(bid=original)
            model.objects.bulk_create([copy(row, bid=bid) for bid in made for row in rows])
        for offer in Offer.objects.filter(bid=original):
            lines = list(OfferLine.objects.filter(offer=offer))
            same = Offer.objects.filter(bid__in=made, measure=offer.measure, variant=offer.variant)
            OfferLine.objects.bulk_create([copy(line, offer=one) for one in same for line in lines])


def commitments(town: Town, number: int) -> None:
    """More commitments of the signed contract, each with its lines, its account, its entries and its return lines."""
    original = Commitment.objects.filter(contract=town.signed).order_by("position").first()
    account = original.account
    for _ in range(number):
        one = copy(original, variant=f"x{next(_numbers)}", offer=None, account=None)
        one.save()
        own = copy(account, commitment_id=one.pk, variant=one.variant)
        own.save()
        Commitment.objects.filter(pk=one.pk).update(account=own)
        for model in (CommitmentLine, ReturnLine):
            rows = model.objects.filter(commitment=original)
            model.objects.bulk_create([copy(row, commitment=one) for row in rows])
        Entry.objects.bulk_create([copy(row, account=own) for row in Entry.objects.filter(account=account)])
        for line in ReturnLine.objects.filter(commitment=one).exclude(revision=0):
            twin = ReturnLine.objects.get(commitment=original, period_return=line.period_return)
            for model in (SubmittedLine, Evidence):
                model.objects.bulk_create([copy(row, line=line) for row in model.objects.filter(line=twin)])


def entries(town: Town, number: int) -> None:
    """More entries behind every figure of the signed contract."""
    for row in Entry.objects.filter(account=Account.objects.filter(contract_uid=town.signed.uid).first()):
        copies(row, number)


def evidence(town: Town, number: int) -> None:
    """More files behind a line that was submitted and behind one that is being filled in."""
    for row in (town.delivery.submitted_evidence, town.delivery.draft_evidence):
        copies(row, number)


def reports(town: Town, number: int) -> None:
    """More reports."""
    copies(town.delivery.report, number)


def councils(town: Town, number: int) -> None:
    """More councils, each with the same policy."""
    names = [uuid.uuid4().hex[:8] for _ in range(number)]
    made = [Council(slug=one, name=one, short_name=one, reference_prefix=one) for one in names]
    Council.objects.bulk_create(made)
    PolicyVersion.objects.bulk_create([copy(town.policy, council=council) for council in made])


def backtests(town: Town, number: int) -> None:
    """More registers, each with a policy tried on it."""
    for register in copies(town.register, number):
        copies(town.backtest, 1, register=register)


def past_contracts(town: Town, number: int) -> None:
    """More lines in a register, and in what became of it."""
    result = dict(Backtest.objects.get(pk=town.backtest.pk).result)
    result["lines"] = result["lines"] * (number + 1)
    Backtest.objects.filter(pk=town.backtest.pk).update(result=result)


def versions(town: Town, number: int) -> None:
    """More versions of the policy."""
    older = {"begins_on": None, "begins_unknown": True, "number": "older"}
    PolicyVersion.objects.bulk_create([copy(town.policy, **older) for _ in range(number)])


def licensed_tables(town: Town, number: int) -> None:
    """More tables of licensed values."""
    copies(town.licensed_table, number)


def licensed_values(town: Town, number: int) -> None:
    """More values in a table."""
    row = LicensedValue.objects.filter(table=town.licensed_table).first()
    more = [(next(_numbers), copy(row)) for _ in range(number)]
    for at, one in more:
        one.row, one.reference_key = 100 + at, f"x{at}"
    LicensedValue.objects.bulk_create([one for _, one in more])


def wrong_rows(town: Town, number: int) -> None:
    """More rows of a file that cannot be loaded."""
    row = LicensedTable.objects.get(pk=town.licensed_draft.pk)
    row.left_out = row.left_out + row.left_out[:1] * number
    row.save(update_fields=["left_out"])
