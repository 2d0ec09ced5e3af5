"""What holds for every procurement and every policy, not only for those that somebody thought of."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as some
from pydantic import ValidationError

from councils.policies.domain.conditions import Band, Condition
from councils.policies.domain.deciding import cannot_both_hold, conflicts_in, requirements_for
from councils.policies.domain.effects.asking import Measures, Obligation, Outcomes
from councils.policies.domain.effects.weight import Weighting
from councils.policies.domain.facts import Facts
from councils.policies.domain.file import read_framework, write_framework
from councils.policies.domain.words import ContractType, Level, Reading, Route, VatBasis
from tests.policies.builders import FILES, asked, decided, framework, national, rule, rule_set

PENNIES = some.integers(0, 2_000_000_000)
RATES = some.sampled_from([Decimal("0.20"), Decimal("0.05"), Decimal(0), None])
CATEGORIES = ((), ("77310000",), ("85311000-2", "parks"), ("80100000",), ("emergency-housing",))
TABLE = national().threshold_table()
DAYS = some.dates(date(2020, 1, 1), date(2027, 12, 31))


@some.composite
def procurements(draw, pennies=PENNIES) -> Facts:
    return Facts(
        contract_type=draw(some.sampled_from(ContractType)),
        route=draw(some.sampled_from(Route)),
        value_ex_vat=Decimal(draw(pennies)) / 100,
        vat_rate=draw(RATES),
        judged_on=draw(DAYS),
        commenced_on=draw(some.none() | DAYS),
        categories=draw(some.sampled_from(CATEGORIES)),
        urgent=draw(some.booleans()),
    )


def dearer(than: Facts, by: int) -> Facts:
    return Facts(**(vars(than) | {"value_ex_vat": than.value_ex_vat + Decimal(by) / 100}))


COUNCILS = some.sampled_from(sorted(FILES))


@given(procurements(), COUNCILS)
def test_every_requirement_has_a_clause_and_a_reading(of, council):
    for requirement in asked(of, council).values():
        assert requirement.governing
        assert requirement.clauses
        assert all(clause.paraphrase and clause.section for clause in requirement.clauses)
        assert requirement.reading is Reading.QUOTED or requirement.why
        assert requirement.sentence and requirement.triggered_by


@given(procurements(), COUNCILS)
def test_the_same_facts_give_the_same_answer(of, council):
    assert asked(of, council) == asked(Facts.from_dict(of.to_dict()), council)


@given(procurements())
def test_the_real_policy_always_says_how_far_social_value_is_asked_for(of):
    assert "obligation" in asked(of)


@given(procurements(), some.integers(1, 10_000_000_00), COUNCILS)
def test_a_higher_value_never_weakens_a_policy_that_is_here(of, more, council):
    """A rule may end only where it says so itself, by an upper edge, or where another sets it aside."""
    known = (*framework(council).rules, *national().rules)
    _never_weaker(asked(of, council), asked(dearer(of, more), council), known)


def _never_weaker(before, after, known):
    """Each rule that asked for something still asks for it and is met, unless it ends or is set aside.

    Two files may call rules of their own by one name, so a rule is known by its name and what it is about.
    """
    aside = {key for rule in known for key in rule.beats}
    by_name = {(rule.key, rule.then.slot): rule for rule in known}
    for slot, requirement in before.items():
        later = after.get(slot)
        holding = {said.rule: said for said in later.said_by} if later else {}
        for said in requirement.said_by:
            own = by_name[said.rule, slot]
            if said.rule not in holding:
                assert own.when.has_upper_edge or said.rule in aside
            elif not holding[said.rule].set_aside_by and not later.conflict:
                assert later.effect.together(own.then) == later.effect


@some.composite
def weightings(draw) -> Weighting:
    percent = some.integers(0, 100).map(Decimal)
    basis = draw(some.sampled_from(["overall", "quality"]))
    low, high = sorted((draw(percent), draw(percent)))
    form = draw(some.sampled_from(["fixed", "minimum", "band"]))
    if form == "band" and low < high < 100:
        return Weighting(form="band", at_least=low, at_most=high, basis=basis)
    return Weighting(form="fixed" if form == "band" or low == 100 else form, percent=low, basis=basis)


EITHER = some.booleans()
NUMBERS = some.tuples(some.integers(1, 5), some.none() | some.integers(5, 9))
EFFECTS = some.one_of(
    weightings(),
    some.sampled_from(Level).map(lambda level: Obligation(level=level)),
    NUMBERS.map(lambda edges: Outcomes(at_least=edges[0], at_most=edges[1])),
    NUMBERS.map(lambda edges: Measures(at_least=edges[0], at_most=edges[1])),
)


@some.composite
def rules(draw, upper=EITHER):
    """Up to six rules over random bands, types, routes, days and categories; each may set earlier ones aside."""
    made = []
    for number in range(draw(some.integers(1, 6))):
        earlier = [one.key for one in made]
        beats = (
            tuple(draw(some.lists(some.sampled_from(earlier), max_size=2, unique=True))) if earlier else ()
        )
        because = {"beats": beats, "beats_because": "it is later"} if beats and draw(EITHER) else {}
        reading = draw(some.sampled_from(Reading))
        made.append(rule(f"rule-{number}", draw(EFFECTS), draw(conditions(upper)), reading, **because))
    return made


@some.composite
def conditions(draw, upper=EITHER) -> Condition:
    """A band with edges of either kind, and now and then something else."""
    low = draw(some.integers(0, 400)) * 1000
    high = low + draw(some.integers(1, 400)) * 1000 if draw(upper) else None
    edges = {draw(some.sampled_from(["over", "at_least"])): Decimal(low)}
    if high is not None:
        edges[draw(some.sampled_from(["up_to", "below"]))] = Decimal(high)
    band = Band(**edges, vat=draw(some.sampled_from([None, None, *VatBasis])))
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Condition(
        value=band if draw(EITHER) else None,
        contract_types=tuple(draw(some.sets(some.sampled_from(ContractType), max_size=2))),
        routes=tuple(draw(some.sets(some.sampled_from(Route), max_size=3))),
        categories=draw(some.sampled_from([(), (), ("77000000",), ("parks", "85000000")])),
        commenced_from=first if draw(EITHER) else None,
        commenced_until=last if draw(EITHER) else None,
        urgent=draw(some.sampled_from([None, None, True, False])),
    )


@given(
    rules(upper=some.just(False)), procurements(some.integers(0, 100_000_000)), some.integers(1, 100_000_000)
)
def test_a_higher_value_never_weakens_a_policy_without_upper_edges(made, of, more):
    """Unless its rules cannot all hold, which the requirement says."""
    _never_weaker(decided(of, *made), decided(dearer(of, more), *made), made)


@settings(max_examples=300)
@given(rules(), procurements(some.integers(0, 100_000_000)))
def test_a_conflict_is_seen_when_the_rules_are_read_wherever_it_can_arise(made, of):
    """What cannot hold together for one procurement was among the conflicts of the file before, which was then refused."""
    source = rule_set(*made)
    seen = [conflict for conflict in conflicts_in(source) if cannot_both_hold(conflict, source)]
    unsettled = [set(conflict.rules) for conflict in seen if not conflict.is_settled]
    for requirement in decided(of, *made).values():
        if requirement.conflict and not requirement.conflict.is_settled:
            assert any(pair <= set(requirement.conflict.rules) for pair in unsettled)


LOWER = [{}, *({side: Decimal(edge)} for side in ("over", "at_least") for edge in (1, 2, 3))]
UPPER = [{}, *({side: Decimal(edge)} for side in ("below", "up_to") for edge in (1, 2, 3))]


def _bands() -> Iterator[Band]:
    """Every band with edges of £1, £2 and £3, of either kind and on either side."""
    for edges in (low | high for low in LOWER for high in UPPER):
        try:
            yield Band(**edges)
        except ValidationError:
            continue  # no edge, or no value between them


def test_two_bands_that_overlap_are_never_unseen():
    """Whatever kind of edges they have; and bands that only touch are seen only where the edge belongs to both."""
    points = [Decimal(half) / 2 for half in range(9)]
    made = list(_bands())
    assert len(made) == 27  # 12 with one edge, 12 from one edge to a higher one, 3 that hold their one edge
    for one, other in product(made, repeat=2):
        overlap = any(one.holds(point) and other.holds(point) for point in points)
        assert one.meets(other) is overlap, (one, other)
        weights = (Weighting(form="fixed", percent=Decimal(percent), basis="overall") for percent in (10, 20))
        conditions = (Condition(value=band) for band in (one, other))
        made_of = (
            rule(key, effect, when) for key, effect, when in zip("ab", weights, conditions, strict=True)
        )
        assert bool(conflicts_in(rule_set(*made_of))) is overlap, (one, other)


@settings(max_examples=300)
@given(rules(), procurements(some.integers(0, 100_000_000)))
def test_no_rule_that_holds_is_unseen(made, of):
    """Bands of one effect may overlap, and then each is cited: it governs, it is met by what governs, or it is set aside."""
    found = decided(of, *made)
    source = rule_set(*made)
    holding = {one.key: one for one in made if one.when.holds(of, source.value_basis.vat, TABLE)}
    for key, one in holding.items():
        slot = one.then.slot
        cited = {said.rule: said for said in found[slot].said_by} if slot in found else {}
        alone = slot not in found and any(key in other.beats for other in holding.values())
        assert alone or key in cited
        if key in cited and cited[key].set_aside_by:
            assert key in holding[cited[key].set_aside_by].beats


@given(rules(), procurements(some.integers(0, 100_000_000)), some.randoms())
def test_the_order_of_a_file_decides_nothing(made, of, chance):
    shuffled = made[:]
    chance.shuffle(shuffled)
    assert decided(of, *made) == decided(of, *shuffled)


@given(rules(), procurements(some.integers(0, 100_000_000)))
def test_the_answer_keeps_to_every_rule_that_holds(made, of):
    """The stricter of the answer and any rule behind it is the answer itself."""
    for requirement in decided(of, *made).values():
        if not requirement.conflict or requirement.conflict.is_settled:
            for said in requirement.said_by:
                if said.set_aside_by:
                    continue
                own = next(one for one in made if one.key == said.rule).then
                assert requirement.effect.together(own) == requirement.effect


@given(weightings(), weightings(), some.integers(0, 10_000).map(lambda n: Decimal(n) / 100))
def test_two_weightings_together_allow_what_both_allow(one, other, percent):
    both = one.together(other)
    if one.basis == other.basis:
        assert (both is not None and both.allows(percent)) == (one.allows(percent) and other.allows(percent))
    assert both == other.together(one)


@given(weightings(), some.integers(0, 10_000).map(lambda n: Decimal(n) / 100))
def test_a_weight_is_refused_exactly_where_it_is_not_allowed(weighting, percent):
    assert (weighting.refusal(percent, "Policy, 1") is None) == weighting.allows(percent)


@settings(max_examples=15)
@given(rules(upper=some.just(True)))
def test_any_policy_out_and_in_again_is_the_same(made):
    """Rules of any shape, written into a real file in place of its own and read back."""
    if any(not conflict.is_settled for conflict in conflicts_in(rule_set(*made))):
        return
    cited = tuple(one.model_copy(update={"clauses": ("governance",)}) for one in made)
    part = framework("rotherham").model_copy(update={"rules": cited})
    assert read_framework(write_framework(part), "again.yaml") == part


@given(procurements())
def test_a_policy_that_says_nothing_requires_nothing(of):
    nothing = rule_set()
    assert requirements_for(of, nothing, rule_set(council=""), national().threshold_table()) == ()
