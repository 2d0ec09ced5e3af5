"""The pages of building a tender: who gets in, what they say, what they keep."""

from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.tenders import queries, services
from procurement.tenders.models import Evaluator, Question, Tender
from socialvalue.access.domain import Role
from tests.factories import tenders as make
from tests.factories.councils import staff, supplier, supplier_member, user_of
from tests.factories.opportunities import assessed_procurement, commissioner

pytestmark = pytest.mark.django_db
NASTY = "<script>alert(1)</script>{{7*7}}"
TASKS = ("instructions", "dates", "deadline", "weights", "measures", "evaluators", "check", "publish")


@pytest.fixture
def as_(client):
    """Sign in as somebody: ``as_(lead).get(...)``."""

    def signed_in(actor):
        client.force_login(user_of(actor))
        return client

    return signed_in


def url(page: str, tender: Tender, *more) -> str:
    """The address of one page of a tender."""
    return reverse(f"tenders:{page}", args=[tender.uid, *more])


def every_page(tender: Tender) -> list[str]:
    """Every page of a draft."""
    question = Question.objects.filter(tender=tender).first()
    pages = [url(page, tender) for page in ("tender", *TASKS)]
    for kind in ("quality", "social_value"):
        pages += [url("questions", tender, kind), url("question_new", tender, kind)]
    return [*pages, url("question", tender, question.uid), url("question_remove", tender, question.uid)]


def test_every_page_of_a_draft_opens_for_a_lead(as_, lead, ready):
    for page in every_page(ready):
        response = as_(lead).get(page)
        assert response.status_code == 200, page
        assert b"Grounds maintenance" in response.content


def test_nobody_outside_the_council_finds_a_draft(as_, ready, other_council):
    foreign = make.lead(other_council)
    for page in every_page(ready):
        assert as_(foreign).get(page).status_code == 404, page
    member = supplier_member(supplier())
    assert as_(member).get(url("tender", ready)).status_code == 403
    assert as_(member).get(reverse("portal_tenders:tender", args=[ready.uid])).status_code == 404


def test_a_commissioner_reads_the_tender_and_changes_nothing(as_, ready, rotherham):
    person = commissioner(rotherham)
    assert b"The procurement lead is building this tender" in as_(person).get(url("tender", ready)).content
    for page in every_page(ready)[1:]:
        assert as_(person).get(page).status_code == 403, page


def test_an_evaluator_sees_the_tender_it_is_named_for_and_no_other(as_, ready, rotherham):
    assert as_(ready.scorers[0]).get(url("tender", ready)).status_code == 200
    assert as_(make.evaluator(rotherham)).get(url("tender", ready)).status_code == 404


def test_without_signing_in_one_is_asked_to(client, ready):
    for page in every_page(ready):
        assert client.get(page).status_code == 302


# Start


def test_a_tender_is_started_from_its_page(as_, lead, procurement):
    start = reverse("tenders:start", args=[procurement.uid])
    assert b"Nobody types them again" in as_(lead).get(start).content
    response = as_(lead).post(start)
    tender = Tender.objects.get()
    assert response.status_code == 302
    assert response.url == url("tender", tender)
    assert as_(lead).get(start).url == url("tender", tender)


def test_another_councils_procurement_cannot_be_started(as_, procurement, other_council):
    start = reverse("tenders:start", args=[procurement.uid])
    assert as_(make.lead(other_council)).post(start).status_code == 404
    assert not Tender.objects.exists()


# Each task


def weights(tender, price="40", quality="40", social_value="20", **more):
    """The form of the weights."""
    told = {"price_weight": price, "quality_weight": quality, "social_value_weight": social_value}
    return told | {"version": tender.version} | more


def test_weights_are_saved(as_, lead, draft):
    response = as_(lead).post(url("weights", draft), weights(draft))
    assert response.url == url("tender", draft)
    assert Tender.objects.get().quality_weight == 40


