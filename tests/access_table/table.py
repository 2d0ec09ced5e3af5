"""The access table: for every address of the program, who gets in.

One line is one address with one record. Read it so:

    Url(name, record, how, who, unseen="...", ...)

``record``  what the address is about, as named in ``tests/world``: ``draft`` is a procurement, ``building`` a tender
            that is being built, and so on; ``'quality'`` is the word itself; empty where the address is about nothing.
``how``     GET, POST, or both where the same people may do both.
``who``     these get in, and their POST is taken.
``unseen``  these hold the right role for something else: for them the record does not exist (404).
``barred``  these may know of the record and may not do this to it (403); what is another's they do not see (404).
``refused`` these get the page but their POST is refused and changes nothing.
``onward``  these are sent on to a page of their own.
``others``  what everybody else gets who has signed in: 403, where nothing else is said.
``foreign`` these get in too where the record is of the other council or the other supplier; all others of ``who``,
            ``unseen`` and ``barred`` get 404 there.
``sends``   what is filled in; all else is sent as the page has it. ``=`` looks the value up in the world.
``own``     True where everybody sends the page as it is for them; otherwise all send the same.

Whoever has not signed in is sent to the sign-in page, unless ``anonymous`` is in ``who``.
"""

from dataclasses import dataclass, field

COMMISSIONERS = "commissioner other_commissioner "
LEADS = "lead lead_who_scores "
EVALUATORS = "evaluator other_evaluator "
MANAGERS = "manager other_manager "
OVERSIGHT = "administrator auditor author "
COUNCIL = f"{COMMISSIONERS}{LEADS}{EVALUATORS}{MANAGERS}{OVERSIGHT}approver commenter councillor "
SUPPLIERS = "member supplier_admin rival "
SIGNED_IN = f"{COUNCIL}{SUPPLIERS}outsider "
EVERYBODY = f"{SIGNED_IN}anonymous "

# A procurement is seen by whoever sees the whole council, by the commissioner of its area, and by those named for it.
READERS = f"commissioner {LEADS}{OVERSIGHT}approver commenter "
NOT_NAMED = f"other_commissioner {EVALUATORS}{MANAGERS}"
# A tender with the two evaluators named for it.
TENDER_READERS = f"{READERS}evaluator "
NOT_NAMED_FOR_TENDER = f"other_commissioner other_evaluator {MANAGERS}"
# A procurement that has come to a contract, with its evaluator and its manager.
SIGNED_READERS = f"{TENDER_READERS}manager "
NOT_NAMED_FOR_SIGNED = "other_commissioner other_evaluator other_manager "
ASSESSORS = f"commissioner {LEADS}"
# Opened bids are read by leads, auditors and the evaluators of that tender; prices and marks by whoever does not score.
BID_READERS = f"{LEADS}auditor evaluator "
# A contract and its returns.
CONTRACT_READERS = f"commissioner {LEADS}manager {OVERSIGHT}commenter "
RETURN_READERS = f"commissioner {LEADS}manager {OVERSIGHT}"
NOT_MANAGED = "other_commissioner other_manager "
REPORT_READERS = f"{COMMISSIONERS}{LEADS}{MANAGERS}{OVERSIGHT}commenter councillor "
FIRM = "member supplier_admin "


@dataclass(frozen=True)
class Url:
    """One line of the table; see above."""

    name: str
    record: str
    how: str
    who: str
    unseen: str = ""
    barred: str = ""
    refused: str = ""
    onward: str = ""
    others: int = 403
    foreign: str = ""
    sends: dict = field(default_factory=dict)
    own: bool = False

    def __str__(self) -> str:
        return f"{self.name} {self.record} {self.how}".replace("  ", " ")


G, P, GP = "GET", "POST", "GET POST"

CHOICE = {"valued_by": "policy", "price_year": "", "reason": "As the policy has it.", "confirmed": "yes"}
DAY = {"day_0": "1", "day_1": "8", "day_2": "2027"}

