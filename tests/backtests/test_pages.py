"""From the register to the result, as a lead sees it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from councils.policies.models import PolicyVersion
from measures import services as measures
from procurement.backtests import queries, services
from procurement.backtests.models import Backtest, Register
from socialvalue.access.domain import Denied, Role
from socialvalue.jobs.models import Job
from tests.factories import councils as people
from tests.factories import policies as make

HEAD = "Title,Value,SME,Supplier,Department,Start,End,Type,Route,VAT\n"
LINES = (
    "Grass,120000,yes,Greenways,Parks,2026-04-01,2027-03-31,services,tender,20%\n"
    "Paper,90000,yes,Paperworks,Finance,2026-04-01,2027-03-31,goods,tender,20%\n"
    "Roads,3000000,no,Tarmac,Roads,2026-04-01,2028-03-31,works,tender,20%\n"
    "Nothing,0,no,Nobody,Roads,,,,,\n"
)


@pytest.fixture
def lead(rotherham, at):
    at("2026-11-21")
    return people.staff(rotherham, Role.PROCUREMENT_LEAD)


@pytest.fixture
def page(client, lead):
    client.force_login(people.user_of(lead))
    return client


def send(page, text=HEAD + LINES, name="register.csv"):
    file = SimpleUploadedFile(name, text.encode(), "text/csv")
    return page.post(reverse("backtests:upload"), {"name": "Register 2026", "file": file})


def test_from_the_register_to_the_result(page, lead, rotherham, other_council):
    """Over £100,000: Grass (120,000) and Roads (3,000,000) of three; the own policy against itself changes nothing.

    An assessment each: 2 x 5 = 10 hours; a year has 4 quarters, two years 731 days and 731 / 91.3125 = 8.005, so 9: 13
    returns. Nothing is compared with, because the policy tried is the one in force: 2 x 5 + 13 x 1.5 = 29.5 hours.
    """
    answer = send(page)
    register = Register.objects.get()
    assert answer.url == register.get_absolute_url()
    shown = page.get(answer.url).content.decode()
    assert "4 lines were read" in shown and "Line 5, Nothing: It has no value" in shown
    own = PolicyVersion.objects.get(council=rotherham)
    asked = {"policy": str(own.uid), "hours_assessment": "5", "hours_return": "1.5"}
    waiting = page.post(register.get_absolute_url(), asked)
    run = Backtest.objects.get()
    assert waiting.url == Job.objects.get(subject_id=run.pk, task=services.PRODUCE).get_absolute_url()
    services.produce(backtest_id=run.pk, progress=lambda percent, doing: None)
    shown = page.get(run.get_absolute_url()).content.decode()
    assert "Social value would have been required of 2 of 3 contracts." in shown
    assert "29.50 hours more: 2 × 5.00 + 13 × 1.50" in shown
    assert "Greenways" in shown and "£3,120,000.00" not in shown
    saved = page.get(reverse("backtests:download", args=[run.uid])).content.decode()
    assert "Grass" in saved and "Required" in saved and "over £100,000.00" in saved


def test_a_framework_that_nobody_adopted_is_no_law(page, lead, rotherham):
    """The national model stands beside the law without a council too, and none of its rules decides anything."""
    measures.load_framework(path=people.ROOT / "fixtures/frameworks/ppn-002.yaml")
    send(page)
    own = PolicyVersion.objects.get(council=rotherham)
    asked = {"policy": str(own.uid), "hours_assessment": "5", "hours_return": "1.5"}
    page.post(Register.objects.get().get_absolute_url(), asked)
    run = Backtest.objects.get()
    services.produce(backtest_id=run.pk, progress=lambda percent, doing: None)
    shown = page.get(run.get_absolute_url()).content.decode()
    assert "Social value would have been required of 2 of 3 contracts." in shown


def test_a_name_that_begins_like_a_formula_is_no_formula_in_the_download(page, lead, rotherham):
    send(page, HEAD + '"=HYPERLINK(""x"")",120000,yes,@SUM(1),-1+1,,,,,\n')
    own = PolicyVersion.objects.get(council=rotherham)
    asked = {"policy": str(own.uid), "hours_assessment": "5", "hours_return": "1"}
    page.post(Register.objects.get().get_absolute_url(), asked)
    run = Backtest.objects.get()
    services.produce(backtest_id=run.pk, progress=lambda percent, doing: None)
    saved = page.get(reverse("backtests:download", args=[run.uid])).content.decode()
    assert "'=HYPERLINK" in saved and "'@SUM(1)" in saved and "'-1+1" in saved


def test_another_councils_policy_is_tried_against_ones_own(page, lead, rotherham, other_council):
    """The other council's version is compared with the one in force here, and made twice it stays as it was."""
    send(page)
    other = next(one for one in queries.policies_to_try(lead) if one.council_id != rotherham.pk)
    asked = {"policy": str(other.uid), "hours_assessment": "5", "hours_return": "1.5"}
    page.post(Register.objects.get().get_absolute_url(), asked)
    run = Backtest.objects.get()
    assert run.present == PolicyVersion.objects.get(council=rotherham)
    services.produce(backtest_id=run.pk, progress=lambda percent, doing: None)
    first = Backtest.objects.get()
    services.produce(backtest_id=run.pk, progress=lambda percent, doing: None)
    assert Backtest.objects.get().checksum == first.checksum and first.result["total"]["contracts"] == 3


