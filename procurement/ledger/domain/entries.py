"""One entry with all that a page needs to explain it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from measures.domain.valuation import Valuation
from procurement.ledger.domain.lines import Event, Kind
from procurement.ledger.domain.worth import quantity_words, worth
from socialvalue.periods import Period


@dataclass(frozen=True)
class EntryRow:
    """An entry, its posting and its account: who said what of which commitment, when, and what it is worth.

    ``source_type`` and ``source_id`` name the row that it comes from (for a report the line of the return, where the
    evidence is). ``adds_pounds`` is False where the measure is contained in another valued one of the same contract. ``hidden``:
    it has pounds, and the licence of its values keeps them from whoever looks.
    """

    id: int
    seq: int
    at: datetime
    by_name: str
    event: Event
    kind: Kind
    source_type: str
    source_id: int
    revision: int
    reason: str
    commitment_id: int
    contract_uid: uuid.UUID
    contract_reference: str
    contract_title: str
    supplier: str
    service_area: str
    outcome: str
    measure: str
    headline: str
    unit: str
    counted: tuple[str, str]
    variant: str
    provenance: str
    period: Period
    place: str
    quantity: Decimal
    gross: Decimal | None
    adjusted: Decimal | None
    valuation: Valuation | None
    adds_pounds: bool
    is_reversal: bool
    is_reversed: bool
    hidden: bool = False

    @property
    def working(self) -> str:
        """How the pounds are made up (“12 tonnes x £277.22 … = £3,326.64”), or nothing where the entry is not valued."""
        valued = worth(self.quantity, self.valuation, self.period)
        return valued.words if valued else ""

    @property
    def words(self) -> str:
        """``12 weeks``, ``3 apprenticeships``: the quantity as its measure counts it."""
        return quantity_words(self.quantity, self.unit, self.counted)
