"""The shape of a framework file: a policy, its clauses, rules, priorities, outcomes and measures; and whose it is."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from councils.policies.domain.burden import BurdenLimits
from councils.policies.domain.council import CouncilPart
from councils.policies.domain.deciding import conflicts_in
from councils.policies.domain.facts import day_words
from councils.policies.domain.measure import Measure, MeasureGroup
from councils.policies.domain.repeats import RepeatedPurchases
from councils.policies.domain.requirements import Conflict
from councils.policies.domain.rules import CitedClause, PolicyIdentity, Rule, RuleSet, ValueBasis
from councils.policies.domain.shape import (
    Begins,
    GoalNumber,
    Key,
    Line,
    Named,
    Names,
    Part,
    Percent,
    Text,
    Title,
    WrongAt,
    check_reason,
)
from councils.policies.domain.sources import Clause, Document, Read, cited_clauses
from councils.policies.domain.words import Every, Reading


class Review(Read):
    """How often something is reviewed. ``printed`` keeps words that are no day, ``next`` the day that was chosen."""

    every: Every | None = None
    """How often it is reviewed."""
    month: int | None = Field(default=None, ge=1, le=12)
    """The month in which it is reviewed, from 1 to 12."""
    printed: Line | None = None
    """The policy's own words, where they are no day or no interval."""
    next: date | None = None
    """The day of the next review, as 2026-04-30."""
    what: Text
    """What is reviewed."""

    @property
    def words(self) -> str:
        """What is reviewed, how often, the words that are printed and the day that was chosen."""
        month = f", in {date(2000, self.month, 1):%B}" if self.month else ""
        said = (
            self.what,
            f"{self.every.words.capitalize()}{month}." if self.every else "",
            f"Printed: “{self.printed}”." if self.printed else "",
            f"Next on {day_words(self.next)}." if self.next else "",
        )
        return " ".join(part for part in said if part)


class PolicyPart(Part):
    """Which policy it is. ``begins`` is a day, or the word unknown, with the reason in ``begins_why``."""

    title: Title
    """The policy's title, as printed."""
    version: Annotated[Line, StringConstraints(max_length=40)]
    """Its version, as printed. A changed file needs a new one."""
    begins: Begins
    """The day on which it began, as 2026-04-30, or the word unknown."""
    begins_why: Text | None = None
    """Why the day is unknown, or how it was found."""
    owner: Line
    """Who owns the policy, by job title."""
    reviews: tuple[Review, ...] = ()
    """What is reviewed, and how often."""

    @model_validator(mode="after")
    def _says_why_unknown(self) -> "PolicyPart":
        if self.begins is None and not self.begins_why:
            raise WrongAt("begins_why", "is missing: a policy that begins on an unknown day says why")
        return self


class Outcome(Read):
    """What the council wants to improve, under one of its priorities."""

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    name: Line
    """Its name, as your framework prints it."""
    priority: Key | None = None
    """The priority that it belongs to, by its key."""
    about: Text
    """What it means, in your own words."""
    goals: tuple[GoalNumber, ...] = ()
    """The goals of the United Nations that it serves, by number."""


class GoalsRead(Part):
    """How outcomes and measures were put beside the goals of the United Nations: by the policy itself, or by you."""

    clauses: tuple[Key, ...] = ()
    """The clauses that name the goals, by their keys; none where no clause does."""
    reading: Reading
    """How it was read: quoted, interpreted or inferred."""
    why: Text | None = None
    """What was chosen and why, where the reading is interpreted or inferred."""

    @model_validator(mode="after")
    def _says_why(self) -> "GoalsRead":
        check_reason(self.reading, self.why)
        if self.reading is Reading.QUOTED and not self.clauses:
            raise WrongAt("clauses", "is missing: what is quoted names the clause that says so")
        return self


class Principle(Read):
    """A principle that guides every procurement and cannot be decided by the program."""

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    text: Text
    """The principle, in your own words."""


class ReportDue(Read):
    """A report or figure that the policy asks for: how often, for whom, about what, and by what it is broken down.

    ``printed`` keeps words such as “regularly”, where the policy gives no interval.
    """

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    title: Line
    """What the report is called."""
    every: Every | None = None
    """How often it is due."""
    printed: Line | None = None
    """The policy's own words, where it gives no interval."""
    audience: Line
    """Who receives it."""
    about: Text
    """What it tells."""
    broken_down_by: tuple[Literal["service_area", "outcome", "measure", "supplier", "place"], ...] = ()
    """What its figures are broken down by."""

    @model_validator(mode="after")
    def _says_how_often(self) -> "ReportDue":
        if self.every is None and not self.printed:
            raise ValueError("says how often: “every”, or the policy's own words in “printed”")
        return self

    @property
    def how_often(self) -> str:
        """``every year``, or the words that the policy prints."""
        return self.every.words if self.every else str(self.printed)


class Meeting(Read):
    """A group that meets about social value."""

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    title: Line
    """What the group is called."""
    every: Every | None = None
    """How often it meets."""
    about: Text
    """What it does."""


class SpendTarget(Read):
    """A share of the council's spend that is to be reached, or to rise."""

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    what: Text
    """The share that is meant, in your own words."""
    at_least: Percent | None = None
    """The least percentage that is to be reached."""
    rising: bool = False
    """True where the share is to rise over time."""
    broken_down_by: tuple[Line, ...] = ()
    """What the share is broken down by."""


