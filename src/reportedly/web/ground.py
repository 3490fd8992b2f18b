"""What of the incidents the map may show, and where: a table beside the index of the list.

A spot is a point with the circle that it may lie in. What `stages/write/ceilings.py` keeps in the
casebook, positions and movements of forces, and what has no place, have none; what is under
embargo has one that is not shown yet.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from reportedly.stages.write import ceilings
from reportedly.web.frame import around

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.records import Article, Claim, Incident, Place, PlacePrecision
    from reportedly.stores.casebook import Casebook

TABLE: Final = """
CREATE TABLE spots (
    row INTEGER PRIMARY KEY, off TEXT, latest TEXT, lon REAL, lat REAL, reach INTEGER,
    west REAL, south REAL, east REAL, north REAL);
"""
ADD: Final = "INSERT INTO spots VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
FORGET: Final = "DELETE FROM spots WHERE row = ?"

OFF: Final = {
    "nowhere": "no place is known",
    "position": "positions and movements of forces are told by region and month alone",
    **ceilings.WHY,
}
"""Why the map does not show an incident."""

LEAST_M: Final = 1_000
"""No circle is smaller: points are rounded to 0.01 degree."""

REACHES_M: Final[dict[PlacePrecision | None, int]] = {
    "settlement": 5_000,
    "near": 15_000,
    "admin2": 35_000,
    "admin1": 150_000,
    "region": 300_000,
    "country": 500_000,
    "water": 300_000,
    None: 500_000,
}
"""Metres where a place (one that a person chose) comes without: wide for its precision."""

SHOWN: Final = "off IS NULL AND latest <= ?"
"""Which rows the map shows; the value is ``newest``."""

WHY_OFF: Final = "coalesce(off, 'embargo')"
"""Why it does not show the others."""


def newest() -> str:
    """The last day that the map shows today."""
    return ceilings.newest_free(datetime.now(UTC).date()).isoformat()


def spot(
    casebook: Casebook,
    incident: Incident,
    told: Sequence[Claim],
    articles: Mapping[str, Article],
) -> tuple[object, ...]:
    """The columns of an incident but for its row."""
    off = ceilings.reason_to_stay(incident, told)
    if off is None and ceilings.is_position(incident):
        off = "position"
    point = ceilings.point(incident.place)
    if off is None and point is None:
        off = "nowhere"
    if off or point is None or incident.place is None:
        return (off, *[None] * 8)
    mine = [articles[name] for name in incident.article_ids if name in articles]
    reach = reach_m(incident.place)
    return (None, _latest(casebook, incident, mine), *point, reach, *around(*point, reach))


def reach_m(place: Place) -> int:
    """Metres around the point of a place in which it may be."""
    return max(place.uncertainty_m or REACHES_M[place.precision], LEAST_M)


def _latest(casebook: Casebook, incident: Incident, articles: Sequence[Article]) -> str | None:
    """The last day on which it can have happened; the captures are asked only where they tell."""
    day = ceilings.latest_day(incident, articles, [])
    if day is None:
        captures = casebook.captures([article.capture_id for article in articles])
        day = ceilings.latest_day(incident, articles, [*captures])
    return day.isoformat() if day else None
