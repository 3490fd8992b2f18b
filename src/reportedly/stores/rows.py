"""Rows of the casebook's tables as records, and records as rows."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import msgspec
from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects.sqlite import insert

from reportedly.errors import CasebookError
from reportedly.records import AnyRecord, Record, from_json, to_json
from reportedly.stores.opening import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from sqlalchemy import ColumnElement, Executable, Row, Select

R = TypeVar("R", bound=Record)

CHUNK = 500
"""Records read at a time."""


class Rows:
    """What a casebook does with its connection: transactions, records in and out."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction; inside another it is part of that one."""
        with told(self._folder):
            if self._connection.in_transaction():
                yield
            else:
                with self._connection.begin():
                    yield

    def records(
        self,
        table: Table,
        kind: type[R],
        *where: ColumnElement[bool],
        shown: ColumnElement[str] | None = None,
    ) -> Iterator[R]:
        """The records of a table in order, from its ``json`` or from the column ``shown``."""
        column = table.c.json if shown is None else shown
        query = (
            select(table.c.seq, column.label("record"))
            .where(*where)
            .order_by(table.c.seq)
            .limit(CHUNK)
        )
        last = 0
        while rows := self.rows(query.where(table.c.seq > last)):
            for row in rows:
                yield self._record(row.record, table.name, kind)
            last = rows[-1].seq

    def rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """The rows that answer a query."""
        with self.transaction():
            return self._connection.execute(query).all()

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        return int(self.rows(select(func.count()).select_from(table))[0][0])

    def pragma(self, name: str) -> Sequence[Row[Any]]:
        """What SQLite answers to a pragma."""
        with self.transaction():
            return self._connection.exec_driver_sql(f"PRAGMA {name}").all()

    def soundness(self) -> str | None:
        """What SQLite finds broken in its file, or None."""
        report = self.pragma("integrity_check(1)")
        if report and report[0][0] != "ok":
            return str(report[0][0])
        orphans = self.pragma("foreign_key_check")
        if orphans:
            table, row, parent = tuple(orphans[0])[:3]
            return f"row {row} of {table} refers to a row of {parent} that is missing"
        return None

    def run(self, statement: Executable) -> None:
        """Carry out a statement that changes rows; inside a transaction."""
        self._connection.execute(statement)

    def delete(self, table: Table, ids: Sequence[str], column: str = "id") -> None:
        """Remove the rows whose id, or other column, is one of these."""
        for some in chunks(ids):
            self._connection.execute(table.delete().where(table.c[column].in_(some)))

    def chosen(
        self, table: Table, kind: type[R], ids: Sequence[str], column: str = "id"
    ) -> list[R]:
        """The records of a table whose id, or other column, is one of these."""
        return [
            record
            for some in chunks(ids)
            for record in self.records(table, kind, table.c[column].in_(some))
        ]

    def insert(self, table: Table, records: Sequence[Record], **keys: str) -> None:
        """Add records; ``keys`` gives the field of the record that each key column takes."""
        if records:
            self._connection.execute(table.insert(), [_row(record, keys) for record in records])

    def insert_rows(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Add rows."""
        if rows:
            self._connection.execute(table.insert(), rows)

    def insert_new(self, table: Table, records: Sequence[Record], **keys: str) -> None:
        """Add those records that are not there yet."""
        self.insert_new_rows(table, [_row(record, keys) for record in records])

    def insert_new_rows(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Add those rows whose keys are not there yet."""
        if rows:
            self._connection.execute(insert(table).on_conflict_do_nothing(), rows)

    def _record(self, text: str, table: str, kind: type[R]) -> R:
        """The record that a row holds; a row that holds none means a damaged casebook."""
        try:
            record: AnyRecord = from_json(text)
        except msgspec.MsgspecError as error:
            message = f"a row of {table} is no record ({error})"
            raise CasebookError(f"Casebook {self._folder} is damaged: {message}.") from error
        if not isinstance(record, kind):
            message = f"{record.id} is a {type(record).__name__.lower()} and lies in {table}"
            raise CasebookError(f"Casebook {self._folder} is damaged: {message}.")
        return record


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids, so many at a time as one query takes."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _row(record: Record, keys: Mapping[str, str]) -> dict[str, object]:
    """A record as a row: its id, its JSON and its keys."""
    values = {column: getattr(record, field) for column, field in keys.items()}
    return {"id": record.id, "json": to_json(record).decode()} | values


def starts(table: Table, start: str) -> ColumnElement[bool]:
    """Rows whose id, or the part of it after the "-", starts so."""
    column = table.c.id
    after_dash = column.contains(f"-{start}", autoescape=True)
    return column.startswith(start, autoescape=True) | after_dash
