"""Councils, people and suppliers for tests; the people and suppliers are invented."""

import itertools
from pathlib import Path

from councils.organisations.models import Council, ServiceArea, Supplier
from councils.people import services as people
from councils.people.models import User
from councils.people.queries import actor_for
from measures import services as measures
from socialvalue.access.domain import SUPPLIER_ROLES, Actor, Role

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "correct horse battery staple"
# All of six digits, so that names and addresses sort in the order in which they were made.
_numbers = itertools.count(100_001)


def load_national() -> None:
    """The law and its thresholds, and the open unit values."""
    measures.load_framework(path=ROOT / "fixtures/national.yaml")
    for path in sorted(
        [*(ROOT / "fixtures/values").glob("*.yaml"), *(ROOT / "fixtures/deflators").glob("*.yaml")]
    ):
        measures.load_values(path=path)


def rotherham() -> Council:
    """The real council with its real policy, measures and values."""
    load_national()
    return measures.load_framework(path=ROOT / "fixtures/councils/rotherham.yaml").council


def invented_council() -> Council:
    """A second council under an invented policy that says the same as the first one's."""
    load_national()
    text = (ROOT / "fixtures/councils/rotherham.yaml").read_text()
    return measures.load_framework(path=None, text=_renamed(text), name="invented.yaml").council


def _renamed(text: str) -> str:
    return (
        text.replace("slug: rotherham", "slug: otherham")
        .replace("Rotherham", "Otherham")
        .replace("E08000018", "E08000999")
        .replace("reference_prefix: RMBC", "reference_prefix: OMBC")
    )


def area(council: Council) -> ServiceArea:
    """The first service area of the council."""
    return ServiceArea.objects.filter(council=council).order_by("id").first()


def staff(council: Council, *roles: Role, name: str = "", service_area: ServiceArea | None = None) -> Actor:
    """A new member of staff who holds ``roles``; a commissioner's is for ``service_area``, or the first one."""
    number = next(_numbers)
    email = f"person{number}@council.example"
    for role in roles:
        people.add_member(
            council=council,
            email_address=email,
            name=name or f"Person {number}",
            role=role,
            service_area=(service_area or area(council)) if role is Role.COMMISSIONER else None,
            password=PASSWORD,
            by=Actor.system(council.pk),
        )
    return actor_for(User.objects.get(email=email))[0]


def supplier(name: str = "", size: str = "small", **more) -> Supplier:
    """A new, invented supplier."""
    return Supplier.objects.create(
        name=name or f"Supplier {next(_numbers)}", size=size, invented=True, **more
    )


def supplier_member(of: Supplier, role: Role = Role.SUPPLIER_MEMBER, name: str = "") -> Actor:
    """A new person who acts for the supplier."""
    assert role in SUPPLIER_ROLES
    number = next(_numbers)
    email = f"person{number}@supplier.example"
    people.add_supplier_member(
        supplier=of,
        email_address=email,
        name=name or f"Person {number}",
        role=role,
        by=Actor.system(),
    )
    return actor_for(User.objects.get(email=email))[0]


def user_of(actor: Actor) -> User:
    """The person behind an actor, for ``client.force_login``."""
    return User.objects.get(pk=actor.user_id)