OWN_MEASURE = {
    "outcome": "=own_measure.outcome_id",
    "headline": "Trees planted",
    "definition": "Each tree that we plant in a park.",
    "unit": "tco2e",
    "adds_up": "flow",
    "evidence": "A list of the trees.",
    "why": "Nothing else counts trees.",
}

EVERYWHERE = [
    Url("health", "", G, EVERYBODY),
    Url("people:clock", "", P, EVERYBODY, sends=DAY),  # demonstration only
    Url("people:mail", "", G, EVERYBODY),  # demonstration only
    Url("people:account", "", G, SIGNED_IN),
    Url("people:act_for", "", GP, f"{COUNCIL}{SUPPLIERS}", refused="outsider", own=True),
    Url("journey:home", "", G, COUNCIL, onward=SUPPLIERS),
    Url("measures:valuing", "", G, f"{COMMISSIONERS}{LEADS}{MANAGERS}{OVERSIGHT}commenter"),
    Url("measures:choose_for_all", "", GP, f"{LEADS}administrator", sends=CHOICE),
    Url("measures:choose", "'donations'", GP, f"{LEADS}administrator", foreign=f"{LEADS}administrator", sends=CHOICE),
    Url("measures:measure", "measure.uid", G, f"{COUNCIL}{SUPPLIERS}outsider", foreign=f"{SUPPLIERS}outsider"),
    Url("public_policies:start", "", G, "", onward=EVERYBODY),
    Url("public_policies:list", "", G, EVERYBODY),
    Url("public_policies:policy", "policy.uid", G, EVERYBODY, foreign=EVERYBODY),
    Url("public_policies:policy", "law.uid", G, EVERYBODY, foreign=EVERYBODY),
    Url("public_policies:compare", "", G, EVERYBODY),
    Url("public_policies:compare_json", "?value_ex_vat=120000&vat_rate=0.20&contract_type=services&route=tender&commenced_on=2027-04-01", G, EVERYBODY, foreign=EVERYBODY),
    Url("jobs:job", "delivery.job.uid", G, "lead", others=404),
    Url("jobs:cancel", "delivery.job.uid", P, "lead", others=404),
]  # fmt: skip

COUNCIL_PAGES = [
    Url("people:council", "", G, "administrator auditor"),
    Url("policies:current", "", G, COUNCIL),
    Url("policies:version", "policy.uid", G, COUNCIL),
    Url("policies:version", "law.uid", G, COUNCIL, foreign=COUNCIL),
    Url("policies:version", "draft_version.uid", G, COUNCIL),
    Url("policies:list", "", G, COUNCIL),
    Url("policies:reviews", "", G, COUNCIL),
    Url("measures:library", "", G, COUNCIL),
    Url("measures:download", "", G, COUNCIL),
    Url("policies:review_done", "policy.uid '0'", GP, "administrator", sends={"note": "Nothing changes."}),
    Url("policies:file", "policy.uid", G, COUNCIL),
    Url("policies:file", "draft_version.uid", G, COUNCIL),
    Url("policies:file", "law.uid", G, COUNCIL, foreign=COUNCIL),
]

# Drafts of the policy: whoever asks for one to be published may not approve it.
DRAFT_READERS = "administrator auditor approver "
POLICY_DRAFTS = [
    Url("policies:upload", "", G, "administrator"),
    Url("policies:upload", "", P, "", refused="administrator", sends={"file": "@policy.yaml"}),  # no YAML in it
    Url("policies:draft", "draft_version.uid", G, DRAFT_READERS),
    Url("policies:draft", "policy.uid", G, "", DRAFT_READERS),  # not uploaded: it never was a draft
    Url("policies:settle", "unsettled_version.uid 'weight' 'second-weight'", GP, "administrator", sends={"because": "It is the stricter."}),
    Url("policies:ask", "draft_version.uid", GP, "administrator"),
    Url("policies:take_back", "asked_version.uid", GP, "administrator approver", sends={"reason": "Too soon."}),
    Url("policies:take_back", "draft_version.uid", G, "", onward="administrator approver"),
    Url("policies:history", "asked_version.uid", G, DRAFT_READERS),
    Url("policies:history", "policy.uid", G, "", DRAFT_READERS),
    Url("policies:withdraw", "draft_version.uid", P, "administrator", sends={"version": "=draft_version.version"}),
    Url("measures:publish", "asked_version.uid", GP, "approver", barred="administrator"),
    Url("opportunities:judged_by", "draft_version.uid", G, DRAFT_READERS),
    Url("public_policies:file", "policy.uid", G, EVERYBODY, foreign=EVERYBODY),
    Url("public_policies:file", "draft_version.uid", G, "", EVERYBODY),
]  # fmt: skip

