"""From prices and agreed scores to a ranking, each step as a line that can be read aloud.

Price: lowest price / this price x the marks for price. Answers: all scores together / the most they can be x the
question's marks. Each line is rounded half-up to four places, once; totals are sums of the rounded lines.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from procurement.tenders.domain.scheme import AskedQuestion, Scheme
from procurement.tenders.domain.scoring import Scoring, marks_words
from procurement.tenders.domain.weights import Kind
from socialvalue.money import pounds

FINEST = Decimal("0.0001")


@dataclass(frozen=True)
class ScoredBid:
    """What the arithmetic needs of one bid: its price in pounds excluding VAT, and the agreed scores of each question
    (question's uid -> criterion's key -> score)."""

    uid: str
    supplier: str
    price: Decimal
    agreed: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Line:
    """One step: ``marks`` of ``available``, and the arithmetic in words."""

    kind: str
    title: str
    available: Decimal
    marks: Decimal
    words: str


@dataclass(frozen=True)
class Place:
    """One bid's lines, its total, and its rank; ``tied`` names the other bids with the same total."""

    rank: int
    bid: str
    supplier: str
    price: Decimal
    lines: tuple[Line, ...]
    total: Decimal
    tied: tuple[str, ...] = ()

    def subtotal(self, kind: str) -> Decimal:
        """The marks of all lines of one kind: price, quality or social_value."""
        return sum((line.marks for line in self.lines if line.kind == kind), Decimal(0))

    @property
    def parts(self) -> tuple[Decimal, Decimal, Decimal]:
        """The marks for price, for quality and for social value."""
        return self.subtotal("price"), self.subtotal(Kind.QUALITY), self.subtotal(Kind.SOCIAL_VALUE)


@dataclass(frozen=True)
class Ranking:
    """All bids, best first; ``method`` says how, as the published scheme says it."""

    places: tuple[Place, ...]
    method: tuple[str, ...]
    scheme_checksum: str

    @property
    def first(self) -> tuple[Place, ...]:
        """Whoever is first: several where they tie, none without bids."""
        return tuple(place for place in self.places if place.rank == 1)

    @property
    def is_tied(self) -> bool:
        """Whether more than one bid is first."""
        return len(self.first) > 1

    def place_of(self, bid: str) -> Place:
        """The place of one bid; raises KeyError."""
        return {place.bid: place for place in self.places}[bid]

    def to_dict(self) -> dict[str, Any]:
        """All of it, as JSON can hold it; amounts as text, so that they come back exact."""
        return json.loads(json.dumps(asdict(self), default=str))

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Ranking":
        """The ranking that ``to_dict`` kept."""
        return cls(
            places=tuple(_place_from(place) for place in kept["places"]),
            method=tuple(kept["method"]),
            scheme_checksum=kept["scheme_checksum"],
        )

    @property
    def checksum(self) -> str:
        """SHA-256 of what ``to_dict`` keeps, in one fixed order."""
        text = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def score(bids: Sequence[ScoredBid], scheme: Scheme) -> Ranking:
    """Rank ``bids`` by ``scheme``; ties share a rank and are named, never broken.

    Raises ValueError for a price that is not above nothing, and where an answer's scores are missing or off the scale.
    """
    if any(bid.price <= 0 for bid in bids):
        raise ValueError("Every price must be above nothing.")
    lowest = min((bid.price for bid in bids), default=Decimal(0))
    marked = [(bid, _lines(bid, lowest, scheme)) for bid in bids]
    totals = {bid.uid: sum((line.marks for line in lines), Decimal(0)) for bid, lines in marked}
    names = {bid.uid: bid.supplier for bid in bids}
    ordered = sorted(marked, key=lambda pair: (-totals[pair[0].uid], pair[0].supplier, pair[0].uid))
    places = []
    for bid, lines in ordered:
        total = totals[bid.uid]
        rank = 1 + sum(other > total for other in totals.values())
        tied = sorted(names[uid] for uid, other in totals.items() if other == total and uid != bid.uid)
        places.append(Place(rank, bid.uid, bid.supplier, bid.price, lines, total, tuple(tied)))
    return Ranking(tuple(places), scheme_method(scheme), scheme.checksum)


def scheme_method(scheme: Scheme) -> tuple[str, ...]:
    """How marks are worked out, as the tender printed it."""
    return (
        scheme.price_method,
        scheme.scoring_of(Kind.QUALITY).method,
        scheme.scoring_of(Kind.SOCIAL_VALUE).method,
    )


def _lines(bid: ScoredBid, lowest: Decimal, scheme: Scheme) -> tuple[Line, ...]:
    answers = [
        _answer_line(question, bid.agreed.get(question.uid, {}), scheme.scoring_of(question.kind))
        for question in scheme.questions
    ]
    return (_price_line(bid.price, lowest, scheme.weights.price), *answers)


def _price_line(price: Decimal, lowest: Decimal, available: Decimal) -> Line:
    marks = _rounded(lowest * available / price)
    words = (
        f"Lowest price {pounds(lowest)} ÷ this price {pounds(price)} × {marks_words(available)} marks "
        f"= {four_places(marks)}"
    )
    return Line("price", "Price", available, marks, words)


def _answer_line(question: AskedQuestion, given: Mapping[str, int], scoring: Scoring) -> Line:
    marks = _rounded(scoring.marks(given, question.marks))
    if len(scoring.criteria) == 1:
        said = f"Score {next(iter(given.values()))}"
    else:
        parts = " + ".join(
            f"{criterion.name.lower()} {given[criterion.key]}" for criterion in scoring.criteria
        )
        said = f"({parts})"
    words = f"{said} ÷ {scoring.most} × {marks_words(question.marks)} marks = {four_places(marks)}"
    return Line(str(question.kind), question.title, question.marks, marks, words[:1].upper() + words[1:])


def four_places(marks: Decimal) -> str:
    """``38.0952``, ``40.0000``: marks as a column of figures shows them."""
    return f"{marks:.4f}"


def _rounded(marks: Decimal) -> Decimal:
    return marks.quantize(FINEST, rounding=ROUND_HALF_UP)


def _place_from(kept: Mapping[str, Any]) -> Place:
    lines = tuple(
        Line(x["kind"], x["title"], Decimal(x["available"]), Decimal(x["marks"]), x["words"])
        for x in kept["lines"]
    )
    return Place(
        rank=kept["rank"],
        bid=kept["bid"],
        supplier=kept["supplier"],
        price=Decimal(kept["price"]),
        lines=lines,
        total=Decimal(kept["total"]),
        tied=tuple(kept["tied"]),
    )
