"""The file of the index, beside the casebook: never a file of truth, made anew whenever in doubt.

SQLite keeps it whole through a kill and between two servers. What is damaged, of another version
or gone is made anew; where the folder cannot be written to, a temporary file takes its place.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME: Final = "index.sqlite"
"""The file, in the casebook's folder."""

SUFFIXES: Final = ("", "-wal", "-shm")

WAIT_SECONDS: Final = 600.0
"""How long one server waits while another one brings the index up."""

LOG_BYTES: Final = 4_000_000
"""What is left of the log ahead of the file when all of it is in the file."""

READING: Final = "2"
"""Another one whenever something else is taken out of the records into the same tables."""

TABLES: Final = """
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE incidents (
    row INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, start TEXT, end TEXT,
    place TEXT, origins INTEGER, articles INTEGER);
CREATE INDEX incident_kinds ON incidents (kind, start, end, id);
CREATE INDEX incident_places ON incidents (place);
CREATE INDEX incident_starts ON incidents (start);
CREATE TABLE claims (claim TEXT PRIMARY KEY, row INTEGER) WITHOUT ROWID;
CREATE INDEX claim_rows ON claims (row);
CREATE TABLE facets (
    row INTEGER, name TEXT, value TEXT, PRIMARY KEY (row, name, value)) WITHOUT ROWID;
CREATE INDEX facet_values ON facets (name, value, row);
CREATE VIRTUAL TABLE words USING fts5(
    title, sentence, names, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
CREATE TABLE spots (
    row INTEGER PRIMARY KEY, off TEXT, latest TEXT, lon REAL, lat REAL, reach INTEGER,
    west REAL, south REAL, east REAL, north REAL);
CREATE TABLE voices (
    row INTEGER, account TEXT, name TEXT, kind TEXT, side TEXT, claims INTEGER, told TEXT,
    alike TEXT, against TEXT);
CREATE INDEX voice_rows ON voices (row);
CREATE INDEX voice_accounts ON voices (account);
CREATE TABLE carried (row INTEGER, account TEXT, article TEXT);
CREATE INDEX carried_rows ON carried (row, account, article);
CREATE INDEX carried_accounts ON carried (account);
CREATE TABLE own (row INTEGER, article TEXT);
CREATE INDEX own_rows ON own (row);
CREATE TABLE items (row INTEGER, key TEXT, score REAL, why TEXT);
CREATE INDEX item_rows ON items (row);
CREATE TABLE pages (id TEXT PRIMARY KEY, outlet TEXT) WITHOUT ROWID;
CREATE TABLE groups (id TEXT, article TEXT, PRIMARY KEY (id, article)) WITHOUT ROWID;
CREATE INDEX group_articles ON groups (article);
CREATE TABLE edges (id TEXT, earlier TEXT, later TEXT);
CREATE INDEX edge_groups ON edges (id);
CREATE INDEX edge_ends ON edges (later, earlier);
"""

VERSION: Final = zlib.crc32(f"{READING}{TABLES}".encode()) >> 1
"""Of these tables (PRAGMA user_version)."""


class IndexFile:
    """The file of one casebook's index."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._temporary: TemporaryDirectory[str] | None = None

    def open(self) -> sqlite3.Connection:
        """A connection to the file, made if it is missing, of another version or damaged."""
        try:
            return self._prepared()
        except sqlite3.OperationalError as error:
            if "readonly" not in str(error) and "unable to open" not in str(error):
                raise
            self._temporary = TemporaryDirectory(prefix="reportedly-")
            self.path = Path(self._temporary.name) / NAME
        except sqlite3.DatabaseError:
            self.remove()
        return self._prepared()

    def remove(self) -> None:
        """Forget the file."""
        for suffix in SUFFIXES:
            self.path.with_name(f"{self.path.name}{suffix}").unlink(missing_ok=True)

    def number(self) -> int:
        """What tells this file from one that took its place; 0 if it is gone."""
        try:
            return self.path.stat().st_ino
        except OSError:
            return 0

    def _prepared(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
            if _version(connection) != VERSION:
                with changing(connection):
                    _make(connection)
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def changing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction, alone among all who write."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """A log ahead of the file; of two who make it at once SQLite lets one wait by itself."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _make(connection: sqlite3.Connection) -> None:
    """Tables of this version in place of all others, if nobody was faster."""
    if _version(connection) == VERSION:
        return
    own = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words_%'"
    for (name,) in connection.execute(own).fetchall():
        connection.execute(f'DROP TABLE "{name}"')
    for statement in filter(str.strip, TABLES.split(";")):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
