"""The whole life of a contract under policies that print no measures: derived ones are asked for, promised, verified."""

from decimal import Decimal

import pytest

from councils.organisations.models import Council
from councils.policies.domain.words import EffectKind
from measures import services as measures
from procurement.contracts.models import Commitment
from procurement.journey import queries as journey
from procurement.ledger import queries as ledger
from procurement.opportunities import services as opportunities
from procurement.tenders.models import Tender
from socialvalue.access.domain import Actor, Refusal
from tests.factories.councils import load_national
from tests.factories.opportunities import assessed_procurement, commissioner, judged_procurement
from tests.factories.returns import verified_return
from tests.factories.tenders import lead, published_tender, ready_tender
from tests.policies.builders import COUNCILS

NEL, COUNTY = "north-east-lincolnshire", "leicestershire"
# In each quarter: two people in post, ten hours; one thing done once.
PROMISED = {
    NEL: {"local-jobs": 2, "volunteering": 10, "environment": [1]},
    COUNTY: {"local-jobs": 2, "volunteer-training": 10, "school-leavers": [1]},
}
TEN = {"price_weight": Decimal(40), "quality_weight": Decimal(50), "social_value_weight": Decimal(10)}
NONE = {"price_weight": Decimal(40), "quality_weight": Decimal(60), "social_value_weight": Decimal(0)}
QUESTIONS = (
    ("quality", "How will you keep the parks through the seasons?", Decimal(50)),
    ("social_value", "What will you do for local people, and how will you show it?", Decimal(10)),
)


def council(slug: str) -> Council:
    load_national()
    return measures.load_framework(path=COUNCILS / f"{slug}.yaml").council


@pytest.mark.parametrize("slug", [NEL, COUNTY])
def test_from_the_first_idea_to_a_verified_return(db, slug):
    """Half a FTE-year, ten hours and one thing done in the first quarter: 2 FTE x 1/4 year = 0.50 FTE-years."""
    of = council(slug)
    done = verified_return(of, offers=PROMISED[slug], weights=TEN, questions=QUESTIONS)
    commitments = Commitment.objects.filter(contract=done.signed).order_by("position")
    assert {one.measure.key for one in commitments} == set(PROMISED[slug])
    verified = _verified(Actor.system(of.pk), done)
    first, second, third = PROMISED[slug]
    assert verified == {first: Decimal("0.50"), second: Decimal(10), third: Decimal(1)}


def _verified(actor, done) -> dict[str, Decimal]:
    return {
        line.commitment.measure.key: ledger.balance(
            actor, commitment_id=line.commitment_id, period=done.period
        ).verified.normalize()
        for line in done.lines.select_related("commitment__measure")
    }


@pytest.mark.parametrize(("weight", "refused"), [("9.99", True), ("10", False), ("10.01", False)])
def test_ten_per_cent_of_the_overall_score_is_the_least(db, weight, refused):
    of = council(NEL)
    by = lead(of)
    procurement = assessed_procurement(of, measures=("local-jobs",))
    weights = {**TEN, "social_value_weight": Decimal(weight), "quality_weight": 60 - Decimal(weight)}
    if not refused:
        assert ready_tender(procurement, by, weights=weights, questions=()).pk
        return
    with pytest.raises(Refusal, match="at least 10% of the overall score") as told:
        ready_tender(procurement, by, weights=weights, questions=())
    assert "Delivery and Reporting 2" in str(told.value)


def test_where_metrics_are_asked_for_an_assessment_without_a_measure_is_not_complete(db):
    of = council(NEL)
    by = commissioner(of)
    procurement = judged_procurement(of, by, fitting=("safe",))
    with pytest.raises(Refusal, match="Choose at least one measure"):
        opportunities.complete_assessment(procurement=procurement, version=procurement.version, by=by)


def test_the_metric_that_was_asked_for_is_ticked_once_it_is_chosen(db):
    of = council(NEL)
    for procurement, ticked in (
        (judged_procurement(of), False),
        (assessed_procurement(of, measures=("local-jobs",)), True),
    ):
        met = {shown.content.kind: is_met for shown, is_met in journey.requirements(lead(of), procurement)}
        assert met[EffectKind.MEASURES] is ticked


@pytest.mark.parametrize("chosen", [("local-jobs",), ()])
def test_where_social_value_is_an_aim_it_may_carry_no_weight(db, chosen):
    """As performance requirements of the contract alone, or not at all."""
    of = council(COUNTY)
    questions = (("quality", "How will you keep the parks through the seasons?", Decimal(60)),)
    tender = published_tender(of, measures=chosen, weights=NONE, questions=questions)
    assert tender.status == Tender.Status.PUBLISHED