MEASURE = {
    "outcome": "=written_draft.outcome.pk", "headline": "Ponds", "definition": "Ponds that were dug.", "unit": "hour",
    "adds_up": "flow", "evidence": "A plan.", "why": "Nothing else counts ponds.",
}  # fmt: skip
PROCUREMENTS = [
    Url("opportunities:list", "", G, COUNCIL.replace("councillor ", "")),
    Url("opportunities:download", "", G, COUNCIL.replace("councillor ", "")),
    Url(
        "opportunities:new", "", GP, f"{COMMISSIONERS}{LEADS}", own=True,
        sends={
            "title": "Hedges", "contract_type": "services", "route": "tender", "value_ex_vat": "120000",
            "vat_rate": "0.20", "contract_starts_on_0": "1", "contract_starts_on_1": "4", "contract_starts_on_2": "2028",
            "contract_ends_on_0": "31", "contract_ends_on_1": "3", "contract_ends_on_2": "2030", "confirmed": "1",
        },
    ),
    Url("journey:procurement", "draft.uid", G, READERS, NOT_NAMED),
    Url("journey:procurement", "published.procurement.uid", G, TENDER_READERS, NOT_NAMED_FOR_TENDER),
    Url("journey:procurement", "signed.procurement.uid", G, f"{TENDER_READERS}manager", "other_commissioner other_evaluator other_manager"),
    Url("journey:timeline", "draft.uid", G, READERS, NOT_NAMED),
    Url("opportunities:details", "draft.uid", G, READERS, NOT_NAMED),
    Url("opportunities:edit", "draft.uid", GP, ASSESSORS, "other_commissioner", sends={"title": "Another title"}),
    Url("opportunities:correct", "published.procurement.uid", GP, LEADS, sends={"reason": "It was mistyped.", "value_ex_vat": "131000"}),
    Url("opportunities:correct", "draft.uid", G, "", onward=LEADS),
    Url("opportunities:requirements", "draft.uid", G, READERS, NOT_NAMED),
    Url("opportunities:considerations", "draft.uid", G, READERS, NOT_NAMED),
    Url("opportunities:considerations", "draft.uid", P, ASSESSORS, NOT_NAMED, f"{OVERSIGHT}approver commenter", sends={"improve": "More trees."}),
    Url("opportunities:assessment", "draft.uid", G, READERS, NOT_NAMED),
    Url("opportunities:assess_outcome", "draft.uid 'local-economy'", GP, ASSESSORS, "other_commissioner", sends={"why": "It fits."}),
    Url("opportunities:openings", "draft.uid", GP, ASSESSORS, "other_commissioner", sends={"local_openings": "Two lots."}),
    Url("opportunities:choose", "draft.uid", GP, ASSESSORS, "other_commissioner"),
    Url("opportunities:write_measure", "draft.uid", GP, ASSESSORS, "other_commissioner", sends=MEASURE),
    Url("opportunities:written", "written_draft.uid", G, READERS, NOT_NAMED),
    Url("opportunities:written", "written_asked.uid", G, READERS, NOT_NAMED),
    Url("opportunities:written", "written_approved.uid", G, READERS, NOT_NAMED),
    Url("opportunities:change_written", "written_draft.uid", GP, ASSESSORS, "other_commissioner", sends={"headline": "Ponds"}),
    Url("opportunities:propose_written", "written_draft.uid", P, ASSESSORS, "other_commissioner", sends={"version": "=written_draft.version"}),
    Url("opportunities:withdraw_written", "written_asked.uid", P, ASSESSORS, "other_commissioner", sends={"version": "=written_asked.version"}),
    Url("opportunities:decide_written", "written_asked.uid", GP, f"{LEADS}approver", sends={"decision": "approve", "reason": "It fits."}),
    Url("opportunities:propose_for_library", "written_signed.uid", GP, LEADS, sends={"why": "It was easy to count."}),
    Url("opportunities:propose_for_library", "written_draft.uid", G, "", onward=LEADS),
    Url("opportunities:proposals", "", G, f"{READERS}{NOT_NAMED}"),
    Url("opportunities:proposal", "proposal_waiting.uid", G, SIGNED_READERS, NOT_NAMED_FOR_SIGNED),
    Url("opportunities:proposal", "proposal_turned_down.uid", G, SIGNED_READERS, NOT_NAMED_FOR_SIGNED),
    Url("opportunities:decide_proposal", "proposal_waiting.uid", GP, "administrator", sends={"choice": "turn_down", "reason": "Too rare."}),
    Url("opportunities:proposal_file", "proposal_waiting.uid", G, SIGNED_READERS, NOT_NAMED_FOR_SIGNED),
    Url("opportunities:complete", "draft.uid", GP, ASSESSORS, "other_commissioner"),
    Url("opportunities:reopen", "assessed.uid", P, ASSESSORS, "other_commissioner", sends={"version": "=assessed.version"}),
]  # fmt: skip

