"""What is written into the text of a file: a conflict that was settled, and a day, with everything else as it was."""

from datetime import date

from ruamel.yaml import YAML

from councils.policies.domain.file import read_framework
from councils.policies.domain.rewriting import beginning, settled
from tests.policies.builders import COUNCILS

TEXT = """# why this file is here
policy:
  begins: unknown   # nobody printed it
rules:
  - key: a
    reading: quoted
  - key: b
    beats: [c]
    beats_because: it is older.
    reading: quoted
  - key: c
    reading: quoted
"""


def rules(text: str) -> list[dict]:
    return YAML(typ="safe").load(text)["rules"]


def test_a_rule_that_set_nothing_aside_sets_one_aside():
    text = settled(TEXT, "a", "b", "It is later.")
    first, *rest = rules(text)
    assert first == {"key": "a", "beats": ["b"], "beats_because": "It is later.", "reading": "quoted"}
    assert list(first) == ["key", "beats", "beats_because", "reading"]
    assert rest == rules(TEXT)[1:]
    assert "# why this file is here" in text and "# nobody printed it" in text


def test_a_rule_that_set_one_aside_sets_both_aside_for_both_reasons():
    _, second, _ = rules(settled(TEXT, "b", "a", " It is also stricter. "))
    assert second["beats"] == ["c", "a"]
    assert second["beats_because"] == "it is older. It is also stricter."


def test_a_day_is_written_where_none_was_known():
    text = beginning(TEXT, date(2027, 4, 1))
    assert text == TEXT.replace("begins: unknown   #", "begins: 2027-04-01 #")


def test_why_the_day_was_unknown_goes_with_it():
    """Rotherham's text prints no day; a version for which the council gives one does not say that it cannot be told."""
    before = (COUNCILS / "rotherham.yaml").read_text(encoding="utf-8")
    after = beginning(before, date(2027, 4, 1))
    assert "begins_why" in before and "begins_why" not in after
    says = read_framework(after, "rotherham.yaml")
    assert says.policy.begins == date(2027, 4, 1)
    kept = [line for line in before.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in after.splitlines() if line.lstrip().startswith("#")] == kept
