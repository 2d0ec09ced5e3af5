"""A file with anything wrong in it is refused whole, and every error is named: file, line, key, what was expected."""

import re

import pytest

from councils.policies.domain.file import checksum, read_framework, read_national, write_framework
from councils.policies.domain.standing import Standing
from councils.policies.domain.yaml_text import FrameworkErrors, decoded
from tests.policies.builders import FILES, FIXTURES, framework, national, text_of

ROTHERHAM = text_of("rotherham")


def errors_of(text: str, name: str = "x.yaml", **more):
    with pytest.raises(FrameworkErrors) as caught:
        read_framework(text, name, **more)
    return caught.value.errors


def changed(old: str, new: str) -> str:
    assert old in ROTHERHAM
    return ROTHERHAM.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


WEIGHT = "    then: {effect: weighting, form: fixed, percent: 20, basis: overall}\n    clauses: [framework-weight]\n    reading: quoted\n"

# What an officer typed instead, the key that is named, and words of the message.
MISTAKES = {
    "unknown key": ("  short_name: Rotherham Council", "  shortname: Rotherham Council", "council.shortname", "Did you mean “short_name”?"),
    "missing key": ("  gss_code: E08000018\n", "", "council.gss_code", "is missing"),
    "unknown effect": ("effect: weighting,", "effect: weigthing,", "rules[].then.effect", "Did you mean “weighting”?"),
    "no effect": ("{effect: incorporation}", "{}", "rules[].then", "say what the rule requires"),
    "clause not defined": ("clauses: [framework-weight]", "clauses: [framework-wait]", "rules[].clauses[]", "“framework-wait” is not among the clauses"),
    "no clause": (WEIGHT, WEIGHT.replace("[framework-weight]", "[]"), "rules[].clauses", "at least 1"),
    "document not defined": ("document: toolkit", "document: tool", "clauses[].document", "not among the documents"),
    "outcome not defined": ("outcome: living-standards", "outcome: living", "measures[].outcome", "not among the outcomes"),
    "priority not defined": ("priority: children", "priority: child", "outcomes[].priority", "not among the priorities"),
    "measure not defined": ("contained_in: local-jobs", "contained_in: local", "measures[].contained_in", "not among the measures"),
    "body not defined": ("body: leader-and-chief-executive", "body: leader", "rules[].then.body", "not among the bodies"),
    "document to ask not defined": ("[delivery-plan]", "[plan]", "rules[].then.documents[]", "not among the asked documents"),
    "report not defined": ("report: annual-report", "report: annual", "rules[].then.report", "not among the reports"),
    "committee not defined": ("body: cabinet\n", "body: council\n", "council.committee_report.body", "not among the bodies"),
    "a day that does not exist": ("  begins: unknown", "  begins: 2026-04-31", "policy.begins", "“2026-04-31” is not a day that exists"),
    "a day in a condition": ("when: {routes: [grant, in_house]}", "when: {commenced_from: 2026-02-29}", "rules[].when.commenced_from", "“2026-02-29” is not a day that exists"),
    "weight over 100": ("percent: 20, basis", "percent: 120, basis", "rules[].then.percent", "must be 100 or less"),
    "split over 100": ("{name: the quantity offered, percent: 50}", "{name: the quantity offered, percent: 60}", "rules[].then.parts", "110%"),
    "percent with its sign": ("percent: 20, basis", "percent: 20%, basis", "rules[].then.percent", "without £, % or commas"),
    "pounds with commas": ("{over: 250000}", "{over: '250,000'}", "rules[].when.value.over", "without £, % or commas"),
    "not a number": ("{over: 250000}", "{over: .nan}", "rules[].when.value.over", "must be a number"),
    "an empty band": ("{over: 100000, up_to: 250000}", "{over: 250000, up_to: 100000}", "rules[].when.value", "holds no value"),
    "a third VAT basis": ("  vat: exclusive", "  vat: without", "value_basis.vat", "expected 'exclusive' or 'inclusive'"),
    "reading without a reason": ("    reading: quoted\n    force: may\n", "    reading: inferred\n    force: may\n", "rules[].why", "say why it was read so"),
    "key twice in a list": ("  - key: leverage", "  - key: quarterly-returns", "rules[].key", "is used twice; the first is on line"),
    "key twice in a group": ("  slug: rotherham\n", "  slug: rotherham\n  slug: rotherham\n", "council.slug", "stands here twice; the first is on line"),
    "a list that is none": ("routes: [grant, in_house]", "routes: grant", "rules[].when.routes", "start each item with a dash"),
    "text that is a group": ("  region: Yorkshire and the Humber", "  region: {a: b}", "council.region", "must be text"),
    "yes for true": ("local_openings: true", "local_openings: yes", "rules[].then.local_openings", "must be true or false"),
    "a colour that cannot be read": ('"#00594f"', '"#77ccaa"', "council.colour", "contrast"),
    "not a colour": ('"#00594f"', '"teal"', "council.colour", "such as #1d70b8"),
    "a council without a code": ("E08000018", "X08000018", "council.gss_code", "GSS code"),
    "not a postcode district": ("[S25, S26,", "[s25, S26,", "council.postcodes.districts", "postcode district"),
    "a key with capitals": ("  - key: leverage", "  - key: Leverage", "rules[].key", "small letters"),
    "fte that is no stock": ("    unit: fte\n    adds_up: stock", "    unit: fte\n    adds_up: flow", "measures[].adds_up", "add up as a stock"),
    "items without a name": ("    counted: {one: apprenticeship, many: apprenticeships}\n", "", "measures[].counted", "what one and several are called"),
    "a measure inside itself": ("contained_in: local-jobs", "contained_in: good-jobs", "measures[].contained_in", "is contained in itself"),
    "an anchor": ("  region: Yorkshire", "  region: &r Yorkshire", "council.region", "Anchors and aliases"),
    "a tag": ("  region: Yorkshire", "  region: !!binary Yorkshire", "council.region", "is not used here"),
    "nothing where text is due": ("  region: Yorkshire and the Humber", "  region:", "council.region", "must be text"),
    "empty text": ("  region: Yorkshire and the Humber", "  region: ''", "council.region", "is empty"),
    "a report that is never due": ("    every: quarter\n    audience: the council", "    audience: the council", "reports[]", "says how often"),
    "a month that is none": ("{month: 4, day: 1}", "{month: 13, day: 1}", "council.financial_year_starts.month", "12 or less"),
    "a day that not every year has": ("{month: 4, day: 1}", "{month: 2, day: 29}", "council.financial_year_starts.day", "28 or less"),
    "an unknown unit": ("    unit: tco2e", "    unit: kg", "measures[].unit", "expected 'fte'"),
    "unknown without a reason": ("  begins_why: >-\n    The text prints", "  begins_way: >-\n    The text prints", "policy.begins_way", "Did you mean “begins_why”?"),
}  # fmt: skip


