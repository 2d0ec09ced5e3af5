"""Every measure of the five councils is asked for in one tender, promised, signed for, and stands in the ledger."""

from decimal import Decimal

import pytest

from measures import services as measures
from measures.models import Measure
from procurement.ledger import queries as ledger
from procurement.ledger.domain.figures import Selection
from tests.factories import contracts as make
from tests.factories.councils import load_national
from tests.policies.builders import COUNCILS

HOW_MANY = {
    "rotherham": 18,
    "north-east-lincolnshire": 9,
    "leicestershire": 8,
    "derbyshire": 10,
    "rutland": 10,
}
# Eight quarters with one in each: eight of what adds up, 8 x 1/4 = 2 FTE-years of people in post, and yes once.
COME_TO = {"fte": Decimal(2), "yes_no": Decimal(1)}
OTHERS_COME_TO = Decimal(8)


@pytest.mark.parametrize("slug", sorted(HOW_MANY))
def test_every_measure_is_asked_promised_and_counted(db, slug):
    load_national()
    of = measures.load_framework(path=COUNCILS / f"{slug}.yaml").council
    rows = list(Measure.objects.filter(council=of))
    assert len(rows) == HOW_MANY[slug]
    offers = {
        f"{row.key}:{variant['key']}" if variant else row.key: [1] if row.unit == "yes_no" else 1
        for row in rows
        for variant in (row.variants or (None,))
    }
    contract = make.signed_contract(of, offers=offers)
    assert contract.commitments.count() == len(offers)
    figures = ledger.figures(
        contract.lead, as_of_day=contract.starts_on, only=Selection(contract_uid=contract.uid)
    ).total
    found = {part.measure: part.quantity for part in figures.committed_originally.parts}
    assert found == {
        row.key: COME_TO.get(row.unit, OTHERS_COME_TO) * (len(row.variants) or 1) for row in rows
    }
