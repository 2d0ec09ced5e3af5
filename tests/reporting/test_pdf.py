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


def test_no_file_of_this_machine_gets_in(tmp_path):
    """Neither as an attachment nor as a picture: whoever wrote it into a page would read it in the PDF."""
    secret, picture = tmp_path / "secret.txt", tmp_path / "dot.svg"
    secret.write_text("secret words")
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>seen</title><rect width="9" height="9"/></svg>'
    )
    plain = render(PAGE.format("<p>Words.</p>"), "")
    body = (
        f'<p>Words. <a rel="attachment" href="{secret.as_uri()}">a</a></p><link rel="attachment" href="{secret.as_uri()}">'
        f'<img src="{picture.as_uri()}" alt="a picture">'
    )
    read = _read(render(PAGE.format(body), f"body {{ background: url({picture.as_uri()}) }}"))
    assert not read.attachments
    assert "/Names" not in read.trailer["/Root"] or "/EmbeddedFiles" not in read.trailer["/Root"]["/Names"]
    assert _drawings(read) == _drawings(_read(plain)), "a picture was drawn"


def _drawings(read: PdfReader) -> int:
    """How many shapes are filled on the first page."""
    return sum(
        operator in (b"f", b"f*", b"Do", b"scn") for _, operator in read.pages[0].get_contents().operations
    )