class Contents(Part):
    """What every framework file says, whoever's it is."""

    format: Literal[1]
    """Always 1."""
    policy: PolicyPart
    """Which policy it is, and which version."""
    value_basis: ValueBasis
    """Whether your policy's amounts count VAT, and how you know."""
    documents: tuple[Document, ...] = Field(min_length=1)
    """What clauses are cited from."""
    clauses: tuple[Clause, ...] = Field(min_length=1)
    """Each place of a document that is used."""
    priorities: tuple[Named, ...] = ()
    """The priorities of your framework, in its order."""
    outcomes: tuple[Outcome, ...] = ()
    """The outcomes of your framework, in its order."""
    measures: tuple[Measure, ...] = ()
    """The measures of your framework, in its order."""
    united_nations_goals: GoalsRead | None = None
    """How the goals of outcomes and measures were found; needed where any of them names one."""
    measure_groups: tuple[MeasureGroup, ...] = ()
    """Groups of measures that a rule may ask one of."""
    principles: tuple[Principle, ...] = ()
    """Principles that guide people and that the program cannot decide."""
    declarations: tuple[Named, ...] = ()
    """What suppliers declare, each after the words “they declare that they”."""
    asked_documents: tuple[Named, ...] = ()
    """Documents that bidders may be asked for."""
    reports: tuple[ReportDue, ...] = ()
    """Reports and figures that the policy asks for."""
    meetings: tuple[Meeting, ...] = ()
    """Groups that meet about social value."""
    spend_targets: tuple[SpendTarget, ...] = ()
    """Shares of spend that are to be reached, or to rise."""
    repeated_purchases: RepeatedPurchases | None = None
    """What counts as the same need bought again just below a line; without it the nation's choice holds."""
    rules: tuple[Rule, ...] = Field(min_length=1)
    """What the policy requires, one thing for each rule."""

    @model_validator(mode="after")
    def _says_how_goals_were_found(self) -> "Contents":
        of_outcomes = any(one.goals for one in self.outcomes)
        if (of_outcomes or any(one.goals for one in self.measures)) and self.united_nations_goals is None:
            raise WrongAt(
                "united_nations_goals",
                "is missing: outcomes name goals, and nothing says how they were found",
            )
        return self

    @property
    def whose(self) -> str:
        """Whose policy its rules are, as a decision cites it."""
        raise NotImplementedError

    @property
    def bodies(self) -> tuple[Named, ...]:
        """The bodies that its rules may name."""
        return ()

    def rule_set(self) -> RuleSet:
        """The rules with all that they cite and name."""
        known = {("body", body.key): body.name for body in self.bodies}
        known |= {("declaration", one.key): one.name for one in self.declarations}
        known |= {("asked_document", one.key): one.name for one in self.asked_documents}
        known |= {("measure_group", group.key): group.name for group in self.measure_groups}
        known |= {
            ("report", one.key): f"{one.title} ({one.how_often}, to {one.audience})" for one in self.reports
        }
        return RuleSet(
            identity=PolicyIdentity(self.whose, self.policy.title, self.policy.version, self.policy.begins),
            rules=self.rules,
            clauses=cited_clauses(self.clauses, self.documents),
            names=Names(known),
            value_basis=self.value_basis,
        )

    def conflicts(self) -> tuple[Conflict, ...]:
        """Rules that differ, each with the rule that governs and why; a file with an unsettled one is not read."""
        return conflicts_in(self.rule_set())

    def cited(self, keys: tuple[str, ...]) -> tuple[CitedClause, ...]:
        """The clauses of ``keys``, with the names of their documents."""
        known = cited_clauses(self.clauses, self.documents)
        return tuple(known[key] for key in keys)

    def outcome(self, key: str) -> Outcome:
        """The outcome of that key. Raises KeyError."""
        return _by_key(self.outcomes, key)

    def measure(self, key: str) -> Measure:
        """The measure of that key. Raises KeyError."""
        return _by_key(self.measures, key)

    def goals_of(self, measure: str, outcome: str) -> tuple[int, ...]:
        """The goals of a measure: its own, or else those of its outcome; a key that the file lacks has none."""
        own = next((one.goals for one in self.measures if one.key == measure), ())
        return own or next((one.goals for one in self.outcomes if one.key == outcome), ())

    def measures_of(self, outcome: str) -> tuple[Measure, ...]:
        """The measures of an outcome, in the file's order."""
        return tuple(measure for measure in self.measures if measure.outcome == outcome)


class Adoption(Part):
    """A framework that is no council's, taken into a council's file.

    ``why`` says who chose it and when. ``without`` names its rules that the council leaves out, ``checked`` its
    unconfirmed rules that the council has checked at first hand: the others of these do not take hold. ``taken`` is
    the framework's name, set by the program when its parts stand in the file.
    """

    framework: Key
    """The framework that is adopted, by its key."""
    version: Line
    """The version that is adopted."""
    why: Text
    """Who chose it, and when."""
    without: tuple[Key, ...] = ()
    """Rules of the framework that the council leaves out."""
    checked: tuple[Key, ...] = ()
    """Unconfirmed rules of the framework that the council has checked at first hand."""
    taken: Line | None = None
    """Set by the program when the framework's parts stand in the file: leave it out."""


class FrameworkFile(Contents):
    """A council and one version of its social value policy, as one file."""

    council: CouncilPart
    """Who the council is."""
    adopts: tuple[Adoption, ...] = ()
    """Frameworks that the council has chosen, such as the national model."""
    burden_limits: BurdenLimits | None = None
    """The most time that your tenders and returns may cost a supplier; without it there is no limit."""

    @property
    def whose(self) -> str:
        return self.council.slug

    @property
    def bodies(self) -> tuple[Named, ...]:
        return self.council.bodies


def _by_key(things, key: str):
    for thing in things:
        if thing.key == key:
            return thing
    raise KeyError(key)
