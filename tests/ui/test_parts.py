"""The tags and filters: words, numbers and links as people read them."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.paginator import Paginator
from django.template import engines

from socialvalue.access.templatetags import charts, formats, statuses
from tests.ui import kit
from tests.ui.reading import Reader


def draw(source: str, **context: object) -> str:
    """The HTML of a few tags."""
    request = context.pop("request", kit.request_for())
    return engines["django"].from_string("{% load ui %}" + source).render(context, request)


def words(source: str, **context: object) -> str:
    """The words of a few tags."""
    return Reader(draw(source, **context)).text


@pytest.mark.parametrize(
    ("written", "value", "words"),
    [
        (formats.money, Decimal("2973.405"), "£2,973.41"),
        (formats.money, Decimal("-5"), "-£5.00"),
        (formats.money, 0, "£0.00"),
        (formats.money, None, "–"),
        (formats.money_short, Decimal("12345678"), "£12.3 million"),
        (formats.money_short, Decimal("12000000"), "£12 million"),
        (formats.money_short, Decimal("2500000000"), "£2.5 billion"),
        (formats.money_short, Decimal("410000.50"), "£410,001"),
        (formats.money_short, Decimal("999999.99"), "£1,000,000"),
        (formats.money_short, Decimal("12.30"), "£12.30"),
        (formats.money_short, 0, "£0"),
        (formats.quantity, Decimal("12.5000"), "12.5"),
        (formats.quantity, Decimal("1000.0000"), "1,000"),
        (formats.quantity, Decimal("0.0001"), "0.0001"),
        (formats.quantity, Decimal(100), "100"),
        (formats.quantity, None, "–"),
        (formats.percent, Decimal("20.00"), "20%"),
        (formats.percent, Decimal("12.345"), "12.35%"),
        (formats.long_date, date(2026, 12, 3), "3 December 2026"),
        (formats.long_date, datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026"),
        (formats.date_time, datetime(2026, 12, 3, 14, 5, tzinfo=UTC), "3 December 2026 at 2:05pm"),
        (formats.date_time, datetime(2026, 7, 1, 11, 0, tzinfo=UTC), "1 July 2026 at midday"),
        (formats.date_time, datetime(2026, 7, 1, 8, 0, tzinfo=UTC), "1 July 2026 at 9am"),
        (formats.file_size, 812, "812 bytes"),
        (formats.file_size, 34_400, "34 KB"),
        (formats.file_size, 1_234_567, "1.2 MB"),
    ],
)
def test_how_values_read(written, value, words):
    assert written(value) == words


def test_a_status_is_words_first_and_colour_second():
    assert draw('{% status_tag "part_verified" %}').strip() == (
        '<strong class="govuk-tag govuk-tag--yellow app-status">Part verified</strong>'
    )


def test_a_status_that_nobody_gave_a_colour_is_refused():
    with pytest.raises(LookupError, match="perhaps"):
        statuses.colour_of("perhaps")


def test_every_status_of_every_model_has_a_colour():
    unknown = [
        (model.__name__, value)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.name == "status"
        and getattr(field, "choices", None)
        and model.__module__.split(".")[0] != "django"
        for value, _ in field.choices
        if statuses._normal(value) not in statuses.COLOURS
    ]
    assert unknown == []


def test_a_list_says_where_you_are_and_keeps_its_filters():
    page = Paginator(range(132), 25).page(3)
    assert (
        words('{% results_words page "procurement" %}', page=page) == "Showing 51 to 75 of 132 procurements"
    )
    links = draw("{% pagination page %}", page=page)
    assert 'href="?status=draft&amp;area=parks&amp;sort=-deadline&amp;page=4"' in links


def test_a_short_list_has_no_pages():
    page = Paginator(range(1), 25).page(1)
    assert words('{% results_words page "procurement" %}{% pagination page %}', page=page) == "1 procurement"


def test_a_sorted_column_says_so_and_sorts_the_other_way_next():
    header = draw('{% sort_header "Deadline" "deadline" %}')
    assert 'aria-sort="descending"' in header
    assert 'href="?status=draft&amp;area=parks&amp;sort=deadline"' in header


def test_downloads_keep_what_is_filtered_and_say_how_many():
    links = draw('{% downloads "/save/" 2 "bid" %}')
    assert 'href="/save/?status=draft&amp;area=parks&amp;sort=-deadline"' in links
    assert 'href="/save/?status=draft&amp;area=parks&amp;sort=-deadline&amp;as=xlsx"' in links
    assert Reader(links).text == "Download these 2 bids as CSV or download these 2 bids as XLSX"
    assert "Download this bid as CSV" in words('{% downloads "/save/" 1 "bid" %}')


def test_each_chosen_filter_can_be_taken_away():
    panel = draw("{% filter_panel filter %}", filter=kit.FilterForm({"status": ["draft"], "area": "parks"}))
    assert "Remove this filter: Status: Draft" in Reader(panel).text
    assert 'href="?area=parks&amp;sort=-deadline"' in panel
    assert '<input type="hidden" name="sort" value="-deadline">' in panel


def test_a_button_that_posts_carries_the_version_and_what_it_was_given():
    button = draw('{% post_button "Open the bids" "/open" version=3 lot="1" %}', csrf_token="x" * 64)
    assert 'name="version" value="3"' in button
    assert 'name="lot" value="1"' in button
    assert "csrfmiddlewaretoken" in button


def test_the_policy_panel_says_what_is_met_and_what_to_do():
    panel = draw("{% policy_panel requirements %}", **kit.parts())
    for label in ("Met", "Not yet met", "To keep in mind"):
        assert f'aria-label="{label}"' in panel
    assert "Choose outcomes" in Reader(panel).text


def test_the_policy_panel_opens_with_what_is_still_to_do():
    panel = draw("{% policy_panel requirements url='/all' %}", **kit.parts())
    to_do, folded = panel.split("<details", 1)
    assert "Still to do" in to_do and "Choose outcomes that are relevant" in to_do
    assert "Social value is 20%" not in to_do
    assert all(words in folded for words in ("Done (1)", "To keep in mind (1)", "Report once a year", "/all"))


@pytest.mark.parametrize(
    ("met", "said"), [((), "requires nothing"), ((True, True), "There is nothing to do now")]
)
def test_the_policy_panel_says_when_nothing_is_left(met, said):
    asked = [{"text": "A rule", "clause": "A clause", "met": one} for one in met]
    panel = words("{% policy_panel requirements %}", requirements=asked)
    assert said in panel and "Still to do" not in panel


def test_a_panel_of_things_to_keep_in_mind_is_open():
    asked = [{"text": "A rule", "clause": "A clause", "met": None}]
    assert '<details class="app-policy__more" open>' in draw("{% policy_panel asked %}", asked=asked)


@pytest.mark.parametrize(("url", "classes"), [("", 0), ("/change", 1)])
def test_a_summary_list_keeps_room_for_links_only_where_there_are_some(url, classes):
    rows = [{"key": "One", "value": "1"}, {"key": "Two", "value": "2", "url": url}]
    assert draw("{% summary_list rows %}", rows=rows).count("row--no-actions") == classes


def test_work_that_goes_on_says_how_far_it_is():
    assert "Adding up the ledger (4 of 10)" in words("{% progress job %}", **kit.parts())


def test_bars_are_as_long_as_their_numbers():
    chart = charts.layout(
        ["A", "B"], [("Due", [200, Decimal(50)]), ("Verified", [None, 0])], formats.money_short
    )
    due, verified = chart.categories[0].bars
    assert (due.length, due.text) == ("68.00%", "£200")
    assert (verified.missing, verified.text) == (True, "no figure")
    assert chart.categories[1].bars[0].length == "17.00%"
    assert chart.categories[1].bars[1].text == "£0"


@pytest.mark.parametrize("series", [[("Due", [1])], [("Due", [1, -1])], [(str(i), [1, 1]) for i in range(5)]])
def test_a_chart_that_cannot_be_drawn_is_refused(series):
    with pytest.raises(ValueError, match=r"has|takes"):
        charts.layout(["A", "B"], series, formats.money_short)


def test_a_chart_of_nothing_is_still_a_chart():
    assert charts.layout(["A"], [("Due", [0])], formats.money_short).categories[0].bars[0].text == "£0"
    assert charts.layout([], [("Due", [])], formats.money_short).categories == ()


def test_a_chart_for_paper_comes_in_pieces_to_one_measure():
    """A page can end between them; the key stands with the first, and twice the size leaves half the width."""
    series = [("Due", [100, 50, 25]), ("Verified", [10, 5, 0])]
    pieces = charts.drawings(["A", "B", "C"], series, formats.money_short, at_once=2, scale=Decimal(2))
    assert [[one.label for one in piece.categories] for piece in pieces] == [["A", "B"], ["C"]]
    assert [len(piece.key) for piece in pieces] == [2, 0]
    assert pieces[0].categories[0].bars[0].length == "34.00%"
    assert pieces[1].categories[0].bars[0].length == "8.50%"
    drawn = draw('{% bar_chart "What it shows" "Words" areas series at_once=1 scale="1.5" %}', **kit.parts())
    assert drawn.count("<svg") == len(kit.parts()["areas"]) == drawn.count('transform="scale(1.5)"')
    ids = re.findall(r'id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))


def test_a_long_label_is_written_in_lines():
    (one,) = charts.layout(["Adult Care, Housing and Public Health Services"], [("Due", [1])], str).categories
    assert [text for _, text in one.lines] == ["Adult Care, Housing and Public", "Health Services"]
    assert one.bars[0].y == charts.LABEL + charts.LINE


def test_a_chart_has_a_title_a_description_and_no_colour_from_a_style_sheet():
    chart = draw(
        '{% bar_chart title "What it shows" areas series "£" %}', title="One < message", **kit.parts()
    )
    assert "<title" in chart
    assert "One &lt; message" in chart
    assert "<desc" in chart
    assert all("fill=" in part.split(">")[0] for part in chart.split("<rect")[1:])
