"""Looking at tenders: the one being built, what it still needs, its frozen scheme, and what suppliers may bid for."""

from procurement.tenders.queries.answers import Row, contract_rows, scoring_rows
from procurement.tenders.queries.burden import burden_of, burden_so_far
from procurement.tenders.queries.finding import (
    BEFORE_OPENING,
    SchemeAltered,
    chosen_outcomes,
    draft_tender,
    evaluators,
    possible_evaluators,
    question,
    scheme_of,
    standing,
    tender,
    tender_before_opening,
    tender_of,
)
from procurement.tenders.queries.market import (
    Advert,
    advert_standing,
    adverts,
    councils_with_tenders,
    open_tenders,
    published,
    published_tender,
)
from procurement.tenders.queries.needs import (
    Wanted,
    checklist,
    declarations,
    draft,
    marks_hint,
    wanted,
    weighting,
)
from procurement.tenders.queries.tasks import Section, Task, sections
from procurement.tenders.queries.waiting import ROUTES, waiting

__all__ = [
    "BEFORE_OPENING",
    "ROUTES",
    "Advert",
    "Row",
    "SchemeAltered",
    "Section",
    "Task",
    "Wanted",
    "advert_standing",
    "adverts",
    "burden_of",
    "burden_so_far",
    "checklist",
    "chosen_outcomes",
    "contract_rows",
    "councils_with_tenders",
    "declarations",
    "draft",
    "draft_tender",
    "evaluators",
    "marks_hint",
    "open_tenders",
    "possible_evaluators",
    "published",
    "published_tender",
    "question",
    "scheme_of",
    "scoring_rows",
    "sections",
    "standing",
    "tender",
    "tender_before_opening",
    "tender_of",
    "waiting",
    "wanted",
    "weighting",
]
