"""The parts that pages are made of: ``{% load ui %}`` gives every tag and filter; each tag has a template in components/."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify

from socialvalue.access.templatetags import charts, formats
from socialvalue.access.templatetags.govuk_forms import errors_in
from socialvalue.access.templatetags.statuses import colour_of, is_later, is_over, words_of

register = template.Library()
HOME, SUPPLIER_HOME = "journey:home", "portal_journey:home"

for written in (
    formats.money,
    formats.money_short,
    formats.quantity,
    formats.percent,
    formats.long_date,
    formats.date_time,
    formats.file_size,
):
    register.filter(written.__name__, written)


def _draw(name: str, **context: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", context)


@register.filter
def lines(value: Any) -> list[Any]:
    """A value as the lines it is shown on: yes or no in words, a dash where there is nothing."""
    if isinstance(value, bool):
        return ["Yes" if value else "No"]
    if value is None or value == "" or value == [] or value == ():
        return [formats.NONE]
    return list(value) if isinstance(value, (list, tuple)) else [value]


@register.filter
def when(value: date | datetime | None) -> str:
    """A moment with its time, a day without."""
    return formats.date_time(value) if isinstance(value, datetime) else formats.long_date(value)


@register.filter
def iso(value: date | datetime | None) -> str:
    """For machines only: the ``datetime`` attribute of a time."""
    return value.isoformat() if value else ""


register.filter("status_words", words_of)
register.filter("is_over", is_over)
register.filter("is_later", is_later)


# Words and headings


@register.inclusion_tag("components/status_tag.html")
def status_tag(status: str, words: str = "") -> dict[str, str]:
    """A status in words on its colour (``words`` where they differ); raises LookupError if it is not in the map."""
    return {"words": words or words_of(status), "colour": colour_of(status)}


@register.inclusion_tag("components/page_heading.html")
def page_heading(title: str, caption: str = "", size: str = "l") -> dict[str, str]:
    """The page's h1, with a caption above it."""
    return {"title": title, "caption": caption, "size": size}


@register.inclusion_tag("components/back_link.html")
def back_link(url: str, text: str = "Back") -> dict[str, str]:
    """A link back, for the block ``before_content``."""
    return {"url": url, "text": text}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """Everything that has to be mended in ``forms``, each with a link to its box; nothing if all is well."""
    return {"errors": errors_in(*forms)}


@register.simple_tag(takes_context=True)
def home_url(context: Context) -> str:
    """Where the name on top leads: suppliers to their portal, everybody else to /."""
    bar = context.get("actor_bar")
    return reverse(SUPPLIER_HOME if getattr(bar, "audience", "") == "supplier" else HOME)


# Lists


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[Any], card_title: str = "", compact: bool = False) -> dict[str, Any]:
    """Keys and values with Change links; with ``card_title`` as a card."""
    listed = list(rows)
    actions = any(row.get("url") if isinstance(row, Mapping) else getattr(row, "url", "") for row in listed)
    return {"rows": listed, "actions": actions, "card_title": card_title, "compact": compact}


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Iterable[Any], name: str = "task") -> dict[str, Any]:
    """The stages or tasks of something: done, next, whose turn; ``name`` keeps ids apart where a page has two."""
    return {"tasks": list(tasks), "name": slugify(name)}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest first as given."""
    return {"events": list(events)}


@register.inclusion_tag("components/file_list.html")
def file_list(files: Iterable[Any]) -> dict[str, Any]:
    """Files with their sizes; a file without an address is not a link."""
    return {"files": list(files)}


@register.inclusion_tag("components/key_figures.html")
def key_figures(figures: Iterable[Any]) -> dict[str, Any]:
    """A few big numbers in a row, each with its words and, where it opens, its link."""
    return {"figures": list(figures)}


@register.inclusion_tag("components/figure_table.html")
def figure_table(figures: Iterable[Any], caption: str) -> dict[str, Any]:
    """The same figures as a table, one line each."""
    return {"figures": list(figures), "caption": caption}


@register.inclusion_tag("components/policy_panel.html")
def policy_panel(
    requirements: Iterable[Mapping[str, Any]], title: str = "What the policy requires", url: str = ""
) -> dict[str, Any]:
    """Each requirement with its tick, its clause, how it was read, and what to do: what is still to do stands open.

    ``url`` is the page that tells more of all of them.
    """
    listed = list(requirements)
    groups = {"to_do": False, "done": True, "in_mind": None}
    parted = {name: [one for one in listed if one["met"] is met] for name, met in groups.items()}
    return {"requirements": listed, "title": title, "url": url, **parted}


@register.inclusion_tag("components/sub_navigation.html")
def sub_navigation(items: Iterable[Any], label: str) -> dict[str, Any]:
    """Links between the pages of one thing."""
    return {"items": list(items), "label": label}


# Finding: filters, sorting, pages. All of them stand in the address.


def _address(query: QueryDict, changes: Mapping[str, str | None], *, keep_page: bool = False) -> str:
    """The present query with ``changes`` (None takes a key out), back on page 1 unless told otherwise."""
    changed = query.copy()
    if not keep_page:
        changed.pop("page", None)
    for key, value in changes.items():
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = value
    return f"?{changed.urlencode()}"


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page) -> dict[str, Any]:
    """Links to the other pages of a long list; nothing where there is one page."""
    query = context["request"].GET
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)

    def address(number: int) -> str:
        return _address(query, {"page": str(number)}, keep_page=True)

    return {
        "page": page,
        "items": [{"number": n, "url": address(n) if isinstance(n, int) else ""} for n in numbers],
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("components/results_words.html")
def results_words(page: Page, noun: str = "result", plural: str = "") -> dict[str, Any]:
    """How many there are and which of them are shown, in words, for the top of a list."""
    return {"page": page, "noun": noun if page.paginator.count == 1 else plural or f"{noun}s"}


@register.inclusion_tag("components/downloads.html", takes_context=True)
def downloads(context: Context, url: str, number: int, noun: str) -> dict[str, Any]:
    """Links to a list of ``number`` as a file, filtered and sorted as its page is; ``url`` is the download's."""
    query = context["request"].GET
    return {
        "what": f"this {noun}" if number == 1 else f"these {number} {noun}s",
        "csv": url + _address(query, {"as": None}),
        "xlsx": url + _address(query, {"as": "xlsx"}),
    }


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(
    context: Context, label: str, key: str, numeric: bool = False, default: str = ""
) -> dict[str, Any]:
    """A column's header as a link that sorts by ``key`` (``?sort=key``, ``?sort=-key``), and says how it is sorted."""
    query = context["request"].GET
    now = query.get("sort", default)
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    target = f"-{key}" if direction == "ascending" else key
    return {
        "label": label,
        "numeric": numeric,
        "direction": direction,
        "url": _address(query, {"sort": target}),
    }


