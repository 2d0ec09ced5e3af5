"""A council chooses how its measures are valued, and what that does to a contract; figures by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from measures import queries
from measures.models import Measure, UnitValue, ValueChoice
from procurement.contracts.services import sign
from procurement.ledger.models import Entry
from socialvalue import clock
from socialvalue.access.domain import Role
from socialvalue.access.models import AuditEntry
from tests.factories.contracts import prepared_contract
from tests.factories.councils import staff, user_of
from tests.factories.licensed import loaded_table

EMISSIONS = "emissions"


def words(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def lead(rotherham):
    return staff(rotherham, Role.PROCUREMENT_LEAD)


@pytest.fixture
def browser(client, lead):
    client.force_login(user_of(lead))
    return client


def told(day: date | None = None, **more) -> dict[str, str]:
    day = day or clock.today()
    return {
        "valued_by": "policy",
        "reason": "From the guide for energy projects.",
        "from_day_0": day.day,
        "from_day_1": day.month,
        "from_day_2": day.year,
        "version": 0,
    } | more


def choose(browser, key: str = EMISSIONS, confirmed: bool = True, **more):
    """Sends the form for a measure, or for all of them where the key is empty."""
    url = reverse("measures:choose", args=[key]) if key else reverse("measures:choose_for_all")
    return browser.post(url, told(**more) | ({"confirmed": "yes"} if confirmed else {}))


def worth(lead, key: str = EMISSIONS) -> str:
    found = {one.measure.key: one.valuation for one in queries.choosing(lead)}[key]
    return found


def test_the_page_shows_each_measure_with_its_arithmetic(browser, at):
    """1 tonne x £277.22 in 2026; local jobs have no open value."""
    at("2026-07-01")
    page = words(browser.get(reverse("measures:valuing")))
    assert "1 tonne x £277.22 (DESNZ 2023, 2026, 2022 prices) = £277.22" in page
    assert "not valued" in page.lower() and "Nothing was chosen yet." in page


def test_a_choice_is_checked_before_it_is_saved(browser, lead, at):
    """20% deadweight: 1 tonne x £277.22 x (1 - 0.20) = £221.776, £221.78. Nothing is written before the confirmation."""
    at("2026-07-01")
    page = words(choose(browser, deadweight="20", confirmed=False))
    assert (
        "x (1 - 0.2 deadweight) = £221.78" in page
        and "£277.22 (DESNZ 2023, 2026, 2022 prices) = £277.22" in page
    )
    assert not ValueChoice.objects.exists()
    assert choose(browser, deadweight="20").status_code == 302
    assert worth(lead).factors[0].rate == Decimal("0.2")
    page = words(browser.get(reverse("measures:valuing")))
    assert "20% deadweight" in page and "From the guide for energy projects." in page
    assert AuditEntry.objects.filter(act="chose how measures are valued").count() == 1


def test_a_contract_keeps_what_stood_on_the_day_of_its_signature(browser, rotherham, lead):
    """Signed before the choice: 3 tonnes a quarter x £281.44 in 2027 = £844.32, gross and adjusted. Signed after it, with
    50% attribution: £844.32 gross and £422.16 adjusted."""
    prepared = [prepared_contract(rotherham), prepared_contract(rotherham)]
    sign(contract=prepared[0], signed_on=clock.today(), version=prepared[0].version, by=prepared[0].lead)
    assert choose(browser, attribution="50").status_code == 302
    sign(contract=prepared[1], signed_on=clock.today(), version=prepared[1].version, by=prepared[1].lead)
    found = [
        Entry.objects.filter(
            account__contract_uid=one.uid, account__measure__key=EMISSIONS, period_start=date(2027, 1, 1)
        ).get()
        for one in prepared
    ]
    assert [(one.gross, one.adjusted) for one in found] == [
        (Decimal("844.32"), Decimal("844.32")),
        (Decimal("844.32"), Decimal("422.16")),
    ]


def test_a_choice_from_a_later_day_does_not_hold_before_it(browser, lead, at):
    day = clock.today() + timedelta(days=10)
    assert choose(browser, day=day, deadweight="20").status_code == 302
    assert not worth(lead).is_adjusted
    at(day.isoformat())
    assert worth(lead).is_adjusted


def test_counted_and_not_valued_any_more(browser, lead):
    assert choose(browser, valued_by="nothing").status_code == 302
    assert not worth(lead).is_valued


def test_a_choice_for_all_holds_where_there_is_none_of_its_own(browser, lead):
    """Emissions keep their own; donations take the one for all."""
    assert choose(browser, deadweight="20").status_code == 302
    last = queries.last_choice(lead)
    assert choose(browser, key="", deadweight="10", version=last).status_code == 302
    assert worth(lead).factors[0].rate == Decimal("0.2")
    assert worth(lead, "donations").factors[0].rate == Decimal("0.1")


def test_in_the_prices_of_another_year(browser, lead, at):
    """£277.22 x 100 / 90.5005 = £306.32."""
    at("2026-07-01")
    page = words(choose(browser, price_year="2024", confirmed=False))
    assert "100.0000 / 90.5005 (2022 to 2024 prices, GDP deflator, December 2025) = £306.32" in page


@pytest.mark.parametrize(
    ("key", "offered", "not_offered"),
    [
        (EMISSIONS, "2024", "2023/24"),  # 2022 prices: an index by calendar year
        ("local-jobs", "2023/24", "2024"),  # what values FTE is in prices of 2010/11 and 2012/13
        ("donations", "", "2024"),  # a pound given is a pound: no year of prices
        ("", "2024", "1900"),  # for all of them, each year that one of them can be brought to
    ],
)
def test_only_years_are_offered_that_have_an_index_with_the_year_of_the_value(
    browser, lead, key, offered, not_offered
):
    url = reverse("measures:choose", args=[key]) if key else reverse("measures:choose_for_all")
    page = browser.get(url).content.decode()
    assert not offered or f'<option value="{offered}">' in page
    assert f'<option value="{not_offered}">' not in page


def test_a_licensed_value_brings_the_years_of_its_own_prices(browser, lead):
    """A licensed pound in prices of 2022 can be brought to 2024, and an open one cannot."""
    loaded_table(lead, "Reference,Value\ndonations,0.5\n", price_year="2022")
    page = browser.get(reverse("measures:choose", args=["donations"])).content.decode()
    assert '<option value="2024">' in page and '<option value="2023/24">' not in page


def test_choices_so_far_are_told_by_titles(browser, lead, at):
    """The name of the table and of the method, and the measure's headline; never a key."""
    method = loaded_table(lead, "Reference,Value\nemissions,5\n")
    assert choose(browser, valued_by=f"licensed:{method.method}").status_code == 302
    again = {"valued_by": "open:carbon", "version": queries.last_choice(lead)}
    assert choose(browser, **again).status_code == 302
    page = words(browser.get(reverse("measures:valuing")))
    assert "Valued by National TOMs" in page and "Valued by carbon" not in page
    first, second = queries.choices(lead)
    assert first.words == [f"Valued by {UnitValue.objects.get(key='carbon').title}", "gross"]
    assert second.name == Measure.objects.filter(key=EMISSIONS).first().headline


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"deadweight": "120"}, "must be 100% or less"),
        ({"deadweight": "-1"}, "must be 0% or more"),
        ({"deadweight": "a fifth"}, "must be a number"),
        ({"reason": ""}, "Say why"),
        ({"valued_by": "open:face-value"}, "Choose from the list"),
        ({"price_year": "2023/24"}, "Choose from the list"),
        ({"day": date(2020, 1, 1)}, "Choose today or a later day."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_is_kept(browser, more, said):
    """Pounds for a pound given say nothing of a tonne; a calendar year and a financial year have no common index."""
    answer = choose(browser, **more)
    assert answer.status_code == 200 and said in words(answer), words(answer)[-3000:]
    assert "From the guide for energy projects." in words(answer) or "reason" in more
    assert not ValueChoice.objects.exists()


def test_the_second_of_two_is_told(browser, lead):
    """Both looked at the page before anything was chosen."""
    assert choose(browser, deadweight="20").status_code == 302
    answer = choose(browser, deadweight="30")
    assert answer.status_code == 409 and "Somebody else chose how measures are valued" in words(answer)
    assert ValueChoice.objects.count() == 1


def test_another_councils_choice_values_nothing_here(browser, lead, other_council):
    theirs = staff(other_council, Role.PROCUREMENT_LEAD)
    assert choose(browser, deadweight="20").status_code == 302
    assert not worth(theirs).is_adjusted and queries.choices(theirs) == []
