"""Published notices: what becomes an opportunity, what does not and why, and that nothing stops the rest."""

import copy
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.opportunities.domain.notices.notice import Notice, Skipped, read_release
from procurement.opportunities.domain.notices.package import read_package
from procurement.opportunities.domain.notices.reading import number, package_in
from socialvalue.access.domain import Refusal
from tests.factories.councils import ROOT

TODAY = date(2026, 11, 21)
DEMO = ROOT / "fixtures/demo/notices.json"
GOOD = {
    "ocid": "ocds-test-1",
    "id": "1",
    "date": "2026-03-02T09:00:00Z",
    "tag": ["tender"],
    "buyer": {"name": "Example Borough Council"},
    "tender": {
        "title": "Parks &amp; verges",
        "description": "Grass &pound;&#163;\r\nand beds\x00\u202e",
        "status": "active",
        "mainProcurementCategory": "services",
        "procurementMethod": "open",
        "datePublished": "2026-03-02T09:00:00Z",
        "classification": {"scheme": "CPV", "id": "77310000", "description": "Planting"},
        "value": {"amount": Decimal("120000.005"), "currency": "GBP"},
        "contractPeriod": {"startDate": "2026-07-01T00:00:00+01:00", "endDate": "2030-06-30T23:59:59+01:00"},
        "items": [
            {"deliveryAddresses": [{"region": "Yorkshire"}, {"region": "Yorkshire"}, {"region": "UKE3"}]}
        ],
    },
}


def release(**changes) -> dict:
    """A good release with parts of its tender changed; a name with a dot stands for the release's own part."""
    made = copy.deepcopy(GOOD)
    for name, value in changes.items():
        made["tender"][name] = value
    return made


def outer(**changes) -> dict:
    """A good release with parts of its own changed."""
    return {**copy.deepcopy(GOOD), **changes}


def test_a_good_release_is_read_in_full():
    notice = read_release(GOOD)
    assert notice == Notice(
        ocid="ocds-test-1",
        title="Parks & verges",
        description="Grass ££\nand beds",
        contract_type="services",
        route="tender",
        value_ex_vat=Decimal("120000.01"),
        buyer="Example Borough Council",
        cpv="77310000",
        cpv_words="Planting",
        region="Yorkshire, UKE3",
        contract_starts_on=date(2026, 7, 1),
        contract_ends_on=date(2030, 6, 30),
        published_at=notice.published_at,
        commenced_on=date(2026, 3, 2),
    )


@pytest.mark.parametrize(
    ("given_release", "reason"),
    [
        (None, "It is not a release."),
        ([GOOD], "It is not a release."),
        (outer(tag=["award"]), "It is an award notice. Tender and planning notices become opportunities."),
        (
            outer(tag=["tender", "contract"]),
            "It is a contract notice. Tender and planning notices become opportunities.",
        ),
        (outer(tag="tender"), "It is neither a tender nor a planning notice."),
        (outer(tag=[["tender"]]), "It is neither a tender nor a planning notice."),
        (release(status="cancelled"), "The tender is cancelled."),
        (outer(ocid=None), "It has no ocid of 1 to 100 characters, so it cannot be told from others."),
        (outer(ocid="x" * 101), "It has no ocid of 1 to 100 characters, so it cannot be told from others."),
        (release(title=["Parks"]), "It has no title."),
        (outer(buyer={"name": ""}), "It has no buyer."),
        (outer(buyer="Example Council"), "It has no buyer."),
        (release(value=None), "It has no value."),
        (release(value={"currency": "GBP"}), "It has no value."),
        (release(value={"amountGross": 10, "currency": "GBP"}), "Its value is given with VAT only."),
        (release(value={"amount": "120000", "currency": "GBP"}), "Its value is not a number."),
        (release(value={"amount": True, "currency": "GBP"}), "Its value is not a number."),
        (release(value={"amount": float("nan"), "currency": "GBP"}), "Its value is not a number."),
        (release(value={"amount": 5000, "currency": "EUR"}), "Its value is in EUR, not in pounds."),
        (release(value={"amount": 5000}), "Its value has no currency."),
        (release(value={"amount": -5, "currency": "GBP"}), "Its value is -£5.00, less than nothing."),
        (
            release(value={"amount": Decimal("0.01"), "currency": "GBP"}),
            "Its value is £0.01, which is printed where the value is not known.",
        ),
        (
            release(value={"amount": 1, "currency": "GBP"}),
            "Its value is £1.00, which is printed where the value is not known.",
        ),
        (
            release(value={"amount": 10**400, "currency": "GBP"}),
            "Its value is more than £9,999,999,999.99, which cannot be right.",
        ),
        (
            release(mainProcurementCategory="things"),
            "Its type is not known: it says neither goods, nor services, nor works.",
        ),
        (
            {**release(datePublished="yesterday"), "date": "0001-01-01T00:00:00Z"},
            "It does not say when the tender was published, so its thresholds cannot be told.",
        ),
    ],
)
def test_a_release_that_cannot_be_used_says_why(given_release, reason):
    assert read_release(given_release).reason == reason


