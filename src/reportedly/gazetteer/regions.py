"""Tie a user's rows, whose regions have names alone or codes alone, to GeoNames' codes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.gazetteer.entry import Entry, km_between
from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.raions import raion_at

if TYPE_CHECKING:
    from reportedly.gazetteer.lookup import Gazetteer
    from reportedly.gazetteer.row import Row

_A_TOWN = 15_000  # people
_NEAR_KM = 25.0


def _in_raion(row: Row) -> Row:
    """A Ukrainian place with the raion of 2020 that it lies in; what a user's table says stands."""
    areas = row.kind in ("country", "admin1", "admin2", "region", "water")
    if areas or (row.admin2 and not row.key.startswith("wof:")):
        return row
    raion = raion_at(row.lat, row.lon)
    return replace(row, admin2=raion.name, admin2_code=raion.code) if raion else row


class Regions:
    """First-level regions of a gazetteer by country and name, and by code."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._found: dict[tuple[str, str], Entry | None] = {}

    def coded(self, row: Row) -> Row:
        """The row with name and code of its region, as far as the gazetteer knows it.

        A region it does not know (a fictional country's, say) gets a code made of its name.
        """
        if row.country == "UA" and not row.admin2_code:
            row = _in_raion(row)
        if row.kind == "admin1":
            row = replace(row, admin1=row.admin1 or row.name)
        if row.admin1_code and not row.admin1:
            admin1 = self._gazetteer.admin1_name(row.admin1_code) or ""
            admin2 = row.admin2 or self._gazetteer.admin2_name(row.admin2_code) or ""
            return replace(row, admin1=admin1, admin2=admin2)
        if not row.admin1 or row.admin1_code:
            return row
        region = self._region(row.country, row.admin1)
        if region is not None and region.admin1_code:
            return replace(row, admin1=region.name, admin1_code=region.admin1_code)
        return replace(row, admin1_code=f"{row.country}.{fold(row.admin1).replace(' ', '-')}")

    def known(self, row: Row) -> bool:
        """Whether it is a country or region that the gazetteer has: its own entry is newer."""
        codes = {"country": row.country, "admin1": row.admin1_code}
        code = codes.get(row.kind)
        return bool(code) and self._gazetteer.area(code or "") is not None

    def credible(self, row: Row) -> Row:
        """The row without its people, if a town so big would be in the gazetteer and is not.

        The embedded one holds every place of 500 people; tables joined by name give a village
        the people of its namesake.
        """
        if row.population < _A_TOWN or self._gazetteer.area(row.country) is None:
            return row
        towns = (entry for key in row.keys for entry in self._gazetteer.filed(key))
        near = any(
            entry.lat is not None
            and entry.lon is not None
            and km_between(row.lat, row.lon, entry.lat, entry.lon) < _NEAR_KM
            for entry in towns
            if entry.kind in ("settlement", "quarter")
        )
        return row if near else replace(row, population=0)

    def _region(self, country: str, name: str) -> Entry | None:
        key = country, name
        if key not in self._found:
            self._found[key] = self._gazetteer.region(name, country)
        return self._found[key]
