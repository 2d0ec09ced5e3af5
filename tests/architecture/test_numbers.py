"""Money and quantities are exact: no float is written, made or stored where they are decided, kept or added up."""

import ast

import pytest

from tests.architecture.source import Source, sources

EXACT = (
    "councils/",
    "measures/",
    "procurement/",
    "reporting/",
    "socialvalue/money.py",
    "socialvalue/periods.py",
)
# What is no amount: the edges of numbers in a schema for editors, which JSON writes as it likes.
NO_AMOUNT = {"councils/policies/domain/json_schema.py"}
FLOATING = {"float", "FloatField", "FLOAT", "real", "Avg", "StdDev", "Variance", "isclose", "fsum"}


def floats(source: Source) -> list[str]:
    """Every float in a file, with its line: a number with a point, the type, or what the database makes one of."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, (float, complex)):
            found.append(f"{source.name}:{node.lineno} {node.value}")
        name = getattr(node, "id", getattr(node, "attr", ""))
        if isinstance(node, ast.Name | ast.Attribute) and name in FLOATING:
            found.append(f"{source.name}:{node.lineno} {name}")
    return found


@pytest.mark.parametrize(
    "source",
    [s for s in sources() if s.name.startswith(EXACT) and s.name not in NO_AMOUNT],
    ids=lambda s: s.name,
)
def test_no_float_where_money_and_quantities_are(source):
    """Templates' tags draw, and may; nothing else of the four apps does."""
    assert "templatetags" in source.rooms or not floats(source)


def test_what_is_let_through_is_there():
    names = {source.name for source in sources()}
    assert names >= NO_AMOUNT and all(any(name.startswith(part) for name in names) for part in EXACT)


@pytest.mark.parametrize(
    "line",
    [
        "x = 1.5",
        "x = 1e3",
        "float(x)",
        "x: float",
        "isinstance(x, (int, float))",
        "models.FloatField()",
        "math.fsum(x)",
    ],
)
def test_each_way_to_a_float_is_seen(line):
    seen = sources()[0]
    assert floats(Source(seen.path, line, ast.parse(line)))
    assert not floats(Source(seen.path, "", ast.parse("x = Decimal('1.5') + 2 + y.real_name")))
