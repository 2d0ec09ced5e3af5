"""What an exception may be asked for, what it covers to the digit, and when it lapses."""

from decimal import Decimal

import pytest

from councils.policies.domain.effects.asking import Measures, Obligation, Outcomes, QuantifiableCommitments
from councils.policies.domain.effects.people import Approver, Exception_
from councils.policies.domain.effects.weight import Weighting
from councils.policies.domain.words import EffectKind, Force, Level
from procurement.opportunities.domain.choosing import gaps
from procurement.opportunities.domain.exceptions import (
    Asked,
    Exceptions,
    Kind,
    asked_words,
    check_asked,
    check_decision,
    grounds,
    lapses_because,
)
from procurement.opportunities.domain.progress import Progress
from socialvalue.access.domain import Refusal
from tests.tenders.samples import CITED, commitments, requirement, weighting

REQUIRED = requirement(Obligation(level=Level.REQUIRED))
TWO_OUTCOMES = requirement(Outcomes(at_least=2))
ONE_OF_GROUP = requirement(Measures(at_least=1, group="young"))
AGREED = requirement(Measures(at_least=3, unless_approved_by="board"))


def says(*kinds: EffectKind, approver: str | None = None):
    """What a policy says of exceptions from rules of those kinds."""
    return requirement(Exception_(departs_from=kinds, evidence="that it was looked into.", approver=approver))


def one(kind: Kind, key: str, instead: str | None = None) -> Asked:
    """An exception."""
    return Asked(kind, key, None if instead is None else Decimal(instead), "Asked.")


# From what


def test_rules_that_bind_are_grounds_and_others_are_not():
    asked = [
        REQUIRED,
        requirement(Obligation(level=Level.AIM)),
        weighting(),
        requirement(Weighting(form="minimum", percent=Decimal(10), basis="quality"), Force.SHOULD),
        TWO_OUTCOMES,
        ONE_OF_GROUP,
        commitments(),
    ]
    assert [(g.kind, g.key) for g in grounds(asked)] == [
        (Kind.OPT_OUT, "obligation"),
        (Kind.WEIGHTING, "weighting"),
        (Kind.OUTCOMES, "outcomes"),
        (Kind.OUTCOMES, "measures:young"),
    ]


@pytest.mark.parametrize(
    ("rule", "more", "body", "evidence"),
    [
        (weighting(), [], None, ""),
        (weighting(), [says(EffectKind.WEIGHTING)], None, "that it was looked into."),
        (
            weighting(),
            [says(EffectKind.WEIGHTING, approver="cabinet")],
            "cabinet",
            "that it was looked into.",
        ),
        (weighting(), [says(EffectKind.OBLIGATION, approver="cabinet")], None, ""),
        (weighting(), [requirement(Approver(of="exception", body="leaders"))], "leaders", ""),
        (weighting(), [requirement(Approver(of="award", body="leaders"))], None, ""),
        (AGREED, [says(EffectKind.MEASURES, approver="cabinet")], "board", "that it was looked into."),
    ],
)
def test_the_policy_says_who_approves_and_what_evidence_or_does_not(rule, more, body, evidence):
    [ground] = grounds([rule, *more])
    assert (ground.body, ground.evidence) == (body, evidence)


@pytest.mark.parametrize(
    ("rule", "kind", "instead", "said"),
    [
        (REQUIRED, Kind.OPT_OUT, None, "Social value is left out of this procurement."),
        (weighting(), Kind.WEIGHTING, "15.00", "Social value counts for 15% of the overall score."),
        (weighting(basis="quality"), Kind.WEIGHTING, "7.5", "Social value counts for 7.5% of the quality element of the score."),
        (TWO_OUTCOMES, Kind.OUTCOMES, "1", "The procurement chooses 1 outcome."),
        (ONE_OF_GROUP, Kind.OUTCOMES, "0", "The procurement chooses 0 measures, of those that the rule asks for."),
    ],
)  # fmt: skip
def test_what_is_asked_is_said_in_a_sentence(rule, kind, instead, said):
    assert asked_words(rule, kind, None if instead is None else Decimal(instead)) == said


# Asking


def asked_for(rule, instead=None, reason="Why.", statement="Seen.", has_file=False):
    """The fields at which it is refused."""
    [ground] = grounds([rule])
    number = None if instead is None else Decimal(instead)
    try:
        check_asked(ground, number, reason, statement, has_file=has_file)
    except Refusal as refused:
        return [field for field, _ in refused.errors]
    return []


@pytest.mark.parametrize(
    ("rule", "told", "fields"),
    [
        (REQUIRED, {}, []),
        (REQUIRED, {"reason": " "}, ["reason"]),
        (REQUIRED, {"statement": ""}, ["statement"]),
        (REQUIRED, {"statement": "", "has_file": True}, []),
        (weighting(), {}, ["instead"]),
        (weighting(), {"instead": "20"}, ["instead"]),
        (weighting(), {"instead": "19.99"}, []),
        (weighting(), {"instead": "0"}, []),
        (weighting("10", form="minimum"), {"instead": "10"}, ["instead"]),
        (weighting("10", form="minimum"), {"instead": "9.99"}, []),
        (TWO_OUTCOMES, {"instead": "2"}, ["instead"]),
        (TWO_OUTCOMES, {"instead": "1"}, []),
        (TWO_OUTCOMES, {"instead": "1.5"}, ["instead"]),
        (ONE_OF_GROUP, {"instead": "0"}, []),
        (weighting(), {"reason": "", "statement": ""}, ["instead", "reason", "statement"]),
    ],
)
def test_all_that_is_missing_is_said_at_once(rule, told, fields):
    assert asked_for(rule, **told) == fields


