"""Opening, scoring alone, agreeing and awarding."""

from datetime import timedelta

import pytest

from procurement.bids import queries, services
from procurement.bids.models import Award, Bid, Moderation, Score
from procurement.tenders import services as tenders
from procurement.tenders.models import Tender
from socialvalue.access.domain import Denied, NotFound, Refusal, Role, Stale
from socialvalue.access.models import AuditEntry
from tests.factories import bids as make
from tests.factories.councils import staff
from tests.factories.tenders import evaluator, published_tender

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def give(tender, scorer, bid, question, **scores):
    """One score of one evaluator."""
    version = queries.score_sheet(scorer, tender, bid.uid, question.uid).version
    return services.record_score(
        bid=bid, question=question.uid, scores=scores, reason="It says how.", version=version, by=scorer
    )


def questions(tender):
    return queries.frozen_scheme(tender).questions


# Opening


def test_bids_cannot_be_opened_before_the_deadline_or_at_it(rotherham, frozen):
    tender = published_tender(rotherham)
    make.submitted_bid(tender)
    frozen(tender.deadline)
    with pytest.raises(Refusal, match="sealed until the deadline"):
        services.open_bids(tender=tender, version=tender.version, by=tender.lead)
    assert Tender.objects.get().status == "published"


def test_opening_is_recorded_and_leaves_drafts_unseen(rotherham, frozen):
    tender = published_tender(rotherham)
    sealed, draft = make.submitted_bid(tender), make.whole_bid(tender)
    frozen(tender.deadline + SECOND)
    assert services.open_bids(tender=tender, version=tender.version, by=tender.lead) == 1
    fresh = Tender.objects.get()
    assert (fresh.status, fresh.opened_by_id, fresh.opened_at) == (
        "opened",
        tender.lead.user_id,
        tender.deadline + SECOND,
    )
    assert [bid.uid for bid in queries.opened_bids(tender.lead, fresh)] == [sealed.uid]
    with pytest.raises(NotFound):
        queries.bid(tender.lead, draft.uid)
    assert AuditEntry.objects.filter(act="opened the bids", sealed=False).count() == 1
    opened = AuditEntry.objects.get(act="opened the bid")
    assert opened.detail["receipt"] == sealed.receipt


def test_only_a_lead_opens_bids_and_only_once(rotherham):
    tender = published_tender(rotherham)
    make.submitted_bid(tender)
    make.close(tender)
    for actor in (tender.scorers[0], staff(rotherham, Role.ADMINISTRATOR), make.bidder()):
        with pytest.raises(Denied):
            services.open_bids(tender=tender, version=tender.version, by=actor)
    services.open_bids(tender=tender, version=tender.version, by=tender.lead)
    with pytest.raises(Refusal):
        services.open_bids(tender=tender, version=tender.version, by=tender.lead)


def test_no_bid_is_submitted_once_the_bids_are_opened(rotherham, frozen):
    tender = published_tender(rotherham)
    make.submitted_bid(tender)
    late = make.whole_bid(tender)
    frozen(tender.deadline + SECOND)
    services.open_bids(tender=tender, version=tender.version, by=tender.lead)
    frozen(tender.deadline - SECOND)
    with pytest.raises(Refusal, match="does not take bids"):
        services.submit(bid=late, version=late.version, by=late.actor)


# Scoring alone


def test_an_evaluator_scores_its_answers_with_a_reason_and_may_change_its_mind(rotherham):
    tender = make.opened_tender(rotherham)
    scorer, bid, question = tender.scorers[0], tender.made[0], questions(tender)[0]
    give(tender, scorer, bid, question, mark=4)
    give(tender, scorer, bid, question, mark=2)
    row = Score.objects.get()
    assert (row.mark, row.version) == (2, 2)
    with pytest.raises(Stale):
        services.record_score(
            bid=bid, question=question.uid, scores={"mark": 5}, reason="No.", version=1, by=scorer
        )


