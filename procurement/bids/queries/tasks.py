"""The tasks of writing, scoring and moderating bids, as their pages list them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator

from councils.policies.domain.words import listed
from procurement.bids.domain.completeness import OFFERS, PRICE, PROPOSALS, Missing
from procurement.bids.domain.moderation import State
from procurement.bids.models import Bid
from procurement.bids.queries.bids import frozen_scheme
from procurement.bids.queries.contents import Answered, Contents, OfferShown
from procurement.bids.queries.scoring import Standing, ToScore
from procurement.tenders.domain.scheme import AskedQuestion, Scheme
from procurement.tenders.domain.scoring import Scoring, marks_words
from procurement.tenders.domain.weights import Kind
from socialvalue.money import pounds

DONE, TO_DO, OPTIONAL, NOT_YET, NEXT = "done", "to do", "optional", "not yet", "next"
HINT_WORDS = 20
TAG_OF = {State.WAITING: "waiting", State.READY: "ready", State.CHANGED: "to do", State.AGREED: "done"}


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    title: str
    url: str
    status: str
    hint: str = ""


@dataclass(frozen=True)
class Section:
    """A few tasks under one heading, with a sentence about them."""

    title: str
    tasks: tuple[Task, ...]
    intro: str = ""


@dataclass(frozen=True)
class Wanted:
    """One thing that a bid still needs, and the page on which it is mended."""

    sentence: str
    url: str


def part_url(bid: Bid, part: str) -> str:
    """The page on which one part of a bid is written: the price, a question, or the list of commitments or measures."""
    if part == PRICE:
        return reverse("portal_bids:price", args=[bid.uid])
    if part == OFFERS:
        return f"{reverse('portal_bids:bid', args=[bid.uid])}#commitments"
    if part == PROPOSALS:
        return f"{reverse('portal_bids:bid', args=[bid.uid])}#measures-of-your-own"
    return reverse("portal_bids:answer", args=[bid.uid, part])


def wanted(bid: Bid, missing: Iterable[Missing]) -> list[Wanted]:
    """What is missing, each with its link."""
    return [Wanted(one.sentence, part_url(bid, one.part)) for one in missing]


def sections(bid: Bid, held: Contents, missing: Iterable[Missing]) -> list[Section]:
    """The tasks of a draft in groups."""
    left = {one.part for one in missing}
    price = Task(
        "Your price",
        part_url(bid, PRICE),
        TO_DO if PRICE in left else DONE,
        f"{pounds(held.price)} excluding VAT" if held.price is not None else "",
    )
    groups = [Section("Price", (price,))]
    for kind in Kind:
        answers = tuple(_question(bid, one) for one in held.answers if one.question.kind is kind)
        if answers:
            groups.append(Section(f"{kind.words.capitalize()} questions", answers))
    if held.slots:
        least = frozen_scheme(bid.tender).least_commitments.words
        intro = "Say what you commit to, if you win. You do not have to offer something on every measure."
        intro = f"{intro[:-1]}, but your bid must offer {least}." if least else intro
        groups.append(Section("Commitments", tuple(_slot(bid, one) for one in held.slots), intro))
    scheme = frozen_scheme(bid.tender)
    if scheme.takes_proposals:
        groups.append(_of_its_own(bid, held, scheme))
    return [*groups, Section("Submit", (_check(bid, ready=not left),))]


def _question(bid: Bid, one: Answered) -> Task:
    hint = Truncator(one.question.text).words(HINT_WORDS)
    return Task(one.question.title, part_url(bid, one.question.uid), DONE if one.version else TO_DO, hint)


def _of_its_own(bid: Bid, held: Contents, scheme: Scheme) -> Section:
    lines = [
        Task(one.title, one.url_in(bid.uid), DONE if one.is_offered else TO_DO, one.total.words)
        for one in held.proposed
    ]
    if len(lines) < scheme.most_proposals:
        hint = "Only if you want to do something that no measure above counts."
        lines.append(
            Task("Propose a measure", reverse("portal_bids:propose", args=[bid.uid]), OPTIONAL, hint)
        )
    return Section("Measures of your own", tuple(lines), scheme.proposals_words)


def _slot(bid: Bid, one: OfferShown) -> Task:
    hint = one.total.words if one.is_offered else Truncator(one.asked.definition).words(HINT_WORDS)
    return Task(one.title, one.url_in(bid.uid), DONE if one.is_offered else OPTIONAL, hint)


def _check(bid: Bid, *, ready: bool) -> Task:
    hint = (
        "" if ready else "You can look at any time: all of your bid on one page, and what is still missing."
    )
    url = reverse("portal_bids:check", args=[bid.uid])
    return Task("Check your answers and submit", url, NEXT if ready else NOT_YET, hint)


# For staff


def score_sections(answers: Iterable[ToScore]) -> list[Section]:
    """What an evaluator scores, a heading for each question."""
    grouped: dict[AskedQuestion, list[Task]] = {}
    for one in answers:
        hint = _given(one.scores, one.scoring) if one.scores is not None else ""
        task = Task(one.bid.supplier.name, one.url, DONE if one.is_done else TO_DO, hint)
        grouped.setdefault(one.question, []).append(task)
    return [Section(_heading(question), tuple(tasks), question.text) for question, tasks in grouped.items()]


def moderation_sections(answers: Iterable[Standing]) -> list[Section]:
    """Every answer for the moderator, a heading for each question."""
    grouped: dict[AskedQuestion, list[Task]] = {}
    for one in answers:
        task = Task(one.bid.supplier.name, one.url, TAG_OF[one.state], _standing_hint(one))
        grouped.setdefault(one.question, []).append(task)
    return [Section(_heading(question), tuple(tasks), question.text) for question, tasks in grouped.items()]


def _heading(question: AskedQuestion) -> str:
    return f"{question.title}, {marks_words(question.marks)} marks"


def _given(scores: Mapping[str, int], scoring: Scoring) -> str:
    if len(scoring.criteria) == 1:
        return f"{next(iter(scores.values()))} of {scoring.highest}"
    return ", ".join(f"{one.name.lower()} {scores[one.key]}" for one in scoring.criteria).capitalize()


def _standing_hint(one: Standing) -> str:
    if one.state is State.WAITING:
        return f"Still to score: {listed(one.awaited)}"
    if one.state is State.CHANGED:
        return "An evaluator changed a score after it was agreed. Agree it again."
    return f"{_given(one.agreed_scores, one.scoring)}, agreed" if one.agreed else "All scores are in"
