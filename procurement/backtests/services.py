"""Taking in a register, and trying a policy on it: upload, request_backtest, produce."""

from dataclasses import asdict
from decimal import Decimal

from django.db import transaction

from councils.policies.models import PolicyVersion
from procurement.backtests import queries
from procurement.backtests.domain import result as results
from procurement.backtests.domain.moves import READY
from procurement.backtests.domain.past import LeftOut
from procurement.backtests.domain.sheet import read_sheet
from procurement.backtests.models import Backtest, Register
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import advance, require
from socialvalue.jobs import services as jobs
from socialvalue.jobs.services import Progress

PRODUCE = "backtests.produce"


@transaction.atomic
def upload(*, name: str, file_name: str, content: bytes, by: Actor) -> Register:
    """Take in a register of past contracts, CSV or XLSX; raises Refusal at ``file`` where it cannot be read."""
    require(by, "backtest.run")
    sheet = read_sheet(content)
    register = Register(
        council_id=by.council_id,
        name=name,
        file_name=file_name[:200],
        lines=list(sheet.lines),
        columns=list(sheet.columns),
        uploaded_at=clock.now(),
        uploaded_by_id=by.user_id,
    )
    past, left_out = queries.contracts(register)
    if not past:
        raise Refusal("No line of the file can be judged: each needs a title and a value above £0", "file")
    register.left_out = [asdict(one) for one in left_out]
    register.save()
    audit.record(register, "took in a register of past contracts", by=by, detail={"lines": len(sheet.lines)})
    return register


@transaction.atomic
def request_backtest(
    *, register: Register, policy: PolicyVersion, hours_assessment: Decimal, hours_return: Decimal, by: Actor
) -> Backtest:
    """Ask for ``policy`` to be tried on ``register``; hours are the council's own estimate for one of each."""
    require(by, "backtest.run", register)
    present = queries.present_policy(by)
    made = Backtest.objects.create(
        council_id=by.council_id,
        register=register,
        policy=policy,
        present=present if present and present.pk != policy.pk else None,
        title=f"{policy.council.short_name}: {policy}, on {register.name}"[:300],
        hours_assessment=hours_assessment,
        hours_return=hours_return,
        requested_at=clock.now(),
        requested_by_id=by.user_id,
    )
    audit.record(made, "asked for a backtest", by=by)
    jobs.request(
        task=PRODUCE, subject=made, title=made.title[:200], by=by, result_url=made.get_absolute_url()
    )
    return made


def produce(*, backtest_id: int, progress: Progress) -> None:
    """Judge every line and keep the result. Safe to run twice: a ready backtest stays as it is."""
    run = Backtest.objects.select_related("register", "policy", "present").get(pk=backtest_id)
    if run.status == Backtest.Status.READY:
        return
    by = Actor.system(run.council_id)
    progress(10, "Judging the contracts")
    past, left_out = queries.contracts(run.register)
    judged, unknown = queries.judged(by, past, run.policy, run.present)
    progress(80, "Adding up")
    run.result = results.result(
        judged,
        edges=queries.lines_drawn(run.policy, run.present),
        hours_assessment=run.hours_assessment,
        hours_return=run.hours_return,
    )
    run.not_judged = [asdict(one) for one in sorted([*left_out, *unknown], key=_place)]
    run.checksum = results.checksum(run.result)
    _keep(run, by)


def _place(one: LeftOut) -> int:
    return one.line


@transaction.atomic
def _keep(run: Backtest, by: Actor) -> None:
    run.save(update_fields=["result", "not_judged", "checksum"])
    advance(run, READY, by=by, detail={"checksum": run.checksum})
