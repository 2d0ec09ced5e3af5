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

CONSIDERATIONS = before.Considerations(
    force="voluntary",
    asked_by="the 2012 Act",
    questions=(before.Question(key="improve", text="How might it improve the area?"),),
)
SCORING = weight.Scoring(
    criteria=(
        weight.Criterion(key="achievable", name="achievable", question="How sure is it?"),
        weight.Criterion(key="apt", name="appropriate", question="How well does it fit?"),
    ),
    highest=10,
)

SENTENCES = [
    (
        CONSIDERATIONS,
        "You may write down the one consideration of the 2012 Act: voluntary here, the law does not ask it.",
    ),
    (
        CONSIDERATIONS.model_copy(update={"force": "duty", "questions": 3 * CONSIDERATIONS.questions}),
        "Write down the three considerations of the 2012 Act before the procurement starts: a statutory duty.",
    ),
    (SCORING, "Each social value answer is scored by how achievable and appropriate it is, from 0 to 10."),
    (
        weight.MarksSplit(
            parts=(
                weight.Share(name="quantity", percent=Decimal("62.5")),
                weight.Share(name="quality", percent=Decimal("37.5")),
            )
        ),
        "The marks for social value are shared out: 62.5% for quantity and 37.5% for quality.",
    ),
    (
        asking.InclusionMeans(means=("award_criteria", "performance_requirements")),
        "Social value is brought in as award criteria and/or as performance requirements in the contract, aligned with "
        "a strategic outcome.",
    ),
    (
        weight.Weighting(form="fixed", percent=Decimal(20), basis="overall"),
        "Social value counts for exactly 20% of the overall score.",
    ),
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
    (people.Approver(of="tender", body="cabinet"), "The tender is approved by Cabinet."),
    (
        people.Exception_(
            departs_from=(EffectKind.WEIGHTING,), evidence="why it does not fit", approver="cabinet"
        ),
        "A departure from the rule on weighting needs approval by Cabinet, and this evidence: why it does not fit.",
    ),
    (
        people.Exception_(
            departs_from=(EffectKind.WEIGHTING, EffectKind.OUTCOMES), evidence="Why, and what else."
        ),
        "A departure from the rule on weighting or outcomes needs approval by whoever the council names, as the policy "
        "names nobody, and this evidence: Why, and what else.",
    ),
    (
        people.Exemption(exempt_from=(EffectKind.WEIGHTING,), case_by_case=True),
        "This kind of procurement is judged case by case: no rule is set here on weighting.",
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
    (
        after.Kpis(at_least=4, published=2),
        "At least four key performance indicators are set, and the two most material are published.",
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
        (asking.Outcomes(at_least=1), "Choose at least one outcome."),
        (CONSIDERATIONS, "Write down what you considered, and when."),
        (
            before.OpportunityAssessment(tests=("relevant",)),
            "Do the opportunity assessment before you build the tender.",
        ),
        (
            before.LocalQuotation(at_least=1),
            "Invite a local supplier to quote, or say why that was not possible.",
        ),
        (
            people.Exemption(exempt_from=(EffectKind.WEIGHTING,), case_by_case=True),
            "Decide for this case, and write down why.",
        ),
        (people.Exemption(exempt_from=(EffectKind.WEIGHTING,)), ""),
        (SCORING, "Print in the tender how social value answers will be scored, and score them so."),
        (after.Documents(documents=("plan",)), "Ask for it in the tender."),
        (
            after.Kpis(at_least=4, published=2),
            "Set at least four key performance indicators before you sign.",
        ),
        (after.Incorporation(), "Sign the contract with every commitment of the winning bid in it."),
        (after.SupplierReturns(every=Every.QUARTER), "Check the supplier's return every quarter."),
        (before.LegalDuty(key="a", text="A duty.", met_at=Stage.TENDER), ""),
        (before.LegalDuty(key="a", text="A duty.", met_at=Stage.TENDER, do="Do it."), "Do it."),
    ],
)
def test_what_is_to_be_done(effect, to_do):
    assert effect.to_do(NAMES) == to_do


BEFORE, TENDER, BID = Stage.OPPORTUNITY, Stage.TENDER, Stage.BID
CONTRACT, RETURNS, REPORT = Stage.CONTRACT, Stage.RETURNS, Stage.REPORT
STAGES = [
    (asking.Obligation(level=Level.AIM), BEFORE),
    (asking.Outcomes(at_least=1), BEFORE),
    (asking.Measures(at_least=1), BEFORE),
    (asking.QuantifiableCommitments(), TENDER),
    (asking.InclusionMeans(means=("award_criteria",)), TENDER),
    (asking.BespokeMeasures(allowed=True), BID),
    (CONSIDERATIONS, BEFORE),
    (before.OpportunityAssessment(tests=("relevant",)), BEFORE),
    (before.LocalQuotation(), BEFORE),
    (before.Engagement(key="market", text="Ask."), BEFORE),
    (before.Proportionality(tests=("relevant",)), BEFORE),
    (before.CostLimit(text="No more."), TENDER),
    (before.LegalDuty(key="a", text="A duty.", met_at=BID), BID),
    (weight.Weighting(form="fixed", percent=Decimal(20), basis="overall"), TENDER),
    (SCORING, TENDER),
    (people.Responsible(task="delivery", role="a manager"), CONTRACT),
    (people.Responsible(task="policy", role="a leader"), BEFORE),
    (people.Approver(of="award", body="cabinet"), CONTRACT),
    (people.Approver(of="tender", body="cabinet"), TENDER),
    (people.Approver(of="exception", body="cabinet"), TENDER),
    (people.Exception_(departs_from=(EffectKind.WEIGHTING,), evidence="why"), TENDER),
    (people.Exemption(exempt_from=(EffectKind.WEIGHTING,)), BEFORE),
    (after.Documents(documents=("plan",)), TENDER),
    (after.Declarations(declarations=("safe",)), BID),
    (after.Incorporation(), CONTRACT),
    (after.Publication(key="one", what="It is published", when="soon"), CONTRACT),
    (after.Publication(key="one", what="It is published", when="soon", met_at=TENDER), TENDER),
    (after.Kpis(at_least=1), CONTRACT),
    (after.Monitoring(text="It is watched."), RETURNS),
    (after.Enforcement(text="It is enforced."), RETURNS),
    (after.SupplierReturns(every=Every.YEAR), RETURNS),
    (after.ValuationMethod(method="TOMs", purpose="reporting"), REPORT),
    (after.Report(report="annual"), REPORT),
]


@pytest.mark.parametrize(("effect", "stage"), STAGES, ids=lambda one: getattr(one, "slot", str(one)))
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
