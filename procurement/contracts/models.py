"""The contract and its commitments, taken from the winning bid and never typed again."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from measures.domain.units import HowItAddsUp, Term, Unit
from procurement.contracts.domain import Counting
from procurement.opportunities.models import Procurement
from socialvalue.access.domain import Actor, Role
from socialvalue.access.models import EVERYBODY, Addressed, TenantModel
from socialvalue.periods import Period


class Contract(TenantModel, Addressed):
    """What the council and the winner are bound to; has a named manager from the day it is signed."""

    class Status(models.TextChoices):
        AWARDED = "awarded", "Awarded"
        SIGNED = "signed", "Signed"

    procurement = models.OneToOneField(Procurement, on_delete=models.PROTECT, related_name="contract")
    bid = models.OneToOneField("bids.Bid", null=True, on_delete=models.PROTECT, related_name="contract")
    supplier = models.ForeignKey("organisations.Supplier", on_delete=models.PROTECT, related_name="+")
    service_area = models.ForeignKey("organisations.ServiceArea", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    value_ex_vat = models.DecimalField(max_digits=16, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(max_length=12, choices=Status, default=Status.AWARDED)
    manager = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True)
    signed_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="one_contract_per_reference"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_contract_ends_after_its_start"
            ),
            models.CheckConstraint(
                condition=Q(status="awarded") | Q(signed_on__isnull=False, manager__isnull=False),
                name="a_signed_contract_has_a_manager",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:contract", args=[self.uid])

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        if actor.sees_whole_council:
            return EVERYBODY
        seen = Q(pk__in=[])
        if actor.has(Role.COMMISSIONER):
            seen |= Q(service_area_id__in=actor.service_area_ids)
        if actor.has(Role.CONTRACT_MANAGER):
            seen |= Q(manager_id=actor.user_id)
        return seen

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(supplier_id=actor.supplier_id)

    def relations_of(self, actor: Actor) -> frozenset[str]:
        is_manager = self.manager_id is not None and self.manager_id == actor.user_id
        return frozenset({"manager"}) if is_manager else frozenset()

    @property
    def thread(self) -> uuid.UUID:
        return self.procurement.uid

    @property
    def term(self) -> Period:
        """First day to last day."""
        return Period(self.starts_on, self.ends_on)


class OfContract(TenantModel):
    """A row seen by whoever sees the contract, and part of the history of its procurement."""

    supplier = models.ForeignKey("organisations.Supplier", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return Q(contract__in=Contract.objects.visible_to(actor))

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(supplier_id=actor.supplier_id)

    @property
    def thread(self) -> uuid.UUID:
        return self.contract.procurement.uid


class Passing(OfContract):
    """That a contract passed to ``council`` from another on a day, the first of a quarter."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="passings")
    from_council = models.ForeignKey(
        "organisations.Council", on_delete=models.PROTECT, related_name="+", verbose_name="the council before"
    )
    passed_on = models.DateField()
    written_at = models.DateTimeField()

    kept_by_successor = True

    class Meta:
        ordering = ["contract", "passed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "council"], name="a_contract_passes_to_a_council_once"
            ),
            models.CheckConstraint(
                condition=~Q(from_council=F("council")), name="a_contract_passes_to_another_council"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract.reference}, from {self.from_council}"


class Restatement(OfContract):
    """That the commitments of a contract are valued anew from a day on, the first of a quarter, and why."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="restatements")
    from_day = models.DateField()
    reason = models.TextField()
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    kept_by_successor = True

    class Meta:
        ordering = ["contract", "from_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "from_day"], name="a_contract_is_restated_once_from_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract.reference} from {self.from_day:%-d %B %Y}"


class Commitment(OfContract, Addressed):
    """One commitment of a contract, with the unit value that was frozen at signature; changed only by a revision."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="commitments")
    offer = models.OneToOneField("bids.Offer", null=True, on_delete=models.PROTECT, related_name="commitment")
    measure = models.ForeignKey("measures.Measure", on_delete=models.PROTECT, related_name="+")
    variant = models.CharField(max_length=40, blank=True)
    variant_words = models.CharField(max_length=100, blank=True)
    how = models.TextField()
    valuation = models.JSONField(null=True)
    account = models.OneToOneField(
        "ledger.Account", null=True, on_delete=models.PROTECT, related_name="commitment"
    )
    revision = models.PositiveIntegerField(default=1)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["contract", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "measure", "variant"], name="one_commitment_per_measure_and_variant"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.variant_words}" if self.variant_words else f"{self.measure}"

    @property
    def counting(self) -> Counting:
        """How its quantities are counted."""
        measure, council = self.measure, self.council
        return Counting(
            unit=Unit(measure.unit),
            adds_up=HowItAddsUp(measure.adds_up),
            term=Term(measure.term),
            contract=self.contract.term,
            month=council.year_starts_month,
            first=council.year_starts_day,
            one=measure.counted_one,
            many=measure.counted_many,
        )


class CommitmentLine(TenantModel):
    """How much of a commitment is due in one financial quarter, in one revision; a stock is the average in post."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="lines")
    supplier = models.ForeignKey("organisations.Supplier", on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    period_start = models.DateField()
    period_end = models.DateField()
    quantity = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        ordering = ["commitment", "revision", "period_start"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "revision", "period_start"], name="one_line_per_commitment_and_quarter"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="a_commitment_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} from {self.period_start}"

    @property
    def period(self) -> Period:
        """The quarter, or the part of it that the contract runs."""
        return Period(self.period_start, self.period_end)

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return Q(commitment__contract__in=Contract.objects.visible_to(actor))

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(supplier_id=actor.supplier_id)
