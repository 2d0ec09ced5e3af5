"""The shapes of policy files as JSON Schemas, so that an editor can propose keys, explain them and mark mistakes.

A schema knows keys, effects, words, numbers and forms. What one part says of another (a clause that is not there, bands that
overlap) only the reader of the file knows: ``load_framework --check`` tells it.
"""

import ast
import inspect
import json
import textwrap
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from councils.policies.domain.framework import FrameworkFile
from councils.policies.domain.national import NationalFile
from councils.policies.domain.shape import day_or_unknown, number_as_words
from councils.policies.domain.shared import SharedFramework

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# The name of each schema, and what it is of.
SCHEMAS: dict[str, type[BaseModel]] = {
    "framework.schema.json": FrameworkFile,
    "national.schema.json": NationalFile,
    "shared.schema.json": SharedFramework,
}
DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
BROUGHT_BY_ADOPTION = ("value_basis", "documents", "clauses", "rules")
WHAT_IT_REQUIRES = "What the rule requires; the keys beside it depend on it."


def schema_text(shape: type[BaseModel]) -> str:
    """The schema of a file of that shape, as its own file holds it."""
    return json.dumps(schema_of(shape), ensure_ascii=False, indent=2) + "\n"


def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of that shape, with every key explained."""
    found = shape.model_json_schema(schema_generator=_Explained)
    if shape is FrameworkFile:
        needed = [key for key in found["required"] if key not in BROUGHT_BY_ADOPTION]
        found |= {
            "required": needed,
            "if": {"not": {"required": ["adopts"]}},
            "then": {"required": list(BROUGHT_BY_ADOPTION)},
        }
    return {"$schema": DIALECT} | found


class _Explained(GenerateJsonSchema):
    """As files are written by hand: numbers are numbers, a key that is written has a value, every key has its words."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def decimal_schema(self, schema: Any) -> JsonSchemaValue:
        edges = {
            "minimum": schema.get("ge"),
            "maximum": schema.get("le"),
            "exclusiveMinimum": schema.get("gt"),
        }
        return {"type": "number"} | {name: float(edge) for name, edge in edges.items() if edge is not None}

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        inner = schema["schema"]
        if schema.get("default", ...) is None and inner["type"] == "nullable":
            return self.generate_inner(inner["schema"])
        return super().default_schema(schema)

    def function_before_schema(self, schema: Any) -> JsonSchemaValue:
        made, before = super().function_before_schema(schema), schema["function"]["function"]
        if before is number_as_words:
            return made | {"type": ["string", "number"]}
        return {"anyOf": [DAY, {"const": "unknown"}]} if before is day_or_unknown else made

    def date_schema(self, schema: Any) -> JsonSchemaValue:
        return dict(DAY)

    def enum_schema(self, schema: Any) -> JsonSchemaValue:
        return self._explained(super().enum_schema(schema), schema["cls"])

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        made = self._explained(super().model_schema(schema), schema["cls"])
        words = _words_of(schema["cls"])
        for name, key in made.get("properties", {}).items():
            key["description"] = made["description"] if name == "effect" else words[name]
        return made

    def _explained(self, made: JsonSchemaValue, of: type) -> JsonSchemaValue:
        """With the words of its class, and without its name, which is for programmers."""
        return {name: value for name, value in made.items() if name != "title"} | {
            "description": _one_line(of.__doc__)
        }

    def tagged_union_schema(self, schema: Any) -> JsonSchemaValue:
        """One branch for each effect, chosen by its name, so that a mistake is told of the effect that was meant."""
        return {
            "type": "object",
            "required": [schema["discriminator"]],
            "properties": {
                schema["discriminator"]: {"enum": list(schema["choices"]), "description": WHAT_IT_REQUIRES}
            },
            "allOf": [
                {
                    "if": {"properties": {schema["discriminator"]: {"const": tag}}},
                    "then": self.generate_inner(choice),
                }
                for tag, choice in schema["choices"].items()
            ],
        }


def _words_of(model: type[BaseModel]) -> dict[str, str]:
    """The sentence under each field of a model and of those that it builds on."""
    words: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if issubclass(one, BaseModel) and one is not BaseModel:
            body = _body_of(one)
            for field, below in pairwise(body):
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    words |= _said(field.target.id, below)
    return words


@cache
def _body_of(model: type[BaseModel]) -> list[ast.stmt]:
    (made,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    return made.body if isinstance(made, ast.ClassDef) else []


def _said(name: str, below: ast.stmt) -> dict[str, str]:
    constant = below.value if isinstance(below, ast.Expr) else None
    text = constant.value if isinstance(constant, ast.Constant) else None
    return {name: _one_line(text)} if isinstance(text, str) else {}


def _one_line(text: str | None) -> str:
    """Words for people: on one line, with what is typed in quotes."""
    parts = " ".join((text or "").split()).split("``")
    return "".join(f"“{part}”" if at % 2 else part for at, part in enumerate(parts))
