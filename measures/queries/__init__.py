"""Looking at measures, at what values them, and at what a quantity or a tender asks of people."""

from measures.queries.choices import (
    Chosen,
    Made,
    Option,
    choice_now,
    choices,
    choosing,
    last_choice,
    measure_to_choose,
    options,
    price_years,
)
from measures.queries.fairness import fairness
from measures.queries.guides import guides
from measures.queries.library import measure, measures
from measures.queries.licensed import (
    SHOWN_TO,
    Method,
    licensed,
    licensed_rows,
    licensed_table,
    licensed_tables,
    licensed_values,
    measured,
    methods,
)
from measures.queries.shelves import Shelved, Shelves, Told, policy_in_force, shelves, told_of
from measures.queries.valuing import preview, table_of, valuation_for, valuations

__all__ = [
    "SHOWN_TO",
    "Chosen",
    "Made",
    "Method",
    "Option",
    "Shelved",
    "Shelves",
    "Told",
    "choice_now",
    "choices",
    "choosing",
    "fairness",
    "guides",
    "last_choice",
    "licensed",
    "licensed_rows",
    "licensed_table",
    "licensed_tables",
    "licensed_values",
    "measure",
    "measure_to_choose",
    "measured",
    "measures",
    "methods",
    "options",
    "policy_in_force",
    "preview",
    "price_years",
    "shelves",
    "table_of",
    "told_of",
    "valuation_for",
    "valuations",
]
