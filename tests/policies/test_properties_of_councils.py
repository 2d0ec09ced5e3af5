"""What holds for every procurement under the policies of Derbyshire and Rutland, and under the national model."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from councils.policies.domain.facts import Facts
from councils.policies.domain.file import read_framework, write_framework
from councils.policies.domain.words import Reading
from tests.policies.builders import asked, framework, national
from tests.policies.test_ppn_002 import UNCONFIRMED, adopted
from tests.policies.test_ppn_002 import asked as asked_by_the_model
from tests.policies.test_properties import _never_weaker, dearer, procurements

ALL = tuple(sorted(UNCONFIRMED))
ASKED = {
    "derbyshire": lambda of: asked(of, "derbyshire"),
    "rutland": lambda of: asked(of, "rutland"),
    "the model": lambda of: asked_by_the_model(of, *ALL),
}
RULES = {
    "derbyshire": framework("derbyshire").rules,
    "rutland": framework("rutland").rules,
    "the model": adopted(*ALL).rules,
}
EACH = pytest.mark.parametrize("name", ASKED)


@EACH
@given(of=procurements())
def test_every_procurement_is_told_how_far_social_value_is_asked_for(name, of):
    found = ASKED[name](of)
    assert "obligation" in found
    for requirement in found.values():
        assert requirement.governing and requirement.clauses and requirement.triggered_by
        assert requirement.reading is Reading.QUOTED or requirement.why
        assert requirement.conflict is None


@EACH
@given(of=procurements(), more=some.integers(1, 10_000_000_00))
def test_a_higher_value_never_weakens_it(name, of, more):
    rules = (*RULES[name], *national().rules)
    _never_weaker(ASKED[name](of), ASKED[name](dearer(of, more)), rules)


@EACH
@given(of=procurements())
def test_the_same_facts_give_the_same_answer(name, of):
    assert ASKED[name](of) == ASKED[name](Facts.from_dict(of.to_dict()))


@pytest.mark.parametrize("slug", ["derbyshire", "rutland"])
def test_out_and_in_again_is_the_same_policy(slug):
    part = framework(slug)
    assert read_framework(write_framework(part), "again.yaml") == part
