"""The list of contracts, filtered: by words, service area, supplier and status."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import QuerySet

from socialvalue.access.filters import Choices, SortedFilter, with_words
from socialvalue.access.forms import PlainForm

STATUSES = (("awarded", "Awarded"), ("signed", "Signed"))
SORTS: Mapping[str, tuple[str, ...]] = {
    "reference": ("reference",),
    "title": ("title", "reference"),
    "service_area": ("service_area__name", "reference"),
    "supplier": ("supplier__name", "reference"),
    "value": ("value_ex_vat", "reference"),
    "ends_on": ("ends_on", "reference"),
    "status": ("status", "reference"),
}
BY_REFERENCE = "-reference"


class FilterForm(PlainForm):
    """The boxes of a filter; all of them may be left empty."""

    mark_optional = False


class ContractFilter(SortedFilter):
    """A filter over contracts that a query gave."""

    sorts, newest_first = SORTS, BY_REFERENCE
    text = django_filters.CharFilter(method="by_words", label="Reference, title or supplier")
    service_area = django_filters.ChoiceFilter(
        field_name="service_area__key", label="Service area", empty_label="All"
    )
    supplier = django_filters.ChoiceFilter(field_name="supplier__uid", label="Supplier", empty_label="All")
    status = django_filters.ChoiceFilter(label="Status", choices=STATUSES, empty_label="All")

    class Meta:
        form = FilterForm

    def __init__(self, data: Any, queryset: QuerySet, *, service_areas: Choices, suppliers: Choices) -> None:
        super().__init__(data, queryset, {"service_area": service_areas, "supplier": suppliers})

    def by_words(self, queryset: QuerySet, name: str, words: str) -> QuerySet:
        """Contracts in whose reference, title or supplier's name every word is found."""
        return with_words(queryset, words, "reference", "title", "supplier__name")
