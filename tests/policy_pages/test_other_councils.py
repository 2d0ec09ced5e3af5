"""The policies of Derbyshire and Rutland on screen: what their pages say, and a procurement under each as far as its tender."""

from decimal import Decimal

import pytest
from django.urls import reverse

from councils.policies.models import Outcome, PolicyVersion
from councils.policies.queries import framework
from measures import services as measures
from measures.models import Measure
from procurement.opportunities import queries as opportunities
from procurement.opportunities import services as opportunity_services
from procurement.opportunities.models import Procurement
from procurement.tenders import services as tenders
from procurement.tenders.models import Tender
from socialvalue.access.domain import Refusal, Role
from tests.factories import councils as people
from tests.factories import opportunities as make
from tests.factories.tenders import ready_tender

CHOSEN = {"derbyshire": ("local-jobs", "paid-on-time"), "rutland": ("local-jobs", "emissions")}


def load(slug: str):
    people.load_national()
    return measures.load_framework(path=people.ROOT / f"fixtures/councils/{slug}.yaml").council


@pytest.fixture(params=sorted(CHOSEN))
def council(db, request):
    """Each of the two."""
    return load(request.param)


def page_of(client, actor, address: str) -> str:
    client.force_login(people.user_of(actor))
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def policy_page(client, council) -> str:
    return page_of(client, people.staff(council, Role.COUNCILLOR), "/policy/")


def test_the_page_prints_every_clause_rule_outcome_measure_principle_and_group(client, council):
    page = policy_page(client, council)
    says = framework(PolicyVersion.objects.get(council=council))
    names = says.rule_set().names
    printed = [clause.paraphrase for clause in says.clauses]
    printed += [rule.then.sentence(names) for rule in says.rules]
    printed += [rule.why for rule in says.rules if rule.why]
    printed += [outcome.why for outcome in says.outcomes]
    printed += [one.text for one in says.principles] + [one.about for one in (*says.meetings, *says.reports)]
    printed += [document.missing for document in says.documents if document.missing]
    printed += [measure.text for measure in says.measures] + [one.name for one in says.priorities]
    for words in printed:
        assert words.replace("'", "&#x27;") in page, words


def test_rutlands_page_shows_the_printed_day_and_the_chosen_one(client, db):
    page = policy_page(client, load("rutland"))
    assert "Printed: “31st April 2026”. Next on 30 April 2026." in page
    assert "a day that does not exist. The last day of that month was chosen." in page
    assert "26 April 2024. The front page prints the day on which this version was produced" in page


def test_derbyshires_page_says_that_it_began_on_no_known_day_and_derives_its_outcomes(client, db):
    page = policy_page(client, load("derbyshire"))
    assert "Not known. The text prints no day on which it began" in page
    assert page.count("of the nine principles. The framework that lists the outcomes is not here.") == 5
    assert "The update on the action plan, every six months, to Cabinet." in page
    assert "<strong>Inferred.</strong>" in page


def test_what_was_derived_is_said_where_it_is_chosen(client, council):
    by = people.staff(council, Role.COMMISSIONER)
    fitting = tuple(Measure.objects.filter(council=council, key__in=CHOSEN[council.slug]).values_list("outcome__key", flat=True))  # fmt: skip
    bought = make.judged_procurement(council, by, fitting=fitting, value_ex_vat=Decimal("250000.00"))
    page = page_of(client, by, reverse("opportunities:choose", args=[bought.uid]))
    assert "The policy does not print this measure; its page says what it was drawn from." in page
    measure = Measure.objects.get(policy=bought.policy, key=CHOSEN[council.slug][0])
    assert measure.reading_why in page_of(client, by, measure.get_absolute_url())
    outcome = Outcome.objects.filter(policy=bought.policy).first()
    page = page_of(client, by, reverse("opportunities:assess_outcome", args=[bought.uid, outcome.key]))
    assert framework(bought.policy).outcome(outcome.key).why in page


def test_a_procurement_goes_as_far_as_a_published_tender(client, council, at):
    at("2026-11-02T10:00")
    by = people.staff(council, Role.COMMISSIONER)
    bought = make.assessed_procurement(
        council, by, measures=CHOSEN[council.slug], value_ex_vat=Decimal("250000.00")
    )
    lead = people.staff(council, Role.PROCUREMENT_LEAD)
    scorers = [people.staff(council, Role.EVALUATOR) for _ in range(2)]
    tender = ready_tender(bought, lead, scorers=scorers)
    tenders.publish(tender=tender, version=tender.version, by=lead)
    assert Tender.objects.get(pk=tender.pk).status == "published"
    for name in ("requirements", "assessment"):
        assert page_of(client, by, reverse(f"opportunities:{name}", args=[bought.uid]))


def test_derbyshire_wants_an_outcome_even_of_the_smallest_purchase(db):
    council = load("derbyshire")
    by = people.staff(council, Role.COMMISSIONER)
    bought = make.judged_procurement(
        council, by, value_ex_vat=Decimal("500.00"), contract_type="goods", cpv="03000000"
    )
    with pytest.raises(Refusal, match="Choose at least one outcome"):
        opportunity_services.complete_assessment(procurement=bought, version=bought.version, by=by)


def test_rutland_leaves_a_small_purchase_open(db):
    council = load("rutland")
    by = people.staff(council, Role.COMMISSIONER)
    bought = make.considered_procurement(council, by, value_ex_vat=Decimal("500.00"))
    opportunity_services.complete_assessment(procurement=bought, version=bought.version, by=by)
    assert Procurement.objects.get(pk=bought.pk).status == "assessed"


def without_measures(slug: str) -> str:
    """The file as if its policy had no measures and asked for none."""
    text = (people.ROOT / f"fixtures/councils/{slug}.yaml").read_text()
    start, end = text.index("\nmeasures:\n"), text.index("\nprinciples:\n")
    text = text[:start] + text[end:]
    rule = text.index("  - key: can-be-measured\n")
    return text[:rule] + text[text.index("  - key: other-measures-are-welcome\n") :]


def test_under_a_policy_without_measures_an_outcome_is_enough(client, db):
    people.load_national()
    council = measures.load_framework(path=None, text=without_measures("derbyshire"), name="x.yaml").council
    by = people.staff(council, Role.COMMISSIONER)
    bought = make.judged_procurement(council, by, fitting=("local-economy",))
    page = page_of(client, by, reverse("opportunities:choose", args=[bought.uid]))
    assert "The policy lists no measures for this outcome." in page
    assert "No measures are listed for this outcome." in policy_page(client, council)
    with pytest.raises(Refusal, match="Choose at least one outcome"):
        opportunity_services.complete_assessment(procurement=bought, version=bought.version, by=by)
    chosen = [Outcome.objects.get(policy=bought.policy, key="local-economy").pk]
    opportunity_services.choose(
        procurement=bought, outcomes=chosen, measures=[], version=bought.version, by=by
    )
    assert opportunities.readiness(by, bought).gaps == ()
    opportunity_services.complete_assessment(procurement=bought, version=bought.version, by=by)
