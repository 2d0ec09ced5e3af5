"""A council's own licensed values: a table for each file that was loaded, and its values, never changed once in use."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.policies.domain.counting import Unit
from measures.domain.licensed import GoodRow
from measures.domain.licensed_moves import DRAFT, LOADED, WITHDRAWN
from measures.models.measures import UNITS
from socialvalue.access.domain import Actor
from socialvalue.access.models import EVERYBODY, Addressed, TenantModel


class LicensedTable(TenantModel, Addressed):
    """One file of unit values of one method, with what the council's licence allows; the file itself is not kept.

    ``waiting`` holds its rows in order until they are loaded as values, ``left_out`` those that cannot be, with reasons.
    """

    class Status(models.TextChoices):
        DRAFT = DRAFT, "Draft"
        LOADED = LOADED, "In use"
        WITHDRAWN = WITHDRAWN, "Withdrawn"

    class ShownTo(models.TextChoices):
        COUNCIL = "council", "Only people of your council"
        SUPPLIERS = "suppliers", "Your council and its suppliers"
        EVERYBODY = "everybody", "Everybody"

    method = models.SlugField(max_length=60)
    method_name = models.CharField(max_length=60)
    net = models.BooleanField()
    price_year = models.CharField(max_length=7, blank=True)
    shown_to = models.CharField(max_length=10, choices=ShownTo)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    waiting = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    notes = models.JSONField(default=list, help_text="What was read otherwise than it stands in the file.")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(null=True)
    loaded_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["method", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "method", "sha256"],
                condition=~Q(status=WITHDRAWN),
                name="one_licensed_table_per_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method_name}, {self.file_name}"

    def get_absolute_url(self) -> str:
        return reverse("measures:licensed_table", args=[self.uid])

    @property
    def is_draft(self) -> bool:
        """Whether its rows are checked and not loaded."""
        return self.status == DRAFT

    @property
    def is_secret(self) -> bool:
        """Whether the licence lets nobody outside the council see the values."""
        return self.shown_to == self.ShownTo.COUNCIL

    @property
    def may_be_published(self) -> bool:
        """Whether the licence lets everybody see the values."""
        return self.shown_to == self.ShownTo.EVERYBODY

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return EVERYBODY


class LicensedValue(TenantModel):
    """Pounds for one unit of what a reference names, in one edition, from a day on; never changed and never deleted."""

    table = models.ForeignKey(LicensedTable, on_delete=models.PROTECT, related_name="values")
    row = models.PositiveIntegerField(help_text="Its number in the file.")
    reference = models.CharField(max_length=60)
    reference_key = models.CharField(max_length=60, help_text="Without case and spaces.")
    edition = models.CharField(max_length=100)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    unit = models.CharField(max_length=12, choices=UNITS)
    worth = models.DecimalField(max_digits=16, decimal_places=6)
    licence = models.CharField(max_length=300)

    class Meta:
        ordering = ["table", "row"]
        constraints = [
            models.UniqueConstraint(fields=["table", "row"], name="one_licensed_value_per_row"),
            models.UniqueConstraint(
                fields=["table", "reference_key", "unit", "valid_from"],
                name="one_licensed_value_per_reference_and_day",
            ),
            models.CheckConstraint(condition=Q(worth__gt=0), name="a_licensed_value_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="a_licensed_value_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["council", "reference_key"], name="licensed_by_reference")]

    def __str__(self) -> str:
        return f"{self.reference}, {self.edition}"

    @property
    def as_row(self) -> GoodRow:
        """The domain's row."""
        return GoodRow(
            self.row,
            self.reference,
            self.edition,
            self.valid_from,
            self.valid_to,
            Unit(self.unit),
            self.worth,
            self.licence,
        )

    @property
    def pounds(self) -> str:
        """``£123.4567``."""
        return self.as_row.pounds

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return EVERYBODY
