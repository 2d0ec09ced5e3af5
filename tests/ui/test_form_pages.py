"""How forms are drawn: labels, hints and messages where screen readers find them, and always as text."""

import pytest
from django import forms
from django.utils.safestring import mark_safe

from socialvalue.access.forms import Checkboxes, EvidenceFileField, GovDateField, PlainForm, Radios
from tests.ui import kit
from tests.ui.reading import Reader

pytestmark = pytest.mark.urls("tests.ui.urls")


def drawn(form: PlainForm) -> str:
    """A form alone on a page."""
    return kit.draw(kit.page("forms"), form=form)


class Nasty(PlainForm):
    """Labels, hints and choices that try to be markup, even marked as safe."""

    text = forms.CharField(label=mark_safe(kit.NASTY), help_text=mark_safe(kit.NASTY))
    one = forms.ChoiceField(
        label=kit.NASTY,
        choices=[("a", mark_safe(kit.NASTY))],
        widget=Radios(hints={"a": mark_safe(kit.NASTY)}),
    )
    several = forms.MultipleChoiceField(label=kit.NASTY, choices=[("a", kit.NASTY)], widget=Checkboxes())
    pick = forms.ChoiceField(label=kit.NASTY, choices=[(kit.NASTY, kit.NASTY)])
    day = GovDateField(label=kit.NASTY, help_text=kit.NASTY)
    file = EvidenceFileField(label=kit.NASTY)
    tick = forms.BooleanField(label=kit.NASTY, help_text=kit.NASTY)


@pytest.mark.parametrize("data", [None, {"text": kit.NASTY, "pick": kit.NASTY, "day_0": kit.NASTY}])
def test_labels_hints_choices_and_what_was_typed_stay_text(data):
    page = drawn(Nasty(data))
    assert "<script>alert" not in page
    assert "49" not in Reader(page).text
    assert Reader(page).text.count(kit.NASTY) >= 12


def test_the_error_summary_links_to_each_box_in_order():
    page = drawn(kit.wrong_form())
    summary = page.split('govuk-error-summary__list">')[1].split("</ul>")[0]
    links = [value for _, name, value in Reader(summary).attributes if name == "href"]
    assert links[0] == "#form-problem"
    assert links[1:] == [
        "#id_title",
        "#id_value",
        "#id_weight",
        "#id_quantity",
        "#id_answers",
        "#id_deadline_0",
        "#id_kind_0",
        "#id_reserved_0",
        "#id_outcomes_0",
        "#id_area",
        "#id_reason",
        "#id_email",
        "#id_sure",
    ]


def test_hint_and_message_describe_the_box():
    attributes = Reader(drawn(kit.wrong_form())).attributes
    assert ("input", "aria-describedby", "id_title_helptext id_title_error") in attributes
    assert ("fieldset", "aria-describedby", "id_deadline_helptext id_deadline_error") in attributes
    assert ("textarea", "aria-describedby", "id_reason_error id_reason-info") in attributes


def test_what_was_typed_is_kept():
    attributes = Reader(drawn(kit.EveryField(kit.typed(value="£12.345", deadline_1="")))).attributes
    for kept in ("£12.345", "2026"):
        assert ("input", "value", kept) in attributes


def test_optional_fields_say_so_and_nothing_cuts_off_what_is_pasted():
    page = drawn(kit.EveryField())
    assert "Reference (optional)" in page
    assert "Title (optional)" not in page
    assert not {"maxlength", "placeholder", "required"} & {name for _, name, _ in Reader(page).attributes}


def test_the_version_travels_with_the_form():
    assert '<input type="hidden" name="version" value="3" id="id_version">' in drawn(
        kit.EveryField(version=3)
    )


def test_a_form_with_a_file_is_sent_as_one():
    assert 'enctype="multipart/form-data"' in drawn(kit.EveryField())


def test_one_thing_per_page_has_its_question_as_the_heading():
    class OneThing(PlainForm):
        heading_field = "kind"
        kind = forms.ChoiceField(label="What are you buying?", choices=kit.KINDS, widget=Radios())

    page = drawn(OneThing())
    assert '<h1 class="govuk-fieldset__heading">What are you buying?</h1>' in page
