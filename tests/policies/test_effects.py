"""Every effect of the closed list says itself plainly, is kept exactly, and is held together with its like."""

from decimal import Decimal
from itertools import pairwise

import pytest
from pydantic import ValidationError

from councils.policies.domain.effects.after import Documents, Kpis, SupplierReturns
from councils.policies.domain.effects.asking import (
    BespokeMeasures,
    InclusionMeans,
    Measures,
    Obligation,
    Outcomes,
    QuantifiableCommitments,
)
from councils.policies.domain.effects.before import Considerations, LocalQuotation, OpportunityAssessment
from councils.policies.domain.effects.closed_list import ALL_EFFECTS, effect_from_json
from councils.policies.domain.effects.people import Responsible
from councils.policies.domain.effects.weight import (
    Criterion,
    Descriptor,
    MarksSplit,
    Scoring,
    Share,
    Weighting,
)
from councils.policies.domain.shape import Names
from councils.policies.domain.words import EffectKind, Every, Level
from tests.policies.builders import COUNCILS
from tests.policies.samples import SAMPLES

NAMES = Names({("body", "cabinet"): "Cabinet", ("asked_document", "plan"): "a delivery plan"})
NEVER_SAID = ("data", "record", "object", "invalid", "none", "_")


def test_the_list_is_closed_and_whole():
    assert {effect.of_kind for effect in ALL_EFFECTS} == set(EffectKind)
    assert {type(sample) for sample in SAMPLES} == set(ALL_EFFECTS)


@pytest.mark.parametrize("kind", EffectKind, ids=str)
def test_the_guide_for_officers_names_every_effect(kind):
    assert f"`{kind.value}`" in (COUNCILS / "README.md").read_text()


@pytest.mark.parametrize("effect", SAMPLES, ids=lambda effect: effect.kind.value)
def test_an_effect_says_itself(effect):
    """A plain sentence, without a word that means nothing to people."""
    for said in (effect.sentence(NAMES), effect.to_do(NAMES) or "Nothing to do."):
        assert said[0].isupper()
        assert said.endswith((".", "?"))
        assert not set(said.lower().replace(".", " ").replace(",", " ").split()) & set(NEVER_SAID)
        assert "_" not in said


@pytest.mark.parametrize("effect", SAMPLES, ids=lambda effect: effect.kind.value)
def test_an_effect_is_kept_exactly(effect):
    assert effect.effect == effect.kind.value
    assert effect_from_json(effect.model_dump_json()) == effect
    assert effect.slot.split(":")[0] == effect.kind.value


@pytest.mark.parametrize("effect", SAMPLES, ids=lambda effect: effect.kind.value)
def test_an_effect_twice_is_the_same_as_once(effect):
    assert effect.together(effect) == effect


@pytest.mark.parametrize("one", SAMPLES, ids=lambda effect: effect.kind.value)
def test_the_order_of_two_does_not_matter(one):
    for other in (effect for effect in SAMPLES if effect.slot == one.slot):
        assert one.together(other) == other.together(one)


def fixed(percent: str, basis="overall", **more) -> Weighting:
    return Weighting(form="fixed", percent=Decimal(percent), basis=basis, **more)


def minimum(percent: str, basis="overall", **more) -> Weighting:
    return Weighting(form="minimum", percent=Decimal(percent), basis=basis, **more)


def band(low: str, high: str) -> Weighting:
    return Weighting(form="band", at_least=Decimal(low), at_most=Decimal(high), basis="overall")


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (fixed("20"), minimum("10"), fixed("20")),
        (fixed("10"), minimum("20"), None),
        (fixed("10"), fixed("20"), None),
        (minimum("10"), minimum("20"), minimum("20")),
        (band("10", "20"), minimum("15"), band("15", "20")),
        (band("10", "20"), band("15", "30"), band("15", "20")),
        (band("10", "20"), band("20", "30"), fixed("20")),
        (band("10", "20"), band("21", "30"), None),
        (band("10", "20"), fixed("20"), fixed("20")),
        (minimum("10"), minimum("10", basis="quality"), minimum("10")),
        (minimum("5"), minimum("10", basis="quality"), None),
        (fixed("20"), fixed("20", basis="quality"), None),
    ],
)
def test_weightings_together(one, other, both):
    assert one.together(other) == both
    assert other.together(one) == both


def test_two_bases_are_told():
    assert "quality element" in minimum("10").differs(minimum("10", basis="quality"))
    assert minimum("10").differs(minimum("20")) == ""


def test_a_ring_fenced_part_stays_and_must_fit():
    parts = (Share(name="local jobs", percent=Decimal(8)), Share(name="climate", percent=Decimal(2)))
    fenced = minimum("10", parts=parts)
    assert fenced.together(fixed("20")) == fixed("20", parts=parts)
    assert fixed("20").together(fenced) == fixed("20", parts=parts)
    assert minimum("0", parts=parts).together(fixed("5")) is None
    assert minimum("10", parts=parts[:1]).together(fenced) is None
    assert "8% for local jobs and 2% for climate" in fenced.sentence(NAMES)


