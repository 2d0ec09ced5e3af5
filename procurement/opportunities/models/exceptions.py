"""An exception from the policy that was asked for, its evidence, and how it was decided."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.policies.domain.requirements import Requirement as Required
from procurement.opportunities.domain.exceptions import Asked, Ended, Kind, asked_words, ended_because
from procurement.opportunities.models.procurement import OfProcurement, Procurement
from socialvalue.access.domain import Actor, Role
from socialvalue.access.models import Addressed, TenantModel
from socialvalue.files.models import StoredFile


class PolicyException(OfProcurement, Addressed):
    """A departure from one rule, with its reason; the rule and its clause are copied as they were when it was asked."""

    class Kind(models.TextChoices):
        OPT_OUT = "opt_out", Kind.OPT_OUT.words
        WEIGHTING = "weighting", Kind.WEIGHTING.words
        OUTCOMES = "outcomes", Kind.OUTCOMES.words

    class Status(models.TextChoices):
        ASKED = "asked", "Waits for approval"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"
        LAPSED = "lapsed", "Lapsed"

    kind = models.CharField(max_length=12, choices=Kind)
    requirement_key = models.CharField(max_length=120)
    rule = models.JSONField()
    citation = models.TextField()
    clauses = models.JSONField(default=list)
    policy = models.ForeignKey("policies.PolicyVersion", on_delete=models.PROTECT, related_name="+")
    instead = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    reason = models.TextField()
    evidence_asked = models.TextField(blank=True)
    statement = models.TextField(blank=True)
    body = models.CharField(max_length=100, blank=True)
    body_name = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    decision_reference = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    lapsed_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = "exception"
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "requirement_key"],
                condition=Q(status__in=("asked", "approved")),
                name="one_exception_at_a_time_from_a_rule",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("approved", "refused"))
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="a_decided_exception_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(kind="opt_out") | Q(instead__isnull=False),
                name="an_exception_says_what_instead",
            ),
        ]
        indexes = [models.Index(fields=["council", "status"], name="exceptions_of_a_council")]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("opportunities:exception", args=[self.uid])

    def relations_of(self, actor: Actor) -> frozenset[str]:
        """``asker`` whoever asked; ``approver`` those of the body that the policy names, or any where it names none."""
        found = set()
        if actor.user_id is not None and actor.user_id == self.asked_by_id:
            found.add("asker")
        if actor.has(Role.APPROVER) and (not self.body or self.body in actor.bodies):
            found.add("approver")
        return frozenset(found)

    @property
    def required(self) -> Required:
        """The rule as it was when the exception was asked for."""
        return Required.from_dict(self.rule)

    @property
    def words(self) -> str:
        """What is asked for, in a sentence."""
        return asked_words(self.required, Kind(self.kind), self.instead)

    @property
    def asked(self) -> Asked:
        """It as the domain takes it."""
        return Asked(Kind(self.kind), self.requirement_key, self.instead, self.words)

    @property
    def ended(self) -> Ended:
        """It as one that lapsed or was withdrawn."""
        because = ended_because(was_approved=self.decided_at is not None, lapsed_because=self.lapsed_because)
        return Ended(self.asked, because)


class ExceptionEvidence(TenantModel, Addressed, StoredFile):
    """A file that was given as evidence for an exception."""

    exception = models.ForeignKey(PolicyException, on_delete=models.PROTECT, related_name="files")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence for exceptions"

    def __str__(self) -> str:
        return self.shown_name

    def get_absolute_url(self) -> str:
        return reverse("opportunities:exception_evidence", args=[self.uid])

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return Q(exception__procurement__in=Procurement.objects.visible_to(actor))

    @property
    def thread(self) -> uuid.UUID:
        return self.exception.thread
