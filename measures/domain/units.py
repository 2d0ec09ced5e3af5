"""Units and how quantities add up: one definition, shared with the policy files that use these words."""

from councils.policies.domain.counting import (
    HOW_WORDS,
    SECOND_YEAR_WORDS,
    TERM_WORDS,
    HowItAddsUp,
    SecondYear,
    Term,
    Unit,
)

__all__ = ["HOW_WORDS", "SECOND_YEAR_WORDS", "TERM_WORDS", "HowItAddsUp", "SecondYear", "Term", "Unit"]
