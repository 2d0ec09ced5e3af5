"""A quantity as somebody types it, with or without a word for its unit: the right unit is read, a wrong one is refused."""

import re

from measures.domain.units import Unit

# A number as people type it, with what stands before and behind it.
TYPED = re.compile(
    r"^\s*(?P<before>£?)\s*(?P<number>[-+]?[\d][\d.,\s]*|[-+]?\.\d+)\s*(?P<behind>[^\d\s].*?)?[\s.]*$"
)
WORDS_OF: dict[Unit, frozenset[str]] = {
    Unit.FTE: frozenset({"fte", "ftes", "full-time equivalent", "full-time equivalents", "fte in post"}),
    Unit.WEEK: frozenset({"week", "weeks", "wk", "wks"}),
    Unit.HOUR: frozenset({"hour", "hours", "hr", "hrs", "h"}),
    Unit.GBP: frozenset({"pound", "pounds", "gbp", "£"}),
    Unit.TCO2E: frozenset({"tonne", "tonnes", "t", "tco2e", "tonnes of co2e", "tonnes co2e", "t co2e"}),
    Unit.PERCENT: frozenset({"%", "percent", "per cent"}),
    Unit.ITEM: frozenset({"item", "items"}),
}
COUNTS = {
    Unit.FTE: "full-time equivalents in post",
    Unit.TCO2E: "tonnes of CO2e",
    Unit.GBP: "pounds",
    Unit.PERCENT: "a percentage",
}
PERSON_TIME = frozenset({"fte-year", "fte-years", "fte year", "fte years"})
EXAMPLES = {Unit.FTE: "4.5", Unit.GBP: "1,200.50", Unit.PERCENT: "62"}


class WrongUnit(ValueError):
    """What was typed is in another unit than the measure counts in; the text can be shown at the field."""


def bare_number(typed: str, unit: Unit, one: str = "", many: str = "") -> str:
    """``12`` of “12 weeks” where weeks are asked for; what is no number with a word is given back as it is.

    ``one`` and ``many`` are what an item is called. Raises WrongUnit for another unit: “6 jobs” are no FTE.
    """
    found = TYPED.match(typed)
    if found is None:
        return typed
    word = " ".join((found["behind"] or "").lower().split())
    named = {one.lower(), many.lower()} - {""}
    right = WORDS_OF.get(unit, frozenset()) | named
    before_fits = not found["before"] or unit is Unit.GBP
    if before_fits and (not word or word in right):
        return found["number"].strip()
    if before_fits and not re.match(r"[^\W_]", word):
        return typed  # a sign or a symbol is no unit: the field says what a number looks like
    raise WrongUnit(_told(typed.strip(), word, unit, many))


def _told(typed: str, word: str, unit: Unit, many: str) -> str:
    counts = COUNTS.get(unit) or many or unit.label
    if unit is Unit.FTE and word in PERSON_TIME:
        return (
            f"This measure asks for {counts}. {typed} are people times years: enter how many are in post on "
            "average, such as 4.5"
        )
    if unit is Unit.FTE:
        return f"This measure counts {counts}. {typed} may be fewer: enter the FTE, such as 4.5"
    return f"This measure counts {counts}. You entered {typed}: enter the number alone, such as {EXAMPLES.get(unit, '12')}"
