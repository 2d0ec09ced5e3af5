"""From first idea to award: the commissioner, the lead, two suppliers and two evaluators."""

import re
import uuid

from tests.golden.person import Person

TITLE = "Grounds maintenance of parks and verges"
QUALITY = "How will you keep the parks safe and tidy through the year?"
SOCIAL = "How will you help local people and the climate through this contract?"
MEASURES = ("Local jobs", "Young people work advice", "Monetary donation to the VCS", "Emissions")
UNFIT = ("appropriate", "relevant", "achievable")


def open_procurement(commissioner: Person) -> str:
    """Bad input first; then the purchase, and at once what the policy requires. Returns the procurement's address."""
    commissioner.go("/").link("Procurements", commissioner.page.get_by_role("navigation").first)
    commissioner.link("Open a procurement")
    commissioner.fill(title=TITLE, value_ex_vat="-5").choose(
        contract_type="services", route="tender", vat_rate="0.20"
    )
    commissioner.date("contract_starts_on", "2030-07-01").date("contract_ends_on", "2026-06-30")
    commissioner.button("Continue")
    commissioner.sees("There is a problem")
    assert commissioner.page.locator("main [name=title]").input_value() == TITLE
    commissioner.fill(value_ex_vat="120,000").date("contract_starts_on", "2026-07-01").date(
        "contract_ends_on", "2030-06-30"
    )
    commissioner.button("Continue")
    commissioner.sees("20%", "Social Value Framework", "quoted")
    commissioner.button("Open the procurement")
    commissioner.sees(TITLE)
    return re.sub(r"(/procurements/[0-9a-f-]{36}/).*", r"\1", commissioner.page.url)


def consider_and_assess(commissioner: Person, procurement: str) -> None:
    """The three considerations, said to be voluntary; every outcome by its tests; openings; the choice."""
    commissioner.go(f"{procurement}considerations/").sees("voluntary")
    commissioner.fill(
        improve="Work for local people and cleaner parks.",
        secure="By asking bidders for commitments that can be counted.",
        consult="The friends of the parks.",
    ).choose(will_consult="yes")
    commissioner.button("Save")
    commissioner.go(f"{procurement}assessment/")
    for _ in range(6):
        commissioner.link(
            re.compile("^(Raising|A strong|Young people|Equality|Strengthened|Greater)"),
            _undone(commissioner),
        )
        heading = commissioner.page.locator("h1").inner_text()
        fits = "yes" if re.search("strong local|Young|Strengthened|Greater", heading) else "no"
        commissioner.choose(**{test: fits for test in UNFIT}).fill(
            why="The contract works in the parks all year."
        )
        commissioner.button("Save and continue")
        commissioner.go(f"{procurement}assessment/")
    commissioner.go(f"{procurement}assessment/openings/")
    commissioner.fill(
        local_openings="Bulb planting and mowing of verges can be sub-contracted.",
        local_support="A meeting with local gardeners before the tender.",
    ).button("Save and continue")
    commissioner.go(f"{procurement}assessment/choose/")
    for outcome in ("A strong local economy", "Young people have", "Strengthened", "Greater environmental"):
        commissioner.tick(re.compile(f"^{outcome}"))
    for measure in MEASURES:
        commissioner.tick(re.compile(f"^{measure}"))
    commissioner.button("Save and continue")
    commissioner.go(f"{procurement}assessment/complete/").button("Complete the assessment")
    commissioner.sees("Assessed")


def _undone(person: Person):
    """The tasks that are not done yet."""
    tasks = person.page.get_by_role("main").locator(".govuk-task-list__item")
    return tasks.filter(has_not_text="Done").filter(
        has_text=re.compile("assess|not yet|next|to do", re.IGNORECASE)
    )


def build_and_publish(lead: Person, procurement: str) -> str:
    """Weights that do not total 100, a social value weight of 19, a deadline in the past: refused. Then the tender."""
    lead.go(f"{procurement}tender/").button("Start the tender")
    tender = lead.page.url
    lead.go(f"{tender}weights/")
    lead.fill(price_weight="39.99", quality_weight="40", social_value_weight="20").button("Save")
    lead.sees("99.99")
    lead.fill(price_weight="41", social_value_weight="19").button("Save")
    lead.sees("must be 20%", "Social Value Framework", "You entered 19%", "or ask for an exception")
    assert lead.page.locator("main [name=price_weight]").input_value() == "41"
    lead.fill(price_weight="40", social_value_weight="20").button("Save")
    lead.go(f"{tender}questions/quality/new/").fill(text=QUALITY, marks="40").button("Save")
    lead.go(f"{tender}questions/social_value/new/").fill(text=SOCIAL, marks="20").button("Save")
    for name in ("Eve Evaluator", "Ewan Evaluator"):
        lead.go(f"{tender}evaluators/")
        lead.page.get_by_role("radio", name=name).check()
        lead.choose(scores="both").button("Name this person")
    lead.go(f"{tender}deadline/").date("day", "2026-02-01").fill(at="12:00").button("Save")
    lead.sees("There is a problem")
    lead.date("day", "2026-04-15").fill(at="12:00").button("Save")
    lead.go(f"{tender}check/").button("Continue to publication")
    lead.button("Publish the tender")
    lead.sees("Suppliers can bid until")
    return tender


