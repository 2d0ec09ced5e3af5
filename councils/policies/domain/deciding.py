"""The engine: from the facts of a procurement to what is required of it. The strictest rule wins and all are cited."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from councils.policies.domain.effects.base import BaseEffect
from councils.policies.domain.facts import Facts
from councils.policies.domain.requirements import Conflict, Requirement, SaidBy
from councils.policies.domain.rules import Rule, RuleSet
from councils.policies.domain.thresholds import Thresholds
from councils.policies.domain.words import EffectKind, Reading, rank


@dataclass(frozen=True)
class Holding:
    """A rule whose condition holds, and the rule that sets it aside, if one does."""

    rule: Rule
    source: RuleSet
    set_aside_by: Rule | None = None


@dataclass(frozen=True)
class Ruling:
    """What rules that hold together require about one thing: the same for all facts for which just these rules hold.

    ``pattern`` is the requirement without the phrases that depend on the facts; ``holdings`` stand in the order of its
    ``said_by``.
    """

    pattern: Requirement
    holdings: tuple[Holding, ...]

    def because_of(self, facts: Facts, thresholds: Thresholds) -> Requirement:
        """The requirement with the phrases that say why each rule holds for ``facts``."""
        said_by = tuple(
            replace(said, triggered_by=_because(holding, facts, thresholds))
            for said, holding in zip(self.pattern.said_by, self.holdings, strict=True)
        )
        return replace(self.pattern, said_by=said_by)


def _because(holding: Holding, facts: Facts, thresholds: Thresholds) -> tuple[str, ...]:
    return holding.rule.when.because(facts, holding.source.value_basis.vat, thresholds)


def requirements_for(
    facts: Facts, framework: RuleSet, national: RuleSet, thresholds: Thresholds
) -> tuple[Requirement, ...]:
    """What ``framework`` and ``national`` require of a procurement with these facts, in the order of its stages.

    Rules about one thing become one requirement: the strictest governs, and every rule that asks for it is cited.
    Rules that cannot both hold are reported with the requirement as its conflict. Raises ThresholdUnknown where a rule
    depends on the UK threshold of a day that the table does not reach.

    This is the plain way, for one procurement; ``decider.Decider`` gives the same answers for many.
    """
    held = [(source, holding_rules(facts, source, thresholds)) for source in (framework, national)]
    return tuple(ruling.because_of(facts, thresholds) for ruling in rulings_of(held))


def holding_rules(facts: Facts, source: RuleSet, thresholds: Thresholds) -> tuple[Rule, ...]:
    """The rules of ``source`` whose conditions hold, in its order; raises ThresholdUnknown."""
    basis = source.value_basis.vat
    return tuple(rule for rule in source.rules if rule.when.holds(facts, basis, thresholds))


def rulings_of(held: Iterable[tuple[RuleSet, tuple[Rule, ...]]]) -> tuple[Ruling, ...]:
    """What rules that hold together require, one ruling for each thing, in the order of a procurement's stages."""
    slots: dict[str, list[Holding]] = defaultdict(list)
    for source, rules in held:
        for rule in rules:
            slots[rule.effect.slot].append(Holding(rule, source, _beaten_by(rule, rules)))
    made = [
        _ruling(sorted(group, key=_order))
        for group in slots.values()
        if any(not holding.set_aside_by for holding in group)
    ]
    return tuple(sorted(made, key=lambda ruling: _place(ruling.pattern)))


def _place(requirement: Requirement) -> tuple[int, int, str]:
    return rank(requirement.stage), rank(requirement.kind), requirement.slot


def _beaten_by(rule: Rule, holding: tuple[Rule, ...]) -> Rule | None:
    """The rule that sets ``rule`` aside, the first by key; a rule that is itself set aside beats nothing."""
    beaters = (other for other in holding if rule.key in other.beats and not _beaten_by(other, holding))
    return min(beaters, key=lambda other: other.key, default=None)


def _order(holding: Holding) -> tuple[bool, int, str]:
    """Surest reading first; the same order however the file is sorted."""
    return (not holding.source.identity.council, rank(holding.rule.reading), holding.rule.key)


