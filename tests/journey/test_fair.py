"""What is fair to ask in a tender: quantities from signed contracts, what is odd about others, and the time it all costs."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from measures import services as measures
from measures.models import Measure
from procurement.journey import queries
from procurement.tenders import queries as tenders
from procurement.tenders.domain.scheme import AskedMeasure
from socialvalue import clock
from socialvalue.access.domain import NotFound
from tests.factories import contracts as make
from tests.factories import councils
from tests.factories.opportunities import assessed_procurement, commissioner
from tests.factories.policies import as_if_unpublished
from tests.factories.tenders import draft_tender, evaluator, lead, ready_tender
from tests.world.rows import settle

MEASURES = ("local-jobs", "business-advice", "donations", "apprenticeships", "local-spend")
FOUR_YEARS = {"contract_starts_on": date(2027, 4, 1), "contract_ends_on": date(2031, 3, 31)}


@pytest.fixture(scope="module")
def council(django_db_setup, django_db_blocker):
    """Four signed contracts of £112,500, three of them for gardens, and one of another council; taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = councils.rotherham()
        for people, hours in ((1, 10), (3, 25), (2, 40)):
            make.signed_contract(
                found, offers={"local-jobs": people, "business-advice": hours, "donations": 500}
            )
            clock.reset()
        make.signed_contract(found, offers={"local-jobs": 4, "local-spend": 1000}, cpv="45000000")
        clock.reset()
        make.signed_contract(councils.invented_council(), offers={"local-jobs": 100})
        clock.reset()
        settle()
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def boss(council, db):
    return lead(council)


@pytest.fixture
def tender(council, boss):
    """£120,000 for gardens over four years."""
    return ready_tender(assessed_procurement(council, measures=MEASURES, **FOUR_YEARS), boss)


def shown(actor, tender) -> dict[str, queries.Fair]:
    return {one.asked.key: one for one in queries.fair(actor, tender).measures}


def page(actor, tender, **asked) -> str:
    client = Client()
    client.force_login(councils.user_of(actor))
    return client.get(reverse("journey:fair", args=[tender.uid]), asked).content.decode()


def box(tender, actor, key) -> str:
    asked: AskedMeasure = next(one for one in tenders.draft(actor, tender).measures if one.key == key)
    return f"quantity-{asked.uid}"


def test_the_middle_of_the_gardens(boss, tender):
    """1, 3 and 2 people for two years are 2, 6 and 4 FTE-years for £112,500; the middle, 4, is 4.2667 for £120,000, and
    over four years 1.0667 people; the least 0.5333, the most 1.6. The builders' 4 people are of another category."""
    jobs = shown(boss, tender)["local-jobs"].suggestion
    assert (jobs.words, jobs.contracts, jobs.of_category) == ("About 1.1 FTE", 3, True)
    assert jobs.from_words == (
        "The middle of 3 signed contracts of the same category, by their value. For this contract they come to between "
        "0.53 FTE and 1.6 FTE."
    )


def test_hours_are_not_divided_by_the_length(boss, tender):
    """10, 25 and 40 in each of eight quarters are 80, 200 and 320 hours; 200 / 112,500 x 120,000 = 213.3."""
    assert shown(boss, tender)["business-advice"].suggestion.words == "About 210 hours"
    assert (
        shown(boss, tender)["donations"].suggestion.words == "About £4,300"
    )  # 4,000 / 112,500 x 120,000 = 4,266.67


def test_people_for_a_whole_short_contract(council, boss):
    """Rotherham counts a post for a year, or for the whole contract where that is shorter: for half a year 4.2667 counted
    are 4.2667 people, and not 8.5333."""
    half = {"contract_starts_on": date(2027, 4, 1), "contract_ends_on": date(2027, 9, 30)}
    short = draft_tender(assessed_procurement(council, measures=MEASURES, **half), boss)
    assert shown(boss, short)["local-jobs"].suggestion.words == "About 4.3 FTE"


