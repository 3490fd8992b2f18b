"""What people gave in the browser to be taken in, and what became of each file.

The bytes lie in ``incoming`` until their pages are stored as captures, so that a server that was
stopped at any moment goes on where it was.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import func, or_, select, update
from sqlalchemy.schema import CreateTable

from reportedly.records import Reject
from reportedly.stores import tables
from reportedly.stores.tables import rejects, retrievals, taken, takings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import ColumnElement

    from reportedly.stores.rows import Rows

INCOMING: Final = "incoming"
"""The folder in a casebook where files lie that were not read yet."""

SECONDS: Final = len("2024-03-06T10:00:00")
"""How much of a time says the second, however its zone is written."""

State = Literal["waiting", "reading", "relating", "done"]


@dataclass(frozen=True, slots=True)
class Taking:
    """Files that somebody gave at once; ``examples``: the bundled pages, with their own places."""

    id: str
    at: str
    by: str
    examples: bool = False
    state: State = "waiting"


@dataclass(frozen=True, kw_only=True)
class Item:
    """A file of a taking: how many of its pages are new, known and refused so far, and why."""

    taking_id: str
    number: int
    name: str
    size: int
    state: State = "waiting"
    tries: int = 0
    new: int = 0
    known: int = 0
    refused: int = 0
    claims: int = 0
    reason: str | None = None
    capture_id: str | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """The files of a taking and their pages, counted."""

    files: int = 0
    done: int = 0
    new: int = 0
    known: int = 0
    refused: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Pages first received, or refused, by one run of a command."""

    at: str
    pages: int
    refused: int


def place_of(folder: Path, taking_id: str, number: int) -> Path:
    """Where the bytes of an item lie; its name has no part in it."""
    return folder / INCOMING / taking_id / str(number)


class Takings:
    """The rows of the tables ``takings`` and ``taken``, and what is known of earlier runs."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def prepare(self) -> None:
        """Make the tables in a casebook that is older than they are."""
        with self._rows.transaction():
            for table in (takings, taken):
                self._rows.run(CreateTable(table, if_not_exists=True))

    def add(self, taking: Taking, items: Sequence[Item]) -> None:
        """Note what was given; its bytes are on the disk."""
        self.prepare()
        with self._rows.transaction():
            self._rows.insert_rows(takings, [asdict(taking)])
            self._rows.insert_rows(taken, [asdict(item) for item in items])

    def put(self, item: Item) -> None:
        """Note what became of a file so far."""
        here = (taken.c.taking_id == item.taking_id, taken.c.number == item.number)
        with self._rows.transaction():
            self._rows.run(update(taken).where(*here).values(**asdict(item)))

    def move(self, taking_ids: Sequence[str], state: State) -> None:
        """Note how far takings have come."""
        with self._rows.transaction():
            here = takings.c.id.in_(taking_ids)
            self._rows.run(update(takings).where(here).values(state=state))

    def named(self, taking_id: str) -> Taking | None:
        """The taking of this id."""
        return next(iter(self._some(takings.c.id == taking_id)), None)

    def unfinished(self) -> list[Taking]:
        """What is still to be done, in the order in which it was given."""
        return self._some(takings.c.state != "done")[::-1]

    def every(self) -> list[Taking]:
        """Every taking, the newest first."""
        return self._some()

    def sums(self, taking_id: str | None = None) -> dict[str, Sums]:
        """The sums of every taking that has files, or of one."""
        if not self._there():
            return {}
        done = func.count().filter(taken.c.state == "done")
        pages = (func.sum(taken.c[name]) for name in ("new", "known", "refused", "claims"))
        where = [] if taking_id is None else [taken.c.taking_id == taking_id]
        query = select(taken.c.taking_id, func.count(), done, *pages).where(*where)
        query = query.group_by(taken.c.taking_id)
        return {row[0]: Sums(*map(int, row[1:])) for row in self._rows.rows(query)}

    def items(self, taking_id: str, which: str = "", start: int = 0, most: int = -1) -> list[Item]:
        """Files of a taking in their order: all, those still to be read, or of one outcome."""
        where = [taken.c.taking_id == taking_id, *_outcome(which)]
        query = select(taken).where(*where).order_by(taken.c.number).limit(most).offset(start)
        return [Item(**row._mapping) for row in self._rows.rows(query)]  # noqa: SLF001 - public

    def runs(self) -> list[Run]:
        """What commands took in, the newest first, as far as pages and rejects tell of it."""
        mine = {taking.at[:SECONDS] for taking in self._some()}
        pages = _counted(self._rows, retrievals.c.at)
        refused = _counted(self._rows, func.json_extract(rejects.c.json, "$.at"))
        starts = sorted(pages.keys() | mine)
        found: dict[str, list[int]] = {at: [number, 0] for at, number in pages.items()}
        for at, number in refused.items():  # a page on which a stage crashed has a later time
            before = bisect_right(starts, at) - 1
            begun = starts[before] if at not in starts and before >= 0 else at
            found.setdefault(begun, [0, 0])[1] += number
        runs = [Run(at, *numbers) for at, numbers in found.items() if at not in mine]
        return sorted(runs, key=lambda run: run.at, reverse=True)

    def reject_stages(self, words: str) -> dict[str, int]:
        """How many rejects hold the words, by stage."""
        number = func.count().label("number")
        grouped = select(rejects.c.stage, number).where(*_held(words)).group_by(rejects.c.stage)
        return {row.stage: int(row.number) for row in self._rows.rows(grouped)}

    def rejected(self, words: str, stage: str, start: int, most: int) -> list[Reject]:
        """Some of the rejects that hold the words, of one stage or of all, the newest first."""
        here = [*_held(words), *([rejects.c.stage == stage] if stage else [])]
        order = rejects.c.seq.desc()
        some = select(rejects.c.id).where(*here).order_by(order).limit(most).offset(start)
        ids = [row.id for row in self._rows.rows(some)]
        found = {reject.id: reject for reject in self._rows.chosen(tables.rejects, Reject, ids)}
        return [found[name] for name in ids]

    def _some(self, *where: ColumnElement[bool]) -> list[Taking]:
        """Takings, the newest first."""
        if not self._there():
            return []
        query = select(takings).where(*where).order_by(takings.c.at.desc(), takings.c.id)
        return [Taking(**row._mapping) for row in self._rows.rows(query)]  # noqa: SLF001 - public

    def _there(self) -> bool:
        """Whether the casebook has the tables: one that an older version made may not."""
        return bool(self._rows.pragma(f"table_info({taken.name})"))


def _outcome(which: str) -> list[ColumnElement[bool]]:
    """The files of one outcome; of any if it names none."""
    if which == "waiting":
        return [taken.c.state != "done"]
    return [taken.c[which] > 0] if which in ("new", "known", "refused") else []


def _held(words: str) -> list[ColumnElement[bool]]:
    """The rejects whose name or reason holds every word."""
    columns = (rejects.c.input, rejects.c.reason)
    return [
        or_(*(column.icontains(word, autoescape=True) for column in columns))
        for word in words.split()
    ]


def _counted(rows: Rows, at: ColumnElement[str]) -> dict[str, int]:
    """How many rows each second has."""
    second = func.substr(at, 1, SECONDS).label("second")
    query = select(second, func.count().label("number")).group_by(second)
    return {row.second: int(row.number) for row in rows.rows(query)}
