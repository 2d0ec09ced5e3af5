"""From award to Cabinet: the contract, the quarterly return, its verification and the report."""

import io
import re
import time
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.golden.before_award import TITLE
from tests.golden.person import Person

EVIDENCE = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"


def prepare_and_sign(lead: Person, procurement: str, tender: str) -> str:
    """A manager is named; the winner's commitments are the contract's, and nobody types one."""
    lead.go(f"{tender}contract/").sees("Greenways", "110,000.00", "Local jobs", "Emissions")
    lead.page.get_by_role("radio", name="Mina Manager").check()
    lead.button("Prepare the contract")
    contract = re.sub(r"(/contracts/[0-9a-f-]{36}/).*", r"\1", lead.page.url)
    lead.go(f"{contract}sign/").date("signed_on", "2026-04-16").button("Sign the contract")
    lead.go(contract).sees("Mina Manager", "Monetary donation")
    return contract


def wait_for_returns(lead: Person, contract: str) -> None:
    """The worker makes them: a quarter each, from July 2026 to June 2030."""
    for _ in range(240):
        lead.page.goto(contract)
        if (
            "1 July 2026 to 30 September 2026" in lead.page.content()
            or "Quarter 2 of 2026/27" in lead.page.content()
        ):
            return
        time.sleep(0.5)
    raise AssertionError("the worker made no returns")


def too_early(supplier: Person) -> None:
    """A return for a quarter that has not ended is not to be filled in."""
    supplier.go("/portal/contracts/").link(TITLE)
    supplier.link(re.compile("Quarter 2 of 2026.27|1 July 2026"))
    supplier.sees("1 October 2026")
    expect(supplier.page.get_by_role("button", name="Submit the return")).to_have_count(0)


def report(supplier: Person, folder: Path) -> str:
    """The return that waits: a line a commitment, evidence, a file of the wrong type refused, then it is sent."""
    supplier.go("/portal/").link(re.compile("return", re.IGNORECASE))
    address = supplier.page.url
    wrong = folder / "photo.pdf"
    wrong.write_bytes(b"MZ\x90\x00 this is a program")
    right = folder / "register of volunteers.pdf"
    right.write_bytes(EVIDENCE)
    for headline, quantity in {
        "Local jobs": "4",
        "Young people work advice": "8",
        "Monetary donation": "900",
        "Emissions": "1.5",
    }.items():
        supplier.go(address).link(re.compile(headline))
        supplier.fill(quantity="-3", what_was_done=f"{headline}: done in the parks.").button(
            "Save and continue"
        )
        supplier.sees("There is a problem")
        supplier.fill(quantity=quantity).button("Save and continue")
        supplier.page.locator("main input[type=file]").set_input_files(wrong)
        supplier.button("Upload the file")
        supplier.sees("There is a problem")
        supplier.page.locator("main input[type=file]").set_input_files(right)
        supplier.button("Upload the file")
        supplier.sees("register of volunteers.pdf")
    supplier.go(f"{address}check/").sees("900.00", "register of volunteers.pdf").button("Submit the return")
    supplier.sees("submitted")
    return address


def verify(manager: Person) -> str:
    """One line in full, one in part with a reason, one sent back; the fourth in full too. Returns the address."""
    manager.go("/").link(re.compile("Verify|return", re.IGNORECASE))
    address = manager.page.url
    decide(manager, address, "Monetary donation", decision="full")
    decide(manager, address, "Emissions", decision="full")
    manager.go(address).link(re.compile("Local jobs"))
    manager.choose(decision="part").fill(quantity="3").button("Save the decision")
    manager.sees("There is a problem")
    manager.choose(decision="part").fill(quantity="3", reason="One gardener lives outside the borough.")
    manager.button("Save the decision")
    decide(manager, address, "Young people", decision="back", reason="The register lists six hours.")
    manager.go(address).sees("Verified", "Part verified", "Sent back")
    return address


def decide(manager: Person, address: str, headline: str, decision: str, reason: str = "") -> None:
    """Decide one line beside its evidence."""
    manager.go(address).link(re.compile(headline)).sees("register of volunteers.pdf")
    manager.choose(decision=decision)
    if reason:
        manager.fill(reason=reason)
    manager.button("Save the decision")


def amend(supplier: Person, address: str) -> None:
    """Only the line that was sent back is filled in again."""
    supplier.go(address).sees("The register lists six hours.").link(re.compile("Young people"))
    supplier.fill(quantity="6", what_was_done="Six hours, as the register says.").button("Save and continue")
    supplier.go(f"{address}check/").button("Submit the return")
    supplier.sees("submitted")


def ask_for_report(lead: Person) -> str:
    """Ask, wait, and read it as a page. Returns its address."""
    lead.go("/reports/").button("Make the annual report to Cabinet")
    for box in lead.page.locator("main input[type=text]").all():
        if not box.input_value():
            box.fill("Cabinet, 8 March 2027")
    lead.fill(text_background="The policy asks for this report.\n\nIt is the first one.")
    lead.page.locator("main select[name=year]").select_option("2026-04-01")
    lead.button("Make the report")
    for _ in range(240):
        if "/reports/" in lead.page.url:
            break
        time.sleep(0.5)
        lead.page.goto(lead.page.url)
    lead.look()
    return lead.page.url


def read_pdf(lead: Person, size: str) -> str:
    """The text of the file that the report's page offers, without white space: a narrow cell breaks its lines."""
    answer = lead.context.request.get(f"{lead.page.url}{size}.pdf")
    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf"
    folder = lead.pictures
    if folder:
        (folder / f"report-{size}.pdf").write_bytes(answer.body())
    return "".join(
        "".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.body())).pages
    )
