"""What the lines of a return say, each beside what was committed for the quarter, and the evidence that goes with it."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from measures.domain.units import Unit
from procurement.contracts.domain import Counting
from procurement.contracts.models import Commitment, CommitmentLine
from procurement.returns.domain.moves import CHANGEABLE
from procurement.returns.domain.quantities import Answer
from procurement.returns.models import Evidence, QuarterlyReturn, ReturnLine, SubmittedLine
from procurement.returns.queries.evidence import EvidenceFile, file_of
from socialvalue.access.domain import Actor


@dataclass(frozen=True)
class Earlier:
    """What a line said when it was submitted before, and why it was sent back."""

    submitted: SubmittedLine
    reported: str


@dataclass(frozen=True)
class LineView:
    """A line as ``actor`` may see it: the council sees what was submitted, never what is being changed."""

    line: ReturnLine
    counting: Counting
    committed: Decimal | None
    quantity: Decimal | None
    what_was_done: str
    declared: tuple[str, ...]
    files: tuple[EvidenceFile, ...]
    earlier: tuple[Earlier, ...]
    url: str

    @property
    def commitment(self) -> Commitment:
        """What the line reports on."""
        return self.line.commitment

    @property
    def unit(self) -> Unit:
        """In what the quantity is asked for."""
        return self.counting.unit

    @property
    def committed_words(self) -> str:
        """``5 weeks``; nothing where no quantity was committed for the quarter."""
        return self.counting.words(self.committed)

    @property
    def reported_words(self) -> str:
        """``4 weeks``; empty where nothing was entered, which is not 0."""
        return self.counting.words(self.quantity)

    @property
    def verified_words(self) -> str:
        """How much was verified; empty where the line has not been decided."""
        return self.counting.words(self.line.verified_quantity)

    @property
    def posted_words(self) -> str:
        """For people in post what they count as, ``1.25 FTE-years``; empty for all else."""
        if not self.counting.is_stock or self.quantity is None:
            return ""
        posted = self.counting.posted(self.quantity, self.line.period_return.period)
        return self.counting.posted_words(posted)

    @property
    def answer(self) -> Answer:
        """What it says, to ask what is missing."""
        asked = tuple(self.commitment.measure.declarations)
        return Answer(self.unit, self.quantity, self.what_was_done, asked, self.declared)

    @property
    def can_change(self) -> bool:
        """Whether the supplier may change it: not submitted yet, or sent back."""
        return self.line.status in CHANGEABLE

    @property
    def doubt(self) -> str | None:
        """What to look at again before it is submitted."""
        return self.answer.doubt(self.committed)


def _lines(actor: Actor) -> QuerySet[ReturnLine]:
    """Lines with all that a view shows of them, in a fixed number of queries."""
    committed = CommitmentLine.objects.visible_to(actor)
    files = Evidence.objects.visible_to(actor).filter(removed_at__isnull=True).order_by("id")
    said = SubmittedLine.objects.visible_to(actor).order_by("-revision").select_related("submitted_by")
    return (
        ReturnLine.objects.visible_to(actor)
        .select_related(
            "period_return__council",
            "period_return__contract__council",
            "period_return__contract__manager",
            "period_return__contract__procurement",
            "commitment__contract",
            "commitment__council",
            "commitment__measure__outcome",
            "decided_by",
        )
        .prefetch_related(
            Prefetch("commitment__lines", queryset=committed, to_attr="every_line"),
            Prefetch("evidence", queryset=files, to_attr="files"),
            Prefetch("submitted", queryset=said, to_attr="said"),
        )
        .order_by("commitment__position", "id")
    )


def lines(actor: Actor, of: QuarterlyReturn) -> list[LineView]:
    """The lines of a return in the order of the contract; the council's side sees none before submission."""
    return [_view(actor, one) for one in _lines(actor).filter(period_return=of)]


def awaited(actor: Actor, of: QuarterlyReturn) -> list[Commitment]:
    """What a return will have lines on, for a council that cannot see them yet."""
    rows = Commitment.objects.visible_to(actor).filter(contract=of.contract).order_by("position")
    return list(rows.select_related("measure__outcome"))


def line(actor: Actor, uid: uuid.UUID) -> LineView:
    """One line; raises NotFound."""
    return _view(actor, _lines(actor).get_visible(actor, uid=uid))


def _view(actor: Actor, one: ReturnLine) -> LineView:
    """A line that was fetched with all that belongs to it, as ``actor`` may see it."""
    counting = one.commitment.counting
    latest = one.said[0] if one.said else None
    own = actor.is_supplier or latest is None
    return LineView(
        line=one,
        counting=counting,
        committed=_committed(one),
        quantity=one.quantity if own else latest.quantity,
        what_was_done=one.what_was_done if own else latest.what_was_done,
        declared=tuple(one.declared if own else latest.declared),
        files=tuple(file_of(actor, file) for file in one.files),
        earlier=tuple(Earlier(said, counting.words(said.quantity)) for said in one.said if said.sent_back_at),
        url=reverse("portal_returns:line" if actor.is_supplier else "returns:verify_line", args=[one.uid]),
    )


def _committed(one: ReturnLine) -> Decimal | None:
    """What is committed for the line's quarter in the commitment's present revision, None where no quantity was given."""
    commitment = one.commitment
    return next(
        (
            line.quantity
            for line in commitment.every_line
            if line.revision == commitment.revision and line.period_start == one.period_return.period_start
        ),
        None,
    )
