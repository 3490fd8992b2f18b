"""Ukraine's raions: the one of 2020 that a point lies in, and the names of those of before.

Tables that people have (Who's On First among them) still give the raions that Ukraine abolished in
2020; news gives the new ones. ``build_ukraine.py`` makes the data and says where it is from.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.spelling import slavic

DATA = Path(__file__).parent / "data" / "ua_raions.json"
_RAION = re.compile(r"\s+(?:raion|rayon|район)$", re.IGNORECASE)
_NEAR = 0.02  # degrees: between two outlines, each cut for itself, a point may lie in neither


@dataclass(frozen=True)
class Raion:
    """A raion of 2020: GeoNames' code and name, the Ukrainian name, and its outlines.

    A ring is latitudes and longitudes in turn, in hundredths of a degree.
    """

    code: str
    name: str
    name_uk: str
    rings: list[list[int]]

    @cached_property
    def _box(self) -> tuple[int, int, int, int]:
        lats = [lat for ring in self.rings for lat in ring[::2]]
        lons = [lon for ring in self.rings for lon in ring[1::2]]
        return min(lats), max(lats), min(lons), max(lons)

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies in it."""
        south, north, west, east = self._box
        y, x = 100 * lat, 100 * lon
        inside = south <= y <= north and west <= x <= east
        return inside and any(_in_ring(ring, y, x) for ring in self._outlines)

    @cached_property
    def _outlines(self) -> list[Any]:
        import numpy as np  # noqa: PLC0415 - keeps start-up light

        return [np.array(ring, np.float64).reshape(-1, 2) for ring in self.rings]


def _in_ring(ring: Any, y: float, x: float) -> bool:  # noqa: ANN401 - a numpy array
    """Whether a line from the point to the east meets the ring an odd number of times."""
    import numpy as np  # noqa: PLC0415

    y1, x1 = ring[:-1, 0], ring[:-1, 1]
    y2, x2 = ring[1:, 0], ring[1:, 1]
    met = np.flatnonzero((y1 > y) != (y2 > y))
    slopes = (x2[met] - x1[met]) / (y2[met] - y1[met])
    return bool(np.count_nonzero(x < slopes * (y - y1[met]) + x1[met]) % 2)


def raion_at(lat: float, lon: float) -> Raion | None:
    """The raion of 2020 that a point lies in; None outside Ukraine.

    >>> raion_at(48.9, 37.91).name  # Ozerne, once in Krasnolymanskyi raion
    'Kramatorskyi Raion'
    """
    around = [(0.0, 0.0), (_NEAR, 0.0), (-_NEAR, 0.0), (0.0, _NEAR), (0.0, -_NEAR)]
    points = ((lat + up, lon + right) for up, right in around)
    return next((raion for point in points for raion in raions() if raion.holds(*point)), None)


@cache
def raions() -> tuple[Raion, ...]:
    """The raions of 2020."""
    return tuple(
        Raion(made["code"], made["name"], made["uk"], made["rings"]) for made in _data()["raions"]
    )


def raions_before_2020() -> list[dict[str, Any]]:
    """Those of before whose names none of 2020 has: name, names, region, point, wof."""
    before: list[dict[str, Any]] = _data()["before_2020"]
    return before


def is_raion(name: str) -> bool:
    """Whether a raion of Ukraine, of today or of before, has an adjective for its name.

    >>> is_raion("Synelnykivskyi"), is_raion("Korabelnyi")  # a part of Kherson
    (True, False)
    """
    return slavic(fold(name)) in _raion_names()


@cache
def _raion_names() -> frozenset[str]:
    named = [name for raion in raions() for name in (raion.name, raion.name_uk)]
    for made in raions_before_2020():
        named += [made["name"], *made["names"]]
    return frozenset(slavic(fold(_RAION.sub("", name))) for name in named)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(DATA.read_text("utf-8"))
    return data
