"""The number of queries of every list and every page about one record, with few rows and with many."""

from collections import Counter
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access_table.table import TABLE
from tests.page_queries import rows
from tests.page_queries.rows import Grow
from tests.world.looking import address, leaving_no_trace
from tests.world.rows import count_anew

FEW, MANY = 2, 50
FULL = b"govuk-pagination"  # stands under a list that goes on


@dataclass(frozen=True)
class Page:
    """A page, who looks, and of what there may be many."""

    name: str
    record: str
    who: str
    grow: Grow
    same: bool = False  # what there is many of is looked at and not shown

    def __str__(self) -> str:
        return f"{self.name} {self.record} as {self.who} with many {self.grow.__name__}".replace("  ", " ")


PAGES = [
    *(Page("journey:home", "", who, rows.procurements) for who in ("commissioner", "lead", "lead_who_scores", "evaluator")),
    *(Page("journey:home", "", who, rows.contracts) for who in ("lead", "manager")),
    Page("journey:procurement", "draft.uid", "lead", rows.history, same=True),
    Page("journey:procurement", "draft.uid", "lead", rows.requirements),
    Page("journey:procurement", "opened.procurement.uid", "lead", rows.bids),
    Page("journey:procurement", "signed.procurement.uid", "lead", rows.commitments, same=True),
    Page("journey:timeline", "draft.uid", "auditor", rows.history),
    Page("opportunities:list", "", "lead", rows.drafts),
    Page("opportunities:list", "", "evaluator", rows.published),
    Page("opportunities:download", "", "lead", rows.procurements),
    Page("opportunities:requirements", "draft.uid", "lead", rows.requirements),
    Page("opportunities:requirements", "draft.uid", "lead", rows.procurements, same=True),
    Page("opportunities:considerations", "draft.uid", "lead", rows.requirements),
    Page("opportunities:assessment", "draft.uid", "lead", rows.requirements),
    Page("opportunities:assessment", "draft.uid", "lead", rows.measures),
    Page("opportunities:assess_outcome", "draft.uid 'environment'", "lead", rows.measures),
    Page("opportunities:choose", "draft.uid", "lead", rows.measures),
    Page("opportunities:complete", "draft.uid", "lead", rows.measures),
    Page("journey:home", "", "approver", rows.exceptions),
    *(Page("journey:home", "", who, rows.written) for who in ("lead", "approver", "commissioner")),
    *(Page("journey:home", "", who, rows.proposals) for who in ("lead", "administrator")),
    Page("opportunities:proposals", "", "administrator", rows.proposals),
    Page("opportunities:assessment", "draft.uid", "lead", rows.written),
    Page("opportunities:choose", "draft.uid", "lead", rows.written),
    Page("journey:home", "", "commissioner", rows.exceptions),
    Page("journey:procurement", "draft.uid", "lead", rows.exceptions),
    Page("opportunities:exceptions", "", "lead", rows.exceptions),
    Page("opportunities:download_exceptions", "", "lead", rows.exceptions),
    Page("opportunities:ask_exception", "draft.uid", "lead", rows.requirements),
    Page("opportunities:exception", "exception_asked.uid", "lead", rows.exception_files),
    Page("opportunities:decide_exception", "exception_asked.uid", "approver", rows.exception_files),
    Page("tenders:tender", "building.uid", "lead", rows.building),
    Page("tenders:tender", "building.uid", "auditor", rows.building),
    Page("tenders:tender", "published.uid", "lead", rows.schemes),
    Page("journey:fair", "building.uid", "lead", rows.measures),
    Page("journey:fair", "building.uid", "lead", rows.questions, same=True),
    Page("journey:fair", "building.uid", "lead", rows.contracts, same=True),
    Page("tenders:measures", "building.uid", "lead", rows.measures),
    Page("tenders:questions", "building.uid 'quality'", "lead", rows.questions),
    Page("tenders:evaluators", "building.uid", "lead", rows.building),
    Page("tenders:check", "building.uid", "lead", rows.building),
    Page("tenders:check", "building.uid", "lead", rows.measures),
    Page("tenders:publish", "building.uid", "lead", rows.questions),
    Page("bids:of_tender", "opened.uid", "lead", rows.bids),
    Page("bids:of_tender", "opened.uid", "evaluator", rows.bids),
    Page("bids:bid", "opened_bid.uid", "lead", rows.bids, same=True),
    Page("bids:score", "opened.uid", "evaluator", rows.bids),
    Page("bids:score_answer", "opened.uid opened_bid.uid opened_question.uid", "evaluator", rows.bids),
    Page("bids:moderate", "moderating.uid", "lead", rows.bids),
    Page("bids:moderate_answer", "moderating.uid moderating_bid.uid moderating_question.uid", "lead", rows.bids, same=True),
    Page("bids:result", "scored.uid", "lead", rows.bids),
    Page("bids:award", "scored.uid", "lead", rows.bids),
    Page("contracts:list", "", "lead", rows.contracts),
    Page("contracts:download", "", "lead", rows.contracts),
    Page("contracts:contract", "signed.uid", "lead", rows.commitments),
    Page("contracts:contract", "signed.uid", "manager", rows.entries),
    Page("contracts:prepare", "awarded.uid", "lead", rows.members),
    Page("contracts:manager", "signed.uid", "lead", rows.members),
    Page("contracts:entries", "signed.uid 'committed_now'", "lead", rows.entries),
    Page("returns:list", "", "manager", rows.contracts),
    Page("returns:download", "", "lead", rows.contracts),
    Page("returns:return", "delivery.submitted.uid", "manager", rows.commitments),
    Page("returns:return", "delivery.submitted.uid", "manager", rows.evidence),
    Page("returns:verify_line", "delivery.submitted_line.uid", "manager", rows.evidence),
    Page("reporting:list", "", "lead", rows.reports),
    Page("reporting:report", "delivery.report.uid", "lead", rows.commitments, same=True),
    Page("reporting:figure", "delivery.report.uid ?figure=verified", "lead", rows.commitments),
    Page("reporting:figure", "delivery.report.uid ?figure=reported", "lead", rows.entries),
    Page("backtests:list", "", "lead", rows.backtests),
    Page("backtests:register", "register.uid", "lead", rows.versions),
    Page("backtests:backtest", "backtest.uid", "lead", rows.past_contracts),
    Page("backtests:download", "backtest.uid", "lead", rows.past_contracts),
    Page("measures:licensed", "", "lead", rows.licensed_tables),
    Page("measures:licensed_table", "licensed_table.uid", "lead", rows.licensed_values),
    Page("measures:licensed_download", "licensed_table.uid", "auditor", rows.licensed_values),
    Page("measures:licensed_check", "licensed_draft.uid", "lead", rows.wrong_rows),
    Page("policies:current", "", "auditor", rows.measures),
    Page("measures:valuing", "", "lead", rows.measures),
    Page("policies:version", "policy.uid", "auditor", rows.versions),
    Page("policies:list", "", "administrator", rows.versions),
    Page("measures:library", "", "auditor", rows.measures),
    Page("measures:download", "", "auditor", rows.measures),
    Page("opportunities:judged_by", "draft_version.uid", "administrator", rows.procurements),
    Page("public_policies:list", "", "anonymous", rows.councils),
    Page("public_policies:policy", "policy.uid", "anonymous", rows.measures),
    Page("public_policies:policy", "policy.uid", "anonymous", rows.versions),
    Page("public_policies:compare", "?value_ex_vat=120000&vat_rate=0.20&contract_type=services&route=tender&commenced_on=2027-04-01", "anonymous", rows.councils),
    Page("public_policies:compare_json", "?value_ex_vat=120000&vat_rate=0.20&contract_type=services&route=tender&commenced_on=2027-04-01", "anonymous", rows.councils),
    Page("people:council", "", "administrator", rows.members),
    *(Page("portal_journey:home", "", "member", grow) for grow in (rows.procurements, rows.contracts)),
    Page("portal_people:organisation", "", "member", rows.supplier_people),
    Page("portal_tenders:list", "", "member", rows.procurements),
    Page("portal_tenders:tender", "published.uid", "member", rows.schemes),
    Page("portal_bids:list", "", "member", rows.published),
    Page("portal_bids:bid", "draft_bid.uid", "member", rows.schemes),
    Page("portal_bids:check", "draft_bid.uid", "member", rows.schemes),
    Page("portal_contracts:list", "", "member", rows.contracts),
    Page("contracts:restate", "signed.uid", "lead", rows.commitments, same=True),
    Page("portal_contracts:contract", "signed.uid", "member", rows.commitments),
    Page("portal_returns:return", "delivery.submitted.uid", "member", rows.commitments),
    Page("portal_returns:check", "delivery.due.uid", "member", rows.commitments),
    Page("portal_returns:files", "delivery.due_line.uid", "member", rows.evidence),
]  # fmt: skip

