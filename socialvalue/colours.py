"""Colours: whether white words on one can be read, as WCAG 2.2 measures it.

The only figures of the program that are no exact decimals, because the measure is a power of a fraction.
"""

LEAST_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of white on ``#rrggbb``, 1 to 21."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def can_be_read(contrast: float) -> bool:
    """Whether text of that contrast can be read."""
    return contrast >= LEAST_CONTRAST


def _linear(channel: int) -> float:
    """The light of a channel from 0 to 255; up to 10, which is 0.04045 of 255, it is in proportion."""
    share = channel / 255
    return share / 12.92 if channel <= 10 else ((share + 0.055) / 1.055) ** 2.4
