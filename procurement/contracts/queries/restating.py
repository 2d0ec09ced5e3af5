"""What a contract's commitments would be worth by today's editions and choices, and from which quarter on."""

from dataclasses import dataclass

from measures import queries as measures
from measures.domain.valuation import Valuation
from procurement.contracts.models import Commitment, Contract, Restatement
from procurement.contracts.queries.commitments import commitments
from procurement.ledger import queries as ledger
from procurement.ledger.domain.figures import Selection
from socialvalue import clock
from socialvalue.access.domain import Actor
from socialvalue.periods import Period


@dataclass(frozen=True)
class Restated:
    """A commitment that is counted, the valuation that was frozen with it, and the one of today."""

    commitment: Commitment
    now: Valuation
    then: Valuation

    @property
    def is_changed(self) -> bool:
        """Whether the two differ."""
        return self.now != self.then


def restated(actor: Actor, of: Contract) -> list[Restated]:
    """Each commitment that stands in the ledger, with what it is worth now and by today's choices."""
    found = [one for one in commitments(actor, of) if one.account_id]
    today = measures.valuations(
        actor, [one.measure for one in found], day=clock.today(), first_year=of.starts_on.year
    )
    return [Restated(one, _frozen(one), today[one.measure_id]) for one in found]


def _frozen(one: Commitment) -> Valuation:
    return Valuation.none(one.counting.unit) if one.valuation is None else Valuation.from_dict(one.valuation)


def quarters_to_restate(actor: Actor, of: Contract) -> list[Period]:
    """The contract's quarters after the last for which anything was reported, and after every earlier restatement."""
    found = commitments(actor, of)
    quarters = found[0].counting.quarters if found else ()
    balances = ledger.balances(actor, only=Selection(contract_uid=of.uid))
    reported = [period.start for (_, period), balance in balances.items() if balance.reported is not None]
    reported += [one.from_day for one in restatements(actor, of)]
    last = max(reported, default=None)
    return [quarter for quarter in quarters if last is None or quarter.start > last]


def restatements(actor: Actor, of: Contract) -> list[Restatement]:
    """When the contract's commitments were valued anew, in order."""
    rows = Restatement.objects.visible_to(actor).filter(contract=of)
    return list(rows.select_related("decided_by").order_by("from_day"))
