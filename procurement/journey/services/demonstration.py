"""The demonstration: invented people and suppliers round the real policy, and real notices to start from."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from councils.organisations.models import Council, ServiceArea, Supplier
from councils.people import services as people
from procurement.opportunities import services as opportunities
from procurement.opportunities.domain.notices.reading import package_in
from socialvalue.access.domain import Actor, Refusal, Role


@dataclass(frozen=True)
class Person:
    """An invented person of the demonstration; ``of`` is a supplier's name, or empty for the council."""

    email: str
    name: str
    roles: tuple[Role, ...]
    does: str
    of: str = ""


def _read_demonstration() -> dict:
    path = Path(settings.BASE_DIR) / "fixtures" / "demo" / "people.json"
    return json.loads(path.read_text(encoding="utf-8"))


def demonstration_people() -> list[Person]:
    """The people of the demonstration, in the order in which they take their turn."""
    return [
        Person(p["email"], p["name"], tuple(Role(r) for r in p["roles"]), p["does"], p.get("supplier", ""))
        for p in _read_demonstration()["people"]
    ]


def demonstration_password() -> str:
    """The password of the demonstration's staff: made once for this machine, and kept beside its other files."""
    path = Path(settings.VAR_DIR) / "demonstration_password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"demonstration-{secrets.token_urlsafe(6)}")
        path.chmod(0o600)
    return path.read_text().strip()


@transaction.atomic
def make_demonstration() -> int:
    """Make the demonstration's people, suppliers and opportunities; twice is the same as once.

    Raises Refusal outside a demonstration. Returns how many opportunities were new.
    """
    if not settings.DEMONSTRATION:
        raise Refusal(
            "Demonstration people are only made in a demonstration. Set DEMONSTRATION=1 to have one."
        )
    told = _read_demonstration()
    council = Council.objects.get(slug=told["council"])
    by = Actor.system(council.pk)
    area = ServiceArea.objects.get(council=council, key=told["service_area"])
    suppliers = {one["name"]: _supplier(one) for one in told["suppliers"]}
    for person in demonstration_people():
        if person.of:
            _supplier_member(person, suppliers[person.of])
        else:
            _member(person, council, area)
    notices = package_in(
        (Path(settings.BASE_DIR) / "fixtures" / "demo" / "notices.json").read_text(encoding="utf-8")
    )
    return len(
        opportunities.import_notices(package=notices, council=council, service_area=area, by=by).imported
    )


def _supplier_member(person: Person, supplier: Supplier) -> None:
    for role in person.roles:
        people.add_supplier_member(
            supplier=supplier, email_address=person.email, name=person.name, role=role, by=Actor.system()
        )


def _member(person: Person, council: Council, area: ServiceArea) -> None:
    for role in person.roles:
        people.add_member(
            council=council,
            email_address=person.email,
            name=person.name,
            role=role,
            service_area=area if role is Role.COMMISSIONER else None,
            password=demonstration_password(),
            by=Actor.system(council.pk),
        )


def _supplier(told: dict) -> Supplier:
    supplier, _ = Supplier.objects.get_or_create(
        name=told["name"],
        defaults={
            "size": told["size"],
            "is_vcse": told["is_vcse"],
            "postcode": told["postcode"],
            "invented": True,
        },
    )
    return supplier
