"""One manager at a time: a lock that dies with its holder, and a note of where the running one is."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

# Names, in the worker's environment, the file that it touches once it takes work.
WORKER_READY = "WORKER_READY_FILE"


class Taken(Exception):
    """Another living process holds the lock."""


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold ``path`` until the block ends or this process dies; ``Taken`` where another holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise Taken(path) from problem
        yield
    finally:
        os.close(descriptor)


@dataclass(frozen=True)
class State:
    """What a running manager tells the next one: its process, its address once it answers, its database."""

    pid: int
    address: str = ""
    database_url: str = ""

    def write(self, path: Path) -> None:
        """Keep it at ``path``, whole or not at all; it is for the same user only."""
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(asdict(self), file)
        draft.replace(path)

    @classmethod
    def read(cls, path: Path) -> "State | None":
        """What stands at ``path``, if a manager of this version wrote it."""
        try:
            return cls(**json.loads(path.read_text()))
        except (FileNotFoundError, json.JSONDecodeError, TypeError):
            return None


def secret_key(path: Path) -> str:
    """The key at ``path``, made on the first call; only its owner may read it."""
    if not path.exists():
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        draft.replace(path)
    return path.read_text().strip()