EXCEPTION_READERS = f"commissioner {LEADS}administrator auditor approver "
WHY = {"reason": "Nothing else fits.", "statement": "We asked five suppliers."}
EXCEPTIONS = [
    Url("opportunities:exceptions", "", G, f"{EXCEPTION_READERS}other_commissioner"),
    Url("opportunities:download_exceptions", "", G, f"{EXCEPTION_READERS}other_commissioner"),
    Url("opportunities:ask_exception", "draft.uid", GP, ASSESSORS, "other_commissioner", sends={"rule": "obligation", **WHY}),
    Url("opportunities:exception", "exception_asked.uid", G, EXCEPTION_READERS, "other_commissioner"),
    Url("opportunities:exception", "exception_approved.uid", G, EXCEPTION_READERS, "other_commissioner"),
    Url("opportunities:decide_exception", "exception_asked.uid", GP, "approver", sends={"decision": "approve", "decision_reference": "12"}),
    Url("opportunities:withdraw_exception", "exception_approved.uid", GP, ASSESSORS, "other_commissioner"),
    Url("opportunities:attach_exception", "exception_asked.uid", GP, ASSESSORS, "other_commissioner", sends={"file": "@evidence.csv"}),
    Url("opportunities:exception_evidence", "exception_file.uid", G, EXCEPTION_READERS, "other_commissioner"),
    Url("opportunities:remove_exception_file", "exception_file.uid", GP, ASSESSORS, "other_commissioner"),
]  # fmt: skip

TENDERS = [
    Url("tenders:start", "assessed.uid", GP, LEADS),
    Url("tenders:tender", "building.uid", G, TENDER_READERS, NOT_NAMED_FOR_TENDER),
    Url("tenders:tender", "published.uid", G, TENDER_READERS, NOT_NAMED_FOR_TENDER),
    Url("journey:fair", "building.uid", G, TENDER_READERS, NOT_NAMED_FOR_TENDER),
    Url("journey:fair", "published.uid", G, TENDER_READERS, NOT_NAMED_FOR_TENDER),
    Url("tenders:instructions", "building.uid", GP, LEADS, sends={"instructions": "Ask us by e-mail."}),
    Url("tenders:dates", "building.uid", GP, LEADS),
    Url("tenders:deadline", "building.uid", GP, LEADS),
    Url("tenders:weights", "building.uid", GP, LEADS),
    Url("tenders:measures", "building.uid", GP, LEADS),
    Url("tenders:questions", "building.uid 'quality'", G, LEADS),
    Url("tenders:question_new", "building.uid 'quality'", GP, LEADS, sends={"text": "How?", "marks": "1"}),
    Url("tenders:question", "building.uid building_question.uid", GP, LEADS, sends={"text": "How?"}),
    Url("tenders:question_remove", "building.uid building_question.uid", GP, LEADS),
    Url("tenders:evaluators", "building.uid", G, LEADS),
    Url("tenders:evaluators", "building.uid", P, "lead", refused="lead_who_scores", sends={"person": "=staff.other_evaluator.user_id", "scores": "both"}),
    Url("tenders:evaluator_remove", "building.uid", P, "lead", refused="lead_who_scores", sends={"person": "=staff.evaluator.user_id", "version": "=building.version"}),
    Url("tenders:check", "building.uid", G, LEADS),
    Url("tenders:publish", "building.uid", G, LEADS),
    Url("tenders:publish", "building.uid", P, "lead", refused="lead_who_scores"),
]  # fmt: skip

