"""The procurement and its lots, what the policy requires of it, the considerations and the opportunity assessment."""

import uuid
from dataclasses import fields
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from procurement.opportunities.domain.details import DECIDING, Details
from socialvalue.access.domain import Actor, Role
from socialvalue.access.models import EVERYBODY, Addressed, TenantModel
from socialvalue.money import with_vat


class Procurement(TenantModel, Addressed):
    """One purchase, from idea to contract end; everything else hangs on it."""

    class ContractType(models.TextChoices):
        GOODS = "goods", "Goods"
        SERVICES = "services", "Services"
        WORKS = "works", "Works"
        LIGHT_TOUCH = "light_touch", "Light touch services"
        CONCESSION = "concession", "Concession"
        GRANT = "grant", "Grant"

    class Route(models.TextChoices):
        TENDER = "tender", "Tender"
        QUOTATION = "quotation", "Written quotations"
        CALL_OFF = "call_off", "Call-off from a framework"
        DIRECT_AWARD = "direct_award", "Direct award"
        GRANT = "grant", "Grant"
        IN_HOUSE = "in_house", "In-house service"

    class VatRate(models.TextChoices):
        STANDARD = "0.20", "20%"
        REDUCED = "0.05", "5%"
        ZERO = "0.00", "0%"
        EXEMPT = "exempt", "Exempt"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        ASSESSED = "assessed", "Assessed"

    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    service_area = models.ForeignKey("organisations.ServiceArea", on_delete=models.PROTECT, related_name="+")
    contract_type = models.CharField(max_length=20, choices=ContractType)
    route = models.CharField(max_length=20, choices=Route, default=Route.TENDER)
    value_ex_vat = models.DecimalField(max_digits=16, decimal_places=2)
    vat_rate = models.CharField(max_length=8, choices=VatRate, default=VatRate.STANDARD)
    cpv = models.CharField(max_length=10, blank=True)
    urgent = models.BooleanField(default=False)
    light_touch = models.BooleanField(null=True)
    cpv_words = models.CharField(max_length=300, blank=True)
    region = models.CharField(max_length=200, blank=True)
    commenced_on = models.DateField(null=True, blank=True)
    contract_starts_on = models.DateField(null=True, blank=True)
    contract_ends_on = models.DateField(null=True, blank=True)
    ocid = models.CharField(max_length=100, blank=True)
    buyer_as_published = models.CharField(max_length=300, blank=True)
    notice_published_at = models.DateTimeField(null=True, blank=True)
    notice_source = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    commissioner = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    policy = models.ForeignKey(
        "policies.PolicyVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_on = models.DateField(null=True)
    outcomes = models.ManyToManyField("policies.Outcome", through="ChosenOutcome", related_name="+")
    measures = models.ManyToManyField("measures.Measure", through="ChosenMeasure", related_name="+")

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="one_procurement_per_reference"),
            models.UniqueConstraint(
                fields=["council", "ocid"], condition=~Q(ocid=""), name="one_procurement_per_notice"
            ),
            models.CheckConstraint(condition=Q(value_ex_vat__gt=0), name="a_procurement_has_a_value"),
            models.CheckConstraint(
                condition=Q(contract_ends_on__gte=F("contract_starts_on")),
                name="a_contract_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["council", "service_area"], name="procurements_of_an_area")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("journey:procurement", args=[self.uid])

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        """Its own service areas for a commissioner, all for those who see the whole council; evaluators and contract
        managers see what they were named for."""
        if actor.sees_whole_council or actor.has(Role.APPROVER):
            return EVERYBODY
        seen = Q(pk__in=[])
        if actor.has(Role.COMMISSIONER):
            seen |= Q(service_area_id__in=actor.service_area_ids)
        if actor.has(Role.EVALUATOR):
            seen |= Q(tender__evaluators__user_id=actor.user_id)
        if actor.has(Role.CONTRACT_MANAGER):
            seen |= Q(contract__manager_id=actor.user_id)
        return Q(pk__in=cls.objects.filter(seen).values("pk"))

    @property
    def thread(self) -> uuid.UUID:
        return self.uid

    @property
    def details(self) -> Details:
        """What is told of the purchase, as the domain takes it."""
        return Details(**{field.name: getattr(self, field.name) for field in fields(Details)})

    @property
    def settled(self) -> dict[str, object]:
        """The deciding facts of a procurement that has commenced, by which the policy has judged; none before."""
        return {name: getattr(self, name) for name in DECIDING} if self.commenced_on else {}

    @property
    def value_with_vat(self):
        """Pounds including VAT at the procurement's rate; exempt counts as nothing added."""
        return with_vat(self.value_ex_vat, self.vat_fraction)

    @property
    def vat_fraction(self):
        """The rate as a fraction, 0 where exempt."""
        return Decimal("0") if self.vat_rate == self.VatRate.EXEMPT else Decimal(self.vat_rate)


class OfProcurement(TenantModel):
    """A row that belongs to one procurement and is seen by whoever sees it."""

    procurement = models.ForeignKey(Procurement, on_delete=models.PROTECT, related_name="%(class)s_rows")

    class Meta:
        abstract = True

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return Q(procurement__in=Procurement.objects.visible_to(actor))

    @property
    def thread(self) -> uuid.UUID:
        return self.procurement.uid


class Lot(OfProcurement):
    """A part of the purchase; every procurement has at least one."""

    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    value_ex_vat = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["procurement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="one_lot_per_number"),
        ]

    def __str__(self) -> str:
        return f"Lot {self.number}: {self.title}"


class Requirement(OfProcurement):
    """What the policy requires of this procurement, copied with the version it came from."""

    policy = models.ForeignKey("policies.PolicyVersion", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    content = models.JSONField()
    sentence = models.TextField()
    because = models.TextField()
    clauses = models.JSONField()
    reading = models.CharField(max_length=20)
    reading_why = models.TextField(blank=True)
    voluntary = models.BooleanField(default=False)

    class Meta:
        ordering = ["procurement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "key"], name="one_requirement_per_key"),
        ]

    def __str__(self) -> str:
        return self.sentence


class Correction(OfProcurement):
    """A deciding fact that was put right after the procurement commenced, and what that changed of what is required."""

    reason = models.TextField()
    facts = models.JSONField()
    added = models.JSONField()
    dropped = models.JSONField()
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["procurement", "-id"]

    def __str__(self) -> str:
        return f"Correction of {self.procurement}"


class Consideration(OfProcurement, Addressed):
    """The three considerations of section 1 of the Public Services (Social Value) Act 2012."""

    improve = models.TextField()
    secure = models.TextField()
    consult = models.TextField()
    will_consult = models.BooleanField()
    voluntary = models.BooleanField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement"], name="one_set_of_considerations_per_procurement"),
        ]

    def __str__(self) -> str:
        return f"Considerations for {self.procurement}"


class Assessment(OfProcurement, Addressed):
    """The opportunity assessment: what is appropriate, relevant and achievable, and openings for local business."""

    local_openings = models.TextField(blank=True)
    local_support = models.TextField(blank=True)
    completed_at = models.DateTimeField(null=True)
    completed_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement"], name="one_assessment_per_procurement"),
        ]

    def __str__(self) -> str:
        return f"Opportunity assessment of {self.procurement}"


class AssessedOutcome(OfProcurement, Addressed):
    """What was judged of one outcome."""

    outcome = models.ForeignKey("policies.Outcome", on_delete=models.PROTECT, related_name="+")
    appropriate = models.BooleanField()
    relevant = models.BooleanField()
    achievable = models.BooleanField()
    why = models.TextField()

    class Meta:
        ordering = ["outcome__position"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "outcome"], name="one_judgement_per_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}"

    @property
    def fits(self) -> bool:
        """Whether all three answers are yes."""
        return self.appropriate and self.relevant and self.achievable


class ChosenOutcome(OfProcurement):
    """An outcome that this procurement is to serve."""

    outcome = models.ForeignKey("policies.Outcome", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["outcome__position"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "outcome"], name="an_outcome_is_chosen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}"


class ChosenMeasure(OfProcurement):
    """A measure on which bidders will be asked to commit."""

    measure = models.ForeignKey("measures.Measure", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["measure__position"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "measure"], name="a_measure_is_chosen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.measure}"
