"""Opening, changing, assessing and choosing, through the services."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from councils.policies.models import Outcome
from measures.models import Measure
from procurement.opportunities import queries, services
from procurement.opportunities.domain.notices.reading import package_in
from procurement.opportunities.models import ChosenMeasure, Consideration, Procurement
from socialvalue.access.domain import Actor, Denied, NotFound, Refusal, Role, Stale
from socialvalue.access.models import AuditEntry
from tests.factories import councils as people
from tests.factories import opportunities as make


def change(procurement, by, version=None, **told):
    """Change details with everything else as it is."""
    now = {name: getattr(procurement, name) for name in make.GROUNDS}
    return services.change_details(
        procurement=procurement,
        version=version or procurement.version,
        by=by,
        **{"service_area_id": procurement.service_area_id, **now, **told},
    )


# Opening


def test_an_opened_procurement_is_judged_at_once(rotherham, commissioner, at):
    at("2026-11-21")
    procurement = make.draft_procurement(rotherham, commissioner)
    required = {row.key: row for row in procurement.requirement_rows.all()}
    assert required["weighting"].sentence == "Social value counts for exactly 20% of the overall score."
    assert required["weighting"].reading == "quoted"
    assert "£120,000.00 excluding VAT is over £100,000.00" in required["weighting"].because
    assert required["weighting"].clauses[0]["words"] == "Social Value Policy, Social Value Framework"
    assert required["weighting"].policy == procurement.policy
    assert required["considerations"].voluntary
    assert procurement.judged_on == date(2026, 11, 21)
    assert procurement.lot_rows.get().value_ex_vat == Decimal("120000.00")
    assert (procurement.reference, procurement.commissioner_id) == ("RMBC-2026-001", commissioner.user_id)


def test_above_the_threshold_the_considerations_are_a_duty(rotherham, commissioner, at):
    at("2026-11-21")
    procurement = make.draft_procurement(rotherham, commissioner, value_ex_vat=Decimal("250000.00"))
    row = procurement.requirement_rows.get(kind="considerations")
    assert not row.voluntary
    assert {clause["words"] for clause in row.clauses} >= {"2012 Act, s.1"}
    national = [clause["policy"] for clause in row.clauses if clause["words"].startswith("2012 Act")]
    assert set(national) != {str(procurement.policy.uid)}


def test_at_the_line_and_a_penny_above(rotherham, commissioner):
    at_line = make.draft_procurement(rotherham, commissioner, value_ex_vat=Decimal("100000.00"))
    above = make.draft_procurement(rotherham, commissioner, value_ex_vat=Decimal("100000.01"))
    assert not at_line.requirement_rows.filter(kind="weighting").exists()
    assert above.requirement_rows.filter(kind="weighting").exists()


def test_what_makes_no_sense_opens_nothing(rotherham, commissioner):
    with pytest.raises(Refusal):
        make.draft_procurement(rotherham, commissioner, contract_ends_on=date(2020, 1, 1))
    assert not Procurement.objects.exists()


def test_a_day_without_a_known_threshold_is_refused_at_its_field(rotherham, commissioner):
    with pytest.raises(Refusal, match="No UK threshold") as refused:
        make.draft_procurement(rotherham, commissioner, commenced_on=date(2016, 1, 1))
    assert refused.value.field == "commenced_on"
    assert not Procurement.objects.exists()


def test_a_commissioner_opens_in_its_own_areas_only(rotherham, other_council, commissioner):
    others = [area for area in rotherham_areas(rotherham) if area.pk != people.area(rotherham).pk]
    for area in (others[0], people.area(other_council)):
        with pytest.raises(Refusal, match="one of your service areas"):
            make.draft_procurement(rotherham, commissioner, service_area_id=area.pk)


def rotherham_areas(council):
    return list(type(people.area(council)).objects.filter(council=council))


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.AUDITOR, Role.CONTRACT_MANAGER, Role.COUNCILLOR])
def test_other_roles_open_nothing(rotherham, role):
    with pytest.raises(Denied):
        make.draft_procurement(rotherham, people.staff(rotherham, role))


def test_the_same_form_sent_twice_opens_one(rotherham, commissioner):
    first = make.draft_procurement(rotherham, commissioner, uid="7d444840-9dc0-11d1-b245-5ffdce74fad2")
    again = make.draft_procurement(rotherham, commissioner, uid="7d444840-9dc0-11d1-b245-5ffdce74fad2")
    assert first == again


def test_the_name_of_another_council_s_form_opens_nothing(rotherham, other_council, commissioner):
    theirs = make.draft_procurement(other_council)
    with pytest.raises(Refusal, match="Open a new one"):
        make.draft_procurement(rotherham, commissioner, uid=theirs.uid)


# Changing


def test_a_change_is_judged_again_and_kept_in_the_trail(rotherham, commissioner):
    procurement = make.draft_procurement(rotherham, commissioner)
    change(procurement, commissioner, value_ex_vat=Decimal("90000.00"), title="Parks")
    assert not procurement.requirement_rows.filter(kind="weighting").exists()
    assert procurement.lot_rows.get().title == "Parks"
    entry = AuditEntry.objects.get(act="changed the details")
    assert entry.detail == {
        "title": ["Grounds maintenance", "Parks"],
        "value_ex_vat": ["120000.00", "90000.00"],
    }


def test_after_it_commenced_the_deciding_facts_stay(rotherham, commissioner):
    procurement = make.draft_procurement(rotherham, commissioner, commenced_on=date(2026, 3, 2))
    required = set(procurement.requirement_rows.values_list("pk", flat=True))
    with pytest.raises(Refusal, match="commenced on 2 March 2026") as refused:
        change(procurement, commissioner, value_ex_vat=Decimal("90000.00"), route="quotation")
    assert {field for field, _ in refused.value.errors} == {"value_ex_vat", "route"}
    procurement.refresh_from_db()
    change(procurement, commissioner, title="Parks")
    assert set(procurement.requirement_rows.values_list("pk", flat=True)) == required


def test_an_edit_from_an_old_page_is_stale(rotherham, commissioner):
    procurement = make.draft_procurement(rotherham, commissioner)
    old = procurement.version
    change(procurement, commissioner, title="Parks")
    with pytest.raises(Stale):
        change(procurement, commissioner, version=old, title="Gardens")
    assert Procurement.objects.get().title == "Parks"


# Considerations and assessment


def test_considerations_are_recorded_and_said_to_be_voluntary(rotherham, commissioner):
    make.considered_procurement(rotherham, commissioner)
    assert Consideration.objects.get().voluntary
    assert AuditEntry.objects.get(act="recorded the considerations").detail == {"voluntary": True}


def test_an_outcome_of_another_policy_is_not_assessed(rotherham, other_council, commissioner):
    procurement = make.draft_procurement(rotherham, commissioner)
    foreign = Outcome.objects.filter(council=other_council).first()
    with pytest.raises(Refusal, match="another policy"):
        services.assess_outcome(
            procurement=procurement,
            outcome=foreign,
            appropriate=True,
            relevant=True,
            achievable=True,
            why="x",
            version=procurement.version,
            by=commissioner,
        )


def choose(procurement, by, measures, outcomes=None):
    """Choose measures by key, with their outcomes unless others are given."""
    rows = list(Measure.objects.filter(policy=procurement.policy, key__in=measures))
    keys = {measure.outcome_id for measure in rows} if outcomes is None else outcomes
    services.choose(
        procurement=procurement,
        outcomes=keys,
        measures={measure.pk for measure in rows},
        version=procurement.version,
        by=by,
    )


def test_only_what_fits_can_be_chosen(rotherham, commissioner):
    procurement = make.judged_procurement(rotherham, commissioner, fitting=("local-economy",))
    with pytest.raises(Refusal, match="assessed as not fitting"):
        choose(procurement, commissioner, ["emissions"])
    assert not ChosenMeasure.objects.exists()


def test_what_is_missing_is_said_before_an_assessment_is_complete(rotherham, commissioner):
    procurement = make.considered_procurement(rotherham, commissioner)
    with pytest.raises(Refusal) as refused:
        services.complete_assessment(procurement=procurement, version=procurement.version, by=commissioner)
    said = " ".join(message for _, message in refused.value.errors)
    assert "Assess 6 more outcomes (Social Value Policy, Opportunity assessment)." in said
    assert "Say what openings there are for local businesses" in said
    assert "You chose 0 (Social Value Policy, Aims and objectives)." in said
    assert Procurement.objects.get().status == "draft"


def test_a_duty_to_consider_comes_before_completion(rotherham, commissioner):
    procurement = make.draft_procurement(rotherham, commissioner, value_ex_vat=Decimal("250000.00"))
    said = [gap.sentence for gap in queries.readiness(commissioner, procurement).gaps]
    assert any("three considerations" in sentence for sentence in said)


def test_an_outcome_that_no_longer_fits_must_be_chosen_anew(rotherham, commissioner):
    procurement = make.judged_procurement(rotherham, commissioner)
    choose(procurement, commissioner, ["local-jobs"])
    services.assess_outcome(
        procurement=procurement,
        outcome=Outcome.objects.get(policy=procurement.policy, key="local-economy"),
        appropriate=True,
        relevant=False,
        achievable=True,
        why="On second thoughts no.",
        version=procurement.version,
        by=commissioner,
    )
    with pytest.raises(Refusal, match="was chosen and no longer fits"):
        services.complete_assessment(procurement=procurement, version=procurement.version, by=commissioner)


def test_a_complete_assessment_can_be_opened_again(rotherham, commissioner):
    procurement = make.assessed_procurement(rotherham, commissioner)
    assert procurement.status == "assessed"
    with pytest.raises(Refusal, match="The assessment is complete"):
        choose(procurement, commissioner, ["local-jobs"])
    procurement.refresh_from_db()
    services.reopen_assessment(procurement=procurement, version=procurement.version, by=commissioner)
    assert Procurement.objects.get().status == "draft"
    assert procurement.assessment_rows.get().completed_at is None


def test_below_the_line_nothing_need_be_chosen(rotherham, commissioner):
    procurement = make.draft_procurement(rotherham, commissioner, value_ex_vat=Decimal("50000.00"))
    services.complete_assessment(procurement=procurement, version=procurement.version, by=commissioner)
    assert procurement.status == "assessed"


def test_progress_and_what_waits(rotherham, commissioner):
    procurement = make.considered_procurement(rotherham, commissioner)
    progress = queries.progress(commissioner, procurement)
    assert (progress.considerations_recorded, progress.considerations_duty) == (True, False)
    assert (progress.outcomes_assessed, progress.outcomes_in_all, progress.complete) == (0, 6, False)
    (mine,) = queries.waiting(commissioner)
    assert mine.title == "Do the opportunity assessment: Grounds maintenance" and mine.mine
    (theirs,) = queries.waiting(people.staff(rotherham, Role.PROCUREMENT_LEAD))
    assert not theirs.mine and theirs.whose.startswith("commissioner, ")
    assert queries.waiting(people.staff(rotherham, Role.AUDITOR)) == []


def test_untouched_notices_are_one_line_however_many(rotherham, commissioner):
    package = package_in((people.ROOT / "fixtures/demo/notices.json").read_text(encoding="utf-8"))
    by, area = Actor.system(rotherham.pk), people.area(rotherham)
    services.import_notices(package=package, council=rotherham, by=by, service_area=area)
    (line,) = queries.waiting(commissioner)
    assert line.title == "Look through 17 opportunities from published notices" and line.mine
    (theirs,) = queries.waiting(people.staff(rotherham, Role.PROCUREMENT_LEAD))
    assert not theirs.mine and theirs.whose == "commissioners"


def test_what_waits_takes_the_same_queries_however_much_it_is(
    rotherham, commissioner, django_assert_num_queries
):
    make.draft_procurement(rotherham, commissioner)
    with django_assert_num_queries(3):
        assert len(queries.waiting(commissioner)) == 1
    for _ in range(4):
        make.draft_procurement(rotherham, commissioner)
    with django_assert_num_queries(3):
        assert len(queries.waiting(commissioner)) == 5


# Other people


def test_another_council_and_another_area_see_nothing(rotherham, other_council, commissioner):
    procurement = make.draft_procurement(rotherham, commissioner)
    other_area = next(a for a in rotherham_areas(rotherham) if a.pk != procurement.service_area_id)
    strangers = (
        people.staff(other_council, Role.PROCUREMENT_LEAD),
        people.staff(rotherham, Role.COMMISSIONER, service_area=other_area),
        people.staff(rotherham, Role.EVALUATOR),
        people.supplier_member(people.supplier()),
    )
    for stranger in strangers:
        with pytest.raises(NotFound):
            queries.procurement(stranger, procurement.uid)
        assert not queries.procurements(stranger).exists()
        assert queries.requirements(stranger, procurement) == []


# At once


def at_once(works):
    """Run all ``works`` in threads of their own at the same moment; what each came to."""
    gate, results = threading.Barrier(len(works)), []

    def run(work):
        gate.wait()
        try:
            results.append(work())
        except (Stale, Refusal) as refused:
            results.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == len(works), "one of them failed"
    return results


@pytest.mark.django_db(transaction=True)
def test_of_eight_considerations_sent_at_once_one_is_taken():
    council = people.rotherham()
    commissioner = make.commissioner(council)
    procurement = make.draft_procurement(council, commissioner)

    def record(number):
        fresh = Procurement.objects.get(pk=procurement.pk)
        return services.record_considerations(
            procurement=fresh,
            version=procurement.version,
            by=commissioner,
            **{**make.CONSIDERED, "improve": f"Answer {number}"},
        )

    results = at_once([lambda n=n: record(n) for n in range(8)])
    taken = [result for result in results if isinstance(result, Consideration)]
    assert len(taken) == 1
    assert Consideration.objects.get().improve == taken[0].improve
    assert AuditEntry.objects.filter(act="recorded the considerations").count() == 1


@pytest.mark.django_db(transaction=True)
def test_references_given_at_once_are_all_different():
    council = people.rotherham()
    commissioner = make.commissioner(council)
    results = at_once([lambda: make.draft_procurement(council, commissioner).reference for _ in range(6)])
    assert len(set(results)) == 6
    assert sorted(results)[-1].endswith("-006")


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_at_once_opens_one_procurement():
    council = people.rotherham()
    commissioner = make.commissioner(council)
    uid = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
    results = at_once([lambda: make.draft_procurement(council, commissioner, uid=uid) for _ in range(6)])
    assert Procurement.objects.count() == 1
    assert {result.pk for result in results} == {Procurement.objects.get().pk}
