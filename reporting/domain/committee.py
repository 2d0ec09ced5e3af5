"""A report to a committee in the council's own shape: front matter and headings in the council's order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LEFT_EMPTY = "Nothing is reported under this heading."


@dataclass(frozen=True)
class Heading:
    """One heading; ``kind`` tells whether people write under it (text, implication) or the program does (the rest)."""

    key: str
    title: str
    kind: str
    hint: str

    @property
    def is_written(self) -> bool:
        """Whether a person writes what stands under it."""
        return self.kind in {"text", "implication"}


@dataclass(frozen=True)
class Front:
    """One line of the front matter, such as the meeting or its date."""

    key: str
    name: str


@dataclass(frozen=True)
class Shape:
    """The council's template; ``known`` is what the file already says of the front matter."""

    title: str
    front: tuple[Front, ...]
    headings: tuple[Heading, ...]
    source: str
    known: Mapping[str, str] = field(default_factory=dict)

    @property
    def written(self) -> tuple[Heading, ...]:
        """The headings under which people write."""
        return tuple(heading for heading in self.headings if heading.is_written)


def shape(template: Mapping) -> Shape:
    """The template as a council's file gives it."""
    return Shape(
        title=template.get("title", "Social value: annual report"),
        front=tuple(Front(one["key"], one["name"]) for one in template.get("front", ())),
        headings=tuple(
            Heading(one["key"], one["title"], one.get("kind", "text"), one.get("hint") or "")
            for one in template.get("sections", ())
        ),
        source=template.get("source", ""),
        known={"title": template.get("title", ""), "report-of": template.get("report_of", "")},
    )


def filled_front(of: Shape, values: Mapping[str, str]) -> list[dict[str, str]]:
    """The front matter with what was typed."""
    return [{"name": one.name, "value": values.get(one.key, "")} for one in of.front]


def filled_sections(of: Shape, texts: Mapping[str, str]) -> list[dict[str, str]]:
    """The headings in order with what was written; a heading left empty says so."""
    return [
        {
            "key": one.key,
            "title": one.title,
            "kind": one.kind,
            "text": (texts.get(one.key, "").strip() or LEFT_EMPTY) if one.is_written else "",
        }
        for one in of.headings
    ]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its number, such as 2.3."""

    number: str
    text: str


@dataclass(frozen=True)
class Numbered:
    """A heading with its number and its paragraphs; the program writes under a summary, figures and appendices."""

    number: int
    title: str
    kind: str
    paragraphs: tuple[Paragraph, ...]


def numbered_sections(sections: Sequence[Mapping[str, str]]) -> tuple[Numbered, ...]:
    """The stored sections with numbered paragraphs; a blank line starts a paragraph."""
    made = []
    for number, one in enumerate(sections, 1):
        texts = [
            text.strip() for text in re.split(r"\n\s*\n", one["text"].replace("\r\n", "\n")) if text.strip()
        ]
        paragraphs = tuple(Paragraph(f"{number}.{n}", text) for n, text in enumerate(texts, 1))
        made.append(Numbered(number, one["title"], one["kind"], paragraphs))
    return tuple(made)
