"""What an index beside the casebook is kept up by: what is new, and which persons it mentions."""

from __future__ import annotations

from collections import defaultdict
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from reportedly.records import Article, CopyGroup, Incident, Mention, Record
from reportedly.stores import tables
from reportedly.stores.rows import Rows, chunks

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Table

MADE: Final = "made"
"""The note that is another one whenever incidents were made anew: the editions, newest first."""

EDITIONS: Final = 500
"""Editions noted: an index that is older than all of them is made anew."""

PERSON: Final = '"kind":"person"'
"""What the JSON of a person's mention has, and no other: quotes inside a text are escaped."""

_TABLES: Final[dict[type[Record], Table]] = {
    Article: tables.articles,
    CopyGroup: tables.copygroups,
    Incident: tables.incidents,
}


def made_anew(note: str) -> str:
    """The note ``MADE`` with one more edition."""
    return " ".join([token_hex(8), *note.split()[: EDITIONS - 1]])


class Marks:
    """Which records of a casebook were stored since, and the persons of its articles."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    @property
    def lasting(self) -> bool:
        """Whether no mark is ever given twice; it could be in casebooks of before 2026-11-24."""
        return bool(self._rows.pragma("table_info(sqlite_sequence)"))

    def since(self, kind: type[Record], mark: int) -> dict[str, int]:
        """The records of a type that were stored after this mark, each with its own."""
        table = _TABLES[kind]
        rows = self._rows.rows(select(table.c.id, table.c.seq).where(table.c.seq > mark))
        return {row.id: row.seq for row in rows}

    def count(self, kind: type[Record]) -> int:
        """How many records of a type there are."""
        return self._rows.count(_TABLES[kind])

    def persons(self, article_ids: Collection[str]) -> dict[str, set[str]]:
        """The names of the persons that some articles mention, in lower case, by article."""
        table, found = tables.mentions, defaultdict[str, set[str]](set)
        for some in chunks(sorted(article_ids)):
            here = table.c.article_id.in_(some), table.c.json.contains(PERSON, autoescape=True)
            for mention in self._rows.records(table, Mention, *here):
                found[mention.article_id].add(mention.text.casefold())
        return found
