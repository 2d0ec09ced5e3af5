"""Filtering and sorting the library of measures, and a table of licensed values."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import django_filters
from django.db.models import QuerySet

from socialvalue.access.filters import Choices, SortedFilter, with_words
from socialvalue.access.forms import Checkboxes, TextInput

SORTS = {
    "place": ("position", "id"),
    "measure": ("headline", "id"),
    "outcome": ("outcome__position", "position", "id"),
    "unit": ("unit", "position", "id"),
}
IN_ITS_ORDER = "place"
LICENSED_SORTS = {
    "row": ("row", "id"),
    "reference": ("reference_key", "row"),
    "edition": ("edition", "row"),
    "value": ("worth", "row"),
    "from": ("valid_from", "row"),
}
AS_IN_THE_FILE = "row"
VALUED = (("valued", "Valued in pounds"), ("not-valued", "Not valued"))
Under = Callable[[str, Iterable[str]], set[int]]


class MeasureFilter(SortedFilter):
    """Text, theme, outcome, unit, goal, catalogue and value; what is no choice is left out.

    ``under`` tells which measures have a goal, a catalogue or a value, which stand in no column.
    """

    sorts, newest_first = SORTS, IN_ITS_ORDER
    text = django_filters.CharFilter(
        label="Headline, text or TOMs reference", method="with_text", widget=TextInput()
    )
    theme = django_filters.MultipleChoiceFilter(
        label="Theme", field_name="outcome__priority__key", widget=Checkboxes()
    )
    outcome = django_filters.MultipleChoiceFilter(
        label="Outcome", field_name="outcome__key", widget=Checkboxes()
    )
    unit = django_filters.MultipleChoiceFilter(label="Counted in", widget=Checkboxes())
    goal = django_filters.MultipleChoiceFilter(
        label="Goal of the United Nations", method="labelled", widget=Checkboxes()
    )
    catalogue = django_filters.MultipleChoiceFilter(label="Catalogue", method="labelled", widget=Checkboxes())
    value = django_filters.MultipleChoiceFilter(
        label="Value", method="labelled", choices=VALUED, widget=Checkboxes()
    )

    def __init__(
        self, data: Any, queryset: QuerySet, *, choices: Mapping[str, Choices], under: Under
    ) -> None:
        super().__init__(data, queryset, choices)
        self.under = under

    def with_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Rows that contain every word."""
        return with_words(rows, value, "headline", "definition", "toms_reference", "outcome__title")

    def labelled(self, rows: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Rows with one of the labels."""
        return rows.filter(pk__in=self.under(name, value)) if value else rows


class LicensedValueFilter(SortedFilter):
    """Every word of the text stands in the reference, the edition or the licence."""

    sorts, newest_first = LICENSED_SORTS, AS_IN_THE_FILE
    text = django_filters.CharFilter(
        label="Reference, edition or licence", method="with_text", widget=TextInput()
    )

    def __init__(self, data: dict, queryset: QuerySet) -> None:
        super().__init__(data, queryset, {})

    def with_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Rows that contain every word."""
        return with_words(rows, value, "reference", "edition", "licence")