@pytest.mark.parametrize(
    ("scores", "reason", "fields"),
    [
        ({"mark": 6}, "Because.", ["mark"]),
        ({"mark": -1}, "Because.", ["mark"]),
        ({}, "Because.", ["mark"]),
        ({"mark": 3}, "  ", ["reason"]),
        ({"appropriate": 3, "achievable": 3}, "Because.", ["mark", None]),
    ],
)
def test_a_score_off_the_scale_or_without_reason_is_refused(rotherham, scores, reason, fields):
    tender = make.opened_tender(rotherham)
    with pytest.raises(Refusal) as refused:
        services.record_score(
            bid=tender.made[0],
            question=questions(tender)[0].uid,
            scores=scores,
            reason=reason,
            version=0,
            by=tender.scorers[0],
        )
    assert [field for field, _ in refused.value.errors] == fields
    assert not Score.objects.exists()


def test_an_evaluator_never_sees_what_another_gave_not_even_as_a_lead_or_auditor(rotherham):
    both = staff(rotherham, Role.EVALUATOR, Role.PROCUREMENT_LEAD, Role.AUDITOR)
    tender = make.opened_tender(rotherham, scorers=(both, evaluator(rotherham)))
    other = tender.scorers[1]
    give(tender, other, tender.made[0], questions(tender)[0], mark=4)
    mine = give(tender, both, tender.made[0], questions(tender)[0], mark=1)
    assert list(Score.objects.visible_to(both)) == [mine]
    assert all(one.scores in (None, {"mark": 1}) for one in queries.to_score(both, tender))
    with pytest.raises(Denied):
        queries.standings(both, tender)
    assert Moderation.objects.visible_to(both).count() == 0


def test_the_history_does_not_tell_marks(rotherham):
    tender = make.moderated_tender(rotherham)
    for entry in AuditEntry.objects.filter(record_type__in=["bids.score", "bids.moderation"]):
        assert entry.detail == {}
    assert tender.made


def test_an_evaluator_scores_only_what_it_was_named_for(rotherham):
    quality, everything = evaluator(rotherham), evaluator(rotherham)
    tender = published_tender(rotherham, scorers=(everything,))
    tender.evaluators.create(
        council=rotherham, user_id=quality.user_id, scores_quality=True, scores_social_value=False
    )
    opened = make.opened_tender(tender=tender, bids=[{}])
    kinds = {one.question.kind for one in queries.to_score(quality, opened)}
    assert kinds == {"quality"}
    social = questions(opened)[-1]
    with pytest.raises(NotFound):
        queries.score_sheet(quality, opened, opened.made[0].uid, social.uid)
    with pytest.raises(Denied):
        queries.to_score(evaluator(rotherham), opened)


def test_an_evaluator_never_sees_a_price_even_as_a_lead(rotherham):
    both = staff(rotherham, Role.EVALUATOR, Role.PROCUREMENT_LEAD)
    tender = make.opened_tender(rotherham, scorers=(both, evaluator(rotherham)))
    bids = queries.opened_bids(both, tender)
    assert len(bids) == 2
    assert queries.prices(both, bids) == {}
    assert queries.contents(both, bids[0]).price is None
    assert not queries.sees_price(both, tender)
    assert len(queries.prices(tender.lead, bids)) == 2


# Agreeing


def test_a_lead_sees_marks_only_when_all_are_in(rotherham):
    tender = make.opened_tender(rotherham)
    first, second = tender.scorers
    bid, question = tender.made[0], questions(tender)[0]
    give(tender, first, bid, question, mark=5)
    standing = queries.standing(tender.lead, tender, bid.uid, question.uid)
    assert (standing.given, standing.averages, standing.state) == ((), {}, "waiting")
    assert standing.awaited == (second.name,)
    with pytest.raises(Refusal, match=f"Still to score: {second.name}"):
        agree(tender, bid, question, mark=5)
    give(tender, second, bid, question, mark=2)
    standing = queries.standing(tender.lead, tender, bid.uid, question.uid)
    marks = [(one.evaluator, one.scores["mark"]) for one in standing.given]
    assert marks == sorted([(first.name, 5), (second.name, 2)])
    assert str(standing.averages["mark"]) == "3.50"
    assert (standing.state, standing.agreed) == ("ready", None)


