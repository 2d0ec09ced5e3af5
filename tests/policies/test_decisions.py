"""Every row of the truth table of a council whose file is here: a procurement in, the policy's requirements out."""

import csv
import re
from pathlib import Path

import pytest

from tests.policies.builders import COUNCILS, asked, facts

ROWS = list(csv.DictReader((Path(__file__).parent / "decisions.csv").open()))
LOADED = {path.stem for path in COUNCILS.glob("*.yaml")}
TESTED = [row for row in ROWS if row["council"] in LOADED]


RANGE = re.compile(r"(.+) (\d+)-(\d+)")


@pytest.mark.parametrize(
    ("council", "rows"), [("rotherham", 10), ("north-east-lincolnshire", 6), ("leicestershire", 7)]
)
def test_every_row_of_a_council_is_tested(council, rows):
    assert len([row for row in TESTED if row["council"] == council]) == rows


@pytest.mark.parametrize("row", TESTED, ids=[f"{row['council']}: {row['case']}" for row in TESTED])
def test_row(row):
    """Obligation, weighting, outcomes, quotation, body and duty are as the table says, and nothing more."""
    found = asked(
        facts(
            row["value_ex_vat_gbp"],
            row["contract_type"],
            row["route"],
            row["vat_rate"],
            row["commenced_on"],
        ),
        row["council"],
    )
    obligation = found["obligation"]
    assert obligation.effect.level.value == row["obligation"]
    assert obligation.reading.value == row["reading"]
    assert _weighting(found) == (row["weighting_kind"], row["weighting_pct"], row["weighting_basis"])
    assert _cell(found, "outcomes", "at_least") == row["min_outcomes"]
    assert ("local_quotation" in found) == (row["local_quotation"] == "yes")
    assert _body(found) == row["responsible_body"]
    assert _is_duty(found) == (row["duty_2012_act"] == "yes")


@pytest.mark.parametrize("row", TESTED, ids=[f"{row['council']}: {row['case']}" for row in TESTED])
def test_row_is_cited(row):
    """The obligation cites no clause but the row's, and every clause of the row is cited by one of its requirements."""
    found = asked(
        facts(
            row["value_ex_vat_gbp"], row["contract_type"], row["route"], row["vat_rate"], row["commenced_on"]
        ),
        row["council"],
    )
    wanted = _clauses(row["clause"])
    assert _sections(found["obligation"]) <= wanted
    assert wanted <= {section for requirement in found.values() for section in _sections(requirement)}


def _clauses(cell: str) -> set[str]:
    """The cell's sections; ``Delivery and Reporting 1-2`` is each of its items, 1 and 2."""
    sections = set()
    for section in cell.split("; "):
        span = RANGE.fullmatch(section)
        items = range(int(span[2]), int(span[3]) + 1) if span else ()
        sections |= {f"{span[1]} {item}" for item in items} if span else {section}
    return sections


def _weighting(found) -> tuple[str, str, str]:
    if "weighting" not in found:
        return "", "", ""
    effect = found["weighting"].effect
    return effect.form, str(effect.percent), effect.basis


def _cell(found, slot: str, name: str) -> str:
    return str(getattr(found[slot].effect, name)) if slot in found else ""


def _body(found) -> str:
    """The body's name, as the sentence prints it."""
    if "responsible:implementation" not in found:
        return ""
    return found["responsible:implementation"].sentence.rsplit(": ", maxsplit=1)[-1].rstrip(".")


def _is_duty(found) -> bool:
    return "considerations" in found and found["considerations"].effect.is_duty


def _sections(requirement) -> set[str]:
    """Sections as the table writes them: a council's own by section, the law's with its name."""
    return {
        clause.section if said.policy.council else f"{clause.short} {clause.section}"
        for said in requirement.governing
        for clause in said.clauses
    }
