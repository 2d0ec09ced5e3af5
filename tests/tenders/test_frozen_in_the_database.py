"""A published scheme and its questions cannot be changed at the database's prompt either."""

import pytest
from django.db import IntegrityError, transaction

from procurement.tenders.models import Question, Tender
from tests.factories.tenders import published_tender


@pytest.mark.parametrize(
    "change", [{"price_weight": 41, "quality_weight": 39}, {"instructions": "Other"}, {"scheme": {}}]
)
def test_a_published_scheme_never_changes(rotherham, change):
    """Weights, words and the scheme itself."""
    tender = published_tender(rotherham)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Tender.objects.filter(pk=tender.pk).update(**change)


def test_a_published_question_never_changes(rotherham):
    """Neither changed nor taken away."""
    tender = published_tender(rotherham)
    for act in (lambda rows: rows.update(marks=1), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
            act(Question.objects.filter(tender=tender))


def test_its_status_moves_on(rotherham):
    """Only the scheme is frozen."""
    tender = published_tender(rotherham)
    Tender.objects.filter(pk=tender.pk).update(version=tender.version + 1)
