"""The pages of contracts: who gets in, what they say, what they keep, and how many queries they take."""

import csv
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from procurement.contracts.models import Commitment, CommitmentLine, Contract
from socialvalue import clock
from socialvalue.access.domain import Role
from tests.factories import contracts as make
from tests.factories.councils import staff, supplier, supplier_member
from tests.factories.returns import made_returns

NASTY = "<script>alert(1)</script>{{7*7}}"


@pytest.fixture
def prepared(council, db):
    """A contract that waits for its signature."""
    return make.prepared_contract(council, offers={"donations": 10, "local-jobs": 2}, title="Winter gritting")


def text_of(response) -> str:
    """The page as text."""
    return response.content.decode()


def queries_of(client, address: str) -> int:
    """How many queries a page takes, once everything that is kept between requests is kept."""
    client.get(address)
    with CaptureQueriesContext(connection) as taken:
        assert client.get(address).status_code == 200
    return len(taken)


def many(contract: Contract, number: int) -> None:
    """So many more contracts like this one, written as rows because only their list is looked at."""
    for n in range(number):
        procurement = type(contract.procurement).objects.get(pk=contract.procurement_id)
        procurement.pk, procurement.uid, procurement.reference = None, uuid.uuid4(), f"MANY-{number}-{n}"
        procurement.save()
        other = Contract.objects.get(pk=contract.pk)
        other.pk, other.uid, other.bid = None, uuid.uuid4(), None
        other.reference, other.procurement = f"MANY-{number}-{n}-C1", procurement
        other.save()


def more_commitments(contract: Contract, number: int) -> None:
    """So many more commitments, as rows."""
    first = Commitment.objects.filter(contract=contract).first()
    line = CommitmentLine.objects.filter(commitment=first).first()
    for n in range(number):
        other = Commitment.objects.get(pk=first.pk)
        other.pk, other.uid, other.offer, other.account = None, uuid.uuid4(), None, None
        other.variant, other.variant_words = f"v{n}", f"Level {n}"
        other.save()
        line.pk, line.commitment = None, other
        line.save()


# Who gets in


def test_pages_of_a_contract_for_each_role(as_, contract, council):
    """Open to who sees the contract, 403 to who has no part in contracts, 404 to who sees others."""
    page = reverse("contracts:contract", args=[contract.uid])
    expected = {
        contract.lead: 200,
        contract.manager_actor: 200,
        staff(council, Role.AUDITOR): 200,
        staff(council, Role.COMMISSIONER): 200,
        make.manager_of(council): 404,
        staff(council, Role.EVALUATOR): 403,
        staff(council, Role.COUNCILLOR): 403,
        contract.supplier_actor: 403,
    }
    for actor, status in expected.items():
        assert as_(actor).get(page).status_code == status, actor.roles


def test_another_council_and_another_supplier_find_nothing(as_, contract, foreign_contract):
    """404 for every page, and nothing in the lists."""
    pages = ["contract", "manager", "sign"]
    addresses = [reverse(f"contracts:{page}", args=[contract.uid]) for page in pages]
    addresses += [
        reverse("contracts:entries", args=[contract.uid, "reported"]),
        reverse("contracts:prepare", args=[contract.tender.uid]),
    ]
    for address in addresses:
        assert as_(foreign_contract.lead).get(address).status_code == 404, address
    assert contract.reference not in text_of(as_(foreign_contract.lead).get(reverse("contracts:list")))
    stranger = supplier_member(supplier())
    own = reverse("portal_contracts:contract", args=[contract.uid])
    assert as_(stranger).get(own).status_code == 404
    assert contract.reference not in text_of(as_(stranger).get(reverse("portal_contracts:list")))
    assert as_(contract.supplier_actor).get(own).status_code == 200


# What they do


