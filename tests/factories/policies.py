"""New versions of a council's policy, as its administrator would upload them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from typing import Any

from django.db import connection

from councils.policies import services
from councils.policies.domain.rewriting import edited
from councils.policies.models import PolicyVersion
from socialvalue.access.domain import Actor


def new_text(source: str, version: str, begins: str, *changes: Callable[[Any], None]) -> str:
    """The file ``source`` as another version that begins on a day, with whatever else ``changes`` change."""

    def change(values: Any) -> None:
        values["policy"]["version"], values["policy"]["begins"] = version, date.fromisoformat(begins)
        for one in changes:
            one(values)

    return edited(source, change)


def weight(percent: int) -> Callable[[Any], None]:
    """The rule for tenders asks for another weight."""

    def change(values: Any) -> None:
        rule = next(rule for rule in values["rules"] if rule["key"] == "weight")
        rule["then"]["percent"] = percent

    return change


def another_weight(percent: int) -> Callable[[Any], None]:
    """A second rule for tenders fixes a weight of its own: the two cannot both hold."""

    def change(values: Any) -> None:
        rule = deepcopy(next(rule for rule in values["rules"] if rule["key"] == "weight"))
        rule["key"], rule["then"]["percent"] = "second-weight", percent
        values["rules"].append(rule)

    return change


def uploaded(by: Actor, text: str, file_name: str = "policy.yaml") -> PolicyVersion:
    """A draft made of ``text``."""
    return services.upload(file_name=file_name, content=text.encode(), by=by)


@contextmanager
def as_if_unpublished(*tables: str) -> Iterator[None]:
    """Inside, the database lets a published version be changed: for a council that shall have none, or other measures."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for table in tables:
            cursor.execute(f"alter table {table} disable trigger never_changes")
        yield
        for table in tables:
            cursor.execute(f"alter table {table} enable trigger never_changes")


def back_to_draft(policy: PolicyVersion) -> None:
    """As if the version had never been published."""
    with as_if_unpublished("policies_policyversion"):
        PolicyVersion.objects.filter(pk=policy.pk).update(status="draft", published_at=None)
