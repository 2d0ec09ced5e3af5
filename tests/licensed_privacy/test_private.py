"""Letters, history and the pages of suppliers where councils use licensed values; that no page and no file tells an
amount to whom it is not for is looked at with the access table, ``tests/access_table/test_looking.py``."""

import pytest

from socialvalue.access.models import AuditEntry
from tests.access_table.table import COUNCIL, EVERYBODY
from tests.licensed_privacy.words import OUTSIDE, pounds_of, text_of, unit_values
from tests.world.licensed import UNIT_VALUES
from tests.world.looking import address
from tests.world.standing import HERE, THERE


def test_no_letter_and_no_history_tells(world):
    """Letters go to suppliers and staff of both councils; the trail is read by an auditor, and names no amount."""
    values = unit_values(HERE) | unit_values(THERE) | pounds_of(world.here)
    assert world.mail
    assert not [letter.subject for letter in world.mail if any(word in letter.body for word in values)]
    said = [str(entry.detail) for entry in AuditEntry.objects.all()]
    assert not [one for one in said if any(word in one for word in unit_values(HERE) | unit_values(THERE))]


def test_what_is_looked_for_is_there_to_be_found(world, browsers):
    """The council's own people see all of it: so the words would be seen elsewhere."""
    lead, town = browsers.of("lead"), world.here
    contract = text_of(lead.get(address("contracts:contract", "signed.uid", town)))
    entries = text_of(lead.get(address("contracts:entries", "signed.uid 'committed_now'", town)))
    measure = text_of(lead.get(address("measures:measure", "measure.uid", town)))
    assert "£1,234.5671" in entries and "£1,234.5671" in measure
    assert len(pounds_of(town)) > 10 and any(word in contract for word in pounds_of(town))
    assert len(pounds_of(world.there)) > 10 and not pounds_of(town) & pounds_of(world.there)
    report = lead.get(address("reporting:pdf", "delivery.report.uid 'normal'", town))
    assert "National TOMs" in text_of(report)


def test_a_supplier_reads_that_pounds_are_not_shown(world, browsers):
    """Its quantities stand there; of the pounds it reads why they do not."""
    page = text_of(browsers.of("member").get(address("portal_contracts:contract", "signed.uid", world.here)))
    assert "pounds are not shown, as the council's licence asks" in page
    assert "5 FTE in post" in page and "£1,234.5671" not in page


def test_a_supplier_sees_pounds_where_the_licence_lets_it(world, browsers):
    """Of its own contract, and not of what others signed."""
    page = text_of(browsers.of("rival").get(address("portal_contracts:contract", "signed.uid", world.there)))
    assert any(word in page for word in pounds_of(world.there))
    assert "pounds are not shown" not in page


def test_its_contract_says_by_what_it_is_valued(world, browsers):
    """The value where the licence lets suppliers see it, and else in words that it is not shown."""
    page = text_of(browsers.of("rival").get(address("portal_contracts:contract", "signed.uid", world.there)))
    assert "£4,321.7653 for 1 FTE-year, by National TOMs" in page
    page = text_of(browsers.of("member").get(address("portal_contracts:contract", "signed.uid", world.here)))
    assert "Valued by National TOMs, whose values the council's licence does not let it show" in page


@pytest.mark.parametrize(("who", "side"), [("member", "here"), ("rival", "there"), ("member", "there")])
def test_the_page_of_a_measure_says_that_a_licensed_value_is_not_shown(who, side, world, browsers):
    """It is read by every bidder; the open value of the policy, which the council does not use, is not there either."""
    town = getattr(world, side)
    page = text_of(browsers.of(who).get(address("measures:measure", "donations.uid", town)))
    assert "This measure is valued by National TOMs" in page and "for £1.00" not in page


def test_a_report_gives_no_value_away(world, browsers):
    """What is stored for it has no pounds of one measure, and the page says which values may not be published."""
    run = world.here.delivery.report
    run.refresh_from_db()
    groups = [run.snapshot["total"], *(one["figures"] for one in run.snapshot["outcomes"])]
    parts = [part for group in groups for amount in group.values() for part in amount["parts"]]
    assert parts and all(part["confined"] and part["gross"] is None for part in parts)
    page = text_of(browsers.of("lead").get(address("reporting:report", "delivery.report.uid", world.here)))
    assert "Valued by a licensed value that may not be published" in page and "not shown" in page


def test_everybody_is_looked_at():
    """A name that nobody has would test nothing."""
    assert set(OUTSIDE) <= set(EVERYBODY.split()) and set(COUNCIL.split()) <= set(EVERYBODY.split())
    assert {HERE, THERE} == set(UNIT_VALUES)