def test_prepare_and_sign_in_the_browser(as_, council, db):
    """Name the manager, sign: nothing else is typed."""
    tender = make.tender_awarded_to(council, offers={"donations": 10, "apprenticeships:level-3": 1})
    manager = make.manager_of(council, name="Mina Manager")
    client, prepare = as_(tender.lead), reverse("contracts:prepare", args=[tender.uid])
    page = text_of(client.get(prepare))
    assert "Mina Manager" in page and "£80.00" in page and "Apprenticeships, Level 3" in page
    missing = client.post(prepare, {})
    assert missing.status_code == 200 and "Select who will manage this contract" in text_of(missing)
    client.post(prepare, {"manager": manager.user_id})
    contract = Contract.objects.get(procurement=tender.procurement)
    assert contract.manager_id == manager.user_id
    again = client.get(prepare)
    assert again.status_code == 302 and again.url == contract.get_absolute_url()

    sign, today = reverse("contracts:sign", args=[contract.uid]), clock.today()
    page = text_of(client.get(sign))
    assert "You cannot undo this" in page and "£80.00" in page
    future = {
        "signed_on_0": "1",
        "signed_on_1": "1",
        "signed_on_2": str(today.year + 1),
        "version": contract.version,
    }
    refused = text_of(client.post(sign, future))
    assert "cannot be in the future" in refused and f'value="{today.year + 1}"' in refused
    right = {"signed_on_0": today.day, "signed_on_1": today.month, "signed_on_2": today.year}
    stale = client.post(sign, {**right, "version": contract.version - 1})
    assert stale.status_code == 409 and f'value="{today.year}"' in text_of(stale)
    assert client.post(sign, {**right, "version": contract.version}).status_code == 302
    contract.refresh_from_db()
    assert contract.status == "signed" and contract.signed_on == today
    assert client.get(sign).url == contract.get_absolute_url()


def test_nobody_else_finds_the_buttons_or_the_pages(as_, prepared):
    """A manager reads the contract; to sign it is 403, also by post."""
    client = as_(prepared.manager_actor)
    page = text_of(client.get(prepared.get_absolute_url()))
    address = reverse("contracts:sign", args=[prepared.uid])
    assert f'href="{address}"' not in page
    assert client.get(address).status_code == 403 and client.post(address).status_code == 403
    assert client.get(reverse("contracts:manager", args=[prepared.uid])).status_code == 403


def test_a_page_without_managers_says_what_to_do(as_, council, db):
    """Ask an administrator; no form that cannot be filled in."""
    tender = make.tender_awarded_to(council, offers={"donations": 10})
    council_managers = type(tender.awarded.bid.submitted_by).objects.filter(
        memberships__role=Role.CONTRACT_MANAGER, memberships__council=council
    )
    for person in council_managers:
        person.memberships.update(active=False)
    page = text_of(as_(tender.lead).get(reverse("contracts:prepare", args=[tender.uid])))
    assert "Nobody has the contract manager role yet" in page and "Prepare the contract</button>" not in page


# What they say


def test_every_figure_opens_into_its_entries(as_, contract):
    """The page's amount is the sum of the entries that it lists, for the contract and for one commitment."""
    client = as_(contract.lead)
    page = text_of(client.get(contract.get_absolute_url()))
    one = Commitment.objects.get(contract=contract, measure__key="donations")
    whole = reverse("contracts:entries", args=[contract.uid, "committed_now"])
    assert f'href="{whole}"' in page and f'href="{whole}?commitment={one.uid}"' in page
    opened = text_of(client.get(f"{whole}?commitment={one.uid}"))
    assert "£4,000.00" in opened and opened.count("£500.00 x £1.00") == 8
    assert "8 entries" in opened and "40 entries" in text_of(client.get(whole))
    assert "Nothing was said yet" in text_of(
        client.get(reverse("contracts:entries", args=[contract.uid, "verified"]))
    )


@pytest.mark.parametrize(
    "address", ["nonsense/", "committed_now/?commitment=x", "committed_now/?commitment={0}"]
)
def test_no_such_figure_or_commitment(as_, contract, address):
    """404, whatever was typed into the address."""
    start = f"/contracts/{contract.uid}/entries/"
    assert as_(contract.lead).get(start + address.format(uuid.uuid4())).status_code == 404


def test_a_commitment_of_another_contract_opens_nothing_here(as_, contract, prepared):
    """Its uid under another contract's address is 404."""
    other = Commitment.objects.filter(contract=prepared).first()
    address = reverse("contracts:entries", args=[contract.uid, "committed_now"])
    assert as_(contract.lead).get(f"{address}?commitment={other.uid}").status_code == 404


def test_people_in_post_stand_beside_fte_years(as_, contract):
    """Ten FTE-years of five in post."""
    page = text_of(as_(contract.lead).get(contract.get_absolute_url()))
    assert "10 FTE-years" in page and "5 FTE in post" in page and "not valued" in page


def test_a_supplier_reads_its_commitments_and_no_ledger_links(as_, contract):
    """Figures without the staff's entries."""
    page = text_of(
        as_(contract.supplier_actor).get(reverse("portal_contracts:contract", args=[contract.uid]))
    )
    assert "10 FTE-years" in page and "/entries/" not in page