BIDS = [
    Url("bids:of_tender", "published.uid", G, BID_READERS, "other_evaluator"),
    Url("bids:of_tender", "opened.uid", G, BID_READERS, "other_evaluator"),
    Url("bids:open", "closed.uid", P, LEADS, sends={"version": "=closed.version"}),
    Url("bids:open", "published.uid", P, "", refused=LEADS, sends={"version": "=published.version"}),  # too early
    Url("bids:decide_proposal", "deciding_bid.uid proposed_measure.uid", GP, LEADS, "approver", sends={"decision": "approve"}),
    Url("bids:bid", "deciding_bid.uid", G, BID_READERS, "other_evaluator"),
    Url("bids:bid", "opened_bid.uid", G, BID_READERS, "other_evaluator"),
    Url("bids:score", "opened.uid", G, "evaluator lead_who_scores", "other_evaluator"),
    Url(
        "bids:score_answer", "opened.uid opened_bid.uid opened_question.uid", GP, "evaluator lead_who_scores", "other_evaluator",
        sends={"mark": "3", "reason": "It says how."}, own=True,
    ),
    Url("bids:moderate", "moderating.uid", G, "lead auditor", barred="lead_who_scores"),
    Url("bids:moderate_answer", "moderating.uid moderating_bid.uid moderating_question.uid", G, "lead auditor", barred="lead_who_scores"),
    Url(
        "bids:moderate_answer", "moderating.uid moderating_bid.uid moderating_question.uid", P, "lead", barred="lead_who_scores auditor",
        sends={"mark": "3", "reason": "We agree."},
    ),
    Url("bids:finish", "moderating.uid", P, "lead", barred="lead_who_scores", sends={"version": "=moderating.version"}),
    Url("bids:result", "scored.uid", G, "lead auditor", barred="lead_who_scores"),
    Url(
        "bids:award", "scored.uid", GP, "lead", barred="lead_who_scores",
        sends={"bid": "=scored_bid.uid", "decision_reference": "1", "reason": "First."},
    ),
]  # fmt: skip

# Nobody on the council's side can read a bid before it is opened: not the lead, not the auditor, not the administrator.
SEALED = [
    Url("bids:bid", "sealed_bid.uid", G, "", f"{LEADS}auditor {EVALUATORS}"),
    Url("bids:bid", "draft_bid.uid", G, "", f"{LEADS}auditor {EVALUATORS}"),
    Url("bids:bid", "closed_bid.uid", G, "", f"{LEADS}auditor {EVALUATORS}"),
    Url("bids:score_answer", "closed.uid closed_bid.uid closed_question.uid", GP, "", f"lead_who_scores {EVALUATORS}"),
    Url("bids:moderate_answer", "closed.uid closed_bid.uid closed_question.uid", GP, "", "lead auditor", barred="lead_who_scores"),
    Url("bids:decide_proposal", "closed_bid.uid closed_own.uid", GP, "", f"{LEADS}approver"),
    Url("bids:result", "closed.uid", G, "", "lead auditor", barred="lead_who_scores"),
    Url("bids:result", "moderating.uid", G, "", "lead auditor", barred="lead_who_scores"),
    Url("returns:verify_line", "delivery.due_line.uid", GP, "", f"{RETURN_READERS}{NOT_MANAGED}"),
    Url("returns:evidence", "delivery.draft_evidence.uid", G, "", f"{RETURN_READERS}{NOT_MANAGED}"),
    Url("portal_tenders:tender", "building.uid", G, "", SUPPLIERS),
    Url("portal_bids:start", "building.uid", P, "", SUPPLIERS),
]  # fmt: skip

