"""The incidents as tables to search, filter and count: made from the casebook, kept beside it.

Nothing is in them that the casebook does not say. They lie in a file of their own that outlives
the server; before each question they are brought up to the casebook's edition, by what was stored
since alone, in one transaction.
"""

from __future__ import annotations

import sqlite3
from itertools import islice
from threading import Condition, Event, RLock, Thread
from typing import TYPE_CHECKING, Final

from reportedly.errors import ReportedlyError
from reportedly.records import Article, Claim, CopyGroup, Incident, Origin
from reportedly.stores.casebook import Casebook
from reportedly.stores.marks import MADE
from reportedly.web.ground import captures_to_ask
from reportedly.web.index_file import IndexFile, changing
from reportedly.web.index_rows import (
    OF_INCIDENTS,
    Lot,
    add,
    add_group,
    forget,
    forget_group,
    row_of,
)
from reportedly.web.weighing import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from reportedly.records import Record

BATCH: Final = 500
"""Records read at a time."""

PATIENCE: Final = 2.0
"""Seconds that a question waits for what is new, where the index has an older edition."""

KEPT: Final = 1_000
"""Counts kept at most."""

DAMAGED: Final = "The index was damaged and is made anew from the casebook: load the page again."


class Index:
    """The index of one casebook, for one process."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.made = Event()
        self._turn = Condition()
        self._busy = False
        self._trouble: Exception | None = None
        self._file: IndexFile | None = None
        self._number = 0
        self._kept: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
        self._kept_of = ""
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)

    @property
    def behind(self) -> bool:
        """Whether it is being brought up."""
        with self._turn:
            return self._busy

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """The answer to a question."""
        with self.lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as error:
                self._forget_file()
                raise ReportedlyError(DAMAGED) from error

    def counted(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """The answer to a question that counts over all, kept until the next edition."""
        with self.lock:
            edition = self.edition()
            if edition != self._kept_of or len(self._kept) >= KEPT:
                self._kept, self._kept_of = {}, edition
            key = (query, *values)
            if key not in self._kept:
                self._kept[key] = self.rows(query, values)
            return self._kept[key]

    def edition(self) -> str:
        """The edition of the casebook that it was made of; empty if it was not made yet."""
        return self._note("edition")

    def bring_up(self, casebook: Casebook, seconds: float = PATIENCE) -> None:
        """Take in what is new; what takes longer goes on, and the older edition answers.

        An index that was never made is waited for.
        """
        for _ in range(2):  # the first may have begun before this edition was made
            if self._is_at(casebook):
                return
            with self._turn:
                if not self._busy:
                    self._busy, self._trouble = True, None
                    Thread(target=self._work, args=(casebook.folder,), daemon=True).start()
                patience = seconds if self.made.is_set() else None
                in_time = self._turn.wait_for(lambda: not self._busy, patience)
                if self._trouble:
                    raise self._trouble
                if not in_time:
                    return

    def incident_of(self, claim_id: str) -> str | None:
        """The id of the incident that a claim is in."""
        query = "SELECT id FROM claims JOIN incidents USING (row) WHERE claim = ?"
        found = self.rows(query, [claim_id])
        return str(found[0][0]) if found else None

    def beside(self, claim_id: str) -> list[str]:
        """The claims of the incident that a claim is in, itself too."""
        query = "SELECT claim FROM claims WHERE row = (SELECT row FROM claims WHERE claim = ?)"
        return [str(name) for (name,) in self.rows(query, [claim_id])]

    def in_facet(self, name: str, value: str) -> list[str]:
        """The ids of the incidents that have a value of a facet."""
        query = (
            "SELECT id FROM incidents JOIN facets USING (row) "
            "WHERE name = ? AND value = ? ORDER BY id"
        )
        return [str(found) for (found,) in self.rows(query, [name, value])]

    def claims_in_facet(self, name: str, value: str) -> list[str]:
        """The ids of these incidents' claims."""
        query = "SELECT claim FROM claims JOIN facets USING (row) WHERE name = ? AND value = ?"
        return [str(found) for (found,) in self.rows(query, [name, value])]

    def near(self, incident: Incident, most: int) -> list[str]:
        """Ids of others of the kind at the same place, or that began on the same day."""
        _, kind, start, _, place, *_ = row_of(incident)
        found = self.rows(_NEAR, [kind, incident.id, place, start, place, most])
        return [str(name) for (name,) in found]

    def items(self) -> list[Item]:
        """Every value to review, what matters most first."""
        query = "SELECT key, score, why FROM items ORDER BY score DESC, key"
        return list(map(Item._make, self.rows(query)))

    def groups_of(self, article_ids: Iterable[str]) -> list[str]:
        """Ids of the copy groups that some articles are in."""
        query = "SELECT id FROM groups WHERE article = ?"
        return sorted({str(g) for name in article_ids for (g,) in self.rows(query, [name])})

    def _is_at(self, casebook: Casebook) -> bool:
        """Whether nothing was made since; opens the file, again where another took its place."""
        with self.lock:
            if self._file is None or self._number != self._file.number():
                self._file = self._file or IndexFile(casebook.folder)
                self._connection.close()
                self._connection = self._file.open()
                self._number = self._file.number()
            edition = self.edition()
        if edition:
            self.made.set()
        else:
            self.made.clear()
        return edition == _edition(casebook)

    def _note(self, name: str) -> str:
        found = self.rows("SELECT value FROM notes WHERE name = ?", [name])
        return str(found[0][0]) if found else ""

    def _work(self, folder: Path) -> None:
        try:
            self._bring_up(folder)
        except sqlite3.OperationalError as error:
            self._trouble = ReportedlyError(f"The index of {folder} cannot be written: {error}.")
        except sqlite3.DatabaseError:
            self._forget_file()
        except Exception as error:  # noqa: BLE001 - told to who waits for it
            self._trouble = error
        finally:
            with self._turn:
                self._busy = False
                self._turn.notify_all()

    def _bring_up(self, folder: Path) -> None:
        """By a connection of its own: who asks meanwhile is answered by the edition before."""
        assert self._file  # noqa: S101 - opened before
        connection = self._file.open()
        try:
            with changing(connection), Casebook.open(folder) as casebook:
                _Renewal(connection, casebook).run()
        finally:
            connection.close()

    def _forget_file(self) -> None:
        with self.lock:
            self.made.clear()
            self._connection.close()
            self._connection = sqlite3.connect(":memory:", check_same_thread=False)
            self._number = 0
            if self._file:
                self._file.remove()


