"""Reading a page as a browser does: its links, and its forms with what they would send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

TYPED = {"text", "email", "password", "tel", "search", "url", "number"}


@dataclass
class Form:
    """A form of a page: where it goes, and what each of its fields holds now."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def data(self) -> dict[str, list[str]]:
        """What it would send as it stands; where something must be chosen or ticked, the first."""
        first = {name: [next(filter(None, choices), "on")] for name, choices in self.choices.items()}
        return first | {
            name: values for name, values in self.fields.items() if any(values) or name not in first
        }

    def put(self, name: str, value: str) -> None:
        """One more value under ``name``."""
        self.fields.setdefault(name, []).append(value)


@dataclass
class Page:
    """What a page leads to; ``path`` is its own address."""

    path: str
    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)

    def form_to(self, path: str) -> Form | None:
        """The POST form that goes to ``path``."""
        return next((form for form in self.forms if form.method == "post" and form.action == path), None)


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.page, self.base = Page(path), path
        self.form: Form | None = None
        self.select: str | None = None
        self.area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list) -> None:
        told = dict(attrs)
        if tag == "a" and told.get("href"):
            self.page.links.append(urldefrag(urljoin(self.base, told["href"])).url)
        if tag == "form":
            action = urldefrag(urljoin(self.base, told.get("action") or "")).url
            self.form = Form(action, (told.get("method") or "get").lower())
            self.page.forms.append(self.form)
        if (self.form is not None and told.get("name")) or tag == "option":
            getattr(self, f"_{tag}", lambda told: None)(told)

    def _input(self, told: dict) -> None:
        kind, name, value = told.get("type", "text"), told["name"], told.get("value") or ""
        if kind == "file":
            self.form.files.append(name)
        elif kind == "submit":
            self.form.buttons.append((name, value))
        elif kind in ("radio", "checkbox"):
            self.form.choices.setdefault(name, []).append(value)
            if "checked" in told:
                self.form.put(name, value or "on")
        else:
            self.form.put(name, value)
            if kind in TYPED:
                self.form.typed.append(name)

    def _button(self, told: dict) -> None:
        self.form.buttons.append((told["name"], told.get("value") or ""))

    def _select(self, told: dict) -> None:
        self.select = told["name"]

    def _option(self, told: dict) -> None:
        if self.form is not None and self.select:
            self.form.choices.setdefault(self.select, []).append(told.get("value") or "")
            if "selected" in told:
                self.form.put(self.select, told.get("value") or "")

    def _textarea(self, told: dict) -> None:
        self.area = (told["name"], [])
        self.form.typed.append(told["name"])

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = None
        if tag == "textarea" and self.area:
            name, parts = self.area
            self.form.put(name, "".join(parts).removeprefix("\n"))
            self.area = None


def read(path: str, html: str) -> Page:
    """The page at ``path``."""
    reader = _Reader(path)
    reader.feed(html)
    return reader.page
