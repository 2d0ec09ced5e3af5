"""Finding a tender among those of all councils."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from socialvalue.access.forms import Radios

OPEN, CLOSED = "open", "closed"
SORTS = {
    "title": "procurement__title",
    "council": "council__name",
    "value": "procurement__value_ex_vat",
    "deadline": "deadline",
}


class TenderFilter(django_filters.FilterSet):
    """By words, by council, and open or closed; open ones where nothing is chosen. ``now`` decides which are open."""

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

    def __init__(self, data: Any, *, councils: Iterable[tuple[str, str]], now: datetime, **kwargs: Any):
        chosen = data.copy()
        chosen.setdefault("state", OPEN)
        super().__init__(chosen, **kwargs)
        self.now = now
        self.filters["council"].extra["choices"] = list(councils)

    def with_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Every word somewhere in title, description, reference or the council's name."""
        for word in value.split():
            rows = rows.filter(
                Q(procurement__title__icontains=word)
                | Q(procurement__description__icontains=word)
                | Q(procurement__reference__icontains=word)
                | Q(council__name__icontains=word)
            )
        return rows

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Open: published and not past the deadline; closed: every other."""
        is_open = Q(status="published", deadline__gte=self.now)
        return rows.filter(is_open) if value == OPEN else rows.exclude(is_open)

    def get_form_class(self) -> type[forms.Form]:
        """A plain form without colons."""
        form = super().get_form_class()
        return type("TenderFilterForm", (form,), {"label_suffix": "", "mark_optional": False})


def sorted_by(rows: QuerySet, sort: str) -> QuerySet:
    """``rows`` in the order that a column's link asks for; the next deadline first otherwise."""
    field = SORTS.get(sort.removeprefix("-"))
    if field is None:
        return rows
    return rows.order_by(f"-{field}" if sort.startswith("-") else field, "id")
