"""Where each rule of the invented councils holds: every type and route, either side of each line, and the days that matter."""

import pytest

from tests.policies.builders import asked, framework
from tests.policies.grids import Case, check, grid

OPEN, SCORED = "tender quotation", "tender quotation call_off"
BARE = {"vat": "exclusive"}
FIFTY = {**BARE, "least": 50_000}
OVER = {"above": 75_000}
NEVER = {"types": ""}

BRACKENMOOR = {
    "required": Case("2.1", "quoted", "", routes=SCORED, **FIFTY),
    "encouraged": Case("2.1", "inferred", "", under=50_000, **BARE),
    "weight-at-first": Case("2.2", "quoted", "", routes="tender", until="2026-03-31", **FIFTY),
    "weight-from-2026": Case("2.3", "quoted", "", routes="tender", since="2026-04-01", until="2027-03-31", **FIFTY),
    "weight-from-2027": Case("2.4", "quoted", "", routes="tender", since="2027-04-01", **FIFTY),
    "a-statement": Case("4.1", "quoted", "", routes=OPEN, **FIFTY),
    "a-plan": Case("4.2; 4.1", "quoted", "", routes="tender", above=250_000, **BARE),
    "a-carbon-plan": Case("4.3", "quoted", "", "works", "tender", above=1_000_000, **BARE),
    "returns": Case("6", "quoted", "", up_to=1_000_000, **FIFTY),
    "returns-of-large-contracts": Case("6", "quoted", "", above=1_000_000, **BARE),
}  # fmt: skip
NORHAVEN = {
    "required-from-the-threshold": Case("A", "quoted", "", side="at_or_above"),
    "an-aim-below": Case("A", "quoted", "", side="below"),
    "the-band": Case("B; E", "quoted", "", routes="tender", side="at_or_above", urgent="no"),
    "narrower-for-goods": Case("C", "quoted", "", "goods", "tender", side="at_or_above", urgent="no"),
    "exception-to-panel": Case("D", "quoted", "", up_to=1_000_000, **BARE),
    "exception-to-cabinet": Case("D", "quoted", "", above=1_000_000, **BARE),
}
SALTWICK = {
    "required": Case("1", "quoted", "", **OVER),
    "open-below": Case("1", "inferred", "", up_to=75_000),
    "weight": Case("2; 1", "quoted", "", routes=SCORED, **OVER),
    "measures": Case("2", "quoted", "", routes=SCORED, **OVER),
    "care-case-by-case": Case("3(a)", "quoted", "", **NEVER),  # without a category: see below
    "emergency-exempt": Case("3(b)", "quoted", "", **NEVER),
    "education-noted": Case("3(c)", "inferred", "", **NEVER),
    "another-weight": Case("4", "quoted", "", routes=SCORED, **OVER),
}
CARE = {
    **SALTWICK,
    "care-case-by-case": Case("3(a)", "quoted", "the category is 85311000"),
    "weight": Case("2; 1", "quoted", "", **NEVER),
}
EMERGENCY = {
    **{rule: Case("", "", "", **NEVER) for rule in SALTWICK},
    "emergency-exempt": Case("3(b)", "quoted", "the category is emergency-housing"),
    "another-weight": SALTWICK["another-weight"],
}
EDUCATION = {**SALTWICK, "education-noted": Case("3(c)", "inferred", "the category is 80100000")}
UPPER_DALE = {
    "required": Case("page 3", "quoted", "it applies to every procurement"),
    "two-parts": Case("page 4", "quoted", "", "goods services light_touch concession", "tender call_off"),
    "two-parts-of-small-works": Case("page 4", "quoted", "", "works", "tender call_off", under=1_000_000, **BARE),
    "two-parts-of-large-works": Case("page 5; page 4", "quoted", "", "works", "tender call_off", least=1_000_000, **BARE),
    "award-by-head": Case("rule 7", "quoted", "", up_to=500_000, **BARE),
    "award-by-board": Case("rule 7", "quoted", "", above=500_000, up_to=2_000_000, **BARE),
    "award-by-full-council": Case("rule 7", "quoted", "", above=2_000_000, **BARE),
}  # fmt: skip
WESTMERE = {
    "required": Case("5", "inferred", "", routes=f"{SCORED} direct_award"),
    "at-most-five": Case("5", "quoted", "", routes=SCORED),
    "at-most-three": Case("5", "quoted", "", routes=SCORED, under=100_000, **BARE),
    "one-for-net-zero": Case("6", "quoted", "", routes=SCORED),
    "outcomes": Case("7", "quoted", "", routes=SCORED),
    "declare-wage": Case("8", "quoted", ""),
    "declare-supply-chain": Case("8", "quoted", "", above=1_000_000, **BARE),
    "method-statement": Case("9", "quoted", "", routes="tender"),
    "delivery-plan": Case("9", "quoted", "", routes="tender", above=500_000, **BARE),
}
TODAY = ("2026-11-02",)
# The council, its cases, days, lines including VAT, lines excluding it, and what else is told of a procurement.
GRIDS = {
    "brackenmoor": (BRACKENMOOR, ("2026-03-31", "2026-04-01", "2027-03-31", "2027-04-01"), (), (50_000, 250_000, 1_000_000), {}),
    "norhaven": (NORHAVEN, TODAY, (), (1_000_000,), {"urgent": False}),
    "norhaven: urgent": (NORHAVEN, TODAY, (), (1_000_000,), {"urgent": True}),
    "saltwick": (SALTWICK, TODAY, (75_000,), (), {}),
    "saltwick: care": (CARE, TODAY, (75_000,), (), {"categories": ("85311000",)}),
    "saltwick: emergency": (EMERGENCY, TODAY, (75_000,), (), {"categories": ("emergency-housing",)}),
    "saltwick: education": (EDUCATION, TODAY, (75_000,), (), {"categories": ("80100000",)}),
    "upper-dale": (UPPER_DALE, TODAY, (), (500_000, 1_000_000, 2_000_000), {}),
    "westmere": (WESTMERE, TODAY, (), (100_000, 500_000, 1_000_000), {}),
}  # fmt: skip


@pytest.mark.parametrize("name", GRIDS)
def test_each_rule_holds_where_its_case_says_and_nowhere_else(name):
    council = name.split(":")[0]
    cases, days, lines, bare, told = GRIDS[name]
    assert [rule.key for rule in framework(council).rules] == list(cases)
    for of in grid(days, lines, bare, **told):
        check(cases, of, asked(of, council), council)
