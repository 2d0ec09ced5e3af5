"""A backtest's result as its page prints it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from councils.policies.domain.words import Level

HEADS = (
    "Line", "Reference", "Title", "Service area", "Supplier", "Size of supplier", "Value excluding VAT (£)", "Type", "Route",
    "Commenced", "Present policy", "Policy tried", "Because", "Clause", "Returns over its life", "Not in the register",
)  # fmt: skip
KEYS = (
    "line", "reference", "title", "service_area", "supplier", "size", "value", "type", "route",
    "commenced", "present", "tested", "because", "clause", "returns", "told",
)  # fmt: skip
NUMBERS = {"value"}


@dataclass(frozen=True)
class GroupTable:
    """The same sums by one thing."""

    title: str
    head: str
    rows: list[dict[str, Any]]


def tables_of(result: Mapping[str, Any]) -> list[GroupTable]:
    """By service area, size of supplier and value."""
    return [
        GroupTable("By service area", "Service area", result["by_service_area"]),
        GroupTable("By size of supplier", "Size of supplier", result["by_size"]),
        GroupTable("By value excluding VAT", "Value", result["by_value"]),
    ]


def message_of(result: Mapping[str, Any]) -> str:
    """The result in one sentence."""
    total = result["total"]
    one = "contract" if total["contracts"] == 1 else "contracts"
    return (
        f"Social value would have been required of {total['caught']:,} of {total['contracts']:,} {one}. "
        f"Your present policy requires it of {total['present']:,}."
    )


def chart_of(result: Mapping[str, Any]) -> dict[str, Any]:
    """Contracts caught by value, beside all of them."""
    rows = result["by_value"]
    return {
        "labels": [row["name"] for row in rows],
        "series": [
            ("All contracts", [row["contracts"] for row in rows]),
            ("Required by the policy tried", [row["caught"] for row in rows]),
            ("Required by the present policy", [row["present"] for row in rows]),
        ],
    }


def line_cells(line: Mapping[str, Any]) -> list[Any]:
    """One contract as a line of the download; levels in words."""
    shown = {**line, "present": level_words(line["present"]), "tested": level_words(line["tested"])}
    return [Decimal(shown[key]) if key in NUMBERS else shown[key] for key in KEYS]


def level_words(level: str) -> str:
    """``Required``; empty where no policy was in force."""
    return Level(level).words.capitalize() if level else ""