def test_text_stays_text(as_, council, db):
    """A title, a supplier and an offer print as they are, on every page and in the file."""
    by = supplier_member(supplier(NASTY), name=NASTY)
    offers = {"donations": {"how": NASTY, "quantities": 10}}
    contract = make.signed_contract(council, title=NASTY, by=by, offers=offers)
    made_returns(council, contract)
    pages = {
        contract.lead: [
            reverse("contracts:list"),
            contract.get_absolute_url(),
            reverse("contracts:manager", args=[contract.uid]),
            reverse("contracts:entries", args=[contract.uid, "committed_now"]),
        ],
        by: [reverse("portal_contracts:list"), reverse("portal_contracts:contract", args=[contract.uid])],
    }
    for actor, addresses in pages.items():
        for address in addresses:
            page = text_of(as_(actor).get(address))
            assert escape(NASTY) in page and "<script>alert(1)" not in page, address
    assert "<script>alert(1)</script>{{7*7}}" in text_of(
        as_(contract.lead).get(reverse("contracts:download"))
    )


# Lists


def test_the_list_is_filtered_sorted_and_downloaded(as_, contract, prepared):
    """By words, status, area and supplier, in the address; the file holds what the page holds."""
    client, address = as_(contract.lead), reverse("contracts:list")
    titles = {"signed": contract.reference, "awarded": prepared.reference}
    for query, seen in {
        "status=signed": ["signed"],
        "status=awarded": ["awarded"],
        f"supplier={prepared.supplier.uid}": ["awarded"],
        "text=gritting+winter": ["awarded"],
        f"text={contract.reference}": ["signed"],
        f"service_area={contract.service_area.key}": ["signed", "awarded"],
        "text=nothing-like-this": [],
        "status=nonsense&supplier=nonsense&text=%00": ["signed", "awarded"],
        "page=99&sort=nonsense": ["signed", "awarded"],
    }.items():
        page = text_of(client.get(f"{address}?{query}"))
        assert [key for key, title in titles.items() if title in page] == seen, query
        rows = list(csv.reader(io.StringIO(text_of(client.get(f"{reverse('contracts:download')}?{query}")))))
        assert {row[0] for row in rows[1:]} == {titles[key] for key in seen}, query
    ascending = text_of(client.get(f"{address}?sort=reference"))
    assert ascending.index(contract.reference) < ascending.index(prepared.reference)
    descending = text_of(client.get(f"{address}?sort=-reference"))
    assert descending.index(contract.reference) > descending.index(prepared.reference)


def test_a_download_holds_no_formula(as_, council, db):
    """A title that a spreadsheet would run begins with a quote."""
    contract = make.signed_contract(council, title="=HYPERLINK(1)", offers={"donations": 1})
    response = as_(contract.lead).get(reverse("contracts:download"))
    assert response["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(text_of(response).removeprefix("\ufeff"))))
    assert "'=HYPERLINK(1)" in [row[1] for row in rows]


def test_an_empty_list_says_why(as_, council, db):
    """For a manager without contracts, and for a supplier without any."""
    assert "no contracts that you may see" in text_of(
        as_(make.manager_of(council)).get(reverse("contracts:list"))
    )
    page = text_of(as_(supplier_member(supplier())).get(reverse("portal_contracts:list")))
    assert "You have no contracts yet" in page


# Queries


@pytest.mark.parametrize("name", ["contracts:list", "contracts:download", "portal_contracts:list"])
def test_a_list_takes_as_many_queries_with_fifty_rows_as_with_two(as_, contract, name):
    """Whatever the number of contracts."""
    actor = contract.supplier_actor if name.startswith("portal") else contract.lead
    client, address = as_(actor), reverse(name)
    many(contract, 1)
    few = queries_of(client, address)
    many(contract, 48)
    assert queries_of(client, address) == few


@pytest.mark.parametrize("name", ["contracts:contract", "contracts:sign", "portal_contracts:contract"])
def test_a_contract_takes_as_many_queries_with_fifty_commitments(as_, contract, prepared, name):
    """Whatever the number of commitments, and of returns."""
    one = prepared if name.endswith("sign") else contract
    actor = one.supplier_actor if name.startswith("portal") else one.lead
    client, address = as_(actor), reverse(name, args=[one.uid])
    few = queries_of(client, address)
    more_commitments(one, 48)
    if one is contract:
        made_returns(one.council, one)
    assert queries_of(client, address) == few


def test_entries_take_as_many_queries_with_fifty_rows_as_with_two(as_, contract):
    """Forty entries of five commitments against eight of one."""
    client = as_(contract.lead)
    one = Commitment.objects.get(contract=contract, measure__key="donations")
    address = reverse("contracts:entries", args=[contract.uid, "committed_now"])
    assert queries_of(client, address) == queries_of(client, f"{address}?commitment={one.uid}") - 1