CONTRACTS = [
    Url("contracts:list", "", G, f"{CONTRACT_READERS}{NOT_MANAGED}"),
    Url("contracts:download", "", G, f"{CONTRACT_READERS}{NOT_MANAGED}"),
    Url("contracts:prepare", "awarded.uid", GP, LEADS, sends={"manager": "=staff.manager.user_id"}),
    Url("contracts:contract", "signed.uid", G, CONTRACT_READERS, NOT_MANAGED),
    Url("contracts:contract", "prepared.uid", G, CONTRACT_READERS, NOT_MANAGED),
    Url("contracts:manager", "signed.uid", GP, LEADS, sends={"manager": "=staff.other_manager.user_id"}),
    Url("contracts:restate", "signed.uid", G, LEADS),
    Url("contracts:sign", "prepared.uid", GP, LEADS, sends={"signed_on_0": "5", "signed_on_1": "7", "signed_on_2": "2027"}),
    Url("contracts:entries", "signed.uid 'committed_now'", G, CONTRACT_READERS, f"{NOT_MANAGED}councillor"),
]  # fmt: skip

RETURNS = [
    Url("returns:list", "", G, f"{RETURN_READERS}{NOT_MANAGED}"),
    Url("returns:download", "", G, f"{RETURN_READERS}{NOT_MANAGED}"),
    Url("returns:return", "delivery.submitted.uid", G, RETURN_READERS, NOT_MANAGED),
    Url("returns:return", "delivery.due.uid", G, RETURN_READERS, NOT_MANAGED),
    Url("returns:verify_line", "delivery.submitted_line.uid", G, RETURN_READERS, NOT_MANAGED),
    Url("returns:verify_line", "delivery.submitted_line.uid", P, "manager", NOT_MANAGED, barred=RETURN_READERS.replace("manager ", ""), sends={"decision": "full"}),
    Url("returns:evidence", "delivery.submitted_evidence.uid", G, RETURN_READERS, NOT_MANAGED),
]  # fmt: skip

REPORTS = [
    Url("reporting:list", "", G, REPORT_READERS),
    Url("reporting:new", "", GP, f"{LEADS}author", sends={"front_*": "As agreed"}),
    Url("reporting:report", "delivery.report.uid", G, REPORT_READERS),
    Url("reporting:report", "delivery.requested.uid", G, REPORT_READERS.replace("lead ", "", 1), onward="lead"),
    Url("reporting:figure", "delivery.report.uid ?figure=verified", G, REPORT_READERS),
    Url("reporting:pdf", "delivery.report.uid 'normal'", G, REPORT_READERS),
    Url("reporting:pdf", "delivery.report.uid 'large'", G, REPORT_READERS),
    Url("reporting:pdf", "delivery.requested.uid 'normal'", G, "", REPORT_READERS),
]  # fmt: skip

TRYING = f"{LEADS}administrator author "
BACKTEST_READERS = f"{TRYING}auditor "
BACKTESTS = [
    Url("backtests:list", "", G, BACKTEST_READERS),
    Url("backtests:upload", "", GP, TRYING, sends={"name": "Register", "file": "@register.csv"}),
    Url("backtests:register", "register.uid", G, BACKTEST_READERS),
    Url("backtests:register", "register.uid", P, TRYING, unseen="auditor", sends={"policy": "=policy.uid", "hours_assessment": "5", "hours_return": "1"}),
    Url("backtests:backtest", "backtest.uid", G, BACKTEST_READERS),
    Url("backtests:backtest", "untried.uid", G, BACKTEST_READERS.replace("lead ", "", 1), onward="lead"),
    Url("backtests:download", "backtest.uid", G, BACKTEST_READERS),
    Url("backtests:download", "untried.uid", G, "", BACKTEST_READERS),
]  # fmt: skip

