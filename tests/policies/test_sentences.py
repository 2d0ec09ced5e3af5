"""The sentences that people read, each as it is printed."""

from decimal import Decimal

import pytest

from councils.policies.domain.counting import Term
from councils.policies.domain.effects import after, asking, before, people, weight
from councils.policies.domain.shape import Names
from councils.policies.domain.words import ContractType, EffectKind, Every, Level, Route, Stage, listed

NAMES = Names(
    {
        ("body", "cabinet"): "Cabinet",
        ("report", "annual"): "the annual report (every year, to Cabinet)",
        ("asked_document", "plan"): "a delivery plan",
        ("asked_document", "tracker"): "a milestone tracker",
        ("declaration", "safe"): "keep people safe at work",
        ("declaration", "fair"): "treat people fairly",
    }
)

SENTENCES = [
    (asking.Obligation(level=Level.REQUIRED), "Social value must be part of this procurement."),
    (asking.Outcomes(at_least=1), "The procurement chooses at least one outcome from the framework."),
    (
        asking.Outcomes(at_least=2, at_most=4),
        "The procurement chooses at least two outcomes and at most four from the framework.",
    ),
    (asking.Measures(at_most=1), "The tender asks for at most one measure."),
    (
        asking.Measures(at_most=5, unless_approved_by="cabinet"),
        "The tender asks for at most five measures, unless Cabinet approves otherwise.",
    ),
    (
        asking.QuantifiableCommitments(at_least=12),
        "The contract holds at least 12 commitments that can be counted.",
    ),
    (
        asking.BespokeMeasures(allowed=True),
        "Suppliers may bring an approach and measures of their own: the framework's list is not exhaustive.",
    ),
    (asking.BespokeMeasures(allowed=False), "Suppliers keep to the framework's measures."),
    (
        before.LocalQuotation(at_least=1, where_possible=True),
        "At least one written quotation is from a local supplier, where possible.",
    ),
    (before.LocalQuotation(at_least=2), "At least two written quotations are from a local supplier."),
    (
        before.OpportunityAssessment(tests=("appropriate", "relevant", "achievable")),
        "An opportunity assessment finds what is appropriate, relevant and achievable over the life of the contract.",
    ),
    (
        before.OpportunityAssessment(tests=("relevant",), local_openings=True),
        "An opportunity assessment finds what is relevant over the life of the contract. "
        "It also looks for openings for local businesses and organisations.",
    ),
    (
        before.Proportionality(tests=("relevant", "proportionate")),
        "What is asked for must be relevant and proportionate to what is bought.",
    ),
    (
        weight.Weighting(form="minimum", percent=Decimal(10), basis="quality"),
        "Social value counts for at least 10% of the quality element of the score.",
    ),
    (
        weight.Weighting(form="band", at_least=Decimal(10), at_most=Decimal("12.50"), basis="overall"),
        "Social value counts for between 10% and 12.5% of the overall score.",
    ),
    (
        weight.Weighting(form="band", at_least=Decimal(0), at_most=Decimal(15), basis="quality"),
        "Social value counts for at most 15% of the quality element of the score.",
    ),
    (
        people.Responsible(task="implementation", body="cabinet"),
        "Responsible for putting social value into the procurement and delivering it: Cabinet.",
    ),
    (
        people.Responsible(task="delivery", role="the officer who manages the contract"),
        "Responsible for seeing that the commitments are delivered after award: the officer who manages the contract.",
    ),
    (people.Approver(of="award", body="cabinet"), "The award is approved by Cabinet."),
    (people.Approver(of="exception", body="cabinet"), "An exception is approved by Cabinet."),
    (
        people.Exception_(
            departs_from=(EffectKind.WEIGHTING,), evidence="why it does not fit", approver="cabinet"
        ),
        "A departure from the rule on weighting needs approval by Cabinet, and this evidence: why it does not fit.",
    ),
    (
        people.Exemption(exempt_from=(EffectKind.WEIGHTING, EffectKind.OUTCOMES)),
        "This kind of procurement is exempt from the rule on weighting and outcomes.",
    ),
    (
        after.Kpis(at_least=3, published=3, unless_inappropriate=True),
        "At least three key performance indicators are set, and the three most material are published, "
        "unless they could not measure the contract appropriately.",
    ),
    (after.Kpis(at_least=2), "At least two key performance indicators are set."),
    (after.SupplierReturns(every=Every.HALF_YEAR), "The supplier sends a return every six months."),
    (
        after.SupplierReturns(every=Every.QUARTER, evidence=True),
        "The supplier sends a return every quarter, with evidence of the progress made.",
    ),
    (
        after.ValuationMethod(method="TOMs", purpose="reporting"),
        "Social value is measured for reports by this method: TOMs.",
    ),
    (
        after.ValuationMethod(method="the Engine", purpose="monitoring"),
        "Social value is monitored by this method: the Engine.",
    ),
    (after.Report(report="annual"), "It counts in the annual report (every year, to Cabinet)."),
    (
        after.Documents(documents=("plan", "tracker")),
        "Bidders are asked for: a delivery plan and a milestone tracker.",
    ),
    (
        after.Declarations(declarations=("safe", "fair")),
        "Suppliers declare that they: keep people safe at work; treat people fairly.",
    ),
    (
        after.Publication(
            key="one", what="Commitments are published", when="with the award", held_back="secrets"
        ),
        "Commitments are published with the award, subject to secrets.",
    ),
    (
        after.Publication(key="one", what="Commitments are published", when="with the award"),
        "Commitments are published with the award.",
    ),
]