@pytest.mark.parametrize(
    ("weighting", "percent", "words"),
    [
        (fixed("20"), "20", None),
        (fixed("20"), "20.00", None),
        (
            fixed("20"),
            "19",
            "Social value must be 20% of the overall score (Policy, 1). "
            "You entered 19%. Enter 20, or ask for an exception.",
        ),
        (fixed("20"), "20.01", "You entered 20.01%"),
        (minimum("10", basis="quality"), "9.99", "at least 10% of the quality element of the score"),
        (minimum("10"), "10", None),
        (minimum("10"), "100", None),
        (band("10", "12.5"), "12.5", None),
        (band("10", "12.5"), "12.51", "between 10% and 12.5%"),
        (band("10", "12.5"), "9.99", "Enter a weight from 10 to 12.5"),
    ],
)
def test_a_weight_is_refused_with_the_way_to_mend_it(weighting, percent, words):
    said = weighting.refusal(Decimal(percent), "Policy, 1")
    assert (said is None) if words is None else words in said


def test_who_cannot_ask_for_an_exception_is_not_told_to():
    assert fixed("20").refusal(Decimal(19), "Policy, 1", exceptions=False) == (
        "Social value must be 20% of the overall score (Policy, 1). You entered 19%. Enter 20."
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"form": "fixed"},
        {"form": "fixed", "percent": "120"},
        {"form": "fixed", "percent": "20", "at_least": "10"},
        {"form": "band", "at_least": "10"},
        {"form": "band", "at_least": "20", "at_most": "10"},
        {"form": "band", "at_least": "10", "at_most": "10"},
        {
            "form": "fixed",
            "percent": "20",
            "parts": [{"name": "a", "percent": "15"}, {"name": "b", "percent": "5.01"}],
        },
    ],
)
def test_a_weighting_that_makes_no_sense_is_refused(fields):
    with pytest.raises(ValidationError):
        Weighting.model_validate(fields | {"basis": "overall"}, strict=False)


def test_marks_are_split_into_one_hundred():
    with pytest.raises(ValidationError, match="99%"):
        MarksSplit(parts=(Share(name="a", percent=Decimal(50)), Share(name="b", percent=Decimal(49))))


def test_the_strictest_level_wins():
    levels = [Obligation(level=level) for level in (Level.OPEN, Level.ENCOURAGED, Level.AIM, Level.REQUIRED)]
    for weaker, stricter in pairwise(levels):
        assert weaker.together(stricter) == stricter == stricter.together(weaker)


def test_numbers_narrow_one_another():
    more = QuantifiableCommitments(at_least=2)
    assert (
        more.together(QuantifiableCommitments(at_least=1))
        == QuantifiableCommitments(at_least=1).together(more)
        == more
    )
    assert Outcomes(at_least=1).together(Outcomes(at_least=2, at_most=4)) == Outcomes(at_least=2, at_most=4)
    assert Outcomes(at_least=3).together(Outcomes(at_most=2)) is None
    assert Measures(at_most=5).together(Measures(at_most=3)) == Measures(at_most=3)
    agreed = Measures(at_most=5, unless_approved_by="cabinet")
    assert agreed.together(Measures(at_most=5)).unless_approved_by is None
    assert Measures(at_least=1, group="green").slot != Measures(at_least=1).slot


@pytest.mark.parametrize("numbers", [{}, {"at_least": 0}, {"at_least": 3, "at_most": 2}])
def test_numbers_that_make_no_sense_are_refused(numbers):
    assert Outcomes(at_least=2, at_most=2).at_most == 2
    with pytest.raises(ValidationError):
        Outcomes(**numbers)


def test_measures_that_cannot_be_so_many_and_so_few():
    assert Measures(at_least=3).together(Measures(at_most=2)) is None
    assert Measures(at_least=3).together(Measures(at_most=3)) == Measures(at_least=3, at_most=3)


@pytest.mark.parametrize(
    ("measures", "words"),
    [
        (Measures(at_least=1, group="green"), "Choose at least one measure from “green”."),
        (Measures(at_most=1), "Choose at most one measure."),
        (Measures(at_least=2, at_most=5), "Choose at least two measures and at most five."),
    ],
)
def test_which_measures_to_choose(measures, words):
    assert measures.to_do(NAMES) == words


def test_the_narrower_wins():
    keep, free = BespokeMeasures(allowed=False), BespokeMeasures(allowed=True)
    assert keep.together(free) == free.together(keep) == keep


@pytest.mark.parametrize("who", [{}, {"body": "cabinet", "role": "the Leader"}])
def test_a_body_or_a_role_answers_and_not_both(who):
    with pytest.raises(ValidationError, match="one of them, not both"):
        Responsible(task="policy", **who)


def test_what_is_not_the_same_cannot_both_hold_unless_an_effect_says_how():
    criteria, requirements = (
        InclusionMeans(means=(one,)) for one in ("award_criteria", "performance_requirements")
    )
    assert criteria.together(requirements) is None
    assert criteria.together(criteria) == criteria