VALUE_READERS = f"{COMMISSIONERS}{LEADS}{MANAGERS}{OVERSIGHT}commenter "
VALUERS = f"{LEADS}administrator "
LICENSED = [
    Url("measures:licensed", "", G, VALUE_READERS),
    Url(
        "measures:licensed_upload", "", GP, VALUERS,
        sends={"method_name": "National TOMs", "net": "no", "shown_to": "council", "licence": "7", "edition": "1", "file": "@values.csv",
               "begins_0": "1", "begins_1": "4", "begins_2": "2026"},
    ),
    Url("measures:licensed_table", "licensed_table.uid", G, VALUE_READERS),
    Url("measures:licensed_table", "licensed_draft.uid", G, VALUE_READERS),
    Url("measures:licensed_check", "licensed_draft.uid", GP, VALUERS),
    Url("measures:licensed_check", "licensed_table.uid", G, "", onward=VALUERS),
    Url("measures:licensed_withdraw", "licensed_table.uid", GP, VALUERS, sends={"reason": "The licence has ended."}),
    Url("measures:licensed_withdraw", "licensed_draft.uid", GP, VALUERS, sends={"reason": "A trial."}),
    Url("measures:licensed_download", "licensed_table.uid", G, VALUE_READERS),
]  # fmt: skip

PORTAL = [
    Url("portal_journey:home", "", G, SUPPLIERS),
    Url("portal_people:organisation", "", G, SUPPLIERS),
    Url("portal_tenders:list", "", G, SUPPLIERS),
    Url("portal_tenders:tender", "published.uid", G, SUPPLIERS, foreign=SUPPLIERS),
    Url("portal_bids:list", "", G, SUPPLIERS),
    Url("portal_bids:start", "published.uid", P, SUPPLIERS, foreign=SUPPLIERS),
    Url("portal_bids:bid", "draft_bid.uid", G, FIRM, "rival"),
    Url("portal_bids:bid", "opened_bid.uid", G, FIRM, "rival"),
    Url("portal_bids:price", "draft_bid.uid", GP, FIRM, "rival", sends={"amount_ex_vat": "99000"}),
    Url("portal_bids:answer", "draft_bid.uid writing_question.uid", GP, FIRM, "rival", sends={"text": "With care."}),
    Url("portal_bids:offer", "draft_bid.uid donations.uid", GP, FIRM, "rival", sends={"how": "With care."}),
    Url("portal_bids:offer_remove", "draft_bid.uid donations.uid", GP, FIRM, "rival", sends={"version": "1"}),
    Url("portal_bids:offer_variant", "draft_bid.uid apprenticeships.uid 'level-3'", GP, FIRM, "rival", sends={"how": "With care."}),
    Url("portal_bids:offer_variant_remove", "draft_bid.uid apprenticeships.uid 'level-3'", GP, FIRM, "rival", sends={"version": "1"}),
    Url("portal_bids:propose", "draft_bid.uid", GP, FIRM, "rival", sends=OWN_MEASURE),
    Url("portal_bids:proposal", "draft_bid.uid own_measure.uid", GP, FIRM, "rival", sends={"why": "It shows care."}),
    Url("portal_bids:proposal_remove", "draft_bid.uid own_measure.uid", GP, FIRM, "rival"),
    Url("portal_bids:offer", "draft_bid.uid own_measure.uid", GP, FIRM, "rival", sends={"how": "With care."}),
    Url("portal_bids:check", "draft_bid.uid", GP, FIRM, "rival", sends={"declared": "on"}),
    Url("portal_bids:submitted", "sealed_bid.uid", G, FIRM, "rival"),
    Url("portal_bids:change", "sealed_bid.uid", GP, FIRM, "rival"),
    Url("portal_contracts:list", "", G, SUPPLIERS),
    Url("portal_contracts:contract", "signed.uid", G, FIRM, "rival"),
    Url("portal_returns:return", "delivery.due.uid", G, FIRM, "rival"),
    Url("portal_returns:return", "delivery.coming.uid", G, FIRM, "rival"),
    Url("portal_returns:check", "delivery.due.uid", G, FIRM, "rival"),
    Url("portal_returns:check", "delivery.queried.uid", P, FIRM, "rival"),
    Url("portal_returns:submitted", "delivery.submitted.uid", G, FIRM, "rival"),
    Url("portal_returns:line", "delivery.due_line.uid", GP, FIRM, "rival", sends={"what_was_done": "More."}),
    Url("portal_returns:files", "delivery.due_line.uid", GP, FIRM, "rival", sends={"file": "@more.pdf"}),
    Url("portal_returns:evidence", "delivery.draft_evidence.uid", G, FIRM, "rival"),
    Url("portal_returns:evidence", "delivery.submitted_evidence.uid", G, FIRM, "rival"),
    Url("portal_returns:remove", "delivery.draft_evidence.uid", GP, FIRM, "rival"),
]  # fmt: skip

