"""A measure that was written for one procurement, as a measure of the council's policy file."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Any

from councils.policies.domain.counting import Unit
from councils.policies.domain.words import Reading
from measures.domain.valuation import unit_pounds
from procurement.opportunities.domain.bespoke import Written

MOST_KEY = 50  # letters, so that a number after it still fits into a key of a file
MOST_TEXT = 4000  # letters of a text in a file


def key_for(headline: str, taken: Collection[str]) -> str:
    """``benches-repaired``: a key that no measure of the council has had, made of the headline."""
    plain = unicodedata.normalize("NFKD", headline).encode("ascii", "ignore").decode()
    words = "-".join(re.findall("[a-z0-9]+", plain.lower()))[:MOST_KEY].strip("-") or "measure"
    return next(
        key
        for number in range(1, len(taken) + 2)
        if (key := words if number == 1 else f"{words}-{number}") not in taken
    )


def part_of(
    written: Written, *, key: str, outcome: str, clauses: Sequence[str], reference: str, why: str
) -> dict[str, Any]:
    """It as a file's measure, by the keys of a file: under ``outcome``, read out of ``clauses`` and inferred.

    ``reference`` is that of the procurement. Its value is not a part of it: a file only names a table of values.
    """
    counted = {"one": _line(written.counted_one), "many": _line(written.counted_many)}
    said = f"Written for the procurement {reference} and proposed for all: {_line(why)}"
    return {
        "key": key,
        "headline": _line(written.headline),
        "outcome": outcome,
        "text": _line(written.definition),
        "unit": written.unit.value,
        **({"counted": counted} if written.unit is Unit.ITEM else {}),
        "adds_up": written.adds_up.value,
        "evidence": _line(written.evidence),
        "clauses": list(clauses),
        "reading": Reading.INFERRED.value,
        "why": said[:MOST_TEXT],
    }


def _line(text: str) -> str:
    return " ".join(text.split())


def value_words(written: Written) -> str:
    """What it was valued by in its own procurement, in sentences; nothing where it was not valued."""
    if written.worth is None:
        return ""
    return (
        f"In its own procurement one unit was worth {unit_pounds(written.worth)} in {_line(written.worth_price_year)} "
        f"prices. Source: {_line(written.worth_source)}. Licence: {_line(written.worth_licence)}."
    )
