"""The pieces that files are made of: days, numbers as words, and readings that say why."""

from datetime import date
from decimal import Decimal

import pytest

from councils.policies.domain.shape import (
    WrongAt,
    check_reason,
    day_or_unknown,
    day_problem,
    number_as_words,
    number_words,
    percent_words,
)
from councils.policies.domain.words import Reading


@pytest.mark.parametrize(
    ("given", "day"),
    [
        (date(2026, 4, 30), date(2026, 4, 30)),
        ("2026-04-30", date(2026, 4, 30)),
        ("unknown", None),
    ],
)
def test_a_day_or_the_word_unknown(given, day):
    assert day_or_unknown(given) == day


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("30th April 2026", "“30th April 2026” is in words; write it as 2026-04-30"),
        ("1 May 2027", "“1 May 2027” is in words; write it as 2027-05-01"),
        ("31st April 2026", "“31st April 2026” is not a day that exists; write it as 2026-04-30"),
        ("next spring", "“next spring” is not a day that exists; write it as 2026-04-30"),
        ("2026-04-31", "“2026-04-31” is not a day that exists; write it as 2026-04-30"),
    ],
)
def test_what_is_no_day_is_told_with_how_to_write_one(given, words):
    assert day_problem(given) == words
    with pytest.raises(ValueError, match="or the word unknown") as caught:
        day_or_unknown(given)
    assert str(caught.value) == f"{words}, or the word unknown"


@pytest.mark.parametrize(("given", "taken"), [(3, "3"), ("3", "3"), (True, True), (2.5, 2.5)])
def test_a_bare_whole_number_is_text_and_yes_is_not(given, taken):
    assert number_as_words(given) == taken
    assert type(number_as_words(given)) is type(taken)


@pytest.mark.parametrize(
    ("reading", "why", "taken"),
    [
        (Reading.QUOTED, None, True),
        (Reading.QUOTED, "The clause says so.", True),
        (Reading.INTERPRETED, None, False),
        (Reading.INFERRED, "", False),
        (Reading.INFERRED, "It tells a history.", True),
    ],
)
def test_what_is_not_quoted_says_why(reading, why, taken):
    if taken:
        check_reason(reading, why)
    else:
        with pytest.raises(WrongAt, match=f"what is {reading.value} must say why it was read so"):
            check_reason(reading, why)


@pytest.mark.parametrize(
    ("percent", "words"), [("20", "20%"), ("100", "100%"), ("12.50", "12.5%"), ("10.00", "10%"), ("0", "0%")]
)
def test_a_percentage_says_no_more_than_it_knows(percent, words):
    assert percent_words(Decimal(percent)) == words


@pytest.mark.parametrize(("number", "words"), [(0, "no"), (1, "one"), (9, "nine"), (10, "10")])
def test_numbers_up_to_nine_are_in_words(number, words):
    assert number_words(number) == words
