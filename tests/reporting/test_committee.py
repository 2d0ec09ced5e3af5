"""The council's own headings, in its own order."""

from reporting.domain.committee import LEFT_EMPTY, filled_front, filled_sections, numbered_sections, shape

TEMPLATE = {
    "title": "Social value annual report",
    "front": [{"key": "meeting", "name": "Meeting"}, {"key": "wards", "name": "Wards affected"}],
    "sections": [
        {"key": "figures", "title": "Figures", "kind": "figures"},
        {"key": "background", "title": "Background", "hint": "Why."},
        {"key": "legal", "title": "Legal implications", "kind": "implication"},
    ],
}


def test_people_write_under_all_headings_but_the_figures():
    """The program writes under that one."""
    assert [heading.key for heading in shape(TEMPLATE).written] == ["background", "legal"]


def test_a_heading_that_is_left_empty_says_so():
    """It is printed all the same: democratic services expect every heading."""
    sections = filled_sections(shape(TEMPLATE), {"background": " Because. ", "legal": "  "})
    assert [one["text"] for one in sections] == ["", "Because.", LEFT_EMPTY]


def test_the_front_matter_keeps_the_councils_order():
    """And what was typed."""
    front = filled_front(shape(TEMPLATE), {"wards": "All", "meeting": "Cabinet"})
    assert front == [{"name": "Meeting", "value": "Cabinet"}, {"name": "Wards affected", "value": "All"}]


def test_paragraphs_are_numbered_within_their_heading():
    """A blank line starts the next one, whatever the line ends."""
    sections = [{"title": "A", "kind": "text", "text": "One.\r\n\r\nTwo,\nstill two.\n\n\n\nThree."}]
    numbered = numbered_sections([{"title": "F", "kind": "figures", "text": ""}, *sections])
    assert [p.number for p in numbered[1].paragraphs] == ["2.1", "2.2", "2.3"]
    assert numbered[1].paragraphs[1].text == "Two,\nstill two."
    assert numbered[0].paragraphs == ()


def test_a_council_without_a_template_still_has_a_report():
    """With a title of its own."""
    assert shape({}).title == "Social value: annual report"
