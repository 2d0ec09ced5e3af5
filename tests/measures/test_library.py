"""The library of measures: what is listed, found and told of each, and to whom."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from councils.policies.domain.file import FrameworkErrors
from measures import queries
from measures import services as measures
from measures.domain.choosing import Choice
from measures.domain.goals import read_goals
from measures.domain.toms import read_toms
from measures.domain.values import read_values, years_to_draw
from measures.models import Measure, UnitValue
from socialvalue import clock
from socialvalue.access.domain import Role
from tests.factories import councils as make
from tests.policies.builders import COUNCILS, FIXTURES, framework, text_of

GOALS = read_goals((FIXTURES / "goals.yaml").read_text(), "goals.yaml")
TOMS = read_toms((FIXTURES / "toms-references.yaml").read_text(), "toms-references.yaml")


@pytest.fixture
def auditor(rotherham) -> Client:
    """Somebody of the council who may read its policy."""
    browser = Client()
    browser.force_login(make.user_of(make.staff(rotherham, Role.AUDITOR)))
    return browser


def page_of(browser: Client, **asked) -> str:
    answer = browser.get(reverse("measures:library"), asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def found(browser: Client, **asked) -> list[str]:
    """The headlines that the download holds, which is what the list holds."""
    answer = browser.get(reverse("measures:download"), asked)
    lines = list(csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))
    return [line[0] for line in lines[1:]]


def told(browser: Client, key: str) -> str:
    measure = Measure.objects.get(key=key)
    return " ".join(browser.get(measure.get_absolute_url()).content.decode().split())


def test_all_18_measures_of_the_policy_in_force_are_listed_in_its_order(auditor):
    """Rotherham's framework has 18."""
    page = page_of(auditor)
    assert "18 measures" in page and "Download these 18 measures as CSV" in page
    assert found(auditor) == [one.headline for one in framework("rotherham").measures]


@pytest.mark.parametrize(
    ("asked", "headlines"),
    [
        ({"outcome": "voluntary-sector"}, 2),
        ({"theme": "children"}, 6),
        ({"unit": "tco2e"}, 1),
        ({"unit": ["tco2e", "week"]}, 3),
        ({"goal": "13"}, 2),
        ({"goal": "17"}, 2),
        ({"value": "valued"}, 2),
        ({"value": "not-valued"}, 16),
        ({"value": ["valued", "not-valued"]}, 18),
        ({"text": "nt31"}, 1),
        ({"text": "care leavers"}, 1),
        ({"text": "nothing of the kind"}, 0),
        ({"catalogue": "Social Value Policy"}, 18),
        ({"unit": "week", "goal": "13"}, 0),
    ],
    ids=str,
)
def test_the_list_is_filtered(auditor, asked, headlines):
    """Counted by hand in the policy's file."""
    assert len(found(auditor, **asked)) == headlines


def test_what_is_filtered_can_be_taken_away_again(auditor):
    page = page_of(auditor, unit="tco2e", goal="13")
    assert "1 measure" in page and "Remove this filter: </span>Counted in: tonnes of CO2e" in page
    assert "Remove this filter: </span>Goal of the United Nations: 13: Climate Action" in page
    empty = page_of(auditor, text="zebra")
    assert "No measures match what you filtered." in empty


def test_the_list_is_sorted_by_a_column(auditor):
    down = found(auditor, sort="-measure")
    assert down == sorted(down, reverse=True) and len(down) == 18
    assert found(auditor, sort="nonsense") == found(auditor)


def test_measures_of_an_earlier_version_and_of_another_council_are_not_listed(rotherham, auditor):
    """The version that came later has all but the gifts, and a measure of another name."""
    make.invented_council()
    text = text_of("rotherham").replace("version: version as published, undated", "version: Second", 1)
    text = text.replace("headline: Good jobs", "headline: Better jobs", 1)
    measures.load_framework(path=None, text=text, name="second.yaml")
    headlines = found(auditor)
    assert len(headlines) == 18 and "Better jobs" in headlines and "Good jobs" not in headlines


