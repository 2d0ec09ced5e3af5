"""A council's register of past contracts, and the policies that were tried on it."""

from typing import Any

from django.db import models
from django.urls import reverse

from socialvalue.access.domain import Actor
from socialvalue.access.models import EVERYBODY, Addressed, TenantModel


class Register(TenantModel, Addressed):
    """Past contracts as a council keeps or publishes them: a file, read line by line."""

    name = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    lines = models.JSONField()
    left_out = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("backtests:register", args=[self.uid])

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Any:
        """For whoever may see backtests at all; the pages ask for that."""
        return EVERYBODY


class Backtest(TenantModel, Addressed):
    """One policy tried on one register; the result is kept as it was when it was made."""

    class Status(models.TextChoices):
        REQUESTED = "requested", "Being made"
        READY = "ready", "Ready"

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="backtests")
    policy = models.ForeignKey("policies.PolicyVersion", on_delete=models.PROTECT, related_name="+")
    present = models.ForeignKey(
        "policies.PolicyVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=300)
    hours_assessment = models.DecimalField(max_digits=6, decimal_places=2)
    hours_return = models.DecimalField(max_digits=6, decimal_places=2)
    status = models.CharField(max_length=12, choices=Status, default=Status.REQUESTED)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    result = models.JSONField(null=True)
    not_judged = models.JSONField(default=list)
    checksum = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="requested") | models.Q(result__isnull=False),
                name="a_ready_backtest_has_a_result",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("backtests:backtest", args=[self.uid])

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Any:
        """For whoever may see backtests at all; the pages ask for that."""
        return EVERYBODY
