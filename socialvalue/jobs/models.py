"""A job: one piece of work for later, with its progress, failure and cancel that its owner sees."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from socialvalue.access.domain import Actor
from socialvalue.access.models import Addressed, TenantModel


class Job(TenantModel, Addressed):
    """Written in the transaction that asks for the work; its state is plumbing, not the status of a business record."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to start"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    task = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    result_url = models.CharField(max_length=300, blank=True)
    requested_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    doing = models.CharField(max_length=200, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    alive_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="progress_is_a_percentage"),
        ]
        indexes = [models.Index(fields=["state", "sent_at"], name="jobs_to_sweep")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.uid])

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return Q(requested_by_id=actor.user_id)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100, as the progress bar reads it."""
        return self.progress

    @property
    def can_be_cancelled(self) -> bool:
        """Whether its owner may still stop it."""
        return not self.is_over
