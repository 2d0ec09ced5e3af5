"""Open unit values and indexes of prices, each as the text of its file."""

from django.db import models
from django.db.models import Q

from measures.models.measures import UNITS
from socialvalue.access.domain import Actor
from socialvalue.access.models import EVERYBODY, NOBODY, TenantQuerySet


class UnitValue(models.Model):
    """Pounds of social value for one unit, in one edition of one source, as the text of its file.

    ``council`` is none for open values that every council may use; a measure names the value by its ``key``.
    """

    council = models.ForeignKey(
        "organisations.Council", null=True, on_delete=models.PROTECT, related_name="+"
    )
    key = models.SlugField(max_length=100)
    edition = models.CharField(max_length=100)
    unit = models.CharField(max_length=12, choices=UNITS)
    title = models.CharField(max_length=200)
    source = models.TextField()
    loaded_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "key", "edition"], name="one_unit_value_per_edition", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.edition}"

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Open values are everybody's; a council's own are its own."""
        shared = Q(council__isnull=True)
        if actor.is_system:
            return EVERYBODY
        return (
            shared | Q(council_id=actor.council_id)
            if actor.is_council
            else (shared if actor.is_supplier else NOBODY)
        )


class PriceIndex(models.Model):
    """One vintage of an index of prices: how prices rose by year, as the text of its file."""

    key = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    source = models.TextField()
    loaded_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "price indexes"

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """A published statistic is everybody's."""
        return EVERYBODY
