"""The fields that pages share: they check shape and say in plain English how to mend it."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from socialvalue.access.forms.widgets import DateBoxes, Radios, TextInput

DATE_EXAMPLE = "3 12 2026"
MONTHS = tuple(f"{date(2026, month, 1):%B}" for month in range(1, 13))


class GovDateField(forms.Field):
    """A day, month and year as three boxes; the month may be a word. Cleans to a ``date``."""

    widget = DateBoxes
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": f"Enter the day, month and year, for example {DATE_EXAMPLE}",
        "number": f"Enter the day, month and year in numbers, for example {DATE_EXAMPLE}",
        "year": "Enter the year with 4 numbers, between 1900 and 2200",
    }

    def to_python(self, value: Any) -> date | None:
        """The date, or None if all boxes are empty."""
        if not value or isinstance(value, date):
            return value or None
        day, month, year = (str(part or "").strip() for part in value)
        missing = [name for name, part in (("day", day), ("month", month), ("year", year)) if not part]
        if len(missing) == 3:
            return None
        if missing:
            raise ValidationError(
                f"Enter the {' and '.join(missing)} as well, for example {DATE_EXAMPLE}",
                "missing",
            )
        return self._date(day, month, year)

    def _date(self, day: str, month: str, year: str) -> date:
        month = _month_number(month)
        if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in (day, month, year)):
            raise ValidationError(self.error_messages["number"], "number")
        if len(year) != 4 or not 1900 <= int(year) <= 2200:
            raise ValidationError(self.error_messages["year"], "year")
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            name = MONTHS[int(month) - 1] if 1 <= int(month) <= 12 else f"month {month}"
            message = f"There is no {int(day)} {name} {year}. Enter a real date, for example {DATE_EXAMPLE}"
            raise ValidationError(message, "real") from None


def _month_number(month: str) -> str:
    """``12`` from "December" or "dec"; anything else as it is."""
    word = month.lower()
    if len(word) < 3:
        return month
    return next((str(i) for i, name in enumerate(MONTHS, 1) if name.lower().startswith(word)), month)


class NumberField(forms.Field):
    """A number as people type it (commas, spaces, a sign in front or behind); cleans to a ``Decimal``.

    ``read`` may take a word for the right unit off what was typed; its ValueError says why a wrong one is refused.
    """

    read: Callable[[str], str] | None = None

    places = 4
    prefix = suffix = ""
    least: Decimal | None = Decimal(0)
    most = Decimal("999999999.9999")
    width: int | str = 10
    example = "1,234.5"

    def __init__(
        self,
        *,
        min_value: Any = ...,
        max_value: Any = ...,
        unit: str | None = None,
        short: str = "",
        **kwargs: Any,
    ):
        self.short = short
        self.least = self.least if min_value is ... else min_value
        self.most = self.most if max_value is ... else max_value
        attrs = {
            "inputmode": "decimal" if self.places else "numeric",
            "spellcheck": "false",
            "autocomplete": "off",
        }
        self.suffix = self.suffix if unit is None else unit
        kwargs.setdefault(
            "widget",
            TextInput(attrs, width=self.width, prefix=self.prefix, suffix=self.suffix),
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored number without trailing zeros; what was typed stays as it was typed."""
        if isinstance(value, Decimal):
            text = f"{value:f}"
            return text.rstrip("0").rstrip(".") if "." in text else text
        return value

    def to_python(self, value: Any) -> Decimal | None:
        """The number, or None if nothing was entered."""
        if value in self.empty_values or isinstance(value, Decimal):
            return value if isinstance(value, Decimal) else None
        text = (
            re.sub(r"[\s,]", "", self._read(str(value))).removeprefix(self.prefix).removesuffix(self.suffix)
        )
        if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)", text, re.ASCII):
            raise ValidationError(f"{self.called} must be a number, like {self.example}", "number")
        if len(text.partition(".")[2].rstrip("0")) > self.places:
            raise ValidationError(self._too_many_places(), "places")
        number = Decimal(text)
        return number

    def _read(self, typed: str) -> str:
        try:
            return self.read(typed) if self.read else typed
        except ValueError as wrong:
            raise ValidationError(str(wrong), "unit") from wrong

    def validate(self, value: Decimal | None) -> None:
        """Refuse what is missing, too small or absurdly large."""
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise ValidationError(f"{self.called} must be {self.written(self.least)} or more", "min_value")
        if self.most is not None and value > self.most:
            raise ValidationError(f"{self.called} must be {self.written(self.most)} or less", "max_value")

    @property
    def called(self) -> str:
        """The field's name at the start of a message: its label, or ``short`` for it; a question is called "This"."""
        if self.short:
            return self.short
        return "This" if not self.label or str(self.label).endswith("?") else str(self.label)

    def written(self, number: Any) -> str:
        """A limit as it reads in a message."""
        return f"{self.prefix}{self.prepare_value(Decimal(number).quantize(Decimal(1).scaleb(-self.places)))}"

    def _too_many_places(self) -> str:
        if self.places == 0:
            return f"{self.called} must be a whole number"
        return f"{self.called} must have no more than {self.places} decimal places"


