"""Measures of a framework: what is counted, in what, and the traps of counting it."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.policies.domain.counting import HowItAddsUp, SecondYear, Term, Unit
from socialvalue.access.domain import Actor
from socialvalue.access.models import EVERYBODY, Addressed, TenantModel

UNITS = [(unit.value, unit.label) for unit in Unit]
WAYS = [(way.value, way.words) for way in HowItAddsUp]
TERMS = [(term.value, term.words) for term in Term]
SECOND_YEARS = [(way.value, way.words) for way in SecondYear]

# One that was written for a procurement, a later stage, is told to bidders with the tender.
_TOLD = Q(written_for__isnull=True) | Q(written__procurement__tender__published_at__isnull=False)


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
    declarations = models.JSONField(default=list)
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
    written_for = models.UUIDField(
        null=True, help_text="The procurement that it was written for; none where the policy has it."
    )
    written_value = models.JSONField(
        null=True, help_text="The frozen valuation of a measure that was written for one procurement."
    )

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
        return Q(policy__status="published") & _TOLD

    @classmethod
    def seen_by_public(cls, actor: Actor) -> Q:
        return Q(policy__status="published") & _TOLD
