"""What of the incidents the map may show, and where: a table of the index.

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
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.records import Article, Capture, Claim, Incident, Place, PlacePrecision

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


def captures_to_ask(incidents: Iterable[Incident], articles: Mapping[str, Article]) -> list[str]:
    """The captures of the incidents whose last day neither they nor their articles tell."""
    mine = [(incident, _pages(incident, articles)) for incident in incidents]
    asked = [pages for incident, pages in mine if not ceilings.latest_day(incident, pages, [])]
    return sorted({article.capture_id for pages in asked for article in pages})


def spot(
    incident: Incident,
    told: Sequence[Claim],
    articles: Mapping[str, Article],
    captures: Mapping[str, Capture],
) -> tuple[object, ...]:
    """The columns of an incident but for its row; ``captures``: those to ask for its last day."""
    off = ceilings.reason_to_stay(incident, told)
    if off is None and ceilings.is_position(incident):
        off = "position"
    point = ceilings.point(incident.place)
    if off is None and point is None:
        off = "nowhere"
    if off or point is None or incident.place is None:
        return (off, *[None] * 8)
    pages = _pages(incident, articles)
    received = [captures[a.capture_id] for a in pages if a.capture_id in captures]
    latest = ceilings.latest_day(incident, pages, received)
    reach = reach_m(incident.place)
    return (None, latest and latest.isoformat(), *point, reach, *around(*point, reach))


def reach_m(place: Place) -> int:
    """Metres around the point of a place in which it may be."""
    return max(place.uncertainty_m or REACHES_M[place.precision], LEAST_M)


def _pages(incident: Incident, articles: Mapping[str, Article]) -> list[Article]:
    return [articles[name] for name in incident.article_ids if name in articles]