def test_a_contract_that_is_not_signed_is_no_example(council, boss, tender):
    make.prepared_contract(council, offers={"apprenticeships:level-2": 1})
    assert queries.past_commitments(boss, tender.procurement, ["apprenticeships"]) == {}


def test_one_contract_of_another_category_is_better_than_none(boss, tender):
    """£1,000 in each of eight quarters: 8,000 / 112,500 x 120,000 = 8,533."""
    spend = shown(boss, tender)["local-spend"].suggestion
    assert (spend.words, spend.from_words) == ("About £8,500", "From 1 signed contract, by its value.")


def test_what_no_contract_has_is_not_suggested(boss, tender):
    assert shown(boss, tender)["apprenticeships"].suggestion is None
    assert "No signed contract has it yet" in page(boss, tender)


def test_a_contract_is_no_example_for_itself(boss, tender):
    own = make.signed_contract(
        tender.council, offers={"apprenticeships:level-2": 1, "apprenticeships:level-3": 2}
    )
    found = queries.past_commitments(boss, tender.procurement, ["apprenticeships"])
    assert [past.quantity for past in found["apprenticeships", "item"]] == [
        24
    ]  # 1 and 2 in eight quarters, together
    assert queries.past_commitments(boss, own.procurement, ["apprenticeships"]) == {}


def test_where_it_begins_to_look_odd(boss, tender):
    """80% of 120,000 / 4 = £24,000 a year for people at 25,877.80: 0.927. Hours: 12,000 / 13.45 = 892.2. A tenth may be
    given and all of it spent. 480 apprenticeships would stand behind £250 each."""
    most = {key: one.most for key, one in shown(boss, tender).items()}
    assert most == {
        "local-jobs": "0.92 FTE",
        "business-advice": "890 hours",
        "donations": "£12,000",
        "local-spend": "£120,000",
        "apprenticeships": "480 apprenticeships",
    }


def test_contracts_that_promised_too_much_are_told_so(boss, tender):
    """1.0667 people are above the line of 0.927; 213 hours are far below 892."""
    beyond = {key for key, one in shown(boss, tender).items() if one.is_beyond}
    assert beyond == {"local-jobs"}
    assert page(boss, tender).count("may have promised more than their price pays for") == 1


def test_a_quantity_in_mind_is_looked_at_and_not_kept(boss, tender):
    """2 people are £51,755.60 a year, 172.5% of £30,000."""
    jobs, gifts = box(tender, boss, "local-jobs"), box(tender, boss, "donations")
    said = page(boss, tender, **{jobs: "2", gifts: "12,000"})
    assert "1 thing looks odd" in said
    assert "which is 172.5% of the estimated value of £30,000.00 a year" in said
    assert "given away" not in said
    assert "2 things look odd" in page(boss, tender, **{jobs: "2", gifts: "12,001"})
    assert "Nothing looks odd in the quantity that you entered." in page(boss, tender, **{gifts: "12000"})
    assert "looks odd in the" not in page(boss, tender)


def test_what_is_no_number_is_told_at_its_box(boss, tender):
    jobs, gifts = box(tender, boss, "local-jobs"), box(tender, boss, "donations")
    said = page(boss, tender, **{jobs: "a few", gifts: "50000"})
    assert "must be a number, like 1,234.5" in said and 'value="a few"' in said
    assert said.count("There is a problem") == 1
    assert "1 thing looks odd" in said and "£50,000.00 given away is 41.7%" in said


def test_without_dates_there_is_only_the_time(council, boss):
    none = {"contract_starts_on": None, "contract_ends_on": None}
    bare = draft_tender(assessed_procurement(council, measures=MEASURES, **none), boss)
    said = page(boss, bare)
    assert "Enter the contract dates in the tender" in said and "Proportionate" not in said
    assert "Time that it costs a supplier" in said


