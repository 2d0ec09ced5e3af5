"""Councils side by side: what each sets itself, and once what the law sets for all."""

from councils.policies.domain.comparing import Answer, Row, is_law, side_by_side, the_law
from councils.policies.domain.words import EffectKind
from tests.policies.builders import asked, facts

OF = facts("6000000")
ONE, OTHER = (Answer(council, tuple(asked(OF, council).values())) for council in ("saltwick", "upper-dale"))


def test_what_a_council_sets_of_one_kind():
    (weighting,) = ONE.of_kind(EffectKind.WEIGHTING)
    assert weighting.sentence == "Social value counts for at least 10% of the overall score."
    assert weighting.policy.council == "saltwick"


def test_what_only_the_law_sets_is_no_councils():
    assert not ONE.of_kind(EffectKind.LEGAL_DUTY)
    assert [r for r in ONE.requirements if r.kind is EffectKind.LEGAL_DUTY]
    assert not is_law(ONE.of_kind(EffectKind.WEIGHTING)[0])
    assert all(is_law(r) for r in ONE.requirements if r.kind is EffectKind.LEGAL_DUTY)


def test_there_is_a_row_for_each_kind_that_any_council_sets_in_the_order_of_a_procurement():
    """Saltwick sets how many measures there are, and Upper Dale does not; Upper Dale says who approves the award."""
    rows = side_by_side((ONE, OTHER))
    assert [row.kind for row in rows] == [
        EffectKind.OBLIGATION,
        EffectKind.WEIGHTING,
        EffectKind.MEASURES,
        EffectKind.APPROVER,
        EffectKind.EXCEPTION,
    ]
    cells = {row.kind: [len(cell) for cell in row.cells] for row in rows}
    assert cells == {
        EffectKind.OBLIGATION: [1, 1],
        EffectKind.WEIGHTING: [1, 1],
        EffectKind.MEASURES: [1, 0],
        EffectKind.APPROVER: [0, 1],
        EffectKind.EXCEPTION: [1, 0],
    }
    assert rows[0] == Row(
        EffectKind.OBLIGATION, (ONE.of_kind(EffectKind.OBLIGATION), OTHER.of_kind(EffectKind.OBLIGATION))
    )


def test_the_law_is_told_once_and_in_the_order_of_its_stages():
    law = the_law((ONE, OTHER))
    slots = [r.slot for r in law]
    assert len(slots) == len(set(slots)) > 1
    assert all(is_law(r) for r in law)
    assert set(slots) == {r.slot for r in ONE.requirements if not r.policy.council}
    stages = [r.stage for r in law]
    assert stages == sorted(stages, key=lambda stage: list(type(stage)).index(stage))
