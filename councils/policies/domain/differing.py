"""What one version of a policy says otherwise than another: rules, outcomes, measures and all else that has a key."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from councils.policies.domain.facts import day_words
from councils.policies.domain.framework import Contents, FrameworkFile
from councils.policies.domain.rules import Rule

# Lists that a person looks for by name, each with how it is called and what names one of its items.
LISTS = (
    ("outcomes", "Outcomes", "name"),
    ("measures", "Measures", "headline"),
    ("priorities", "Priorities", "name"),
    ("measure_groups", "Groups of measures", "name"),
    ("principles", "Principles and aims", "text"),
    ("spend_targets", "Spend targets", "what"),
    ("declarations", "What suppliers declare", "name"),
    ("asked_documents", "Documents to ask for", "name"),
    ("reports", "Reports", "title"),
    ("meetings", "Groups that meet", "title"),
    ("documents", "Documents", "title"),
    ("clauses", "Clauses", "section"),
)
# What has no names of its own.
OTHERS = (
    ("value_basis", "how amounts are read"),
    ("repeated_purchases", "how repeated purchases are added up"),
    ("united_nations_goals", "how the goals of the United Nations were found"),
    ("adopts", "which frameworks it adopts"),
    ("burden_limits", "how long bids and returns may take"),
)
# What of a rule may change while its sentence stays, each as a reader calls it.
OF_A_RULE = (
    ("when", "when it applies"),
    ("then", "what it requires"),
    ("clauses", "its clauses"),
    ("reading", "how it was read"),
    ("why", "why it was read so"),
    ("force", "how strongly it binds"),
    ("beats", "which rules it sets aside"),
    ("beats_because", "why it governs"),
)


@dataclass(frozen=True)
class ChangedRule:
    """A rule that both versions have, with what of it differs, in words."""

    before: Rule
    after: Rule
    what: tuple[str, ...]


@dataclass(frozen=True)
class ChangedList:
    """What was added to, dropped from and changed in one list, by name."""

    title: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Differences:
    """Everything that differs; ``facts`` are (what, before, after) in words, ``others`` names what else changed."""

    facts: tuple[tuple[str, str, str], ...]
    rules_added: tuple[Rule, ...]
    rules_dropped: tuple[Rule, ...]
    rules_changed: tuple[ChangedRule, ...]
    lists: tuple[ChangedList, ...]
    others: tuple[str, ...]

    @property
    def none(self) -> bool:
        """Whether the versions say the same."""
        rules = (*self.rules_added, *self.rules_dropped, *self.rules_changed)
        return not (self.facts or rules or self.lists or self.others)


def differences(before: FrameworkFile, after: FrameworkFile) -> Differences:
    """What ``after`` says otherwise than ``before``; things are the same where they have the same key."""
    old, new = _by_key(before.rules), _by_key(after.rules)
    both = [(old[key], new[key]) for key in new if key in old]
    return Differences(
        facts=tuple(_facts(before, after)),
        rules_added=tuple(rule for key, rule in new.items() if key not in old),
        rules_dropped=tuple(rule for key, rule in old.items() if key not in new),
        rules_changed=tuple(ChangedRule(was, now, _what(was, now)) for was, now in both if was != now),
        lists=tuple(
            found
            for attribute, title, name in LISTS
            if (found := _list(before, after, attribute, title, name))
        ),
        others=tuple(_others(before, after)),
    )


def _by_key(items: Iterable[Any]) -> dict[str, Any]:
    return {item.key: item for item in items}


def _what(was: Rule, now: Rule) -> tuple[str, ...]:
    return tuple(words for name, words in OF_A_RULE if getattr(was, name) != getattr(now, name))


def _facts(before: Contents, after: Contents) -> Iterable[tuple[str, str, str]]:
    told = (
        ("Title", before.policy.title, after.policy.title),
        ("Version", before.policy.version, after.policy.version),
        ("In force from", _begins(before), _begins(after)),
        ("Led by", before.policy.owner, after.policy.owner),
        ("Amounts", before.value_basis.vat.words, after.value_basis.vat.words),
        ("Looked at again", _reviews(before), _reviews(after)),
    )
    return (fact for fact in told if fact[1] != fact[2])


def _begins(says: Contents) -> str:
    return day_words(says.policy.begins) if says.policy.begins else "Not known"


def _reviews(says: Contents) -> str:
    return " ".join(one.words for one in says.policy.reviews)


def _others(before: FrameworkFile, after: FrameworkFile) -> Iterable[str]:
    for name in type(after.council).model_fields:
        if getattr(before.council, name) != getattr(after.council, name):
            yield f"the council's {name.replace('_', ' ')}"
    for name, words in OTHERS:
        if getattr(before, name) != getattr(after, name):
            yield words


def _list(before: Contents, after: Contents, attribute: str, title: str, name: str) -> ChangedList | None:
    old, new = _by_key(getattr(before, attribute)), _by_key(getattr(after, attribute))
    added = tuple(getattr(one, name) for key, one in new.items() if key not in old)
    dropped = tuple(getattr(one, name) for key, one in old.items() if key not in new)
    changed = tuple(getattr(one, name) for key, one in new.items() if key in old and old[key] != one)
    return ChangedList(title, added, dropped, changed) if added or dropped or changed else None
