"""The form that asks for a report: the year, the front matter, and what people write under the council's headings."""

from collections.abc import Sequence

from django import forms

from reporting.domain.committee import Shape
from socialvalue.access.forms import PlainForm
from socialvalue.periods import FinancialYear


class ReportForm(PlainForm):
    """Its fields follow the council's own template."""

    submit_label = "Make the report"

    def __init__(self, *args, years: Sequence[FinancialYear], shape: Shape, **kwargs):
        super().__init__(*args, **kwargs)
        self.shape = shape
        choices = [(year.start.isoformat(), f"{year.label} ({year.period})") for year in years]
        self._add("year", forms.ChoiceField(label="Financial year", choices=choices))
        for one in shape.front:
            message = f"Fill in “{one.name}”"
            known = shape.known.get(one.key, "")
            errors = {"required": message}
            field = forms.CharField(label=one.name, max_length=300, initial=known, error_messages=errors)
            self._add(f"front_{one.key}", field)
        for heading in shape.written:
            area = forms.Textarea(attrs={"rows": 4})
            field = forms.CharField(
                label=heading.title, help_text=heading.hint, required=False, max_length=10_000, widget=area
            )
            self._add(f"text_{heading.key}", field)

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field

    @property
    def front(self) -> dict[str, str]:
        """What was typed as front matter, by key."""
        return {one.key: self.cleaned_data[f"front_{one.key}"] for one in self.shape.front}

    @property
    def texts(self) -> dict[str, str]:
        """What was written, by the key of its heading."""
        return {one.key: self.cleaned_data[f"text_{one.key}"] for one in self.shape.written}
