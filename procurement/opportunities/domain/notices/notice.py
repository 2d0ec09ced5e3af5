"""One release as a notice that can become an opportunity, or the reason why it cannot."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from councils.policies.domain.words import ContractType, Route
from procurement.opportunities.domain.details import MOST_POUNDS, MOST_YEARS
from procurement.opportunities.domain.notices import reading
from socialvalue.money import pounds, round_pounds

PLACEHOLDER = Decimal("1")  # published values of a pound or a penny stand for "not known"
TENDER_TAGS = frozenset({"tender", "tenderUpdate", "tenderAmendment"})
PLANNING_TAGS = frozenset({"planning", "planningUpdate"})
OVER = {
    "award": "an award notice",
    "contract": "a contract notice",
    "implementation": "a notice about a running contract",
    "tenderCancellation": "the cancellation of a tender",
}
ENDED = {"cancelled": "cancelled", "withdrawn": "withdrawn", "unsuccessful": "unsuccessful"}
TYPES = {"goods": ContractType.GOODS, "services": ContractType.SERVICES, "works": ContractType.WORKS}
REGIMES = {"lightTouch": ContractType.LIGHT_TOUCH, "concession": ContractType.CONCESSION}


@dataclass(frozen=True)
class Notice:
    """The facts of a published notice; ``value_ex_vat`` in pounds, days in London.

    ``commenced_on`` is the day the tender was first published, None for a planning notice. ``remarks`` say what of the
    notice was left out.
    """

    ocid: str
    title: str
    description: str
    contract_type: ContractType
    route: Route
    value_ex_vat: Decimal
    buyer: str
    cpv: str = ""
    cpv_words: str = ""
    region: str = ""
    contract_starts_on: date | None = None
    contract_ends_on: date | None = None
    published_at: datetime | None = None
    commenced_on: date | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Skipped:
    """A release that became nothing, and why."""

    ocid: str
    title: str
    reason: str


class _NotUsable(Exception):
    """The reason why a release cannot become an opportunity."""


def read_release(release: Any) -> Notice | Skipped:
    """The notice in ``release``, whatever that is; never raises."""
    ocid = reading.text(reading.inside(release, "ocid"), 200)
    title = reading.text(reading.inside(release, "tender", "title"), 300) or reading.text(
        reading.inside(release, "title"), 300
    )
    try:
        return _notice(release, ocid, title)
    except _NotUsable as reason:
        return Skipped(ocid[:100] or "no ocid", title or "no title", str(reason))


def _notice(release: Any, ocid: str, title: str) -> Notice:
    if not isinstance(release, dict):
        raise _NotUsable("It is not a release.")
    is_tender = _is_tender(release)
    if not ocid or len(ocid) > 100:
        raise _NotUsable("It has no ocid of 1 to 100 characters, so it cannot be told from others.")
    if not title:
        raise _NotUsable("It has no title.")
    buyer = _buyer(release)
    contract_type = _type(release)
    value = _value(release)
    published = _first_published(release)
    if is_tender and published is None:
        raise _NotUsable("It does not say when the tender was published, so its thresholds cannot be told.")
    made = Notice(
        ocid=ocid,
        title=title,
        description=reading.text(reading.inside(release, "tender", "description"), 20_000, lines=True),
        contract_type=contract_type,
        route=_route(release),
        value_ex_vat=value,
        buyer=buyer,
        region=_region(release),
        published_at=published,
        commenced_on=published.astimezone(reading.LONDON).date() if is_tender and published else None,
    )
    return _with_category(_with_dates(made, release), release)


def _is_tender(release: dict[str, Any]) -> bool:
    """Whether it is a tender notice, or else a planning one; refuses every other kind."""
    tags = reading.words(release, "tag")
    for tag in sorted(tags):
        for over, what in OVER.items():
            if tag.startswith(over):
                raise _NotUsable(f"It is {what}. Tender and planning notices become opportunities.")
    status = reading.inside(release, "tender", "status")
    if isinstance(status, str) and status in ENDED:
        raise _NotUsable(f"The tender is {ENDED[status]}.")
    if tags & TENDER_TAGS:
        return True
    if tags & PLANNING_TAGS:
        return False
    if "compiled" in tags:
        return _compiled_is_tender(release, status)
    raise _NotUsable("It is neither a tender nor a planning notice.")


def _compiled_is_tender(release: dict[str, Any], status: Any) -> bool:
    """The stage of a compiled release, which is not tagged with it."""
    if next(reading.items(release, "awards"), None) or next(reading.items(release, "contracts"), None):
        raise _NotUsable("It has been awarded. Tender and planning notices become opportunities.")
    if status == "complete":
        raise _NotUsable("The tender is complete.")
    return status == "active" or (
        status is None and reading.inside(release, "tender", "tenderPeriod") is not None
    )


def _buyer(release: dict[str, Any]) -> str:
    named = reading.text(reading.inside(release, "buyer", "name"), 300)
    for party in reading.items(release, "parties"):
        if not named and "buyer" in reading.words(party, "roles"):
            named = reading.text(party.get("name"), 300)
    if not named:
        raise _NotUsable("It has no buyer.")
    return named


def _type(release: dict[str, Any]) -> ContractType:
    regimes = reading.words(release, "tender", "specialRegime")
    for regime, contract_type in REGIMES.items():
        if regime in regimes:
            return contract_type
    category = reading.inside(release, "tender", "mainProcurementCategory")
    if not isinstance(category, str) or category not in TYPES:
        raise _NotUsable("Its type is not known: it says neither goods, nor services, nor works.")
    return TYPES[category]


def _route(release: dict[str, Any]) -> Route:
    said = reading.text(reading.inside(release, "tender", "procurementMethodDetails"), 300).lower()
    if "quotation" in said:
        return Route.QUOTATION
    if "call-off" in said or "call off" in said:
        return Route.CALL_OFF
    method = reading.inside(release, "tender", "procurementMethod")
    return Route.DIRECT_AWARD if method == "direct" or "direct award" in said else Route.TENDER


def _value(release: dict[str, Any]) -> Decimal:
    """Pounds without VAT: the tender's value, else the sum of its lots' values, else the planned budget."""
    lots = [lot.get("value") for lot in reading.items(release, "tender", "lots")]
    whole = reading.inside(release, "tender", "value")
    budget = reading.inside(release, "planning", "budget", "amount")
    if not isinstance(whole, dict) and lots and all(isinstance(lot, dict) for lot in lots):
        return _sensible(sum((_pounds(lot) for lot in lots), Decimal(0)))
    return _sensible(_pounds(whole if isinstance(whole, dict) else budget))


def _pounds(value: Any) -> Decimal:
    if not isinstance(value, dict) or value.get("amount") is None:
        with_vat = reading.number(reading.inside(value, "amountGross"))
        raise _NotUsable("Its value is given with VAT only." if with_vat is not None else "It has no value.")
    amount = reading.number(value["amount"])
    if amount is None:
        raise _NotUsable("Its value is not a number.")
    currency = reading.text(value.get("currency"), 20)
    if currency != "GBP":
        raise _NotUsable(
            f"Its value is in {currency}, not in pounds." if currency else "Its value has no currency."
        )
    return amount


def _sensible(amount: Decimal) -> Decimal:
    if amount > MOST_POUNDS:
        raise _NotUsable(f"Its value is more than {pounds(MOST_POUNDS)}, which cannot be right.")
    if amount < 0:
        raise _NotUsable(
            f"Its value is {pounds(amount) if amount > -MOST_POUNDS else 'far below nothing'}, less than nothing."
        )
    if amount <= PLACEHOLDER:
        raise _NotUsable(f"Its value is {pounds(amount)}, which is printed where the value is not known.")
    return round_pounds(amount)


def _first_published(release: dict[str, Any]) -> datetime | None:
    """When it was first published; an amended release says so itself, or in its documents, and else is dated."""
    said = reading.moment(reading.inside(release, "tender", "datePublished"))
    documents = (
        reading.moment(document.get("datePublished"))
        for place in ("tender", "planning")
        for document in reading.items(release, place, "documents")
        if document.get("documentType")
        in ("tenderNotice", "marketEngagementNotice", "plannedProcurementNotice")
    )
    return said or min(filter(None, documents), default=None) or reading.moment(release.get("date"))


def _with_dates(made: Notice, release: dict[str, Any]) -> Notice:
    whole = reading.inside(release, "tender", "contractPeriod")
    periods = [lot.get("contractPeriod") for lot in reading.items(release, "tender", "lots")]
    periods = [whole] if isinstance(whole, dict) else periods
    starts = min(filter(None, (reading.day(reading.inside(p, "startDate")) for p in periods)), default=None)
    ends = max(filter(None, (reading.day(reading.inside(p, "endDate")) for p in periods)), default=None)
    wrong = _wrong_dates(starts, ends, made.commenced_on)
    if wrong:
        return replace(made, remarks=(f"Contract dates left out: {wrong}.",))
    missing = [name for name, found in (("start", starts), ("end", ends)) if found is None]
    remarks = (f"No contract {' or '.join(missing)} date is printed.",) if missing else ()
    return replace(made, contract_starts_on=starts, contract_ends_on=ends, remarks=remarks)


def _wrong_dates(starts: date | None, ends: date | None, commenced_on: date | None) -> str:
    """Why printed dates cannot be those of this contract; empty where they can."""
    if starts and ends and ends < starts:
        return "the end is before the start"
    if starts and ends and ends.year - starts.year > MOST_YEARS:
        return f"the end is more than {MOST_YEARS} years after the start"
    if starts and commenced_on and commenced_on > starts:
        return "the start is before the tender was published"
    return ""


def _with_category(made: Notice, release: dict[str, Any]) -> Notice:
    code = reading.inside(release, "tender", "classification")
    if reading.inside(code, "scheme") != "CPV":
        return made
    found = reading.text(reading.inside(code, "id"), 20)
    if not re.fullmatch(r"[0-9]{8}(-[0-9])?", found, re.ASCII):
        return made
    return replace(made, cpv=found, cpv_words=reading.text(code.get("description"), 300))


def _region(release: dict[str, Any]) -> str:
    """The regions of delivery, each once, in order."""
    named = (
        reading.text(place.get("region"), 100)
        for item in reading.items(release, "tender", "items")
        for place in reading.items(item, "deliveryAddresses")
    )
    return reading.text(", ".join(dict.fromkeys(filter(None, named))), 200)
