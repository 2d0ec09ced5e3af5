"""Published notices taken in: by the service and by the command, twice as once, and what is skipped is told."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from procurement.opportunities import services
from procurement.opportunities.domain.notices.reading import package_in
from procurement.opportunities.models import Procurement
from socialvalue.access.domain import Actor
from tests.opportunities.test_notices import DEMO, GOOD, outer, release


def import_now(council, package, **more):
    return services.import_notices(package=package, council=council, by=Actor.system(council.pk), **more)


SAMPLE = {
    "publisher": {"name": "A <b>publisher</b>"},
    "license": "https://example.org/licence",
    "releases": [
        None,
        GOOD,
        {**release(title="<script>alert(1)</script>{{7*7}}"), "ocid": "ocds-test-2"},
        {**release(value={"amount": -1, "currency": "GBP"}), "ocid": "ocds-test-3"},
        {**release(datePublished="2016-01-01T00:00:00Z", contractPeriod=None), "ocid": "ocds-test-4"},
        {**outer(tag=["planning"]), "ocid": "ocds-test-5", "buyer": {"name": "Another Council"}},
    ],
}


def test_a_package_becomes_procurements_and_twice_is_the_same_as_once(rotherham):
    first = import_now(rotherham, SAMPLE)
    assert [one.procurement.ocid for one in first.imported] == ["ocds-test-1", "ocds-test-2", "ocds-test-5"]
    assert len(first.skipped) == 3
    assert "No UK threshold" in first.skipped[-1].reason
    made = first.imported[0].procurement
    assert (made.reference, made.status, made.buyer_as_published) == (
        "RMBC-2026-001",
        "draft",
        "Example Borough Council",
    )
    assert made.notice_source == "A <b>publisher</b>, https://example.org/licence"
    assert made.requirement_rows.exists() and made.lot_rows.count() == 1
    again = import_now(rotherham, SAMPLE)
    assert not again.imported and len(again.here_before) == 3
    assert Procurement.objects.count() == 3


def test_only_the_asked_buyer_is_taken(rotherham):
    done = import_now(rotherham, SAMPLE, buyer="another")
    assert [one.procurement.buyer_as_published for one in done.imported] == ["Another Council"]
    assert "Its buyer is Example Borough Council." in {skipped.reason for skipped in done.skipped}


def test_a_notice_of_one_council_may_be_taken_by_another_too(rotherham, other_council):
    import_now(rotherham, SAMPLE)
    assert len(import_now(other_council, SAMPLE).imported) == 3


def test_the_notices_of_the_demonstration_all_pass(rotherham):
    package = package_in(DEMO.read_text(encoding="utf-8"))
    done = import_now(rotherham, package)
    assert len(done.imported) == len(package["releases"]) == 17
    assert not done.skipped
    assert "Open Government Licence v3.0" in package["attribution"]
    for kept in package["releases"]:
        assert "description" not in kept["tender"] and "contactPoint" not in json.dumps(kept, default=str)


def run(path: Path, **options) -> str:
    out = StringIO()
    call_command("import_notices", str(path), council="rotherham", stdout=out, **options)
    return out.getvalue()


def test_the_command_reports_what_it_took_and_what_it_skipped(rotherham, tmp_path):
    path = tmp_path / "package.json"
    path.write_text(json.dumps(SAMPLE, default=float))
    said = run(path, service_area="regeneration-environment")
    assert "3 taken, 0 here before, 3 skipped." in said
    assert "Its value is -£1.00, less than nothing." in said
    assert "0 taken, 3 here before, 3 skipped." in run(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "not an OCDS package"),
        ('"\\ud800"', "OCDS package"),
    ],
)
def test_the_command_refuses_what_is_no_package(rotherham, tmp_path, content, message):
    path = tmp_path / "package.json"
    path.write_text(content)
    with pytest.raises(CommandError, match=message):
        run(path)


def test_the_command_names_what_it_does_not_know(rotherham, tmp_path):
    with pytest.raises(CommandError, match="no council “nowhere”"):
        call_command("import_notices", "x.json", council="nowhere")
    with pytest.raises(CommandError, match="no service area “moon”"):
        call_command("import_notices", "x.json", council="rotherham", service_area="moon")
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "missing.json")
