"""A policy as its page prints it: rules by stage, what they do not decide, clauses by document, each with links."""

from collections.abc import Iterable
from dataclasses import dataclass

from councils.policies.domain.conditions import Condition
from councils.policies.domain.facts import day_words, exact_pounds
from councils.policies.domain.framework import Contents
from councils.policies.domain.national import NationalFile
from councils.policies.domain.rules import CitedClause, Rule, RuleSet
from councils.policies.domain.sources import Document
from councils.policies.domain.words import Force, Stage, listed, rank

FORCES = {Force.SHOULD: "Expected", Force.MAY: "Guidance"}


@dataclass(frozen=True)
class CaseShown:
    """One rule: when it applies, by which clauses, how it was read, and what governs in its place, if another does."""

    key: str
    when: str
    reading: str
    why: str
    clauses: tuple[CitedClause, ...]
    beats_because: str
    set_aside_by: tuple[str, ...]

    @property
    def unconfirmed(self) -> bool:
        """Whether a clause that it stands on could not be checked."""
        return any(clause.unconfirmed for clause in self.clauses)


@dataclass(frozen=True)
class RequirementShown:
    """What is required, with every rule that requires it; ``force`` is empty where it simply must be met."""

    sentence: str
    force: str
    cases: tuple[CaseShown, ...]


@dataclass(frozen=True)
class StageShown:
    """What is required at one stage."""

    title: str
    requirements: tuple[RequirementShown, ...]


@dataclass(frozen=True)
class ClauseShown:
    """One clause with what was read out of it, and where it was read if not in its document."""

    clause: CitedClause
    source: str
    read_as: tuple[str, ...]


@dataclass(frozen=True)
class DocumentShown:
    """One document with its clauses."""

    document: Document
    clauses: tuple[ClauseShown, ...]


def requirements_by_stage(rules: RuleSet) -> tuple[StageShown, ...]:
    """Everything that is required under the stage at which it is met, rules that require the same together."""
    stages: dict[Stage, dict[tuple[str, str], list[Rule]]] = {stage: {} for stage in Stage}
    for rule in sorted(rules.rules, key=lambda rule: rank(rule.then.kind)):
        said = (rule.then.sentence(rules.names), FORCES.get(rule.force, ""))
        stages[rule.then.stage].setdefault(said, []).append(rule)
    return tuple(
        StageShown(
            stage.words.capitalize(),
            tuple(
                RequirementShown(sentence, force, tuple(_case(rule, rules) for rule in asking))
                for (sentence, force), asking in said.items()
            ),
        )
        for stage, said in stages.items()
        if said
    )


def clauses_by_document(says: Contents | NationalFile) -> tuple[DocumentShown, ...]:
    """Every document with its clauses in the file's order, and under each clause what was read out of it."""
    rules = says.rule_set()
    return tuple(
        DocumentShown(
            document,
            tuple(
                ClauseShown(rules.clauses[clause.key], clause.source or "", _read_as(clause.key, rules))
                for clause in says.clauses
                if clause.document == document.key
            ),
        )
        for document in says.documents
    )


def _read_as(key: str, rules: RuleSet) -> tuple[str, ...]:
    sentences = (rule.then.sentence(rules.names) for rule in rules.rules if key in rule.clauses)
    return tuple(dict.fromkeys(sentences))


def _case(rule: Rule, rules: RuleSet) -> CaseShown:
    return CaseShown(
        key=rule.key,
        when=when_words(rule.when, rules),
        reading=rule.reading.words.capitalize(),
        why=rule.why or "",
        clauses=rules.cited(rule),
        beats_because=rule.beats_because or "",
        set_aside_by=tuple(
            dict.fromkeys(
                other.then.sentence(rules.names) for other in rules.rules if rule.key in other.beats
            )
        ),
    )


def when_words(when: Condition, rules: RuleSet) -> str:
    """When a rule applies, as one sentence."""
    parts = list(_parts(when, rules))
    return f"Applies where {', and '.join(parts)}." if parts else "Applies to every procurement."


def _parts(when: Condition, rules: RuleSet) -> Iterable[str]:
    if when.value:
        basis = (when.value.vat or rules.value_basis.vat).words
        yield f"the value over the whole life, {basis}, is {when.value.edges}"
    if when.threshold:
        yield f"the value including VAT is {when.threshold.value.replace('_', ' ')} the UK threshold of the day"
    if when.contract_types:
        yield f"what is bought is {listed([kind.words for kind in when.contract_types], 'or')}"
    if when.routes:
        yield f"the route to market is {listed([route.words for route in when.routes], 'or')}"
    if when.categories:
        yield f"the category is {listed(list(when.categories), 'or')}"
    if when.commenced_from:
        yield f"the procurement commenced on or after {day_words(when.commenced_from)}"
    if when.commenced_until:
        yield f"the procurement commenced on or before {day_words(when.commenced_until)}"
    if when.urgent is not None:
        yield "it is urgent" if when.urgent else "it is not urgent"


def threshold_rows(says: NationalFile) -> list[dict]:
    """The UK thresholds of sub-central authorities, a row for each period and type."""
    return [
        {
            "begins": period.begins,
            "ends": period.ends,
            "type": kind.words,
            "amount": exact_pounds(amount),
            "vat": period.vat.words,
        }
        for period in reversed(says.thresholds)
        for authority, amounts in period.amounts.items()
        if authority.value == "sub_central"
        for kind, amount in amounts.items()
    ]
