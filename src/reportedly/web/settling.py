"""Works decisions into the incidents, while pages are served.

A decision is stored the moment it is made. One thread then relates the casebook's claims anew,
once for all decisions that came in meanwhile. Where another command writes to the casebook it
waits; that command, or the next start, works them in if this process ends first.
"""

from __future__ import annotations

from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

from reportedly.errors import ReportedlyError
from reportedly.growing import grow
from reportedly.noting import is_stale
from reportedly.overlay import overlay_of
from reportedly.stores.casebook import Casebook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportedly.stages.review import Unfit

AGAIN_SECONDS: Final = 1.0
"""How long it waits before it asks again for a casebook that another command writes to."""


class Settler:
    """One thread that keeps the incidents in step with the decisions."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = Condition()
        self._asked = self._done = 0
        self._ended = False
        self.unfit: Sequence[Unfit] = ()
        self.trouble = ""
        self._thread = Thread(target=self._run, name="settler", daemon=True)

    def start(self) -> None:
        """Begin, with what an earlier process left undone."""
        self._thread.start()
        self.ask()

    def ask(self) -> None:
        """A decision was stored."""
        with self._turn:
            self._asked += 1
            self._turn.notify_all()

    def settle(self, seconds: float) -> bool:
        """Wait until all that was asked for is worked in; False if it takes longer."""
        with self._turn:
            wanted = self._asked
            return self._turn.wait_for(lambda: self._done >= wanted, seconds)

    @property
    def behind(self) -> bool:
        """Whether decisions wait to be worked in."""
        with self._turn:
            return self._done < self._asked

    def end(self) -> None:
        """Stop after what is being done."""
        with self._turn:
            self._ended = True
            self._turn.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._ended or self._done < self._asked)
                if self._ended:
                    return
                asked = self._asked
            self._work(asked)

    def _work(self, asked: int) -> None:
        try:
            self._relate()
        except ReportedlyError as error:
            with self._turn:
                self.trouble = str(error)
                self._turn.wait_for(lambda: self._ended, AGAIN_SECONDS)
            return
        with self._turn:
            self.trouble = ""
            self._done = asked
            self._turn.notify_all()

    def _relate(self) -> None:
        inclusion = overlay_of(self._folder).inclusion
        with Casebook.open_to_write(self._folder) as casebook:
            if is_stale(casebook, inclusion) or casebook.unlinked():
                self.unfit = grow(casebook, inclusion)
