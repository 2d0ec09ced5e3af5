"""What is fair to ask in one tender: the time that it costs, and quantities from the council's own signed contracts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from councils.policies import queries as policies
from councils.policies.domain.burden import BurdenLimit
from councils.policies.domain.cpv import DIVISION
from measures import queries as measures
from measures.domain.burden import Burden, Held
from measures.domain.fairness import Wage
from measures.domain.proportion import Finding, Purchase, Quantity, findings, most
from measures.domain.suggesting import Past, Suggestion, said, sensible, suggest
from measures.models import Measure
from procurement.contracts.models import Commitment
from procurement.ledger import queries as ledger
from procurement.ledger.domain.figures import Breakdown
from procurement.opportunities.models import Procurement
from procurement.tenders import queries as tenders
from procurement.tenders.domain.readiness import Draft
from procurement.tenders.domain.scheme import AskedMeasure
from procurement.tenders.models import Tender
from socialvalue import clock
from socialvalue.access.domain import Actor

Pasts = Mapping[tuple[str, str], list[Past]]


@dataclass(frozen=True)
class BurdenShown:
    """The time that a tender costs, beside the council's limits where it has set some."""

    burden: Burden
    limit: BurdenLimit | None

    @property
    def bid(self) -> Held | None:
        """The time of a bid beside its limit; None where there is none."""
        return self._held(self.burden.bid_minutes, self.limit.bid_minutes if self.limit else None)

    @property
    def each_return(self) -> Held | None:
        """The time of a return beside its limit; None where there is none."""
        return self._held(self.burden.return_minutes, self.limit.return_minutes if self.limit else None)

    @property
    def is_over(self) -> bool:
        """Whether either is over its limit."""
        return any(held.is_over for held in (self.bid, self.each_return) if held)

    @staticmethod
    def _held(minutes: int, limit: int | None) -> Held | None:
        return None if limit is None else Held(minutes, limit)


@dataclass(frozen=True)
class MeasureShown:
    """One measure that is asked, with a proportionate quantity and the one above which it looks odd, in words.

    ``suggestion`` is None where no signed contract has the measure, or the measure is one that cannot be scaled,
    such as a level: what contracts add up says nothing of what stands at a time.
    ``is_beyond`` tells that the contracts behind it went above the line.
    """

    asked: AskedMeasure
    is_gift: bool
    suggestion: Suggestion | None
    most: str
    is_beyond: bool


@dataclass(frozen=True)
class Fair:
    """All that is shown of one tender; ``purchase`` is None until the contract has its dates."""

    time: BurdenShown
    wage: Wage
    purchase: Purchase | None
    measures: tuple[MeasureShown, ...]


def burden_shown(of: Tender, built: Draft) -> BurdenShown:
    """The time that a tender costs as far as it is built, beside the limit for its value in the council's file."""
    return BurdenShown(tenders.burden_so_far(built), _limit(of.procurement))


def _limit(of: Procurement) -> BurdenLimit | None:
    limits = policies.framework(of.policy).burden_limits if of.policy else None
    return limits.limit_for(of.value_ex_vat) if limits else None


def fair(actor: Actor, of: Tender) -> Fair:
    """What is fair to ask in a tender, from the contracts that ``actor`` may see; the number of queries is fixed."""
    built, fairness = tenders.draft(actor, of), measures.fairness()
    time = burden_shown(of, built)
    if built.term is None:
        return Fair(time, fairness.wage, None, ())
    month, first = built.year_starts
    purchase = Purchase(
        built.term, of.procurement.value_ex_vat, "the estimated value", month=month, first=first
    )
    pasts = past_commitments(actor, of.procurement, [one.key for one in built.measures])
    gifts = _gifts(actor, built)
    rows = (_measure(one, one.uid in gifts, purchase, pasts, of.procurement.cpv) for one in built.measures)
    return Fair(time, fairness.wage, purchase, tuple(rows))


def _gifts(actor: Actor, built: Draft) -> frozenset[str]:
    uids = [one.uid for one in built.measures]
    valued = Measure.objects.visible_to(actor).filter(
        uid__in=uids, valued_by__in=measures.fairness().gifts_valued_by
    )
    return frozenset(str(uid) for uid in valued.values_list("uid", flat=True))


def _measure(one: AskedMeasure, is_gift: bool, purchase: Purchase, pasts: Pasts, cpv: str) -> MeasureShown:
    fairness, counted = measures.fairness(), (one.counted_one, one.counted_many)
    if one.adds_up.is_level:
        return MeasureShown(one, is_gift, None, "", False)
    ceiling = most(one.unit, purchase, fairness, is_gift=is_gift)
    found = suggest(
        pasts.get((one.key, one.unit.value), []),
        purchase,
        unit=one.unit,
        category=cpv[:DIVISION],
        least_of_a_category=fairness.suggesting.least_of_a_category,
        counted_over=one.term,
        one=one.counted_one,
        many=one.counted_many,
    )
    rounded = None if ceiling is None else sensible(ceiling, one.unit, ROUND_DOWN)
    words = "" if rounded is None else said(rounded, one.unit, *counted)
    is_beyond = found is not None and ceiling is not None and found.exact > ceiling
    return MeasureShown(one, is_gift, found, words, is_beyond)


def past_commitments(actor: Actor, of: Procurement, keys: list[str]) -> Pasts:
    """What each signed contract that ``actor`` may see, but the one of ``of``, has committed by now, by measure and unit.

    From the ledger, in which nothing stands before the signature, with the contract's value excluding VAT and the
    division of its CPV code. Three queries, however many contracts there are.
    """
    rows = Commitment.objects.visible_to(actor).filter(measure__key__in=keys)
    told = rows.exclude(contract__procurement=of).values_list(
        "pk",
        "measure__key",
        "measure__unit",
        "contract_id",
        "contract__value_ex_vat",
        "contract__procurement__cpv",
    )
    held = list(told)
    if not held:
        return {}
    groups = ledger.figures(actor, as_of_day=clock.today(), by=Breakdown.COMMITMENT).groups
    committed = {
        int(one.key): sum(one.figures.committed_now.quantities.values(), Decimal(0)) for one in groups
    }
    sums: dict[tuple, Decimal] = defaultdict(Decimal)
    for pk, key, unit, contract, value, cpv in held:
        if pk in committed:
            sums[key, unit, contract, value, cpv[:DIVISION]] += committed[pk]
    found: dict[tuple[str, str], list[Past]] = defaultdict(list)
    for (key, unit, _, value, category), quantity in sums.items():
        found[key, unit].append(Past(quantity, value, category))
    return found


def odd(of: Fair, typed: Mapping[str, Decimal]) -> tuple[Finding, ...]:
    """What is odd about quantities that somebody has in mind, by the ``uid`` of each measure; nothing is kept."""
    if of.purchase is None:
        return ()
    return tuple(
        found
        for one in of.measures
        if one.asked.uid in typed
        for found in findings(_quantity(one, typed[one.asked.uid]), of.purchase, measures.fairness())
    )


def _quantity(shown: MeasureShown, amount: Decimal) -> Quantity:
    asked = shown.asked
    return Quantity(
        name=asked.headline,
        unit=asked.unit,
        amount=amount,
        is_gift=shown.is_gift,
        term=asked.term,
        one=asked.counted_one,
        many=asked.counted_many,
    )
