"""Takes in what people gave in the browser: file after file, then relates what is new.

The same reading as that of ``reportedly read``. What became of a file is noted as it goes, so
that whoever looks sees it, and a process that was stopped at any moment goes on where it was.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from importlib.resources import as_file
from shutil import rmtree
from typing import TYPE_CHECKING, Final

from reportedly.bundled import EXAMPLES, PLACES
from reportedly.errors import CasebookError, ReportedlyError
from reportedly.gazetteer import Gazetteer
from reportedly.overlay import overlay_of
from reportedly.pipeline import Tally, relate_new, take_in
from reportedly.reading import Reader
from reportedly.records import Received
from reportedly.stages.capture import capture_file, reject
from reportedly.stores.casebook import Casebook
from reportedly.stores.takings import INCOMING, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reportedly.overlay import Overlay
    from reportedly.records import Reject
    from reportedly.stores.takings import Item, State, Taking

TRIES: Final = 3
"""How often a file is begun that was never read to its end: it may be what stops the process."""

DAY: Final = 24 * 3600
"""How long somebody may take to send files, in seconds."""


def take_waiting(folder: Path, begin: Callable[[], None]) -> None:
    """Read every file that waits in a casebook, and relate what is new in it.

    ``begin`` is called as soon as nobody else writes to the casebook.
    """
    with Casebook.open_to_write(folder) as casebook:
        begin()
        _sweep(casebook)
        overlay = overlay_of(folder)
        while takings := casebook.takings.unfinished():
            for taking in takings:
                _take(casebook, taking, overlay)
            ids = [taking.id for taking in takings]
            casebook.takings.move(ids, "relating")
            relate_new(casebook, overlay.inclusion)
            for name in ids:
                rmtree(place_of(folder, name, 0).parent, ignore_errors=True)
            casebook.takings.move(ids, "done")


def _sweep(casebook: Casebook) -> None:
    """Remove what was never sent to its end, since a server was killed meanwhile."""
    for home in (casebook.folder / INCOMING).iterdir():
        old = time.time() - home.stat().st_mtime > DAY
        if old and casebook.takings.named(home.name) is None:
            rmtree(home, ignore_errors=True)


def _take(casebook: Casebook, taking: Taking, overlay: Overlay) -> None:
    """Read the files of a taking that are still to be read."""
    casebook.takings.move([taking.id], "reading")
    reader = Reader(gazetteer=_gazetteer(taking), overlay=overlay)
    for item in casebook.takings.items(taking.id, "waiting"):
        _Course(casebook, item).run(taking.at, reader)


def _gazetteer(taking: Taking) -> Gazetteer:
    """The embedded one; the example pages are set in places of their own."""
    if not taking.examples:
        return Gazetteer.embedded()
    with as_file(EXAMPLES / PLACES) as places:
        return Gazetteer.embedded().with_files([places])


class _Course:
    """The reading of one file, noted in the casebook as it goes.

    A file that was being read when a process was stopped is begun anew; its pages that were
    stored by then count as read, not as known before.
    """

    def __init__(self, casebook: Casebook, item: Item) -> None:
        self._casebook = casebook
        self._begun = replace(item, tries=item.tries + (item.state == "reading"))
        self._captures: set[str] = set()

    def run(self, at: str, reader: Reader) -> None:
        """Read the file to its end, or refuse it."""
        item = self._begun
        if item.tries >= TRIES:
            self._refuse(f"Reading it was stopped {item.tries} times. Send it alone to retry.", at)
            return
        try:
            file = place_of(self._casebook.folder, item.taking_id, item.number).open("rb")
        except OSError as error:
            self._refuse(f"It is not there any more: {error.strerror}. Send it again.", at)
            return
        self._note(Tally(), "reading")
        try:
            with file:
                pages = self._watched(capture_file(file, item.name, at))
                tally = take_in(pages, self._casebook, reader, self._note)
        except (ReportedlyError, OSError):  # as on a full disk: the file is not at fault
            with suppress(CasebookError):
                self._note(Tally(), "waiting")
            raise
        self._note(tally, "done")

    def _watched(self, pages: Iterable[Received | Reject]) -> Iterator[Received | Reject]:
        for page in pages:
            if isinstance(page, Received) and len(self._captures) < 2:
                self._captures.add(page.capture.id)
            yield page

    def _refuse(self, reason: str, at: str) -> None:
        refused = reject(self._begun.name, reason, at)
        self._casebook.reject(refused)
        self._note(Tally(rejects=[refused]), "done")

    def _note(self, tally: Tally, state: State = "reading") -> None:
        begun, (first, *_) = self._begun, (*tally.rejects, None)
        told = replace(
            begun,
            state=state,
            new=begun.new + tally.new,
            known=max(0, tally.known - begun.new),
            refused=len(tally.rejects),
            claims=begun.claims + tally.claims,
            reason=_reason(first, begun.name) if first else None,
            capture_id=next(iter(self._captures)) if len(self._captures) == 1 else None,
        )
        self._casebook.takings.put(told)


def _reason(refused: Reject, name: str) -> str:
    """Why a page was refused, with its line if its file holds a page a line."""
    line = refused.input.removeprefix(name).removeprefix(":")
    return f"line {line}: {refused.reason}" if line else refused.reason
