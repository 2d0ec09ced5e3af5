"""How a council chooses to value its measures; added to and never changed, so that every past choice can be read."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import models
from django.db.models import Q

from socialvalue.access.domain import Actor
from socialvalue.access.models import EVERYBODY, TenantModel


def percent(share: Decimal | str) -> str:
    """A share as a percentage: ``20%``."""
    return f"{(Decimal(share) * 100).normalize():f}%"


RATE = {"max_digits": 6, "decimal_places": 5}


class ValueChoice(TenantModel):
    """By what one measure is valued from a day on, how it is adjusted and in which prices, with the reason.

    Without ``measure_key`` it is for all measures of the council that have no choice of their own. ``valued_by`` is
    ``policy`` (the table that the policy's file names), ``nothing`` (counted only), ``open:KEY`` or ``licensed:METHOD``.
    Rates are shares from 0 to 1. It holds for contracts that are signed on ``from_day`` or later.
    """

    measure_key = models.SlugField(max_length=100, blank=True)
    valued_by = models.CharField(max_length=120)
    factors = models.JSONField(default=list)
    drop_off = models.DecimalField(default=0, **RATE)
    discount = models.DecimalField(default=0, **RATE)
    price_year = models.CharField(max_length=7, blank=True)
    reason = models.TextField()
    from_day = models.DateField()
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["measure_key", "-from_day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(drop_off__range=(0, 1), discount__range=(0, 1)), name="rates_are_shares"
            ),
        ]
        indexes = [models.Index(fields=["council", "measure_key", "from_day"], name="choices_in_force")]

    def __str__(self) -> str:
        return f"{self.measure_key or 'All measures'} from {self.from_day:%-d %B %Y}"

    def words(self, titles: Mapping[str, str]) -> list[str]:
        """What was chosen, a line each; ``titles`` names open tables and licensed methods by ``open:KEY`` and
        ``licensed:METHOD``."""
        by = {"policy": "As the policy's file says", "nothing": "Counted and not valued"}
        table = titles.get(self.valued_by) or "a table that is no longer here"
        lines = [by.get(self.valued_by, f"Valued by {table}")]
        lines += [f"{percent(f['rate'])} {f['kind']}" for f in self.factors]
        lines += [f"{percent(self.drop_off)} drop-off a year"] if self.drop_off else []
        lines += [f"{percent(self.discount)} discounting a year"] if self.discount else []
        lines += [f"in prices of {self.price_year}"] if self.price_year else []
        return lines if len(lines) > 1 else [*lines, "gross"]

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return EVERYBODY
