"""What the map shows of a question: its spots, the incidents in a frame, and what stays off it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from reportedly.records import Incident
from reportedly.stages.write import ceilings
from reportedly.web.ground import OFF, SHOWN, WHY_OFF, newest
from reportedly.web.search import SORTS, narrowing
from reportedly.words import UNKNOWN, safe, when_words

if TYPE_CHECKING:
    from reportedly.records import When
    from reportedly.stores.casebook import Casebook
    from reportedly.web.frame import Frame
    from reportedly.web.index import Index
    from reportedly.web.search import Question

MOST: Final = 50
"""Incidents of a frame that are listed."""

MOST_OFF: Final = 20
"""Incidents of the tray that are listed for one reason."""

ON: Final = "FROM incidents JOIN spots USING (row) WHERE"


@dataclass(frozen=True, slots=True)
class Spot:
    """A point and the metres around it in which it may be."""

    lon: float
    lat: float
    reach: int

    @property
    def words(self) -> str:
        """How well it is known.

        >>> Spot(30.0, 46.0, 3200).words
        'somewhere within 4 km'
        """
        return f"somewhere within {-(-self.reach // 1000)} km"


@dataclass(frozen=True, slots=True)
class InFrame:
    """The incidents that lie in a frame or may: how many, the finest of them, and where."""

    total: int
    wider: int
    ids: list[str]
    spots: list[Spot]


@dataclass(frozen=True, slots=True)
class Heap:
    """Incidents that the map does not show for one reason, the first of them in words."""

    why: str
    words: str
    total: int
    some: list[tuple[str, str]]


def spots(index: Index, asked: Question) -> dict[str, list[float]]:
    """Every spot of the answer, in columns: how many incidents, and the most origins of one.

    Incidents of one place are one spot, so that a browser gets thousands of them and not tens of
    thousands.
    """
    text, values = narrowing(asked)
    rows = index.rows(
        f"SELECT lon, lat, reach, count(*), max(origins) {ON} {text} AND {SHOWN} "
        "GROUP BY lon, lat, reach",
        [*values, newest()],
    )
    names = ("lon", "lat", "reach", "n", "origins")
    columns: list[list[float]] = [[] for _ in names]
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            column.append(value)  # type: ignore[arg-type]
    return dict(zip(names, columns, strict=True))


def in_frame(index: Index, asked: Question, frame: Frame | None) -> InFrame:
    """The incidents of the answer in a frame, those first that are known finer than it."""
    text, values = narrowing(asked)
    inside, sides = frame.condition() if frame else ("1", [])
    held = f"{ON} {text} AND {SHOWN} AND {inside}"
    given = [*values, newest(), *sides]
    half = frame.half_m if frame else float("inf")
    total, wider = index.rows(f"SELECT count(*), total(reach > ?) {held}", [half, *given])[0]
    order = SORTS[asked.sort][1]
    rows = index.rows(
        f"SELECT id, lon, lat, reach {held} ORDER BY reach > ?, {order} LIMIT ?",
        [*given, half, MOST],
    )
    return InFrame(
        total=int(str(total)),
        wider=round(float(str(wider))),
        ids=[str(row[0]) for row in rows],
        spots=[Spot(lon, lat, reach) for _, lon, lat, reach in rows],  # type: ignore[arg-type]
    )


def tray(casebook: Casebook, index: Index, asked: Question) -> list[Heap]:
    """What of the answer the map does not show, by reason; a frame takes nothing from it."""
    text, values = narrowing(replace(asked, frame=None))
    held = f"{ON} {text} AND NOT coalesce({SHOWN}, 0)"
    given = [*values, newest()]
    query = f"SELECT {WHY_OFF}, count(*) {held} GROUP BY 1"
    counted = {str(why): int(str(n)) for why, n in index.counted(query, given)}
    return [
        Heap(why, words, counted[why], _some(casebook, index, held, [*given, why]))
        for why, words in OFF.items()
        if why in counted
    ]


def _some(
    casebook: Casebook, index: Index, held: str, given: list[object]
) -> list[tuple[str, str]]:
    """The first of a heap, each with its id."""
    query = f"SELECT id {held} AND {WHY_OFF} = ? ORDER BY start IS NULL, start, id LIMIT ?"
    names = [str(name) for (name,) in index.rows(query, [*given, MOST_OFF])]
    return [(found.id, coarse_words(found)) for found in casebook.named(Incident, names)]


def coarse_words(incident: Incident) -> str:
    """What happened, where by region, and when; by month, if it tells where forces are."""
    place, when = incident.place, incident.when
    region = place and ceilings.to_region(place)
    country = place.country if place and place.country != region else None
    where = ", ".join(safe(part) for part in (region, country) if part) or f"place {UNKNOWN}"
    told = _months(when) if ceilings.is_position(incident) else when_words(when)
    return f"{incident.event.acled_sub_type}, {where}, {told}"


def _months(when: When | None) -> str:
    """A time no finer than its months."""
    ends = (when.start, when.end) if when else ()
    months = dict.fromkeys(ceilings.to_month(end) or UNKNOWN for end in ends)
    return " to ".join(map(safe, months)) or UNKNOWN
