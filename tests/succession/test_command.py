"""``manage.py pass_on``: says what would pass, then passes it."""

import io

import pytest
from django.core.management import CommandError, call_command

from councils.organisations.models import Council


def run(*words: str) -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command("pass_on", *words, stdout=out)
    return out.getvalue()


def test_it_says_what_would_pass_and_writes_nothing(succession):
    said = run("rotherham", "otherham", "--on", "2027-10-01", "--check")
    contract = succession.contract
    assert f"{succession.before.name} passes to {succession.after.name} on 1 October 2027." in said
    assert (
        f"1 contract under way:\n  {contract.reference} {contract.title}, with {contract.supplier.name}"
        in said
    )
    assert f"{contract.manager.name} becomes a contract manager of {succession.after.name}." in said
    assert "0 procurements without a signed contract" in said
    assert said.endswith("Nothing was written.\n")
    assert Council.objects.get(pk=succession.before.pk).successor is None


def test_it_passes_and_passes_nothing_twice(succession):
    words = ("rotherham", "otherham", "--on", "2027-10-01")
    assert run(*words).endswith(f"Passed 1 contract to {succession.after.name}.\n")
    assert run(*words).endswith(f"Passed 0 contracts to {succession.after.name}.\n")
    succession.contract.refresh_from_db()
    assert succession.contract.council == succession.after


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            ("nowhere", "otherham", "--on", "2027-10-01"),
            "There is no council “nowhere”. Known: otherham, rotherham.",
        ),
        (("rotherham", "nowhere", "--on", "2027-10-01"), "There is no council “nowhere”."),
        (("rotherham", "otherham", "--on", "2027-10-02"), "is not the first day of a financial quarter"),
        (("rotherham", "otherham", "--on", "2028-01-01"), "has not come yet"),
        (("rotherham", "otherham", "--on", "2027-10-01", "--area", "adults"), "--area takes two keys"),
        (
            ("rotherham", "otherham", "--on", "2027-10-01", "--area", "x=y"),
            "There is no service area “x” to pass on.",
        ),
    ],
)
def test_it_refuses_with_the_reason(succession, words, why):
    with pytest.raises(CommandError) as refused:
        run(*words)
    assert why in str(refused.value)
    assert Council.objects.get(pk=succession.before.pk).successor is None
