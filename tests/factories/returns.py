"""Builders of returns, named by how far they are; everything goes through the services.

The clock is moved to the day after the quarter where it is earlier. A return that comes back has ``signed`` (the
contract, with its people), ``supplier_actor`` and ``manager_actor``.
"""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from councils.organisations.models import Council
from procurement.contracts.models import Contract
from procurement.returns import services
from procurement.returns.domain.timing import opens_on
from procurement.returns.models import QuarterlyReturn, ReturnLine
from socialvalue import clock
from socialvalue.access.domain import Actor
from tests.factories.contracts import signed_contract

DONE = "We did it in the parks of the borough, as the pictures show."


def pdf(name: str = "evidence.pdf", words: bytes = b"a picture of the park") -> SimpleUploadedFile:
    """The smallest file that is a PDF by its content."""
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + words + b"\n%%EOF\n", content_type="application/pdf")


def office(name: str, part: str, more: Mapping[str, bytes] | None = None) -> SimpleUploadedFile:
    """A zip with the parts of an Office file: ``part`` is its main part, such as ``word/document.xml``."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<?xml version='1.0'?><Types></Types>")
        archive.writestr(part, "<xml/>")
        for inside, content in (more or {}).items():
            archive.writestr(inside, content)
    return SimpleUploadedFile(name, held.getvalue())


def move_to(day) -> None:
    """Move the clock to the morning of ``day``, unless it is later already."""
    moment = datetime.combine(day, time(9), tzinfo=clock.LONDON)
    if clock.now() < moment:
        clock.move_to(moment)


def again(one: QuarterlyReturn) -> QuarterlyReturn:
    """The return as it stands now, with its people."""
    rows = QuarterlyReturn.objects.select_related("council", "contract__manager", "contract__procurement")
    fresh = rows.get(pk=one.pk)
    fresh.signed, fresh.supplier_actor, fresh.manager_actor = (
        one.signed,
        one.supplier_actor,
        one.manager_actor,
    )
    return fresh


def line_of(one: QuarterlyReturn, key: str) -> ReturnLine:
    """The line on the measure (``key``, or ``key:variant``), as it stands now."""
    key, _, variant = key.partition(":")
    rows = ReturnLine.objects.select_related(
        "council", "period_return__contract__procurement", "period_return__council", "commitment__measure"
    )
    found = rows.filter(period_return=one, commitment__measure__key=key)
    return found.get(commitment__variant=variant) if variant else found.get()


def made_returns(council: Council, contract: Contract | None = None, **told) -> list[QuarterlyReturn]:
    """The returns of a signed contract, earliest first; none of them can be filled in yet."""
    contract = contract or signed_contract(council, **told)
    services.make_returns(contract=contract, by=Actor.system(contract.council_id))
    found = []
    for one in QuarterlyReturn.objects.filter(contract=contract).order_by("period_start"):
        one.signed, one.supplier_actor, one.manager_actor = (
            contract,
            contract.supplier_actor,
            contract.manager_actor,
        )
        found.append(again(one))
    return found


def due_return(
    council: Council, contract: Contract | None = None, quarter: int = 0, **told
) -> QuarterlyReturn:
    """The return for a contract's first quarter (or another, from 0), on the day on which it opens."""
    one = made_returns(council, contract, **told)[quarter]
    move_to(opens_on(one.period))
    return one


def fill(one: QuarterlyReturn, quantities: Mapping[str, Any], evidence: bool = True) -> None:
    """Say ``quantities`` by measure, each with a file where it is not nothing; other lines are left as they are."""
    for key, quantity in quantities.items():
        line = line_of(one, key)
        services.save_line(
            line=line,
            quantity=None if quantity is None else Decimal(quantity),
            what_was_done=DONE if quantity else "",
            declared=line.commitment.measure.declarations,
            version=line.version,
            by=one.supplier_actor,
        )
        if evidence and quantity:
            services.attach(line=line, upload=pdf(f"{key}.pdf".replace(":", "-")), by=one.supplier_actor)


def filled_return(
    council: Council, quantities: Mapping[str, Any] | None = None, one: QuarterlyReturn | None = None, **told
) -> QuarterlyReturn:
    """A return every line of which has an answer: what was committed, where ``quantities`` says nothing else."""
    one = one or due_return(council, **told)
    fill(one, {**as_committed(one), **(quantities or {})})
    return again(one)


def as_committed(one: QuarterlyReturn) -> dict[str, Decimal]:
    """What was committed for the quarter, by measure (``key:variant`` where there are variants)."""
    found = {}
    for line in ReturnLine.objects.filter(period_return=one).select_related("commitment__measure"):
        commitment = line.commitment
        key = f"{commitment.measure.key}:{commitment.variant}".rstrip(":")
        promised = commitment.lines.filter(period_start=one.period_start).first()
        found[key] = promised.quantity if promised else Decimal(0)
    return found


def submitted(one: QuarterlyReturn) -> QuarterlyReturn:
    """A filled return sent."""
    services.submit(period_return=one, version=one.version, by=one.supplier_actor)
    return again(one)


def submitted_return(
    council: Council, quantities: Mapping[str, Any] | None = None, **told
) -> QuarterlyReturn:
    """A filled return sent; ``quantities`` as for ``filled_return``."""
    return submitted(filled_return(council, quantities, **told))


def verified(one: QuarterlyReturn) -> QuarterlyReturn:
    """A submitted return with every line verified in full."""
    for key in as_committed(one):
        line = line_of(one, key)
        services.verify_line(line=line, version=line.version, by=one.manager_actor)
    return again(one)


def verified_return(council: Council, quantities: Mapping[str, Any] | None = None, **told) -> QuarterlyReturn:
    """A return with every line verified in full."""
    return verified(submitted_return(council, quantities, **told))
