"""Where the program keeps what it makes on this machine."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class CannotStart(Exception):
    """Something outside the program stops it from starting; the text says what and how to mend it."""


@dataclass(frozen=True)
class Places:
    """The folders of one running program, all below ``var``."""

    var: Path

    @classmethod
    def from_environment(cls) -> "Places":
        """The folder that ``VAR_DIR`` names, otherwise ``var`` beside the code."""
        return cls(Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve())

    @property
    def log(self) -> Path:
        """One log file for each part."""
        return self.var / "log"

    @property
    def run(self) -> Path:
        """What only matters while the program runs: the lock, the state, the markers."""
        return self.var / "run"

    @property
    def database(self) -> Path:
        """The PostgreSQL cluster."""
        return self.var / "pg"

    @property
    def broker(self) -> Path:
        """The queue's messages and its table of exchanges, as the settings name them."""
        return self.var / "broker"

    @property
    def scratch(self) -> Path:
        """Temporary files: a worker that is killed leaves some, so the next start empties it."""
        return self.run / "tmp"

    def make(self) -> None:
        """Make the folders, or say who they belong to."""
        try:
            for folder in (self.log, self.scratch, self.broker / "queue", self.broker / "control"):
                folder.mkdir(parents=True, exist_ok=True)
        except PermissionError as problem:
            raise CannotStart(self._not_ours()) from problem
        if not os.access(self.run, os.W_OK):
            raise CannotStart(self._not_ours())

    def _not_ours(self) -> str:
        return (
            f"{self.var} belongs to another user. Start as that user, "
            "or choose another folder: VAR_DIR=/path/to/folder bin/run"
        )

    def shown(self, path: Path) -> str:
        """``path`` as a person would type it from the folder of the code."""
        return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
