"""Policies as rows: a version with the text of its file, and the priorities and outcomes that others point at."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from socialvalue.access.domain import Actor
from socialvalue.access.models import EVERYBODY, NOBODY, Addressed, TenantModel, TenantQuerySet


class PolicyVersion(Addressed):
    """One version of one policy, of a council or (without one) of the nation; its clauses and rules are read from
    the text of the file, which is kept as it came.

    ``framework_key`` is set for a framework that is nobody's policy until a council adopts it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        ASKED = "asked", "Waiting for approval"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    council = models.ForeignKey(
        "organisations.Council", null=True, on_delete=models.PROTECT, related_name="policy_versions"
    )
    framework_key = models.SlugField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=40)
    begins_on = models.DateField(null=True)
    begins_unknown = models.BooleanField(default=False)
    ends_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    source = models.TextField()
    checksum = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=200, blank=True)
    uploaded_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "checksum"],
                condition=~Q(status="withdrawn"),
                name="one_version_per_file",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(begins_on__isnull=True, begins_unknown=True)
                | Q(begins_on__isnull=False, begins_unknown=False),
                name="a_version_begins_on_a_day_or_on_an_unknown_one",
            ),
            models.CheckConstraint(
                condition=Q(framework_key="") | Q(council__isnull=True),
                name="a_framework_to_adopt_is_no_council_s",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("policies:version", args=[self.uid])

    @property
    def is_published(self) -> bool:
        """Whether it has been published: then it never changes."""
        return self.status == self.Status.PUBLISHED

    @property
    def since(self) -> datetime:
        """When it was published, or else taken in."""
        return self.published_at or self.loaded_at

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was a draft that somebody has put aside."""
        return self.status == self.Status.WITHDRAWN

    @property
    def thread(self) -> None:
        """It belongs to the history of no procurement."""

    def relations_of(self, actor: Actor) -> frozenset[str]:
        """Whoever asked for it to be published is its ``asker``."""
        asked = self.asked_by_id is not None and self.asked_by_id == actor.user_id
        return frozenset({"asker"}) if asked else frozenset()

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Published policies are public; a draft is its council's."""
        if actor.is_system:
            return EVERYBODY
        if actor.is_council:
            return Q(council__isnull=True) | Q(council_id=actor.council_id)
        return Q(status="published")


class PartOfPolicy(models.Model):
    """A row of one policy version; carries the version's council (none for the nation's)."""

    council = models.ForeignKey(
        "organisations.Council", null=True, on_delete=models.PROTECT, related_name="+"
    )
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="%(class)s_rows")
    key = models.SlugField(max_length=100)
    position = models.PositiveIntegerField(default=0)

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["policy", "position"]

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """As visible as its policy."""
        if actor.is_system:
            return EVERYBODY
        if actor.is_council:
            return Q(council__isnull=True) | Q(council_id=actor.council_id)
        return Q(policy__status="published") if actor.is_supplier or actor.is_public else NOBODY


def _one_key(kind: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["policy", "key"], name=f"one_{kind}_per_key_and_policy")


class Priority(PartOfPolicy):
    """A priority of the council's plan."""

    title = models.CharField(max_length=300)

    class Meta(PartOfPolicy.Meta):
        verbose_name_plural = "priorities"
        constraints = [_one_key("priority")]

    def __str__(self) -> str:
        return self.title


class Outcome(PartOfPolicy):
    """What the council wants to improve."""

    title = models.CharField(max_length=300)
    priority = models.ForeignKey(Priority, null=True, on_delete=models.PROTECT, related_name="outcomes")

    class Meta(PartOfPolicy.Meta):
        constraints = [_one_key("outcome")]

    def __str__(self) -> str:
        return self.title


class PolicyReview(TenantModel):
    """One review of one version, as often as it falls due: when people were reminded of it, and when it was done.

    ``place`` counts the reviews of the version's file from 0; ``next_on`` is the next day, where somebody chose one.
    """

    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="review_rows")
    place = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    reminded_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    next_on = models.DateField(null=True)

    class Meta:
        ordering = ["policy", "place", "-due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "place", "due_on"], name="one_review_per_place_and_due_day"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="a_review_is_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.policy}, due on {self.due_on:%-d %B %Y}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return EVERYBODY