def test_a_council_without_a_policy_is_told_so(db, at):
    """Rutland's began on 26 April 2024."""
    make.load_national()
    council = measures.load_framework(path=COUNCILS / "rutland.yaml").council
    browser = Client()
    browser.force_login(make.user_of(make.staff(council, Role.AUDITOR)))
    at("2024-04-25")
    assert "No policy is loaded for your council yet." in page_of(browser)
    assert browser.get(reverse("measures:download")).status_code == 404
    at("2024-04-26")
    assert "10 measures" in page_of(browser)


def test_a_valued_measure_tells_all_of_its_value(auditor, at):
    """£277.22 a tonne in 2026, in prices of 2022; £253.19 in 2020 and £397.54 in 2050 are the ends of the chart."""
    at("2026-11-21")
    page = told(auditor, "emissions")
    for words in (
        "£277.22 for 1 tonne in 2026",
        "2022 prices",
        "One unit is worth £253.19 in 2020 and £397.54 in 2050",
        "Department for Energy Security and Net Zero",
        "Open Government Licence v3.0",
        "November 2023",
        "Goal 13: Climate Action",
        "Each outcome was put beside the goals that its words come nearest to, by us.",
        "NT31",
        "In our own words it counts: Greenhouse gas savings on the contract, other than from transport.",
        "#table",
    ):
        assert words in page, words
    assert page.count("<tr") == 1 + 31


def test_a_value_whose_licence_is_not_confirmed_is_off(auditor):
    page = told(auditor, "neets")
    assert "A value exists, its licence is not confirmed, so it is off." in page
    assert "4,257" not in page and "Creative Commons; which of its licences is not stated" in page


def test_a_value_that_is_confirmed_later_is_on(auditor):
    """The flag alone decides: the same table without it gives £4,257 for one full-time equivalent."""
    row = UnitValue.objects.get(key="gmca-neet")
    row.source = row.source.replace("confirmed: false\n", "")
    row.save()
    page = told(auditor, "neets")
    assert "£4,257.00 for 1 FTE, 2010/11 prices" in page and "not confirmed" not in page


def test_a_council_switches_a_value_on_by_choosing_it_by_name(rotherham, auditor):
    """Rotherham alone: what another council chose changes nothing. The choice says that the licence is not confirmed."""
    lead = make.staff(rotherham, Role.PROCUREMENT_LEAD)
    neets = Measure.objects.get(key="neets")
    (option,) = [one for one in queries.options(lead, neets) if one.key == "open:gmca-neet"]
    assert "Its licence is not confirmed: check it before you use this." in option.hint
    for council, table in ((make.invented_council(), "open:gmca-out-of-work"), (rotherham, option.key)):
        measures.choose(
            choice=Choice(0, "neets", table, clock.today()),
            reason="Checked with the publisher.",
            after=0,
            by=make.staff(council, Role.PROCUREMENT_LEAD),
        )
    page = " ".join(auditor.get(neets.get_absolute_url()).content.decode().split())
    assert "£4,257.00 for 1 FTE, 2010/11 prices" in page and "it is off" not in page


def test_a_measure_that_nobody_values_says_so(auditor):
    page = told(auditor, "skills")
    assert "no open source gives one" in page and "not confirmed" not in page


def test_suppliers_read_the_page_of_a_measure_and_not_the_library(rotherham):
    browser = Client()
    browser.force_login(make.user_of(make.supplier_member(make.supplier())))
    page = told(browser, "emissions")
    assert f'"{reverse("measures:library")}"' not in page and "£" in page
    assert browser.get(reverse("measures:library")).status_code == 403