def test_a_planning_notice_has_not_commenced():
    assert read_release(outer(tag=["planning"])).commenced_on is None


def test_the_planned_budget_and_the_sum_of_lots_stand_for_a_value():
    budget = {
        **release(value=None),
        "tag": ["planning"],
        "planning": {"budget": {"amount": {"amount": 5000, "currency": "GBP"}}},
    }
    lots = release(
        value=None, lots=[{"value": {"amount": n, "currency": "GBP"}} for n in (1000, Decimal("2000.5"))]
    )
    assert read_release(budget).value_ex_vat == Decimal("5000.00")
    assert read_release(lots).value_ex_vat == Decimal("3000.50")


def test_an_amendment_commenced_when_the_tender_was_first_published():
    amended = {**release(datePublished="2026-01-30T23:30:00Z"), "tag": ["tenderAmendment"]}
    assert read_release(amended).commenced_on == date(2026, 1, 30)


def test_a_day_is_a_day_in_london():
    assert read_release(release(datePublished="2026-06-30T23:30:00Z")).commenced_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("period", "remark"),
    [
        (None, "No contract start or end date is printed."),
        ({"startDate": "2026-07-01"}, "No contract end date is printed."),
        (
            {"startDate": "2026-07-01", "endDate": "2026-06-30"},
            "Contract dates left out: the end is before the start.",
        ),
        (
            {"startDate": "2025-07-01", "endDate": "2026-06-30"},
            "Contract dates left out: the start is before the tender was published.",
        ),
        (
            {"startDate": "2026-07-01", "endDate": "2126-06-30"},
            "Contract dates left out: the end is more than 50 years after the start.",
        ),
    ],
)
def test_dates_that_cannot_be_are_left_out_and_told(period, remark):
    assert read_release(release(contractPeriod=period)).remarks == (remark,)


@pytest.mark.parametrize(
    ("said", "route"),
    [
        ({"procurementMethodDetails": "Competitive quotation (below threshold)"}, "quotation"),
        ({"procurementMethodDetails": "Call-off from a framework agreement"}, "call_off"),
        ({"procurementMethod": "direct"}, "direct_award"),
        ({"procurementMethodDetails": 7}, "tender"),
    ],
)
def test_the_route_is_read_from_the_method(said, route):
    assert read_release(release(**said)).route == route


def test_light_touch_and_concessions_are_special_regimes():
    assert read_release(release(specialRegime=["lightTouch"])).contract_type == "light_touch"
    assert read_release(release(specialRegime=["concession"])).contract_type == "concession"


