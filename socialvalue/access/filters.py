"""What every filtered and sorted list starts with."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet

Choices = Iterable[tuple[str, str]]
MOST_WORDS = 10


def with_words(rows: QuerySet, words: str, *columns: str) -> QuerySet:
    """``rows`` in which each of the first ten words stands somewhere in one of the columns, in whatever case."""
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(Q(*((f"{column}__icontains", word) for column in columns), _connector=Q.OR))
    return rows


class SortedFilter(django_filters.FilterSet):
    """A filter whose rows the address may sort by a column of ``sorts``, newest first where it names none.

    ``choices`` are what the boxes of the filters of these names offer.
    """

    sorts: ClassVar[Mapping[str, tuple[str, ...]]]
    newest_first: ClassVar[str]

    def __init__(self, data: Any, queryset: QuerySet, choices: Mapping[str, Choices]) -> None:
        super().__init__(data, queryset)
        for name, offered in choices.items():
            self.filters[name].extra["choices"] = list(offered)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked for, so that finding nothing may be the filter's doing."""
        return any(self.data.get(name) for name in self.filters)

    @property
    def rows(self) -> QuerySet:
        """What is found, sorted as the address asks."""
        asked = self.data.get("sort", "")
        asked = asked if asked.removeprefix("-") in self.sorts else self.newest_first
        sign = "-" if asked.startswith("-") else ""
        return self.qs.order_by(*(f"{sign}{name}" for name in self.sorts[asked.removeprefix("-")]))
