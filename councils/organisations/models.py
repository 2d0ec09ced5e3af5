"""Councils, their service areas, and suppliers; both may pass to a successor."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from socialvalue.access.domain import Actor
from socialvalue.access.models import EVERYBODY, NOBODY, Addressed, TenantModel, TenantQuerySet

HEX_COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Enter a colour like #1d70b8.")


class Council(models.Model):
    """A tenant: one council, with the day on which its financial year starts."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100)
    reference_prefix = models.CharField(max_length=8, unique=True)
    gss_code = models.CharField(max_length=9, blank=True)
    colour = models.CharField(max_length=7, default="#1d70b8", validators=[HEX_COLOUR])
    year_starts_month = models.PositiveSmallIntegerField(default=4)
    year_starts_day = models.PositiveSmallIntegerField(default=1)
    region = models.CharField(max_length=100, blank=True)
    website = models.URLField(blank=True)
    postcode_districts = models.JSONField(default=list)
    bodies = models.JSONField(default=list)
    authority = models.CharField(max_length=20, default="sub_central")
    returns_due_after_days = models.PositiveSmallIntegerField(default=30)
    report_template = models.JSONField(default=dict)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    succeeded_on = models.DateField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year_starts_month__range=(1, 12)) & Q(year_starts_day__range=(1, 28)),
                name="financial_year_starts_on_a_day_of_every_year",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True, succeeded_on__isnull=True)
                | Q(successor__isnull=False, succeeded_on__isnull=False),
                name="a_successor_takes_over_on_a_day",
            ),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="no_council_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Councils are public bodies; their names are known to all."""
        return EVERYBODY


class ServiceArea(TenantModel):
    """A part of the council that buys, by which figures are reported; its contracts may pass to one of a successor."""

    key = models.SlugField()
    name = models.CharField(max_length=200)
    active = models.BooleanField(default=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "key"], name="one_service_area_per_key_and_council"),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="no_service_area_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return EVERYBODY


class Supplier(Addressed):
    """A business or organisation that bids and delivers, for any number of councils."""

    class Size(models.TextChoices):
        MICRO = "micro", "Micro (fewer than 10 staff)"
        SMALL = "small", "Small (fewer than 50 staff)"
        MEDIUM = "medium", "Medium (fewer than 250 staff)"
        LARGE = "large", "Large (250 staff or more)"

    name = models.CharField(max_length=200)
    size = models.CharField(max_length=10, choices=Size)
    is_vcse = models.BooleanField(default=False)
    company_number = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    invented = models.BooleanField(default=False)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal_people:organisation")

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """A supplier sees itself; who bids for what is not told by this table."""
        if actor.is_supplier:
            return Q(pk=actor.supplier_id)
        return EVERYBODY if actor.is_council or actor.is_system else NOBODY