def test_assessments_together_look_at_all_that_either_looks_at():
    small = OpportunityAssessment(tests=("relevant",))
    large = OpportunityAssessment(tests=("appropriate", "relevant"), local_openings=True)
    local = OpportunityAssessment(tests=("relevant",), local_openings=True)
    other = OpportunityAssessment(tests=("achievable",))
    assert small.local_openings is False
    assert small.together(large) == large.together(small) == large
    assert small.together(local) == local.together(small) == local
    assert local.together(other) == OpportunityAssessment(
        tests=("achievable", "relevant"), local_openings=True
    )
    assert small.together(other) == OpportunityAssessment(tests=("achievable", "relevant"))


def test_a_duty_to_consider_wins_and_voluntary_ones_ask_all():
    duty, short, other = (sample for sample in SAMPLES if isinstance(sample, Considerations))
    assert duty.together(short) == short.together(duty) == duty
    both = short.together(other)
    assert [question.key for question in both.questions] == ["consult", "improve"]
    assert both.asked_by == "the 2012 Act"
    assert not both.is_duty
    later = short.model_copy(update={"asked_by": "the policy"})
    assert later.together(short) == short.together(later) == short


def test_quotations_where_possible_only_where_both_say_so():
    possible, sure = LocalQuotation(at_least=2, where_possible=True), LocalQuotation(at_least=1)
    assert possible.together(sure) == LocalQuotation(at_least=2, where_possible=False)
    assert possible.together(LocalQuotation(at_least=1, where_possible=True)) == possible


def test_the_more_often_wins_and_evidence_stays():
    monthly, yearly = SupplierReturns(every=Every.MONTH), SupplierReturns(every=Every.YEAR, evidence=True)
    assert monthly.together(yearly) == SupplierReturns(every=Every.MONTH, evidence=True)


def test_all_documents_are_asked_for():
    both = Documents(documents=("plan",)).together(Documents(documents=("tracker", "plan")))
    assert both == Documents(documents=("plan", "tracker"))


def test_indicators_are_held_together():
    """They may be left out only where both say so."""
    three = Kpis(at_least=3, published=1, unless_inappropriate=True)
    two = Kpis(at_least=2, published=2)
    assert three.together(two) == two.together(three) == Kpis(at_least=3, published=2)
    assert three.together(three).unless_inappropriate


def test_marks_for_an_answer():
    """Appropriate 4 and achievable 3 of 5 each, on a question of 20 marks: (4 + 3) / 10 x 20 = 14."""
    scoring = next(sample for sample in SAMPLES if isinstance(sample, Scoring))
    given = {"appropriate": Decimal(4), "achievable": Decimal(3)}
    assert scoring.marks(given, Decimal(20)) == Decimal(14)
    assert scoring.marks({"appropriate": Decimal(5), "achievable": Decimal(5)}, Decimal(20)) == Decimal(20)
    assert scoring.marks({"appropriate": Decimal(0), "achievable": Decimal(0)}, Decimal(20)) == Decimal(0)
    for wrong in (
        {"appropriate": Decimal(4)},
        given | {"achievable": Decimal(6)},
        given | {"achievable": Decimal(-1)},
        given | {"relevant": Decimal(1)},
    ):
        with pytest.raises(ValueError, match="Give"):
            scoring.marks(wrong, Decimal(20))


def test_marks_are_of_the_most_there_could_be_also_where_the_scale_begins_at_one():
    """4 and 3 of 5 each on a scale from 1 to 5 and a question of 20 marks: (4 + 3) / 10 x 20 = 14, as from 0 to 5."""
    scoring = next(sample for sample in SAMPLES if isinstance(sample, Scoring))
    from_one = scoring.model_copy(update={"lowest": 1, "descriptors": ()})
    assert from_one.marks({"appropriate": Decimal(4), "achievable": Decimal(3)}, Decimal(20)) == Decimal(14)


@pytest.mark.parametrize(
    "fields",
    [
        {"lowest": 5, "highest": 5},
        {"lowest": 5, "highest": 1},
        {"descriptors": (Descriptor(mark=1, words="one"), Descriptor(mark=0, words="none"))},
        {"descriptors": (Descriptor(mark=1, words="one"), Descriptor(mark=1, words="one"))},
        {"descriptors": (Descriptor(mark=5, words="five"), Descriptor(mark=6, words="six"))},
        {"lowest": 1, "descriptors": (Descriptor(mark=0, words="none"),)},
    ],
)
def test_a_scale_that_makes_no_sense_is_refused(fields):
    criteria = (Criterion(key="appropriate", name="appropriate", question="Does it fit?"),)
    with pytest.raises(ValidationError):
        Scoring(criteria=criteria, **fields)


def test_the_strictest_of_weightings_that_cannot_both_hold():
    assert fixed("10.75").strictness > fixed("10.25").strictness > fixed("9").strictness
    assert fixed("10").strictness > fixed("10", basis="quality").strictness
