"""Has what was given in the browser read by a process of its own, beside serving.

Reading takes all of a processor, so it is not done by the process that answers people. The
reader is started when something waits for the first time, keeps the model it loaded, and ends
with the server, however that ends. What it was in the midst of, the next start goes on with.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from multiprocessing import get_context
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

from reportedly.errors import ReportedlyError
from reportedly.processes import end_with_parent
from reportedly.stores.casebook import Casebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

MOST_SECONDS: Final = 30
"""How long it waits at most before it tries again, a second longer each time: another command
writes, the disk is full, or the reader died.
"""

DIED: Final = "The reader was ended from outside, perhaps for want of memory. It starts again."
FAILED: Final = (
    "The reader failed by a fault of its own: where the server was started, the last lines say at"
    " what. It starts again."
)
_LAST_WORDS: Final = 5  # seconds in which a process whose pipe has closed has ended
NICE: Final = 5
"""How far the reader steps back for those who look at pages."""


class Taker:
    """One thread that wakes the reader, starts it where it is needed, and hears its troubles."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = Condition()
        self._asked = self._ended = self.busy = False
        self.trouble = ""
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._thread = Thread(target=self._run, name="taker", daemon=True)

    def start(self) -> None:
        """Begin, with what an earlier process left undone."""
        self._thread.start()
        with Casebook.open(self._folder) as casebook:
            if casebook.takings.unfinished():
                self.ask()

    def ask(self) -> None:
        """Something waits to be read."""
        with self._turn:
            self._asked = self.busy = True
            self._turn.notify_all()

    @property
    def reads(self) -> bool:
        """Whether pages are being read."""
        return self.busy and not self.trouble

    def end(self) -> None:
        """Stop at once: what is stored is whole."""
        with self._turn:
            self._ended = True
            self._turn.notify_all()
        if self._process is not None:
            self._process.terminate()
        self._thread.join()

    def _run(self) -> None:
        failed = 0
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._ended or self._asked)
                if self._ended:
                    return
                self._asked = False
            self.trouble = self._have_read()
            failed = min(failed + 1, MOST_SECONDS) if self.trouble else 0
            with self._turn:
                self._turn.wait_for(lambda: self._ended, failed)
                self._asked = self.busy = self._asked or bool(failed)

    def _have_read(self) -> str:
        """Have all that waits read; what went wrong, empty if nothing did."""
        try:
            pipe = self._reader()
            pipe.send(True)
            while (answer := pipe.recv()) is None:
                self.trouble = ""
            return str(answer)
        except (EOFError, OSError):
            ended, self._process, self._pipe = self._process, None, None
            return why_ended(ended)

    def _reader(self) -> Connection:
        """The way to the reader, started if there is none."""
        if self._pipe is None:
            context = get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_read, args=(self._folder, theirs), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe


def why_ended(process: SpawnProcess | None) -> str:
    """Why a process is gone: a signal took it, or it ended with an error that nobody handled."""
    if process is None:
        return DIED
    process.join(_LAST_WORDS)
    return FAILED if (process.exitcode or 0) > 0 else DIED


def _read(folder: Path, pipe: Connection) -> None:
    """What the reader does: reads what waits whenever it is woken, and answers with its trouble."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    if hasattr(os, "nice"):
        os.nice(NICE)
    with suppress(EOFError, BrokenPipeError):  # the server is gone
        while pipe.recv():
            pipe.send(_take(folder, lambda: pipe.send(None)))


def _take(folder: Path, begin: Callable[[], None]) -> str:
    """Take in what waits; what went wrong that is no fault of ours, empty if nothing did."""
    from reportedly.taking import take_waiting  # noqa: PLC0415 - heavy; the server has no need of it

    try:
        take_waiting(folder, begin)
    except ReportedlyError as error:
        return str(error)
    except OSError as error:
        return f"{error.strerror or error}: {error.filename or folder}."
    return ""
