"""Incidents as rows of a list, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.records import Claim, Incident, Origin
from reportedly.web.mapping import in_frame, tray
from reportedly.web.naming import Names
from reportedly.web.search import find
from reportedly.web.timeline import bins, timeline
from reportedly.words import UNKNOWN, count_words, listed, place_words, weapon_words, when_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.stores.casebook import Casebook
    from reportedly.web.frame import Frame
    from reportedly.web.index import Index
    from reportedly.web.mapping import Heap, Spot
    from reportedly.web.search import Found, Question
    from reportedly.web.timeline import Bin, Timeline

PAGE: Final = 50
"""Rows shown at a time."""

KINDS: Final = {
    "happening": "Incidents",
    "plan": "Plans",
    "background": "Background",
    "excluded": "Left out",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An incident as a row."""

    incident: Incident
    when: str
    where: str
    weapons: str
    counts: str
    says: str


@dataclass(frozen=True, slots=True)
class Ground:
    """The incidents of a frame of the map as rows, with the spot of each."""

    frame: Frame | None
    total: int
    wider: int
    lines: list[tuple[Line, Spot]]


@dataclass(frozen=True, slots=True)
class Map:
    """What the map's view shows without a browser that draws it."""

    ground: Ground
    tray: list[Heap]
    bins: list[Bin]


@dataclass(frozen=True, slots=True)
class Table:
    """A page of the answer to a question, and how many there are of each kind."""

    asked: Question
    found: Found
    lines: list[Line]
    page: int
    kinds: dict[str, int]
    timeline: Timeline | None
    map: Map | None

    @property
    def title(self) -> str:
        """What is listed."""
        return KINDS.get(self.asked.kind, "Incidents")

    @property
    def pages(self) -> int:
        """How many pages the answer has."""
        return max(1, -(-self.found.total // PAGE))


def table(casebook: Casebook, index: Index, asked: Question, page: int) -> Table:
    """A page of the incidents that a question asks for."""
    index.bring_up(casebook)
    page = max(page, 1)
    found = find(index, asked, (page - 1) * PAGE, PAGE)
    rows = [] if asked.view == "map" else casebook.named(Incident, found.ids)
    shown = lines(casebook, rows)
    kinds = index.counted("SELECT kind, count(*) FROM incidents GROUP BY kind")
    return Table(
        asked=asked,
        found=found,
        lines=shown,
        page=page,
        kinds={str(kind): int(str(number)) for kind, number in kinds},
        timeline=timeline(casebook, index, asked, shown) if asked.view == "timeline" else None,
        map=drawn(casebook, index, asked) if asked.view == "map" else None,
    )


def drawn(casebook: Casebook, index: Index, asked: Question) -> Map:
    """The map's view of a question."""
    whole = ground(casebook, index, asked, asked.frame)
    return Map(whole, tray(casebook, index, asked), bins(index, asked))


def ground(casebook: Casebook, index: Index, asked: Question, frame: Frame | None) -> Ground:
    """The incidents of a frame as rows."""
    found = in_frame(index, asked, frame)
    told = lines(casebook, casebook.named(Incident, found.ids))
    spots = dict(zip(found.ids, found.spots, strict=True))
    return Ground(
        frame, found.total, found.wider, [(line, spots[line.incident.id]) for line in told]
    )


def lines(casebook: Casebook, incidents: Sequence[Incident]) -> list[Line]:
    """These incidents as rows."""
    claims = {c.id: c for c in casebook.named(Claim, [n for i in incidents for n in i.claim_ids])}
    origins = {o.id: o for o in casebook.named(Origin, [n for i in incidents for n in i.origins])}
    persons = casebook.marks.persons({claim.article_id for claim in claims.values()})
    return [
        _line(
            incident,
            _names([claims[name] for name in incident.claim_ids if name in claims], persons),
            [origins[name] for name in incident.origins if name in origins],
        )
        for incident in incidents
    ]


def _names(told: Sequence[Claim], persons: Mapping[str, set[str]]) -> Names:
    return Names(told, set().union(*(persons.get(claim.article_id, ()) for claim in told)))


def _line(incident: Incident, names: Names, origins: Sequence[Origin]) -> Line:
    return Line(
        incident=incident,
        when=when_words(incident.when),
        where=place_words(incident.place),
        weapons=listed(map(weapon_words, incident.weapons)),
        counts=listed(map(count_words, incident.counts)),
        says=listed(names.name(origin) for origin in origins) or UNKNOWN,
    )
