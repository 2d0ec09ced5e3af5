"""Finding a tender among those of all councils."""

from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from socialvalue.access.filters import Choices, SortedFilter, with_words
from socialvalue.access.forms import Radios

OPEN, CLOSED = "open", "closed"
SORTS = {
    "title": ("procurement__title", "id"),
    "council": ("council__name", "id"),
    "value": ("procurement__value_ex_vat", "id"),
    "deadline": ("deadline", "id"),
}
NEXT_FIRST = "deadline"


class TenderFilter(SortedFilter):
    """By words, by council, and open or closed; open ones where nothing is chosen. ``now`` decides which are open."""

    sorts, newest_first = SORTS, NEXT_FIRST
    words = django_filters.CharFilter(label="Words", method="with_words")
    council = django_filters.ChoiceFilter(
        label="Council", empty_label="All councils", field_name="council__slug"
    )
    state = django_filters.ChoiceFilter(
        label="Show",
        choices=[(OPEN, "Open for bids"), (CLOSED, "Closed or awarded")],
        empty_label=None,
        widget=Radios(),
        method="in_state",
    )

    def __init__(self, data: Any, queryset: QuerySet, *, councils: Choices, now: datetime) -> None:
        chosen = data.copy()
        chosen.setdefault("state", OPEN)
        super().__init__(chosen, queryset, {"council": councils})
        self.now = now

    def with_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Every word somewhere in title, description, reference or the council's name."""
        return with_words(
            rows,
            value,
            "procurement__title",
            "procurement__description",
            "procurement__reference",
            "council__name",
        )

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Open: published and not past the deadline; closed: every other."""
        is_open = Q(status="published", deadline__gte=self.now)
        return rows.filter(is_open) if value == OPEN else rows.exclude(is_open)

    def get_form_class(self) -> type[forms.Form]:
        """A plain form without colons."""
        form = super().get_form_class()
        return type("TenderFilterForm", (form,), {"label_suffix": "", "mark_optional": False})
