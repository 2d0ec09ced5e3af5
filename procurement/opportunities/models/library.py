"""A measure that was written for one procurement, proposed for the council's library, and what became of that."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from procurement.opportunities.models.bespoke import BespokeMeasure
from procurement.opportunities.models.procurement import OfProcurement
from socialvalue.access.models import Addressed


class LibraryProposal(OfProcurement, Addressed):
    """That a written measure shall stand in the next version of the council's policy file, under ``key``.

    It is closed as soon as a published version holds a measure of that key; ``draft`` is where it was written in.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Waits for the administrator"
        DRAFTED = "drafted", "Written into a draft"
        TURNED_DOWN = "turned_down", "Turned down"

    written = models.OneToOneField(BespokeMeasure, on_delete=models.PROTECT, related_name="proposal")
    key = models.SlugField(max_length=60)
    why = models.TextField()
    status = models.CharField(max_length=12, choices=Status, default=Status.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    draft = models.ForeignKey(
        "policies.PolicyVersion", null=True, on_delete=models.PROTECT, related_name="proposed_measures"
    )

    class Meta:
        ordering = ["-proposed_at", "-id"]
        verbose_name = "measure proposed for the library"
        verbose_name_plural = "measures proposed for the library"
        constraints = [
            models.UniqueConstraint(fields=["council", "key"], name="one_proposal_per_key"),
            models.CheckConstraint(
                condition=Q(status="proposed") | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="a_decided_library_proposal_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status="drafted") | Q(draft__isnull=False),
                name="a_drafted_proposal_names_its_draft",
            ),
        ]

    def __str__(self) -> str:
        return self.written.headline

    def get_absolute_url(self) -> str:
        return reverse("opportunities:proposal", args=[self.uid])
