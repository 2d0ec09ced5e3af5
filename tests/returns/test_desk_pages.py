"""The council's pages of returns: who gets in, the decision on a line, lists, and how many queries they take."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape

from procurement.returns import services
from procurement.returns.models import Evidence
from socialvalue.access.domain import Role
from tests.factories import contracts as make_contracts
from tests.factories import returns as make
from tests.factories.councils import staff, supplier, supplier_member
from tests.returns.looking import NASTY, SHOWN, desk, more_lines, more_returns, portal, queries_of, text_of
from tests.returns.test_verifying import back, verify

# Who gets in


def test_another_supplier_and_another_council_find_nothing(as_, submitted, foreign_submitted):
    """404 on every page, by get and by post."""
    line, file = (
        make.line_of(submitted, "donations"),
        Evidence.objects.filter(supplier=submitted.supplier).first(),
    )
    stranger = supplier_member(supplier())
    pages = [portal(page, submitted) for page in ("return", "check", "submitted")]
    pages += [portal("line", line), portal("files", line), portal("evidence", file), portal("remove", file)]
    for page in pages:
        assert as_(stranger).get(page).status_code == 404, page
        assert as_(stranger).post(page).status_code == 404, page
        assert as_(submitted.manager_actor).get(page).status_code == 403, page
    for page in (desk("return", submitted), desk("verify_line", line), desk("evidence", file)):
        assert as_(foreign_submitted.manager_actor).get(page).status_code == 404, page
        assert as_(foreign_submitted.manager_actor).post(page).status_code == 404, page
        assert as_(submitted.supplier_actor).get(page).status_code == 403, page
    reference = submitted.contract.reference
    assert reference not in text_of(as_(foreign_submitted.manager_actor).get(reverse("returns:list")))
    assert reference in text_of(as_(submitted.manager_actor).get(reverse("returns:list")))


def test_who_else_at_the_council_may_look(as_, submitted, council):
    """The lead and the auditor look and find no form; another manager finds nothing; an evaluator is not let in."""
    line = make.line_of(submitted, "donations")
    for actor in (submitted.signed.lead, staff(council, Role.AUDITOR)):
        page = as_(actor).get(desk("verify_line", line))
        assert page.status_code == 200 and "Save the decision" not in text_of(page)
        sent = as_(actor).post(desk("verify_line", line), {"decision": "full", "version": line.version})
        assert sent.status_code == 403
    assert as_(make_contracts.manager_of(council)).get(desk("return", submitted)).status_code == 404
    assert as_(staff(council, Role.EVALUATOR)).get(desk("return", submitted)).status_code == 403


# The manager's way


def test_each_line_beside_its_evidence_and_the_decision(as_, submitted):
    """One in full, one in part with a reason, one sent back; wrong decisions keep what was typed."""
    client = as_(submitted.manager_actor)
    page = text_of(client.get(desk("return", submitted)))
    assert "donations.pdf" in page and "1.25 FTE-years" in page and page.count("Decide<span") == 5
    line = make.line_of(submitted, "donations")
    address = desk("verify_line", line)
    page = text_of(client.get(address))
    assert "£500.00" in page and "donations.pdf" in page and "The supplier is told today" in page
    version = {"version": line.version}
    for sent, words in (
        (version, "Select what you decide"),
        ({**version, "decision": "part", "quantity": "", "reason": "Half"}, "Enter how much you verify"),
        ({**version, "decision": "part", "quantity": "500", "reason": "Half"}, "less than £500.00"),
        ({**version, "decision": "part", "quantity": "250", "reason": ""}, "Say why you verify less"),
        ({**version, "decision": "back", "reason": ""}, "Say what the supplier has to change"),
    ):
        page = text_of(client.post(address, sent))
        assert "There is a problem" in page and words in page, sent
        assert sent.get("reason", "") in page
    done = client.post(
        address, {**version, "decision": "part", "quantity": "250.00", "reason": "Half of it."}
    )
    assert done.status_code == 302 and done.url == desk("return", submitted)
    assert make.line_of(submitted, "donations").verified_quantity == 250
    late = client.post(address, {**version, "decision": "full"})
    assert late.status_code in (200, 409) and "There is a problem" in text_of(late)
    for key, decision in (("emissions", "back"), ("business-advice", "full")):
        line = make.line_of(submitted, key)
        sent = {"version": line.version, "decision": decision, "reason": "Which?"}
        assert client.post(desk("verify_line", line), sent).status_code == 302
    page = text_of(client.get(desk("return", submitted)))
    assert "Part verified" in page and "Sent back" in page and "Queried" in page and "Half of it." in page


def test_a_decision_that_was_overtaken(as_, submitted):
    """409, the reason that was typed is kept."""
    line = make.line_of(submitted, "donations")
    old = line.version
    back(submitted, "donations")
    make.fill(submitted, {"donations": 400}, evidence=False)
    services.submit(
        period_return=make.again(submitted),
        version=make.again(submitted).version,
        by=submitted.supplier_actor,
    )
    sent = {"version": old, "decision": "part", "quantity": "1", "reason": "My long reason"}
    answer = as_(submitted.manager_actor).post(desk("verify_line", line), sent)
    assert answer.status_code == 409 and "My long reason" in text_of(answer)


def test_nothing_reported_offers_no_part(as_, filled):
    """Nought can be verified in full or sent back."""
    make.fill(filled, {"donations": 0})
    sent = make.submitted(make.again(filled))
    page = text_of(as_(sent.manager_actor).get(desk("verify_line", make.line_of(sent, "donations"))))
    assert "Verify in full" in page and "Verify in part" not in page


def test_a_decided_line_offers_only_to_go_back(as_, submitted):
    """And says so."""
    verify(submitted, "donations")
    page = text_of(
        as_(submitted.manager_actor).get(desk("verify_line", make.line_of(submitted, "donations")))
    )
    assert "This line is decided" in page and 'value="full"' not in page and 'value="back"' in page


def test_an_unsent_return_says_so(as_, due):
    """No figures, what it will report on, and how late it is."""
    make.fill(due, {"donations": 123})
    make.move_to(due.due_on + timedelta(days=1))
    page = text_of(as_(due.manager_actor).get(desk("return", due)))
    assert "has not submitted this return yet" in page and "1 day late" in page and "123" not in page
    assert "Monetary donation" in page


def test_text_stays_text(as_, council, db):
    """A title, words, a file's name and reasons print as they are, on every page."""
    by = supplier_member(supplier(NASTY), name=NASTY)
    one = make.due_return(council, offers={"donations": 10}, title=NASTY, by=by)
    line = make.line_of(one, "donations")
    services.save_line(line=line, quantity=make.Decimal(1), what_was_done=NASTY, version=line.version, by=by)
    services.attach(line=line, upload=make.pdf(SHOWN), by=by)
    client, pages = (
        as_(by),
        [portal("return", one), portal("line", line), portal("files", line), portal("check", one)],
    )
    pages.append(portal("remove", Evidence.objects.get()))
    for page in pages:
        assert "<script>alert(1)" not in text_of(client.get(page)), page
    assert escape(SHOWN) in text_of(client.get(portal("files", line)))
    sent = make.submitted(make.again(one))
    back(sent, "donations", NASTY)
    manager = as_(sent.manager_actor)
    entries = reverse("contracts:entries", args=[sent.contract.uid, "reported"])
    for page in (desk("return", sent), desk("verify_line", line), reverse("returns:list"), entries):
        text = text_of(manager.get(page))
        assert escape(NASTY) in text and "<script>alert(1)" not in text, page
    assert NASTY in text_of(manager.get(reverse("returns:download")))
    for page in (portal("return", sent), portal("line", line)):
        text = text_of(as_(by).get(page))
        assert escape(NASTY) in text and "<script>alert(1)" not in text, page


