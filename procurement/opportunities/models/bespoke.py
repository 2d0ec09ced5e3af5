"""A measure that somebody wrote for one procurement, and how it was decided."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.policies.domain.counting import HowItAddsUp, Unit
from measures.domain.valuation import unit_pounds
from measures.models import UNITS, WAYS
from procurement.opportunities.domain.bespoke import Written
from procurement.opportunities.models.procurement import OfProcurement
from socialvalue.access.domain import Actor
from socialvalue.access.models import Addressed


class Worded(models.Model):
    """What somebody wrote of a measure of its own: what is counted, in what, what shows it, and what it is worth."""

    headline = models.CharField(max_length=200)
    definition = models.TextField()
    unit = models.CharField(max_length=12, choices=UNITS)
    adds_up = models.CharField(max_length=12, choices=WAYS)
    counted_one = models.CharField(max_length=100, blank=True)
    counted_many = models.CharField(max_length=100, blank=True)
    evidence = models.TextField()
    why = models.TextField()
    worth = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    worth_source = models.TextField(blank=True)
    worth_licence = models.TextField(blank=True)
    worth_price_year = models.CharField(max_length=7, blank=True)
    worth_is_net = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.headline

    @property
    def worth_words(self) -> str:
        """``£12.50 for 1 bench, 2026 prices``; empty where it is not valued."""
        if self.worth is None:
            return ""
        unit = Unit(self.unit).posted_as.quantity_words(Decimal(1), self.counted_one, self.counted_many)
        return f"{unit_pounds(self.worth)} for {unit}, {self.worth_price_year} prices"

    @property
    def written(self) -> Written:
        """It as the domain takes it."""
        return Written(
            headline=self.headline,
            definition=self.definition,
            unit=Unit(self.unit),
            adds_up=HowItAddsUp(self.adds_up),
            evidence=self.evidence,
            why=self.why,
            counted_one=self.counted_one,
            counted_many=self.counted_many,
            worth=self.worth,
            worth_source=self.worth_source,
            worth_licence=self.worth_licence,
            worth_price_year=self.worth_price_year,
            worth_is_net=self.worth_is_net,
        )


class BespokeMeasure(OfProcurement, Worded, Addressed):
    """What is to be counted in one procurement only; once it is approved, ``measure`` is the row that is chosen and offered.

    ``bidder`` is the supplier that proposed it in its bid; None where the council wrote it and offered it to everybody.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PROPOSED = "proposed", "Waits for approval"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    outcome = models.ForeignKey("policies.Outcome", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    bidder = models.ForeignKey(
        "organisations.Supplier", null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    measure = models.OneToOneField(
        "measures.Measure", null=True, on_delete=models.PROTECT, related_name="written"
    )

    class Meta:
        ordering = ["procurement", "id"]
        verbose_name = "measure written for one procurement"
        verbose_name_plural = "measures written for one procurement"
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=("approved", "refused"))
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="a_decided_measure_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(measure__isnull=False),
                name="an_approved_measure_can_be_chosen",
            ),
        ]
        indexes = [models.Index(fields=["council", "status"], name="written_measures_of_a_council")]

    def get_absolute_url(self) -> str:
        return reverse("opportunities:written", args=[self.uid])

    def relations_of(self, actor: Actor) -> frozenset[str]:
        """``writer`` whoever wrote it."""
        is_writer = actor.user_id is not None and actor.user_id == self.written_by_id
        return frozenset({"writer"} if is_writer else ())