TABLE: list[Url] = [
    *EVERYWHERE, *COUNCIL_PAGES, *POLICY_DRAFTS, *PROCUREMENTS, *EXCEPTIONS, *TENDERS, *BIDS, *SEALED, *CONTRACTS, *RETURNS, *REPORTS, *BACKTESTS, *LICENSED, *PORTAL,
]  # fmt: skip

# Addresses of libraries, each with its reason. "public": anybody may open it; "own": only about whoever has signed in.
LIBRARY: dict[str, tuple[str, str]] = {
    "account_login": ("public", "the sign-in page"),
    "account_logout": ("public", "signing out; does nothing to whoever has not signed in"),
    "account_inactive": ("public", "says that an account is closed"),
    "account_signup": ("public", "says that nobody signs up by themselves"),
    "account_reset_password": ("public", "asks for the letter with which to set a new password"),
    "account_reset_password_done": ("public", "says that the letter was sent"),
    "account_reset_password_from_key": ("public", "the letter's link, which holds a secret"),
    "account_reset_password_from_key_done": ("public", "says that the password is set"),
    "account_request_login_code": ("public", "asks for the letter with a code"),
    "account_confirm_login_code": ("public", "asks for the code; needs a session that asked for one"),
    "account_confirm_email": ("public", "the letter's link, which holds a secret"),
    "account_email_verification_sent": ("public", "says that a letter was sent"),
    "mfa_authenticate": ("public", "the second step of signing in; needs a session in its first step"),
    "socialaccount_login_cancelled": ("public", "says that signing in elsewhere was cancelled"),
    "socialaccount_login_error": ("public", "says that signing in elsewhere failed"),
    "socialaccount_signup": ("public", "needs a session that signed in elsewhere"),
    "account_reauthenticate": ("own", "asks for the password again"),
    "account_email": ("own", "one's own e-mail addresses"),
    "account_change_password": ("own", "one's own password"),
    "account_set_password": ("own", "one's own password"),
    "mfa_index": ("own", "one's own second step"),
    "mfa_reauthenticate": ("own", "one's own second step"),
    "mfa_activate_totp": ("own", "one's own second step"),
    "mfa_deactivate_totp": ("own", "one's own second step"),
    "mfa_view_recovery_codes": ("own", "one's own second step"),
    "mfa_generate_recovery_codes": ("own", "one's own second step"),
    "mfa_download_recovery_codes": ("own", "one's own second step"),
    "socialaccount_connections": ("own", "one's own sign-ins elsewhere"),
}
LIBRARY_ARGUMENTS = {
    "account_confirm_email": ["no-such-key"],
    "account_reset_password_from_key": ["1", "no-such-key"],
}
OLD_PATHS_OF_ALLAUTH = "accounts/social/"  # nameless, they only redirect to the addresses above

# The administration of reference matter: for staff of the installation (``is_staff``), which no role of the table is.
ADMINISTRATION = "admin/"
