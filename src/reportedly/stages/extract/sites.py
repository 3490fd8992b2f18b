"""Whether two places can be the site of one happening."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.records import Place

_NEAR_DEGREES = 0.1  # about 10 km: the points of two gazetteers for one town differ by less


def near(a: Place, b: Place) -> bool:
    """Whether two places can be one: the same entry, the same point, or one inside the other."""
    if a.gazetteer_id and a.gazetteer_id == b.gazetteer_id:
        return True
    if None in (a.lat, a.lon, b.lat, b.lon) or "settlement" not in (a.precision, b.precision):
        return (a.name or a.as_written).casefold() == (b.name or b.as_written).casefold()
    assert a.lat is not None and b.lat is not None  # noqa: S101, PT018 - told apart above
    assert a.lon is not None and b.lon is not None  # noqa: S101, PT018
    return abs(a.lat - b.lat) < _NEAR_DEGREES and abs(a.lon - b.lon) < _NEAR_DEGREES
