"""Changing who may act for whom; and a demonstration's clock and mail.

add_member, add_supplier_member, move_clock, demonstration_mail.
"""

import email
import email.policy
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.db import transaction

from councils.organisations.models import Council, ServiceArea, Supplier
from councils.people.models import Membership, SupplierMembership, User
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal, Role


def _person(address: str, name: str, password: str | None) -> User:
    user = User.objects.visible_to(Actor.system()).filter(email__iexact=address).first()
    return user or User.objects.create_user(address, name, password)


@transaction.atomic
def add_member(
    *,
    council: Council,
    email_address: str,
    name: str,
    role: Role,
    by: Actor,
    service_area: ServiceArea | None = None,
    password: str | None = None,
    job_title: str = "",
    body: str = "",
) -> Membership:
    """Give a person a role for a council; makes the person where the address is new. Twice is the same as once."""
    user = _person(email_address, name, password)
    membership, made = Membership.objects.get_or_create(
        council=council,
        user=user,
        role=role,
        service_area=service_area,
        body=body,
        defaults={"job_title": job_title},
    )
    if made:
        audit.record(membership, "gave a role", by=by, detail={"role": role.words})
    return membership


@transaction.atomic
def add_supplier_member(
    *, supplier: Supplier, email_address: str, name: str, role: Role, by: Actor
) -> SupplierMembership:
    """Give a person a role for a supplier; suppliers' people sign in by a code, so there is no password."""
    user = _person(email_address, name, None)
    membership, _ = SupplierMembership.objects.get_or_create(supplier=supplier, user=user, role=role)
    return membership


def move_clock(*, day: date) -> None:
    """Move a demonstration's clock to nine in the morning of ``day``; raises Refusal where it may not."""
    moment = datetime.combine(day, time(9), tzinfo=clock.LONDON)
    try:
        clock.move_to(moment)
    except clock.ClockRefused as refused:
        raise Refusal(str(refused), "day") from refused


@dataclass(frozen=True)
class Letter:
    """One mail of a demonstration."""

    to: str
    subject: str
    body: str


def demonstration_mail(most: int = 20) -> list[Letter]:
    """The newest mails that the file backend wrote, newest first."""
    files = sorted(
        Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda f: f.stat().st_mtime, reverse=True
    )
    letters = []
    for path in files[:most]:
        for part in reversed(path.read_bytes().split(b"-" * 79)):
            message = email.message_from_bytes(part.strip(), policy=email.policy.default)
            if message["Subject"]:
                body = message.get_body(preferencelist=("plain",))
                text = body.get_content() if body else ""
                letters.append(Letter(str(message["To"]), str(message["Subject"]), text))
    return letters[:most]
