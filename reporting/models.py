"""A report that was asked for: its words, the snapshot its figures come from, and its file."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from socialvalue.access.domain import Actor
from socialvalue.access.models import EVERYBODY, Addressed, TenantModel


class ReportRun(TenantModel, Addressed):
    """One report on one financial year: prints the same figures again next year, because they are stored here."""

    class Kind(models.TextChoices):
        ANNUAL = "annual", "Annual report to Cabinet"

    class Status(models.TextChoices):
        REQUESTED = "requested", "Being made"
        READY = "ready", "Ready"

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ANNUAL)
    title = models.CharField(max_length=200)
    year_start = models.DateField()
    year_end = models.DateField()
    committee = models.JSONField(default=dict)
    sections = models.JSONField(default=list)
    status = models.CharField(max_length=12, choices=Status, default=Status.REQUESTED)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    as_of_seq = models.BigIntegerField(null=True)
    as_of_day = models.DateField(null=True)
    snapshot = models.JSONField(null=True)
    checksum = models.CharField(max_length=64, blank=True)
    pdf_name = models.CharField(max_length=200, blank=True)
    large_print_name = models.CharField(max_length=200, blank=True)
    produced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(year_end__gt=F("year_start")), name="a_report_covers_a_year"),
            models.CheckConstraint(
                condition=Q(status="requested")
                | Q(snapshot__isnull=False, as_of_seq__isnull=False, as_of_day__isnull=False),
                name="a_ready_report_has_a_snapshot",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reporting:report", args=[self.uid])

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return EVERYBODY