def bid(supplier: Person, price: str, offers: dict[str, tuple[str, dict[int, str]]]) -> str:
    """Price, answers and commitments by quarter; ``offers``: headline -> (how, quarter's number -> quantity)."""
    supplier.go("/portal/").link(TITLE)
    supplier.button("Start your bid")
    address = supplier.page.url
    supplier.go(f"{address}price/").fill(amount_ex_vat="-1").button("Save and continue")
    supplier.sees("There is a problem")
    supplier.fill(amount_ex_vat=price).button("Save and continue")
    for title, question in (("Quality question 1", QUALITY), ("Social value question 1", SOCIAL)):
        supplier.go(address).link(title).sees(question)
        supplier.fill(text=f"{supplier.email} answers: {question}").button("Save and continue")
    for headline, (how, quantities) in offers.items():
        supplier.go(address).link(re.compile(headline))
        supplier.fill(how=how)
        boxes = supplier.page.locator("main table input[type=text]")
        for number, quantity in quantities.items():
            boxes.nth(number).fill(quantity)
        supplier.page.get_by_role("main").locator("button[type=submit]").first.click()
        supplier.look()
    supplier.go(f"{address}check/")
    supplier.tick(re.compile("allowed to make this bid")).button("Submit your bid")
    supplier.sees("submitted")
    return address


def see_nothing(people: list[Person], tender: str, secrets: list[str], addresses: list[str]) -> None:
    """Before the opening nobody on the council's side sees a bid, its supplier, its words or its price."""
    for person in people:
        person.go(f"{tender}bids/").sees_not(*secrets)
        for address in addresses:
            nowhere = re.sub("[0-9a-f-]{36}", str(uuid.uuid4()), address)
            assert person.status(address) == person.status(nowhere) in (403, 404), (
                f"{person.email}: {address}"
            )


def open_bids(lead: Person, tender: str) -> None:
    """After the deadline, a recorded act."""
    lead.go(f"{tender}bids/").button("Open the bids")
    lead.sees("Greenways", "Meadowbank")


def score(evaluator: Person, tender: str, marks: dict[tuple[str, str], dict[str, str]]) -> None:
    """Each answer alone, with a reason; ``marks``: (supplier, start of the question) -> scores by criterion."""
    evaluator.go(f"{tender}score/")
    links = evaluator.page.get_by_role("main").locator(".app-casework__main .govuk-task-list a")
    addresses = list(dict.fromkeys(links.evaluate_all("found => found.map(a => a.href)")))
    assert len(addresses) == 4
    for address in addresses:
        evaluator.go(address)
        words = evaluator.page.get_by_role("main").inner_text()
        given = next(scores for (who, what), scores in marks.items() if who in words and what in words)
        evaluator.sees_not("110,000", "115,000")
        evaluator.choose(**given).fill(reason=f"{evaluator.email} finds it convincing.").button(
            "Save and continue"
        )


def moderate_and_award(lead: Person, tender: str, marks: dict[tuple[str, str], dict[str, str]]) -> None:
    """The consensus with a reason, the arithmetic line by line, the award."""
    lead.go(f"{tender}moderate/")
    links = lead.page.get_by_role("main").locator(".app-casework__main .govuk-task-list a")
    addresses = list(dict.fromkeys(links.evaluate_all("found => found.map(a => a.href)")))
    assert len(addresses) == 4
    for address in addresses:
        lead.go(address)
        words = lead.page.get_by_role("main").inner_text()
        given = next(scores for (who, what), scores in marks.items() if who in words and what in words)
        lead.sees("finds it convincing")
        lead.choose(**given).fill(reason="Both agreed after talking it through.").button("Agree this score")
    lead.go(f"{tender}moderate/").page.get_by_role("main").locator(
        "form[action*=finish] button"
    ).first.click()
    lead.look()
    # 110,000 is the lowest: 40 marks; 110,000 / 115,000 x 40 = 38.2609. Quality 4 / 5 x 40 = 32 and 3 / 5 x 40 = 24.
    # Social value (4 + 5) / 10 x 20 = 18 and (3 + 3) / 10 x 20 = 12. Totals 90 and 74.2609.
    lead.go(f"{tender}result/").sees("38.2609", "90.0000", "74.2609")
    lead.go(f"{tender}award/")
    lead.page.get_by_role("radio", name=re.compile("Greenways")).check()
    lead.fill(decision_reference="ODR-2026-14", reason="The highest total.").button("Award the contract")
    lead.sees("Greenways")
