"""Filtering and sorting the list of procurements, and the register of exceptions."""

from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from socialvalue.access.filters import Choices, SortedFilter, with_words
from socialvalue.access.forms import Checkboxes, TextInput

BANDS: dict[str, tuple[str, Decimal | None, Decimal | None]] = {
    "to-20k": ("£20,000 or less", None, Decimal(20_000)),
    "20k-200k": ("Over £20,000 to £200,000", Decimal(20_000), Decimal(200_000)),
    "200k-1m": ("Over £200,000 to £1 million", Decimal(200_000), Decimal(1_000_000)),
    "1m-10m": ("Over £1 million to £10 million", Decimal(1_000_000), Decimal(10_000_000)),
    "over-10m": ("Over £10 million", Decimal(10_000_000), None),
}
SORTS = {
    "reference": ("reference", "id"),
    "title": ("title", "id"),
    "area": ("service_area__name", "id"),
    "type": ("contract_type", "id"),
    "value": ("value_ex_vat", "id"),
    "status": ("stage", "id"),
    "opened": ("created_at", "id"),
}
NEWEST_FIRST = "-opened"

EXCEPTION_SORTS = {
    "title": ("procurement__title", "id"),
    "area": ("procurement__service_area__name", "id"),
    "kind": ("kind", "id"),
    "status": ("status", "id"),
    "asked": ("asked_at", "id"),
    "decided": ("decided_at", "id"),
}
NEWEST_ASKED_FIRST = "-asked"


class ProcurementFilter(SortedFilter):
    """Text, service area, type, status and value; what is no choice is left out, so that every address gives a list."""

    sorts, newest_first = SORTS, NEWEST_FIRST
    text = django_filters.CharFilter(
        label="Title, reference, description or buyer", method="with_text", widget=TextInput()
    )
    area = django_filters.MultipleChoiceFilter(
        label="Service area", field_name="service_area__key", widget=Checkboxes()
    )
    type = django_filters.MultipleChoiceFilter(label="Type", field_name="contract_type", widget=Checkboxes())
    status = django_filters.MultipleChoiceFilter(label="Status", field_name="stage", widget=Checkboxes())
    value = django_filters.MultipleChoiceFilter(
        label="Value excluding VAT",
        method="in_band",
        choices=[(key, band[0]) for key, band in BANDS.items()],
        widget=Checkboxes(),
    )

    def __init__(
        self, data: Any, queryset: QuerySet, *, areas: Choices, types: Choices, statuses: Choices
    ) -> None:
        super().__init__(data, queryset, {"area": areas, "type": types, "status": statuses})

    def with_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Rows that contain every word."""
        return with_words(rows, value, "title", "reference", "description", "buyer_as_published")

    def in_band(self, rows: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Rows whose value lies in one of the bands."""
        wanted = Q(pk__in=[])
        for key in value:
            _, over, up_to = BANDS[key]
            wanted |= (Q(value_ex_vat__gt=over) if over else Q()) & (
                Q(value_ex_vat__lte=up_to) if up_to else Q()
            )
        return rows.filter(wanted) if value else rows


class ExceptionFilter(SortedFilter):
    """Service area, kind, state and the days on which it was asked for; what is no choice is left out."""

    sorts, newest_first = EXCEPTION_SORTS, NEWEST_ASKED_FIRST
    area = django_filters.MultipleChoiceFilter(
        label="Service area", field_name="procurement__service_area__key", widget=Checkboxes()
    )
    kind = django_filters.MultipleChoiceFilter(label="Kind", widget=Checkboxes())
    status = django_filters.MultipleChoiceFilter(label="Status", widget=Checkboxes())
    asked_from = django_filters.DateFilter(
        label="Asked for on or after",
        field_name="asked_at",
        lookup_expr="date__gte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    asked_to = django_filters.DateFilter(
        label="Asked for on or before",
        field_name="asked_at",
        lookup_expr="date__lte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(
        self, data: Any, queryset: QuerySet, *, areas: Choices, kinds: Choices, statuses: Choices
    ) -> None:
        super().__init__(data, queryset, {"area": areas, "kind": kinds, "status": statuses})
