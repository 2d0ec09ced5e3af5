"""Human references of procurements: ``ABC-2026-014``."""


def first_part(prefix: str, year: int) -> str:
    """What the references of one council and year begin with: ``ABC-2026-``."""
    return f"{prefix}-{year}-"


def next_reference(prefix: str, year: int, last: str | None) -> str:
    """The reference after ``last`` (the highest of that council and year, or None): at least three digits."""
    start = first_part(prefix, year)
    number = int(last.removeprefix(start)) + 1 if last else 1
    return f"{start}{number:03d}"