class QuantityField(NumberField):
    """A quantity of a measure, up to four places, with its unit behind the box."""


class WholeNumberField(NumberField):
    """A whole number; cleans to a ``Decimal`` without places."""

    places, width, most, example = 0, 5, Decimal(999_999_999), "12"


class MoneyField(NumberField):
    """Pounds and pence: "1,234.50", "£1234.5"; cleans to a ``Decimal``."""

    places, prefix, most, example = 2, "£", Decimal("9999999999.99"), "1,234.50"

    def written(self, number: Any) -> str:
        """A limit in pounds, with pence only where there are some."""
        return f"£{Decimal(number):,.2f}".removesuffix(".00")

    def _too_many_places(self) -> str:
        return f"{self.called} must be in pounds and pence, like {self.example}"


class PercentField(NumberField):
    """A percentage from 0 to 100, up to two places; 20 is 20%."""

    places, suffix, width, most, example = 2, "%", 5, Decimal(100), "12.5"

    def written(self, number: Any) -> str:
        """A limit with its sign."""
        return f"{super().written(number)}%"


class YesNoField(forms.TypedChoiceField):
    """Yes or no as radio buttons; cleans to a ``bool``, or None where an answer may be left out."""

    def __init__(self, *, hints: Mapping[str, str] | None = None, **kwargs: Any):
        kwargs.setdefault("widget", Radios(inline=not hints, hints=hints))
        choices = (("yes", "Yes"), ("no", "No"))
        super().__init__(choices=choices, coerce=lambda v: v == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored bool as the choice that stands for it."""
        return {True: "yes", False: "no"}.get(value, value)


class ReasonField(forms.CharField):
    """A reason in a few sentences, with a count of the characters left."""

    def __init__(self, *, max_length: int = 2000, rows: int = 4, **kwargs: Any):
        kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)


class EvidenceFileField(forms.FileField):
    """One file up to ``most_bytes`` (``EVIDENCE_MAX_BYTES`` where none are named); whether its content is what its name
    says is the service's to find out."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "Choose a file",
        "missing": "Choose a file",
        "empty": "This file is empty. Choose another",
        "max_length": "The file's name must be 200 characters or fewer. Rename it and choose it again",
    }

    def __init__(self, *, accept: Iterable[str] = (), most_bytes: int | None = None, **kwargs: Any):
        self.most_bytes = most_bytes
        attrs = {"accept": ",".join(accept)} if accept else {}
        kwargs.setdefault("widget", forms.FileInput(attrs))
        super().__init__(**kwargs, max_length=200)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The uploaded file, unless it is missing, empty or too large."""
        chosen = super().clean(data, initial)
        limit = self.most_bytes or settings.EVIDENCE_MAX_BYTES
        if data and data.size > limit:
            most = round(limit / (1024 * 1024))
            raise ValidationError(f"The file must be {most} MB or smaller", "size")
        return chosen
