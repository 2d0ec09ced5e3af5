"""Loading frameworks with their measures, open unit values and indexes of prices from files; publishing a draft with
its measures. The same file twice is the same as once."""

import re
from datetime import date
from pathlib import Path

from django.db import transaction

from councils.policies import services as policies
from councils.policies.domain.file import checksum
from councils.policies.domain.framework import FrameworkFile
from councils.policies.domain.measure import Measure as MeasurePart
from councils.policies.domain.yaml_text import MOST_BYTES, decoded
from councils.policies.models import Outcome, PolicyVersion
from councils.policies.services import Loaded, Says
from measures.domain.deflating import read_deflator
from measures.domain.values import read_values
from measures.models import Measure, PriceIndex, UnitValue
from socialvalue import clock
from socialvalue.access.domain import Actor, Refusal

CALLS_A_VINTAGE = re.compile(r"^vintage:", re.MULTILINE)


def _text(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise Refusal(
            f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB. A framework file is a few pages of text."
        )
    return decoded(path.read_bytes(), path.name)


def check_framework(*, path: Path) -> Says:
    """What a framework file says, as ``load_framework`` would take it in; writes nothing.

    Raises FrameworkErrors with everything that is wrong, or Refusal for a file that is far too large.
    """
    return policies.check(text=_text(path), name=path.name)


@transaction.atomic
def load_framework(*, path: Path | None, text: str | None = None, name: str = "") -> Loaded:
    """Take in a framework file, of a council (with all its measures), of the nation, or of nobody until it is adopted.

    Raises FrameworkErrors with everything that is wrong, each with file, line and key; nothing is half loaded.
    """
    if path is not None:
        text, name = _text(path), path.name
    if policies.CALLS_A_FRAMEWORK.search(text):
        return policies.load_shared(text=text, name=name)
    if not policies.CALLS_A_COUNCIL.search(text):
        return policies.load_national(text=text, name=name)
    loaded = policies.load_council(text=text, name=name)
    if loaded.is_new:
        _make_measures(loaded.policy, loaded.says)
    return loaded


@transaction.atomic
def publish(*, policy: PolicyVersion, begins: date | None, version: int, by: Actor) -> PolicyVersion:
    """Publish a draft of a council's policy with its outcomes and measures; refusals as ``policies.publish``."""
    loaded = policies.publish(policy=policy, begins=begins, version=version, by=by)
    _make_measures(loaded.policy, loaded.says)
    return loaded.policy


def _make_measures(policy: PolicyVersion, says: FrameworkFile) -> None:
    outcomes = {outcome.key: outcome for outcome in Outcome.objects.filter(policy=policy)}
    made: dict[str, Measure] = {}
    places = {part.key: position for position, part in enumerate(says.measures, 1)}
    for part in _containing_first(says):
        made[part.key] = Measure.objects.create(
            council=policy.council,
            policy=policy,
            outcome=outcomes[part.outcome],
            key=part.key,
            position=places[part.key],
            headline=part.headline,
            definition=part.text,
            unit=part.unit.value,
            adds_up=part.adds_up.value,
            term=part.term.value,
            second_year=part.second_year.value,
            counted_one=part.counted.one if part.counted else "",
            counted_many=part.counted.many if part.counted else "",
            variant_of=part.variant_of or "",
            variants=[variant.model_dump(mode="json") for variant in part.variants],
            evidence=part.evidence,
            counting_rules=list(part.counting_rules),
            declarations=list(part.declarations),
            notes=list(part.notes),
            toms_reference=part.toms_reference or "",
            valued_by=part.valued_by or "",
            contained_in=made.get(part.contained_in),
            barrier_group=part.barrier_group,
            sensitive=part.sensitive,
            reading=part.reading.value,
            reading_why=part.why or "",
        )


def _containing_first(says: FrameworkFile) -> list[MeasurePart]:
    """Each measure after the one that contains it, since a published one is written once."""
    parts = {part.key: part for part in says.measures}

    def depth(part: MeasurePart) -> int:
        return 1 + depth(parts[part.contained_in]) if part.contained_in else 0

    return sorted(parts.values(), key=depth)


@transaction.atomic
def load_values(*, path: Path) -> UnitValue | PriceIndex:
    """Take in one table of open unit values, or one vintage of an index of prices.

    Raises FrameworkErrors with everything that is wrong, or Refusal for an edition or a vintage that changed.
    """
    text = _text(path)
    if CALLS_A_VINTAGE.search(text):
        return _load_index(text, path.name)
    table = read_values(text, path.name)
    same = UnitValue.objects.filter(council=None, key=table.key, edition=table.edition).first()
    if same is None:
        return UnitValue.objects.create(
            key=table.key,
            edition=table.edition,
            unit=table.unit.value,
            title=table.title,
            source=text,
            loaded_at=clock.now(),
        )
    _check_unchanged(same.source, text, f"{table.title}, {table.edition}", "values a new edition")
    return same


def _load_index(text: str, name: str) -> PriceIndex:
    index = read_deflator(text, name)
    same = PriceIndex.objects.filter(key=index.key).first()
    if same is None:
        return PriceIndex.objects.create(
            key=index.key, title=f"{index.title}, {index.vintage}", source=text, loaded_at=clock.now()
        )
    _check_unchanged(same.source, text, f"{index.title}, {index.vintage}", "vintage a new key")
    return same


def _check_unchanged(loaded: str, text: str, name: str, mend: str) -> None:
    if checksum(loaded) != checksum(text):
        raise Refusal(f"{name} is loaded already. Give the changed {mend}.")
