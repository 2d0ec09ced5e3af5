"""Measures of a framework and the unit values that may be put on them."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.policies.domain.counting import HowItAddsUp, SecondYear, Term, Unit
from socialvalue.access.domain import Actor
from socialvalue.access.models import EVERYBODY, NOBODY, Addressed, TenantModel, TenantQuerySet

UNITS = [(unit.value, unit.label) for unit in Unit]
WAYS = [(way.value, way.words) for way in HowItAddsUp]
TERMS = [(term.value, term.words) for term in Term]
SECOND_YEARS = [(way.value, way.words) for way in SecondYear]


class Measure(TenantModel, Addressed):
    """One counted thing of one framework version: its unit, how it adds up, and the traps of counting it."""

    policy = models.ForeignKey("policies.PolicyVersion", on_delete=models.PROTECT, related_name="measures")
    outcome = models.ForeignKey("policies.Outcome", on_delete=models.PROTECT, related_name="measures")
    key = models.SlugField(max_length=100)
    position = models.PositiveIntegerField()
    headline = models.CharField(max_length=200)
    definition = models.TextField()
    unit = models.CharField(max_length=12, choices=UNITS)
    adds_up = models.CharField(max_length=12, choices=WAYS)
    term = models.CharField(max_length=24, choices=TERMS)
    second_year = models.CharField(max_length=24, choices=SECOND_YEARS)
    counted_one = models.CharField(max_length=100, blank=True)
    counted_many = models.CharField(max_length=100, blank=True)
    variant_of = models.CharField(max_length=100, blank=True)
    variants = models.JSONField(
        default=list, help_text="For instance the levels of training: key and name each."
    )
    evidence = models.TextField()
    counting_rules = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    toms_reference = models.CharField(max_length=20, blank=True)
    valued_by = models.SlugField(max_length=100, blank=True)
    contained_in = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="contains"
    )
    barrier_group = models.BooleanField(default=False)
    sensitive = models.BooleanField(default=False)
    reading = models.CharField(max_length=20)
    reading_why = models.TextField(blank=True)

    class Meta:
        ordering = ["policy", "position"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "key"], name="one_measure_per_key_and_policy"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("measures:measure", args=[self.uid])

    def variant_words(self, variant: str) -> str:
        """The name of a variant (“Level 3”), or nothing where there is none."""
        return next((v["name"] for v in self.variants if v["key"] == variant), "")

    def quantity_words(self, quantity: Decimal) -> str:
        """``3 apprenticeships``, ``12 weeks``, as the measure counts."""
        return Unit(self.unit).quantity_words(quantity, self.counted_one, self.counted_many)

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return EVERYBODY

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(policy__status="published")

    @classmethod
    def seen_by_public(cls, actor: Actor) -> Q:
        return Q(policy__status="published")


class UnitValue(models.Model):
    """Pounds of social value for one unit, in one edition of one source, as the text of its file.

    ``council`` is none for open values that every council may use; a measure names the value by its ``key``.
    """

    council = models.ForeignKey(
        "organisations.Council", null=True, on_delete=models.PROTECT, related_name="+"
    )
    key = models.SlugField(max_length=100)
    edition = models.CharField(max_length=100)
    unit = models.CharField(max_length=12, choices=UNITS)
    title = models.CharField(max_length=200)
    source = models.TextField()
    loaded_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "key", "edition"], name="one_unit_value_per_edition", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.edition}"

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Open values are everybody's; a council's own are its own."""
        shared = Q(council__isnull=True)
        if actor.is_system:
            return EVERYBODY
        return (
            shared | Q(council_id=actor.council_id)
            if actor.is_council
            else (shared if actor.is_supplier else NOBODY)
        )