def agree(tender, bid, question, *, by=None, version=0, reason="We agree.", **scores):
    return services.moderate(
        bid=bid, question=question.uid, scores=scores, reason=reason, version=version, by=by or tender.lead
    )


def test_whoever_scores_a_tender_never_moderates_or_awards_it(rotherham):
    both = staff(rotherham, Role.EVALUATOR, Role.PROCUREMENT_LEAD)
    tender = make.opened_tender(rotherham, scorers=(both, evaluator(rotherham)))
    make.score_everything(tender)
    with pytest.raises(Denied, match="You scored this tender"):
        agree(tender, tender.made[0], questions(tender)[0], by=both, mark=3)
    with pytest.raises(Denied, match="You scored this tender"):
        services.finish_moderation(tender=tender, version=tender.version, by=both)


def test_moderation_ends_only_when_every_answer_is_agreed(rotherham):
    tender = make.opened_tender(rotherham)
    make.score_everything(tender)
    with pytest.raises(Refusal, match="6 answers are not agreed yet"):
        services.finish_moderation(tender=tender, version=tender.version, by=tender.lead)
    agree(tender, tender.made[0], questions(tender)[0], mark=3)
    with pytest.raises(Refusal, match="5 answers are not agreed yet"):
        services.finish_moderation(tender=tender, version=tender.version, by=tender.lead)


def test_a_score_changed_after_the_agreement_must_be_agreed_again(rotherham):
    tender = make.moderated_tender(rotherham)
    bid, question = tender.made[0], questions(tender)[0]
    give(tender, tender.scorers[0], bid, question, mark=1)
    with pytest.raises(Refusal, match="1 answer is not agreed yet"):
        services.finish_moderation(tender=tender, version=tender.version, by=tender.lead)
    agree(tender, bid, question, version=1, mark=3)
    services.finish_moderation(tender=tender, version=tender.version, by=tender.lead)
    assert Tender.objects.get().status == "scored"


def test_the_average_is_never_used_by_itself(rotherham):
    """Both evaluators gave 4; what was agreed, 1, is what counts: 1/5 x 25 = 5."""
    tender = make.scored_tender(rotherham, agreed=[{"mark": 1}])
    place = queries.result(tender.lead, tender).place_of(str(tender.made[0].uid))
    assert str(place.lines[1].marks) == "5.0000"


def test_nothing_is_scored_or_agreed_after_moderation(rotherham):
    tender = make.scored_tender(rotherham)
    bid, question = tender.made[0], questions(tender)[0]
    with pytest.raises(Refusal, match="until moderation is finished"):
        give(tender, tender.scorers[0], bid, question, mark=1)
    with pytest.raises(Refusal, match="until moderation is finished"):
        agree(tender, bid, question, version=1, mark=1)


def test_a_tender_without_bids_has_nothing_to_agree(rotherham):
    tender = make.opened_tender(rotherham, bids=[])
    with pytest.raises(Refusal, match="No bids came in"):
        services.finish_moderation(tender=tender, version=tender.version, by=tender.lead)


# The award


def award(tender, bid, *, by=None, reason="It has the most marks.", reference="ODR 2026/114"):
    return services.award(
        tender=tender,
        bid=bid,
        reason=reason,
        decision_reference=reference,
        version=tender.version,
        by=by or tender.lead,
    )


def test_the_first_bid_wins_and_the_ranking_is_kept_with_a_checksum(rotherham):
    tender = make.scored_tender(rotherham)
    before = queries.result(tender.lead, tender)
    made = award(tender, tender.made[0])
    kept = AuditEntry.objects.get(act="recorded the award")
    assert kept.detail == {"decision": "ODR 2026/114", "ranking": made.checksum} and made.checksum
    assert dict(Bid.objects.values_list("uid", "status")) == {
        tender.made[0].uid: "won",
        tender.made[1].uid: "lost",
    }
    fresh = Tender.objects.get()
    assert fresh.status == "awarded"
    assert queries.result(tender.lead, fresh) == before
    assert made.checksum == before.checksum


