"""What is told of a purchase: whether it makes sense, and which of it is fixed once the procurement has commenced."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from councils.policies.domain.facts import Facts, day_words
from councils.policies.domain.light_touch import LightTouchProposal
from councils.policies.domain.words import Authority, ContractType, Route
from socialvalue.access.domain import Refusal
from socialvalue.money import pounds

EXEMPT = "exempt"
MOST_POUNDS = Decimal("9999999999.99")  # a purchase of more is a slip of the keyboard
MOST_YEARS = 50
LIGHT_TOUCH_ASKED = "Say whether the contract is wholly or mainly for this"
# The facts by which the policy judges; they are fixed on the day the procurement commences.
DECIDING = {
    "contract_type": "type",
    "route": "route to market",
    "value_ex_vat": "value",
    "vat_rate": "VAT rate",
    "cpv": "CPV code",
    "urgent": "urgency",
    "light_touch": "answer on light touch services",
    "commenced_on": "day it commenced",
}


@dataclass(frozen=True)
class Details:
    """What a person, or a notice, tells of a purchase.

    ``value_ex_vat`` is in pounds over the whole life; ``vat_rate`` is "0.20", "0.05", "0.00" or "exempt"; dates that are
    not known yet are None. ``light_touch`` is what a person said where the CPV code is listed as light touch services:
    None where nobody was asked.
    """

    title: str
    contract_type: str
    route: str
    value_ex_vat: Decimal
    vat_rate: str
    description: str = ""
    cpv: str = ""
    urgent: bool = False
    light_touch: bool | None = None
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
            urgent=self.urgent,
        )


def may_be_light_touch(contract_type: str, proposal: LightTouchProposal | None) -> bool:
    """Whether a person has to say if services are light touch: where their CPV code is ``proposal``-ed as that."""
    return proposal is not None and contract_type == ContractType.SERVICES


def confirmed(details: Details, proposal: LightTouchProposal | None) -> Details:
    """``details`` by the answer on light touch: a yes makes services light touch services.

    Whoever chose light touch services for a listed code has confirmed it; an answer where no code is listed is dropped.
    Raises Refusal where the question is asked and not answered.
    """
    if not may_be_light_touch(details.contract_type, proposal):
        is_one = proposal is not None and details.contract_type == ContractType.LIGHT_TOUCH
        return replace(details, light_touch=True if is_one else None)
    if details.light_touch is None:
        raise Refusal(LIGHT_TOUCH_ASKED, "light_touch")
    kind = ContractType.LIGHT_TOUCH if details.light_touch else ContractType.SERVICES
    return replace(details, contract_type=kind.value)


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
    changed = changed_facts(before, after)
    if changed:
        raise Refusal.of([(name, _fixed(name, before, before.commenced_on)) for name in changed])


def changed_facts(before: Details, after: Details) -> list[str]:
    """The names of the deciding facts that differ."""
    return [name for name in DECIDING if getattr(before, name) != getattr(after, name)]


def check_correction(before: Details, after: Details, today: date) -> None:
    """Raise Refusal unless ``after`` makes sense and puts right a deciding fact of a procurement that has commenced."""
    if before.commenced_on is None:
        raise Refusal("This procurement has not commenced, so its details can simply be changed.")
    if after.commenced_on is None:
        raise Refusal("Enter the day on which it commenced", "commenced_on")
    check(after, today)
    if not changed_facts(before, after):
        raise Refusal("Nothing differs from what is there. Change the fact that is wrong")


def _fixed(name: str, before: Details, commenced_on: date) -> str:
    return (
        f"The {DECIDING[name]} cannot change. This procurement commenced on {day_words(commenced_on)}, and what the policy requires was "
        f"settled by the facts of that day. Enter {_written(getattr(before, name))} again"
    )


def corrected_words(before: Details, after: Details) -> list[dict[str, str]]:
    """Each deciding fact that was put right: ``what`` it is, what it ``was`` and what it ``is``, in words."""
    return [
        {
            "what": DECIDING[name],
            "was": _written(getattr(before, name)),
            "is": _written(getattr(after, name)),
        }
        for name in changed_facts(before, after)
    ]


def _written(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {True: "yes", False: "no", None: "not asked"}[value]
    if isinstance(value, Decimal):
        return pounds(value)
    if isinstance(value, date):
        return day_words(value)
    words = {EXEMPT: "exempt", "0.20": "20%", "0.05": "5%", "0.00": "0%", "": "nothing"}
    return words.get(str(value)) or str(value).replace("_", " ")
