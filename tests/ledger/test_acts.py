"""What each act posts, decided without a database from what stands for the same row."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from procurement.ledger.domain import acts
from procurement.ledger.domain.lines import Event, Kind, LedgerError, Line, NewPosting, Posted, Source, live
from socialvalue.access.domain import Refusal, Stale
from socialvalue.periods import Period

QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))


def lines(quantity: str, kind: Kind = Kind.REPORTED) -> tuple[Line, ...]:
    return (Line(1, kind, QUARTER, Decimal(quantity)),)


def source(revision: int = 1) -> Source:
    return Source("returns.returnline", 7, revision)


def said(*postings: NewPosting) -> list[Posted]:
    """The row once ``postings`` were written, in order; the first has number and id 1."""
    reversed_by = {p.reverses_id: number for number, p in enumerate(postings, 1) if p.reverses_id}
    return [Posted(n, n, p, reversed_by.get(n)) for n, p in enumerate(postings, 1)]


def reported(quantity: str = "3", revision: int = 1) -> NewPosting:
    return NewPosting(Event.SUBMIT, "returns.returnline", 7, revision, lines(quantity))


def verified(quantity: str = "3", revision: int = 1) -> NewPosting:
    return NewPosting(Event.VERIFY, "returns.returnline", 7, revision, lines(quantity, Kind.VERIFIED))


def test_a_first_report_is_submitted():
    (new,) = acts.report(source(), lines("3"), [], "")
    assert (new.event, new.revision, new.lines) == (Event.SUBMIT, 1, lines("3"))


def test_the_same_report_again_posts_nothing():
    assert acts.report(source(), lines("3.0"), said(reported("3")), "") == ()


def test_a_report_that_changed_needs_a_new_revision():
    with pytest.raises(LedgerError, match="without a new revision"):
        acts.report(source(), lines("4"), said(reported("3")), "")


def test_a_resubmission_takes_back_what_was_verified_then_what_was_reported_then_posts_again():
    new = acts.report(source(2), lines("4"), said(reported(), verified()), "recounted")
    assert [(p.event, p.reverses_id, p.lines[0].quantity) for p in new] == [
        (Event.REVERSE, 2, Decimal(-3)),
        (Event.REVERSE, 1, Decimal(-3)),
        (Event.RESUBMIT, None, Decimal(4)),
    ]
    assert {p.revision for p in new} == {2}


def test_a_line_may_be_taken_back_without_saying_anything_new():
    row = said(reported())
    (new,) = acts.report(source(2), (), row, "")
    assert (new.event, new.reverses_id) == (Event.REVERSE, 1)
    assert acts.report(source(2), (), said(reported(), new), "") == ()


def test_a_report_overtaken_by_a_later_one_is_stale():
    row = said(reported(revision=3))
    with pytest.raises(Stale):
        acts.report(source(2), lines("4"), row, "")


def test_a_line_that_was_taken_back_may_be_reported_again():
    (taken,) = acts.report(source(2), (), said(reported()), "")
    (new,) = acts.report(source(3), lines("5"), said(reported(), taken), "")
    assert (new.event, new.revision) == (Event.RESUBMIT, 3)


def test_verified_in_full_is_what_was_reported():
    new = acts.verify(source(), None, said(reported("3")), "")
    assert new.lines == lines("3", Kind.VERIFIED)
    assert (new.event, new.source_id, new.revision) == (Event.VERIFY, 7, 1)


def test_verified_in_part_is_what_was_accepted():
    assert (
        acts.verify(source(), lines("2", Kind.VERIFIED), said(reported()), "one left").lines[0].quantity == 2
    )


def test_verified_nothing_is_still_verified():
    assert (
        acts.verify(source(), lines("0", Kind.VERIFIED), said(reported()), "no evidence").lines[0].quantity
        == 0
    )


def test_more_than_was_reported_is_refused_and_says_what_was():
    with pytest.raises(Refusal, match=r"which is 3\.5") as refused:
        acts.verify(source(), lines("4", Kind.VERIFIED), said(reported("3.5000")), "")
    assert refused.value.field == "quantity"


def test_only_what_was_reported_can_be_verified():
    elsewhere = (replace(lines("1", Kind.VERIFIED)[0], place="E05001"),)
    with pytest.raises(LedgerError, match="Only what was reported"):
        acts.verify(source(), elsewhere, said(reported()), "")


def test_a_revision_that_no_longer_stands_cannot_be_verified():
    row = said(reported(), *acts.report(source(2), lines("4"), said(reported()), ""))
    with pytest.raises(Stale):
        acts.verify(source(1), None, row, "")
    assert acts.verify(source(2), None, row, "").lines[0].quantity == 4


def test_nothing_reported_cannot_be_verified():
    with pytest.raises(Stale):
        acts.verify(source(), None, [], "")


def test_sending_back_posts_nothing_where_nothing_was_verified():
    assert acts.send_back(source(), said(reported()), "no evidence") == ()


def test_sending_back_takes_back_what_was_verified_and_leaves_what_was_reported():
    row = said(reported(), verified())
    (new,) = acts.send_back(source(), row, "the wrong file")
    assert (new.event, new.reverses_id, new.reason) == (Event.REVERSE, 2, "the wrong file")
    after = said(reported(), verified(), new)
    assert [p.id for p in live(after, *acts.REPORTS)] == [1]
    assert acts.send_back(source(), after, "the wrong file") == ()


def test_what_was_sent_back_waits_for_a_new_revision():
    (back,) = acts.send_back(source(), said(reported(), verified()), "the wrong file")
    with pytest.raises(Stale):
        acts.verify(source(), None, said(reported(), verified(), back), "")


def test_a_line_that_was_submitted_again_cannot_be_sent_back_as_it_was():
    with pytest.raises(Stale):
        acts.send_back(source(1), said(reported(revision=2)), "late")


def test_reversing_a_report_reverses_what_was_verified_on_it_first():
    row = said(reported(), verified())
    assert [p.reverses_id for p in acts.reversals(row[0], row, revision=1, reason="")] == [2, 1]


def test_reversing_a_verification_leaves_the_report():
    row = said(reported(), verified())
    assert [p.reverses_id for p in acts.reversals(row[1], row, revision=1, reason="")] == [2]


def test_a_reversal_is_the_exact_negation():
    row = said(reported("2.25"))
    (new,) = acts.reversals(row[0], row, revision=4, reason="typed twice")
    assert new.lines == tuple(line.negated() for line in row[0].posting.lines)
    assert (new.reason, new.revision) == ("typed twice", 4)


def test_a_reversal_is_never_itself_reversed_and_nothing_is_reversed_twice():
    (back,) = acts.reversals(said(reported())[0], said(reported()), revision=1, reason="")
    row = said(reported(), back)
    with pytest.raises(LedgerError, match="never itself"):
        acts.reversal(row[1], revision=2, reason="")
    with pytest.raises(LedgerError, match="already"):
        acts.reversal(row[0], revision=2, reason="")