def test_the_weight_of_social_value_starts_where_the_policy_fixes_it(as_, lead, draft):
    page = as_(lead).get(url("weights", draft)).content.decode()
    assert 'name="social_value_weight" value="20"' in page
    assert "exactly 20% of the overall score (Social Value Policy" in page


@pytest.mark.parametrize("price", ["39.99", "40.01"])
def test_weights_that_do_not_total_100_are_refused_and_what_was_typed_is_kept(as_, lead, draft, price):
    response = as_(lead).post(url("weights", draft), weights(draft, price))
    page = response.content.decode()
    assert response.status_code == 200
    assert "The three weights must total exactly 100%. Yours total" in page
    assert f'value="{price}"' in page
    assert 'href="#id_price_weight"' in page
    assert Tender.objects.get().price_weight is None


@pytest.mark.parametrize(("social_value", "price"), [("19", "41"), ("21", "39")])
def test_another_weight_of_social_value_is_refused_with_the_clause_and_the_way_to_an_exception(
    as_, lead, draft, social_value, price
):
    page = as_(lead).post(url("weights", draft), weights(draft, price, "40", social_value)).content.decode()
    assert (
        "Social value must be 20% of the overall score (Social Value Policy, Social Value Framework)" in page
    )
    assert f"You entered {social_value}%. Enter 20, or ask for an exception." in page
    assert f"/procurements/{draft.procurement.uid}/exceptions/ask/" in page
    assert Tender.objects.get().social_value_weight is None


