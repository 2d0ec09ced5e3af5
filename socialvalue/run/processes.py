"""Child processes that never outlive the process that started them."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# Every child carries this name in its environment, with the folder it works in, so that what a
# killed manager left can be told from any other process.
MARK = "SOCIALVALUE_CHILD_OF"

_LOG_LIMIT = 5 * 1024 * 1024


@dataclass
class Child:
    """One process that we started, in a session of its own."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM

    def running(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def how_it_ended(self) -> str:
        """``exit 1`` or ``killed by SIGKILL``."""
        code = self.process.returncode
        return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit {code}"

    def kill_group(self) -> None:
        """End the process and all that it started, at once."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


@dataclass(frozen=True)
class User:
    """Who a child runs as; the standard is whoever we are."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Spawn:
    """How to start one child; ``setpriv`` (util-linux) asks the kernel to signal it when we die, however we die."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    log: Path | None = None
    user: User | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    on_parent_death: signal.Signals = signal.SIGKILL
    pass_fds: Sequence[int] = field(default_factory=tuple)
    own_session: bool = True

    def start(self) -> Child:
        """Start it; its output goes to the log, or to ours where it has none."""
        output = None
        if self.log:
            _make_room(self.log)
            output = self.log.open("ab")
        try:
            process = subprocess.Popen(
                ["setpriv", "--pdeathsig", self.on_parent_death.name, "--", *self.command],
                env=dict(self.environment),
                cwd=self.folder,
                stdin=subprocess.DEVNULL if self.own_session else None,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                start_new_session=self.own_session,
                pass_fds=tuple(self.pass_fds),
                user=self.user.uid if self.user else None,
                group=self.user.gid if self.user else None,
                extra_groups=[] if self.user else None,
            )
        finally:
            if output:
                output.close()
        return Child(self.name, process, self.log, self.stop_signal)


def stop(children: Iterable[Child], *, patience: float) -> None:
    """Ask every child to end, and kill with its whole group what has not after ``patience`` seconds."""
    children = list(children)
    for child in children:
        if child.running():
            child.process.send_signal(child.stop_signal)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and any(child.running() for child in children):
        time.sleep(0.02)
    for child in children:
        child.kill_group()
        child.process.wait()


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log, indented; reads only its last 16 kB."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 16_384))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return ""
    return "\n".join(f"    {line}" for line in lines[-count:])


def carrying_mark(value: str) -> list[int]:
    """Processes that a manager of the folder ``value`` started, whoever their parent is now."""
    wanted = f"{MARK}={value}".encode()
    return [pid for pid in _all_pids() if pid != os.getpid() and wanted in _environment_of(pid).split(b"\0")]


def servers_of(data: Path) -> list[int]:
    """The PostgreSQL server of the cluster ``data`` and its sessions: all of them work in that folder."""
    return [pid for pid in _all_pids() if _name_of(pid) == "postgres" and _folder_of(pid) == str(data)]


def end_all(find: Callable[[], list[int]], *, first: signal.Signals, patience: float) -> int:
    """Send ``first`` to every process that ``find`` gives, after ``patience`` seconds SIGKILL; how many there were."""
    found = find()
    for pid in found:
        _send(pid, first)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and find():
        time.sleep(0.02)
    while left := find():
        for pid in left:
            _send(pid, signal.SIGKILL)
        time.sleep(0.02)
    return len(found)


def _send(pid: int, what: signal.Signals) -> None:
    try:
        os.kill(pid, what)
    except ProcessLookupError:
        return


def _all_pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _environment_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:  # ended meanwhile, or someone else's
        return b""


def _name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _folder_of(pid: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return ""


def _make_room(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_name(f"{log.name}.old"))
