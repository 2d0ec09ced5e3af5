"""Accounts, postings and entries, appended and never changed; and the head that numbers a council's postings."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from procurement.ledger.domain.lines import Event, Kind
from socialvalue.access.domain import Actor
from socialvalue.access.models import EVERYBODY, TenantModel

QUANTITY = {"max_digits": 18, "decimal_places": 4}
POUNDS = {"max_digits": 16, "decimal_places": 2}


class Head(TenantModel):
    """The last sequence number of a council's ledger: a row of its own, so that nothing else waits for it."""

    council = models.OneToOneField(
        "organisations.Council", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(seq__gte=0), name="the_head_is_not_negative")]

    def __str__(self) -> str:
        return f"{self.council}: {self.seq}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return EVERYBODY


class Account(TenantModel):
    """What one commitment is counted on: opened by it, with the valuation that was frozen at signature.

    A commitment that passed to another council, or whose value was restated, has an account more: the later one counts the
    periods from ``from_day``, and it is *migrated* where another council held the contract before.
    """

    class Provenance(models.TextChoices):
        BID = "bid", "Offered in the bid"
        ADDED = "added", "Added during the contract"
        MAKE_GOOD = "make_good", "To make good"
        MIGRATED = "migrated", "Brought from before"

    commitment_id = models.BigIntegerField()
    from_day = models.DateField(null=True)
    service_area = models.ForeignKey("organisations.ServiceArea", on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey("organisations.Supplier", on_delete=models.PROTECT, related_name="+")
    contract_uid = models.UUIDField(db_index=True)
    contract_reference = models.CharField(max_length=40)
    contract_title = models.CharField(max_length=300)
    outcome = models.ForeignKey("policies.Outcome", on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey("measures.Measure", on_delete=models.PROTECT, related_name="+")
    variant = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=12)
    provenance = models.CharField(max_length=12, choices=Provenance, default=Provenance.BID)
    valuation = models.JSONField(null=True)

    kept_by_successor = True

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment_id", "council", "from_day"],
                name="one_account_per_commitment_council_and_day",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_reference}: {self.measure}"

    @property
    def counts_from(self) -> date:
        """The first day whose periods are counted here."""
        return self.from_day or date.min

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return EVERYBODY if actor.sees_figures else Q(service_area_id__in=actor.service_area_ids)

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(supplier_id=actor.supplier_id)


class Posting(TenantModel):
    """One deciding act, numbered without a gap; undone only by a posting that reverses it."""

    seq = models.BigIntegerField()
    event = models.CharField(max_length=10, choices=[(e.value, e.words) for e in Event])
    source_type = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    revision = models.PositiveIntegerField()
    supplier_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    written_at = models.DateTimeField(db_default=Now())
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")

    kept_by_successor = True

    class Meta:
        ordering = ["council", "seq"]
        indexes = [models.Index(fields=["source_type", "source_id"], name="postings_of_a_source")]
        constraints = [
            models.UniqueConstraint(fields=["council", "seq"], name="one_posting_per_number_and_council"),
            models.UniqueConstraint(
                # A reversal is unique by what it reverses: one act may reverse a report and what was verified on it.
                fields=["source_type", "source_id", "revision", "event"],
                condition=~Q(event="reverse"),
                name="one_posting_per_source_revision_and_event",
            ),
            models.CheckConstraint(condition=Q(seq__gte=1), name="postings_are_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(event="reverse", reverses__isnull=False)
                | ~Q(event="reverse") & Q(reverses__isnull=True),
                name="only_a_reversal_reverses",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.get_event_display()}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return EVERYBODY

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(supplier_id=actor.supplier_id)


class Entry(TenantModel):
    """A quantity, and pounds where it is valued, on one account for one period."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=[(k.value, k.words) for k in Kind])
    period_start = models.DateField()
    period_end = models.DateField()
    place = models.CharField(max_length=20, blank=True)
    quantity = models.DecimalField(**QUANTITY)
    gross = models.DecimalField(null=True, **POUNDS)
    adjusted = models.DecimalField(null=True, **POUNDS)

    kept_by_successor = True

    class Meta:
        ordering = ["seq", "id"]
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="an_entry_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(gross__isnull=True, adjusted__isnull=True)
                | Q(gross__isnull=False, adjusted__isnull=False),
                name="an_entry_is_valued_wholly_or_not",
            ),
        ]
        indexes = [
            models.Index(fields=["council", "seq"], name="entries_as_of"),
            models.Index(fields=["account", "kind", "period_start"], name="entries_of_an_account"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.quantity}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return EVERYBODY if actor.sees_figures else Q(account__service_area_id__in=actor.service_area_ids)

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        return Q(account__supplier_id=actor.supplier_id)
