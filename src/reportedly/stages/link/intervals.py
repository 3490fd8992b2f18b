"""Times and places of two claims compared: same, overlapping, apart, or not said."""

from __future__ import annotations

import calendar
import math
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Claim, Place, When

Days = tuple[date, date]

EARTH_KM = 6371.0
SAME_SPOT_KM = 2.0  # representative points of one settlement differ by this much between sources
LOOSE_DAYS = 31  # overlap with a time wider than this says nothing
PUBLICATION_GAP_DAYS = 7  # news of a happening is printed within about a week
COARSE = ("admin2", "admin1", "region", "country")
_UNIT = re.compile(
    r"\b(oblast|region|province|governorate|state|republic of|city|raion|district)\b"
)


def days_of(when: When | None) -> Days | None:
    """The first and last day that a time may mean; None if an end is open or unknown.

    >>> from reportedly.records import When
    >>> month = When(start="2030-02", end="2030-02", precision="month", ucdp_date_prec=4,
    ...              basis="stated", why="in February 2030")
    >>> days_of(month)
    (datetime.date(2030, 2, 1), datetime.date(2030, 2, 28))
    """
    if when is None or when.start is None or when.end is None:
        return None
    first, last = _day(when.start, last=False), _day(when.end, last=True)
    return (first, last) if first and last else None


@lru_cache(maxsize=10_000)
def _day(text: str, *, last: bool) -> date | None:
    try:
        parts = [int(part) for part in text[:10].split("-")]
        year = parts[0]
        month = parts[1] if len(parts) > 1 else (12 if last else 1)
        end = calendar.monthrange(year, month)[1]
        return date(year, month, parts[2] if len(parts) > 2 else (end if last else 1))
    except (ValueError, IndexError):
        return None


def time_relation(a: Claim, b: Claim, printed: tuple[When | None, When | None]) -> str:
    """How the times of two claims relate; ``printed`` is when their articles came out."""
    first, second = days_of(a.when), days_of(b.when)
    if first is None or second is None:
        return _by_publication(*printed) if a.article_id != b.article_id else "unsaid"
    gap = gap_days(first, second)
    if gap > 0:
        return "next" if gap == 1 and max(width_days(first), width_days(second)) <= 2 else "apart"
    widest = max(width_days(first), width_days(second))
    if widest <= 2:
        return "same"
    return "overlap" if widest <= LOOSE_DAYS else "unsaid"


def _by_publication(a: When | None, b: When | None) -> str:
    first, second = days_of(a), days_of(b)
    if first is None or second is None:
        return "unsaid"
    return "unsaid" if gap_days(first, second) <= PUBLICATION_GAP_DAYS else "apart"


def gap_days(a: Days, b: Days) -> int:
    """Days between the end of one and the start of the other; 0 or less if they overlap."""
    return max((b[0] - a[1]).days, (a[0] - b[1]).days)


def width_days(days: Days) -> int:
    """How many days a time may mean."""
    return (days[1] - days[0]).days + 1


def weeks_of(days: Days | None, longest: int = 6) -> list[int]:
    """The weeks (numbered since year 1) that a time touches, a day added at each end."""
    if days is None or (days[1] - days[0]).days > 7 * longest:
        return []
    start, end = max(days[0], date(1, 1, 8)) - timedelta(1), min(days[1], date(9999, 12, 30))
    return list(range(start.toordinal() // 7, (end.toordinal() + 1) // 7 + 1))


def places_of(claim: Claim) -> Sequence[Place]:
    """All places of a claim, the main one first."""
    if claim.place is None or claim.place in claim.places:
        return claim.places
    return (claim.place, *claim.places)


_CLOSENESS = ("same", "near", "region", "inside", "country", "wide", "apart")


def place_relation(a: Claim, b: Claim) -> str:
    """How the places of two claims relate; of several places the closest pair counts."""
    return closest(places_of(a), places_of(b))


def closest(a: Sequence[Place], b: Sequence[Place]) -> str:
    """How the closest of two sets of places relate; unsaid if one is empty."""
    found = (relate(p, q) for p in a for q in b)
    return min(found, key=_CLOSENESS.index, default="unsaid")


def relate(p: Place, q: Place) -> str:
    """How two places relate: same, near, region (the same one), inside, country, wide, apart."""
    if p.country and q.country and p.country != q.country:
        return "apart"
    if is_coarse(p) or is_coarse(q):
        return _relate_coarse(p, q)
    if _same_entry(p, q):
        return "same"
    apart = distance_km(p, q)
    if apart is None:
        return "same" if _same_name(p, q) else "apart" if p.name and q.name else "wide"
    if apart <= SAME_SPOT_KM:
        return "same"
    reach = max(p.uncertainty_m or 0, q.uncertainty_m or 0) / 1000
    return "near" if apart <= reach else "apart"


def _relate_coarse(p: Place, q: Place) -> str:
    if _same_entry(p, q) or (p.precision == q.precision and _same_name(p, q)):
        return "country" if p.precision == "country" else "region"
    if not (is_coarse(p) and is_coarse(q)) or p.precision != q.precision:
        outer, inner = (p, q) if _rank(p) > _rank(q) else (q, p)
        return _relate_nested(outer, inner)
    return "apart" if p.name and q.name else "wide"


def _relate_nested(outer: Place, inner: Place) -> str:
    if outer.precision == "country":
        return "inside" if outer.country and outer.country == inner.country else "wide"
    if outer.precision == "region" or not inner.admin1:
        return "wide"
    if _plain(outer.admin1 or outer.name) != _plain(inner.admin1):
        return "apart"
    if outer.precision == "admin2" and inner.admin2:
        same = _plain(outer.admin2 or outer.name) == _plain(inner.admin2)
        return "inside" if same else "apart"
    return "inside"


def _rank(place: Place) -> int:
    return COARSE.index(place.precision) if place.precision in COARSE else -1


def is_coarse(place: Place) -> bool:
    """Whether the place is a region or country and no settlement."""
    return place.precision in COARSE


def _same_entry(p: Place, q: Place) -> bool:
    if p.gazetteer_id and q.gazetteer_id and p.gazetteer == q.gazetteer:
        return p.gazetteer_id == q.gazetteer_id
    return p.geonameid is not None and p.geonameid == q.geonameid


def _same_name(p: Place, q: Place) -> bool:
    same = _plain(p.name or p.as_written) == _plain(q.name or q.as_written)
    return same and (not p.admin1 or not q.admin1 or _plain(p.admin1) == _plain(q.admin1))


def _plain(name: str | None) -> str:
    return " ".join(_UNIT.sub(" ", (name or "").casefold()).split())


def distance_km(p: Place, q: Place) -> float | None:
    """Great-circle distance between the points of two places; None if one has none."""
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return None
    lat_p, lat_q = math.radians(p.lat), math.radians(q.lat)
    half = math.sin((lat_q - lat_p) / 2) ** 2 + math.cos(lat_p) * math.cos(lat_q) * (
        math.sin(math.radians(q.lon - p.lon) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
