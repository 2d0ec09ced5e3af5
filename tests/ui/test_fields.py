"""What people type into the shared fields: what is taken, what is refused, and in which words."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from socialvalue.access.domain import Refusal
from socialvalue.access.forms import (
    EvidenceFileField,
    GovDateField,
    MoneyField,
    PercentField,
    PlainForm,
    QuantityField,
    WholeNumberField,
    YesNoField,
)
from tests.ui import kit


def cleaned(field: forms.Field, typed: object) -> object:
    """What a field labelled "Value" makes of what was typed, or the message."""
    form_class = type("OneField", (PlainForm,), {"value": field})
    data = {"value": typed}
    if isinstance(typed, tuple):
        data = {f"value_{i}": part for i, part in enumerate(typed)}
    form = form_class(data)
    return form.cleaned_data["value"] if form.is_valid() else form.errors["value"][0]


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("1234.5", Decimal("1234.5")),
        ("£1,234.50", Decimal("1234.50")),
        (" 1 234 ", Decimal(1234)),
        ("12.3400", Decimal("12.34")),
        ("0", Decimal(0)),
        ("12.345", "Value must be in pounds and pence, like 1,234.50"),
        ("-1", "Value must be £0 or more"),
        ("10000000000", "Value must be £9,999,999,999.99 or less"),
        ("9" * 5000, "Value must be £9,999,999,999.99 or less"),
        ("twelve", "Value must be a number, like 1,234.50"),
        ("1e5", "Value must be a number, like 1,234.50"),
        ("NaN", "Value must be a number, like 1,234.50"),
        ("١٢", "Value must be a number, like 1,234.50"),
        ("", "Enter the value"),
    ],
)
def test_money(typed, result):
    assert cleaned(MoneyField(label="Value"), typed) == result


@pytest.mark.parametrize(
    ("field", "typed", "result"),
    [
        (QuantityField(label="Value"), "1.2345", Decimal("1.2345")),
        (QuantityField(label="Value"), "1.23456", "Value must have no more than 4 decimal places"),
        (QuantityField(label="Value", unit="FTE"), "3 FTE", Decimal(3)),
        (QuantityField(label="Value", max_value=50), "51", "Value must be 50 or less"),
        (QuantityField(label="Value", min_value=None), "-5", Decimal(-5)),
        (QuantityField(label="Value", required=False), "", None),
        (WholeNumberField(label="Value"), "2.5", "Value must be a whole number"),
        (PercentField(label="Value"), "20%", Decimal(20)),
        (PercentField(label="Value"), "100.01", "Value must be 100% or less"),
        (QuantityField(label="How many?"), "-1", "This must be 0 or more"),
    ],
)
def test_quantities(field, typed, result):
    assert cleaned(field, typed) == result


EXAMPLE = "for example 3 12 2026"


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        (("3", "12", "2026"), date(2026, 12, 3)),
        (("03", "Dec", "2026"), date(2026, 12, 3)),
        (("3", "december", "2026"), date(2026, 12, 3)),
        (("", "", ""), f"Enter the day, month and year, {EXAMPLE}"),
        (("3", "", ""), f"Enter the month and year as well, {EXAMPLE}"),
        (("31", "11", "2026"), f"There is no 31 November 2026. Enter a real date, {EXAMPLE}"),
        (("3", "13", "2026"), f"There is no 3 month 13 2026. Enter a real date, {EXAMPLE}"),
        (("3", "12", "26"), "Enter the year with 4 numbers, between 1900 and 2200"),
        (("3", "de", "2026"), f"Enter the day, month and year in numbers, {EXAMPLE}"),
        (("9" * 5000, "1", "2026"), f"Enter the day, month and year in numbers, {EXAMPLE}"),
    ],
)
def test_dates(typed, result):
    assert cleaned(GovDateField(label="Value"), typed) == result


@pytest.mark.parametrize(
    ("field", "typed", "result"),
    [
        (YesNoField(label="Value"), "yes", True),
        (YesNoField(label="Value"), "no", False),
        (YesNoField(label="Value"), "", "Select the value"),
        (YesNoField(label="Value"), "perhaps", "Choose from the list"),
        (YesNoField(label="Value", required=False), "", None),
        (forms.CharField(label="Is it so?"), "", "Answer the question: Is it so?"),
        (forms.CharField(label="VAT rate"), "", "Enter the VAT rate"),
        (forms.CharField(label="Your name"), "", "Enter your name"),
        (forms.CharField(error_messages={"required": "Say who"}), "", "Say who"),
        (forms.CharField(label="Title", max_length=3), "abcd", "Title must be 3 characters or fewer"),
        (forms.BooleanField(label="I agree"), "", "Tick the box “I agree”"),
    ],
)
def test_other_fields(field, typed, result):
    assert cleaned(field, typed) == result


def test_evidence_must_be_there_hold_something_and_not_be_too_large(settings):
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    field = EvidenceFileField(label="Evidence")
    field.clean(SimpleUploadedFile("register.pdf", b"%PDF-1.7"))
    for upload, message in (
        (None, "Choose a file"),
        (SimpleUploadedFile("empty.pdf", b""), "This file is empty. Choose another"),
        (SimpleUploadedFile("large.pdf", b"x" * (1024 * 1024 + 1)), "The file must be 1 MB or smaller"),
    ):
        with pytest.raises(forms.ValidationError) as refused:
            field.clean(upload)
        assert refused.value.messages == [message]


def test_a_form_with_everything_right_is_taken():
    form = kit.EveryField(kit.typed())
    assert form.is_valid(), form.errors
    assert form.cleaned_data["version"] == 3


def test_a_refusal_goes_beside_its_field_and_what_has_no_field_on_top():
    form = kit.EveryField(kit.typed())
    assert form.is_valid()
    form.refuse(
        Refusal.of([("title", "Another has this title."), (None, "Not today."), ("gone", "No such box.")])
    )
    assert form.errors["title"] == ["Another has this title."]
    assert form.non_field_errors() == ["Not today.", "No such box."]


def test_a_stale_form_keeps_what_was_typed_and_can_be_sent_again():
    form = kit.EveryField(kit.typed(title="Mine"))
    assert form.is_valid()
    form.mark_stale("Somebody else changed this while you had it open.", fresh_version=7)
    assert form.stale
    assert form["version"].value() == "7"
    assert form["title"].value() == "Mine"
    assert form.non_field_errors()[0].endswith("check it, then send it again.")
