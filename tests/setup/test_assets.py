"""Front-end files arrive without fonts, crown and crest, and only when the lock changed."""

import re

import pytest

from socialvalue.run import assets

CSS = (
    '@charset "UTF-8";'
    '@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2) format("woff2")}'
    "@font-face {font-family:GDS Transport;font-weight:700;src:url(/assets/fonts/bold.woff2)}"
    ".govuk-link{font-family:GDS Transport,arial,sans-serif}"
    '.a{background:url("/assets/images/icon-document.svg")}'
    ".b{background-image:url(/assets/images/govuk-crest.svg)}"
    "/*# sourceMappingURL=x.min.css.map */"
)


def test_styles_lose_fonts_crest_and_their_map():
    assert assets.styles_of_our_own(CSS) == (
        '@charset "UTF-8";.govuk-link{font-family:arial,sans-serif}'
        ".a{background:url(assets/images/icon-document.svg)}.b{background-image:none}"
    )


def test_scripts_lose_their_map_and_nothing_else():
    assert assets.script_without_map("let x = 1\n//# sourceMappingURL=x.min.js.map\n") == "let x = 1\n"
    assert assets.script_without_map("let x = 1;//# sourceMappingURL=x.min.js.map") == "let x = 1;"
    assert assets.script_without_map("let x = 1\n") == "let x = 1\n"


@pytest.fixture
def packages(tmp_path):
    """A folder with the three packages as npm leaves them, each with one file of every kind."""
    for folder in assets.COPIES:
        images = tmp_path / folder / "assets" / "images"
        images.mkdir(parents=True)
        (images / "icon-document.svg").write_text("<svg/>")
        (images / "govuk-crest.svg").write_text("<svg/>")
        (images / "favicon.ico").write_bytes(b"\0")
        fonts = tmp_path / folder / "assets" / "fonts"
        fonts.mkdir()
        (fonts / "light.woff2").write_bytes(b"\0")
        (tmp_path / folder / "x.min.css").write_text(CSS)
        (tmp_path / folder / "x.min.js").write_text("let x\n//# sourceMappingURL=x.min.js.map")
        (tmp_path / folder / "x.min.js.map").write_text("{}")
        (tmp_path / folder / "x.scss").write_text("")
    (tmp_path / "node_modules" / "axe-core").mkdir()
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "package-lock.json").write_text("{}")
    return tmp_path


def test_copies_what_pages_need_and_no_fonts_crown_or_crest(packages):
    assets.copy(packages, packages / "vendor")
    copied = {str(path.relative_to(packages / "vendor")) for path in packages.rglob("vendor/**/*.*")}
    wanted = {"x.min.css", "x.min.js", "assets/images/icon-document.svg"}
    assert copied == {f"{name}/{file}" for name in assets.COPIES.values() for file in wanted}


def test_a_second_time_does_nothing_until_the_lock_changes(packages, monkeypatch):
    installed = []
    monkeypatch.setattr(assets, "install", installed.append)
    assets.main(packages)
    assets.main(packages)
    assert len(installed) == 1
    (packages / "package-lock.json").write_text('{"changed": true}')
    assets.main(packages)
    assert len(installed) == 2


def test_a_copy_that_was_cut_off_is_made_again(packages, monkeypatch):
    monkeypatch.setattr(assets, "install", lambda root: None)
    assets.main(packages)
    (packages / "static" / "vendor" / ".stamp").unlink()
    (packages / "static" / "vendor" / "govuk" / "x.min.js").unlink()
    assets.main(packages)
    assert (packages / "static" / "vendor" / "govuk" / "x.min.js").exists()


def test_packages_without_the_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "install", lambda root: None)
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(assets.NotBrought, match="hold none of the files"):
        assets.main(tmp_path)
    assert not (tmp_path / "static" / "vendor" / ".stamp").exists()


def test_what_pages_load_now_names_no_font_and_nothing_that_is_missing():
    sheets = list((assets.ROOT / "static" / "vendor").rglob("*.css"))
    assert len(sheets) == len(assets.COPIES)
    for sheet in sheets:
        css = sheet.read_text()
        assert "@font-face" not in css
        assert "GDS Transport" not in css
        for named in re.findall(r"url\((assets/[^)]*)\)", css):
            assert (sheet.parent / named).exists(), f"{sheet.name} names {named}"
        assert "url(/assets" not in css
