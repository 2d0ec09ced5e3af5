"""Whether a council can pass to another on a day, and where its service areas go."""

from datetime import date

import pytest

from procurement.journey.domain.passing import Party, areas, refusals

DAY = date(2027, 4, 1)
OLD, NEW = Party("Old", 4, 1), Party("New", 4, 1)


def test_it_passes_on_the_first_day_of_a_quarter_that_has_come():
    assert refusals(OLD, NEW, DAY, DAY) == ()
    assert refusals(OLD, NEW, DAY, date(2028, 1, 1)) == ()


@pytest.mark.parametrize("month", [1, 4, 7, 10])
def test_every_quarter_has_a_first_day(month):
    assert refusals(OLD, NEW, date(2027, month, 1), date(2028, 1, 1)) == ()


@pytest.mark.parametrize("day", [date(2027, 3, 31), date(2027, 4, 2), date(2027, 5, 1)])
def test_not_on_another_day(day):
    assert refusals(OLD, NEW, day, date(2028, 1, 1)) == (
        f"{day:%-d %B %Y} is not the first day of a financial quarter of Old. Contracts pass between two quarters.",
        f"{day:%-d %B %Y} is not the first day of a financial quarter of New. Contracts pass between two quarters.",
    )


def test_not_where_the_quarters_of_the_successor_begin_on_other_days():
    (said,) = refusals(OLD, Party("New", 5, 1), DAY, DAY)
    assert said.startswith("1 April 2027 is not the first day of a financial quarter of New.")


def test_not_before_the_day_has_come():
    (said,) = refusals(OLD, NEW, DAY, date(2027, 3, 31))
    assert said == "1 April 2027 has not come yet. Pass the council on that day or later."


def test_not_to_itself():
    assert "A council cannot pass to itself." in refusals(OLD, OLD, DAY, DAY)


def test_again_to_the_same_council_on_the_same_day_and_to_no_other():
    passed = Party("Old", 4, 1, "New", DAY)
    assert refusals(passed, NEW, DAY, DAY) == ()
    assert refusals(passed, Party("Other", 4, 1), DAY, DAY) == (
        "Old has passed to New on 1 April 2027 already.",
    )
    assert refusals(passed, NEW, date(2027, 7, 1), date(2027, 7, 1)) == (
        "Old has passed to New on 1 April 2027 already.",
    )


def test_not_to_a_council_that_has_ended_itself():
    ended = Party("New", 4, 1, "Newest", DAY)
    assert refusals(OLD, ended, DAY, DAY) == ("New has itself passed to Newest. Name that council instead.",)


def test_service_areas_go_to_those_of_the_same_key_or_as_asked():
    found = areas(
        {"adults": "Adults", "roads": "Roads"}, {"adults": "Care", "place": "Place"}, {"roads": "place"}
    )
    assert dict(found.to) == {"adults": "adults", "roads": "place"} and found.problems == ()


def test_every_service_area_goes_somewhere():
    """Each that goes nowhere, and each key that nobody has, is named at once."""
    asked = {"roads": "motorways", "parks": "place"}
    found = areas({"adults": "Adults", "roads": "Roads"}, {"place": "Place", "homes": "Homes"}, asked)
    assert found.problems == (
        "There is no service area “parks” to pass on.",
        "There is no service area “motorways” to pass to.",
        "Say to which service area “Adults” goes: --area adults=KEY, where KEY is one of place, homes.",
    )
