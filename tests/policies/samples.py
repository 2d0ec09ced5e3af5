"""One or two of every effect of the closed list."""

from decimal import Decimal

from councils.policies.domain.effects import after, asking, before, people, weight
from councils.policies.domain.effects.base import BaseEffect
from councils.policies.domain.shape import Named
from councils.policies.domain.words import EffectKind, Every, Level, Stage

IMPROVE = before.Question(key="improve", text="How might it improve well-being?")
CONSULT = before.Question(key="consult", text="Should you consult?")

SAMPLES: tuple[BaseEffect, ...] = (
    asking.Obligation(level=Level.REQUIRED),
    asking.Obligation(level=Level.OPEN),
    asking.QuantifiableCommitments(at_least=1),
    asking.QuantifiableCommitments(at_least=3),
    asking.Outcomes(at_least=1),
    asking.Outcomes(at_least=1, at_most=3),
    asking.Measures(at_most=5, unless_approved_by="cabinet"),
    asking.Measures(at_most=1),
    asking.Measures(at_least=1, group="green"),
    asking.BespokeMeasures(allowed=True),
    asking.BespokeMeasures(allowed=False),
    asking.InclusionMeans(means=("award_criteria", "performance_requirements")),
    before.Considerations(force="duty", asked_by="the 2012 Act", questions=(IMPROVE, CONSULT)),
    before.Considerations(force="voluntary", asked_by="the 2012 Act", questions=(IMPROVE,)),
    before.Considerations(force="voluntary", asked_by="the policy", questions=(CONSULT,)),
    before.OpportunityAssessment(tests=("appropriate", "relevant"), local_openings=True),
    before.OpportunityAssessment(tests=("relevant", "achievable")),
    before.LocalQuotation(at_least=1, where_possible=True),
    before.LocalQuotation(at_least=2),
    before.Engagement(key="market", text="Outcomes are agreed with the market before the tender."),
    before.Proportionality(tests=("relevant", "proportionate")),
    before.Proportionality(tests=("relevant",)),
    before.CostLimit(text="Social value is not meant to cost suppliers more."),
    before.Stages(stages=(Named(key="one", name="assessment"), Named(key="two", name="contract"))),
    before.LegalDuty(key="objectives", text="Have regard to the objectives.", met_at=Stage.OPPORTUNITY),
    weight.Weighting(form="fixed", percent=Decimal(20), basis="overall"),
    weight.Weighting(form="minimum", percent=Decimal(10), basis="quality"),
    weight.Weighting(
        form="band",
        at_least=Decimal(10),
        at_most=Decimal("12.5"),
        basis="overall",
        parts=(weight.Share(name="local jobs", percent=Decimal(5)),),
    ),
    weight.MarksSplit(
        parts=(
            weight.Share(name="quantity", percent=Decimal(50)),
            weight.Share(name="quality", percent=Decimal(50)),
        )
    ),
    weight.Scoring(
        criteria=(
            weight.Criterion(key="appropriate", name="appropriate", question="Does it fit?"),
            weight.Criterion(key="achievable", name="achievable", question="Will it be done?"),
        ),
        lowest=0,
        highest=5,
        descriptors=(
            weight.Descriptor(mark=0, words="No answer"),
            weight.Descriptor(mark=5, words="Excellent"),
        ),
    ),
    people.Responsible(task="implementation", body="cabinet"),
    people.Responsible(task="delivery", role="the officer who manages the contract"),
    people.Approver(of="award", body="cabinet"),
    people.Approver(of="exception", body="cabinet"),
    people.Exception_(departs_from=(EffectKind.WEIGHTING,), evidence="why it does not fit."),
    people.Exception_(
        departs_from=(EffectKind.OBLIGATION, EffectKind.OUTCOMES),
        evidence="what was explored.",
        approver="cabinet",
    ),
    people.Exemption(exempt_from=(EffectKind.WEIGHTING, EffectKind.OBLIGATION), case_by_case=True),
    people.Exemption(exempt_from=(EffectKind.WEIGHTING,)),
    after.Incorporation(),
    after.Publication(
        key="commitments",
        what="Commitments are published",
        when="with the award",
        held_back="commercial sensitivity",
    ),
    after.Kpis(at_least=3, published=3, unless_inappropriate=True),
    after.Monitoring(text="Commitments are monitored."),
    after.Enforcement(text="Commitments are enforced."),
    after.SupplierReturns(every=Every.QUARTER, evidence=True),
    after.SupplierReturns(every=Every.HALF_YEAR),
    after.ValuationMethod(method="TOMs", purpose="reporting"),
    after.ValuationMethod(method="Social Value Engine", purpose="monitoring"),
    after.Report(report="annual-report"),
    after.Documents(documents=("plan",)),
    after.Documents(documents=("tracker",)),
    after.Documents(documents=("tracker", "plan")),
    after.Declarations(declarations=("no-slavery",)),
    after.Declarations(declarations=("no-slavery", "safe-work")),
    after.Declarations(declarations=("safe-work", "fair-terms")),
)
