"""A question about the incidents: its words and filters as an address, and their answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlencode

from reportedly.web.frame import Frame
from reportedly.web.ground import SHOWN, newest
from reportedly.web.index_rows import spaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.datastructures import QueryParams

    from reportedly.web.index import Index

Sort = Literal["time", "latest", "origins", "articles"]

FACETS: Final = {
    "type": "What",
    "place": "Where",
    "weapon": "Weapon",
    "side": "By side",
    "evidence": "Evidence",
    "grade": "Grade",
    "status": "Status",
    "review": "Review",
}
"""What the list can be narrowed by, and its heading."""

SORTS: Final[dict[str, tuple[str, str]]] = {
    "time": ("earliest first", "start IS NULL, start, end, id"),
    "latest": ("latest first", "start IS NULL, end DESC, start DESC, id"),
    "origins": ("most origins first", "origins DESC, articles DESC, id"),
    "articles": ("most articles first", "articles DESC, origins DESC, id"),
}

VIEWS: Final = {"": "Table", "timeline": "Timeline", "map": "Map"}
"""How what was found is shown."""

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
LETTERS: Final = re.compile(r"\w+")
OPEN, CLOSE = "\x02", "\x03"
"""Around the words that a search found, in what ``snippet`` gives."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks of the list; its address asks the same again."""

    kind: str = "happening"
    words: str = ""
    since: str = ""
    until: str = ""
    origins: int = 0
    sort: str = "time"
    view: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    frame: Frame | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything but the kind is asked for."""
        asked = (self.words, self.since, self.until, self.origins, self.chosen, self.frame)
        return any(asked)

    def address(self, **changed: object) -> str:
        """The address that asks this, with some of it changed."""
        plain: dict[str, object] = {
            "kind": self.kind if self.kind != "happening" else "",
            "q": self.words,
            "since": self.since,
            "until": self.until,
            "origins": self.origins or "",
            "sort": self.sort if self.sort != "time" else "",
            "view": self.view,
            "bbox": str(self.frame or ""),
            **self.chosen,
        }
        given = {name: value for name, value in (plain | changed).items() if value}
        query = urlencode(given, doseq=True)
        return f"/incidents?{query}" if query else "/incidents"


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: ids of a page in order, the words found in each, and what narrows it further."""

    ids: list[str]
    snippets: dict[str, list[tuple[str, bool]]]
    total: int
    undated: int
    facets: dict[str, list[tuple[str, int]]]


def asked_in(query: QueryParams) -> Question:
    """The question of a request's address."""
    return question({name: query.getlist(name) for name in query})


def question(asked: Mapping[str, Sequence[str]]) -> Question:
    """The question of an address; what is no day, number or known sort is left out."""
    one = {name: values[0].strip() for name, values in asked.items() if values}
    origins = one.get("origins", "")
    chosen = {n: tuple(dict.fromkeys(v for v in asked[n] if v)) for n in FACETS if asked.get(n)}
    return Question(
        kind=one.get("kind") or "happening",
        words=one.get("q", "")[:500],
        since=_day(one.get("since", "")),
        until=_day(one.get("until", "")),
        origins=int(origins) if origins.isdecimal() and len(origins) < 5 else 0,
        sort=one.get("sort", "") if one.get("sort") in SORTS else "time",
        view=one.get("view", "") if one.get("view") in VIEWS else "",
        chosen={name: values for name, values in chosen.items() if values},
        frame=Frame.read(one.get("bbox", "")),
    )


def find(index: Index, asked: Question, start: int, most: int) -> Found:
    """The incidents that fit, ``most`` of them from ``start``."""
    where, values = narrowing(asked)
    rows = _rows(index, asked, SORTS[asked.sort][1], start, most)
    dated = bool(asked.since or asked.until)
    total = _count(index, where, values)
    return Found(
        ids=[str(name) for name, _ in rows],
        snippets=_snippets(index, asked, rows),
        total=total,
        undated=_undated(index, asked) if dated else 0,
        facets={name: _facet(index, asked, name) for name in FACETS},
    )


def by_id(index: Index, asked: Question, start: int, most: int) -> tuple[int, list[str]]:
    """How many incidents fit, and the ids of some of them in their order."""
    names = [str(name) for name, _ in _rows(index, asked, "id", start, most)]
    return _count(index, *narrowing(asked)), names


def _rows(
    index: Index, asked: Question, order: str, start: int, most: int
) -> list[tuple[object, ...]]:
    where, values = narrowing(asked)
    return index.rows(
        f"SELECT id, row FROM incidents WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608 - made of our own constants
        [*values, most, start],
    )


