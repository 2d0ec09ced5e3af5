"""Looking at registers and backtests, and at the policies that can be tried."""

import uuid
from decimal import Decimal

from django.db.models import QuerySet

from councils.organisations.models import Council
from councils.policies import queries as policies
from councils.policies.domain.thresholds import ThresholdUnknown
from councils.policies.domain.words import Authority
from councils.policies.models import PolicyVersion
from procurement.backtests.domain.past import LeftOut, PastContract, read_line
from procurement.backtests.domain.result import Judged, asked_of
from procurement.backtests.models import Backtest, Register
from socialvalue import clock
from socialvalue.access.domain import Actor, NotFound


def registers(actor: Actor) -> QuerySet[Register]:
    """The council's registers, newest first, without their lines."""
    return Register.objects.visible_to(actor).select_related("uploaded_by").defer("lines")


def register(actor: Actor, uid: uuid.UUID) -> Register:
    """One register; raises NotFound."""
    return Register.objects.select_related("uploaded_by").get_visible(actor, uid=uid)


def backtests(actor: Actor) -> QuerySet[Backtest]:
    """The council's backtests, newest first, without their results."""
    found = Backtest.objects.visible_to(actor).defer("result", "register__lines")
    return found.select_related("register", "policy__council", "requested_by")


def backtest(actor: Actor, uid: uuid.UUID) -> Backtest:
    """One backtest; raises NotFound."""
    asked = Backtest.objects.select_related("register", "policy__council", "present", "requested_by")
    return asked.defer("register__lines").get_visible(actor, uid=uid)


def contracts(read: Register) -> tuple[list[PastContract], list[LeftOut]]:
    """The lines of a register that can be judged, and those that cannot."""
    lines = [read_line(line["line"], line["cells"], clock.today()) for line in read.lines]
    return [one for one in lines if isinstance(one, PastContract)], [
        one for one in lines if isinstance(one, LeftOut)
    ]


def policies_to_try(actor: Actor) -> list[PolicyVersion]:
    """The council's own versions, drafts too, and every other council's published ones; its own first."""
    own = {one.pk: one for one in policies.versions(actor) if one.council_id and not one.is_withdrawn}
    public = {policy.pk: policy for policy in policies.versions(Actor.public()) if policy.council_id}
    return [*own.values(), *(policy for pk, policy in public.items() if pk not in own)]


def present_policy(actor: Actor) -> PolicyVersion | None:
    """The council's policy in force today; None without one."""
    try:
        return policies.in_force(actor, actor.council_id, clock.today())
    except NotFound:
        return None


def lines_drawn(*drawn: PolicyVersion | None) -> set[Decimal]:
    """The amounts in pounds at which rules of these policies begin or end to hold."""
    rules = [
        rule.when.value for policy in drawn if policy for rule in policies.framework(policy).rule_set().rules
    ]
    return {edge for value in rules if value for edge in (value.lower, value.upper) if edge}


def judged(
    actor: Actor, past: list[PastContract], tested: PolicyVersion, present: PolicyVersion | None
) -> tuple[list[Judged], list[LeftOut]]:
    """Each contract as both policies judge it, with the law and thresholds of its own day; and those for whose day
    no threshold is known."""
    authority = Authority(Council.objects.visible_to(actor).get(pk=actor.council_id).authority)
    try_tested = policies.judge(actor, tested)
    try_present = policies.judge(actor, present) if present else None
    found, unknown = [], []
    for contract in past:
        facts = contract.facts(authority)
        try:
            now = asked_of(contract, try_tested(facts))
            before = asked_of(contract, try_present(facts)) if try_present else None
        except ThresholdUnknown as why:
            unknown.append(LeftOut(contract.line, contract.title, str(why)))
            continue
        found.append(Judged(contract, now, before))
    return found, unknown
