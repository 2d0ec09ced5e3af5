"""Where each rule of North East Lincolnshire and of Leicestershire holds: every type and route, either side of each line."""

import pytest

from tests.policies.builders import asked, framework
from tests.policies.grids import BUYING, CONTRACTS, SCORED, check_where, grid, where

OVER = {"above": 100_000}
NORTH_EAST_LINCOLNSHIRE = {
    "required-over-the-line": where("tender quotation", CONTRACTS, **OVER),
    "required-for-call-offs": where("call_off", CONTRACTS, **OVER),
    "required-for-direct-awards": where("direct_award", CONTRACTS, **OVER),
    "encouraged-below": where(BUYING, CONTRACTS, under=100_000),
    "encouraged-at-the-line": where(BUYING, CONTRACTS, least=100_000, up_to=100_000),
    "encouraged-elsewhere": where("grant in_house"),
    "encouraged-for-what-is-a-grant": where(types="grant"),
    "opt-out": where(BUYING, CONTRACTS, **OVER),
    "considerations": where(BUYING, CONTRACTS),
    "local-people-early": where(BUYING, CONTRACTS),
    "agreed-with-the-market": where(BUYING, CONTRACTS),
    "relevant-and-proportionate": where(BUYING, CONTRACTS),
    "weight": where("tender quotation", CONTRACTS, **OVER),
    "weight-for-call-offs": where("call_off", CONTRACTS, **OVER),
    "weight-of-the-quality-element": where(SCORED, CONTRACTS, **OVER),
    "metrics-in-the-tender": where(SCORED, CONTRACTS, **OVER),
    "six-declarations": where(f"{BUYING} grant"),
    "leadership-team-tier": where(BUYING, CONTRACTS, above=100_000, up_to=350_000),
    "cabinet-tier": where(BUYING, CONTRACTS, above=350_000),
    "who-manages-the-contract": where(BUYING, CONTRACTS),
    "who-oversees": where(),
    "published-with-the-award": where(BUYING, CONTRACTS),
    "in-the-annual-report": where(BUYING, CONTRACTS, **OVER),
}

FROM = {"least": 50_000}
OWN = "tender quotation direct_award"  # the law's duty fell on the framework, not on its call-offs
LEICESTERSHIRE = {
    "aim-from-the-line": where(BUYING, "goods services works light_touch", **FROM),
    "aim-for-concessions": where(BUYING, "concession", **FROM),
    "open-below": where(BUYING, under=50_000),
    "encouraged-for-grants": where(types="grant"),
    "encouraged-by-grant": where("grant"),
    "encouraged-in-house": where("in_house"),
    "printed-threshold": where(OWN, "services light_touch", above=177_897),
    "printed-threshold-not-reached": where(OWN, "services", up_to=177_897, side="at_or_above"),
    "considerations": where(BUYING, CONTRACTS, **FROM),
    "ask-those-concerned": where(BUYING, **FROM),
    "health-impact": where(BUYING, **FROM),
    "by-criteria-or-by-requirements": where(SCORED, **FROM),
    "by-requirements-alone": where("direct_award", **FROM),
    "no-added-cost": where(BUYING),
    "seek-more": where(BUYING, **FROM),
    "in-the-database": where(BUYING),
    "case-studies": where(BUYING),
    "narrative-with-figures": where(BUYING),
}
POLICIES = {
    "north-east-lincolnshire": (NORTH_EAST_LINCOLNSHIRE, [100_000, 350_000]),
    "leicestershire": (LEICESTERSHIRE, [50_000, 177_897]),
}


@pytest.mark.parametrize("council", POLICIES)
def test_every_rule_has_its_place(council):
    cases, _ = POLICIES[council]
    assert [rule.key for rule in framework(council).rules] == list(cases)


@pytest.mark.parametrize("day", ["2023-03-01", "2026-11-02"])
@pytest.mark.parametrize("council", POLICIES)
def test_each_rule_holds_there_and_nowhere_else(council, day):
    cases, lines = POLICIES[council]
    for of in grid([day], bare=lines):
        check_where(cases, of, asked(of, council), council)


@pytest.mark.parametrize("council", POLICIES)
def test_the_lines_do_not_count_vat(council):
    """The same at 20%, at 5% and exempt."""
    cases, lines = POLICIES[council]
    for vat_rate in ("0.05", None):
        for of in grid(["2026-11-02"], bare=lines, vat_rate=vat_rate):
            check_where(cases, of, asked(of, council), council)