def _ruling(group: list[Holding]) -> Ruling:
    live = [holding for holding in group if not holding.set_aside_by]
    effect, conflict = _together(live)
    governing = [holding for holding in live if holding.rule.effect == effect] or live
    # One rule suffices where it says the whole; where several narrow one another, the least sure tells.
    by_reading = sorted(governing, key=lambda h: rank(h.rule.reading))
    decides = by_reading[0] if governing[0].rule.effect == effect else by_reading[-1]
    rest = [holding for holding in group if holding not in governing]
    names = decides.source.names
    pattern = Requirement(
        effect=effect,
        force=min((holding.rule.force for holding in governing), key=rank),
        sentence=effect.sentence(names),
        to_do=effect.to_do(names),
        reading=decides.rule.reading,
        why=decides.rule.why or Reading.QUOTED.meaning,
        said_by=tuple(
            [_said(holding, governs=True) for holding in governing]
            + [_said(holding, governs=False) for holding in rest]
        ),
        conflict=conflict or _settled(group),
    )
    return Ruling(pattern, (*governing, *rest))


def _together(live: list[Holding]) -> tuple[BaseEffect, Conflict | None]:
    """The effect that satisfies all, or the strictest of those that cannot all hold and the conflict.

    The strictest comes first, so that a weaker one is never compared with what only the strictest satisfies.
    """
    ordered = sorted(live, key=lambda h: (h.rule.effect.strictness, h.rule.key), reverse=True)
    effect: BaseEffect | None = ordered[0].rule.effect
    for holding in ordered[1:]:
        effect = effect.together(holding.rule.effect) if effect else None
    if effect:
        return effect, None
    strictest = ordered[0]
    sentences = " ".join(dict.fromkeys(h.rule.effect.sentence(h.source.names) for h in live))
    return strictest.rule.effect, Conflict(
        slot=strictest.rule.effect.slot,
        rules=tuple(h.rule.key for h in live),
        words=f"These cannot all hold: {sentences} The stricter is shown.",
    )


def _settled(group: list[Holding]) -> Conflict | None:
    """A conflict that the file has settled: told, so that a reader sees the choice. An exemption is no conflict."""
    for holding in group:
        winner = holding.set_aside_by
        if winner and winner.effect.kind is not EffectKind.EXEMPTION:
            return Conflict(
                slot=holding.rule.effect.slot,
                rules=(winner.key, holding.rule.key),
                words=f"Set aside: {holding.rule.effect.sentence(holding.source.names)}",
                settled_by=winner.key,
                because=str(winner.beats_because),  # it has to say why
            )
    return None


def _said(holding: Holding, governs: bool) -> SaidBy:
    rule, source = holding.rule, holding.source
    basis = source.value_basis
    assumed = rule.when.value and rule.when.value.vat is None and basis.reading is not Reading.QUOTED
    return SaidBy(
        rule=rule.key,
        policy=source.identity,
        clauses=source.cited(rule),
        reading=rule.reading,
        why=rule.why or Reading.QUOTED.meaning,
        triggered_by=(),
        choices=(str(basis.why),) if assumed else (),  # what is not quoted has to say why
        sentence=rule.effect.sentence(source.names),
        governs=governs,
        set_aside_by=holding.set_aside_by.key if holding.set_aside_by else "",
    )


def conflicts_in(source: RuleSet) -> tuple[Conflict, ...]:
    """Every pair of rules of one file that may meet and that cannot both hold, or differ so that a reader must settle."""
    found = []
    for index, one in enumerate(source.rules):
        for other in source.rules[index + 1 :]:
            conflict = _conflict(one, other, source)
            if conflict:
                found.append(conflict)
    return tuple(found)


def _conflict(one: Rule, other: Rule, source: RuleSet) -> Conflict | None:
    if one.effect.slot != other.effect.slot or not one.when.may_hold_with(other.when, source.value_basis.vat):
        return None
    cannot = one.effect.together(other.effect) is None
    difference = one.effect.differs(other.effect)
    if not cannot and not difference:
        return None
    winner = one if other.key in one.beats else other if one.key in other.beats else None
    said = f"“{one.effect.sentence(source.names)}” and “{other.effect.sentence(source.names)}”"
    return Conflict(
        slot=one.effect.slot,
        rules=(one.key, other.key),
        words=f"{said} cannot both hold." if cannot else f"{said} {difference}",
        settled_by=winner.key if winner else "",
        because=str(winner.beats_because) if winner else "",
    )


def cannot_both_hold(conflict: Conflict, source: RuleSet) -> bool:
    """Whether the two rules of ``conflict`` exclude each other, rather than merely differ."""
    one, other = (next(rule for rule in source.rules if rule.key == key) for key in conflict.rules)
    return one.effect.together(other.effect) is None
