"""One line of a register of past contracts: what it says, and what had to be told from something else."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from councils.policies.domain.facts import Facts
from councils.policies.domain.words import Authority, ContractType, Route

MOST_POUNDS = Decimal("9999999999.99")
STANDARD_VAT = Decimal("0.20")
DAYS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%d %b %Y",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
)
YES, NO = (
    {"yes", "y", "true", "1", "sme", "vcse", "micro", "small", "medium"},
    {"no", "n", "false", "0", "large"},
)
TYPES = {
    "goods": ContractType.GOODS, "supplies": ContractType.GOODS, "products": ContractType.GOODS,
    "services": ContractType.SERVICES, "service": ContractType.SERVICES,
    "works": ContractType.WORKS, "lighttouch": ContractType.LIGHT_TOUCH, "lighttouchservices": ContractType.LIGHT_TOUCH,
    "concession": ContractType.CONCESSION, "grant": ContractType.GRANT,
}  # fmt: skip
ROUTES = {
    "tender": Route.TENDER, "itt": Route.TENDER, "invitationtotender": Route.TENDER, "open": Route.TENDER,
    "quote": Route.QUOTATION, "quotation": Route.QUOTATION, "rfq": Route.QUOTATION, "writtenquotations": Route.QUOTATION,
    "calloff": Route.CALL_OFF, "frameworkcalloff": Route.CALL_OFF, "framework": Route.CALL_OFF,
    "directaward": Route.DIRECT_AWARD, "grant": Route.GRANT, "inhouse": Route.IN_HOUSE,
}  # fmt: skip


@dataclass(frozen=True)
class LeftOut:
    """A line that cannot be judged: its number in the file (the headings are line 1), its title, and why."""

    line: int
    title: str
    why: str


@dataclass(frozen=True)
class PastContract:
    """One past contract. ``value`` in pounds excluding VAT over its whole life; ``small`` is None where it is not known.

    ``told`` says, in words, what the register does not say and was taken from something else.
    """

    line: int
    reference: str
    title: str
    service_area: str
    supplier: str
    small: bool | None
    value: Decimal
    vat_rate: Decimal | None
    contract_type: ContractType
    route: Route
    cpv: str
    commenced: date
    days: int | None
    told: tuple[str, ...]

    def facts(self, authority: Authority) -> Facts:
        """What a policy judges it by, on the day it commenced."""
        return Facts(
            contract_type=self.contract_type,
            route=self.route,
            value_ex_vat=self.value,
            vat_rate=self.vat_rate,
            judged_on=self.commenced,
            commenced_on=self.commenced,
            categories=(self.cpv,) if self.cpv else (),
            authority=authority,
        )


def read_line(line: int, cells: Mapping[str, object], today: date) -> PastContract | LeftOut:
    """One line of the register; ``cells`` by column name. What is missing is told from something else and said so."""
    title = _text(cells.get("title"))
    if not title:
        return LeftOut(line, "", "It has no title.")
    value = _pounds(cells.get("value"))
    if value is None or value <= 0:
        return LeftOut(line, title, "It has no value: it is empty, nought, or not an amount.")
    if value > MOST_POUNDS:
        return LeftOut(line, title, "Its value is too large to be true.")
    told: list[str] = []
    starts, ends = _day(cells.get("starts")), _day(cells.get("ends"))
    commenced = _day(cells.get("commenced")) or starts
    if commenced is None:
        commenced = today
        told.append("no day: judged as if it commenced today")
    cpv = _cpv(cells.get("cpv"))
    return PastContract(
        line=line,
        reference=_text(cells.get("reference"))[:100],
        title=title[:300],
        service_area=_text(cells.get("service_area"))[:200],
        supplier=_text(cells.get("supplier"))[:200],
        small=_small(cells.get("size")),
        value=value,
        vat_rate=_vat(cells.get("vat"), told),
        contract_type=_type(cells.get("type"), cpv, told),
        route=_route(cells.get("route"), told),
        cpv=cpv,
        commenced=commenced,
        days=(ends - starts).days + 1 if starts and ends and ends >= starts else None,
        told=tuple(told),
    )


def _text(cell: object) -> str:
    return " ".join(html.unescape(str(cell or "")).replace("\x00", "").split())


def _bare(cell: object) -> str:
    return re.sub(r"[^a-z0-9]", "", str(cell or "").lower())


def _pounds(cell: object) -> Decimal | None:
    text = re.sub(r"[£,\s]", "", str(cell if cell is not None else ""))
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount.quantize(Decimal("0.01")) if amount.is_finite() and abs(amount) < Decimal("1e15") else None


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _cpv(cell: object) -> str:
    found = re.search(r"\d{8}", str(cell or ""))
    return found.group() if found else ""


def _small(cell: object) -> bool | None:
    said = _bare(cell)
    return True if said in YES else False if said in NO else None


def _vat(cell: object, told: list[str]) -> Decimal | None:
    said = _text(cell).lower().removesuffix("%")
    if said == "exempt":
        return None
    try:
        rate = Decimal(said)
    except InvalidOperation:
        told.append("VAT rate: 20% taken")
        return STANDARD_VAT
    rate = rate / 100 if rate > 1 else rate
    return rate if 0 <= rate <= 1 else STANDARD_VAT


def _type(cell: object, cpv: str, told: list[str]) -> ContractType:
    said = TYPES.get(_bare(cell))
    if said:
        return said
    if cpv:
        division = int(cpv[:2])
        told.append(f"type: told from CPV code {cpv}")
        if division == 45:
            return ContractType.WORKS
        return ContractType.GOODS if division < 45 or division == 48 else ContractType.SERVICES
    told.append("type: services taken")
    return ContractType.SERVICES


def _route(cell: object, told: list[str]) -> Route:
    said = ROUTES.get(_bare(cell))
    if said is None:
        told.append("route: a tender taken")
    return said or Route.TENDER
