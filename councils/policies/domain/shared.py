"""The shape of a framework that is no council's: a national model, say, which councils may choose to adopt."""

from pydantic import model_validator

from councils.policies.domain.framework import Contents
from councils.policies.domain.shape import Key, Line, Part, Text


class FrameworkPart(Part):
    """Who publishes it and for whom it was written; ``key`` is the name by which a council's file adopts it."""

    key: Key
    """The name by which a council's file adopts it."""
    name: Line
    """Its name."""
    publisher: Line
    """Who publishes it."""
    written_for: Text
    """For whom it was written."""
    website: Line
    """Where it is published."""


class SharedFramework(Contents):
    """One version of a framework that councils may adopt, as one file.

    Its amounts say themselves whether they count VAT, because they are read beside a council's own.
    """

    framework: FrameworkPart
    """Whose framework it is."""

    @model_validator(mode="after")
    def _amounts_say_their_vat(self) -> "SharedFramework":
        bare = [rule.key for rule in self.rules if rule.when.value and rule.when.value.vat is None]
        if bare:
            raise ValueError(f"the amounts of {', '.join(bare)} must say in “vat” whether they count it")
        return self

    @property
    def whose(self) -> str:
        return self.framework.key

    @property
    def unconfirmed(self) -> frozenset[str]:
        """The rules that cite a clause which could not be checked: they take hold where a council has checked them."""
        doubtful = {clause.key for clause in self.clauses if clause.unconfirmed}
        return frozenset(rule.key for rule in self.rules if doubtful & set(rule.clauses))
