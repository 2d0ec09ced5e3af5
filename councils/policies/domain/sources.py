"""What a policy file was read from: documents, the clauses in them, and how a thing was got from its clauses."""

from pydantic import Field, model_validator

from councils.policies.domain.rules import CitedClause
from councils.policies.domain.shape import Key, Line, Part, Text, WrongAt, check_reason
from councils.policies.domain.words import Reading


class Read(Part):
    """Something that was read out of clauses, and how."""

    clauses: tuple[Key, ...] = Field(min_length=1)
    """The clauses that say so, by their keys."""
    reading: Reading
    """How it was read: quoted, interpreted or inferred."""
    why: Text | None = None
    """What was chosen and why, where the reading is interpreted or inferred."""

    @model_validator(mode="after")
    def _says_why(self) -> "Read":
        check_reason(self.reading, self.why)
        return self


class Document(Part):
    """A document that clauses stand in. ``held`` tells whether its text was read here; ``missing`` says what is not."""

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    title: Line
    """Its title, as printed."""
    short: Line | None = None
    """Its short name, as it is cited."""
    held: bool
    """Whether its text was read for this file."""
    published_at: Line | None = None
    """Where it is published."""
    source: Text
    """How it was found."""
    missing: Text | None = None
    """What of it is not here, and what stands in for that."""

    @model_validator(mode="after")
    def _says_what_is_missing(self) -> "Document":
        if not self.held and not self.missing:
            raise WrongAt(
                "missing",
                "is missing: a document that is not held says what is not here, and what stands in for it",
            )
        return self


class Clause(Part):
    """A place in a document, by its section as printed, with what it says in our own words.

    ``source`` says where that was read, if not in the document itself; ``unconfirmed`` what could not be checked.
    """

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    document: Key
    """The document that it stands in, by its key."""
    section: Line
    """Its section, as printed."""
    paraphrase: Text
    """What it says, in your own words. Copy no sentences."""
    source: Text | None = None
    """Where it was read, if not in the document itself."""
    unconfirmed: Text | None = None
    """What could not be checked. People see it wherever the clause is cited."""


def cited_clauses(clauses: tuple[Clause, ...], documents: tuple[Document, ...]) -> dict[str, CitedClause]:
    """Each clause as it is cited, by key."""
    named = {document.key: document for document in documents}
    cited = {}
    for clause in clauses:
        document = named[clause.document]
        short = document.short or document.title
        cited[clause.key] = CitedClause(
            clause.key, document.title, short, clause.section, clause.paraphrase, clause.unconfirmed or ""
        )
    return cited