@register.inclusion_tag("components/filter_panel.html", takes_context=True)
def filter_panel(context: Context, form: BaseForm) -> dict[str, Any]:
    """The MOJ filter: what is filtered, each with a link that takes it away, and the boxes to filter by."""
    query = context["request"].GET
    names = {field.html_name for field in form}
    return {
        "form": form,
        "chosen": [tag for field in form for tag in _chosen(field, query)],
        "clear": _address(query, dict.fromkeys(names)),
        "kept": [(k, v) for k, vs in query.lists() if k not in names | {"page"} for v in vs],
    }


def _chosen(field: BoundField, query: QueryDict) -> list[dict[str, str]]:
    values = [value for value in query.getlist(field.html_name) if value]
    words = {str(value): str(label) for value, label in getattr(field.field, "choices", ())}
    tags = []
    for value in values:
        rest = query.copy()
        rest.setlist(field.html_name, [v for v in values if v != value])
        tags.append({"label": str(field.label), "text": words.get(value, value), "url": _address(rest, {})})
    return tags


# Boxes with words in them


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Words set apart by a bar."""
    return _draw("inset", content=content)


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """What will happen if one does this."""
    return _draw("warning", content=content)


@register.simple_block_tag
def details(content: str, summary: str = "Why?", opened: bool = False) -> SafeString:
    """Words that open under a short question."""
    return _draw("details", content=content, summary=summary, opened=opened)


@register.simple_block_tag
def notice(content: str, title: str = "Important", kind: str = "") -> SafeString:
    """A notification banner; ``kind="success"`` is green and read out at once."""
    return _draw("notice", content=content, title=title, kind=kind, id=f"notice-{slugify(title)}")


@register.simple_block_tag
def panel(content: str, title: str = "") -> SafeString:
    """The green box of a page that says that something is done."""
    return _draw("panel", content=content, title=title)


@register.simple_block_tag
def scroll_pane(content: str, label: str = "") -> SafeString:
    """A wide table that scrolls by itself, by keyboard too."""
    return _draw("scroll_pane", content=content, label=label)


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", url: str = "", link_text: str = "") -> dict[str, str]:
    """Why there is nothing here and what to do next."""
    return {"title": title, "text": text, "url": url, "link_text": link_text}


@register.inclusion_tag("components/why.html")
def why(url: str, about: str) -> dict[str, str]:
    """A quiet link to what stands behind a figure or a rule; ``about`` is read out."""
    return {"url": url, "about": about}


# Doing


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context: Context, text: str, url: str, version: int | None = None, kind: str = "primary", **values: Any
) -> dict[str, Any]:
    """A button that posts; ``kind`` primary, secondary, warning or link; ``values`` go with it as hidden boxes."""
    csrf = context.get("csrf_token")
    return {
        "text": text,
        "url": url,
        "version": version,
        "kind": kind,
        "values": list(values.items()),
        "csrf_token": csrf,
    }


@register.inclusion_tag("components/button_link.html")
def button_link(text: str, url: str, kind: str = "primary", start: bool = False) -> dict[str, Any]:
    """A link that looks like a button; ``start`` gives it the arrow."""
    return {"text": text, "url": url, "kind": kind, "start": start}


@register.inclusion_tag("components/progress.html")
def progress(job: Any) -> dict[str, Any]:
    """How far a piece of work is, in words and as a bar."""
    return {"job": job}


# Charts

UNITS: dict[str, Callable[[Decimal], str]] = {"£": formats.money_short, "%": formats.percent}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(
    title: str,
    description: str,
    categories: Sequence[str],
    series: Sequence[charts.Series],
    unit: str = "",
    at_once: int | None = None,
    scale: str = "1",
) -> dict[str, Any]:
    """Grouped bars, one message said in ``title``; put the same figures in a table under it.

    Paper asks for drawings of a few categories (``at_once``), between which a page can end, and for a larger ``scale``.
    """

    def written(number: Decimal) -> str:
        return f"{formats.quantity(number)} {unit}".strip()

    larger = Decimal(scale)
    drawings = charts.drawings(categories, series, UNITS.get(unit, written), at_once=at_once, scale=larger)
    return {
        "title": title,
        "description": description,
        "drawings": [(one, f"{one.height * larger:f}") for one in drawings],
        "scale": scale,
        "id": f"chart-{slugify(title)[:50]}",
    }


# The council's colour


@register.filter
def brand(colour: str) -> str:
    """A council's colour as #rrggbb if it is one that white words can be read on, else the default blue."""
    return colour if formats.readable_under_white(colour) else formats.DEFAULT_COLOUR