def test_a_stale_form_is_told_so_keeps_what_was_typed_and_can_be_sent_again(as_, lead, draft):
    sent = weights(draft, "30", "50")
    services.set_instructions(tender=draft, instructions="Faster.", version=draft.version, by=lead)
    response = as_(lead).post(url("weights", draft), sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert 'value="30"' in page
    fresh = Tender.objects.get().version
    assert f'name="version" value="{fresh}"' in page
    assert as_(lead).post(url("weights", draft), sent | {"version": fresh}).status_code == 302
    assert Tender.objects.get().price_weight == 30


def question(tender, **more):
    """The form of a question."""
    return {"text": "How?", "guidance": "", "marks": "20", "version": tender.version} | more


def test_a_question_is_added_changed_and_removed(as_, lead, draft):
    listed = url("questions", draft, "social_value")
    outcome = queries.chosen_outcomes(lead, draft)[0]
    new = url("question_new", draft, "social_value")
    assert as_(lead).post(new, question(draft, outcome=outcome.key)).url == listed
    asked = Question.objects.get()
    assert (asked.kind, asked.number, asked.outcome) == ("social_value", 1, outcome)
    draft.refresh_from_db()
    change = url("question", draft, asked.uid)
    assert as_(lead).post(change, question(draft, text="Why?", outcome="")).url == listed
    asked.refresh_from_db()
    assert (asked.text, asked.outcome) == ("Why?", None)
    draft.refresh_from_db()
    remove = url("question_remove", draft, asked.uid)
    assert as_(lead).post(remove, {"version": draft.version}).url == listed
    assert not Question.objects.exists()


def test_the_page_of_questions_says_how_many_marks_are_shared_out(as_, lead, ready):
    page = as_(lead).get(url("questions", ready, "quality")).content.decode()
    assert "The questions carry 40 of 40 marks, the weight of quality." in page
    assert (
        "All 40 marks are shared out already."
        in as_(lead).get(url("question_new", ready, "quality")).content.decode()
    )


def test_there_are_two_kinds_of_questions(as_, lead, ready):
    for page in ("questions", "question_new"):
        assert as_(lead).get(url(page, ready, "price")).status_code == 404


def test_a_question_of_another_tender_is_not_found(as_, lead, ready, rotherham):
    other = make.ready_tender(assessed_procurement(rotherham), lead)
    foreign = Question.objects.filter(tender=other).first()
    assert as_(lead).get(url("question", ready, foreign.uid)).status_code == 404
    assert (
        as_(lead).post(url("question_remove", ready, foreign.uid), {"version": ready.version}).status_code
        == 404
    )


def test_an_evaluator_is_named_and_removed(as_, lead, draft, rotherham):
    person = make.evaluator(rotherham, name="Eve Evaluator")
    page = url("evaluators", draft)
    sent = {"person": person.user_id, "scores": "quality", "version": draft.version}
    assert as_(lead).post(page, sent).url == page
    assert Evaluator.objects.get().user_id == person.user_id
    assert "Eve Evaluator" in as_(lead).get(page).content.decode()
    draft.refresh_from_db()
    gone = {"person": person.user_id, "version": draft.version}
    assert as_(lead).post(url("evaluator_remove", draft), gone).url == page
    assert not Evaluator.objects.exists()


def test_naming_oneself_is_refused_with_a_sentence(as_, draft, rotherham):
    both = staff(rotherham, Role.PROCUREMENT_LEAD, Role.EVALUATOR)
    sent = {"person": both.user_id, "scores": "both", "version": draft.version}
    page = as_(both).post(url("evaluators", draft), sent).content.decode()
    assert "You build this tender and will moderate its scores, so you cannot score it" in page
    assert not Evaluator.objects.exists()


def test_removing_asks_for_a_post_and_for_somebody(as_, lead, ready):
    assert as_(lead).get(url("evaluator_remove", ready)).status_code == 405
    assert as_(lead).post(url("evaluator_remove", ready), {"version": ready.version}).status_code == 400
    assert Evaluator.objects.count() == 2


def test_a_deadline_in_the_past_is_refused_at_the_day(as_, lead, draft, at):
    at("2026-11-21T09:00")
    sent = {"day_0": "21", "day_1": "11", "day_2": "2026", "at": "8:59", "version": draft.version}
    page = as_(lead).post(url("deadline", draft), sent).content.decode()
    assert (
        "The deadline must be in the future. It is now 21 November 2026 at 9am. Enter a later day or time"
        in page
    )
    assert 'value="8:59"' in page
    assert Tender.objects.get().deadline is None
    assert as_(lead).post(url("deadline", draft), sent | {"at": "9:01"}).status_code == 302
    assert Tender.objects.get().deadline is not None


def test_contract_dates_and_instructions_are_saved(as_, lead, draft):
    dates = {
        f"{day}_{part}": value for day in ("starts_on", "ends_on") for part, value in enumerate((1, 6, 2028))
    }
    assert as_(lead).post(url("dates", draft), dates | {"version": draft.version}).status_code == 302
    draft.refresh_from_db()
    sent = {"instructions": "Ask us.", "version": draft.version}
    assert as_(lead).post(url("instructions", draft), sent).status_code == 302
    tender = Tender.objects.get()
    assert (tender.instructions, tender.procurement.contract_starts_on.year) == ("Ask us.", 2028)


# Publication


def test_the_checklist_names_everything_with_links(as_, lead, draft):
    for page in ("check", "publish"):
        shown = as_(lead).get(url(page, draft)).content.decode()
        assert "6 things to do before you can publish" in shown
        for one in queries.checklist(lead, draft):
            assert one.sentence in shown
            assert f'href="{one.url}"' in shown


def test_publication_says_what_will_happen_and_then_does_it(as_, lead, ready):
    page = as_(lead).get(url("publish", ready)).content.decode()
    assert "You cannot take this back." in page
    assert "nobody can change them any more" in page
    response = as_(lead).post(url("publish", ready), {"version": ready.version}, follow=True)
    assert "The tender is published. Suppliers can bid." in response.content.decode()
    assert Tender.objects.get().status == "published"


def test_an_unfinished_tender_is_not_published_by_a_hand_made_post(as_, lead, draft):
    page = as_(lead).post(url("publish", draft), {"version": draft.version}).content.decode()
    assert "Set the deadline for bids." in page
    assert Tender.objects.get().status == "draft"


def test_a_published_tender_shows_its_scheme_and_takes_no_change(as_, lead, published):
    page = as_(lead).get(url("tender", published)).content.decode()
    assert "can no longer be changed" in page
    assert "The lowest price gets all the marks for price." in page
    for page in set(TASKS) - {"evaluators"}:
        response = as_(lead).get(url(page, published))
        assert response.status_code == 400
        assert "This tender is published." in response.content.decode()
    response = as_(lead).post(url("weights", published), weights(published, "30", "50"))
    assert response.status_code == 400
    assert Tender.objects.get().price_weight == Decimal(40)


def test_who_scores_is_changed_from_the_page_of_a_published_tender(as_, lead, published, rotherham):
    link = f'href="{url("evaluators", published)}"'
    assert link in as_(lead).get(url("tender", published)).content.decode()
    assert link not in as_(commissioner(rotherham)).get(url("tender", published)).content.decode()
    assert as_(lead).get(url("evaluators", published)).status_code == 200
    Tender.objects.filter(pk=published.pk).update(status="opened")
    assert link not in as_(lead).get(url("tender", published)).content.decode()
    assert as_(lead).get(url("evaluators", published)).status_code == 400


def test_what_is_left_stands_at_each_task(as_, lead, ready):
    page = as_(lead).get(url("tender", ready)).content.decode()
    assert "Everything is ready" in page
    assert "2 questions with 40 of 40 marks" in page
    services.set_weights(
        tender=ready,
        price_weight=Decimal(35),
        quality_weight=Decimal(45),
        social_value_weight=Decimal(20),
        version=ready.version,
        by=lead,
    )
    page = as_(lead).get(url("tender", ready)).content.decode()
    assert "1 thing to do before you can publish" in page
    assert "The quality questions carry 40 marks. They must carry 45" in page


# Text stays text, and queries do not grow


def test_text_stays_text(as_, lead, rotherham):
    procurement = assessed_procurement(rotherham, title=NASTY, description=NASTY)
    scorer = make.evaluator(rotherham, name=NASTY)
    questions = (("quality", NASTY, Decimal(40)), ("social_value", NASTY, Decimal(20)))
    ready = make.ready_tender(procurement, lead, scorers=(scorer,), questions=questions)
    services.set_instructions(tender=ready, instructions=NASTY, version=ready.version, by=lead)
    pages = [*every_page(ready)]
    for page in pages:
        shown = as_(lead).get(page).content.decode()
        assert "<script>alert(1)" not in shown, page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in shown, page
    services.publish(tender=ready, version=ready.version, by=lead)
    assert "<script>alert(1)" not in as_(lead).get(url("tender", ready)).content.decode()
    member = supplier_member(supplier())
    for page in (reverse("portal_tenders:list"), reverse("portal_tenders:tender", args=[ready.uid])):
        shown = as_(member).get(page).content.decode()
        assert "<script>alert(1)" not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in shown


def test_the_check_page_asks_no_more_queries_for_50_questions_than_for_2(
    as_, lead, procurement, count_queries
):
    tender = make.draft_tender(procurement, lead)
    make.add_questions(tender, lead, [("quality", "How?", Decimal(1))] * 2)
    few = count_queries(lambda: as_(lead).get(url("check", tender)))
    make.add_questions(tender, lead, [("quality", "How?", Decimal(1))] * 48)
    assert count_queries(lambda: as_(lead).get(url("check", tender))) == few
    assert count_queries(lambda: as_(lead).get(url("questions", tender, "quality"))) <= few


def test_what_waits_asks_no_more_queries_for_12_tenders_than_for_2(lead, rotherham, count_queries):
    def drafts(number: int) -> None:
        for _ in range(number):
            make.ready_tender(assessed_procurement(rotherham), lead)

    drafts(2)
    few = count_queries(lambda: queries.waiting(lead))
    drafts(10)
    assert len(queries.waiting(lead)) == 12
    assert count_queries(lambda: queries.waiting(lead)) == few