@pytest.mark.parametrize(("effect", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_sentence(effect, sentence):
    assert effect.sentence(NAMES) == sentence


@pytest.mark.parametrize(
    ("effect", "to_do"),
    [
        (asking.Obligation(level=Level.REQUIRED), "Choose the outcomes and measures of this procurement."),
        (asking.Obligation(level=Level.AIM), ""),
        (
            asking.QuantifiableCommitments(at_least=1),
            "Choose at least one measure with a unit that can be counted.",
        ),
        (
            weight.Weighting(form="fixed", percent=Decimal(20), basis="overall"),
            "Set the weight of social value to 20% of the overall score when you build the tender.",
        ),
        (before.LegalDuty(key="a", text="A duty.", met_at=Stage.TENDER), ""),
        (before.LegalDuty(key="a", text="A duty.", met_at=Stage.TENDER, do="Do it."), "Do it."),
    ],
)
def test_what_is_to_be_done(effect, to_do):
    assert effect.to_do(NAMES) == to_do


@pytest.mark.parametrize(
    ("effect", "stage"),
    [
        (before.LegalDuty(key="a", text="A duty.", met_at=Stage.BID), Stage.BID),
        (people.Responsible(task="delivery", role="a manager"), Stage.CONTRACT),
        (people.Responsible(task="policy", role="a leader"), Stage.OPPORTUNITY),
        (people.Approver(of="award", body="cabinet"), Stage.CONTRACT),
        (people.Approver(of="tender", body="cabinet"), Stage.TENDER),
        (people.Exception_(departs_from=(EffectKind.WEIGHTING,), evidence="why"), Stage.TENDER),
        (after.SupplierReturns(every=Every.YEAR), Stage.RETURNS),
        (after.Report(report="annual"), Stage.REPORT),
        (after.Kpis(at_least=1), Stage.CONTRACT),
    ],
)
def test_the_stage_at_which_it_is_met(effect, stage):
    assert effect.stage is stage


@pytest.mark.parametrize(
    ("member", "said"),
    [
        (Route.TENDER, "a tender"),
        (Stage.TENDER, "the tender"),
        (Stage.OPPORTUNITY, "before the tender"),
        (Stage.REPORT, "reports"),
        (EffectKind.REPORT, "report"),
        (ContractType.GRANT, "a grant"),
        (Every.YEAR, "every year"),
        (Term.YEAR, "year"),
    ],
)
def test_members_of_two_kinds_with_one_value_keep_their_own_words(member, said):
    assert member.words == said


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_in_words(words, said):
    assert listed(words) == said
