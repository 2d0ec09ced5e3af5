"""What each effect is about: effects of one slot are held together, those of two stand side by side."""

import pytest

from councils.policies.domain.effects import after, asking, before, people
from councils.policies.domain.words import EffectKind, Stage

WEIGHTING, OBLIGATION = EffectKind.WEIGHTING, EffectKind.OBLIGATION


@pytest.mark.parametrize(
    ("effect", "slot"),
    [
        (asking.Outcomes(at_least=1), "outcomes"),
        (asking.Measures(at_least=1), "measures"),
        (asking.Measures(at_least=1, group="green"), "measures:green"),
        (before.Engagement(key="market", text="Ask."), "engagement:market"),
        (before.LegalDuty(key="pipeline", text="A duty.", met_at=Stage.BID), "legal_duty:pipeline"),
        (people.Responsible(task="policy", body="cabinet"), "responsible:policy"),
        (people.Approver(of="award", body="cabinet"), "approver:award"),
        (people.Approver(of="tender", body="cabinet"), "approver:tender"),
        (after.Publication(key="one", what="It is published", when="soon"), "publication:one"),
        (after.ValuationMethod(method="TOMs", purpose="reporting"), "valuation_method:reporting"),
        (after.ValuationMethod(method="TOMs", purpose="monitoring"), "valuation_method:monitoring"),
        (after.Report(report="annual"), "report:annual"),
    ],
)
def test_what_an_effect_is_about(effect, slot):
    assert effect.slot == slot


@pytest.mark.parametrize("kinds", [(WEIGHTING, OBLIGATION), (OBLIGATION, WEIGHTING)])
def test_the_order_in_which_effects_are_named_does_not_matter(kinds):
    exception = people.Exception_(departs_from=kinds, evidence="why")
    exemption = people.Exemption(exempt_from=kinds)
    assert (exception.slot, exemption.slot) == (
        "exception:obligation,weighting",
        "exemption:obligation,weighting",
    )
