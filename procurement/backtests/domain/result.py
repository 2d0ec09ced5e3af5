"""What a policy would have asked of a register of past contracts, added up in the ways a Cabinet report asks for."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from councils.policies.domain.effects.after import SupplierReturns
from councils.policies.domain.effects.asking import Obligation
from councils.policies.domain.requirements import Requirement, of_kind
from councils.policies.domain.words import EffectKind, Every, Level
from procurement.backtests.domain.past import PastContract
from socialvalue.money import pounds

PERIOD_DAYS = {
    Every.MONTH: Decimal("30.4375"),
    Every.QUARTER: Decimal("91.3125"),
    Every.HALF_YEAR: Decimal("182.625"),
}
YEAR_DAYS = Decimal("365.25")
NOT_SAID = "Not said"


@dataclass(frozen=True)
class Asked:
    """What one policy would have asked of one contract.

    ``returns`` is how many returns over its life, None where the register does not say how long it ran.
    """

    level: Level
    assessment: bool
    returns: int | None
    because: str
    clause: str

    @property
    def caught(self) -> bool:
        """Whether social value would have been required."""
        return self.level is Level.REQUIRED


@dataclass(frozen=True)
class Judged:
    """One contract as the tested policy would have judged it, and as the present one does (None without one)."""

    contract: PastContract
    tested: Asked
    present: Asked | None

    @property
    def newly(self) -> bool:
        """Whether the tested policy catches what the present one does not."""
        return self.tested.caught and not (self.present and self.present.caught)

    @property
    def no_longer(self) -> bool:
        """Whether the present policy catches what the tested one does not."""
        return bool(self.present and self.present.caught) and not self.tested.caught


def asked_of(contract: PastContract, requirements: Sequence[Requirement]) -> Asked:
    """What ``requirements`` mean in work: an assessment, and how many returns."""
    obligation = of_kind(requirements, EffectKind.OBLIGATION)
    level = (
        obligation.effect.level if obligation and isinstance(obligation.effect, Obligation) else Level.OPEN
    )
    asks = level is Level.REQUIRED
    every = of_kind(requirements, EffectKind.SUPPLIER_RETURNS)
    return Asked(
        level=level,
        assessment=asks and of_kind(requirements, EffectKind.OPPORTUNITY_ASSESSMENT) is not None,
        returns=_returns(contract, every.effect.every)
        if asks and every and isinstance(every.effect, SupplierReturns)
        else 0,
        because=obligation.triggered_by if obligation else "",
        clause=obligation.cited if obligation else "",
    )


def _returns(contract: PastContract, every: Every) -> int | None:
    """Periods that the contract's days fill or begin: 365 days have 4 quarters (365 / 91.3125 is 3.997, so 4)."""
    if contract.days is None:
        return None
    periods = Decimal(contract.days) / PERIOD_DAYS.get(every, YEAR_DAYS)
    return int(periods.to_integral_value(ROUND_CEILING))


