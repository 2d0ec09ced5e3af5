"""CPV codes: a code covers all below it, and never its neighbour; light touch services are told by them."""

import pytest
from pydantic import ValidationError

from councils.policies.domain.conditions import Condition
from councils.policies.domain.cpv import covers, digits, stem
from councils.policies.domain.light_touch import LightTouch, ServiceKind, Span, light_touch_from
from councils.policies.domain.words import Reading
from tests.policies.builders import national

SERVICES = national().light_touch


@pytest.mark.parametrize(
    ("category", "given", "held"),
    [
        ("77300000", "77310000", True),
        ("77300000", "77300000", True),
        ("77300000", "77400000", False),
        ("77310000", "77300000", False),
        ("80000000", "80500000", True),
        ("80000000", "85311000", False),
        ("90000000", "92000000", False),
        ("85", "85311000", True),
        ("80", "85311000", False),
        ("85000000-9", "85311000-2", True),
        ("85000000", "85311000-2", True),
        ("85000000-9", "85311000", True),
        ("parks", "parks", True),
        ("parks", "77300000", False),
        ("77300000", "parks", False),
        ("24-hour-care", "24-hour-care", True),
    ],
)
def test_a_code_covers_itself_and_all_below_it(category, given, held):
    assert covers(category, given) is held


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("77310000", "77310000"),
        ("77310000-6", "77310000"),
        ("77", "77"),
        ("7", ""),
        ("773100001", ""),
        ("77310000-66", ""),
        ("parks", ""),
        ("", ""),
    ],
)
def test_what_is_a_code(given, found):
    assert digits(given) == found


@pytest.mark.parametrize(
    ("code", "begins"),
    [("77300000", "773"), ("80000000", "80"), ("77314000", "77314"), ("80", "80"), ("90910000", "9091")],
)
def test_what_every_code_below_begins_with(code, begins):
    assert stem(code) == begins


@pytest.mark.parametrize("category", ["7", "773100001", "77310000-", "77310000-66", "7731-0000"])
def test_what_looks_like_a_code_and_is_none_is_refused(category):
    with pytest.raises(ValidationError, match="no CPV code"):
        Condition(categories=(category,))


@pytest.mark.parametrize("category", ["77", "77310000", "77310000-6", "parks", "24-hour-care", "2nd homes"])
def test_codes_and_words_of_ones_own_are_taken(category):
    assert Condition(categories=(category,)).categories == (category,)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("85000000", "health-and-social"),
        ("85311000-2", "health-and-social"),
        ("85323000", "health-and-social"),
        ("85323001", None),
        ("84999999", None),
        ("79999999", None),
        ("80000000", "education-and-culture"),
        ("80660000", "education-and-culture"),
        ("80660001", None),
        ("92000000", "education-and-culture"),
        ("92700000", "education-and-culture"),
        ("92700001", None),
        ("55524000", "hotels-and-catering"),
        ("55530000", None),
        ("79713000", "security"),
        ("79721000", "security"),
        ("79721001", None),
        ("79110000", "legal"),
        ("79140001", None),
        ("71550000", "miscellaneous"),
        ("98351110", None),
        ("77310000", None),
        ("90910000", None),
        ("45000000", None),
        ("85", "health-and-social"),
        ("98", "other-community"),
    ],
)
def test_light_touch_services_by_code(code, kind):
    found = light_touch_from([code], SERVICES)
    assert (found.listed[0].kind.key if found else None) == kind


def test_single_codes_stand_for_themselves_alone():
    """98000000 is listed and 98350000, below it, is not."""
    assert light_touch_from(["98000000"], SERVICES)
    assert light_touch_from(["98350000"], SERVICES) is None


def test_a_proposal_asks_a_person():
    found = light_touch_from(["parks", "80100000-5"], SERVICES)
    assert found.by_main
    assert not found.is_sure
    assert found.words == (
        "CPV 80100000-5 (administrative social, educational, health care and cultural services) is listed as light touch. "
        "Confirm that the contract is wholly or mainly for this. "
        "Check the code against Schedule 1: this list was not read there."
    )


def test_where_the_main_code_is_another_it_says_so():
    found = light_touch_from(["77310000", "80100000", "85000000"], SERVICES)
    assert [one.code for one in found.listed] == ["80100000", "85000000"]
    assert not found.by_main
    assert " are listed as light touch. " in found.words
    assert "It is not the main code." in found.words


def test_nothing_is_proposed_without_a_code():
    assert light_touch_from([], SERVICES) is None
    assert light_touch_from(["parks"], SERVICES) is None


def test_a_list_that_was_read_is_sure():
    kind = ServiceKind(key="care", name="Care", sure=True, spans=(Span(first="85000000", last="85000000"),))
    services = LightTouch(clauses=("one",), reading=Reading.QUOTED, kinds=(kind,))
    found = light_touch_from(["85000000"], services)
    assert found.is_sure
    assert "Schedule 1" not in found.words
    unsure = ServiceKind(key="food", name="Food", sure=False, codes=("55524000",))
    mixed = services.model_copy(update={"kinds": (kind, unsure)})
    assert not light_touch_from(["85000000", "55524000"], mixed).is_sure
    assert light_touch_from(["85000000"], mixed).is_sure


def test_a_list_that_makes_no_sense_is_refused():
    with pytest.raises(ValidationError, match="before the first code"):
        Span(first="85000001", last="85000000")
    with pytest.raises(ValidationError, match="lists nothing"):
        ServiceKind(key="care", name="Care", sure=True)
    with pytest.raises(ValidationError, match="why it was read so"):
        LightTouch(clauses=("one",), reading=Reading.INFERRED, kinds=SERVICES.kinds)
    with pytest.raises(ValidationError):
        Span(first="850", last="851")


def test_the_law_says_where_the_list_is_from_and_that_it_was_not_read():
    file = national()
    assert SERVICES.clauses == ("act-2023-s9", "regulations-2024-r42", "regulations-2015-sch3")
    assert SERVICES.reading is Reading.INTERPRETED
    assert "was not at hand" in SERVICES.why
    assert not any(kind.sure for kind in SERVICES.kinds)
    assert {clause.document for clause in file.clauses if clause.key in SERVICES.clauses} == {
        "act-2023",
        "regulations-2024",
        "regulations-2015",
    }
