"""Web server, worker and beat as processes of their own on the tests' database, and a browser."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from procurement.ledger.management.commands.check_ledger import check
from socialvalue.run import servers
from tests.factories import councils as make

ROOT = Path(__file__).parent.parent.parent
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


def _database_url() -> str:
    told = connection.get_connection_params()
    where = {name: told[name] for name in ("host", "port", "password") if told.get(name)}
    return f"postgresql://{told['user']}@/{told['dbname']}?{urlencode(where)}"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"{address} does not answer")


@pytest.fixture
def site(transactional_db, tmp_path):
    """The address of the product: gunicorn, a Celery worker and beat over the filesystem broker, as bin/run starts them."""
    make.rotherham()
    call_command("createcachetable", "cache", verbosity=0)
    port = _free_port()
    var = Path(settings.VAR_DIR)
    for folder in ("broker/queue", "broker/control", "mail", "media", "log"):
        (var / folder).mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "socialvalue.settings",
        "DATABASE_URL": _database_url(),
        "VAR_DIR": str(var),
        "BROKER_URL": "filesystem://",
        "CACHE_URL": "dbcache://cache",
        "SWEEP_SECONDS": "2",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("TEST_DATABASE", None)
    call_command("collectstatic", verbosity=0, interactive=False)
    commands = {
        "web": servers.web(f"127.0.0.1:{port}"),
        "worker": servers.worker(),
        "beat": servers.beat(tmp_path / "beat"),
    }
    running = []
    for name, command in commands.items():
        log = (var / "log" / f"{name}.log").open("wb")
        running.append(
            subprocess.Popen(
                command,
                env=environment,
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/health/")
        yield address
    finally:
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        for name in commands:  # pytest shows this where the journey failed
            sys.stdout.write(f"== {name}\n{(var / 'log' / f'{name}.log').read_text()[-3000:]}\n")
    assert check() == []


@pytest.fixture(scope="session")
def chromium() -> Browser:
    """The system's Chromium, driven by Playwright."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    known = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
    path = os.environ.get("CHROMIUM") or next((one for one in known if Path(one).exists()), None)
    if path is None:
        pytest.fail("There is no Chromium. bin/test installs it, or name one in CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield browser
        browser.close()
