"""Bids with their price, answers and offers, sealed by state; scores, moderation and the award."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from measures.models import Measure
from procurement.opportunities.models import Worded
from procurement.tenders.models import Tender
from socialvalue.access.domain import PERMISSIONS, Actor, Role
from socialvalue.access.models import NOBODY, Addressed, TenantModel

OPEN_STATUSES = ("opened", "won", "lost")


def scored_by(actor: Actor) -> models.QuerySet:
    """The tenders that ``actor`` is named to score: on these it never sees a price or another's marks."""
    return Tender.objects.filter(evaluators__user_id=actor.user_id)


def _opened_for(actor: Actor, bid: str) -> Q:
    """Opened bids, for those who may read them: leads, auditors, and the evaluators of that tender."""
    opened = Q(**{f"{bid}status__in": OPEN_STATUSES})
    if actor.has(Role.PROCUREMENT_LEAD, Role.AUDITOR):
        return opened
    if actor.has(Role.EVALUATOR):
        return opened & Q(**{f"{bid}tender__in": scored_by(actor)})
    return NOBODY


def _priced_for(actor: Actor, tender: str) -> Q:
    """Rows that tell prices, for those who may see prices (``bids.see_price``): never who scores that tender."""
    if not actor.has(*PERMISSIONS["bids.see_price"].roles):
        return NOBODY
    return ~Q(**{f"{tender}in": scored_by(actor)})


class Bid(TenantModel, Addressed):
    """One supplier's bid for one tender: nobody on the council's side can read it until the bids are opened."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        OPENED = "opened", "Opened"
        WON = "won", "Successful"
        LOST = "lost", "Unsuccessful"

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="bids")
    supplier = models.ForeignKey("organisations.Supplier", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=40, blank=True)
    declared = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "supplier"], name="one_bid_per_supplier_and_tender"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(submitted_at__isnull=False),
                name="a_submitted_bid_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Bid of {self.supplier}"

    def get_absolute_url(self) -> str:
        return reverse("bids:bid", args=[self.uid])

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return _opened_for(actor, "")

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(supplier_id=actor.supplier_id)

    def relations_of(self, actor: Actor) -> frozenset[str]:
        return self.tender.relations_of(actor)

    @property
    def thread(self) -> uuid.UUID:
        return self.tender.procurement.uid


class OfBid(TenantModel, Addressed):
    """A part of a bid, as sealed as the bid; its version is what two people of one supplier edit at once."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return _opened_for(actor, "bid__")

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(bid__supplier_id=actor.supplier_id)

    def relations_of(self, actor: Actor) -> frozenset[str]:
        return self.bid.relations_of(actor)

    @property
    def thread(self) -> uuid.UUID:
        return self.bid.tender.procurement.uid


class Price(OfBid):
    """What the bidder asks, in a table of its own that the people who score quality cannot see."""

    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="price")
    amount_ex_vat = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_ex_vat__gt=0), name="a_price_is_above_nothing")
        ]

    def __str__(self) -> str:
        return f"Price of {self.bid}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return Q(bid__status__in=OPEN_STATUSES) & _priced_for(actor, "bid__tender__")


class BidAnswer(OfBid):
    """What the bidder wrote to one question."""

    question = models.ForeignKey("tenders.Question", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["question__kind", "question__number"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "question"], name="one_answer_per_question_and_bid")
        ]

    def __str__(self) -> str:
        return f"Answer to {self.question}"


class ProposedMeasure(OfBid, Worded):
    """A measure that the bidder proposes beside those that were asked, and what the council decided about the winner's.

    ``taken_up`` is the measure of the procurement that it became.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"

    outcome = models.ForeignKey("policies.Outcome", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status, default=Status.PROPOSED)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    taken_up = models.OneToOneField(
        "opportunities.BespokeMeasure", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["bid", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(taken_up__isnull=False),
                name="an_approved_proposal_is_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(status="proposed") | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="a_decided_proposal_says_by_whom",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("bids:bid", args=[self.bid.uid])


class Offer(OfBid):
    """What the bidder would commit to on one measure (and its variant, such as training level 3), or on its ``proposal``."""

    measure = models.ForeignKey("measures.Measure", null=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.OneToOneField(
        ProposedMeasure, null=True, on_delete=models.PROTECT, related_name="offer"
    )
    variant = models.CharField(max_length=40, blank=True)
    how = models.TextField()

    class Meta:
        ordering = ["measure__position", "variant", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "measure", "variant"], name="one_offer_per_measure_and_variant"
            ),
            models.CheckConstraint(
                condition=Q(measure__isnull=False, proposal__isnull=True)
                | Q(measure__isnull=True, proposal__isnull=False),
                name="an_offer_is_on_one_measure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure or self.proposal}"

    @property
    def counted_by(self) -> Measure | None:
        """The measure of a commitment on it; None for one of the bidder's own that was not approved."""
        if self.proposal is None:
            return self.measure
        return self.proposal.taken_up.measure if self.proposal.taken_up else None


