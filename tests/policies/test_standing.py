"""A file beside what is published already: a version follows the one that it replaces, and a prefix is one council's."""

from dataclasses import replace
from datetime import date

import pytest

from councils.policies.domain.file import read_framework, read_shared
from councils.policies.domain.rules import PolicyIdentity
from councils.policies.domain.standing import Standing
from councils.policies.domain.yaml_text import FileError, FrameworkErrors
from tests.policies.builders import FIXTURES, text_of


def errors_of(text: str, standing: Standing) -> tuple[FileError, ...]:
    with pytest.raises(FrameworkErrors) as caught:
        read_framework(text, "x.yaml", standing)
    return caught.value.errors


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


OLD = PolicyIdentity("brackenmoor", "Procurement Strategy", "2025 to 2028", date(2025, 4, 1))
FIRST = PolicyIdentity("brackenmoor", "Procurement Strategy", "first", date(2025, 4, 1))
ELSEWHERE = PolicyIdentity("saltwick", "Social Value Charter", "9", date(2030, 1, 1))
OF_THE_NATION = PolicyIdentity("", "The law", "1", date(2030, 1, 1))


@pytest.mark.parametrize(
    ("begins", "standing", "key", "message"),
    [
        ("2025-03-31", {FIRST}, "policy.begins", "31 March 2025 is before 1 April 2025, on which the version that it replaces began (Procurement Strategy, first)"),
        ("2025-04-01", {FIRST}, None, None),
        ("2025-04-02", {FIRST}, None, None),
        ("2025-04-02", {FIRST, replace(FIRST, version="second", begins=date(2025, 4, 3))}, "policy.begins", "Procurement Strategy, second"),
        ("unknown", {FIRST}, "policy.begins", "is unknown, but it replaces Procurement Strategy, first, which began on 1 April 2025"),
        ("2025-03-31", {replace(FIRST, begins=None)}, None, None),
        ("unknown", {replace(FIRST, begins=None)}, None, None),
        ("2025-03-31", {ELSEWHERE, OF_THE_NATION}, None, None),
        ("2025-03-31", set(), None, None),
        ("2026-04-01", {OLD}, "policy.version", "“2025 to 2028” is published already and never changes"),
        ("2025-03-31", {replace(OLD, begins=None)}, "policy.version", "published already"),
        ("2026-04-01", {replace(OLD, title="Another")}, None, None),
        ("2026-04-01", {replace(OLD, council="saltwick")}, None, None),
    ],
)  # fmt: skip
def test_a_version_follows_the_one_that_it_replaces(begins, standing, key, message):
    """It never begins before it, nobody is left to guess when, and a published one never changes."""
    text = text_of("brackenmoor").replace(
        "  begins: 2025-04-01\n", f"  begins: {begins}\n  begins_why: nobody knows\n"
    )
    standing = Standing(versions=frozenset(standing))
    if key is None:
        assert read_framework(text, "x.yaml", standing).policy.title == "Procurement Strategy"
        return
    (error,) = errors_of(text, standing)
    assert (error.key, error.line) == (key, line_of(text, f"  {key.split('.')[1]}: "))
    assert message in error.message


def test_a_prefix_belongs_to_one_council():
    text = text_of("brackenmoor")
    taken = Standing(prefixes=frozenset({("elsewhere", "BRM"), ("brackenmoor", "BRM")}))
    (error,) = errors_of(text, taken)
    assert (error.key, error.line) == ("council.reference_prefix", line_of(text, "  reference_prefix"))
    assert "“BRM” is the prefix of “elsewhere” already" in error.message
    assert read_framework(
        text, "x.yaml", Standing(prefixes=frozenset({("brackenmoor", "BRM"), ("elsewhere", "E")}))
    )


def test_somebody_who_acts_for_one_council_brings_no_file_of_another():
    text = text_of("brackenmoor")
    assert read_framework(text, "x.yaml", Standing(council="brackenmoor"))
    (error,) = errors_of(text, Standing(council="saltwick"))
    assert (error.key, error.line) == ("council.slug", line_of(text, "  slug: "))
    assert error.message == ("“brackenmoor” is another council. You act for “saltwick”: upload its own file.")


def test_a_file_that_names_no_council_is_not_called_another_s():
    text = text_of("brackenmoor").replace("  slug: brackenmoor\n", "")
    errors = errors_of(text, Standing(council="saltwick"))
    assert any("is missing" in error.message for error in errors)
    assert not any("another council" in error.message for error in errors)


def test_a_framework_that_is_no_council_s_follows_its_own_versions():
    """It is known by its own key, and not by a council's: what councils have published does not count beside it."""
    text = (FIXTURES / "frameworks/ppn-002.yaml").read_text()
    own = read_shared(text, "x.yaml").policy
    later = PolicyIdentity("ppn-002", own.title, "of another day", date(2099, 1, 1))
    with pytest.raises(FrameworkErrors) as caught:
        read_shared(text, "x.yaml", Standing(versions=frozenset({later})))
    (error,) = caught.value.errors
    assert (error.key, error.line) == ("policy.begins", line_of(text, "  begins: "))
    assert "is before 1 January 2099" in error.message
    assert read_shared(text, "x.yaml", Standing(versions=frozenset({replace(later, council="")})))


@pytest.mark.parametrize(
    ("written", "damaged", "key", "message"),
    [
        ("  slug: brackenmoor\n", "  slug: [brackenmoor]\n", "council.slug", "must be text"),
        ("  version: 2025 to 2028\n", "  version: {first: 2025}\n", "policy.version", "must be text"),
        ("  begins: 2025-04-01\n", "  begins: 31st April 2025\n", "policy.begins", "is not a day that exists"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_once_and_compared_with_nothing(written, damaged, key, message):
    """Neither another council nor an earlier version is seen in what is no text or no day."""
    text = text_of("brackenmoor").replace(written, damaged)
    assert text != text_of("brackenmoor")
    (error,) = errors_of(text, Standing(versions=frozenset({FIRST}), council="brackenmoor"))
    assert (error.key, error.line) == (key, line_of(text, damaged))
    assert message in error.message