# Pages that show one thing of which there are never many, each with its reason.
ONE_THING = {
    "health": "no record",
    "public_policies:start": "leads on",
    "people:mail": "files, of which it shows 20",
    "measures:measure": "one measure",
    "people:account": "the few for whom one person acts",
    "people:act_for": "the few for whom one person acts",
    "jobs:job": "one job",
    "backtests:upload": "a form",
    "policies:upload": "a form",
    "policies:reviews": "the few reviews of one policy",
    "policies:review_done": "a form",
    "policies:file": "one file",
    "policies:draft": "one version beside another",
    "policies:settle": "a form",
    "policies:ask": "a form",
    "policies:take_back": "a form",
    "policies:history": "the few acts on one version",
    "measures:publish": "a form",
    "measures:licensed_upload": "a form",
    "measures:licensed_withdraw": "a form",
    "measures:choose": "a form",
    "measures:choose_for_all": "a form",
    "public_policies:file": "one file",
    "opportunities:new": "a form",
    "opportunities:details": "one procurement",
    "opportunities:edit": "a form",
    "opportunities:correct": "a form",
    "opportunities:openings": "a form",
    "opportunities:written": "one measure",
    "opportunities:propose_for_library": "a form",
    "opportunities:proposal": "one measure",
    "opportunities:decide_proposal": "a form",
    "opportunities:proposal_file": "one measure",
    "opportunities:write_measure": "a form",
    "opportunities:change_written": "a form",
    "opportunities:decide_written": "a form",
    "opportunities:withdraw_exception": "a form",
    "opportunities:attach_exception": "a form",
    "opportunities:exception_evidence": "one file",
    "opportunities:remove_exception_file": "a form",
    "tenders:start": "a form",
    "tenders:instructions": "a form",
    "tenders:dates": "a form",
    "tenders:deadline": "a form",
    "tenders:weights": "a form",
    "tenders:question_new": "a form",
    "tenders:question": "a form",
    "tenders:question_remove": "a form",
    "contracts:sign": "a form",
    "returns:evidence": "one file",
    "reporting:new": "a form",
    "reporting:pdf": "one file",
    "portal_bids:price": "a form",
    "portal_bids:answer": "a form",
    "portal_bids:offer": "a form",
    "portal_bids:offer_variant": "a form",
    "portal_bids:offer_remove": "a form",
    "portal_bids:offer_variant_remove": "a form",
    "portal_returns:line": "a form",
    "portal_bids:propose": "a form",
    "portal_bids:proposal": "a form",
    "portal_bids:proposal_remove": "a form",
    "bids:decide_proposal": "a form",
    "portal_bids:submitted": "one bid",
    "portal_bids:change": "a form",
    "portal_returns:submitted": "one return",
    "portal_returns:evidence": "one file",
    "portal_returns:remove": "a form",
}


