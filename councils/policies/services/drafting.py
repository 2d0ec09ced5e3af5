"""A council's own file, uploaded by its administrator, kept as a draft, changed and withdrawn: upload, settle, add_measure,
withdraw."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.db import transaction

from councils.organisations.models import Council
from councils.policies.domain.adopting import taken_in
from councils.policies.domain.file import FileError, FrameworkErrors, checksum, read_framework
from councils.policies.domain.framework import FrameworkFile
from councils.policies.domain.moves import WITHDRAW
from councils.policies.domain.rewriting import settled, with_measure
from councils.policies.domain.standing import BEGINS
from councils.policies.domain.yaml_text import MOST_BYTES, decoded
from councils.policies.models import PolicyVersion
from councils.policies.services.loading import offered, standing_now
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import advance, claim, require

FILES = (".yaml", ".yml")


@transaction.atomic
def upload(*, file_name: str, content: bytes, by: Actor) -> PolicyVersion:
    """Keep a file of the actor's own council as a draft.

    Raises FrameworkErrors with everything that is wrong, each with line and key; Refusal at ``file`` where it is no
    such file at all. Rules that cannot both hold are no error: the draft's page asks which of them governs.
    """
    require(by, "policy.maintain")
    if PurePath(file_name).suffix.lower() not in FILES:
        raise Refusal("Choose a policy file: its name ends in .yaml or .yml", "file")
    if len(content) > MOST_BYTES:
        raise Refusal(f"The file must be {MOST_BYTES // 1_000_000} MB or smaller", "file")
    council = Council.objects.get(pk=by.council_id)
    name = file_name[-200:]
    text, says = read_draft(decoded(content, name), name, council.slug)
    _refuse_kept(council.pk, text)
    made = PolicyVersion.objects.create(
        council=council,
        title=says.policy.title,
        number=says.policy.version,
        begins_on=says.policy.begins,
        begins_unknown=says.policy.begins is None,
        source=text,
        checksum=checksum(text),
        loaded_at=clock.now(),
        file_name=name,
        uploaded_by_id=by.user_id,
    )
    audit.record(made, "uploaded a draft of the policy", by=by, detail={"checksum": made.checksum})
    return made


def read_draft(text: str, name: str, council: str, besides: int | None = None) -> tuple[str, FrameworkFile]:
    """The text with what it adopts, and what it says, beside what else is published now; raises FrameworkErrors."""
    standing = standing_now(council, besides)
    whole = taken_in(text, name, offered(), standing, unsettled=True)
    return whole, read_framework(whole, name, standing, unsettled=True)


def rewrite(policy: PolicyVersion, text: str) -> FrameworkFile:
    """Put ``text`` in place of a draft's file; opens no transaction. Raises Refusal where it could not be read back."""
    try:
        text, says = read_draft(text, policy.file_name, policy.council.slug, policy.pk)
    except FrameworkErrors as wrong:
        raise Refusal.of([_at_field(error) for error in wrong.errors]) from wrong
    if checksum(text) != policy.checksum:
        _refuse_kept(policy.council_id, text)
    policy.source, policy.checksum = text, checksum(text)
    policy.begins_on, policy.begins_unknown = says.policy.begins, says.policy.begins is None
    policy.save(update_fields=["source", "checksum", "begins_on", "begins_unknown"])
    return says


def _at_field(error: FileError) -> tuple[str | None, str]:
    """The day stands in a box of its own; all else is told with its place in the file."""
    if error.key == ".".join(BEGINS):
        return "begins", error.message
    return None, f"Line {error.line} of the file, {error.key}: {error.message}"


def _refuse_kept(council_id: int, text: str) -> None:
    same = PolicyVersion.objects.filter(council_id=council_id, checksum=checksum(text))
    if kept := same.exclude(status=PolicyVersion.Status.WITHDRAWN).first():
        raise Refusal(f"This file is kept already, as the draft of {kept}", "file")


@transaction.atomic
def settle(*, policy: PolicyVersion, governs: str, over: str, because: str, version: int, by: Actor) -> None:
    """Write into the draft's file that the rule ``governs`` sets the rule ``over`` aside, and why."""
    _take(policy, version, by)
    rewrite(policy, settled(policy.source, governs, over, because))
    audit.record(
        policy,
        "settled which rule of the policy governs",
        by=by,
        detail={"governs": governs, "over": over, "because": because},
    )


def _take(policy: PolicyVersion, version: int, by: Actor) -> None:
    require(by, "policy.maintain", policy)
    if policy.status != PolicyVersion.Status.DRAFT:
        raise Refusal("Only a draft can be changed. Take it back to a draft first.")
    claim(policy, version)


@transaction.atomic
def add_measure(*, policy: PolicyVersion, part: Mapping[str, Any], version: int, by: Actor) -> None:
    """Write one more measure into the draft's file, as ``part`` has it. Raises Refusal where the file could not be read
    back with it, such as for an outcome that the draft does not have."""
    _take(policy, version, by)
    rewrite(policy, with_measure(policy.source, part))
    audit.record(
        policy, "wrote a measure into the draft of the policy", by=by, detail={"measure": part["key"]}
    )


@transaction.atomic
def withdraw(*, policy: PolicyVersion, version: int, by: Actor) -> None:
    """Put a draft aside; it stays on the list of versions, and its file can be uploaded again."""
    advance(policy, WITHDRAW, by=by, version=version)
