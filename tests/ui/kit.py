"""One page with every part of the kit on it, in each state that it can have; nothing in it is real."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from socialvalue.access.domain import Refusal
from socialvalue.access.forms import (
    Checkboxes,
    EvidenceFileField,
    GovDateField,
    MoneyField,
    PercentField,
    PlainForm,
    QuantityField,
    Radios,
    ReasonField,
    TextInput,
    WholeNumberField,
    YesNoField,
)

NASTY = "<script>alert(1)</script>{{7*7}}"
LONG = "Grounds maintenance of parks, cemeteries, highway verges and housing land in the north and south of the borough"


@dataclass(frozen=True)
class Bar:
    """What the context processor says of who is signed in."""

    organisation: str = "Rotherham Metropolitan Borough Council"
    person: str = "Priya Shah"
    colour: str = "#00539f"
    can_switch: bool = True
    audience: str = "council"
    signed_in: bool = True


@dataclass(frozen=True)
class Link:
    """A place in the main navigation."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Demonstration:
    """A demonstration whose clock was moved."""

    today: date = date(2026, 12, 3)
    real_today: date = date(2026, 11, 21)


KINDS = [("services", "Services"), ("goods", "Goods"), ("works", "Works")]


class EveryField(PlainForm):
    """Every kind of field, some optional, some with hints."""

    versioned = True
    title = forms.CharField(label="Title", max_length=200, help_text="Say what you are buying in one line")
    value = MoneyField(label="Value excluding VAT", help_text="Over the whole life of the contract")
    weight = PercentField(label="Social value weight")
    quantity = QuantityField(label="Apprentices", unit="FTE-years", required=False)
    answers = WholeNumberField(label="Number of answers")
    reference = forms.CharField(label="Reference", widget=TextInput(width=10), required=False)
    deadline = GovDateField(label="Deadline for bids", help_text="For example, 3 12 2026")
    kind = forms.ChoiceField(
        label="What are you buying?",
        choices=KINDS,
        widget=Radios(hints={"works": "Building and engineering"}),
    )
    reserved = YesNoField(label="Is this reserved for local suppliers?")
    outcomes = forms.MultipleChoiceField(
        label="Outcomes",
        choices=[("jobs", "Good jobs"), ("skills", "Skills"), ("climate", "Climate")],
        widget=Checkboxes(hints={"jobs": "People who live here get work that lasts"}),
    )
    area = forms.ChoiceField(
        label="Service area", choices=[("", "Choose one"), ("parks", "Parks"), ("homes", "Homes")]
    )
    reason = ReasonField(label="Why these outcomes?", max_length=500)
    evidence = EvidenceFileField(label="Evidence", required=False, help_text="PDF or picture, 10 MB at most")
    email = forms.EmailField(label="E-mail address")
    sure = forms.BooleanField(label="I have checked the figures", help_text="You cannot change them later")