def test_a_ranking_that_was_tampered_with_is_told(rotherham):
    tender = make.awarded_tender(rotherham)
    kept = Award.objects.get()
    kept.ranking["places"][0]["total"] = "99.0000"
    kept.save()
    with pytest.raises(ValueError, match="not the one that was decided by"):
        queries.result(tender.lead, tender)


def test_another_than_the_first_is_refused(rotherham):
    tender = make.scored_tender(rotherham)
    with pytest.raises(Refusal, match="By the published method only") as refused:
        award(tender, tender.made[1])
    assert refused.value.field == "bid"
    assert not Award.objects.exists()


def test_of_a_tie_either_may_win_with_a_reason(rotherham):
    tender = make.scored_tender(rotherham, bids=[{"price": 100}, {"price": 100}])
    ranking = queries.result(tender.lead, tender)
    assert ranking.is_tied
    with pytest.raises(Refusal, match="Give the reason"):
        award(tender, tender.made[1], reason=" ")
    award(tender, tender.made[1], reason="More local people in work.")
    assert Award.objects.get().bid.uid == tender.made[1].uid


def test_an_award_needs_its_decision_and_its_permission(rotherham):
    tender = make.scored_tender(rotherham)
    with pytest.raises(Refusal, match="reference of the decision"):
        award(tender, tender.made[0], reference="")
    for actor in (tender.scorers[0], staff(rotherham, Role.APPROVER), tender.made[0].actor):
        with pytest.raises(Denied):
            award(tender, tender.made[0], by=actor)


def test_a_tender_is_awarded_once_and_not_before_it_is_scored(rotherham):
    tender = make.moderated_tender(rotherham)
    with pytest.raises(Refusal, match="after moderation"):
        award(tender, tender.made[0])
    services.finish_moderation(tender=tender, version=tender.version, by=tender.lead)
    tender.refresh_from_db()
    award(tender, tender.made[0])
    with pytest.raises(Refusal, match="awarded once"):
        award(tender, tender.made[0])


# What waits


def titles(actor, mine=True):
    return [item.title for item in queries.waiting(actor) if item.mine is mine]


def test_what_waits_for_the_lead_follows_the_tender(rotherham):
    tender = published_tender(rotherham)
    make.submitted_bid(tender)
    lead = tender.lead
    assert titles(lead) == []
    make.close(tender)
    assert titles(lead) == ["Open the bids: Grounds maintenance"]
    services.open_bids(tender=tender, version=tender.version, by=lead)
    opened = make.again(tender, made=[])
    assert titles(lead) == []
    (item,) = [one for one in queries.waiting(lead) if not one.mine]
    assert (item.title, item.whose) == ("Moderate the scores: Grounds maintenance", "evaluators")
    make.score_everything(opened)
    assert titles(lead) == ["Moderate the scores: Grounds maintenance"]
    for one in queries.standings(lead, opened):
        given = {criterion.key: 3 for criterion in one.scoring.criteria}
        services.moderate(
            bid=one.bid, question=one.question.uid, scores=given, reason="So.", version=0, by=lead
        )
    assert titles(lead) == ["Finish moderation: Grounds maintenance"]
    services.finish_moderation(tender=opened, version=opened.version, by=lead)
    assert titles(lead) == ["Award the contract: Grounds maintenance"]


def test_what_waits_for_an_evaluator_counts_its_answers(rotherham):
    tender = make.opened_tender(rotherham)
    scorer = tender.scorers[0]
    give(tender, scorer, tender.made[0], questions(tender)[0], mark=4)
    (item,) = queries.waiting(scorer)
    assert item.title == "Score the bids: Grounds maintenance"
    assert item.hint.endswith("1 of 6 done.")
    make_rest = [one for one in queries.to_score(scorer, tender) if not one.is_done]
    for one in make_rest:
        give(tender, scorer, one.bid, one.question, **{c.key: 3 for c in one.scoring.criteria})
    assert queries.waiting(scorer) == []


def test_publishing_again_is_impossible_after_opening(rotherham):
    tender = make.opened_tender(rotherham)
    with pytest.raises(Refusal):
        tenders.publish(tender=tender, version=tender.version, by=tender.lead)
