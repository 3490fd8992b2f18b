"""A place as the gazetteer holds it, and what is known of how big a place of its kind is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal["settlement", "quarter", "admin3", "admin2", "admin1", "country", "region", "water"]
KINDS: tuple[Kind, ...] = (
    "settlement",
    "quarter",
    "admin3",
    "admin2",
    "admin1",
    "country",
    "region",
    "water",
)
EARTH_RADIUS_KM = 6371.0
_DEGREE_KM = math.radians(EARTH_RADIUS_KM)  # of latitude

# Metres that cover a built-up area, by people: half the diagonal of the usual extent of towns of
# that size, rounded up (a village about 2 km across, a city of a million about 30 km).
_SETTLEMENT_RADIUS_M = (
    (2_000, 1_500),
    (10_000, 2_500),
    (50_000, 5_000),
    (250_000, 8_000),
    (1_000_000, 15_000),
    (5_000_000, 25_000),
)
_METROPOLIS_RADIUS_M = 35_000
_UNKNOWN_POPULATION_RADIUS_M = 2_500
_AREA_RADIUS_M = {"admin3": 15_000, "admin2": 30_000, "admin1": 150_000, "country": 500_000}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``lat`` and ``lon`` in degrees, ``radius_km`` of the area where it is one.

    ``id`` says the source and its own key (``geonames:707715``); ``admin1`` and ``admin2`` are
    names, the codes beside them are GeoNames' (``UA.05``, ``UA.05.1404``).
    ``former``: names that it had once, each with the last year, or 0 where that is not known.
    """

    id: str
    name: str
    lat: float | None
    lon: float | None
    kind: Kind
    feature: str
    country: str | None = None
    admin1: str | None = None
    admin1_code: str | None = None
    admin2: str | None = None
    admin2_code: str | None = None
    population: int | None = None
    geonameid: int | None = None
    radius_km: int | None = None
    former: tuple[tuple[str, int], ...] = ()
    gazetteer: str = "embedded"

    @property
    def capital(self) -> bool:
        """Whether it is the capital of its country."""
        return self.feature == "PPLC"

    @property
    def radius_m(self) -> int:
        """Metres around the point that cover the place."""
        if self.radius_km:
            return self.radius_km * 1000
        return _AREA_RADIUS_M.get(self.kind) or settlement_radius_m(self.population)

    def km_to(self, other: Entry) -> float | None:
        """Kilometres between the two points; None if one has no point."""
        if self.lat is None or self.lon is None or other.lat is None or other.lon is None:
            return None
        return km_between(self.lat, self.lon, other.lat, other.lon)

    def is_within(self, km: float, other: Entry) -> bool:
        """Whether the two points are known and lie at most so far apart."""
        if self.lat is None or other.lat is None or abs(self.lat - other.lat) * _DEGREE_KM > km:
            return False  # of most pairs the latitude tells enough
        apart = self.km_to(other)
        return apart is not None and apart <= km


def settlement_radius_m(population: int | None) -> int:
    """Metres that cover a settlement of so many people.

    >>> settlement_radius_m(800), settlement_radius_m(None), settlement_radius_m(9_000_000)
    (1500, 2500, 35000)
    """
    if not population:
        return _UNKNOWN_POPULATION_RADIUS_M
    for people, radius in _SETTLEMENT_RADIUS_M:
        if population < people:
            return radius
    return _METROPOLIS_RADIUS_M


def km_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres (haversine).

    >>> round(km_between(50.45, 30.52, 48.92, 38.02))  # Kyiv to Siversk
    565
    """
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))