def test_every_page_is_counted_or_shows_one_thing():
    """A new page has to say of what it shows many."""
    pages = {url.name for url in TABLE if "GET" in url.how}
    counted = {page.name for page in PAGES}
    assert sorted(pages - counted - set(ONE_THING)) == []
    assert sorted((counted | set(ONE_THING)) - pages) == []
    assert not counted & set(ONE_THING)


def _asked(browsers, page: Page, path: str) -> tuple[list[str], int]:
    with CaptureQueriesContext(connection) as caught:
        response = browsers.of(page.who).get(path)
        length = len(response.getvalue())
    assert response.status_code == 200
    return [query["sql"] for query in caught.captured_queries], length


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_many_rows_take_as_many_queries_as_few(page, world, browsers):
    """50 rows, 2 rows: the same."""
    path = address(page.name, page.record, world.here)
    with leaving_no_trace():
        page.grow(world.here, FEW)
        first = browsers.of(page.who).get(path)
        assert FULL not in first.getvalue() or page.same, (
            "few rows fill the page, so many show no more of them"
        )
        few, short = _asked(browsers, page, path)
        page.grow(world.here, MANY - FEW)
        count_anew()
        many, long = _asked(browsers, page, path)
    assert len(many) == len(few), _more(few, many)
    assert long > short or page.same, "the rows do not stand on the page, so their number proves nothing"


def _more(few: list[str], many: list[str]) -> str:
    """The queries that were asked more often, without what they were asked for."""

    def shape(sql: str) -> str:
        return sql.split(" WHERE ")[0][:300]

    more = Counter(map(shape, many)) - Counter(map(shape, few))
    said = "\n".join(f"{number} more: {sql}" for sql, number in more.most_common(5))
    return f"{len(few)} queries for few rows, {len(many)} for many\n{said}"
