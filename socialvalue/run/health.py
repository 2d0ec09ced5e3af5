"""Asks a web server on this machine whether it is well."""

import http.client
import os

PATH = "/health/"


def is_well(port: int, *, seconds: float = 4) -> bool:
    """Whether the server on ``port`` answers 200, asked under a name that it allows."""
    names = [name for name in os.environ.get("ALLOWED_HOSTS", "").split(",") if name and name[0] not in ".*"]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    headers = {"Host": names[0] if names else "127.0.0.1", "X-Forwarded-Proto": "https"}
    try:
        connection.request("GET", PATH, headers=headers)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
