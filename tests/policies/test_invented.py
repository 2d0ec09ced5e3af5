"""Five invented councils with rules of their own, decided by the engine as the table beside their files says."""

import csv
from collections.abc import Mapping

import pytest

from councils.policies.domain.requirements import Requirement
from tests.policies.builders import INVENTED, asked, facts, framework

ROWS = list(csv.DictReader((INVENTED / "decisions.csv").open(encoding="utf-8")))
NAMES = sorted(path.stem for path in INVENTED.glob("*.yaml"))


def found_for(row: Mapping[str, str]) -> dict[str, Requirement]:
    """What the row's procurement is asked, by slot."""
    of = facts(
        row["value_ex_vat_gbp"],
        row["contract_type"],
        row["route"],
        row["vat_rate"] or None,
        row["commenced_on"],
        categories=tuple(row["categories"].split()),
        urgent=row["urgent"] == "yes",
    )
    return asked(of, row["council"])


@pytest.mark.parametrize(
    "row", ROWS, ids=[f"{row['council']}: {row['case']}: {row['asked']}" for row in ROWS]
)
def test_row(row):
    found = found_for(row).get(row["asked"])
    assert (found.sentence if found else "") == row["answer"]
    if found:
        assert found.policy.council == row["council"]
        assert found.citation
        assert found.conflict is None


def test_every_invented_council_stands_in_the_table():
    assert {row["council"] for row in ROWS} == set(NAMES)
    assert len(NAMES) == 5


@pytest.mark.parametrize("council", NAMES)
def test_every_rule_decides_a_row(council):
    """No rule of the files is there for show."""
    cited = {
        said.rule
        for row in ROWS
        if row["council"] == council
        for requirement in found_for(row).values()
        for said in requirement.said_by
    }
    assert {rule.key for rule in framework(council).rules} <= cited
