"""The goals of the United Nations that outcomes and measures name, and how a file says that they were found."""

import pytest

from councils.policies.domain.file import FrameworkErrors, read_framework
from tests.policies.builders import framework, text_of

OUTCOME, MEASURE = "{key: climate, name: A cleaner Westmere", "    headline: Trees\n"
QUOTED = "united_nations_goals: {reading: quoted, clauses: [net-zero]}"


def westmere(*changes: tuple[str, str], found: str = ""):
    """Westmere's file, which names no goals and so does not say how they were found, with changes."""
    text = text_of("westmere")
    for old, new in (*changes, ("measure_groups:", f"{found}\n\nmeasure_groups:")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return read_framework(text, "westmere.yaml")


OF_AN_OUTCOME = (OUTCOME, OUTCOME.replace("{", "{goals: [13], "))
OF_A_MEASURE = (MEASURE, f"{MEASURE}    goals: [15]\n")


def test_a_measure_has_the_goals_of_its_outcome_unless_it_names_its_own():
    file = westmere(OF_AN_OUTCOME, OF_A_MEASURE, found=QUOTED)
    assert file.goals_of("tonnes", "climate") == (13,)
    assert file.goals_of("trees", "climate") == (15,)
    assert file.goals_of("jobs", "work") == ()


def test_what_the_file_lacks_has_no_goals():
    """A measure that a council wrote of its own has those of its outcome."""
    file = framework("rotherham")
    assert file.goals_of("of-our-own", "environment") == (11, 13)
    assert file.goals_of("of-our-own", "no-outcome") == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("goals: [8, 9]", "goals: [8, 18]", "17 or less"),
        ("united_nations_goals:", "united_nation_goals:", "Did you mean"),
    ],
)
def test_a_wrong_goal_is_named(old, new, words):
    text = text_of("rotherham")
    assert old in text
    with pytest.raises(FrameworkErrors) as refused:
        read_framework(text.replace(old, new, 1), "rotherham.yaml")
    said = "\n".join(str(error) for error in refused.value.errors)
    assert words in said, said


@pytest.mark.parametrize("goals", [OF_AN_OUTCOME, OF_A_MEASURE])
def test_goals_without_a_word_of_how_they_were_found_are_refused(goals):
    """Be it one outcome of two that names them, or one measure of three."""
    with pytest.raises(FrameworkErrors, match="outcomes name goals, and nothing says how they were found"):
        westmere(goals)
    assert westmere(goals, found=QUOTED).united_nations_goals.clauses == ("net-zero",)


def test_a_file_without_goals_says_nothing_of_them():
    assert westmere().united_nations_goals is None


def test_goals_that_are_quoted_cite_the_clause():
    with pytest.raises(FrameworkErrors, match="what is quoted names the clause that says so"):
        westmere(OF_AN_OUTCOME, found="united_nations_goals: {reading: quoted}")


def test_goals_that_are_inferred_say_why_and_need_no_clause():
    told = westmere(OF_AN_OUTCOME, found="united_nations_goals: {reading: inferred, why: By their words.}")
    assert (told.united_nations_goals.clauses, told.united_nations_goals.why) == ((), "By their words.")
    with pytest.raises(FrameworkErrors, match="why"):
        westmere(OF_AN_OUTCOME, found="united_nations_goals: {reading: inferred}")
