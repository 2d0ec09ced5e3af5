"""Drafts and requirements made in memory, complete unless a test says otherwise."""

from datetime import UTC, date, datetime
from decimal import Decimal

from councils.policies.domain.counting import HowItAddsUp, SecondYear, Term, Unit
from councils.policies.domain.effects.asking import QuantifiableCommitments
from councils.policies.domain.effects.base import BaseEffect
from councils.policies.domain.effects.before import Considerations, Question
from councils.policies.domain.effects.weight import Weighting
from councils.policies.domain.requirements import Requirement, SaidBy
from councils.policies.domain.rules import CitedClause, PolicyIdentity
from councils.policies.domain.words import Force, Reading
from procurement.tenders.domain.readiness import Draft, NamedEvaluator
from procurement.tenders.domain.scheme import AskedMeasure, AskedQuestion, Variant
from procurement.tenders.domain.weights import Kind, Weights
from socialvalue.periods import Period

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 12, 18, 12, 0, tzinfo=UTC)
CITED = "A policy, a section"


def requirement(effect: BaseEffect, force: Force = Force.MUST) -> Requirement:
    """What one clause of an invented policy asks."""
    clause = CitedClause("a-section", "A policy", "A policy", "a section", "Asks for it.")
    said = SaidBy(
        rule="a-rule",
        policy=PolicyIdentity("a-council", "A policy", "1", None),
        clauses=(clause,),
        reading=Reading.QUOTED,
        why="",
        triggered_by=(),
        choices=(),
        sentence="Asked.",
        governs=True,
    )
    return Requirement(effect, force, "Asked.", "Do it.", Reading.QUOTED, "", (said,))


def weighting(percent: str = "20", basis: str = "overall", form: str = "fixed") -> Requirement:
    """A weight of social value that the policy asks for."""
    return requirement(Weighting(form=form, percent=Decimal(percent), basis=basis))


def commitments(at_least: int = 1) -> Requirement:
    """So many commitments that can be counted."""
    return requirement(QuantifiableCommitments(at_least=at_least))


def considerations(force: str = "duty") -> Requirement:
    """Considerations before the procurement starts."""
    questions = (Question(key="improve", text="How?"),)
    return requirement(Considerations(force=force, asked_by="an Act", questions=questions))


def weights(price: str = "40", quality: str = "40", social_value: str = "20") -> Weights:
    """Three weights."""
    return Weights(Decimal(price), Decimal(quality), Decimal(social_value))


def question(kind: Kind = Kind.QUALITY, marks: str = "40", number: int = 1, **more) -> AskedQuestion:
    """One question."""
    words = {"text": "How will you do it?", "guidance": "At most 500 words."} | more
    return AskedQuestion(uid=f"{kind}-{number}", kind=kind, number=number, marks=Decimal(marks), **words)


def measure(unit: Unit = Unit.WEEK, key: str = "placements", **more) -> AskedMeasure:
    """One measure."""
    told = {
        "uid": f"measure-{key}",
        "key": key,
        "headline": "Placements",
        "definition": "Weeks of placements.",
        "outcome": "Young people",
        "unit": unit,
        "adds_up": HowItAddsUp.FLOW,
        "term": Term.YEAR,
        "second_year": SecondYear.COUNTS_AGAIN,
        "counted_one": "placement",
        "counted_many": "placements",
        "variant_of": "level",
        "variants": (Variant("two", "Level 2"), Variant("three", "Level 3")),
        "evidence": "A letter.",
        "counting_rules": ("Count each person once.",),
        "notes": ("A note.",),
    }
    return AskedMeasure(**(told | more))


def evaluator(user_id: int = 7, quality: bool = True, social_value: bool = True) -> NamedEvaluator:
    """Somebody who scores."""
    return NamedEvaluator(user_id, "Evaluator", quality, social_value)


def draft(**changes) -> Draft:
    """A tender that can be published on 21 November 2026, but for ``changes``."""
    whole = {
        "weights": weights(),
        "questions": (question(), question(Kind.SOCIAL_VALUE, "20", outcome="Young people")),
        "measures": (measure(),),
        "outcomes": ("Young people",),
        "evaluators": (evaluator(),),
        "deadline": DEADLINE,
        "term": Period(date(2027, 4, 1), date(2031, 3, 31)),
        "assessed": True,
        "considered": False,
        "requirements": (weighting(), commitments(), considerations("voluntary")),
    }
    return Draft(**(whole | changes))
