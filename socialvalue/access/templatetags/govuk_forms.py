"""What the form templates in ``templates/govuk/`` ask: the kind of a field, its parts, its errors and their links."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms, template
from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.safestring import SafeString

from socialvalue.access.forms import DateBoxes

register = template.Library()

KINDS = (
    (DateBoxes, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
)
BOX = {"select": "govuk-select", "textarea": "govuk-textarea", "file": "govuk-file-upload"}


@register.filter
def field_kind(field: BoundField) -> str:
    """Which template draws the field; a text box of any type is ``input``."""
    widget = field.field.widget
    return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "input")


@register.filter
def in_fieldset(field: BoundField) -> bool:
    """Whether the field is several boxes under one question."""
    return field_kind(field) in {"date", "checkboxes", "radios"}


@register.filter
def described_by(field: BoundField) -> str:
    """The ids of the hint and the error, as Django itself names them."""
    ids = [f"{field.auto_id}_helptext"] if field.help_text else []
    return " ".join([*ids, *([f"{field.auto_id}_error"] if field.errors else [])])


@register.filter
def counted(field: BoundField) -> int | None:
    """The most characters a text area takes, where they are counted on screen."""
    return getattr(field.field, "max_length", None) if field_kind(field) == "textarea" else None


@register.filter
def shown_label(field: BoundField) -> str:
    """The label, with "(optional)" where an answer may be left out and the form wants that said."""
    optional = getattr(field.form, "mark_optional", False) and not field.field.required
    return f"{field.label} (optional)" if optional and field_kind(field) != "checkbox" else str(field.label)


@register.simple_tag
def box(field: BoundField) -> SafeString:
    """The box itself, in GOV.UK's classes; no placeholder, no length that cuts off what is pasted."""
    kind, widget = field_kind(field), field.field.widget
    name = BOX.get(kind, "govuk-input")
    width = getattr(widget, "width", "")
    classes = [name, widget.attrs.get("class", "")]
    if width:
        classes.append(f"govuk-input--width-{width}" if isinstance(width, int) else f"govuk-!-width-{width}")
    if field.errors:
        classes.append(f"{name}--error")
    attrs: dict[str, Any] = {"placeholder": False, "maxlength": False, "minlength": False}
    if counted(field):
        classes.append("govuk-js-character-count")
        attrs["aria-describedby"] = f"{described_by(field)} {field.auto_id}-info".strip()
    attrs["class"] = " ".join(c for c in classes if c)
    drawn_as = forms.FileInput(widget.attrs) if isinstance(widget, forms.ClearableFileInput) else None
    return field.as_widget(widget=drawn_as, attrs=attrs)


@register.simple_tag
def choices(field: BoundField) -> list[dict[str, Any]]:
    """The radio buttons or checkboxes of a field, in order, each with its hint."""
    hints = getattr(field.field.widget, "hints", {})
    parts = [part.data for part in field.subwidgets]
    return [
        {
            "id": part["attrs"].get("id", ""),
            "name": part["name"],
            "value": str(part["value"]),
            "label": part["label"],
            "checked": part["selected"],
            "disabled": bool(part["attrs"].get("disabled")),
            "hint": hints.get(str(part["value"]), ""),
        }
        for part in parts
    ]


@register.simple_tag
def date_boxes(field: BoundField) -> list[dict[str, Any]]:
    """The day, month and year boxes of a date."""
    (whole,) = field.subwidgets
    boxes = zip(DateBoxes.parts, whole.data["subwidgets"], strict=True)
    return [
        {
            "label": label,
            "width": width,
            "id": part["attrs"]["id"],
            "name": part["name"],
            "value": part["value"],
        }
        for (label, width), part in boxes
    ]


@register.filter
def first_box(field: BoundField) -> str:
    """The id to which an error's link jumps."""
    return f"{field.auto_id}_0" if in_fieldset(field) else field.id_for_label or field.auto_id


@register.filter
def top_id(form: BaseForm | BaseFormSet) -> str:
    """The id of the messages that stand at no field."""
    return f"{form.prefix or 'form'}-problem"


def _forms_in(given: Iterable[Any]) -> Iterator[BaseForm | BaseFormSet]:
    for item in given:
        if isinstance(item, BaseFormSet):
            yield item
            yield from item.forms
        elif isinstance(item, BaseForm):
            yield item
        elif isinstance(item, (list, tuple)):
            yield from _forms_in(item)


def _errors_of(form: BaseForm | BaseFormSet) -> Iterator[dict[str, str]]:
    on_top = form.non_form_errors() if isinstance(form, BaseFormSet) else form.non_field_errors()
    yield from ({"text": str(text), "href": f"#{top_id(form)}"} for text in on_top)
    if isinstance(form, BaseForm):
        for field in form:
            target = "" if field.is_hidden else f"#{first_box(field)}"
            yield from ({"text": str(text), "href": target} for text in field.errors)


@register.simple_tag
def errors_in(*given: Any) -> list[dict[str, str]]:
    """Every error of the forms and formsets given (anything else is passed over), each with its link."""
    bound = [form for form in _forms_in(given) if form.is_bound]
    return [error for form in bound for error in _errors_of(form)]


@register.filter
def has_errors(given: Any) -> bool:
    """Whether a form or formset came back with something to mend."""
    return bool(errors_in(given))
