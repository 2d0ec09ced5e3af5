"""What is told of a purchase: whether it makes sense, and which of it is fixed once the procurement has commenced."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from councils.policies.domain.facts import Facts, day_words
from councils.policies.domain.words import Authority, ContractType, Route
from socialvalue.access.domain import Refusal
from socialvalue.money import pounds

EXEMPT = "exempt"
MOST_POUNDS = Decimal("9999999999.99")  # a purchase of more is a slip of the keyboard
MOST_YEARS = 50
# The facts by which the policy judges; they are fixed on the day the procurement commences.
DECIDING = {
    "contract_type": "type",
    "route": "route to market",
    "value_ex_vat": "value",
    "vat_rate": "VAT rate",
    "cpv": "CPV code",
    "commenced_on": "day it commenced",
}


@dataclass(frozen=True)
class Details:
    """What a person, or a notice, tells of a purchase.

    ``value_ex_vat`` is in pounds over the whole life; ``vat_rate`` is "0.20", "0.05", "0.00" or "exempt"; dates that are
    not known yet are None.
    """

    title: str
    contract_type: str
    route: str
    value_ex_vat: Decimal
    vat_rate: str
    description: str = ""
    cpv: str = ""
    contract_starts_on: date | None = None
    contract_ends_on: date | None = None
    commenced_on: date | None = None

    def facts(self, judged_on: date, authority: str = Authority.SUB_CENTRAL) -> Facts:
        """What a policy judges by."""
        return Facts(
            contract_type=ContractType(self.contract_type),
            route=Route(self.route),
            value_ex_vat=self.value_ex_vat,
            vat_rate=None if self.vat_rate == EXEMPT else Decimal(self.vat_rate),
            judged_on=judged_on,
            commenced_on=self.commenced_on,
            categories=(self.cpv,) if self.cpv else (),
            authority=Authority(authority),
        )


def check(details: Details, today: date) -> None:
    """Raise one Refusal with everything that makes no sense, each at its field."""
    problems = [*_value_problems(details), *_date_problems(details, today)]
    if not details.title.strip():
        problems.insert(0, ("title", "Enter the title"))
    if problems:
        raise Refusal.of(problems)


def _value_problems(details: Details) -> list[tuple[str, str]]:
    value = details.value_ex_vat
    if not value.is_finite() or value <= 0:
        return [("value_ex_vat", "Enter the value over the whole life of the contract: more than £0")]
    if value > MOST_POUNDS:
        return [("value_ex_vat", f"Check the value: it must be {pounds(MOST_POUNDS)} or less")]
    return []


def _date_problems(details: Details, today: date) -> list[tuple[str, str]]:
    starts, ends, commenced = details.contract_starts_on, details.contract_ends_on, details.commenced_on
    problems = []
    if starts and ends and ends < starts:
        problems.append(("contract_ends_on", f"Enter a day on or after the start, {day_words(starts)}"))
    elif starts and ends and ends.year - starts.year > MOST_YEARS:
        years = f"more than {MOST_YEARS} years after the start"
        problems.append(("contract_ends_on", f"Check the year: the end is {years}"))
    if commenced and commenced > today:
        problems.append(
            (
                "commenced_on",
                "Enter a day that is not in the future, or leave this empty until it has commenced",
            )
        )
    elif commenced and starts and commenced > starts:
        problems.append(
            ("commenced_on", f"Enter a day on or before the contract starts, {day_words(starts)}")
        )
    return problems


def check_change(before: Details, after: Details, today: date) -> None:
    """Raise Refusal where ``after`` makes no sense, or changes a deciding fact of a procurement that has commenced."""
    check(after, today)
    if before.commenced_on is None:
        return
    changed = [name for name in DECIDING if getattr(before, name) != getattr(after, name)]
    if changed:
        raise Refusal.of([(name, _fixed(name, before, before.commenced_on)) for name in changed])


def _fixed(name: str, before: Details, commenced_on: date) -> str:
    return (
        f"The {DECIDING[name]} cannot change. This procurement commenced on {day_words(commenced_on)}, and what the policy requires was "
        f"settled by the facts of that day. Enter {_written(getattr(before, name))} again"
    )


def _written(value: object) -> str:
    if isinstance(value, Decimal):
        return pounds(value)
    if isinstance(value, date):
        return day_words(value)
    words = {EXEMPT: "exempt", "0.20": "20%", "0.05": "5%", "0.00": "0%", "": "nothing"}
    return words.get(str(value)) or str(value).replace("_", " ")
