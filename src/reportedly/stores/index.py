"""What linking needs to know of all that came before: the index of accounts, in few bytes each.

The index holds nothing that the records do not, and can be made anew from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.schema import CreateTable, DropTable

from reportedly.records import Article, Claim, CopyGroup, Incident
from reportedly.stores import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager

    from reportedly.stores.rows import Rows


class AccountRow(NamedTuple):
    """An account: which article tells it, what it can influence, its incident, its keys.

    ``first`` and ``last``: the days that it may be about, as ordinals.
    """

    id: str
    article_id: str
    component: str
    incident_id: str
    wide: bool
    first: int
    last: int
    keys: bytes


class AccountIndex:
    """The rows of the table ``accounts``, and the records that they lead to."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def prepare(self) -> None:
        """Make the table in a casebook that is older than it, or than its columns."""
        table = tables.accounts
        with self._rows.transaction():
            here = [row.name for row in self._rows.pragma(f"table_info({table.name})")]
            if here and here != [column.name for column in table.columns]:
                self._rows.run(DropTable(table))
            self._rows.run(CreateTable(table, if_not_exists=True))

    def transaction(self) -> AbstractContextManager[None]:
        """One transaction for all that a relation of new pages changes."""
        return self._rows.transaction()

    def all(self) -> list[AccountRow]:
        """Every account, in the order of article and account."""
        table = tables.accounts
        columns = [table.c[name] for name in AccountRow._fields]
        found = self._rows.rows(select(*columns).order_by(table.c.article_id, table.c.id))
        return [AccountRow._make(row) for row in found]

    def put(
        self, article_ids: Sequence[str], ids: Iterable[str], rows: Iterable[AccountRow]
    ) -> None:
        """Put rows in place of those of some articles, and of some by their ids."""
        self._rows.delete(tables.accounts, article_ids, "article_id")
        self._rows.delete(tables.accounts, sorted(ids))
        self._rows.insert_rows(tables.accounts, [row._asdict() for row in rows])

    def clear(self) -> None:
        """Forget every account."""
        self._rows.run(tables.accounts.delete())

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """The articles with these ids."""
        return self._rows.chosen(tables.articles, Article, ids)

    def articles_of_captures(self, ids: Sequence[str]) -> list[Article]:
        """The articles read out of these captures."""
        return self._rows.chosen(tables.articles, Article, ids, "capture_id")

    def claims(self, article_ids: Sequence[str]) -> list[Claim]:
        """The claims of some articles, as first read."""
        return self._rows.chosen(tables.claims, Claim, article_ids, "article_id")

    def incidents(self, ids: Sequence[str]) -> list[Incident]:
        """The incidents with these ids."""
        return self._rows.chosen(tables.incidents, Incident, ids)

    def groups(self, ids: Sequence[str]) -> list[CopyGroup]:
        """The copy groups with these ids."""
        return self._rows.chosen(tables.copygroups, CopyGroup, ids)

    def put_groups(self, gone: Sequence[str], groups: Sequence[CopyGroup]) -> None:
        """Put copy groups in place of those with the ids ``gone``."""
        self._rows.delete(tables.copygroups, gone)
        self._rows.insert(tables.copygroups, groups)
