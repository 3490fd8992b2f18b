"""What an incident, a copy group and an article put into the tables of the index."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.times.values import first_day, last_day
from reportedly.web.ground import spot
from reportedly.web.ledger import spoken_in
from reportedly.web.weighing import items_of
from reportedly.words import place_words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.records import Article, Capture, Claim, CopyGroup, Incident, Origin

UNSPACED: Final = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])"
)
"""Letters of scripts that write no space between words: each is taken as a word of its own."""

SIGNED: Final = "signed off"
CHANGED: Final = "changed since sign-off"
"""Of the facet "review"."""

OF_INCIDENTS: Final = (
    *("facets", "claims", "spots", "voices", "carried", "own", "items", "incidents"),
)
"""The tables that have rows of incidents, beside the words."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Some incidents with all that they rest on.

    ``read``: the claims as the machine read them; ``captures``: those that tell an age.
    """

    incidents: Sequence[Incident]
    claims: Mapping[str, Claim]
    read: Mapping[str, Claim]
    articles: Mapping[str, Article]
    origins: Mapping[str, Origin]
    persons: Mapping[str, set[str]]
    captures: Mapping[str, Capture]

    def told(self, incident: Incident) -> list[Claim]:
        """The claims of an incident."""
        return [self.claims[name] for name in incident.claim_ids if name in self.claims]


def spaced(text: str) -> str:
    """Text with spaces around the letters of scripts that write none.

    >>> spaced("in 東京 now")
    'in  東  京  now'
    """
    return UNSPACED.sub(r" \1 ", text)


def row_of(incident: Incident) -> tuple[object, ...]:
    """The incident's own columns; days are whole, so that they compare."""
    when = incident.when
    start = first_day(when.start) if when and when.start else None
    end = last_day(when.end) if when and when.end else None
    days = tuple(day.isoformat() if day else None for day in (start or end, end or start))
    place = place_words(incident.place) if incident.place else None
    return (incident.id, incident.kind, *days, place, incident.n_origins, incident.n_articles)


def forget(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Take incidents out."""
    known = "SELECT row FROM incidents WHERE id = ?"
    rows = [row for name in ids for row in connection.execute(known, [name])]
    for table in OF_INCIDENTS:
        connection.executemany(f"DELETE FROM {table} WHERE row = ?", rows)  # noqa: S608 - our own
    connection.executemany("DELETE FROM words WHERE rowid = ?", rows)


def add(connection: sqlite3.Connection, lot: Lot) -> None:
    """Put incidents in."""
    last = connection.execute("SELECT coalesce(max(row), 0) FROM incidents").fetchone()[0]
    rows: dict[str, list[Sequence[object]]] = {name: [] for name in ("words", *OF_INCIDENTS)}
    for row, incident in enumerate(lot.incidents, last + 1):
        told = lot.told(incident)
        rows["incidents"].append((row, *row_of(incident)))
        rows["claims"] += [(name, row) for name in incident.claim_ids]
        rows["facets"] += [(row, *facet) for facet in sorted(set(_facets(incident, told)))]
        rows["words"].append((row, *map(spaced, _words(incident, told, lot.articles))))
        rows["spots"].append((row, *spot(incident, told, lot.articles, lot.captures)))
        _add_voices(rows, row, incident, lot)
        if incident.kind == "happening":
            read = [lot.read[name] for name in incident.claim_ids if name in lot.read]
            rows["items"] += [(row, item.key, item.score, item.why) for item in items_of(read)]
    for table, values in rows.items():
        _insert(connection, table, values)
    pages = [(article.id, article.outlet) for article in lot.articles.values()]
    _insert(connection, "pages", pages)


def add_group(connection: sqlite3.Connection, group: CopyGroup) -> None:
    """Put a copy group in place of what it was."""
    forget_group(connection, group.id)
    _insert(connection, "groups", [(group.id, name) for name in group.article_ids])
    _insert(connection, "edges", [(group.id, edge.from_, edge.to) for edge in group.edges])


def forget_group(connection: sqlite3.Connection, name: str) -> None:
    """Take a copy group out."""
    connection.execute("DELETE FROM groups WHERE id = ?", [name])
    connection.execute("DELETE FROM edges WHERE id = ?", [name])


def _insert(connection: sqlite3.Connection, table: str, values: Sequence[Sequence[object]]) -> None:
    if values:
        marks = ", ".join("?" * len(values[0]))
        columns = "(rowid, title, sentence, names) " if table == "words" else ""
        query = f"INSERT OR REPLACE INTO {table} {columns}VALUES ({marks})"
        connection.executemany(query, values)


def _add_voices(
    rows: Mapping[str, list[Sequence[object]]], row: int, incident: Incident, lot: Lot
) -> None:
    """Who says what of an incident; what is excluded or rejected is said by nobody."""
    if incident.kind == "excluded" or incident.status == "rejected":
        return
    told = {claim.id: claim for claim in lot.told(incident)}
    persons = {
        claim.article_id: lot.persons.get(claim.article_id, set()) for claim in told.values()
    }
    rows["own"] += [(row, claim.article_id) for claim in told.values() if claim.source is None]
    origins = [lot.origins[name] for name in incident.origins if name in lot.origins]
    for who, spoken in spoken_in(incident.id, origins, told, persons):
        lists = map(json.dumps, (spoken.claim_ids, spoken.alike, spoken.against))
        voice = (row, who.id, who.name, who.kind, who.side, len(spoken.claim_ids), *lists)
        rows["voices"].append(voice)
        articles = sorted({told[name].article_id for name in spoken.claim_ids})
        rows["carried"] += [(row, who.id, name) for name in articles]


def _facets(incident: Incident, told: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """What an incident can be found by, each a name and a value."""
    yield "type", incident.event.acled_sub_type
    yield "status", incident.status
    yield "grade", incident.grade or "not graded"
    yield from _review(incident)
    for weapon in incident.weapons:
        if weapon.class_:
            yield "weapon", weapon.class_
    for actor in incident.actors:
        if actor.side:
            yield "side", actor.side
    if incident.place is None or incident.place.lat is None:
        yield "place", "not located"
    if incident.place and incident.place.country:
        region = incident.place.admin1
        yield "place", f"{region}, {incident.place.country}" if region else incident.place.country
    for claim in told:
        for item in claim.evidence:
            yield "evidence", item.kind


def _review(incident: Incident) -> Iterator[tuple[str, str]]:
    """Whether somebody vouches for it, and whether two readers differ."""
    if incident.signed:
        yield "review", CHANGED if incident.signed.changed else SIGNED
    if incident.disputed:
        yield "review", "disputed"


def _words(
    incident: Incident, told: Sequence[Claim], articles: Mapping[str, Article]
) -> tuple[str, str, str]:
    """Titles, sentences, and the names of places, parties, weapons and outlets."""
    mine = {claim.article_id: articles[claim.article_id] for claim in told}
    titles = [article.title or "" for article in mine.values()]
    sentences = [mine[claim.article_id].cut(claim.span) for claim in told]
    parties = [a for claim in told for a in (*claim.actors, *claim.targets)]
    names = [
        place_words(incident.place),
        *(a.name or "" for a in parties),
        *(w.designation or w.as_written for claim in told for w in claim.weapons),
        *(article.outlet or "" for article in mine.values()),
    ]
    return ("\n".join(titles), "\n".join(sentences), "\n".join(dict.fromkeys(names)))
