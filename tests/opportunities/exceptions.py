"""Exceptions as people would bring them to a state."""

from decimal import Decimal

from procurement.opportunities import services
from procurement.opportunities.models import PolicyException
from tests.factories import opportunities as make

CLAUSE = "Social Value Policy, Social Value Framework"
GIVEN = {"reason": "The market is thin.", "statement": "Five suppliers said so."}


def ask(procurement, by, **told):
    """Ask for 15%, but for what is told otherwise."""
    procurement.refresh_from_db()
    asked = {"rule": "weighting", "instead": Decimal("15"), **GIVEN, "version": procurement.version, **told}
    return services.ask_exception(procurement=procurement, by=by, **asked)


def decide(one, by, service=services.approve_exception, **told):
    """Approve, but for what is told otherwise."""
    words = {"decision_reference": "Minute 12", "note": "", "version": one.version, **told}
    return service(exception=one, by=by, **words)


def withdraw(one, by):
    """Take it back."""
    return services.withdraw_exception(exception=one, version=one.version, by=by)


def in_state(status: str, procurement, commissioner, approver, **told) -> PolicyException:
    """An exception of that status, as people would bring it there; ``told`` as ``ask`` takes it."""
    one = ask(procurement, commissioner, **told)
    if status == "approved":
        return decide(one, approver)
    if status == "refused":
        return decide(one, approver, services.refuse_exception, note="Too little.")
    if status == "withdrawn":
        return withdraw(one, commissioner)
    if status == "lapsed":
        change(procurement, commissioner, value_ex_vat=Decimal("90000.00"))
    return PolicyException.objects.get(pk=one.pk)


def change(procurement, by, **told):
    """Other facts, judged again."""
    procurement.refresh_from_db()
    now = {name: getattr(procurement, name) for name in make.GROUNDS}
    area = {"service_area_id": procurement.service_area_id}
    return services.change_details(
        procurement=procurement, version=procurement.version, by=by, **{**area, **now, **told}
    )
