"""Finds a port for the web server and holds it, so that nobody takes it between choosing and serving."""

import socket

from socialvalue.run.places import CannotStart

FIRST = 8000
TRIED = 100


def listen(wanted: str | None) -> socket.socket:
    """A listening socket on 127.0.0.1: on the port ``wanted``, or on the first free one from 8000 on."""
    if wanted:
        if not wanted.isdigit() or not 1 <= int(wanted) <= 65535:
            raise CannotStart(f"PORT must be a number from 1 to 65535. You gave {wanted}.")
        try:
            return _listen_on(int(wanted))
        except PermissionError as problem:
            raise CannotStart(f"Only root may serve on port {wanted}. Choose 1024 or above.") from problem
        except OSError as problem:
            raise CannotStart(
                f"Port {wanted} is taken by another program. Stop it, or choose another: PORT=8010 bin/run"
            ) from problem
    for port in range(FIRST, FIRST + TRIED):
        try:
            return _listen_on(port)
        except OSError:  # taken: try the next
            continue
    raise CannotStart(f"No port from {FIRST} to {FIRST + TRIED - 1} is free. Choose one: PORT=9000 bin/run")


def _listen_on(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