def bands(edges: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """The lines at which values are told apart, in pounds: those that the policies draw, or else powers of ten."""
    return tuple(sorted(set(edges))) or tuple(Decimal(f"1e{power}") for power in (4, 5, 6))


def band_of(value: Decimal, edges: Sequence[Decimal]) -> str:
    """``Over £100,000 to £250,000``: between which of the ``edges`` a value lies; an edge belongs to the band below it."""
    below = [edge for edge in edges if value > edge]
    above = [edge for edge in edges if value <= edge]
    if not below:
        return f"Up to {_round(above[0])}"
    return f"Over {_round(below[-1])} to {_round(above[0])}" if above else f"Over {_round(below[-1])}"


def _round(edge: Decimal) -> str:
    return pounds(edge).removesuffix(".00")


def _size(judged: Judged) -> str:
    if judged.contract.small is None:
        return NOT_SAID
    return "Small or medium-sized" if judged.contract.small else "Large"


def _area(judged: Judged) -> str:
    return judged.contract.service_area or NOT_SAID


def _in_order(words: Iterable[str], order: Sequence[str]) -> list[str]:
    found = set(words)
    return [one for one in order if one in found]


def result(
    judged: Sequence[Judged],
    *,
    edges: Iterable[Decimal] = (),
    hours_assessment: Decimal,
    hours_return: Decimal,
) -> dict[str, Any]:
    """The whole result as JSON can hold it; amounts and hours are text.

    ``edges`` are the lines in pounds that the two policies draw, by which values are grouped.
    ``hours_assessment`` and ``hours_return`` are the council's own estimates for one of each.
    """
    areas = sorted({_area(one) for one in judged}, key=lambda area: (area == NOT_SAID, area.lower()))
    lines = bands(edges)

    def band(one: Judged) -> str:
        return band_of(one.contract.value, lines)

    order = [*(band_of(edge, lines) for edge in lines), band_of(lines[-1] + 1, lines)]
    sizes = _in_order((_size(one) for one in judged), ["Small or medium-sized", "Large", NOT_SAID])
    return {
        "total": _sums(judged),
        "by_service_area": _grouped(judged, areas, _area),
        "by_size": _grouped(judged, sizes, _size),
        "by_value": _grouped(judged, _in_order((band(one) for one in judged), order), band),
        "work": _work(judged, hours_assessment, hours_return),
        "small_newly": _small_newly(judged),
        "lines": [_line(one) for one in judged],
    }


def _grouped(
    judged: Sequence[Judged], names: Sequence[str], of: Callable[[Judged], str]
) -> list[dict[str, Any]]:
    return [{"name": name, **_sums([one for one in judged if of(one) == name])} for name in names]


def _sums(judged: Sequence[Judged]) -> dict[str, Any]:
    caught = [one for one in judged if one.tested.caught]
    return {
        "contracts": len(judged),
        "value": _text(sum((one.contract.value for one in judged), Decimal(0))),
        "caught": len(caught),
        "caught_value": _text(sum((one.contract.value for one in caught), Decimal(0))),
        "present": sum(1 for one in judged if one.present and one.present.caught),
        "newly": sum(1 for one in judged if one.newly),
        "no_longer": sum(1 for one in judged if one.no_longer),
    }


def _work(judged: Sequence[Judged], hours_assessment: Decimal, hours_return: Decimal) -> dict[str, Any]:
    """Assessments and returns under the tested and the present policy, and the hours between them."""
    tested = _counts(one.tested for one in judged)
    present = _counts(one.present for one in judged if one.present)
    more_assessments = tested["assessments"] - present["assessments"]
    more_returns = tested["returns"] - present["returns"]
    return {
        "tested": tested,
        "present": present,
        "more_assessments": more_assessments,
        "more_returns": more_returns,
        "hours_assessment": _text(hours_assessment),
        "hours_return": _text(hours_return),
        "more_hours": _text(more_assessments * hours_assessment + more_returns * hours_return),
    }


def _counts(asked: Iterable[Asked]) -> dict[str, int]:
    found = list(asked)
    return {
        "assessments": sum(1 for one in found if one.assessment),
        "returns": sum(one.returns or 0 for one in found),
        "returns_not_known": sum(1 for one in found if one.returns is None),
    }


def _small_newly(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Small suppliers that would be newly asked, by name, with how many of their contracts."""
    counts: dict[str, list[Judged]] = {}
    for one in judged:
        if one.newly and one.contract.small:
            counts.setdefault(one.contract.supplier or NOT_SAID, []).append(one)
    return [
        {
            "supplier": supplier,
            "contracts": len(ones),
            "value": _text(sum((one.contract.value for one in ones), Decimal(0))),
        }
        for supplier, ones in sorted(counts.items(), key=lambda item: item[0].lower())
    ]


def _line(one: Judged) -> dict[str, Any]:
    contract = one.contract
    return {
        "line": contract.line,
        "reference": contract.reference,
        "title": contract.title,
        "service_area": contract.service_area,
        "supplier": contract.supplier,
        "size": _size(one),
        "value": _text(contract.value),
        "type": contract.contract_type.words,
        "route": contract.route.words,
        "commenced": contract.commenced.isoformat(),
        "present": one.present.level.value if one.present else "",
        "tested": one.tested.level.value,
        "because": one.tested.because,
        "clause": one.tested.clause,
        "returns": one.tested.returns,
        "told": "; ".join(contract.told),
    }


def _text(number: Decimal) -> str:
    return format(number, "f")


def checksum(content: dict[str, Any]) -> str:
    """SHA-256 of a result, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
