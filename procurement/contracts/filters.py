"""The list of contracts, filtered: by words, service area, supplier and status."""

from collections.abc import Mapping, Sequence
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

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


class FilterForm(PlainForm):
    """The boxes of a filter; all of them may be left empty."""

    mark_optional = False


class ContractFilter(django_filters.FilterSet):
    """A filter over contracts that a query gave; ``service_areas`` and ``suppliers`` are (key, name) pairs."""

    text = django_filters.CharFilter(method="by_words", label="Reference, title or supplier")
    service_area = django_filters.ChoiceFilter(
        field_name="service_area__key", label="Service area", empty_label="All"
    )
    supplier = django_filters.ChoiceFilter(field_name="supplier__uid", label="Supplier", empty_label="All")
    status = django_filters.ChoiceFilter(label="Status", choices=STATUSES, empty_label="All")

    class Meta:
        form = FilterForm

    def __init__(
        self,
        data: Any,
        queryset: QuerySet,
        *,
        service_areas: Sequence[tuple[str, str]],
        suppliers: Sequence[tuple[str, str]],
    ):
        super().__init__(data, queryset=queryset)
        self.filters["service_area"].extra["choices"] = service_areas
        self.filters["supplier"].extra["choices"] = suppliers

    def by_words(self, queryset: QuerySet, name: str, words: str) -> QuerySet:
        """Contracts in whose reference, title or supplier's name every word is found."""
        for word in words.split():
            queryset = queryset.filter(
                Q(reference__icontains=word) | Q(title__icontains=word) | Q(supplier__name__icontains=word)
            )
        return queryset


def ordered(queryset: QuerySet, sort: str, sorts: Mapping[str, tuple[str, ...]], default: str) -> QuerySet:
    """``queryset`` in the order that ``sort`` names (``-`` in front for the other way), else in ``default``'s."""
    wanted = sort if sort.removeprefix("-") in sorts else default
    first, *rest = sorts[wanted.removeprefix("-")]
    return queryset.order_by(f"-{first}" if wanted.startswith("-") else first, *rest)
