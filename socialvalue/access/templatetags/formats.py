"""How amounts, quantities, dates and sizes read on screen and in print; a missing value is a dash, never a zero."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import timezone

from socialvalue.colours import can_be_read, contrast_with_white
from socialvalue.money import pounds

NONE = "–"
MILLION = Decimal(1_000_000)
BILLION = Decimal(1_000_000_000)

Number = Decimal | int | float | str | None


def _decimal(value: Number) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _rounded(value: Decimal, place: str) -> Decimal:
    return value.quantize(Decimal(place), rounding=ROUND_HALF_UP)


def _plain(value: Decimal) -> str:
    """Digits with thousands separators and no trailing zeros: ``1,234.5``."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Number) -> str:
    """``£2,973.41``; a dash where there is no value."""
    amount = _decimal(value)
    return NONE if amount is None else pounds(amount)


def money_short(value: Number) -> str:
    """``£12.3 million`` from a million up, else whole pounds, with pence only below £1,000; for prose and charts."""
    amount = _decimal(value)
    if amount is None:
        return NONE
    for size, word in ((BILLION, "billion"), (MILLION, "million")):
        if abs(amount) >= size:
            return f"{_signed_pounds(_plain(_rounded(abs(amount) / size, '0.1')), amount)} {word}"
    if abs(amount) < 1000 and amount % 1:
        return pounds(amount)
    return _signed_pounds(f"{_rounded(abs(amount), '1'):,}", amount)


def _signed_pounds(digits: str, amount: Decimal) -> str:
    return f"{'-' if amount < 0 else ''}£{digits}"


def quantity(value: Number) -> str:
    """Up to four places and no trailing zeros: ``12.5``, ``1,000``."""
    number = _decimal(value)
    return NONE if number is None else _plain(_rounded(number, "0.0001"))


def percent(value: Number) -> str:
    """``20%`` from 20, at most two places."""
    number = _decimal(value)
    return NONE if number is None else f"{_plain(_rounded(number, '0.01'))}%"


def long_date(value: date | datetime | None) -> str:
    """``3 December 2026``, in London for a moment in time."""
    if not value:
        return NONE
    day = _london(value) if isinstance(value, datetime) else value
    return f"{day.day} {day:%B} {day.year}"


def date_time(value: datetime | None) -> str:
    """``3 December 2026 at 2:05pm``, in London; noon and midnight in words."""
    if not value:
        return NONE
    moment = _london(value)
    return f"{long_date(moment)} at {_clock(moment)}"


def _london(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _clock(moment: datetime) -> str:
    if moment.minute == 0 and moment.hour in (0, 12):
        return "midnight" if moment.hour == 0 else "midday"
    hour = moment.hour % 12 or 12
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{hour}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def file_size(size: int | None) -> str:
    """``812 bytes``, ``34 KB``, ``1.2 MB`` from a number of bytes."""
    if size is None:
        return NONE
    if size < 1000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{_rounded(Decimal(size) / 1000, '1')} KB"
    return f"{_plain(_rounded(Decimal(size) / MILLION, '0.1'))} MB"


DEFAULT_COLOUR = "#1d70b8"


def readable_under_white(colour: str | None) -> bool:
    """Whether ``colour`` is #rrggbb and white words on it have the contrast that WCAG 2.2 AA asks for."""
    if not colour or not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return False
    return can_be_read(contrast_with_white(colour))
