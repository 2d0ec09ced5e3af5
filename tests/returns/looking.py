"""Addresses of returns' pages, their text, how many queries they take, and more rows to look at."""

import uuid
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procurement.contracts.models import Commitment, CommitmentLine
from procurement.returns.models import Evidence, QuarterlyReturn, ReturnLine

NASTY = "<script>alert(1)</script>{{7*7}}"
SHOWN = "<script>alert(1)<script>{{7*7}}.pdf"


def text_of(response) -> str:
    """The page as text."""
    return response.content.decode()


def portal(page: str, record) -> str:
    """The address of a supplier's page."""
    return reverse(f"portal_returns:{page}", args=[record.uid])


def desk(page: str, record) -> str:
    """The address of the council's page."""
    return reverse(f"returns:{page}", args=[record.uid])


def queries_of(client, address: str) -> int:
    """How many queries a page takes, once everything that is kept between requests is kept."""
    client.get(address)
    with CaptureQueriesContext(connection) as taken:
        assert client.get(address).status_code == 200
    return len(taken)


def more_lines(one: QuarterlyReturn, number: int) -> None:
    """So many more commitments with a line and a file each, as rows."""
    first = Commitment.objects.filter(contract=one.contract, measure__key="donations").get()
    line = ReturnLine.objects.get(period_return=one, commitment=first)
    promised = CommitmentLine.objects.filter(commitment=first).first()
    file = Evidence.objects.filter(line=line).first()
    said = line.submitted.first()
    for n in range(number):
        other = Commitment.objects.get(pk=first.pk)
        other.pk, other.uid, other.offer, other.account = None, uuid.uuid4(), None, None
        other.variant = f"v{n}"
        other.save()
        promised.pk, promised.commitment = None, other
        promised.save()
        line.pk, line.uid, line.commitment = None, uuid.uuid4(), other
        line.save()
        if file:
            file.pk, file.uid, file.line, file.stored_name = (
                None,
                uuid.uuid4(),
                line,
                f"evidence/{uuid.uuid4()}",
            )
            file.save()
        if said:
            said.pk, said.line = None, line
            said.save()


def more_returns(one: QuarterlyReturn, days: range) -> None:
    """More returns of the same contract, one for each of ``days`` before its own, as rows."""
    for n in days:
        other = QuarterlyReturn.objects.get(pk=one.pk)
        other.pk, other.uid = None, uuid.uuid4()
        other.period_start = other.period_end = one.period_start - timedelta(days=n)
        other.save()