# Where a key is missing, the line is that of the group which lacks it; where several lines are wrong together, the
# line of the key that holds them.
TOLD_AT = {
    "a report that is never due": "  - key: quarterly-figure",
    "missing key": "council:",
    "split over 100": "      parts:\n        - {name: the quantity offered",
    "reading without a reason": "  - key: bespoke-is-welcome",
    "key twice in a list": "  - key: quarterly-returns\n    when: {value: {over: 100000}, contract_types: [goods, services, works, light_touch, concession], routes: [tender, quotation, call_off, direct_award]}\n    then: {effect: supplier_returns",
    "items without a name": "  - key: apprenticeships",
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_named(mistake):
    """With its file, its line, its key and what was expected there."""
    old, new, key, message = MISTAKES[mistake]
    _named(ROTHERHAM, changed(old, new), key, message, TOLD_AT.get(mistake))


def _named(before: str, text: str, key: str, message: str, at: str | None) -> None:
    errors = errors_of(text)
    hit = [error for error in errors if _plain(error.key) == key and message in error.message]
    assert hit, "\n".join(map(str, errors))
    line = line_of(text, at) if at else _first_changed_line(before, text)
    assert (hit[0].file, hit[0].line) == ("x.yaml", line)
    assert str(hit[0]).startswith(f"x.yaml, line {line}, {hit[0].key}: ")


def _plain(key: str) -> str:
    return re.sub(r"\[[0-9]+\]", "[]", key)


def _first_changed_line(before: str, after: str) -> int:
    same = next(at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
    return after[:same].count("\n") + 1


# The same for keys that only the invented councils use.
MORE_MISTAKES = {
    "a group not defined": ("westmere", "group: net-zero", "group: netzero", "rules[].then.group", "not among the measure groups"),
    "a body that may agree not defined": ("westmere", "unless_approved_by: leadership-board", "unless_approved_by: board", "rules[].then.unless_approved_by", "not among the bodies"),
    "a measure of a group not defined": ("westmere", "measures: [tonnes, trees]", "measures: [tonnes, hedges]", "measure_groups[].measures[]", "“hedges” is not among the measures"),
    "a declaration not defined": ("westmere", "declarations: [supply-chain]", "declarations: [chain]", "rules[].then.declarations[]", "not among the declarations"),
    "an approver not defined": ("saltwick", "approver: commissioning-board", "approver: board", "rules[].then.approver", "not among the bodies"),
    "a rule to set aside not defined": ("saltwick", "beats: [weight]", "beats: [wait]", "rules[].beats[]", "not among the rules"),
    "an effect to be exempt from not known": ("saltwick", "exempt_from: [weighting]", "exempt_from: [weight]", "rules[].then.exempt_from[]", "expected"),
    "sets aside without a reason": ("saltwick", "    beats_because: The charter leaves", "    beats_cause: The charter leaves", "rules[].beats_cause", "Did you mean “beats_because”?"),
    "half a CPV code": ("saltwick", 'categories: ["85000000"]', 'categories: ["850000000"]', "rules[].when.categories[]", "no CPV code"),
    "parts over their weight": ("upper-dale", "{name: local work, percent: 15}", "{name: local work, percent: 16}", "rules[].then.parts", "26%, over 25%"),
    "a part over 100": ("upper-dale", "{name: local work, percent: 15}", "{name: local work, percent: 101}", "rules[].then.parts[].percent", "must be 100 or less"),
    "a band upside down": ("norhaven", "at_least: 10, at_most: 30", "at_least: 30, at_most: 10", "rules[].then.at_most", "the band is empty"),
    "a band up to 101": ("norhaven", "at_least: 10, at_most: 30", "at_least: 10, at_most: 101", "rules[].then.at_most", "must be 100 or less"),
    "at most less than at least": ("westmere", "{effect: outcomes, at_least: 1, at_most: 2}", "{effect: outcomes, at_least: 3, at_most: 2}", "rules[].then.at_most", "at least 3 and at most 2"),
    "a side of the threshold not known": ("norhaven", "{threshold: below}", "{threshold: under}", "rules[].when.threshold", "expected"),
    "31 April in words": ("brackenmoor", "begins: 2025-04-01", "begins: 31 April 2026", "policy.begins", "“31 April 2026” is not a day that exists; write it as 2026-04-30"),
    "31st April in words": ("brackenmoor", "commenced_until: 2026-03-31", "commenced_until: 31st April 2026", "rules[].when.commenced_until", "“31st April 2026” is not a day that exists"),
    "a good day in words": ("brackenmoor", "commenced_until: 2026-03-31", "commenced_until: 3 December 2026", "rules[].when.commenced_until", "“3 December 2026” is in words; write it as 2026-12-03."),
    "a good first day in words": ("brackenmoor", "begins: 2025-04-01", "begins: 1st April 2025", "policy.begins", "“1st April 2025” is in words; write it as 2025-04-01, or the word unknown."),
    "29 February of no leap year": ("brackenmoor", "begins: 2025-04-01", "begins: 2025-02-29", "policy.begins", "is not a day that exists"),
    "until before from": ("brackenmoor", "commenced_until: 2027-03-31", "commenced_until: 2026-03-31", "rules[].when.commenced_until", "before it begins"),
    "two lower edges": ("brackenmoor", "at_least: 50000, up_to: 1000000", "at_least: 50000, over: 1000000", "rules[].when.value.at_least", "keep one of them"),
    "two upper edges": ("brackenmoor", "at_least: 50000, up_to: 1000000", "below: 50000, up_to: 1000000", "rules[].when.value.up_to", "keep one of them"),
    "a title longer than its place": ("brackenmoor", "title: Procurement Strategy\n  version", f"title: {'x' * 201}\n  version", "policy.title", "at most 200 characters"),
    "a version longer than its place": ("brackenmoor", "version: 2025 to 2028", f"version: {'x' * 41}", "policy.version", "at most 40 characters"),
    "a document without its text": ("upper-dale", "    missing: Only", "    mising: Only", "documents[].mising", "Did you mean “missing”?"),
}  # fmt: skip


MORE_TOLD_AT = {"parts over their weight": "      parts:\n        - {name: local work, percent: 16}"}


@pytest.mark.parametrize("mistake", MORE_MISTAKES, ids=str)
def test_a_mistake_in_an_invented_file_is_named(mistake):
    council, old, new, key, message = MORE_MISTAKES[mistake]
    before = text_of(council)
    assert old in before
    _named(before, before.replace(old, new, 1), key, message, MORE_TOLD_AT.get(mistake))


@pytest.mark.parametrize(
    ("council", "line", "key", "at"),
    [
        ("saltwick", "    beats_because: The charter leaves the weight of care services to each case.\n", "rules[].beats_because", "  - key: care-case-by-case"),
        ("norhaven", "  begins_why: The policy prints no day.\n", "policy.begins_why", "policy:"),
        ("upper-dale", "    missing: Only the tiers of approval that the policy repeats are here.\n", "documents[].missing", "  - key: rules\n    title"),
        ("upper-dale", "  why: The policy does not say, and its other figures are before VAT.\n", "value_basis.why", "value_basis:"),
    ],
)  # fmt: skip
def test_a_reason_that_is_missing_is_asked_for_under_its_own_key(council, line, key, at):
    before = text_of(council)
    assert line in before
    _named(before, before.replace(line, "", 1), key, "is missing", at)


def test_every_error_is_told_at_once_in_the_order_of_the_lines():
    text = changed("  gss_code: E08000018\n", "")
    for old, new in (
        ("effect: weighting,", "effect: weigthing,"),
        ("clauses: [contract-management]", "clauses: [contract-man]"),
        ("begins: unknown", "begins: 2026-04-31"),
        ("contained_in: local-jobs", "contained_in: local"),
        ("  slug: rotherham\n", "  slug: rotherham\n  slug: rotherham\n"),
        ("  reference_prefix: RMBC\n", "  reference_prefix: OMBC\n"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    errors = errors_of(
        text + TIERS,
        standing=Standing(prefixes=frozenset({("otherham", "OMBC")})),
    )
    assert [error.line for error in errors] == sorted(error.line for error in errors)
    assert [_plain(error.key) for error in errors] == [
        "council.gss_code",
        "council.slug",
        "council.reference_prefix",
        "policy.begins",
        "measures[].contained_in",
        "rules[].then.effect",
        "rules[].clauses[]",
        "rules[]",
    ]


TIERS = """  - key: tier-one
    when: {value: {up_to: 350000}}
    then: {effect: approver, of: award, body: cabinet}
    clauses: [governance]
    reading: quoted
  - key: tier-two
    when: {value: {at_least: 350000}}
    then: {effect: approver, of: award, body: leader-and-chief-executive}
    clauses: [governance]
    reading: quoted
"""


def test_rules_that_cannot_both_hold_must_be_settled():
    another = """  - key: another-weight
    when: {value: {over: 200000}, contract_types: [works]}
    then: {effect: weighting, form: minimum, percent: 30, basis: overall}
    clauses: [framework-weight]
    reading: quoted
"""
    errors = errors_of(ROTHERHAM + another)
    assert {error.key for error in errors} == {f"rules[{len(framework('rotherham').rules)}]"}
    assert "“another-weight” and “weight” (line" in str(errors[1])
    assert "exactly 20%" in errors[0].message and "at least 30%" in errors[0].message
    settled = (
        another
        + "    beats: [weight, weight-for-quotations-and-call-offs]\n    beats_because: the later decides\n"
    )
    conflicts = read_framework(ROTHERHAM + settled, "x.yaml").conflicts()
    assert [conflict.settled_by for conflict in conflicts] == ["another-weight", "another-weight"]


def test_overlapping_bands_that_differ_are_refused():
    text = changed("{over: 100000, up_to: 250000}", "{over: 100000}")
    assert read_framework(text, "x.yaml")  # documents add up: two bands that overlap ask for both
    text = ROTHERHAM + TIERS
    (error,) = errors_of(text)
    assert error.key == f"rules[{len(framework('rotherham').rules) + 1}]"
    assert error.line == line_of(text, "  - key: tier-two")
    assert f"“tier-two” and “tier-one” (line {line_of(text, '  - key: tier-one')}) can meet" in error.message
    assert read_framework(text.replace("at_least: 350000", "over: 350000"), "x.yaml")


def test_rules_that_set_one_another_aside_are_refused():
    text = changed(
        "  - key: weight\n",
        "  - key: weight\n    beats: [weight-for-quotations-and-call-offs]\n    beats_because: x\n",
    ).replace(
        "  - key: weight-for-quotations-and-call-offs\n",
        "  - key: weight-for-quotations-and-call-offs\n    beats: [weight]\n    beats_because: x\n",
    )
    errors = errors_of(text)
    assert [(error.line, _plain(error.key)) for error in errors] == [
        (line_of(text, "    beats: [weight-for"), "rules[].beats"),
        (line_of(text, "    beats: [weight]"), "rules[].beats"),
    ]
    assert "“weight” is set aside by itself" in errors[0].message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "must be a list of keys and values"),
        ("# nothing but a comment", "must be a list of keys and values"),
        ("- a\n- b\n", "must be a list of keys and values"),
        ("just words", "must be a list of keys and values"),
        ("a: [1, 2", "Not YAML"),
        ("a: b: c", "Not YAML"),
        ("a: 1\n---\nb: 2\n", "Not YAML"),
        ("a: \x00", "Not YAML"),
        ("\t- a", "Not YAML"),
        ("? [a, b]\n: c\n", "A key must be a plain word"),
        ("{" * 3000, "too deep"),
        ("[" * 3000 + "]" * 3000, "too deep"),
        ("- " * 3000, "too deep"),
        ("a: [" + "x, " * 60_001 + "x]", "too many lists"),
        ("a: *b", "Not YAML"),
    ],
)
def test_what_is_no_file_is_refused_in_words(text, message):
    assert any(message in str(error) for error in errors_of(text))


def test_an_alias_bomb_is_refused_before_it_grows():
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    told = [error for error in errors_of(bomb) if "Anchors and aliases" in error.message]
    assert {(error.line, error.key) for error in told} >= {(n + 1, f"a{n}") for n in range(30)}
    assert len(told) < 400


def test_fifty_megabytes_are_refused_before_they_are_read():
    errors = errors_of("a" * 50_000_000)
    assert [str(error) for error in errors] == [
        "x.yaml: The file is over 2 MB. Leave out what is not policy."
    ]


def test_nothing_is_half_read():
    """One error in a file of hundreds of lines leaves nothing of it."""
    with pytest.raises(FrameworkErrors):
        read_framework(ROTHERHAM + "extra: 1\n", "x.yaml")


@pytest.mark.parametrize("council", [*FILES, ""])
def test_out_and_in_again_is_the_same_policy(council):
    part = framework(council) if council else national()
    again = (read_framework if council else read_national)(write_framework(part), "again.yaml")
    assert again == part
    assert write_framework(again) == write_framework(part)


@pytest.mark.parametrize("council", FILES)
def test_twice_is_the_same(council):
    text = text_of(council)
    one, other = read_framework(text, "one.yaml"), read_framework(text, "other.yaml")
    assert one is not other
    assert one == other
    assert one.rule_set() == other.rule_set()


@pytest.mark.parametrize("council", FILES)
def test_a_file_is_kept_as_json_and_read_back(council):
    """Those that begin on a day, and those that begin on an unknown one."""
    part = framework(council)
    assert type(part).model_validate_json(part.model_dump_json()) == part


def test_the_same_text_has_the_same_checksum():
    assert checksum(ROTHERHAM) == checksum(str(ROTHERHAM)) != checksum(ROTHERHAM + "\n")


def test_markup_in_a_file_stays_text():
    """A council called like a script is only a name; who prints it escapes it."""
    text = changed("  short_name: Rotherham Council", "  short_name: '<script>alert(1)</script>{{7*7}}'")
    assert read_framework(text, "x.yaml").council.short_name == "<script>alert(1)</script>{{7*7}}"


def test_national_thresholds_follow_one_another():
    text = (FIXTURES / "national.yaml").read_text().replace("ends: 2023-12-31", "ends: 2023-12-30")
    with pytest.raises(FrameworkErrors, match="do not follow") as caught:
        read_national(text, "national.yaml")
    (error,) = caught.value.errors
    assert (error.line, error.key) == (line_of(text, "\nthresholds:") + 1, "thresholds")


@pytest.mark.parametrize("word", ["yes", "on", "off", "Y"])
def test_words_for_true_of_another_yaml_are_never_guessed(word):
    text = "%YAML 1.1\n---\n" + changed("local_openings: true", f"local_openings: {word}")
    told = [error for error in errors_of(text) if _plain(error.key) == "rules[].then.local_openings"]
    assert told[0].line == line_of(text, "local_openings")
    assert "must be true or false" in told[0].message


def test_a_file_is_utf_8_text():
    """As Windows saves it in its own code page it is refused with the line; with a mark at its start it is read."""
    text = ROTHERHAM.replace("Regeneration and Environment", "Regeneration – Environment")
    with pytest.raises(FrameworkErrors) as caught:
        decoded(text.encode("cp1252", errors="replace"), "x.yaml")
    (error,) = caught.value.errors
    assert (error.file, error.line) == ("x.yaml", _first_odd_line(text))
    assert "save the file as UTF-8" in error.message
    assert decoded(ROTHERHAM.encode("utf-8-sig"), "x.yaml") == ROTHERHAM


def _first_odd_line(text: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if not line.isascii())
