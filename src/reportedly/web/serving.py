"""Runs the web app on this machine alone."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Final

import uvicorn

from reportedly.errors import ReportedlyError
from reportedly.stores.casebook import Casebook
from reportedly.stores.opening import is_there
from reportedly.web.app import make
from reportedly.web.door import Door, Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOST: Final = "127.0.0.1"


def serve(folder: Path, owner: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve a casebook until the process is ended; ``tell`` gets the owner's address.

    One that is not there yet is made: it is filled in the browser.
    """
    if is_there(folder):
        Casebook.open(folder).close()
    door = Door()
    try:
        token = door.invite(Person(owner, "owner"))
    except ValueError as error:
        raise ReportedlyError(f"--as {error}") from error
    with _listening(port) as listening:
        port = listening.getsockname()[1]
        if not is_there(folder):
            Casebook.open_to_write(folder).close()
        app = make(folder, door, port)
        tell(f"http://{HOST}:{port}/login?token={token}")
        settings = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            h11_max_incomplete_event_size=64 * 1024,
            timeout_graceful_shutdown=3,
        )
        uvicorn.Server(settings).run(sockets=[listening])


def _listening(port: int) -> socket.socket:
    """A socket that listens on this machine alone."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HOST, port))
        made.listen()
    except OSError as error:
        made.close()
        message = (
            f"Port {port} of {HOST} cannot be used: {error.strerror}. Name another with --port."
        )
        raise ReportedlyError(message) from error
    return made
