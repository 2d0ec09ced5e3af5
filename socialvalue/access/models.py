"""What every tenant table has in common, and the trail of what was done."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from socialvalue.access.domain import Actor, NotFound

NOBODY = Q(pk__in=[])
EVERYBODY = Q()


class TenantQuerySet(models.QuerySet):
    """Rows that ask first who looks."""

    def visible_to(self, actor: Actor) -> "TenantQuerySet":
        """The rows that ``actor`` may see: none, unless the model says otherwise for this kind of actor."""
        return self.filter(self.model.visibility(actor))

    def get_visible(self, actor: Actor, **which) -> models.Model:
        """The one row that ``actor`` may see and that ``which`` names; raises NotFound."""
        try:
            return self.visible_to(actor).get(**which)
        except self.model.DoesNotExist as missing:
            raise NotFound(f"no {self.model._meta.verbose_name} for this actor") from missing


class TenantModel(models.Model):
    """A row of one council. What an actor sees is decided by the four ``seen_by`` questions; the default is nothing
    for anyone but the council's own system actor.

    Rows that are only added to (the trail, the ledger) stay with the council under whose name they were written;
    ``kept_by_successor`` lets the people of the council that it passed to read them.
    """

    kept_by_successor = False

    council = models.ForeignKey("organisations.Council", on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """The condition that chooses the rows of ``actor``."""
        if actor.is_system:
            return Q(council_id=actor.council_id) if actor.council_id else EVERYBODY
        if actor.is_council and actor.council_id:
            kept = cls.kept_by_successor and actor.predecessor_ids
            own = Q(council_id__in=actor.council_ids) if kept else Q(council_id=actor.council_id)
            return own & cls.seen_by_council(actor)
        if actor.is_supplier and actor.supplier_id:
            return cls.seen_by_supplier(actor)
        return cls.seen_by_public(actor)

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        """Within the actor's own council, which rows."""
        return NOBODY

    @classmethod
    def seen_by_supplier(cls, actor: Actor) -> Q:
        """Over all councils, which rows a supplier sees."""
        return NOBODY

    @classmethod
    def seen_by_public(cls, actor: Actor) -> Q:
        """Which rows anybody sees."""
        return NOBODY

    def relations_of(self, actor: Actor) -> frozenset[str]:
        """What the actor is to this row, in the words of the permission table (``manager``, ``evaluator``)."""
        return frozenset()

    @property
    def thread(self) -> uuid.UUID | None:
        """The ``uid`` of the procurement to whose history this row belongs."""
        return None


class Addressed(models.Model):
    """A row with an address: a UUID outside, a big integer inside, and a version for concurrent edits."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class AuditEntry(TenantModel):
    """One thing that was done: appended by ``audit.record``, never changed."""

    at = models.DateTimeField()
    written_at = models.DateTimeField(db_default=Now())
    act = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=20)
    actor_name = models.CharField(max_length=200)
    user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    supplier_id = models.BigIntegerField(null=True)
    record_type = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    record_label = models.CharField(max_length=300)
    thread = models.UUIDField(null=True, db_index=True)
    sealed = models.BooleanField(default=False)
    detail = models.JSONField(default=dict)

    kept_by_successor = True

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["council", "record_type", "record_id"], name="audit_of_a_record")]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.act} {self.record_label}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return Q(sealed=False)
