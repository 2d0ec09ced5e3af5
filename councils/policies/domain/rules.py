"""A rule: when it applies, what it requires, which clauses say so, and how it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import Field, model_validator

from councils.policies.domain.conditions import Condition
from councils.policies.domain.effects.base import BaseEffect
from councils.policies.domain.effects.closed_list import Effect
from councils.policies.domain.shape import Key, Names, Part, Text, WrongAt, check_reason
from councils.policies.domain.words import Force, Reading, VatBasis


class Rule(Part):
    """One rule of a file.

    ``beats`` names rules of the same file that this one sets aside wherever it holds, and ``beats_because`` why: so a
    file settles a conflict, and so an exemption takes hold.
    """

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    when: Condition = Condition()
    """When it applies. All of it must hold; what is left out does not matter."""
    then: Effect
    """What it requires: one effect."""
    clauses: tuple[Key, ...] = Field(min_length=1)
    """The clauses that say so, by their keys."""
    reading: Reading
    """How it was read: quoted, interpreted or inferred."""
    why: Text | None = None
    """What was chosen and why, where the reading is interpreted or inferred."""
    force: Force = Force.MUST
    """How strongly it binds: must (if left out), should or may."""
    beats: tuple[Key, ...] = ()
    """Rules of this file that it sets aside wherever it holds, by their keys."""
    beats_because: Text | None = None
    """Why it sets them aside."""

    @property
    def effect(self) -> BaseEffect:
        """What it requires, as any effect of the closed list."""
        return self.then

    @model_validator(mode="after")
    def _says_why(self) -> "Rule":
        check_reason(self.reading, self.why)
        if self.beats and not self.beats_because:
            raise WrongAt("beats_because", "is missing: a rule that sets others aside says why")
        return self


class ValueBasis(Part):
    """How a file's own amounts are read: whether they count VAT, and how that is known."""

    vat: VatBasis
    """Exclusive where the amounts leave VAT out, inclusive where they count it."""
    reading: Reading
    """How it was read: quoted, interpreted or inferred."""
    why: Text | None = None
    """What was chosen and why, where the reading is interpreted or inferred."""

    @model_validator(mode="after")
    def _says_why(self) -> "ValueBasis":
        check_reason(self.reading, self.why)
        return self


@dataclass(frozen=True)
class PolicyIdentity:
    """Which policy, and which version of it. ``council`` is empty for the national rules; ``begins`` None is unknown."""

    council: str
    title: str
    version: str
    begins: date | None

    @property
    def words(self) -> str:
        """``Social Value Policy, version 1``."""
        return f"{self.title}, {self.version}"


@dataclass(frozen=True)
class CitedClause:
    """A place in a document, with what it says in our own words. ``short`` is the document as it is cited,
    ``unconfirmed`` what could not be checked at first hand (empty where all of it was)."""

    key: str
    document: str
    short: str
    section: str
    paraphrase: str
    unconfirmed: str = ""

    @property
    def words(self) -> str:
        """``Social Value Policy, Social Value Framework``; ``2012 Act, s.1``."""
        return f"{self.short}, {self.section}"


@dataclass(frozen=True)
class RuleSet:
    """The rules of one version of one policy, with what they cite: all that a decision needs of a file."""

    identity: PolicyIdentity
    rules: tuple[Rule, ...]
    clauses: Mapping[str, CitedClause]
    names: Names
    value_basis: ValueBasis

    def cited(self, rule: Rule) -> tuple[CitedClause, ...]:
        """The clauses of ``rule``, in its order."""
        return tuple(self.clauses[key] for key in rule.clauses)
