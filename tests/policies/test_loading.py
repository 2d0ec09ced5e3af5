"""Loading a file: all of it or nothing, twice is the same as once, comments stay, and a check writes nothing."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from councils.organisations.models import Council, ServiceArea
from councils.policies.models import PolicyVersion
from tests.policies.builders import COUNCILS, FIXTURES, INVENTED, text_of

pytestmark = pytest.mark.django_db
OURS = ("organisations", "policies", "measures", "access")
COMMENT = "# Agreed with the Head of Procurement.\n"


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {
        m._meta.label: m._default_manager.count()
        for label in OURS
        for m in apps.get_app_config(label).get_models()
    }


def load(*paths, **options) -> str:
    out = StringIO()
    call_command("load_framework", *[str(path) for path in paths], stdout=out, **options)
    return out.getvalue()


def refused(*paths, **options) -> list[str]:
    with pytest.raises(CommandError) as caught:
        load(*paths, **options)
    return str(caught.value).split("\n")


@pytest.fixture
def written(tmp_path):
    """Write a changed file of a council and give its path."""

    def write(council: str, *changes: tuple[str, str], name: str = "changed.yaml"):
        text = text_of(council)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_twice_is_the_same_as_once():
    paths = [FIXTURES / "national.yaml", *sorted(COUNCILS.glob("*.yaml")), *sorted(INVENTED.glob("*.yaml"))]
    load(*paths)
    once, stamps = rows(), list(PolicyVersion.objects.values_list("id", "loaded_at", "checksum"))
    assert once["policies.PolicyVersion"] == len(paths)
    assert load(*paths).count("was loaded already") == len(paths)
    assert rows() == once
    assert list(PolicyVersion.objects.values_list("id", "loaded_at", "checksum")) == stamps


def test_the_council_is_kept_as_its_file_tells_of_it(written):
    """Every part of it; what the file says at a later loading takes its place."""
    load(
        written(
            "westmere",
            ("{month: 7, day: 1}", "{month: 7, day: 3}"),
            ("districts: [WM1]", "districts: [WM1, WM2]"),
        )
    )
    kept = Council.objects.values().get()
    del kept["id"], kept["uid"]
    assert kept == {
        "slug": "westmere",
        "name": "Westmere Council",
        "short_name": "Westmere",
        "reference_prefix": "WM",
        "gss_code": "E06000905",
        "colour": "#4a4a00",
        "year_starts_month": 7,
        "year_starts_day": 3,
        "region": "Invented",
        "website": "https://westmere.example",
        "postcode_districts": ["WM1", "WM2"],
        "bodies": [{"key": "leadership-board", "name": "the Leadership Board"}],
        "authority": "sub_central",
        "returns_due_after_days": 10,
        "report_template": {},
        "successor_id": None,
        "succeeded_on": None,
    }
    assert list(ServiceArea.objects.order_by("id").values_list("key", "name")) == [
        ("north", "North"),
        ("south", "South"),
    ]
    second = ("version: first", "version: second"), ("name: North", "name: Further north")
    load(written("westmere", ("due_after_days: 10", "due_after_days: 20"), *second))
    assert Council.objects.get().returns_due_after_days == 20
    assert ServiceArea.objects.get(key="north").name == "Further north"


def test_a_file_with_one_mistake_leaves_nothing(written):
    before = rows()
    told = refused(written("westmere", ("group: net-zero", "group: green")))
    assert told == [
        "changed.yaml, line 109, rules[3].then.group: “green” is not among the measure groups of this file.",
        "1 thing is to be put right. Nothing was loaded.",
    ]
    assert rows() == before


def test_one_bad_file_among_several_leaves_nothing_of_any(written):
    bad, worse = (
        written("westmere", ("format: 1", "format: 2")),
        written("saltwick", ("format: 1\n", ""), name="b.yaml"),
    )
    before = rows()
    told = refused(INVENTED / "brackenmoor.yaml", bad, worse)
    assert [line.split(",")[0] for line in told[:-1]] == ["changed.yaml", "b.yaml"]
    assert told[-1] == "2 things are to be put right. Nothing was loaded."
    assert rows() == before


def test_a_check_says_all_and_writes_nothing(written):
    before = rows()
    assert (
        load(INVENTED / "westmere.yaml", check=True)
        == "westmere.yaml: nothing is wrong. It was not loaded.\n"
    )
    path = written(
        "westmere",
        ("format: 1", "format: 2"),
        ("group: net-zero", "group: green"),
        ("level: required", "level: needed"),
    )
    told = refused(path, check=True)
    assert [line.split(",")[1] for line in told[:-1]] == [" line 3", " line 93", " line 109"]
    assert rows() == before


def test_a_start_keeps_what_is_published_and_says_so_but_no_other_mistake(written):
    """Whoever starts a newer copy of the program on an older database still gets in; a wrong file is still refused."""
    load(INVENTED / "brackenmoor.yaml")
    before, stamps = rows(), list(PolicyVersion.objects.values_list("id", "checksum"))
    changed = written("brackenmoor", ("percent: 10", "percent: 11"))
    told = load(changed, INVENTED / "westmere.yaml", keep=True)
    assert told.startswith("changed.yaml: the file has changed since its version was published")
    assert "westmere.yaml: " in told and " loaded." in told
    assert stamps[0] in list(PolicyVersion.objects.values_list("id", "checksum"))
    assert rows()["policies.PolicyVersion"] == before["policies.PolicyVersion"] + 1
    worse = written("brackenmoor", ("percent: 10", "percent: 11"), ("format: 1", "format: 2"))
    assert "format" in refused(worse, keep=True)[0]


def test_a_loaded_version_never_changes(written):
    load(INVENTED / "brackenmoor.yaml")
    before = rows()
    told = refused(written("brackenmoor", ("percent: 10", "percent: 11")))
    assert told[0].startswith("changed.yaml, line 24, policy.version: “2025 to 2028” is published already")
    assert rows() == before
    load(written("brackenmoor", ("percent: 10", "percent: 11"), ("version: 2025 to 2028", "version: 2026")))
    assert PolicyVersion.objects.filter(council__slug="brackenmoor").count() == 2


def test_a_version_that_begins_before_the_one_it_replaces_is_refused(written):
    load(INVENTED / "brackenmoor.yaml")
    new = ("version: 2025 to 2028", "version: corrected")
    told = refused(written("brackenmoor", new, ("begins: 2025-04-01", "begins: 2025-03-31")))
    assert told[0].startswith("changed.yaml, line 25, policy.begins: 31 March 2025 is before 1 April 2025")
    assert PolicyVersion.objects.count() == 1
    load(written("brackenmoor", new))
    assert PolicyVersion.objects.count() == 2


def test_comments_are_kept_and_are_no_change(written):
    """The text stays as it came, for whoever takes the file away; a comment more is the same version."""
    load(written("westmere", ("rules:\n", f"{COMMENT}rules:\n")))
    (version,) = PolicyVersion.objects.all()
    assert COMMENT in version.source
    assert version.source == text_of("westmere").replace("rules:\n", f"{COMMENT}rules:\n")
    assert "was loaded already" in load(INVENTED / "westmere.yaml")
    assert PolicyVersion.objects.count() == 1


def test_another_councils_prefix_is_refused(written):
    load(INVENTED / "brackenmoor.yaml")
    told = refused(written("saltwick", ("reference_prefix: SWK", "reference_prefix: BRM")))
    assert told[0] == (
        "changed.yaml, line 9, council.reference_prefix: “BRM” is the prefix of “brackenmoor” already: "
        "references would be mixed up."
    )
    assert Council.objects.count() == 1


def test_where_clauses_differ_is_told_once_with_what_governs():
    """Two rules of North East Lincolnshire weigh the whole and one the quality element, each pair in the same words."""
    told = load(FIXTURES / "national.yaml", COUNCILS / "north-east-lincolnshire.yaml")
    assert told.count("One clause weighs social value against the overall score") == 1
    assert told.count("Delivery and Reporting 2 governs.") == 1


def test_fifty_megabytes_are_refused_by_their_size(tmp_path):
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert refused(path)[0] == "large.yaml is larger than 2 MB. A framework file is a few pages of text."


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert "No such file" in refused(tmp_path / "none.yaml")[0]


def test_the_longest_words_that_are_taken_fit_their_places(written):
    """What the reader lets in, the tables hold."""
    path = written(
        "westmere",
        ("name: Westmere Council", f"name: {'n' * 200}"),
        ("short_name: Westmere", f"short_name: {'s' * 100}"),
        ("region: Invented", f"region: {'r' * 100}"),
        ("slug: westmere", f"slug: {'w' * 50}"),
        ("{key: north, name: North}", f"{{key: {'k' * 50}, name: {'a' * 200}}}"),
        ("title: Social Value Statement", f"title: {'t' * 200}"),
        ("version: first", f"version: {'v' * 40}"),
        ("name: A cleaner Westmere", f"name: {'o' * 300}"),
        ("headline: Trees", f"headline: {'h' * 200}"),
        ("{one: tree, many: trees}", f"{{one: {'1' * 99}a, many: {'2' * 99}b}}"),
        ("https://westmere.example", f"https://{'x' * 192}"),
    )
    load(path)
    assert Council.objects.get().slug == "w" * 50
    assert ServiceArea.objects.filter(name="a" * 200, key="k" * 50).exists()
