"""Asking for a report and making it: request_report, produce."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string

from procurement.ledger import queries as ledger
from reporting import pdf, queries
from reporting.domain import tables
from reporting.domain.committee import filled_front, filled_sections, numbered_sections
from reporting.domain.moves import READY
from reporting.domain.snapshot import checksum
from reporting.models import ReportRun
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import advance, require
from socialvalue.jobs import services as jobs
from socialvalue.jobs.services import Progress
from socialvalue.periods import FinancialYear

PRODUCE = "reporting.produce_report"
NORMAL, LARGE = "normal", "large"


@transaction.atomic
def request_report(
    *, year_start: date, front: Mapping[str, str], texts: Mapping[str, str], by: Actor
) -> ReportRun:
    """Ask for the annual report to Cabinet on one financial year: the run, and the job that makes it.

    ``front`` and ``texts`` are what people wrote, by the keys of the council's own template. Raises Refusal for a year
    that has not begun.
    """
    require(by, "report.request")
    year = next((one for one in queries.years(by) if one.start == year_start), None)
    if year is None:
        raise Refusal("Choose a financial year from the list.", "year")
    of = queries.committee_shape(by)
    run = ReportRun.objects.create(
        council_id=by.council_id,
        title=f"{of.title}, {year.label}",
        year_start=year.period.start,
        year_end=year.period.end,
        committee={"title": of.title, "front": filled_front(of, front), "source": of.source},
        sections=filled_sections(of, texts),
        requested_at=clock.now(),
        requested_by_id=by.user_id,
    )
    audit.record(run, "asked for a report", by=by)
    jobs.request(task=PRODUCE, subject=run, title=run.title, by=by, result_url=run.get_absolute_url())
    return run


def produce(*, run_id: int, progress: Progress) -> None:
    """Take the snapshot, print the files, and mark the report ready. Safe to run twice: a ready report stays as it is."""
    run = ReportRun.objects.select_related("council", "requested_by").get(pk=run_id)
    if run.status == ReportRun.Status.READY:
        return
    by = Actor.system(run.council_id)
    progress(10, "Adding up the ledger")
    year = FinancialYear(run.year_start)
    run.as_of_seq, run.as_of_day = ledger.head_seq(by), clock.today()
    run.snapshot = queries.gather(by, year, as_of_seq=run.as_of_seq, as_of_day=run.as_of_day)
    run.checksum = checksum(run.snapshot)
    progress(50, "Printing the report")
    names = {
        size: default_storage.save(_name(run, size), ContentFile(_printed(run, size)))
        for size in (NORMAL, LARGE)
    }
    progress(90, "Keeping the report")
    _keep(run, names, by)


@transaction.atomic
def _keep(run: ReportRun, names: dict[str, str], by: Actor) -> None:
    run.pdf_name, run.large_print_name = names[NORMAL], names[LARGE]
    run.produced_at = clock.now()
    run.save(
        update_fields=[
            "as_of_seq",
            "as_of_day",
            "snapshot",
            "checksum",
            "pdf_name",
            "large_print_name",
            "produced_at",
        ]
    )
    advance(run, READY, by=by, detail={"checksum": run.checksum, "seq": run.as_of_seq})


def _name(run: ReportRun, size: str) -> str:
    return f"reports/{run.uid}-{size}.pdf"


def _printed(run: ReportRun, size: str) -> bytes:
    css = (Path(settings.BASE_DIR) / "static" / "css" / "report.css").read_text(encoding="utf-8")
    html = render_to_string("reporting/pdf/annual.html", {**context(run), "large": size == LARGE})
    return pdf.render(html, css)


def context(run: ReportRun) -> dict:
    """What the page and the PDF of a ready report show, all of it from what is stored.

    Raises Refusal where the stored figures are not those that were stored.
    """
    if checksum(run.snapshot) != run.checksum:
        raise Refusal(
            "The stored figures of this report have been changed since it was made, so it is not shown."
        )
    content = run.snapshot
    return {
        "run": run,
        "content": content,
        "sections": numbered_sections(run.sections),
        "missing": [{**one, "due_on": date.fromisoformat(one["due_on"])} for one in content["missing"]],
        "message": tables.message(content),
        "pounds": tables.in_pounds(content),
        "not_shown": tables.not_shown(content),
        "withholds_areas": tables.withholds_areas(content),
        "is_priced": tables.is_priced(content),
        "charts": tables.charts(content),
        "total": tables.total(content),
        "service_areas": tables.by_service_area(content),
        "outcomes": tables.by_outcome(content),
        "exceptions": tables.exceptions(content),
    }
