"""Whatever a supplier, an evaluator or a lead writes is printed as it is, and never runs."""

import pytest
from django.urls import reverse

from procurement.bids import queries, services
from tests.factories import bids as make
from tests.factories.councils import supplier, supplier_member
from tests.factories.tenders import published_tender

pytestmark = pytest.mark.django_db
TEXT = "<script>alert(1)</script>{{7*7}}"
SAFE = "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}"
QUESTIONS_HOSTILE = (("quality", TEXT, 40), ("social_value", TEXT, 20))


def check(client, *urls):
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 200, url
        page = answer.content.decode()
        assert "<script>alert(1)" not in page, url
        assert SAFE in page, url


def test_hostile_words_from_bid_to_award(rotherham, browser):
    tender = published_tender(rotherham, title=TEXT, questions=QUESTIONS_HOSTILE)
    actor = supplier_member(supplier(TEXT))
    told = {"answers": TEXT, "offers": {"local-jobs": {"how": TEXT, "quantities": 1}}}
    bid = make.whole_bid(tender, actor, **told)
    portal, scheme = browser(actor), queries.frozen_scheme(tender)
    question, measure = scheme.questions[0].uid, bid.tender.scheme["measures"][0]["uid"]

    def own(name, *args):
        return reverse(f"portal_bids:{name}", args=[bid.uid, *args])

    check(portal, own("bid"), own("price"), own("answer", question), own("offer", measure), own("check"))
    services.submit(bid=bid, version=bid.version, by=actor)
    check(portal, own("bid"), own("submitted"), own("change"), reverse("portal_bids:list"))
    opened = make.opened_tender(tender=tender, bids=[])
    opened.made = [queries.bid(tender.lead, bid.uid)]

    def staff(name, *args):
        return reverse(f"bids:{name}", args=[tender.uid, *args])

    lead, scorer = browser(tender.lead), browser(tender.scorers[0])
    check(lead, staff("of_tender"), reverse("bids:bid", args=[bid.uid]))
    check(scorer, staff("score"), staff("score_answer", bid.uid, question))
    for actor_ in tender.scorers:
        for one in queries.to_score(actor_, opened):
            given = {c.key: 3 for c in one.scoring.criteria}
            services.record_score(
                bid=one.bid, question=one.question.uid, scores=given, reason=TEXT, version=0, by=actor_
            )
    for one in queries.standings(tender.lead, opened):
        given = {c.key: 3 for c in one.scoring.criteria}
        services.moderate(
            bid=one.bid, question=one.question.uid, scores=given, reason=TEXT, version=0, by=tender.lead
        )
    check(lead, staff("moderate"), staff("moderate_answer", bid.uid, question))
    services.finish_moderation(tender=opened, version=opened.version, by=tender.lead)
    check(lead, staff("result"), staff("award"))
    scored = make.again(opened)
    services.award(
        tender=scored,
        bid=opened.made[0],
        reason=TEXT,
        decision_reference=TEXT,
        version=scored.version,
        by=tender.lead,
    )
    check(lead, staff("result"))
    check(portal, own("bid"))
