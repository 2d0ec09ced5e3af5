"""Looking at reports, and gathering what a report says; everything of the ledger comes through the ledger's own queries."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from councils.organisations.models import Council
from councils.policies import queries as policies
from councils.policies.domain.words import Every
from procurement.contracts import queries as contracts
from procurement.ledger import queries as ledger
from procurement.ledger.domain.entries import EntryRow
from procurement.ledger.domain.figures import Breakdown, FigureName, Selection
from procurement.opportunities import queries as opportunities
from procurement.returns import queries as returns
from reporting.domain.committee import Shape, shape
from reporting.domain.publishing import published
from reporting.domain.snapshot import ApprovedExceptions, Asked, MissingReturn, snapshot
from reporting.models import ReportRun
from socialvalue import clock
from socialvalue.access.domain import Actor, NotFound
from socialvalue.periods import FinancialYear, Period

YEARS_OFFERED = 5


@dataclass(frozen=True)
class Line:
    """One entry: what its commitment is called, the source of its unit value, and what stands behind what was reported."""

    entry: EntryRow
    name: str
    source: str
    proof: returns.Proof | None


@dataclass(frozen=True)
class Opened:
    """One figure of a report, opened into its entries, each with its evidence."""

    title: str
    behind: ledger.EntriesBehind
    lines: list[Line]


def reports(actor: Actor) -> QuerySet[ReportRun]:
    """The reports of the actor's council, newest first."""
    return ReportRun.objects.visible_to(actor).select_related("requested_by").order_by("-requested_at", "-id")


def report(actor: Actor, uid: uuid.UUID) -> ReportRun:
    """One report; raises NotFound."""
    return ReportRun.objects.select_related("council", "requested_by").get_visible(actor, uid=uid)


def report_name(actor: Actor) -> str:
    """What the council calls its yearly report, by the body that it goes to: ``annual report to Cabinet``."""
    council = council_of(actor)
    bodies = {body["key"]: body["name"] for body in council.bodies}
    body = bodies.get(council.report_template.get("body"))
    return f"annual report to {body}" if body else "annual report"


def council_of(actor: Actor) -> Council:
    """The council for which the actor acts."""
    return Council.objects.visible_to(actor).get(pk=actor.council_id)


def committee_shape(actor: Actor) -> Shape:
    """The council's own template of a committee report."""
    return shape(council_of(actor).report_template)


def years(actor: Actor) -> list[FinancialYear]:
    """The financial years that may be reported on: this one and those before it, newest first."""
    council = council_of(actor)
    newest = FinancialYear.holding(clock.today(), council.year_starts_month, council.year_starts_day)
    start = newest.start
    return [FinancialYear(date(start.year - n, start.month, start.day)) for n in range(YEARS_OFFERED)]


def asked_by(actor: Actor, day: date) -> tuple[str, list[Asked]]:
    """The policy in force and the clauses of it that ask for a yearly report."""
    policy = policies.in_force(actor, actor.council_id, day)
    file = policies.framework(policy)
    wanted = [one for one in file.reports if one.every is Every.YEAR]
    cited = [
        Asked(clause.words, clause.paraphrase, one.reading.value)
        for one in wanted
        for clause in file.cited(one.clauses)
    ]
    return str(policy), cited


def gather(actor: Actor, year: FinancialYear, *, as_of_seq: int, as_of_day: date) -> dict:
    """Everything that the yearly report says in figures, as a snapshot of what may be published."""
    period = year.period
    chosen = {"as_of_seq": as_of_seq, "as_of_day": as_of_day, "only": Selection(period=period)}
    policy, clauses = asked_by(actor, as_of_day)
    whole = snapshot(
        year=year,
        by_service_area=ledger.figures(actor, by=Breakdown.SERVICE_AREA, **chosen),
        by_outcome=ledger.figures(actor, by=Breakdown.OUTCOME, **chosen),
        missing=_missing(actor, as_of_day, period),
        asked_by=clauses,
        policy=policy,
        exceptions=[
            ApprovedExceptions(one.service_area, one.kind, one.clause, one.number)
            for one in opportunities.exceptions_approved(actor, period, as_of_day)
        ],
    )
    return published(whole)


def _missing(actor: Actor, as_of_day: date, period: Period) -> list[MissingReturn]:
    return [
        MissingReturn(
            contract=one.contract.reference,
            title=one.contract.title,
            supplier=one.supplier.name,
            period=str(Period(one.period_start, one.period_end)),
            due_on=one.due_on,
            days_late=(as_of_day - one.due_on).days,
        )
        for one in returns.missing(actor, as_of_day=as_of_day, period=period)
    ]


def opened(actor: Actor, run: ReportRun, asked: dict[str, str], page: int) -> Opened:
    """The entries behind one figure of a report, as the ledger stood when the report was made; raises NotFound."""
    if run.as_of_day is None:
        raise NotFound("the report is not ready")
    if any("\x00" in text for text in asked.values()):
        raise NotFound("no name holds such a sign")
    try:
        figure = FigureName(asked.get("figure", ""))
    except ValueError as unknown:
        raise NotFound("there is no such figure") from unknown
    only = Selection(
        period=Period(run.year_start, run.year_end),
        service_area=asked.get("service_area", ""),
        outcome=asked.get("outcome", ""),
        measure=asked.get("measure", ""),
    )
    behind = ledger.entries_behind(
        actor, figure, as_of_day=run.as_of_day, as_of_seq=run.as_of_seq, only=only, page=page
    )
    proofs = returns.proofs_behind(actor, behind.page)
    names = contracts.commitment_names(actor, {row.commitment_id for row in behind.page})
    lines = [
        _line(row, names.get(row.commitment_id, row.headline), proofs.get(row.id)) for row in behind.page
    ]
    return Opened(figure.words, behind, lines)


def _line(row: EntryRow, name: str, proof: returns.Proof | None) -> Line:
    valued = row.valuation is not None and row.valuation.is_valued
    source = f"{row.valuation.source}. {row.valuation.licence}." if valued else ""
    return Line(row, name, source, proof)
