"""What follows a signature in one town: returns in every state with evidence, and reports."""

from decimal import Decimal

from procurement.returns import services
from procurement.returns.models import Evidence, QuarterlyReturn, ReturnLine
from reporting import queries as report_queries
from reporting import services as report_services
from reporting.models import ReportRun
from socialvalue.access.domain import Actor
from socialvalue.jobs.models import Job
from tests.factories.returns import as_committed, pdf
from tests.world import time
from tests.world.town import Town


class Delivery:
    """Returns are named by state: ``verified``, ``queried``, ``submitted``, ``late``, ``due`` and ``coming``; reports
    are ``report`` and, not made yet, ``requested``; ``job`` waits, ``done_job`` is done."""

    def __init__(self, town: Town) -> None:
        self.town, self.by, self.manager = town, town.home.member, town.staff.manager
        services.make_returns(contract=town.signed, by=Actor.system(town.council.pk))
        self.verified, self.queried, self.submitted, self.late, self.due, self.coming = list(
            QuarterlyReturn.objects.filter(contract=town.signed).order_by("period_start")
        )[:6]
        for one, morning in zip((self.verified, self.queried, self.submitted), time.REPORTING, strict=True):
            time.at(morning)
            self._submit(one)
        time.at(time.NOW)
        self._decide()
        self._begin(self.due)
        self._reports()

    def lines(self, one: QuarterlyReturn) -> list[ReturnLine]:
        """The lines of a return, with what the services look at."""
        rows = ReturnLine.objects.filter(period_return=one).order_by("commitment__position")
        return list(
            rows.select_related("commitment__measure", "period_return__contract__procurement", "council")
        )

    def _submit(self, one: QuarterlyReturn) -> None:
        promised = as_committed(one)
        for line in self.lines(one):
            key = f"{line.commitment.measure.key}:{line.commitment.variant}".rstrip(":")
            self._say(line, promised[key], self.town.say("what was done"))
        one.refresh_from_db()
        services.submit(period_return=one, version=one.version, by=self.by)

    def _say(self, line: ReturnLine, quantity: Decimal, words: str, file: str = "file") -> None:
        services.save_line(
            line=line,
            quantity=quantity,
            what_was_done=words,
            version=line.version,
            by=self.by,
            declared=line.commitment.measure.declarations,
        )
        upload = pdf(f"{self.town.say(file)}.pdf", str(line.uid).encode())
        services.attach(line=line, upload=upload, by=self.by)

    def _decide(self) -> None:
        for line in self.lines(self.verified):
            services.verify_line(line=line, version=line.version, by=self.manager)
        full, part, back, *_ = self.lines(self.queried)
        services.verify_line(line=full, version=full.version, by=self.manager)
        services.part_verify_line(
            line=part,
            quantity=part.quantity - 1,
            reason=self.town.say("reason of the part"),
            version=part.version,
            by=self.manager,
        )
        services.send_back_line(
            line=back, reason=self.town.say("reason sent back"), version=back.version, by=self.manager
        )
        self.submitted_line = self.lines(self.submitted)[0]
        self.submitted_evidence = Evidence.objects.get(line=self.submitted_line)

    def _begin(self, one: QuarterlyReturn) -> None:
        """The supplier has begun: nobody else sees that yet."""
        self.due_line = self.lines(one)[0]
        self._say(self.due_line, Decimal("1.5"), self.town.say("draft words"), "draft file")
        self.due_line.refresh_from_db()
        self.draft_evidence = Evidence.objects.get(line=self.due_line)

    def _reports(self) -> None:
        self.report = self._asked()
        self.requested = self._asked()
        self.done_job, self.job = Job.objects.filter(
            council=self.town.council, task=report_services.PRODUCE
        ).order_by("id")
        report_services.produce(run_id=self.report.pk, progress=lambda percent, doing: None)
        Job.objects.filter(pk=self.done_job.pk).update(state=Job.State.DONE, progress=100)

    def _asked(self) -> ReportRun:
        lead, say = self.town.staff.lead, self.town.say
        shape = report_queries.committee_shape(lead)
        return report_services.request_report(
            year_start=report_queries.years(lead)[1].start,
            front={one.key: say("front matter") for one in shape.front},
            texts={one.key: say("words under a heading") for one in shape.written},
            by=lead,
        )
