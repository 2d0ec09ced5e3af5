"""Every page and every download of the access table, as everybody: no unit value and no pounds of another council's
licensed values, and none of a council's own for suppliers where its licence keeps them within the council."""

import html
import io

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from procurement.ledger.models import Account, Entry
from socialvalue.access.models import AuditEntry
from tests.access_table.table import COUNCIL, EVERYBODY, SUPPLIERS, TABLE
from tests.world.licensed import UNIT_VALUES
from tests.world.looking import address
from tests.world.standing import HERE, THERE, World
from tests.world.town import Town

READING = [url for url in TABLE if "GET" in url.how]
OUTSIDE = f"{SUPPLIERS}outsider anonymous".split()
SMALLEST_REPORT = 1000  # bytes; evidence is a few words that begin like a PDF
LEAST = 50  # a smaller amount may stand on a page for another reason


def unit_values(whose: str) -> set[str]:
    """As a page prints them and as a file does."""
    found = UNIT_VALUES[whose].values()
    return {*found, *(f"{whole[:-3]},{whole[-3:]}.{rest}" for whole, _, rest in (one.partition(".") for one in found) if len(whole) > 3)}  # fmt: skip


def pounds_of(town: Town) -> set[str]:
    """What the licensed values make of the town's contract: of each entry, and of all entries of an account."""
    rows = Entry.objects.filter(council=town.council, gross__isnull=False).exclude(
        account__valuation__method="open"
    )
    amounts = {abs(row.gross) for row in rows}
    for account in Account.objects.filter(council=town.council):
        mine = [row.gross for row in rows if row.account_id == account.pk and row.kind == "committed"]
        amounts.add(sum(mine))
    odd = {one for one in amounts if one > LEAST and one % 1}
    return {written for one in odd for written in (f"{one:,.2f}", f"{one:.2f}")}


def secrets(world: World, who: str) -> set[str]:
    """What must stand nowhere for ``who``. The rival won there, where the licence lets suppliers see."""
    found = set() if who == "rival" else unit_values(THERE) | pounds_of(world.there)
    if who in OUTSIDE:
        found |= unit_values(HERE) | pounds_of(world.here)
    return found


@pytest.fixture(scope="package")
def hidden(built) -> dict[str, set[str]]:
    """What each person must not see."""
    world, _ = built
    return {who: secrets(world, who) for who in EVERYBODY.split()}


def text_of(response) -> str:
    """All that can be read in an answer: a page, a CSV, the cells of a workbook, the words of a PDF."""
    content = response.getvalue()
    if content[:2] == b"PK":
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    if content[:5] == b"%PDF-" and len(content) > SMALLEST_REPORT:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return html.unescape(content.decode("utf-8", "replace"))


@pytest.mark.parametrize("side", ["here", "there"])
@pytest.mark.parametrize("url", READING, ids=str)
def test_no_page_and_no_file_tells(url, side, world, browsers, hidden):
    """The page of each record, here and there, as everybody; a list as a workbook too."""
    path, found = address(url.name, url.record, getattr(world, side)), {}
    paths = [path, f"{path}{'&' if '?' in path else '?'}as=xlsx"] if "download" in url.name else [path]
    for who in EVERYBODY.split():
        browser = browsers.of(who)
        for one in paths:
            response = browser.get(one)
            said = [word for word in hidden[who] if word in text_of(response)]
            if said:
                found[who] = said
    assert not found


def test_no_letter_and_no_history_tells(world, hidden):
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