# Lists


def test_the_list_by_how_returns_stand(as_, submitted):
    """What has opened by default; the rest by asking; words of the contract; wrong values are no errors."""
    client, address = as_(submitted.manager_actor), reverse("returns:list")
    for query, count in {
        "": "1 return",
        "standing=to_verify": "1 return",
        "standing=late": "0 returns",
        "standing=due": "0 returns",
        "standing=queried": "0 returns",
        "standing=verified": "0 returns",
        "standing=later": "7 returns",
        f"text={submitted.contract.reference}": "1 return",
        "text=nothing-like-this": "0 returns",
        f"service_area={submitted.contract.service_area.key}": "1 return",
        "standing=nonsense&page=99&sort=nonsense&text=%00": "1 return",
    }.items():
        page = text_of(client.get(f"{address}?{query}"))
        assert count in page or (count == "0 returns" and "No return matches" in page), query
    file = text_of(client.get(reverse("returns:download") + "?standing=later"))
    assert file.count(submitted.contract.reference) == 7


def test_an_empty_list_says_when_the_next_opens(as_, early):
    """Instead of nothing."""
    page = text_of(as_(early.manager_actor).get(reverse("returns:list")))
    assert "No returns have opened yet." in page and "The next opens on 1 April 2027." in page


def test_a_contract_shows_its_returns(as_, submitted):
    """For staff and for the supplier, each with a link to their own page."""
    page = text_of(as_(submitted.manager_actor).get(submitted.contract.get_absolute_url()))
    assert desk("return", submitted) in page and "Quarter 4 of 2026/27" in page
    own = reverse("portal_contracts:contract", args=[submitted.contract.uid])
    assert portal("return", submitted) in text_of(as_(submitted.supplier_actor).get(own))


def test_entries_open_into_evidence(as_, submitted):
    """Words, files and who decided, beside the entry of the ledger."""
    verify(submitted, "donations")
    address = reverse("contracts:entries", args=[submitted.contract.uid, "verified"])
    page = text_of(as_(submitted.manager_actor).get(address))
    assert make.DONE in page and "donations.pdf" in page and "Verified by" in page


# Queries


@pytest.mark.parametrize("name", ["returns:list", "returns:download"])
def test_a_list_takes_as_many_queries_with_fifty_rows_as_with_two(as_, submitted, name):
    """Whatever the number of returns."""
    client = as_(submitted.manager_actor)
    more_returns(submitted, range(1, 2))
    few = queries_of(client, reverse(name))
    more_returns(submitted, range(2, 50))
    assert queries_of(client, reverse(name)) == few


@pytest.mark.parametrize("page", ["return", "check"])
def test_the_portal_takes_as_many_queries_with_fifty_lines(as_, filled, page):
    """Whatever the number of commitments and files."""
    client, address = as_(filled.supplier_actor), portal(page, filled)
    few = queries_of(client, address)
    more_lines(filled, 48)
    assert queries_of(client, address) == few


def test_the_desk_takes_as_many_queries_with_fifty_lines(as_, submitted):
    """The return, and the entries behind a figure."""
    client, address = as_(submitted.manager_actor), desk("return", submitted)
    few = queries_of(client, address)
    more_lines(submitted, 48)
    assert queries_of(client, address) == few
