"""The PDF is tagged, and fetches nothing."""

import http.server
import io
import threading

from pypdf import PdfReader

from reporting.pdf import render

PAGE = '<!DOCTYPE html><html lang="en-GB"><head><title>A report</title></head><body><h1>Heading</h1>{}</body></html>'


def _read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def test_it_is_tagged_and_says_its_title_and_language():
    """As PDF/UA-1 asks."""
    read = _read(render(PAGE.format("<p>Words.</p>"), "p { color: #000 }"))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB"
    assert read.metadata.title == "A report"
    assert "Words." in read.pages[0].extract_text()


def test_nothing_is_fetched():
    """Neither from the network nor from this machine's files, by page or by style."""
    asked = []

    class Ear(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/secret.png"
    body = f'<img src="{address}" alt=""><img src="file:///etc/hostname" alt=""><link rel="stylesheet" href="{address}">'
    render(PAGE.format(body), f"@import url({address}); body {{ background: url({address}) }}")
    server.shutdown()
    assert asked == []
