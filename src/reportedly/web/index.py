"""The incidents as a table to search and filter: made from the casebook, kept in memory.

Nothing is in it that the casebook does not say; it is brought up to the casebook's edition before
each question, and only the incidents that changed are read anew.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from threading import Event, RLock
from typing import TYPE_CHECKING, Final

from reportedly.records import Article, Claim, to_json
from reportedly.stores.casebook import MADE
from reportedly.times.values import first_day, last_day
from reportedly.web import ground
from reportedly.words import place_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.records import Incident
    from reportedly.stores.casebook import Casebook

BATCH: Final = 500
"""Incidents read at a time."""

TABLES: Final = """
CREATE TABLE incidents (
    row INTEGER PRIMARY KEY, id TEXT UNIQUE, stamp TEXT, kind TEXT, start TEXT, end TEXT,
    place TEXT, origins INTEGER, articles INTEGER);
CREATE INDEX incident_places ON incidents (place);
CREATE INDEX incident_starts ON incidents (start);
CREATE TABLE claims (claim TEXT PRIMARY KEY, row INTEGER);
CREATE INDEX claim_rows ON claims (row);
CREATE TABLE facets (row INTEGER, name TEXT, value TEXT);
CREATE INDEX facet_values ON facets (name, value, row);
CREATE INDEX facet_rows ON facets (row);
CREATE VIRTUAL TABLE words USING fts5(
    title, sentence, names, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
"""

SIGNED: Final = "signed off"
CHANGED: Final = "changed since sign-off"

UNSPACED: Final = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])"
)
"""Letters of scripts that write no space between words: each is taken as a word of its own."""


class Index:
    """A table of the incidents of one casebook, for one process."""

    def __init__(self) -> None:
        self.lock = RLock()
        self._edition: str | None = None
        self.made = Event()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.executescript(TABLES + ground.TABLE)

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """The answer to a question."""
        with self.lock:
            return self._connection.execute(query, values).fetchall()

    def bring_up(self, casebook: Casebook) -> None:
        """Take in what changed since the last question."""
        with self.lock:
            edition = casebook.note(MADE)
            if edition == self._edition:
                return
            known = {str(name): str(stamp) for name, stamp in self.rows(_STAMPS)}
            changed = []
            for incident in casebook.incidents():
                stamp = _stamp(incident)
                if known.pop(incident.id, None) != stamp:
                    changed.append((incident, stamp))
            with self._connection:
                self._forget([*known, *(incident.id for incident, _ in changed)])
                for some in _batches(changed):
                    self._add(casebook, some)
            self._edition = edition
            self.made.set()

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
        _, _, kind, start, _, place, *_ = _row(incident, "")
        found = self.rows(_NEAR, [kind, incident.id, place, start, place, most])
        return [str(name) for (name,) in found]

    def _forget(self, names: Iterable[str]) -> None:
        for name in names:
            for (row,) in self.rows("SELECT row FROM incidents WHERE id = ?", [name]):
                for statement in _FORGET:
                    self._connection.execute(statement, [row])

    def _add(self, casebook: Casebook, some: Sequence[tuple[Incident, str]]) -> None:
        claims = {c.id: c for c in casebook.named(Claim, [n for i, _ in some for n in i.claim_ids])}
        wanted = {claim.article_id for claim in claims.values()}
        articles = {article.id: article for article in casebook.named(Article, sorted(wanted))}
        for incident, stamp in some:
            told = [claims[name] for name in incident.claim_ids if name in claims]
            row = self._connection.execute(_ADD, _row(incident, stamp)).lastrowid
            held = [(name, row) for name in incident.claim_ids]
            self._connection.executemany("INSERT OR REPLACE INTO claims VALUES (?, ?)", held)
            facets = [(row, name, value) for name, value in set(_facets(incident, told))]
            self._connection.executemany("INSERT INTO facets VALUES (?, ?, ?)", facets)
            words = _words(incident, told, articles)
            self._connection.execute(_ADD_WORDS, [row, *map(spaced, words)])
            spot = ground.spot(casebook, incident, told, articles)
            self._connection.execute(ground.ADD, [row, *spot])


def spaced(text: str) -> str:
    """Text with spaces around the letters of scripts that write none.

    >>> spaced("in 東京 now")
    'in  東  京  now'
    """
    return UNSPACED.sub(r" \1 ", text)


_STAMPS = "SELECT id, stamp FROM incidents"
_ADD = (
    "INSERT INTO incidents (id, stamp, kind, start, end, place, origins, articles) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_NEAR = (
    "SELECT id FROM incidents WHERE kind = ? AND id <> ? AND (place = ? OR start = ?) "
    "ORDER BY place IS NOT ?, id LIMIT ?"
)
_ADD_WORDS = "INSERT INTO words (rowid, title, sentence, names) VALUES (?, ?, ?, ?)"
_FORGET = (
    ground.FORGET,
    "DELETE FROM words WHERE rowid = ?",
    "DELETE FROM facets WHERE row = ?",
    "DELETE FROM claims WHERE row = ?",
    "DELETE FROM incidents WHERE row = ?",
)


def _row(incident: Incident, stamp: str) -> tuple[object, ...]:
    """The incident's own columns; days are whole, so that they compare."""
    when = incident.when
    start = first_day(when.start) if when and when.start else None
    end = last_day(when.end) if when and when.end else None
    days = tuple(day.isoformat() if day else None for day in (start or end, end or start))
    place = place_words(incident.place) if incident.place else None
    counts = (incident.n_origins, incident.n_articles)
    return (incident.id, stamp, incident.kind, *days, place, *counts)


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


def _stamp(incident: Incident) -> str:
    return hashlib.blake2b(to_json(incident), digest_size=12).hexdigest()


def _batches(
    changed: Sequence[tuple[Incident, str]],
) -> Iterator[Sequence[tuple[Incident, str]]]:
    for start in range(0, len(changed), BATCH):
        yield changed[start : start + BATCH]
