"""What lies in what: areas, and entries that are one place at two levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.gazetteer.entry import Entry, Kind

_AREAS: frozenset[Kind] = frozenset({"country", "admin1", "admin2", "admin3", "region"})
# Two entries of one name so near each other are one place for a reader: a town and its district.
ONE_PLACE_KM = 20.0


def is_area(entry: Entry) -> bool:
    """Whether other places lie in it."""
    return entry.kind in _AREAS


def holds(area: Entry, entry: Entry) -> bool:
    """Whether an entry lies in an area: by codes where both have them, else by distance."""
    if area.id == entry.id or not is_area(area):
        return False
    if area.country and entry.country and area.country != entry.country:
        return False
    if area.kind == "country":  # seas and wide regions are of no one country: "Russia's Black Sea"
        return entry.country == area.country or _of_no_country(entry)
    if area.kind == "admin1" and entry.admin1_code:
        return entry.admin1_code == area.admin1_code
    if area.kind == "admin2" and entry.admin2_code == area.admin2_code and area.admin2_code:
        return True
    return area.is_within((area.radius_m / 1000) * 1.2, entry)


def _of_no_country(entry: Entry) -> bool:
    return entry.country is None and entry.kind in ("region", "water")


def same_area(one: Entry, other: Entry) -> bool:
    """Whether two entries of one name are one place at two levels: a city and its region."""
    if one.country != other.country:
        return False
    if one.is_within(ONE_PLACE_KM, other):
        return True
    return one.kind != other.kind and (_covers(one, other) or _covers(other, one))


def _covers(area: Entry, entry: Entry) -> bool:
    """Whether it holds the entry, or all round it does: Kyiv is no part of Kyiv oblast."""
    if not is_area(area):
        return False
    return holds(area, entry) or area.is_within(area.radius_m / 1000, entry)
