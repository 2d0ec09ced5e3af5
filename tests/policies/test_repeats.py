"""The same need again and again, each time just below a line: found, counted, and told with the choice behind it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from councils.policies.domain.conditions import AgainstThreshold, Band, Condition
from councils.policies.domain.effects.asking import Obligation
from councils.policies.domain.repeats import PolicyLine, Purchase, RepeatedPurchases, need_of, repeats_in
from councils.policies.domain.words import Authority, ContractType, Level, Route, VatBasis
from tests.policies.builders import framework, national, rule, rule_set

LAW = national()
CHOSEN = LAW.repeated_purchases
ASKS = Obligation(level=Level.REQUIRED)
OVER_100 = rule_set(rule("over", ASKS, Condition(value=Band(over=Decimal(100000)))))


def bought(
    value: str, day: str, category="90910000", contract_type="services", vat_rate="0.20", reference=""
) -> Purchase:
    """A purchase of cleaning, unless said otherwise."""
    return Purchase(
        reference=reference or f"{category} {day} {value}",
        contract_type=ContractType(contract_type),
        category=category,
        value_ex_vat=Decimal(value),
        vat_rate=None if vat_rate is None else Decimal(vat_rate),
        day=date.fromisoformat(day),
    )


def found(*purchases: Purchase, rules=OVER_100, reading=CHOSEN, **more):
    return repeats_in(purchases, [rules], LAW.threshold_table(), reading, **more)


def test_three_cleaning_contracts_just_below_the_line():
    """£98,000 + £99,500 + £97,000 = £294,500, all between £90,000 and £100,000, in 304 days."""
    (repeat,) = found(
        bought("98000", "2026-03-03"),
        bought("97000", "2027-01-01", "90911200"),
        bought("99500", "2026-06-01", "90919200-4"),
    )
    assert [one.value_ex_vat for one in repeat.purchases] == [98000, 99500, 97000]
    assert (repeat.total, repeat.rules, repeat.need, repeat.contract_type) == (
        294500,
        ("over",),
        "909",
        "services",
    )
    assert repeat.words == (
        "Three purchases of the same need (909) between 3 March 2026 and 1 January 2027, of £98,000.00, £99,500.00 and "
        "£97,000.00 excluding VAT: each is no more than 10% below £100,000.00, and together they are £294,500.00. "
        f"That 10% is “just below” was chosen: {CHOSEN.why}"
    )


@pytest.mark.parametrize(
    ("value", "near"),
    [("89999.99", False), ("90000.00", True), ("99999.99", True), ("100000.00", True), ("100000.01", False)],
)
def test_just_below_a_line_that_is_over(value, near):
    """What is exactly £100,000 is not over it: nothing is nearer to the line."""
    assert bool(found(bought("95000", "2026-03-03"), bought(value, "2026-06-01"))) is near


@pytest.mark.parametrize(("value", "near"), [("90000.00", True), ("99999.99", True), ("100000.00", False)])
def test_just_below_a_line_that_begins_at_its_amount(value, near):
    rules = rule_set(rule("at", ASKS, Condition(value=Band(at_least=Decimal(100000)))))
    assert bool(found(bought("95000", "2026-03-03"), bought(value, "2026-06-01"), rules=rules)) is near


@pytest.mark.parametrize(("days", "near"), [(0, True), (364, True), (365, False)])
def test_within_a_year(days, near):
    later = (date(2026, 1, 1) + timedelta(days=days)).isoformat()
    assert bool(found(bought("95000", "2026-01-01"), bought("96000", later))) is near


@pytest.mark.parametrize(
    ("category", "same"),
    [("90919200", True), ("90500000", False), ("90900000", True), ("77310000", False), ("cleaning", False)],
)
def test_the_same_need_is_the_same_group_of_codes(category, same):
    assert bool(found(bought("95000", "2026-03-03"), bought("96000", "2026-04-01", category))) is same


def test_a_category_of_the_councils_own_is_its_own_need():
    assert found(bought("95000", "2026-03-03", "cleaning"), bought("96000", "2026-04-01", "cleaning"))
    assert not found(bought("95000", "2026-03-03", "cleaning"), bought("96000", "2026-04-01", "cleaners"))
    assert [need_of(given, CHOSEN) for given in ("90910000-9", "90", "cleaning")] == ["909", "90", "cleaning"]


def test_goods_and_services_are_not_one_need():
    assert not found(bought("95000", "2026-03-03"), bought("96000", "2026-04-01", contract_type="goods"))


def test_one_is_no_repeat_and_how_many_are_is_chosen():
    two = (bought("95000", "2026-03-03"), bought("96000", "2026-04-01"))
    assert not found(two[0])
    assert found(*two)
    assert not found(*two, reading=CHOSEN.model_copy(update={"at_least": 3}))


@pytest.mark.parametrize(("percent", "near"), [("4.99", False), ("5", True), ("10", True)])
def test_how_near_is_near_is_chosen(percent, near):
    """5% below £100,000 is £95,000."""
    reading = CHOSEN.model_copy(update={"within_percent": Decimal(percent)})
    assert bool(found(bought("95000", "2026-03-03"), bought("99000", "2026-04-01"), reading=reading)) is near


@pytest.mark.parametrize(
    ("value", "near"), [("75000", True), ("83333.33", True), ("83333.34", False), ("74999.99", False)]
)
def test_a_line_that_counts_vat_is_compared_with_vat(value, near):
    """£75,000 + 20% = £90,000; £83,333.33 + 20% = £99,999.996; a penny more is over £100,000."""
    rules = rule_set(rule("over", ASKS, Condition(value=Band(over=Decimal(100000)))), vat=VatBasis.INCLUSIVE)
    repeats = found(bought("80000", "2026-03-03"), bought(value, "2026-04-01"), rules=rules)
    assert bool(repeats) is near
    if value == "75000":
        assert repeats[0].total == 96000 + 90000
        assert "£96,000.00 and £90,000.00 including VAT" in repeats[0].words


def test_a_band_with_a_basis_of_its_own():
    band = Band(over=Decimal(100000), vat=VatBasis.INCLUSIVE)
    (repeat,) = found(
        bought("80000", "2026-03-03"),
        bought("81000", "2026-04-01"),
        rules=rule_set(rule("a", ASKS, Condition(value=band))),
    )
    assert repeat.line == PolicyLine(Decimal(100000), VatBasis.INCLUSIVE, False)


@pytest.mark.parametrize(
    ("when", "near"),
    [
        ({"contract_types": (ContractType.SERVICES,)}, True),
        ({"contract_types": (ContractType.WORKS,)}, False),
        ({"categories": ("90900000",)}, True),
        ({"categories": ("77000000",)}, False),
        ({"routes": (Route.QUOTATION,)}, True),
        ({"urgent": True}, True),
        ({"commenced_from": date(2026, 3, 4)}, False),
        ({"commenced_until": date(2026, 3, 31)}, False),
        ({"commenced_from": date(2026, 3, 3), "commenced_until": date(2026, 4, 1)}, True),
    ],
)
def test_a_line_counts_for_what_its_rule_is_about(when, near):
    """Its type, its category and its days; not its route, which splitting changes."""
    rules = rule_set(rule("over", ASKS, Condition(value=Band(over=Decimal(100000)), **when)))
    assert bool(found(bought("95000", "2026-03-03"), bought("96000", "2026-04-01"), rules=rules)) is near


def test_an_upper_edge_is_no_line():
    rules = rule_set(rule("under", ASKS, Condition(value=Band(up_to=Decimal(100000)))))
    assert not found(bought("95000", "2026-03-03"), bought("96000", "2026-04-01"), rules=rules)


def test_rules_that_begin_at_one_line_are_told_together():
    rules = rule_set(
        rule("b", ASKS, Condition(value=Band(over=Decimal(100000)))),
        rule("a", ASKS, Condition(value=Band(over=Decimal(100000)))),
        rule("c", ASKS, Condition(value=Band(over=Decimal(300000)))),
    )
    (repeat,) = found(bought("95000", "2026-03-03"), bought("96000", "2026-04-01"), rules=rules)
    assert repeat.rules == ("a", "b")
    assert len(repeat.purchases) == 2


@pytest.mark.parametrize(
    ("side", "value", "near"),
    [
        (AgainstThreshold.AT_OR_ABOVE, "207719.99", True),
        (AgainstThreshold.AT_OR_ABOVE, "207720.00", False),
        (AgainstThreshold.OVER, "207720.00", True),
        (AgainstThreshold.OVER, "207720.01", False),
        (AgainstThreshold.BELOW, "207719.99", False),
        (AgainstThreshold.NOT_OVER, "207720.00", False),
    ],
)
def test_the_threshold_of_the_day_is_a_line_too(side, value, near):
    """£207,720 with VAT in 2026, on supplies that are exempt from it."""
    rules = rule_set(rule("t", ASKS, Condition(threshold=side)))
    pair = (bought("200000", "2026-03-03", vat_rate=None), bought(value, "2026-04-01", vat_rate=None))
    assert bool(found(*pair, rules=rules)) is near


def test_each_authority_has_its_own_threshold():
    rules = rule_set(rule("t", ASKS, Condition(threshold=AgainstThreshold.OVER)))
    pair = (bought("130000", "2026-03-03", vat_rate=None), bought("135018", "2026-04-01", vat_rate=None))
    assert not found(*pair, rules=rules)
    assert found(*pair, rules=rules, authority=Authority.CENTRAL)


def test_where_no_threshold_is_known_the_policys_own_lines_are_left():
    rules = rule_set(
        rule("t", ASKS, Condition(threshold=AgainstThreshold.OVER)),
        rule("v", ASKS, Condition(value=Band(over=Decimal(100000)))),
    )
    (repeat,) = found(bought("95000", "2028-03-03"), bought("96000", "2028-04-01"), rules=rules)
    assert repeat.rules == ("v",)


def test_the_longest_runs_are_told_once():
    """Purchases 200 days apart: any two in a row are within a year, no three are."""
    days = [(date(2026, 1, 1) + timedelta(days=200 * number)).isoformat() for number in range(4)]
    repeats = found(*(bought("95000", day) for day in days))
    assert [[one.day.isoformat() for one in repeat.purchases] for repeat in repeats] == [
        days[0:2],
        days[1:3],
        days[2:4],
    ]
    close = [(date(2026, 1, 1) + timedelta(days=100 * number)).isoformat() for number in range(4)]
    (repeat,) = found(*(bought("95000", day) for day in close))
    assert len(repeat.purchases) == 4


def test_a_real_policy():
    """Rotherham asks over £100,000 and, for the delivery plan, over £250,000."""
    rules = framework("rotherham").rule_set()
    (hundred,) = found(bought("99000", "2026-03-03"), bought("95000", "2026-04-01"), rules=rules)
    assert hundred.line.amount == 100000
    assert {"weight", "required-over-the-line", "milestone-tracker"} <= set(hundred.rules)
    assert "delivery-plan" not in hundred.rules
    (two_fifty,) = found(bought("249000", "2026-03-03"), bought("240000", "2026-04-01"), rules=rules)
    assert (two_fifty.line.amount, two_fifty.rules) == (250000, ("delivery-plan",))


def test_the_choice_is_said_openly():
    assert (CHOSEN.within_percent, CHOSEN.within_days, CHOSEN.at_least, CHOSEN.same_digits) == (10, 365, 2, 3)
    assert "No law says" in CHOSEN.why and "chosen" in CHOSEN.why


@pytest.mark.parametrize(
    "wrong",
    [
        {"within_percent": 0},
        {"within_percent": 101},
        {"within_days": 0},
        {"at_least": 1},
        {"same_digits": 1},
        {"same_digits": 9},
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValidationError):
        RepeatedPurchases.model_validate({**CHOSEN.model_dump(), **wrong}, strict=False)


PURCHASES = some.lists(
    some.builds(
        bought,
        some.integers(8_500_000, 10_100_000).map(lambda pennies: str(Decimal(pennies) / 100)),
        some.dates(date(2026, 1, 1), date(2027, 12, 31)).map(date.isoformat),
        some.sampled_from(["90910000", "90919200", "77310000"]),
        reference=some.integers().map(str),
    ),
    max_size=12,
)


@given(PURCHASES, some.randoms())
def test_what_is_told_is_so_and_all_of_it_is_told(purchases, chance):
    """Each told set is within a year, of one need, just below; and every two such purchases stand together in some set."""
    repeats = found(*purchases)
    shuffled = purchases[:]
    chance.shuffle(shuffled)
    assert found(*shuffled) == repeats
    for repeat in repeats:
        days = [one.day for one in repeat.purchases]
        assert (max(days) - min(days)).days < 365 and len(days) >= 2
        assert {need_of(one.category, CHOSEN) for one in repeat.purchases} == {repeat.need}
        assert all(90000 <= one.value_ex_vat <= 100000 for one in repeat.purchases)
        assert repeat.total == sum(one.value_ex_vat for one in repeat.purchases)
    near = [one for one in purchases if 90000 <= one.value_ex_vat <= 100000]
    for one in near:
        for other in near:
            alike = need_of(one.category, CHOSEN) == need_of(other.category, CHOSEN)
            if one is not other and one != other and alike and abs((one.day - other.day).days) < 365:
                assert any(one in repeat.purchases and other in repeat.purchases for repeat in repeats)
