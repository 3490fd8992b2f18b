"""One writer at a time: a lock that the system lets go when the process ends, however it ends.

The lock is an exclusive transaction on an empty SQLite file of its own: SQLite knows how to
lock on every system, and the casebook itself stays open to readers.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from reportedly.errors import CasebookError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "writer.lock"


class WriterLock:
    """Held from construction to ``release``; ``CasebookError`` if another holds it."""

    def __init__(self, folder: Path, seconds: float) -> None:
        try:
            self._connection = _locked(folder / FILE, seconds)
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise CasebookError(in_use(folder)) from error
            message = f"Casebook {folder} cannot be locked for writing: {error}."
            raise CasebookError(message) from error

    def release(self) -> None:
        """Let the next writer in."""
        self._connection.close()


def _locked(path: Path, seconds: float) -> sqlite3.Connection:
    """A connection that holds the lock, waiting for it as long as ``seconds``."""
    connection = sqlite3.connect(path, timeout=seconds, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def in_use(folder: Path) -> str:
    """What to tell a person whose casebook is being written by somebody else."""
    return (
        f"Casebook {folder} is in use: another command is writing to it. "
        "Wait until it ends, or name another folder with --casebook."
    )
