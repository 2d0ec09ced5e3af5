"""A report is called by the body that the council's own template names."""

import pytest
from django.urls import reverse

from measures import services as measures
from reporting import queries
from socialvalue.access.domain import Role
from tests.factories import councils as people


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("rotherham", "annual report to Cabinet"),
        ("north-east-lincolnshire", "annual report to the Portfolio Holder Resources"),
    ],
)
def test_the_report_goes_to_the_body_of_the_template(client, db, file, name):
    people.load_national()
    council = measures.load_framework(path=people.ROOT / f"fixtures/councils/{file}.yaml").council
    lead = people.staff(council, Role.PROCUREMENT_LEAD)
    assert queries.report_name(lead) == name
    client.force_login(people.user_of(lead))
    assert f"Make the {name}" in client.get(reverse("reporting:list")).content.decode()
    assert f"<title>A{name[1:]}" in client.get(reverse("reporting:new")).content.decode()


def test_a_council_without_a_template_has_an_annual_report(rotherham):
    rotherham.report_template = {}
    rotherham.save()
    assert queries.report_name(people.staff(rotherham, Role.PROCUREMENT_LEAD)) == "annual report"
