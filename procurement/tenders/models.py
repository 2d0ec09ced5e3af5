"""The tender: weights, questions, measures, evaluators, deadline, and the scheme that publication freezes."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from procurement.opportunities.models import Procurement
from socialvalue.access.domain import Actor, Role
from socialvalue.access.models import EVERYBODY, Addressed, TenantModel

PERCENT = {"max_digits": 5, "decimal_places": 2}


class Tender(TenantModel, Addressed):
    """What bidders are asked; its scheme is frozen at publication."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Open for bids"
        OPENED = "opened", "Bids opened"
        SCORED = "scored", "Scored"
        AWARDED = "awarded", "Awarded"

    procurement = models.OneToOneField(Procurement, on_delete=models.PROTECT, related_name="tender")
    instructions = models.TextField(blank=True)
    price_weight = models.DecimalField(null=True, **PERCENT)
    quality_weight = models.DecimalField(null=True, **PERCENT)
    social_value_weight = models.DecimalField(null=True, **PERCENT)
    deadline = models.DateTimeField(null=True)
    takes_proposals = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    scheme = models.JSONField(null=True)
    scheme_checksum = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(
                    price_weight__isnull=False,
                    quality_weight__isnull=False,
                    social_value_weight__isnull=False,
                    price_weight=100 - F("quality_weight") - F("social_value_weight"),
                ),
                name="published_weights_total_100",
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(scheme__isnull=False, deadline__isnull=False, published_at__isnull=False),
                name="a_published_tender_has_a_scheme_and_a_deadline",
            ),
        ]

    def __str__(self) -> str:
        return f"Tender for {self.procurement.title}"

    def get_absolute_url(self) -> str:
        return reverse("tenders:tender", args=[self.uid])

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return Q(procurement__in=Procurement.objects.visible_to(actor))

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        """Published tenders are for everybody who may bid."""
        return ~Q(status="draft")

    def relations_of(self, actor: Actor) -> frozenset[str]:
        named = actor.user_id and self.evaluators.filter(user_id=actor.user_id).exists()
        return frozenset({"evaluator"}) if named else frozenset()

    @property
    def thread(self) -> uuid.UUID:
        return self.procurement.uid


class OfTender(TenantModel):
    """A row that belongs to one tender and is seen by whoever sees it."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return Q(tender__in=Tender.objects.visible_to(actor))

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return ~Q(tender__status="draft")

    @property
    def thread(self) -> uuid.UUID:
        return self.tender.procurement.uid


class Question(OfTender, Addressed):
    """A question, with its marks out of the tender's 100; social value answers are scored twice, 0 to 5 each."""

    class Kind(models.TextChoices):
        QUALITY = "quality", "Quality"
        SOCIAL_VALUE = "social_value", "Social value"

    kind = models.CharField(max_length=12, choices=Kind)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    guidance = models.TextField(blank=True)
    marks = models.DecimalField(**PERCENT)
    outcome = models.ForeignKey("policies.Outcome", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["tender", "kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "kind", "number"],
                name="one_question_per_number",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(marks__gt=0, marks__lte=100), name="a_question_carries_marks"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} question {self.number}"


class Evaluator(OfTender):
    """A person named to score one tender: its quality answers, its social value answers, or both."""

    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    scores_quality = models.BooleanField(default=True)
    scores_social_value = models.BooleanField(default=True)

    class Meta:
        ordering = ["user__name"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "user"], name="an_evaluator_is_named_once"),
            models.CheckConstraint(
                condition=Q(scores_quality=True) | Q(scores_social_value=True),
                name="an_evaluator_scores_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        whole = EVERYBODY if actor.has(Role.PROCUREMENT_LEAD, Role.AUDITOR) else Q(user_id=actor.user_id)
        return whole

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(pk__in=[])
