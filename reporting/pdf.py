"""PDF from HTML: tagged (PDF/UA-1), with nothing fetched from anywhere."""

import gc

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

_FONTS = FontConfiguration()


class _Nothing(URLFetcher):
    """Refuses every address, so that nothing in a page can make the program fetch."""

    def fetch(self, url: str, headers: dict | None = None):
        raise ValueError("A report fetches nothing.")


def render(html: str, css: str) -> bytes:
    """The PDF of ``html`` printed with ``css``; the html says its own language and title."""
    sheet = CSS(string=css, font_config=_FONTS, url_fetcher=_Nothing())
    collecting = gc.isenabled()
    gc.disable()
    try:
        page = HTML(string=html, url_fetcher=_Nothing())
        return page.write_pdf(stylesheets=[sheet], font_config=_FONTS, pdf_variant="pdf/ua-1")
    finally:
        if collecting:
            gc.enable()
