"""Reads a page's HTML back: its words, its ids, and what points to an id."""

from html.parser import HTMLParser

POINTERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls")
VOID = {"input", "br", "hr", "img", "meta", "link", "path", "rect", "circle"}


class Reader(HTMLParser):
    """What the tests ask of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.words: list[str] = []
        self.ids: list[str] = []
        self.pointed_at: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the ids and pointers of a tag."""
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value))
            if name == "id":
                self.ids.append(value or "")
            if name in POINTERS:
                self.pointed_at += (value or "").split()
            if name == "href" and value and value.startswith("#"):
                self.pointed_at.append(value[1:])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself holds nothing."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag that closes must be the one that opened last."""
        if tag not in VOID:
            opened = self.open.pop()
            assert opened == tag, f"<{opened}> is closed by </{tag}> at line {self.getpos()[0]}"

    def handle_data(self, data: str) -> None:
        """Collect the words; scripts and styles are none."""
        if not {"script", "style"} & set(self.open):
            self.words.append(data)

    @property
    def text(self) -> str:
        """The words of the page with single spaces."""
        return " ".join(" ".join(self.words).split())
