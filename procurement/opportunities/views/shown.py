"""What pages print: the opportunity assessment as tasks, exceptions, and rows of summaries."""

from typing import Any

from django.urls import reverse

from councils.policies.domain.counting import HOW_WORDS, HowItAddsUp, Unit
from procurement.opportunities.queries import GroundShown, Judgement, Readiness
from socialvalue.access.templatetags.formats import date_time, long_date, money


def assessment_tasks(procurement, ready: Readiness, may_assess: bool) -> dict[str, list[dict[str, Any]]]:
    """The tasks by the headings under which they stand; links where the actor may act."""
    may_change = may_assess and not ready.progress.complete
    return {
        "before": [_considerations(procurement, ready)],
        "outcomes": [_outcome(procurement, judged, may_change) for judged in ready.sheet.judgements],
        "rest": _rest(procurement, ready, may_change),
    }


def _address(name: str, procurement, *more: str) -> str:
    return reverse(f"opportunities:{name}", args=[procurement.uid, *more])


def _outcome(procurement, judged: Judgement, may_change: bool) -> dict[str, Any]:
    words = {"fits": "Fits", "does not fit": "Does not fit"}
    status = {"fits": "yes", "does not fit": "no"}.get(judged.state, "to do")
    return {
        "title": judged.outcome.title,
        "url": _address("assess_outcome", procurement, judged.outcome.key) if may_change else "",
        "status": status,
        "words": words.get(judged.state, ""),
        "hint": judged.assessed.why if judged.assessed else "",
    }


def _considerations(procurement, ready: Readiness) -> dict[str, Any]:
    done = ready.progress
    status = "done" if done.considerations_recorded else "to do" if done.considerations_duty else "optional"
    return {
        "title": "Record the considerations",
        "url": _address("considerations", procurement),
        "status": status,
        "hint": "A statutory duty here."
        if done.considerations_duty
        else "Voluntary here: the law does not ask for them.",
    }


