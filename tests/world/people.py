"""Everybody in the world: one person for each role, and those whom a role alone must not let in."""

from collections.abc import Callable
from dataclasses import dataclass

from councils.organisations.models import Council, ServiceArea, Supplier
from socialvalue.access.domain import Actor, Role
from tests.factories.councils import staff, supplier, supplier_member

Say = Callable[[str], str]
R = Role


@dataclass(frozen=True)
class Staff:
    """The people of one council. The ``other_`` ones hold the role for something else: they see none of the records."""

    commissioner: Actor
    other_commissioner: Actor
    lead: Actor
    lead_who_scores: Actor
    evaluator: Actor
    other_evaluator: Actor
    approver: Actor
    manager: Actor
    other_manager: Actor
    author: Actor
    commenter: Actor
    councillor: Actor
    administrator: Actor
    auditor: Actor


def staff_of(council: Council, say: Say) -> Staff:
    """A person for each role of the council; the commissioners are for two different service areas."""
    here, elsewhere = ServiceArea.objects.filter(council=council).order_by("id")[:2]

    def one(*roles: Role, area: ServiceArea = here) -> Actor:
        return staff(council, *roles, name=say("person"), service_area=area)

    return Staff(
        commissioner=one(R.COMMISSIONER),
        other_commissioner=one(R.COMMISSIONER, area=elsewhere),
        lead=one(R.PROCUREMENT_LEAD),
        lead_who_scores=one(R.PROCUREMENT_LEAD, R.EVALUATOR),
        evaluator=one(R.EVALUATOR),
        other_evaluator=one(R.EVALUATOR),
        approver=one(R.APPROVER),
        manager=one(R.CONTRACT_MANAGER),
        other_manager=one(R.CONTRACT_MANAGER),
        author=one(R.REPORT_AUTHOR),
        commenter=one(R.COMMENTER),
        councillor=one(R.COUNCILLOR),
        administrator=one(R.ADMINISTRATOR),
        auditor=one(R.AUDITOR),
    )


@dataclass(frozen=True)
class Firm:
    """A supplier with its people."""

    supplier: Supplier
    member: Actor
    administrator: Actor


def firm(say: Say) -> Firm:
    """A new supplier with a member and an administrator."""
    made = supplier(say("supplier"))
    return Firm(
        supplier=made,
        member=supplier_member(made, name=say("person")),
        administrator=supplier_member(made, R.SUPPLIER_ADMINISTRATOR, name=say("person")),
    )
