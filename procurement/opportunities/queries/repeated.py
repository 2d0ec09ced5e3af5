"""The same need bought again and again by one service, each time just below a line of the policy or the law."""

from decimal import Decimal

from django.db.models.functions import Coalesce, TruncDate

from councils.policies import queries as policies
from councils.policies.domain.cpv import DIVISION
from councils.policies.domain.repeats import Purchase, Repeat
from councils.policies.domain.words import ContractType
from procurement.opportunities.domain.details import EXEMPT
from procurement.opportunities.models import Procurement
from socialvalue.access.domain import Actor
from socialvalue.clock import LONDON, today

_DAY = Coalesce("commenced_on", TruncDate("created_at", tzinfo=LONDON))
_TOLD = ("reference", "contract_type", "cpv", "value_ex_vat", "vat_rate", "day")


def repeats(actor: Actor, procurement: Procurement) -> tuple[Repeat, ...]:
    """The repeated purchases of which ``procurement`` is one, among those that the actor may see in its service area.

    One query. A procurement without a CPV code is like no other; one that has not commenced counts from the day it was
    opened.
    """
    if procurement.policy is None or not procurement.cpv:
        return ()
    rows = Procurement.objects.visible_to(actor).filter(
        service_area=procurement.service_area_id,
        contract_type=procurement.contract_type,
        cpv__startswith=procurement.cpv[:DIVISION],
    )
    purchases = [_purchase(*told) for told in rows.annotate(day=_DAY).values_list(*_TOLD)]
    found = policies.repeats(actor, procurement.policy, procurement.commenced_on or today(), purchases)
    return tuple(
        one for one in found if any(bought.reference == procurement.reference for bought in one.purchases)
    )


def _purchase(reference, contract_type, cpv, value_ex_vat, vat_rate, day) -> Purchase:
    rate = None if vat_rate == EXEMPT else Decimal(vat_rate)
    return Purchase(reference, ContractType(contract_type), cpv, value_ex_vat, rate, day)
