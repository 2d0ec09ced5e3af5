"""Opening procurements from published notices."""

from dataclasses import dataclass, fields
from typing import Any

from django.db import DataError, IntegrityError, transaction

from councils.organisations.models import Council, ServiceArea
from procurement.opportunities import queries
from procurement.opportunities.domain.details import Details, check
from procurement.opportunities.domain.notices.notice import Notice, Skipped
from procurement.opportunities.domain.notices.package import read_package
from procurement.opportunities.models import Procurement
from procurement.opportunities.services.details import make
from socialvalue import clock
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import require

NOT_IN_A_NOTICE = {"vat_rate", "urgent", "light_touch"}


@dataclass(frozen=True)
class FromNotice:
    """A procurement that was made from a notice, with what of the notice was left out."""

    procurement: Procurement
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Imported:
    """What became of a package of notices."""

    imported: tuple[FromNotice, ...]
    here_before: tuple[Procurement, ...]
    skipped: tuple[Skipped, ...]


def import_notices(
    *, package: Any, council: Council, by: Actor, buyer: str = "", service_area: ServiceArea | None = None
) -> Imported:
    """Open a procurement for each tender or planning notice of an OCDS package; twice is the same as once, by ocid.

    Each notice is taken or skipped by itself. A notice does not say which service area buys nor at which rate VAT is
    charged: the procurement goes to ``service_area`` (the council's first where none is given) at the standard rate.
    Raises Refusal for what is no package and for a council without service areas.
    """
    require(by, "procurement.open")
    own = [area for area in queries.service_areas(by) if area.council_id == council.pk]
    area = service_area or min(own, key=lambda area: area.pk, default=None)
    if area is None:
        raise Refusal(f"{council} has no service areas, so a procurement has nowhere to go.")
    read = read_package(package, clock.today(), buyer)
    before = queries.taken_before(by, {notice.ocid for notice in read.notices})
    taken, skipped = [], list(read.skipped)
    for notice in read.notices:
        if notice.ocid in before:
            continue
        made = _take_notice(notice, area, read.source, by)
        if isinstance(made, Skipped):
            skipped.append(made)
        else:
            taken.append(FromNotice(made, notice.remarks))
    here = tuple(before[notice.ocid] for notice in read.notices if notice.ocid in before)
    return Imported(tuple(taken), here, tuple(skipped))


def _take_notice(notice: Notice, area: ServiceArea, source: str, by: Actor) -> Procurement | Skipped:
    said = [field.name for field in fields(Details) if field.name not in NOT_IN_A_NOTICE]
    told = {name: getattr(notice, name) for name in said}
    details = Details(**told, vat_rate=Procurement.VatRate.STANDARD.value)
    try:
        with transaction.atomic():
            check(details, clock.today())
            return make(
                details,
                area,
                by,
                ocid=notice.ocid,
                cpv_words=notice.cpv_words,
                region=notice.region,
                buyer_as_published=notice.buyer,
                notice_published_at=notice.published_at,
                notice_source=source,
            )
    except Refusal as refused:
        return Skipped(notice.ocid, notice.title, str(refused))
    except (IntegrityError, DataError):
        return Skipped(
            notice.ocid, notice.title, "Somebody else took it at the same moment, or it cannot be stored."
        )
