"""The quarterly return, its lines and the evidence behind them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from procurement.contracts.models import Commitment, Contract
from socialvalue.access.domain import Actor
from socialvalue.access.models import Addressed, TenantModel
from socialvalue.files.models import StoredFile
from socialvalue.periods import Period


class QuarterlyReturn(TenantModel, Addressed):
    """A supplier's report for one quarter of one contract; made at signature, opens when the quarter has ended."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        SUBMITTED = "submitted", "Submitted"
        QUERIED = "queried", "Queried"
        VERIFIED = "verified", "Verified"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="returns")
    supplier = models.ForeignKey("organisations.Supplier", on_delete=models.PROTECT, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()
    due_on = models.DateField()
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    first_submitted_at = models.DateTimeField(null=True)
    submissions = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["period_start", "contract"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "period_start"], name="one_return_per_contract_and_period"
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")) & Q(due_on__gt=F("period_end")),
                name="a_return_is_due_after_its_period",
            ),
        ]
        indexes = [models.Index(fields=["council", "status", "due_on"], name="returns_due")]

    def __str__(self) -> str:
        return f"Return for {self.period_start:%-d %B %Y} to {self.period_end:%-d %B %Y}, {self.contract.reference}"

    def get_absolute_url(self) -> str:
        return reverse("returns:return", args=[self.uid])

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return Q(contract__in=Contract.objects.visible_to(actor))

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(supplier_id=actor.supplier_id)

    def relations_of(self, actor: Actor) -> frozenset[str]:
        """The contract's manager; ``author`` whoever submitted it, who may be a manager at another desk."""
        wrote = actor.user_id is not None and actor.user_id == self.submitted_by_id
        return self.contract.relations_of(actor) | (frozenset({"author"}) if wrote else frozenset())

    @property
    def thread(self) -> uuid.UUID:
        return self.contract.procurement.uid

    @property
    def period(self) -> Period:
        """The quarter, or the part of it that the contract runs."""
        return Period(self.period_start, self.period_end)


class OfReturn(TenantModel):
    """A row seen by whoever sees the return."""

    supplier = models.ForeignKey("organisations.Supplier", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(supplier_id=actor.supplier_id)


class ReturnLine(OfReturn, Addressed):
    """What is reported on one commitment for the quarter, and what was verified of it."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Not submitted"
        SUBMITTED = "submitted", "Submitted"
        SENT_BACK = "sent_back", "Sent back"
        PART_VERIFIED = "part_verified", "Part verified"
        VERIFIED = "verified", "Verified"
        REJECTED = "rejected", "Rejected"

    period_return = models.ForeignKey(QuarterlyReturn, on_delete=models.PROTECT, related_name="lines")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="return_lines")
    quantity = models.DecimalField(null=True, max_digits=18, decimal_places=4)
    what_was_done = models.TextField(blank=True)
    declared = models.JSONField(default=list)
    entered_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=14, choices=Status, default=Status.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    verified_quantity = models.DecimalField(null=True, max_digits=18, decimal_places=4)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["period_return", "commitment__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["period_return", "commitment"], name="one_line_per_return_and_commitment"
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0), name="a_report_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(verified_quantity__isnull=True)
                | Q(verified_quantity__gte=0, verified_quantity__lte=F("quantity")),
                name="verified_is_at_most_reported",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        """Nothing of a line before it is submitted."""
        return Q(period_return__contract__in=Contract.objects.visible_to(actor)) & ~Q(status="draft")

    def relations_of(self, actor: Actor) -> frozenset[str]:
        """Those of the return; ``author`` also whoever typed this line."""
        typed = actor.user_id is not None and actor.user_id == self.entered_by_id
        return self.period_return.relations_of(actor) | (frozenset({"author"}) if typed else frozenset())

    @property
    def thread(self) -> uuid.UUID:
        return self.period_return.thread


class SubmittedLine(OfReturn):
    """What a line said in one submission: kept as it was, while a line that was sent back is being changed."""

    line = models.ForeignKey(ReturnLine, on_delete=models.PROTECT, related_name="submitted")
    revision = models.PositiveIntegerField()
    quantity = models.DecimalField(null=True, max_digits=18, decimal_places=4)
    what_was_done = models.TextField(blank=True)
    declared = models.JSONField(default=list)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    sent_back_at = models.DateTimeField(null=True)
    sent_back_because = models.TextField(blank=True)

    class Meta:
        ordering = ["line", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "revision"], name="a_line_says_one_thing_in_one_submission"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}, sent {self.submitted_at:%-d %B %Y}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return Q(line__period_return__contract__in=Contract.objects.visible_to(actor))


class Evidence(OfReturn, Addressed, StoredFile):
    """A file behind a line.

    ``revision`` is that of the line's submission that it goes with; until then the council does not see it.
    """

    line = models.ForeignKey(ReturnLine, on_delete=models.PROTECT, related_name="evidence")
    revision = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.shown_name

    def get_absolute_url(self) -> str:
        return reverse("returns:evidence", args=[self.uid])

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        mine = Q(line__period_return__contract__in=Contract.objects.visible_to(actor))
        return mine & Q(line__revision__gte=F("revision"))

    @property
    def thread(self) -> uuid.UUID:
        return self.line.thread