def test_huge_texts_are_cut():
    notice = read_release(release(title="x" * 1_000_000, description="y" * 1_000_000))
    assert len(notice.title) == 300
    assert len(notice.description) == 20_000


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.text(max_size=20)
    | st.sampled_from(
        ["tender", "planning", "GBP", "goods", "active", "2026-01-01", "9999-12-31T23:59:59-23:59"]
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [*GOOD, *GOOD["tender"], "amount", "currency", "name", "lots", "startDate", "records"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


def places(node, path=()):
    """Every place inside nested JSON."""
    yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


def put(node, path, value):
    """The same JSON with ``value`` at ``path``."""
    if not path:
        return value
    made = copy.copy(node)
    made[path[0]] = put(node[path[0]], path[1:], value)
    return made


@given(JSON)
@settings(max_examples=300, deadline=None)
def test_whatever_stands_for_a_release_is_read_or_skipped_and_never_raises(value):
    assert isinstance(read_release(value), Notice | Skipped)


@given(st.sampled_from(list(places(GOOD))), JSON)
@settings(max_examples=300, deadline=None)
def test_a_good_release_with_anything_anywhere_is_read_or_skipped(path, value):
    read = read_release(put(GOOD, path, value))
    assert isinstance(read, Notice | Skipped)
    if isinstance(read, Notice):
        assert read.value_ex_vat > 0 and read.title and read.buyer and read.ocid
        read.title.encode(), read.description.encode()


@given(st.lists(JSON, max_size=5), st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_release_of_a_package_is_either_taken_or_skipped(others, as_records):
    package = {"records": [{"releases": [GOOD]}, *others]} if as_records else {"releases": [*others, GOOD]}
    read = read_package(package, TODAY)
    assert "ocds-test-1" in {notice.ocid for notice in read.notices}
    if not as_records:
        assert len(read.notices) + len(read.skipped) == len(others) + 1


@pytest.mark.parametrize("package", [None, [], {}, {"releases": {}}, "releases", {"records": "x"}])
def test_what_is_no_package_is_refused(package):
    with pytest.raises(Refusal, match="not an OCDS package"):
        read_package(package, TODAY)


def test_the_newest_release_of_a_notice_counts_and_the_first_tells_when_it_commenced():
    later = {**release(title="Parks, longer"), "date": "2026-05-01T00:00:00Z", "tag": ["tenderUpdate"]}
    later["tender"].pop("datePublished")
    planned = {**outer(tag=["planning"]), "date": "2026-01-01T00:00:00Z"}
    read = read_package({"releases": [later, GOOD, planned]}, TODAY)
    assert [(n.title, n.commenced_on) for n in read.notices] == [("Parks, longer", date(2026, 3, 2))]
    assert {s.reason for s in read.skipped} == {"A later release of the same notice was taken."}


def test_a_record_with_only_a_compiled_release_is_read_by_its_status():
    compiled = {**GOOD, "tag": ["compiled"]}
    over = {**GOOD, "ocid": "over", "tag": ["compiled"], "awards": [{"id": "1"}]}
    linked = {"releases": [{"url": "x", "tag": ["tender"]}], "compiledRelease": compiled}
    read = read_package({"records": [linked, {"compiledRelease": over}]}, TODAY)
    assert [notice.ocid for notice in read.notices] == ["ocds-test-1"]
    assert read.skipped[0].reason.startswith("It has been awarded.")


def test_a_notice_from_the_future_is_skipped():
    read = read_package({"releases": [release(datePublished="2027-01-01T00:00:00Z")]}, TODAY)
    assert "in the future" in read.skipped[0].reason


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("123456789.10", "123456789.10"),
        ("9007199254740993.01", "9007199254740993.01"),
        ("0.1", "0.1"),
        ("120000", "120000"),
        ("-5.50", "-5.50"),
        ("1e400", "1e30"),
        ("-1e400", "1e30"),
        ("1e99999999999999999999", None),
        ("NaN", None),
        ("Infinity", None),
        ("true", None),
        ('"12.50"', None),
    ],
)
def test_an_amount_is_exact_as_it_was_written(written, exact):
    """9007199254740993.01 lies above 2 to the 53rd, where floating numbers know no pennies; what is huge stays huge."""
    found = number(package_in(f'{{"amount": {written}}}')["amount"])
    assert found == (None if exact is None else Decimal(exact))