class OfferLine(TenantModel):
    """How much of an offer falls in one financial quarter; a stock is the average in post."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="lines")
    period_start = models.DateField()
    period_end = models.DateField()
    quantity = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        ordering = ["offer", "period_start"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "period_start"], name="one_line_per_offer_and_quarter"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="an_offer_is_not_negative"),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="an_offer_line_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} from {self.period_start}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return _opened_for(actor, "offer__bid__")

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(offer__bid__supplier_id=actor.supplier_id)


class Score(TenantModel, Addressed):
    """What one evaluator gave one answer, alone, with a reason. Quality uses ``mark``; social value the other two."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="scores")
    question = models.ForeignKey("tenders.Question", on_delete=models.PROTECT, related_name="+")
    evaluator = models.ForeignKey("tenders.Evaluator", on_delete=models.PROTECT, related_name="scores")
    mark = models.PositiveSmallIntegerField(null=True)
    appropriate = models.PositiveSmallIntegerField(null=True)
    achievable = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    scored_at = models.DateTimeField()

    class Meta:
        ordering = ["question__kind", "question__number", "bid"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "question", "evaluator"], name="an_evaluator_scores_an_answer_once"
            ),
            models.CheckConstraint(
                condition=Q(mark__range=(0, 5), appropriate__isnull=True, achievable__isnull=True)
                | Q(mark__isnull=True, appropriate__range=(0, 5), achievable__range=(0, 5)),
                name="a_score_is_0_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"Score of {self.evaluator} for {self.question}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        """An evaluator sees its own and, whatever else it is, no other on that tender; leads and auditors see all."""
        own = Q(evaluator__user_id=actor.user_id)
        if actor.has(Role.PROCUREMENT_LEAD, Role.AUDITOR):
            return own | ~Q(bid__tender__in=scored_by(actor))
        return own

    @property
    def thread(self) -> uuid.UUID:
        return self.bid.tender.procurement.uid


class Moderation(TenantModel, Addressed):
    """The consensus on one answer, with the moderator's reason."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="moderations")
    question = models.ForeignKey("tenders.Question", on_delete=models.PROTECT, related_name="+")
    mark = models.PositiveSmallIntegerField(null=True)
    appropriate = models.PositiveSmallIntegerField(null=True)
    achievable = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    moderator = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    moderated_at = models.DateTimeField()

    class Meta:
        ordering = ["question__kind", "question__number", "bid"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "question"], name="one_consensus_per_answer"),
            models.CheckConstraint(
                condition=Q(mark__range=(0, 5), appropriate__isnull=True, achievable__isnull=True)
                | Q(mark__isnull=True, appropriate__range=(0, 5), achievable__range=(0, 5)),
                name="a_consensus_is_0_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"Consensus on {self.question}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        if not actor.has(Role.PROCUREMENT_LEAD, Role.AUDITOR):
            return NOBODY
        return ~Q(bid__tender__in=scored_by(actor))

    @property
    def thread(self) -> uuid.UUID:
        return self.bid.tender.procurement.uid


class Award(TenantModel, Addressed):
    """The decision: which bid won, by what arithmetic, why, and the council's reference of the decision.

    Its ranking holds the price of every bid, so that only those see it who may see prices.
    """

    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="award")
    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="award")
    ranking = models.JSONField()
    checksum = models.CharField(max_length=64)
    reason = models.TextField()
    decision_reference = models.CharField(max_length=100)
    awarded_at = models.DateTimeField()
    awarded_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-awarded_at"]

    def __str__(self) -> str:
        return f"Award of {self.tender}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return Q(tender__in=Tender.objects.visible_to(actor)) & _priced_for(actor, "tender__")

    @property
    def thread(self) -> uuid.UUID:
        return self.tender.procurement.uid
