"""Rotherham's rules against its policy: each on either side of £100,000 or £250,000, for every type and every route."""

import pytest

from tests.policies.builders import asked, facts, framework
from tests.policies.grids import BUYING, CONTRACTS, SCORED, Case, check, grid

OVER = "excluding VAT is over £100,000.00"
FRAMEWORK, TOOLKIT = "Social Value Framework", "The Social Value Portal"
EVERY = {"above": 100_000, "vat": "exclusive", "types": CONTRACTS, "routes": BUYING}
COMPETED = {**EVERY, "routes": SCORED}
TENDERS = {**EVERY, "routes": "tender"}

CASES = {
    "required-over-the-line": Case(FRAMEWORK, "quoted", OVER, **TENDERS),
    "required-for-quotations": Case(FRAMEWORK, "interpreted", OVER, **{**EVERY, "routes": "quotation"}),
    "required-for-call-offs": Case(FRAMEWORK, "interpreted", OVER, **{**EVERY, "routes": "call_off"}),
    "required-for-direct-awards": Case(FRAMEWORK, "interpreted", OVER, **{**EVERY, "routes": "direct_award"}),
    "encouraged-below": Case("Aims and objectives", "interpreted", "is not over £100,000.00", CONTRACTS, BUYING, up_to=100_000, vat="exclusive"),
    "open-for-grants-and-in-house": Case("Aims and objectives", "inferred", "the route to market is", routes="grant in_house"),
    "open-for-what-is-a-grant": Case("Aims and objectives", "inferred", "the contract type is a grant", types="grant"),
    "considerations": Case("What is social value?", "interpreted", "the contract type is", CONTRACTS, BUYING),
    "four-stages": Case(FRAMEWORK, "quoted", OVER, **EVERY),
    "assess-the-opportunity": Case("Opportunity assessment", "interpreted", OVER, **EVERY),
    "a-local-quotation": Case(f"Aims and objectives; {FRAMEWORK}", "interpreted", "the route to market is written quotations", CONTRACTS, "quotation"),
    "weight": Case(FRAMEWORK, "quoted", OVER, **TENDERS),
    "weight-for-quotations-and-call-offs": Case(FRAMEWORK, "interpreted", OVER, **{**EVERY, "routes": "quotation call_off"}),
    "another-weight-is-an-exception": Case(FRAMEWORK, "inferred", OVER, **COMPETED),
    "commitments-that-can-be-counted": Case("Aims and objectives", "interpreted", OVER, **EVERY),
    "scored-by-appropriate-and-achievable": Case("Embedding outcomes in the tender process", "interpreted", OVER, **COMPETED),
    "bespoke-is-welcome": Case(f"{FRAMEWORK}; The Framework", "quoted", OVER, **EVERY),
    "half-quantity-half-quality": Case(TOOLKIT, "interpreted", OVER, **COMPETED),
    "delivery-plan": Case(TOOLKIT, "quoted", "is over £250,000.00", **{**COMPETED, "above": 250_000}),
    "milestone-tracker": Case(TOOLKIT, "interpreted", "is over £100,000.00 and not over £250,000.00", **COMPETED, up_to=250_000),
    "commitments-in-the-contract": Case("Formal contract", "quoted", OVER, **EVERY),
    "monitored-in-their-entirety": Case("Contract management; Measuring Social Value", "quoted", OVER, **EVERY),
    "leverage": Case("Contract management", "quoted", OVER, **EVERY),
    "quarterly-returns": Case("Measuring Social Value", "interpreted", OVER, **EVERY),
    "by-the-toms-method": Case("Measuring Social Value", "quoted", OVER, **EVERY),
    "in-the-quarterly-figure": Case("Measuring Social Value", "quoted", OVER, **EVERY),
    "in-the-annual-report": Case("Governance", "quoted", OVER, **EVERY),
    "who-leads": Case("Governance", "quoted", "it applies to every procurement"),
}  # fmt: skip


def test_every_rule_has_a_case():
    assert [rule.key for rule in framework("rotherham").rules] == list(CASES)


@pytest.mark.parametrize("day", ["2022-01-01", "2026-11-02"])
def test_each_rule_holds_where_its_case_says_and_nowhere_else(day):
    """The policy prints no day on which it began, and none of its lines moves with a day."""
    for of in grid([day], bare=[100_000, 250_000]):
        check(CASES, of, asked(of, "rotherham"), "rotherham")


@pytest.mark.parametrize(
    ("value", "document"),
    [
        ("100000.00", None),
        ("100000.01", "milestone-tracker"),
        ("250000.00", "milestone-tracker"),
        ("250000.01", "delivery-plan"),
    ],
)
@pytest.mark.parametrize("route", SCORED.split())
def test_the_toolkit_asks_for_one_document_or_the_other(route, value, document):
    """A delivery plan over £250,000 and a milestone tracker below; exactly £250,000 is read with those below."""
    found = asked(facts(value, route=route)).get("documents")
    assert (found.effect.documents if found else None) == ((document,) if document else None)
