"""One row of the doubles of a table: rows of one country that share a name, 5 km apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.gazetteer.entry import km_between
from reportedly.gazetteer.row import Row, folded_names

if TYPE_CHECKING:
    from collections.abc import Iterable

SAME_PLACE_KM = 5.0
_DEGREES = 0.05  # of latitude: a little more than 5 km
_SETTLED = frozenset({"settlement"})


def merged(rows: Iterable[Row]) -> list[Row]:
    """The rows with doubles merged into the one that a GeoNames point stands behind.

    Only settlements: a district and its town share a name and are two places.
    """
    kept: list[Row] = []
    named: dict[tuple[str, str], list[int]] = defaultdict(list)
    for plain in sorted(rows, key=_worth, reverse=True):
        row = replace(plain, keys=folded_names(plain))
        double = _double(row, kept, named) if row.kind in _SETTLED else None
        if double is None:
            double = len(kept)
            kept.append(row)
        else:
            kept[double] = _joined(kept[double], row)
        if row.kind in _SETTLED:
            for key in row.keys:
                named[row.country, key].append(double)
    return kept


def _worth(row: Row) -> tuple[bool, bool]:
    """GeoNames points before others (those of older sources are middles of polygons)."""
    return bool(row.geonameid and row.feature.startswith("PPL")), bool(row.geonameid)


def _double(row: Row, kept: list[Row], named: dict[tuple[str, str], list[int]]) -> int | None:
    for key in row.keys:
        for number in named.get((row.country, key), ()):
            other = kept[number]
            if abs(row.lat - other.lat) < _DEGREES and (
                km_between(row.lat, row.lon, other.lat, other.lon) < SAME_PLACE_KM
            ):
                return number
    return None


def _joined(kept: Row, other: Row) -> Row:
    names = tuple(dict.fromkeys((*kept.names, other.name, *other.names)))
    keys = kept.keys | other.keys
    people, former = max(kept.population, other.population), kept.former or other.former
    return replace(kept, names=names, keys=keys, population=people, former=former)
