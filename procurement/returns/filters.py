"""The list of returns, filtered: by words, service area, and how they stand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from procurement.contracts.filters import FilterForm
from procurement.returns.queries import ended, not_ended
from socialvalue.access.filters import Choices, SortedFilter, with_words

TO_VERIFY, LATE, DUE, QUERIED, VERIFIED, LATER = "to_verify", "late", "due", "queried", "verified", "later"
STANDINGS = (
    (TO_VERIFY, "Submitted, to verify"),
    (LATE, "Late"),
    (DUE, "Due, not late"),
    (QUERIED, "Queried"),
    (VERIFIED, "Verified"),
    (LATER, "Not due yet"),
)
SORTS: Mapping[str, tuple[str, ...]] = {
    "contract": ("contract__title", "period_start"),
    "supplier": ("contract__supplier__name", "period_start"),
    "period": ("period_start", "contract__reference"),
    "due_on": ("due_on", "contract__reference"),
    "submitted": ("submitted_at", "contract__reference"),
    "status": ("status", "due_on"),
}
LATEST_FIRST = "-due_on"


def standing_condition(standing: str, day: date) -> Q:
    """Which returns stand so on ``day``; without a standing, all whose time has ended."""
    unsent = ended(day) & Q(status="open")
    return {
        TO_VERIFY: Q(status="submitted"),
        LATE: unsent & Q(due_on__lt=day),
        DUE: unsent & Q(due_on__gte=day),
        QUERIED: Q(status="queried"),
        VERIFIED: Q(status="verified"),
        LATER: not_ended(day),
    }.get(standing, ended(day))


class ReturnFilter(SortedFilter):
    """A filter over returns that a query gave, as they stand on ``day``."""

    sorts, newest_first = SORTS, LATEST_FIRST
    text = django_filters.CharFilter(method="by_words", label="Contract or supplier")
    service_area = django_filters.ChoiceFilter(
        field_name="contract__service_area__key", label="Service area", empty_label="All"
    )
    standing = django_filters.ChoiceFilter(
        method="by_standing", label="Status", choices=STANDINGS, empty_label="All that have opened"
    )

    class Meta:
        form = FilterForm

    def __init__(self, data: Any, queryset: QuerySet, *, service_areas: Choices, day: date) -> None:
        super().__init__(data, queryset, {"service_area": service_areas})
        self.day = day

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Filtered as asked; returns whose time has not ended only where they are asked for."""
        standing = self.form.cleaned_data.get("standing", "")
        return super().filter_queryset(queryset.filter(standing_condition(standing, self.day)))

    def by_standing(self, queryset: QuerySet, name: str, standing: str) -> QuerySet:
        """Filtered already, together with the choice of none."""
        return queryset

    def by_words(self, queryset: QuerySet, name: str, words: str) -> QuerySet:
        """Returns in whose contract's reference or title, or supplier's name, every word is found."""
        return with_words(
            queryset, words, "contract__reference", "contract__title", "contract__supplier__name"
        )