class _Renewal:
    """What a casebook says now, put in place of what the index has, inside a transaction.

    The casebook is opened after the transaction began, so that no older edition follows a newer.
    """

    def __init__(self, connection: sqlite3.Connection, casebook: Casebook) -> None:
        self._connection, self._casebook = connection, casebook
        self._told: set[str] = set()
        self._notes = dict(connection.execute("SELECT name, value FROM notes").fetchall())

    def run(self) -> None:
        """Take in what was stored since, all of it where the index is not of this casebook."""
        if self._notes.get("edition") == _edition(self._casebook):
            return
        former = self._casebook.note(MADE).split()
        if self._notes.get("edition") not in former or not self._casebook.marks.lasting:
            self._notes = {}
            for table in _EVERY:
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own
        self._groups()
        self._incidents()
        self._pages()
        self._note("edition", _edition(self._casebook))

    def _groups(self) -> None:
        changed, gone = self._new(CopyGroup, "groups")
        for name in gone:
            forget_group(self._connection, name)
        for some in _batches(changed):
            for group in self._casebook.index.groups(some):
                add_group(self._connection, group)

    def _incidents(self) -> None:
        changed, gone = self._new(Incident, "incidents")
        forget(self._connection, [*gone, *changed])
        for some in _batches(changed):
            lot = _lot(self._casebook, some)
            add(self._connection, lot)
            self._told |= lot.articles.keys()

    def _pages(self) -> None:
        """The outlets of articles that tell of no incident; the others came with theirs."""
        changed, gone = self._new(Article, "pages")
        self._connection.executemany("DELETE FROM pages WHERE id = ?", [[name] for name in gone])
        for some in _batches(name for name in changed if name not in self._told):
            pages = [(a.id, a.outlet) for a in self._casebook.named(Article, some)]
            self._connection.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?)", pages)

    def _new(self, kind: type[Record], table: str) -> tuple[list[str], list[str]]:
        """The records of a type that were stored since, and those that are gone."""
        marks = self._casebook.marks
        new = marks.since(kind, int(self._notes.get(f"last {table}", 0)))
        if new:
            self._note(f"last {table}", str(max(new.values())))
        known = {n for (n,) in self._connection.execute(f"SELECT DISTINCT id FROM {table}")}  # noqa: S608 - our own
        if len(known | new.keys()) == marks.count(kind):
            return list(new), []
        return list(new), sorted(known - marks.since(kind, 0).keys())

    def _note(self, name: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", [name, value])


def _lot(casebook: Casebook, ids: Sequence[str]) -> Lot:
    """Some incidents with all that they rest on."""
    incidents = casebook.named(Incident, ids)
    claims = casebook.named(Claim, [name for i in incidents for name in i.claim_ids])
    articles = casebook.named(Article, sorted({claim.article_id for claim in claims}))
    origins = casebook.named(Origin, [name for i in incidents for name in i.origins])
    read = casebook.index.claims([article.id for article in articles])
    pages = {article.id: article for article in articles}
    captures = casebook.captures(captures_to_ask(incidents, pages))
    return Lot(
        incidents,
        {claim.id: claim for claim in claims},
        {claim.id: claim for claim in read},
        pages,
        {origin.id: origin for origin in origins},
        casebook.marks.persons(pages),
        {capture.id: capture for capture in captures},
    )


def _edition(casebook: Casebook) -> str:
    """The newest edition; incidents that were never made have one too."""
    return next(iter(casebook.note(MADE).split()), "none")


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, BATCH)):
        yield some


_NEAR = (
    "SELECT id FROM incidents WHERE kind = ? AND id <> ? AND (place = ? OR start = ?) "
    "ORDER BY place IS NOT ?, id LIMIT ?"
)
_EVERY = (*OF_INCIDENTS, "words", "pages", "groups", "edges", "notes")
