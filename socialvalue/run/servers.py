"""The command lines of web server, worker and beat; one place for one machine and for containers."""

import os
import sys
from pathlib import Path

APP = "socialvalue"


def web(bind: str, *, grace: int = 1) -> list[str]:
    """gunicorn on ``bind`` (``host:port`` or ``fd://n``); ``WEB_PROCESSES`` (1) with ``WEB_THREADS`` (8) each.

    Asked to end, it gives the pages that it is making ``grace`` seconds.
    """
    return [
        *(sys.executable, "-m", "gunicorn", f"{APP}.wsgi:application", "--bind", bind),
        *("--workers", os.environ.get("WEB_PROCESSES") or "1"),
        *("--threads", os.environ.get("WEB_THREADS") or "8", "--worker-class", "gthread"),
        *("--no-control-socket", "--graceful-timeout", str(grace), "--access-logfile", "-"),
    ]


def worker() -> list[str]:
    """The Celery worker; ``WORKER_PROCESSES`` (2). The sweep has a queue of its own, or a backlog starves it."""
    return [
        *(sys.executable, "-m", "celery", "-A", APP, "worker", "-Q", "sweep,celery"),
        *("--without-gossip", "--without-mingle", "--include", f"{APP}.run.ready"),
        *("--concurrency", os.environ.get("WORKER_PROCESSES") or "2", "--loglevel", "INFO"),
    ]


def beat(schedule: Path) -> list[str]:
    """Celery beat, which remembers at ``schedule`` what it last sent; no pid file that could go stale."""
    return [
        *(sys.executable, "-m", "celery", "-A", APP, "beat", "--schedule", str(schedule)),
        *("--pidfile", "", "--loglevel", "INFO"),
    ]
