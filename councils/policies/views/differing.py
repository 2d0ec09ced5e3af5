"""What a draft would change, as its page prints it: rules in sentences with their clauses, everything else by name."""

from dataclasses import dataclass

from councils.policies.domain.differing import ChangedList, differences
from councils.policies.domain.framework import FrameworkFile
from councils.policies.domain.rules import CitedClause, Rule
from councils.policies.domain.words import listed
from councils.policies.views.shown import when_words


@dataclass(frozen=True)
class RuleShown:
    """One rule: what it requires, when it applies, and by which clauses."""

    key: str
    sentence: str
    when: str
    reading: str
    clauses: tuple[CitedClause, ...]

    @property
    def cited(self) -> str:
        """Its clauses in one line."""
        return "; ".join(clause.words for clause in self.clauses)


@dataclass(frozen=True)
class ChangeShown:
    """A rule as it is and as it would be, with what of it differs."""

    before: RuleShown
    after: RuleShown
    what: str


@dataclass(frozen=True)
class DifferencesShown:
    """Everything that the draft would change; ``count`` rules and other things in all."""

    added: tuple[RuleShown, ...]
    changed: tuple[ChangeShown, ...]
    dropped: tuple[RuleShown, ...]
    facts: tuple[dict[str, str], ...]
    lists: tuple[ChangedList, ...]
    others: str
    none: bool


def rule_words(rule: Rule, says: FrameworkFile) -> RuleShown:
    """A rule of a file in words."""
    rules = says.rule_set()
    return RuleShown(
        rule.key,
        rule.then.sentence(rules.names),
        when_words(rule.when, rules),
        rule.reading.words.capitalize(),
        rules.cited(rule),
    )


def differences_shown(before: FrameworkFile, after: FrameworkFile) -> DifferencesShown:
    """What ``after`` would change."""
    found = differences(before, after)
    return DifferencesShown(
        added=tuple(rule_words(rule, after) for rule in found.rules_added),
        changed=tuple(
            ChangeShown(rule_words(one.before, before), rule_words(one.after, after), listed(list(one.what)))
            for one in found.rules_changed
        ),
        dropped=tuple(rule_words(rule, before) for rule in found.rules_dropped),
        facts=tuple({"what": what, "before": was, "after": now} for what, was, now in found.facts),
        lists=found.lists,
        others=listed(list(found.others)),
        none=found.none,
    )