class FilterForm(forms.Form):
    """What a list can be filtered by."""

    q = forms.CharField(label="Title or reference", required=False)
    status = forms.MultipleChoiceField(
        label="Status",
        choices=[("draft", "Draft"), ("open", "Open")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    area = forms.ChoiceField(label="Service area", choices=[("", "All"), ("parks", "Parks")], required=False)


def typed(**changes: str | list[str]) -> dict:
    """What somebody typed into every field, all of it right."""
    right = {
        "title": "Grounds maintenance",
        "value": "£120,000",
        "weight": "20",
        "quantity": "1.5",
        "answers": "3",
        "deadline_0": "3",
        "deadline_1": "12",
        "deadline_2": "2026",
        "kind": "services",
        "reserved": "no",
        "outcomes": ["jobs"],
        "area": "parks",
        "reason": "Because the plan says so.",
        "email": "priya@example.org",
        "sure": "on",
        "version": "3",
    }
    return right | changes


def wrong_form() -> EveryField:
    """The form after everything in it was wrong."""
    form = EveryField(
        typed(
            title="",
            value="12.345",
            weight="120",
            quantity="-4",
            answers="2.5",
            deadline_1="",
            kind="",
            reserved="",
            outcomes=[],
            area="",
            reason="",
            email="priya",
            sure="",
        ),
        cancel_url="/",
    )
    form.refuse(Refusal("Weights must total exactly 100. Yours total 99.99."))
    return form


def request_for(address: str = "/?status=draft&area=parks&sort=-deadline&page=3") -> HttpRequest:
    """A request as it reaches the page."""
    request = RequestFactory().get(address)
    request.csp_nonce = "kit-nonce"
    return request


def parts() -> dict:
    """What the page is drawn from."""
    noon = datetime(2026, 12, 3, 14, 5, tzinfo=UTC)
    return {
        "tasks": [
            {"title": "Opportunity assessment", "url": "/a", "status": "done"},
            {
                "title": "Build the tender",
                "url": "/b",
                "status": "next",
                "whose": "Your turn",
                "hint": "Weights, questions and a deadline",
            },
            {"title": "Publish", "status": "not_yet", "whose": "Procurement lead"},
        ],
        "rows": [
            {"key": "Title", "value": LONG, "url": "/c"},
            {
                "key": "Value",
                "value": ["£120,000.00 excluding VAT", "£144,000.00 including VAT"],
                "url": "/d",
            },
            {"key": "Light touch", "value": False, "hint": "Above the policy's line"},
            {"key": "Reference at the council", "value": ""},
        ],
        "events": [
            {
                "title": "Tender published",
                "at": noon,
                "by": "Priya Shah",
                "text": "Deadline 3 December 2026.",
            },
            {"title": "Opportunity opened", "at": date(2026, 11, 2), "by": "Tom Hall"},
        ],
        "figures": [
            {"label": "Committed now", "value": "£2,973.41", "url": "/e", "note": "Over four years"},
            {"label": "Due by now", "value": "£1,486.70", "url": "/f"},
            {"label": "Reported", "value": "£1,200.00", "url": "/g", "note": "1 return is missing"},
            {"label": "Verified", "value": "£900.00", "url": "/h"},
        ],
        "requirements": [
            {
                "text": "Social value is 20% of the overall score",
                "met": True,
                "clause": "Social Value Framework",
                "reading": "quoted",
                "url": "/i",
            },
            {
                "text": "Choose outcomes that are relevant to the contract",
                "met": False,
                "clause": "Section 5",
                "reading": "interpreted",
                "todo": "Choose outcomes",
                "todo_url": "/j",
            },
            {
                "text": "Report once a year to Cabinet",
                "met": None,
                "clause": "Monitoring",
                "reading": "inferred",
            },
        ],
        "places": [
            Link("Summary", "/k", True),
            Link("Tender", "/l"),
            Link("Bids", "/m"),
            Link("History", "/n"),
        ],
        "files": [
            {
                "name": "apprentice-register-quarter-3.pdf",
                "url": "/o",
                "size": 1_234_567,
                "note": "Added 3 December 2026",
            },
            {"name": NASTY, "size": 812},
        ],
        "page": Paginator(range(132), 25).page(3),
        "filter": FilterForm({"status": ["draft"], "area": "parks"}),
        "job": {"state": "running", "percent": 40, "doing": "Adding up the ledger", "done": 4, "total": 10},
        "failed_job": {"state": "failed", "doing": "The report could not be made. Ask for it again."},
        "areas": ["Parks and green spaces", "Adult care", "Highways"],
        "series": [
            ("Due by now", [Decimal("1200000"), 800000, 300000]),
            ("Reported", [900000, Decimal("410000.50"), None]),
            ("Verified", [650000, 0, None]),
        ],
        "amounts": {
            "money": Decimal("2973.405"),
            "big": Decimal("12300000"),
            "quantity": Decimal("12.5000"),
            "percent": Decimal("20.00"),
        },
        "noon": noon,
        "nasty": NASTY,
        "long": LONG,
    }


def draw(source: str, form: PlainForm | None = None, **more: object) -> str:
    """The HTML of a template's text, drawn inside the real base template."""
    navigation = [
        Link("Your work", "/", True),
        *(
            Link(label, f"/{label.lower()}/")
            for label in ("Procurements", "Contracts", "Returns", "Reports", "Policy", "Council")
        ),
    ]
    context = {
        **parts(),
        "form": form,
        "actor_bar": Bar(),
        "navigation": navigation,
        "demonstration": Demonstration(),
        "breadcrumbs": [("Your work", "/"), ("Procurements", "/p"), (LONG, None)],
        **more,
    }
    return engines["django"].from_string(source).render(context, more.get("request") or request_for())


def page(name: str) -> str:
    """The text of a page of the kit."""
    return (Path(__file__).parent / "pages" / f"{name}.html").read_text()
