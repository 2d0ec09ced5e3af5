"""The environment of the tests, set before the settings are read."""

import os
import tempfile
from pathlib import Path


def prepare() -> None:
    """Give the tests a folder, a secret and cheap passwords of their own, never those of a program that runs here."""
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="sv-tests-")
    Path(
        os.environ["VAR_DIR"], "static"
    ).mkdir()  # where collected files would stand: each browser looks for it
    os.environ["SECRET_KEY"] = "only-for-tests-" + "x" * 40
    os.environ["DEMONSTRATION"] = "1"
    os.environ.pop("MEDIA_ROOT", None)
    os.environ.setdefault("PASSWORD_HASHERS", "django.contrib.auth.hashers.MD5PasswordHasher")
    os.environ.setdefault("STATICFILES_STORAGE", "django.contrib.staticfiles.storage.StaticFilesStorage")
    os.environ.setdefault("CACHE_URL", "locmemcache://")
    os.environ.setdefault("BROKER_URL", "memory://")
    os.environ.setdefault("CONN_MAX_AGE", "0")
    os.environ.setdefault("ACCOUNT_RATE_LIMITS", "{}")
