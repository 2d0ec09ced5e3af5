"""A framework that is no council's: loaded once, read by everybody, adopted by a council's file, used on screen."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from councils.policies import queries
from councils.policies.domain.yaml_text import FrameworkErrors
from councils.policies.models import Outcome, PolicyVersion
from measures import services as measures
from measures.models import Measure
from procurement.opportunities import queries as opportunities
from socialvalue import clock
from socialvalue.access.domain import Actor, Role
from tests.factories import councils as people
from tests.factories import opportunities as make

PPN = people.ROOT / "fixtures/frameworks/ppn-002.yaml"
PLAIN = people.ROOT / "tests/policies/adopting/plainshire.yaml"


@pytest.fixture
def framework(db):
    """The national model as it is loaded."""
    people.load_national()
    return measures.load_framework(path=PPN).policy


@pytest.fixture
def plainshire(framework):
    """A council without a policy of its own, which adopts the model."""
    return measures.load_framework(path=PLAIN).council


def page_of(client, actor: Actor, address: str) -> str:
    client.force_login(people.user_of(actor))
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_twice_is_the_same_as_once(framework):
    again = measures.load_framework(path=PPN)
    assert not again.is_new and again.policy == framework and again.council is None
    call_command("load_framework", str(PPN))
    assert PolicyVersion.objects.filter(framework_key="ppn-002").count() == 1


def test_a_version_that_changed_is_refused(framework):
    changed = PPN.read_text().replace("General knowledge of the model", "A guess", 1)
    with pytest.raises(FrameworkErrors, match="never changes"):
        measures.load_framework(path=None, text=changed, name="ppn-002.yaml")


def test_it_is_nobody_s_policy_and_not_the_law(framework):
    law = queries.in_force(Actor.system(), None, clock.today())
    assert law.framework_key == "" and law != framework
    assert [one.pk for one in queries.frameworks_to_adopt(Actor.public())] == [framework.pk]


def test_a_council_reads_it_before_it_adopts_it(client, rotherham, framework):
    reader = people.staff(rotherham, Role.COUNCILLOR)
    assert framework.get_absolute_url() in page_of(client, reader, "/policy/")
    page = page_of(client, reader, framework.get_absolute_url())
    for words in (
        "A framework that councils may adopt",
        "It binds nobody here until a council's own file adopts it.",
        "Kickstart economic growth",
        "Fair work",
        "Unconfirmed",
        "The day, both amounts, both weights and whether they count VAT were read at second hand only.",
        "Source: Tussell, PPN 002 and the Social Value Model, 2025.",
    ):
        assert words in page, words


def test_the_file_of_a_council_that_adopts_it_becomes_a_version_that_stands_by_itself(plainshire):
    policy = PolicyVersion.objects.get(council=plainshire)
    assert "taken: Social Value Model (PPN 002)" in policy.source and "ten-percent-at-least" in policy.source
    assert Outcome.objects.filter(policy=policy).count() == 8
    assert Measure.objects.filter(policy=policy).count() == 10
    assert not measures.load_framework(path=PLAIN).is_new


def test_a_later_edition_of_the_framework_changes_nothing_for_the_council(plainshire):
    policy = PolicyVersion.objects.get(council=plainshire)
    later = (
        PPN.read_text()
        .replace("version: February 2025", "version: March 2027")
        .replace("percent: 10", "percent: 15")
    )
    measures.load_framework(path=None, text=later, name="ppn-002.yaml")
    assert len(queries.frameworks_to_adopt(Actor.public())) == 2
    assert not measures.load_framework(path=PLAIN).is_new
    assert PolicyVersion.objects.get(council=plainshire).checksum == policy.checksum


def test_a_new_law_may_follow_although_the_framework_began_on_a_known_day(framework):
    """The framework is not a version of the law, whose first day is not known."""
    text = (people.ROOT / "fixtures/national.yaml").read_text()
    later = text.replace("version: November 2026, clause by clause", "version: December 2026")
    assert measures.load_framework(path=None, text=later, name="national.yaml").is_new
    assert queries.in_force(Actor.system(), None, clock.today()).number == "December 2026"


def test_the_public_reads_it_too(client, plainshire, framework):
    page = client.get(reverse("public_policies:list")).content.decode()
    address = reverse("public_policies:policy", args=[framework.uid])
    assert "Frameworks that councils may adopt" in page and f'href="{address}"' in page
    shown = client.get(address).content.decode()
    assert "A framework that councils may adopt" in shown and "Unconfirmed" in shown
    compared = client.get(reverse("public_policies:compare"), {"value_ex_vat": "250000"}).content.decode()
    assert "Plainshire" in compared and "Social Value Model (PPN 002)" not in compared


def test_a_file_that_adopts_is_checked_without_being_loaded(framework, capsys):
    call_command("load_framework", "--check", str(PLAIN))
    assert "plainshire.yaml: nothing is wrong. It was not loaded." in capsys.readouterr().out
    assert not PolicyVersion.objects.exclude(council=None).exists()


def test_a_version_of_an_adopting_council_never_changes(plainshire):
    text = PLAIN.read_text().replace("Cabinet chose it on 3 March 2026", "Cabinet chose it on 4 March 2026")
    with pytest.raises(FrameworkErrors) as caught:
        measures.load_framework(path=None, text=text, name="plainshire.yaml")
    line = text[: text.index("version: version 1")].count("\n") + 1
    assert str(caught.value.errors[0]).startswith(
        f"plainshire.yaml, line {line}, policy.version: “version 1” is published"
    )


def test_without_the_framework_the_file_is_refused_and_nothing_is_written(db):
    people.load_national()
    with pytest.raises(FrameworkErrors, match=r"“ppn-002” is not a framework that is loaded\. Loaded: none"):
        measures.load_framework(path=PLAIN)
    with pytest.raises(CommandError, match=r"plainshire\.yaml, line"):
        call_command("load_framework", str(PLAIN))
    assert not PolicyVersion.objects.exclude(council=None).exists()


def test_the_council_s_page_says_what_was_adopted_and_why(client, plainshire):
    page = page_of(client, people.staff(plainshire, Role.COUNCILLOR), "/policy/")
    assert "Social Value Model (PPN 002), February 2025. Cabinet chose it on 3 March 2026" in page
    assert "PPN 002, Weighting, as reported" in page


def test_a_procurement_of_the_council_is_judged_by_it(client, plainshire):
    commissioner = people.staff(plainshire, Role.COMMISSIONER)
    bought = make.judged_procurement(plainshire, by=commissioner, value_ex_vat=Decimal("250000.00"))
    found = {one.slot: one for one in opportunities.requirements(commissioner, bought)}
    assert found["weighting"].cited == "PPN 002, Weighting, as reported (interpreted)"
    page = page_of(client, commissioner, reverse("opportunities:requirements", args=[bought.uid]))
    assert "PPN 002, Weighting, as reported" in page


def test_what_was_not_checked_is_said_where_a_requirement_stands_on_it(client, rotherham):
    """A breach is published by a section of the Act that was read at second hand only."""
    commissioner = people.staff(rotherham, Role.COMMISSIONER)
    bought = make.judged_procurement(rotherham, by=commissioner, value_ex_vat=Decimal("250000.00"))
    page = page_of(client, commissioner, reverse("opportunities:requirements", args=[bought.uid]))
    assert "Unconfirmed" in page and "was not seen" in page
    assert "quoted, unconfirmed" in page_of(client, commissioner, bought.get_absolute_url())


def test_the_files_are_where_the_readme_says():
    readme = (Path(PPN).parent / "README.md").read_text()
    assert all(path.name in readme for path in Path(PPN).parent.glob("*.yaml"))


def test_what_was_left_out_and_checked_is_said_in_words(client, framework):
    mixed = PLAIN.parent / "mixedham.yaml"
    page = page_of(
        client, people.staff(measures.load_framework(path=mixed).council, Role.COUNCILLOR), "/policy/"
    )
    assert "Left out: metrics of your own." in page
    assert "Checked at first hand: ppn 026 ten percent; ppn 026 twenty percent; ppn 026 indicators." in page
