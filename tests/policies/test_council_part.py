"""The council's own part of a file: a colour that can be read, districts that look like districts."""

import pytest
from pydantic import ValidationError

from councils.policies.domain.council import CouncilPart, Postcodes
from socialvalue.colours import can_be_read, contrast_with_white
from tests.policies.builders import framework


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [
        ("#000000", 21.0),
        ("#ffffff", 1.0),
        ("#767676", 4.54),
        ("#777777", 4.48),
        ("#1d70b8", 5.17),
        ("#0a0a0a", 19.8),
    ],
)
def test_contrast_is_as_wcag_defines_it(colour, contrast):
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.01)


def test_the_darkest_channels_are_in_proportion():
    """10 of 255 is 0.0392, not over 0.04045: its light is 0.0392 / 12.92 = 0.003035, and 1.05 / 0.053035 is 19.79815."""
    assert contrast_with_white("#0a0a0a") == pytest.approx(19.79815, abs=0.00001)
    assert contrast_with_white("#0b0b0b") == pytest.approx(19.68263, abs=0.00001)


def test_the_least_contrast_is_enough():
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    assert can_be_read(4.5) and not can_be_read(4.49)


@pytest.mark.parametrize(("colour", "taken"), [("#767676", True), ("#777777", False)])
def test_a_colour_must_carry_white_text(colour, taken):
    kept = framework("rotherham").council.model_dump(mode="json") | {"colour": colour}
    if taken:
        assert CouncilPart.model_validate(kept, strict=False).colour == colour
    else:
        with pytest.raises(ValidationError, match=r"contrast of 4\.48 with white"):
            CouncilPart.model_validate(kept, strict=False)


@pytest.mark.parametrize("district", ["S60", "S1", "DE45", "SK13"])
def test_districts(district):
    assert Postcodes(source="a list", districts=(district,)).districts == (district,)


@pytest.mark.parametrize("district", ["s60", "S60 2TH", "S", "S-60", "LE123", ""])
def test_what_is_no_district(district):
    with pytest.raises(ValidationError):
        Postcodes(source="a list", districts=(district,))
