"""What people see once a council has passed to another."""

import pytest
from django.urls import reverse

from councils.people.queries import ACTING_FOR
from socialvalue.access.domain import Role
from tests.factories import councils
from tests.factories import returns as make
from tests.factories.councils import staff
from tests.factories.licensed import loaded_table, uploaded_table

BANNER = "passed to Otherham Metropolitan Borough Council on 1 October 2027."


def words(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def acting(as_):
    """A browser of somebody who acts for one of the councils: ``acting(manager, council)``."""

    def browser(actor, council):
        client = as_(actor)
        session = client.session
        session[ACTING_FOR] = f"council-{council.uid}"
        session.save()
        return client

    return browser


def test_the_manager_finds_the_contract_and_decides_late_returns(succession, acting):
    """Its figures, from whom it came, who bought it, and the return of a quarter before that day."""
    third = succession.submitted(3)
    succession.pass_on()
    browser = acting(succession.contract.manager_actor, succession.after)
    page = words(browser.get(succession.contract.get_absolute_url()))
    assert f"From {succession.before.name} on 1 October 2027" in page
    assert f"Bought by {succession.before.name}" in page
    assert "£4,000.00" in page, "donations as signed"
    assert browser.get(third.get_absolute_url()).status_code == 200
    line = make.line_of(third, "donations")
    decided = browser.post(
        reverse("returns:verify_line", args=[line.uid]), {"decision": "full", "version": line.version}
    )
    assert decided.status_code == 302
    line.refresh_from_db()
    assert line.status == "verified"
    uid = succession.contract.uid
    first, second = (
        words(browser.get(reverse("contracts:entries", args=[uid, "committed_now"]), {"page": number}))
        for number in (1, 2)
    )
    assert "Signed" in first and "Passed to another council" in first + second
    assert "Taken over from another council" in second


def test_the_supplier_finds_everything_as_before(succession, as_):
    succession.pass_on()
    browser = as_(succession.contract.supplier_actor)
    assert succession.after.name in words(browser.get(reverse("portal_contracts:list")))
    page = words(browser.get(reverse("portal_contracts:contract", args=[succession.contract.uid])))
    assert f"From {succession.before.name} on 1 October 2027" in page
    for one in succession.returns:
        assert browser.get(reverse("portal_returns:return", args=[one.uid])).status_code == 200


def test_the_old_council_begins_nothing(succession, as_):
    """Its people read on, and are told so; the page that opens a procurement is shut."""
    lead = councils.staff(succession.before, Role.PROCUREMENT_LEAD)
    browser = as_(lead)
    assert browser.get(reverse("opportunities:new")).status_code == 200
    succession.pass_on()
    home = words(browser.get(reverse("journey:home")))
    assert BANNER in home
    listed = words(browser.get(reverse("opportunities:list")))
    assert reverse("opportunities:new") not in listed
    shut = browser.get(reverse("opportunities:new"))
    assert shut.status_code == 403 and "begin nothing new" in words(shut)


def test_history_is_read_under_the_old_name(succession, acting):
    """The successor's lead reads how the contract was bought, its trail and the policy, and can change none of it."""
    succession.pass_on()
    procurement = succession.contract.procurement
    browser = acting(succession.lead, succession.before)
    for page in (
        procurement.get_absolute_url(),
        reverse("opportunities:list"),
        reverse("opportunities:requirements", args=[procurement.uid]),
        reverse("reporting:list"),
        reverse("policies:current"),
        reverse("tenders:tender", args=[succession.contract.bid.tender.uid]),
    ):
        answer = browser.get(page)
        assert answer.status_code == 200, page
        assert BANNER in words(answer), page
    assert browser.get(reverse("opportunities:details", args=[procurement.uid])).status_code in {200, 403}
    assert browser.post(reverse("reporting:new")).status_code == 403
    mine = acting(succession.lead, succession.after)
    assert mine.get(procurement.get_absolute_url()).status_code == 404
    assert BANNER not in words(mine.get(reverse("journey:home")))


def test_the_council_page_names_who_passed_to_it(succession, as_):
    succession.pass_on()
    browser = as_(councils.staff(succession.after, Role.ADMINISTRATOR))
    page = words(browser.get(reverse("people:council")))
    assert f"{succession.before.name}, on 1 October 2027" in page


def test_a_licence_that_ends_can_still_be_withdrawn(succession, as_):
    """The council that has passed on loads no more values, and takes those that it has out of use."""
    lead = staff(succession.before, Role.PROCUREMENT_LEAD)
    table = loaded_table(lead, "Reference,Value\ndonations,0.5\n")
    waiting = uploaded_table(lead, "Reference,Value\nemissions,7\n")
    succession.pass_on()
    browser = as_(lead)
    page = browser.get(table.get_absolute_url()).content.decode()
    withdraw = reverse("measures:licensed_withdraw", args=[table.uid])
    assert withdraw in page and browser.get(reverse("measures:licensed_upload")).status_code == 403
    sent = {"reason": "The licence has ended.", "version": table.version}
    assert "The table is withdrawn." in browser.post(withdraw, sent, follow=True).content.decode()
    aside = reverse("measures:licensed_withdraw", args=[waiting.uid])
    assert aside in browser.get(waiting.get_absolute_url()).content.decode()
    assert browser.get(reverse("measures:licensed_check", args=[waiting.uid])).status_code == 403
    sent = {"reason": "Nobody needs it.", "version": waiting.version}
    assert "The file is put aside." in browser.post(aside, sent, follow=True).content.decode()