def test_every_goal_that_a_file_names_is_here_and_says_how_it_was_found():
    assert [goal.number for goal in GOALS.goals] == list(range(1, 18))
    for path in COUNCILS.glob("*.yaml"):
        file = framework(path.stem)
        assert all(outcome.goals for outcome in file.outcomes), path.stem
        assert file.united_nations_goals.reading == "inferred" and file.united_nations_goals.why


def test_every_toms_reference_of_a_file_is_known_and_no_value_is_here():
    """Their licence does not let a program ship the values."""
    for path in COUNCILS.glob("*.yaml"):
        for measure in framework(path.stem).measures:
            if measure.toms_reference:
                assert TOMS.find(measure.toms_reference), measure.toms_reference
    text = (FIXTURES / "toms-references.yaml").read_text()
    assert "£" not in text and "value:" not in text
    assert TOMS.find("NT999") is None and TOMS.rules_of("NT31") == ()
    assert "12 months" in TOMS.rules_of("NT3")[0]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("references: [NT1]", "references: [NT998]", "NT998, which is not among the references"),
        ("{reference: NT2,", "{reference: NT1,", "stands here once"),
    ],
)
def test_a_mistake_in_the_references_is_named(old, new, words):
    text = (FIXTURES / "toms-references.yaml").read_text()
    with pytest.raises(FrameworkErrors, match=words):
        read_toms(text.replace(old, new, 1), "toms-references.yaml")


def test_goals_out_of_order_are_refused():
    text = (FIXTURES / "goals.yaml").read_text()
    with pytest.raises(FrameworkErrors, match="must rise, each once"):
        read_goals(text.replace("number: 2,", "number: 1,", 1), "goals.yaml")


def test_a_long_series_is_drawn_by_every_fifth_year():
    assert years_to_draw(range(2020, 2051)) == [2020, 2025, 2030, 2035, 2040, 2045, 2050]
    assert years_to_draw(range(2018, 2027)) == [2018, 2020, 2025, 2026]
    assert years_to_draw([2024, 2025]) == [2024, 2025]


def table(key: str):
    return read_values((FIXTURES / f"values/{key}.yaml").read_text(), f"{key}.yaml")


# The hourly rate of the year, typed from the published rates, beside what the table must hold.
LIVING_WAGE = {
    2018: "8.75", 2019: "9.00", 2020: "9.30", 2021: "9.50", 2022: "9.90", 2023: "10.90", 2024: "12.00",
    2025: "12.60", 2026: "13.45",
}  # fmt: skip
APPRENTICES = {
    2018: "3.70", 2019: "3.90", 2020: "4.15", 2021: "4.30", 2022: "4.81", 2023: "5.28", 2024: "6.40",
    2025: "7.55", 2026: "8.00",
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "rates", "hours"),
    [("living-wage-year", LIVING_WAGE, 35 * 52), ("apprentice-week", APPRENTICES, 30)],
)
def test_a_stand_in_is_the_rate_times_the_hours(key, rates, hours):
    """2026: £13.45 x 35 hours x 52 weeks = £24,479.00; £8.00 x 30 hours = £240.00."""
    shipped = table(key)
    assert shipped.stand_in and "standing in" in (FIXTURES / f"values/{key}.yaml").read_text()
    assert {one.year: one.central for one in shipped.series} == {
        year: Decimal(rate) * hours for year, rate in rates.items()
    }


def test_nothing_is_valued_by_a_stand_in_or_by_a_licence_that_is_not_confirmed():
    """A council may choose to; the shipped files do not."""
    shipped = {path.stem: table(path.stem) for path in (FIXTURES / "values").glob("*.yaml")}
    on = set()
    for path in COUNCILS.glob("*.yaml"):
        on |= {shipped[one.valued_by].key for one in framework(path.stem).measures if one.valued_by}
    assert {key for key in on if shipped[key].confirmed} == {"carbon", "face-value"}
    assert not [key for key in on if shipped[key].stand_in]
    assert {key for key, one in shipped.items() if not one.confirmed} == {"gmca-neet", "gmca-out-of-work"}