def _many(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _rest(procurement, ready: Readiness, may_change: bool) -> list[dict[str, Any]]:
    done = ready.progress
    left_out = ready.exceptions.opts_out and not done.outcomes_chosen
    chosen = f"{_many(done.outcomes_chosen, 'outcome')} and {_many(done.measures_chosen, 'measure')} chosen."
    can_choose = done.outcomes_fitting > 0
    return [
        {
            "title": "Describe openings for local businesses",
            "url": _address("openings", procurement) if may_change else "",
            "status": "done" if done.openings_described else "to do",
        },
        {
            "title": "Choose outcomes and measures",
            "url": _address("choose", procurement) if may_change and can_choose else "",
            "status": "not required"
            if left_out
            else "done"
            if done.outcomes_chosen
            else "to do"
            if can_choose
            else "cannot start yet",
            "hint": "An approved exception leaves social value out."
            if left_out
            else chosen
            if done.outcomes_chosen
            else ""
            if can_choose
            else "Find an outcome that fits first.",
        },
        {
            "title": "Check and complete the assessment",
            "url": _address("complete", procurement) if may_change else "",
            "status": "done" if done.complete else "next" if not ready.gaps else "not yet",
        },
    ]


GAP_LINKS = {
    "details": ("details", "See the details"),
    "considerations": ("considerations", "Record the considerations"),
    "outcomes": ("assessment", "Assess outcomes"),
    "openings": ("openings", "Describe openings"),
    "choice": ("choose", "Choose outcomes and measures"),
}


def gap_rows(procurement, ready: Readiness) -> list[dict[str, str]]:
    """What is missing, each with the page on which it is mended."""
    return [
        {
            "sentence": gap.sentence,
            "url": _address(GAP_LINKS[gap.task][0], procurement),
            "link_text": GAP_LINKS[gap.task][1],
        }
        for gap in ready.gaps
    ]


def _day(day) -> str:
    return long_date(day) if day else "Not known yet"


def detail_rows(procurement) -> list[dict[str, Any]]:
    """What is told of a purchase, as rows of a summary list."""
    told = [
        ("Title", procurement.title),
        ("Description", procurement.description),
        ("Service area", procurement.service_area),
        ("Type", procurement.get_contract_type_display()),
        ("Route", procurement.get_route_display()),
        ("Value excluding VAT", money(procurement.value_ex_vat)),
        ("VAT rate", procurement.get_vat_rate_display()),
        ("Value including VAT", money(procurement.value_with_vat)),
        ("CPV code", f"{procurement.cpv} {procurement.cpv_words}".strip()),
        *_answered(procurement),
        ("Contract starts", _day(procurement.contract_starts_on)),
        ("Contract ends", _day(procurement.contract_ends_on)),
        ("Commenced", long_date(procurement.commenced_on) if procurement.commenced_on else "Not yet"),
    ]
    published = [
        ("Buyer as published", procurement.buyer_as_published),
        ("Region", procurement.region),
        ("Notice published", long_date(procurement.notice_published_at)),
        ("Notice (OCID)", procurement.ocid),
        ("Source", procurement.notice_source),
    ]
    rows = told + (published if procurement.ocid else [])
    return [{"key": key, "value": str(value)} for key, value in rows]


def _answered(procurement) -> list[tuple[str, str]]:
    """The answers that few procurements have."""
    light = {True: "Yes, confirmed", False: "No"}.get(procurement.light_touch)
    rows = [("Light touch services by its CPV code", light)] if light else []
    return (
        [*rows, ("Urgent", "Yes: too urgent to consider social value first")] if procurement.urgent else rows
    )


def considered_rows(recorded, asked) -> list[dict[str, Any]]:
    """The considerations as they were recorded, under their questions; one row that says so where they were not."""
    if recorded is None:
        return [{"key": "Considerations", "value": "Not recorded"}]
    questions = {question.key: question.text for question in asked.effect.questions} if asked else {}
    words = {"improve": "Improvement", "secure": "How it is secured", "consult": "Consultation"} | questions
    rows = [
        {"key": words[name], "value": getattr(recorded, name)} for name in ("improve", "secure", "consult")
    ]
    binding = "Voluntary" if recorded.voluntary else "A statutory duty"
    return [
        *rows,
        {"key": "Will you consult?", "value": recorded.will_consult},
        {"key": "Recorded", "value": [date_time(recorded.recorded_at), binding]},
    ]


def openings_rows(openings) -> list[dict[str, Any]]:
    """What is written about local openings."""
    return [
        {"key": "Openings", "value": openings.local_openings if openings else ""},
        {"key": "How you will encourage them", "value": openings.local_support if openings else ""},
    ]


NAMES_NOBODY = "The policy names nobody to approve it. The council does: anybody with the role of approver"


def ground_hint(one: GroundShown) -> str:
    """A rule with its clause, the evidence that the policy asks for, and who approves."""
    rule, evidence = one.ground.rule, one.ground.evidence.rstrip(". ")
    said = f"Evidence: {evidence}." if evidence else "The policy does not say which evidence."
    who = f"Approved by {one.body_name}." if one.body_name else f"{NAMES_NOBODY}."
    return f"The rule: {rule.sentence.rstrip('.')} ({rule.citation}). {said} {who}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def exception_rows(one) -> list[dict[str, Any]]:
    """What was asked, by whom and on what grounds, as rows of a summary list."""
    procurement = one.procurement
    asked = f"Asked by {one.asked_by or 'the system'}, {date_time(one.asked_at)}"
    return [
        {"key": "What is asked", "value": one.words, "hint": asked},
        {
            "key": "Procurement",
            "value": f"{procurement.title}, {procurement.reference}",
            "hint": str(procurement.service_area),
        },
        {"key": "The rule", "value": one.required.sentence},
        {"key": "Reason", "value": one.reason},
        {
            "key": "Evidence that the policy asks for",
            "value": _capital(one.evidence_asked) or "It does not say",
        },
        {"key": "Evidence in words", "value": one.statement or "None: see the files"},
        {"key": "Who approves", "value": one.body_name or NAMES_NOBODY},
    ]


def written_rows(one) -> list[dict[str, Any]]:
    """A measure that was written for one procurement, as rows of a summary list."""
    writer = one.bidder or one.written_by or "the system"
    proposed = "Proposed" if one.bidder else "Written"
    return [
        *worded_rows(one),
        *worth_rows(one),
        {"key": proposed, "value": f"By {writer}, {date_time(one.written_at)}"},
    ]


def worded_rows(one) -> list[dict[str, Any]]:
    """What is counted, in what, what shows it and why, of a measure that somebody wrote."""
    counted = one.get_unit_display()
    named = f"{one.counted_one}, {one.counted_many}" if one.counted_many else ""
    return [
        {"key": "Outcome", "value": one.outcome.title},
        {"key": "What is counted", "value": one.definition},
        {"key": "Counted in", "value": counted[:1].upper() + counted[1:], "hint": named},
        {"key": "How it adds up", "value": HOW_WORDS[HowItAddsUp(one.adds_up)]},
        {"key": "Evidence", "value": one.evidence},
        {"key": "Why it is needed", "value": one.why},
    ]


def worth_rows(one) -> list[dict[str, Any]]:
    """What one unit of it is worth and by which source, or that nothing is known."""
    if one.worth is None:
        words = "Not valued: it is counted, and its pounds are not known. That is not the same as being worth nothing"
        return [{"key": "Value", "value": words}]
    net = "Already net of what would have happened anyway" if one.worth_is_net else "Gross"
    return [
        {
            "key": "Value",
            "value": one.worth_words,
            "hint": f"{net}. These pounds stand by themselves: they are never added to pounds of another method",
        },
        {"key": "Source of the value", "value": one.worth_source, "hint": f"Licence: {one.worth_licence}"},
    ]


def proposal_rows(one, so_far) -> list[dict[str, Any]]:
    """A measure that is proposed for the library: by whom, from where, and what came of it so far."""
    return [
        {
            "key": "Written for",
            "value": f"{one.procurement.title}, {one.procurement.reference}",
            "hint": one.written.why,
        },
        {"key": "Outcome", "value": one.written.outcome.title},
        {"key": "Why others could use it", "value": one.why},
        {"key": "Proposed", "value": f"By {one.proposed_by or 'the system'}, {date_time(one.proposed_at)}"},
        *_so_far_rows(one.written, so_far),
    ]


def _so_far_rows(written, so_far) -> list[dict[str, Any]]:
    if not HowItAddsUp(written.adds_up).posts(Unit(written.unit)):
        return [{"key": "So far", "value": "Never added up: the page of the contract says where it stands"}]
    named = {
        "Promised so far": so_far.committed_now,
        "Reported so far": so_far.reported,
        "Verified so far": so_far.verified,
    }
    return [{"key": key, "value": _counted(amount)} for key, amount in named.items()]


def _counted(amount) -> str:
    return "; ".join(part.words for part in amount.parts) or "Nothing yet"