def test_a_draft_of_another_council_is_not_offered(page, lead, rotherham, other_council):
    make.back_to_draft(PolicyVersion.objects.get(council=other_council))
    assert {one.council_id for one in queries.policies_to_try(lead)} == {rotherham.pk}


def test_a_day_without_thresholds_is_told_and_the_rest_is_judged(page, lead, rotherham):
    """Thresholds are not known for 1999; the council's own rules need none, the law's do."""
    send(page, HEAD + "Old,250000,no,X,Y,1999-04-01,2000-03-31,services,tender,20%\n" + LINES)
    asked = {"hours_assessment": "1", "hours_return": "1"}
    own = PolicyVersion.objects.get(council=rotherham)
    page.post(Register.objects.get().get_absolute_url(), {"policy": str(own.uid), **asked})
    run = Backtest.objects.get()
    services.produce(backtest_id=run.pk, progress=lambda percent, doing: None)
    run.refresh_from_db()
    assert run.result["total"]["contracts"] + len(run.not_judged) == 5
    assert [one["title"] for one in run.not_judged] in (["Old", "Nothing"], ["Nothing"])


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("policy", "", "Choose the policy to try"),
        ("policy", "nonsense", "Choose from the list"),
        ("hours_assessment", "-1", "must be 0 or more"),
        ("hours_assessment", "", "Enter the hours for one opportunity assessment"),
        ("hours_return", "1001", "must be 1000 or less"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_box(page, rotherham, field, typed, words):
    send(page)
    own = PolicyVersion.objects.get(council=rotherham)
    asked = {"policy": str(own.uid), "hours_assessment": "5", "hours_return": "1"}
    answer = page.post(Register.objects.get().get_absolute_url(), {**asked, field: typed})
    assert words in answer.content.decode() and not Backtest.objects.exists()


def test_a_file_that_is_no_register_is_told_and_nothing_is_kept(page):
    answer = send(page, "Colour,Shoe\n1,2\n")
    assert "There is none called" in answer.content.decode() and not Register.objects.exists()
    answer = send(page, "Title,Value\nGrass,0\n")
    assert "No line of the file can be judged" in answer.content.decode() and not Register.objects.exists()


def test_who_may_not_is_refused_by_the_service_too(rotherham):
    auditor = people.staff(rotherham, Role.AUDITOR)
    with pytest.raises(Denied):
        services.upload(name="x", file_name="x.csv", content=b"Title,Value\na,1\n", by=auditor)
