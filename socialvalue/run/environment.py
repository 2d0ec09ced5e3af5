"""The environment in which every part of one running program works, so that all of them agree."""

import os
import sys
from pathlib import Path

from socialvalue.run.places import Places
from socialvalue.run.state import WORKER_READY, secret_key


def given_database() -> str:
    """The database that the environment names, or nothing."""
    return os.environ.get("DATABASE_URL", "").strip()


def on_database(url: str) -> dict[str, str]:
    """Our own environment with the database at ``url``, and with the virtual environment's programs first."""
    inherited = dict(os.environ)
    if not given_database():
        # PGPORT and its sisters speak of another server than the one that we started.
        inherited = {name: value for name, value in inherited.items() if not name.startswith("PG")}
    programs = [str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]
    return {**inherited, "DATABASE_URL": url, "PYTHONUNBUFFERED": "1", "PATH": os.pathsep.join(programs)}


def for_program(places: Places, *, database_url: str, address: str) -> dict[str, str]:
    """What ``bin/run`` works in: the folder and key of ``places``, a demonstration unless told otherwise.

    ``address`` goes into mails. What was set by hand wins.
    """
    environment = {
        **on_database(database_url),
        "DJANGO_SETTINGS_MODULE": "socialvalue.settings",
        "VAR_DIR": str(places.var),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key(places.var / "secret_key"),
        WORKER_READY: str(places.run / "worker-ready"),
        "TMPDIR": str(places.scratch),
    }
    environment.setdefault("DEMONSTRATION", "1")
    environment.setdefault("SITE_URL", address)
    return environment
