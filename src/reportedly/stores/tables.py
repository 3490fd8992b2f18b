"""The casebook's tables: a record as JSON, beside the keys that queries need.

``seq`` keeps the order in which records came; none is ever given twice, so that a record stored
anew has another one. Decisions cannot be changed or deleted: the database itself refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.sql.schema import SchemaItem

APPLICATION_ID = 0x52505431
"""Marks the SQLite file as a casebook: "RPT1" (PRAGMA application_id)."""

FORMAT_VERSION = 1
"""The version of these tables (PRAGMA user_version)."""

schema = MetaData()


def _records(name: str, *keys: SchemaItem) -> Table:
    """A table of one record type: its order, its id, its keys and the record itself."""
    return Table(
        name,
        schema,
        Column("seq", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        *keys,
        Column("json", Text, nullable=False),
        sqlite_autoincrement=True,
    )


meta = Table(
    "meta", schema, Column("key", Text, primary_key=True), Column("value", Text, nullable=False)
)
captures = _records("captures", Column("sha256", Text, nullable=False, index=True))
retrievals = Table(
    "retrievals",
    schema,
    Column("capture_id", Text, ForeignKey("captures.id"), nullable=False),
    Column("source", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("at", Text, nullable=False),
    PrimaryKeyConstraint("capture_id", "source", "line"),
)
articles = _records(
    "articles",
    Column("capture_id", Text, ForeignKey("captures.id"), nullable=False, unique=True),
    Column("linked", Boolean, nullable=False, default=False),
)
mentions = _records(
    "mentions", Column("article_id", Text, ForeignKey("articles.id"), nullable=False, index=True)
)
claims = _records(
    "claims",
    Column("article_id", Text, ForeignKey("articles.id"), nullable=False, index=True),
    Column("reviewed", Text),
)
copygroups = _records("copygroups")
origins = _records("origins")
incidents = _records("incidents", Column("kind", Text, nullable=False, index=True))
decisions = _records("decisions")
rejects = _records(
    "rejects",
    Column("input", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("input", "stage", "reason"),
)

accounts = Table(
    "accounts",
    schema,
    Column("id", Text, primary_key=True),
    Column("article_id", Text, nullable=False, index=True),
    Column("component", Text, nullable=False, index=True),
    Column("incident_id", Text, nullable=False),
    Column("wide", Boolean, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("keys", LargeBinary, nullable=False),
)
"""An index for linking what comes later; it can be made anew from the records at any time."""

takings = Table(
    "takings",
    schema,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("examples", Boolean, nullable=False),
    Column("state", Text, nullable=False),
)
"""What people gave in the browser, each time: it is taken in while pages are served."""

taken = Table(
    "taken",
    schema,
    Column("taking_id", Text, ForeignKey("takings.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("reason", Text),
    Column("capture_id", Text),
    PrimaryKeyConstraint("taking_id", "number"),
)
"""The files of a taking, with what became of each; its bytes lie aside until it was read."""

RECORDS: tuple[Table, ...] = (
    captures,
    articles,
    mentions,
    claims,
    copygroups,
    origins,
    incidents,
    decisions,
    rejects,
)
"""Every table of records, in the order in which they refer to each other."""

_APPEND_ONLY = """CREATE TRIGGER decisions_no_{verb} BEFORE {verb} ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END"""


def create(connection: Connection, made_by: str, now: str) -> None:
    """Make every table in an empty SQLite file and mark it as a casebook."""
    schema.create_all(connection)
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(_APPEND_ONLY.format(verb=verb))
    rows = [{"key": "made_by", "value": made_by}, {"key": "made_at", "value": now}]
    connection.execute(meta.insert(), rows)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT_VERSION}")