def test_a_level_gets_none_from_what_contracts_add_up(council, boss, tender):
    """FTE-years of jobs that were summed say nothing of how many stand at the end of a quarter."""
    assert shown(boss, tender)["local-jobs"].suggestion is not None
    with as_if_unpublished("measures_measure"):
        Measure.objects.filter(council=council, key="local-jobs").update(adds_up="latest", valued_by="")
    one = shown(boss, tender)["local-jobs"]
    assert (one.suggestion, one.most, one.is_beyond) == (None, "", False)


def test_whoever_sees_no_contracts_gets_no_suggestion(council, boss, tender):
    """A commissioner of another area sees neither the tender nor the contracts; one of this area sees those of its own."""
    seen = shown(commissioner(council), tender)["local-jobs"].suggestion
    assert seen.contracts == 3
    named = tender.scorers[0]
    assert shown(named, tender)["local-jobs"].suggestion is None
    with pytest.raises(NotFound):
        tenders.tender(evaluator(council), tender.uid)


def test_the_page_takes_as_many_queries_for_all_contracts_as_for_one(
    boss, tender, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3):
        queries.past_commitments(boss, tender.procurement, list(MEASURES))


def test_the_time_of_a_tender(boss, tender):
    """To bid: 30 + 30, questions 60 + 60 + 45, jobs 25, advice 15, money 15 + 15, apprenticeships 15 + 10: 320. Each
    return: 10, four measures 20 each, apprenticeships 5 + 10 + 10: 115; sixteen of them 1,840."""
    said = page(boss, tender)
    assert "About 5 hours 20 minutes" in said and "About 1 hour 55 minutes" in said
    assert "All 16 returns" in said and "About 30 hours 40 minutes" in said
    assert "Your council has set no limit." in said and "our own estimates" in said
    assert said.index("Quality question 1") < said.index("Social value question 1")


def built(boss, tender) -> str:
    client = Client()
    client.force_login(councils.user_of(boss))
    return client.get(tender.get_absolute_url()).content.decode()


def test_the_tender_shows_it_while_it_is_built(boss, tender):
    said = built(boss, tender)
    assert (
        "About 5 hours 20 minutes to bid. About 1 hour 55 minutes for each of 16 quarterly returns." in said
    )
    assert "Your council has set no limit." in said
    assert reverse("journey:fair", args=[tender.uid]) in said


LIMITS = """
burden_limits:
  limits:
    - {up_to: 120000, bid_minutes: 300, return_minutes: 115}
    - {bid_minutes: 320}
  why: Chosen with local firms.
"""


@pytest.fixture
def limited(db):
    """Another invented council, whose file limits the time of tenders."""
    text = (councils.ROOT / "fixtures/councils/rotherham.yaml").read_text(encoding="utf-8")
    text = text.replace("slug: rotherham", "slug: limited").replace("Rotherham", "Limited")
    text = text.replace("E08000018", "E08000998").replace("reference_prefix: RMBC", "reference_prefix: LIM")
    return measures.load_framework(path=None, text=text + LIMITS, name="limited.yaml").council


@pytest.mark.parametrize(
    ("value", "bid", "each_return", "warns"),
    [
        ("120000.00", "20 minutes over the limit of 5 hours", "exactly the limit of 1 hour 55 minutes", True),
        ("120000.01", "exactly the limit of 5 hours 20 minutes", None, False),
    ],
)
def test_a_council_that_limits_the_time_is_told(council, limited, value, bid, each_return, warns):
    person = lead(limited)
    told = {"value_ex_vat": Decimal(value), **FOUR_YEARS}
    tender = ready_tender(assessed_procurement(limited, measures=MEASURES, **told), person)
    for said in (built(person, tender), page(person, tender)):
        assert bid in said and "set no limit" not in said
        assert (each_return or "1 hour 55 minutes") in said
    assert ("This is more time than your council" in built(person, tender)) is warns