def by_period(index: Index, asked: Question, letters: int) -> list[tuple[str, int]]:
    """How many of the found began on each day (10 letters), month (7) or year (4) of any time."""
    where, values = narrowing(replace(asked, since="", until=""))
    rows = index.counted(
        f"SELECT substr(start, 1, {letters}), count(*) FROM incidents "  # noqa: S608 - our own
        f"WHERE {where} AND start IS NOT NULL GROUP BY 1 ORDER BY 1",
        values,
    )
    return [(str(name), int(str(number))) for name, number in rows]


def match_words(words: str) -> str:
    """A person's words as a question to the full-text index: all of them, the last as a start.

    >>> match_words('Halvec "cluster roc')
    '"Halvec" "cluster" "roc"*'
    >>> match_words("- ( *")
    ''
    """
    found = LETTERS.findall(spaced(words))
    return " ".join(f'"{word}"' for word in found) + ("*" if found else "")


def narrowing(asked: Question, but: str = "") -> tuple[str, list[object]]:
    """The conditions of a question, without the facet ``but``."""
    parts, values = ["kind = ?"], [asked.kind]
    conditions: list[tuple[bool, str, list[object]]] = [
        (bool(asked.since), "end >= ?", [asked.since]),
        (bool(asked.until), "start <= ?", [asked.until]),
        (bool(asked.origins), "origins >= ?", [asked.origins]),
    ]
    if asked.words:
        wanted = match_words(asked.words)
        part = "row IN (SELECT rowid FROM words WHERE words MATCH ?)" if wanted else "0"
        conditions.append((True, part, [wanted] if wanted else []))
    if asked.frame:
        part, sides = asked.frame.condition()
        part = f"row IN (SELECT row FROM spots WHERE {SHOWN} AND {part})"  # noqa: S608 - our own
        conditions.append((True, part, [newest(), *sides]))
    for name, chosen in asked.chosen.items():
        marks = ", ".join("?" * len(chosen))
        part = f"row IN (SELECT row FROM facets WHERE name = ? AND value IN ({marks}))"  # noqa: S608 - question marks alone
        conditions.append((name != but, part, [name, *chosen]))
    taken: list[object] = [*values]
    for wanted_, part, given in conditions:
        if wanted_:
            parts.append(part)
            taken += given
    return " AND ".join(parts), taken


def _count(index: Index, where: str, values: Sequence[object]) -> int:
    rows = index.counted(f"SELECT count(*) FROM incidents WHERE {where}", values)  # noqa: S608 - our own
    return int(str(rows[0][0]))


def _undated(index: Index, asked: Question) -> int:
    """How many fit but for a time that they do not have."""
    where, values = narrowing(replace(asked, since="", until=""))
    return _count(index, f"{where} AND start IS NULL", values)


def _facet(index: Index, asked: Question, name: str) -> list[tuple[str, int]]:
    """The values of a facet with how many have each, whatever of it is chosen now."""
    where, values = narrowing(asked, but=name)
    rows = index.counted(
        f"SELECT value, count(*) FROM facets WHERE name = ? AND row IN "  # noqa: S608 - our own
        f"(SELECT row FROM incidents WHERE {where}) GROUP BY value ORDER BY 2 DESC, 1",
        [name, *values],
    )
    counted = {str(value): int(str(number)) for value, number in rows}
    return list((dict.fromkeys(asked.chosen.get(name, ()), 0) | counted).items())


def _snippets(
    index: Index, asked: Question, rows: Sequence[tuple[object, ...]]
) -> dict[str, list[tuple[str, bool]]]:
    """Around the words that were found, for each incident of the page; True marks a word."""
    wanted = match_words(asked.words)
    if not wanted:
        return {}
    told = {}
    for name, row in rows:
        found = index.rows(
            "SELECT snippet(words, -1, ?, ?, ' … ', 24) FROM words WHERE rowid = ? "
            "AND words MATCH ?",
            [OPEN, CLOSE, row, wanted],
        )
        told[str(name)] = _marked(str(found[0][0])) if found else []
    return told


def _marked(snippet: str) -> list[tuple[str, bool]]:
    parts = re.split(f"[{OPEN}{CLOSE}]", snippet.replace("\n", " · "))
    return [(part, k % 2 == 1) for k, part in enumerate(parts) if part]


def _day(text: str) -> str:
    return text if DAY.fullmatch(text) else ""