@pytest.mark.parametrize(
    ("approves", "reference", "note", "field"),
    [
        (True, "Minute 12", "", None),
        (True, " ", "A note.", "decision_reference"),
        (False, "", "Too little.", None),
        (False, "Minute 12", " ", "note"),
    ],
)
def test_an_approval_has_a_reference_and_a_refusal_a_reason(approves, reference, note, field):
    if field is None:
        check_decision(approves=approves, decision_reference=reference, note=note)
        return
    with pytest.raises(Refusal) as refused:
        check_decision(approves=approves, decision_reference=reference, note=note)
    assert refused.value.field == field


# Covering


@pytest.mark.parametrize(
    ("exception", "key", "number", "covered"),
    [
        (one(Kind.WEIGHTING, "weighting", "15"), "weighting", "15.00", True),
        (one(Kind.WEIGHTING, "weighting", "15"), "weighting", "15.01", False),
        (one(Kind.WEIGHTING, "weighting", "15"), "weighting", "14.99", False),
        (one(Kind.WEIGHTING, "weighting", "15"), "outcomes", "15", False),
        (one(Kind.OPT_OUT, "obligation"), "weighting", "0", True),
        (one(Kind.OPT_OUT, "obligation"), "weighting", "0.01", False),
        (one(Kind.OPT_OUT, "obligation"), "outcomes", "0", True),
        (one(Kind.OUTCOMES, "outcomes", "1"), "outcomes", "1", True),
        (one(Kind.OUTCOMES, "outcomes", "1"), "outcomes", "0", False),
        (one(Kind.OUTCOMES, "measures:young", "0"), "measures", "0", False),
    ],
)
def test_an_approved_exception_covers_exactly_what_it_says(exception, key, number, covered):
    assert Exceptions(approved=(exception,)).allow(key, Decimal(number)) is covered
    waits = Exceptions(waiting=(exception,))
    assert waits.wait_for(key, Decimal(number)) is covered
    assert not waits.allow(key, Decimal(number))


def progress(chosen: int) -> Progress:
    """Everything is done but for the choice of so many outcomes."""
    return Progress(False, None, False, False, False, 3, 3, 3, True, chosen, 0)


OPT_OUT = one(Kind.OPT_OUT, "obligation")
ONE_ONLY = one(Kind.OUTCOMES, "outcomes", "1")


@pytest.mark.parametrize(
    ("rules", "chosen", "exceptions", "missing"),
    [
        ([REQUIRED], 0, Exceptions(), 1),
        ([REQUIRED], 0, Exceptions(waiting=(OPT_OUT,)), 1),
        ([REQUIRED], 0, Exceptions(approved=(OPT_OUT,)), 0),
        ([REQUIRED, TWO_OUTCOMES, requirement(QuantifiableCommitments(at_least=1))], 0, Exceptions(approved=(OPT_OUT,)), 0),
        ([TWO_OUTCOMES], 1, Exceptions(), 1),
        ([TWO_OUTCOMES], 1, Exceptions(waiting=(ONE_ONLY,)), 1),
        ([TWO_OUTCOMES], 1, Exceptions(approved=(ONE_ONLY,)), 0),
        ([TWO_OUTCOMES], 0, Exceptions(approved=(ONE_ONLY,)), 1),
        ([TWO_OUTCOMES], 2, Exceptions(approved=(ONE_ONLY,)), 0),
        ([ONE_OF_GROUP], 1, Exceptions(), 1),
        ([ONE_OF_GROUP], 1, Exceptions(approved=(one(Kind.OUTCOMES, "measures:young", "0"),)), 0),
    ],
)  # fmt: skip
def test_the_assessment_is_complete_with_what_is_approved_and_not_with_what_waits(
    rules, chosen, exceptions, missing
):
    found = gaps(progress(chosen), rules, (), {"young": ()}, exceptions=exceptions)
    assert len(found) == missing, found


# Lapsing


@pytest.mark.parametrize(
    ("now", "because"),
    [
        ([weighting()], ""),
        ([weighting(), TWO_OUTCOMES], ""),
        ([], "The rule is no longer required of this procurement."),
        ([weighting("25")], "The rule has changed. It now says: Asked."),
        ([requirement(weighting().effect, Force.SHOULD)], "The rule has changed. It now says: Asked."),
    ],
)
def test_it_lapses_when_its_rule_has_changed_and_not_before(now, because):
    assert lapses_because(weighting(), now) == because


def test_the_clause_that_speaks_of_exceptions_is_named():
    [ground] = grounds([weighting(), says(EffectKind.WEIGHTING)])
    assert ground.said_by == CITED
