"""The casebook: a folder with one SQLite file and the captures, the only file of truth.

Writers come one at a time; readers see the casebook as it was when they opened it. Every
change is one transaction, and captures are on the disk before a row speaks of them, so a
casebook that was stopped at any moment opens again whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import func, select, update

from reportedly.files import TEMPORARY
from reportedly.records import (
    AnyRecord,
    Article,
    Capture,
    Claim,
    CopyGroup,
    Decision,
    Incident,
    Mention,
    Origin,
    Record,
    Reject,
    Retrieval,
    to_json,
)
from reportedly.settings import DECIDE_SECONDS, LOCK_SECONDS
from reportedly.stores import opening, tables
from reportedly.stores.captures import CaptureFiles
from reportedly.stores.index import AccountIndex
from reportedly.stores.lock import WriterLock
from reportedly.stores.marks import MADE, Marks, made_anew
from reportedly.stores.rows import R, Rows, chunks, starts
from reportedly.stores.takings import Takings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import ColumnElement, Table


@dataclass(frozen=True, slots=True)
class Bundle:
    """What reading one page made: its capture and bytes, and the article or the reject."""

    capture: Capture
    data: bytes
    article: Article | None = None
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    reject: Reject | None = None

    def __post_init__(self) -> None:
        """Two records of one page under one id would overwrite each other."""
        _refuse_twins(self.mentions)
        _refuse_twins(self.claims)


class Casebook:
    """An open casebook, from ``open`` or ``open_to_write``; a ``with`` block closes it."""

    def __init__(
        self,
        folder: Path,
        *,
        write: bool,
        lock: WriterLock | None = None,
        wait: float = LOCK_SECONDS,
    ) -> None:
        self.folder = folder
        self.files = CaptureFiles(folder / opening.CAPTURES)
        self._lock = lock
        self._connection = opening.connect(folder, write=write, wait=wait)
        self._rows = Rows(self._connection, folder)
        self.index = AccountIndex(self._rows)
        self.marks = Marks(self._rows)
        self.takings = Takings(self._rows)

    @classmethod
    def open(cls, folder: Path) -> Casebook:
        """The casebook to read from; ``CasebookError`` if there is none that we can read."""
        casebook = cls(folder, write=False)
        casebook._connection.begin()  # one transaction, so that all it reads is of one moment
        return casebook

    @classmethod
    def open_to_write(cls, folder: Path, *, wait: float = LOCK_SECONDS) -> Casebook:
        """The casebook to write to, made if missing; nobody else writes until it is closed."""
        opening.prepare(folder)
        lock = WriterLock(folder, wait)
        try:
            opening.make(folder)
            casebook = cls(folder, write=True, lock=lock)
        except BaseException:
            lock.release()
            raise
        casebook.sweep()
        casebook.index.prepare()
        casebook.takings.prepare()
        return casebook

    @classmethod
    def open_to_decide(cls, folder: Path) -> Casebook:
        """The casebook to add decisions to, also while another command writes to it."""
        return cls(folder, write=True, wait=DECIDE_SECONDS)

    def close(self) -> None:
        """Let the files go."""
        self._connection.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Casebook:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    # What a casebook holds

    def captures(self, ids: Collection[str] | None = None) -> Iterator[Capture]:
        """Every capture, or those named, with every time that its bytes were received."""
        held, got = tables.captures.c.id, tables.retrievals.c.capture_id
        retrievals = self._retrievals(*([] if ids is None else [got.in_(ids)]))
        where = () if ids is None else (held.in_(ids),)
        for capture in self._rows.records(tables.captures, Capture, *where):
            received = tuple(retrievals.get(capture.id, ()))
            yield msgspec.structs.replace(capture, retrievals=received)

    def articles(self) -> Iterator[Article]:
        """Every article, in the order in which they were read."""
        return self._rows.records(tables.articles, Article)

    def mentions(self, article_id: str | None = None) -> Iterator[Mention]:
        """Every mention, or those of one article."""
        table = tables.mentions
        where = () if article_id is None else (table.c.article_id == article_id,)
        return self._rows.records(table, Mention, *where)

    def claims(self, article_id: str | None = None, *, machine: bool = False) -> Iterator[Claim]:
        """Every claim as people decided (``machine``: as first read), or those of one article."""
        table = tables.claims
        where = () if article_id is None else (table.c.article_id == article_id,)
        shown = None if machine else _REVIEWED
        return self._rows.records(table, Claim, *where, shown=shown)

    def as_read(self, article_ids: Iterable[str]) -> list[Claim]:
        """The claims of these articles as the machine read them, article by article."""
        return [c for name in article_ids for c in self.claims(name, machine=True)]

    def named(self, kind: type[R], ids: Collection[str]) -> list[R]:
        """The records of one type that have these ids, in the order of the ids; claims reviewed."""
        table = _TABLES[kind]
        shown = _REVIEWED if table is tables.claims else None
        wanted = list(dict.fromkeys(ids))
        found = {
            record.id: record
            for some in chunks(wanted)
            for record in self._rows.records(table, kind, table.c.id.in_(some), shown=shown)
        }
        return [found[name] for name in wanted if name in found]

    def copy_groups(self) -> Iterator[CopyGroup]:
        """Every group of articles that carry the same text."""
        return self._rows.records(tables.copygroups, CopyGroup)

    def origins(self) -> Iterator[Origin]:
        """Every origin."""
        return self._rows.records(tables.origins, Origin)

    def incidents(self) -> Iterator[Incident]:
        """Every incident: happenings, plans and background."""
        return self._rows.records(tables.incidents, Incident)

    def decisions(self) -> Iterator[Decision]:
        """Every decision, in the order in which they were made."""
        return self._rows.records(tables.decisions, Decision)

    def rejects(self) -> Iterator[Reject]:
        """Every input that could not be read."""
        return self._rows.records(tables.rejects, Reject)

    def records(self) -> Iterator[AnyRecord]:
        """Every record, each after those that it refers to."""
        yield from self.captures()
        yield from self.articles()
        yield from self.mentions()
        yield from self.claims()
        yield from self.copy_groups()
        yield from self.origins()
        yield from self.incidents()
        yield from self.decisions()
        yield from self.rejects()

    def data(self, capture: Capture) -> bytes:
        """The bytes of a capture; ``OSError`` if they are missing."""
        return self.files.read(capture.sha256)

    def counts(self) -> dict[str, int]:
        """How many records of each type there are."""
        with self._rows.transaction():
            return {table.name: self._rows.count(table) for table in tables.RECORDS}

    def has_article(self, capture: Capture) -> bool:
        """Whether these bytes were read to the end before."""
        table = tables.articles
        return bool(self._rows.rows(select(table.c.id).where(table.c.capture_id == capture.id)))

    def captures_read_without(self, vocabulary: str | None) -> set[str]:
        """Ids of the captures whose article was read with another vocabulary than this."""
        table = tables.articles
        used = func.json_extract(table.c.json, "$.vocabulary")
        query = select(table.c.capture_id).where(used.is_distinct_from(vocabulary))
        return {row.capture_id for row in self._rows.rows(query)}

    def note(self, key: str) -> str:
        """What was noted of the casebook under a key; empty if nothing was."""
        rows = self._rows.rows(select(tables.meta.c.value).where(tables.meta.c.key == key))
        return str(rows[0].value) if rows else ""

    def unlinked(self) -> set[str]:
        """Ids of articles stored since the incidents were last made (a run was stopped)."""
        table = tables.articles
        return {row.id for row in self._rows.rows(select(table.c.id).where(~table.c.linked))}

    def find(self, start: str) -> list[Incident | Article | Claim]:
        """Incidents, articles and claims whose id, or the part after its "-", starts so."""
        rows = self._rows
        found: list[Incident | Article | Claim] = []
        found += rows.records(tables.incidents, Incident, starts(tables.incidents, start))
        found += rows.records(tables.articles, Article, starts(tables.articles, start))
        here = starts(tables.claims, start)
        found += rows.records(tables.claims, Claim, here, shown=_REVIEWED)
        return found

    def soundness(self) -> str | None:
        """What SQLite finds broken in its file, or None."""
        return self._rows.soundness()

    # What changes it, each in one transaction

    def add(self, bundles: Sequence[Bundle]) -> None:
        """Store what reading some pages made, the captures first.

        What a page read before made gives way to what it makes now.
        """
        for bundle in bundles:
            self.files.add(bundle.capture.sha256, bundle.data)
        rows = self._rows
        with rows.transaction():
            self._add_captures([bundle.capture for bundle in bundles])
            articles = [bundle.article for bundle in bundles if bundle.article]
            self._forget([article.id for article in articles])
            rows.insert(tables.articles, articles, capture_id="capture_id")
            mentions = [mention for bundle in bundles for mention in bundle.mentions]
            rows.insert(tables.mentions, mentions, article_id="article_id")
            claims = [claim for bundle in bundles for claim in bundle.claims]
            rows.insert(tables.claims, claims, article_id="article_id")
            self._add_rejects([bundle.reject for bundle in bundles if bundle.reject])

    def reject(self, reject: Reject) -> None:
        """Store that an input could not be read; the same refusal twice is one record."""
        with self._rows.transaction():
            self._add_rejects([reject])

    def replace_groups_and_incidents(
        self,
        groups: Iterable[CopyGroup],
        origins: Iterable[Origin],
        incidents: Iterable[Incident],
        reviewed: Iterable[Claim] = (),
    ) -> None:
        """Put new groups, origins, incidents and reviewed claims in place of the old."""
        rows = self._rows
        with rows.transaction():
            for table in (tables.copygroups, tables.origins, tables.incidents):
                rows.run(table.delete())
            rows.insert(tables.copygroups, list(groups))
            rows.insert(tables.origins, list(origins))
            rows.insert(tables.incidents, list(incidents), kind="kind")
            rows.run(update(tables.claims).values(reviewed=None))
            for claim in reviewed:
                self._review(claim)
            self.make_note(MADE, made_anew(self.note(MADE)))
            rows.run(update(tables.articles).values(linked=True))

    def put_incidents(
        self,
        former: Sequence[Incident],
        origins: Sequence[Origin],
        incidents: Sequence[Incident],
        reviewed: Iterable[Claim],
        judged: Sequence[str],
    ) -> None:
        """Put incidents in place of former ones; ``judged``: articles whose claims were."""
        rows = self._rows
        with rows.transaction():
            rows.delete(tables.origins, [name for i in former for name in i.origins])
            rows.delete(tables.incidents, [incident.id for incident in former])
            rows.insert(tables.origins, origins)
            rows.insert(tables.incidents, incidents, kind="kind")
            for some in chunks(judged):
                here = tables.claims.c.article_id.in_(some)
                rows.run(update(tables.claims).where(here).values(reviewed=None))
            for claim in reviewed:
                self._review(claim)
            self.make_note(MADE, made_anew(self.note(MADE)))
            rows.run(update(tables.articles).values(linked=True))

    def decide(self, decision: Decision) -> None:
        """Add a decision; none is ever changed or removed."""
        with self._rows.transaction():
            self._rows.insert(tables.decisions, [decision])

    def make_note(self, key: str, value: str) -> None:
        """Note something of the casebook in place of what was noted under the key."""
        rows = self._rows
        with rows.transaction():
            rows.run(tables.meta.delete().where(tables.meta.c.key == key))
            rows.run(tables.meta.insert().values(key=key, value=value))

    def sweep(self) -> None:
        """Remove what a stopped run left half written."""
        self.files.sweep()
        for part in self.folder.glob(f"{TEMPORARY}*"):
            part.unlink(missing_ok=True)

    def _retrievals(self, *where: ColumnElement[bool]) -> dict[str, list[Retrieval]]:
        """The retrievals of every capture, in the order of time (line 0: a whole file)."""
        table = tables.retrievals
        found: dict[str, list[Retrieval]] = {}
        for row in self._rows.rows(
            select(table).where(*where).order_by(table.c.at, table.c.source)
        ):
            retrieval = Retrieval(source=row.source, at=row.at, line=row.line or None)
            found.setdefault(row.capture_id, []).append(retrieval)
        return found

    def _add_captures(self, captures: Sequence[Capture]) -> None:
        """Captures and retrievals that are not there yet."""
        bare = [msgspec.structs.replace(capture, retrievals=()) for capture in captures]
        self._rows.insert_new(tables.captures, bare, sha256="sha256")
        rows = [
            {"capture_id": capture.id, "source": r.source, "line": r.line or 0, "at": r.at}
            for capture in captures
            for r in capture.retrievals
        ]
        self._rows.insert_new_rows(tables.retrievals, rows)

    def _forget(self, article_ids: Sequence[str]) -> None:
        """Remove articles with their mentions and claims, before they are stored anew."""
        for table in (tables.mentions, tables.claims):
            self._rows.run(table.delete().where(table.c.article_id.in_(article_ids)))
        articles = tables.articles
        self._rows.run(articles.delete().where(articles.c.id.in_(article_ids)))

    def _add_rejects(self, rejects: Sequence[Reject]) -> None:
        """Rejects that were not stored before."""
        keys = {"input": "input", "stage": "stage", "reason": "reason"}
        self._rows.insert_new(tables.rejects, rejects, **keys)

    def _review(self, claim: Claim) -> None:
        """Keep what people made of a claim beside what the machine read."""
        table = tables.claims
        text = to_json(claim).decode()
        self._rows.run(update(table).where(table.c.id == claim.id).values(reviewed=text))


_TABLES: dict[type[Record], Table] = {
    Capture: tables.captures,
    Article: tables.articles,
    Claim: tables.claims,
    Origin: tables.origins,
    Incident: tables.incidents,
    Decision: tables.decisions,
}
_REVIEWED = func.coalesce(tables.claims.c.reviewed, tables.claims.c.json)


def _refuse_twins(records: Sequence[Record]) -> None:
    """``ValueError`` if two records share an id."""
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            raise ValueError(f"two records share the id {record.id}")
        seen.add(record.id)
