"""Rows from the lines of a user's table: GeoNames, Who's On First, and a form of our own.

Our own form has a header line (tab-separated) or is a YAML list, with ``name``, ``lat`` and
``lon``, and any of ``alt_names`` (several, divided by ``|``), ``country`` (ISO 3166-1 alpha-2;
XA to XZ for a country that does not exist), ``admin1``, ``admin2`` (names), ``feature`` (a
GeoNames code: PPL, PPLC, ADM1, ADM2, PCLI, STM, RGN …) and ``population``.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

from reportedly.errors import GazetteerError
from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.names import kept_names, short_names
from reportedly.gazetteer.row import Row
from reportedly.gazetteer.spelling import loose_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.gazetteer.entry import Kind
    from reportedly.gazetteer.rejects import Rejects

OWN_COLUMNS = ("name", "alt_names", "lat", "lon", "country", "admin1", "admin2", "feature",
               "population")  # fmt: skip
_KIND_OF_CLASS: dict[str, Kind] = {"P": "settlement", "H": "water", "L": "region", "T": "region"}
_KIND_OF_FEATURE: dict[str, Kind] = {
    "PPLX": "quarter",
    "ADM1": "admin1",
    "ADM1H": "admin1",
    "ADM2": "admin2",
    "ADM3": "admin3",
    "ADM4": "admin3",
    "ADMD": "admin3",
    "RGN": "region",
    "MTS": "region",
    "ISL": "region",
    "STM": "water",
    "SEA": "water",
    "LK": "water",
}
_WOF_KINDS: dict[str, Kind] = {
    "locality": "settlement",
    "localadmin": "settlement",
    "borough": "quarter",
    "macrohood": "quarter",
    "neighbourhood": "quarter",
    "microhood": "quarter",
    "campus": "quarter",
    "county": "admin2",
    "region": "admin1",
    "country": "country",
}
_MOST = 1 << 32
_GONE = frozenset({"PPLH", "PPLCH", "PPLQ", "PPLW", "ADM1H", "ADM2H", "ADM3H", "ADM4H"})


def kind_of(feature_class: str, feature: str) -> Kind | None:
    """The kind of a GeoNames feature; None for what news does not name as a place."""
    if feature in _GONE:
        return None
    if feature.startswith("PCL"):
        return "country"
    return _KIND_OF_FEATURE.get(feature) or _KIND_OF_CLASS.get(feature_class)


def geonames_rows(lines: Iterable[tuple[int, str]], origin: str, rejects: Rejects) -> Iterator[Row]:
    """The places of a GeoNames dump, 19 columns a line; broken lines are counted."""
    for number, line in lines:
        cells = line.split("\t")
        kind = kind_of(cells[6], cells[7]) if len(cells) == 19 else "settlement"
        if kind is None:
            rejects.rows += 1
        elif row := rejects.attempt(partial(_geonames_row, cells, kind, origin, number)):
            yield row


def _geonames_row(cells: Sequence[str], kind: Kind, origin: str, number: int) -> Row:
    where = f"{origin}, line {number}"
    if len(cells) != 19:
        raise GazetteerError(f"{where}: {len(cells)} tab-separated columns, expected 19.")
    lat, lon = point(cells[4], cells[5], where)
    code1 = f"{cells[8]}.{cells[10]}" if cells[10] else ""
    return Row(
        name=_name(cells[1], where),
        names=kept_names(cells[1], (cells[2], *cells[3].split(","))),
        lat=lat,
        lon=lon,
        kind=kind,
        feature=cells[7],
        country=cells[8],
        admin1_code=code1,
        admin2_code=f"{code1}.{cells[11]}" if code1 and cells[11] else "",
        population=whole(cells[14], "population", where),
        geonameid=whole(cells[0], "geonameid", where),
    )


def wof_rows(
    columns: Sequence[str], lines: Iterable[tuple[int, str]], origin: str, rejects: Rejects
) -> Iterator[Row]:
    """The places of a Who's On First table, by its header's columns."""
    if missing := {"name", "lat", "lon", "country"} - set(columns):
        raise GazetteerError(f"{origin}, line 1: lacks the columns {', '.join(sorted(missing))}.")
    for number, line in lines:
        cells = dict(zip(columns, line.split("\t"), strict=False))
        kind = _WOF_KINDS.get(cells.get("placetype", "locality"))
        if kind is not None and cells.get("name"):
            row = rejects.attempt(partial(_wof_row, cells, kind, f"{origin}, line {number}"))
            if row is not None:
                yield row


def _wof_row(cells: Mapping[str, str], kind: Kind, where: str) -> Row:
    lat, lon = point(cells.get("lat"), cells.get("lon"), where)
    lists = (value for column, value in cells.items() if column.startswith("names_"))
    names = dict.fromkeys(name for value in lists for name in value.split("|"))
    name = _best_name(cells)
    county = cells.get("county_name", "")
    return Row(
        name=name,
        names=kept_names(name, (cells["name"], *names)),
        lat=lat,
        lon=lon,
        kind=kind,
        feature=cells.get("gn_feature_code") or ("PPL" if kind == "settlement" else ""),
        country=cells["country"],
        admin1=cells.get("region_name", ""),
        admin2=county,
        population=whole(cells.get("population"), "population", where),
        geonameid=whole(cells.get("geonameid"), "geonameid", where),
        former=_former(name, cells.get("names_historical", "")),
        key=f"wof:{cells['wof_id']}",
    )


def _former(name: str, historical: str) -> tuple[tuple[str, int], ...]:
    """The names that a place had once, without those that are spellings of the one it has."""
    own = set(loose_keys(fold(name)))
    names = (once for once in historical.split("|") if once)
    return tuple((once, 0) for once in names if not own & set(loose_keys(fold(once))))


def _best_name(cells: Mapping[str, str]) -> str:
    """The name in Latin letters, if the table gives one: it is what an English page would write."""
    if cells["name"].isascii():
        return cells["name"]
    return cells.get("names_eng", "").split("|")[0] or cells["name"]


def own_rows(
    places: Iterable[tuple[int, Mapping[str, Any]]], origin: str, rejects: Rejects
) -> Iterator[Row]:
    """The places of our own form, each with the number of its line or entry."""
    for number, place in places:
        make = partial(_own_row, place, f"{origin}, line {number}", origin)
        if row := rejects.attempt(make):
            yield row


def _own_row(place: Mapping[str, Any], where: str, origin: str) -> Row:
    unknown = set(place) - set(OWN_COLUMNS)
    if unknown:
        known = ", ".join(OWN_COLUMNS)
        raise GazetteerError(
            f"{where}: unknown {', '.join(map(str, sorted(unknown)))}; known: {known}."
        )
    lat, lon = point(place.get("lat"), place.get("lon"), where)
    feature = str(place.get("feature") or "PPL")
    kind = kind_of("P" if feature.startswith("PPL") else "L", feature) or "settlement"
    name = _name(str(place.get("name") or ""), where)
    return Row(
        name=name,
        names=(
            *_alternates(place.get("alt_names")),
            *(short_names(name) if kind != "settlement" else ()),
        ),
        lat=lat,
        lon=lon,
        kind=kind,
        feature=feature,
        country=_country(str(place.get("country") or ""), where),
        admin1=str(place.get("admin1") or ""),
        admin2=str(place.get("admin2") or ""),
        population=whole(place.get("population"), "population", where),
        key=f"own:{_stem(origin)}/{name}@{lat:.2f},{lon:.2f}",
    )


def _stem(origin: str) -> str:
    return origin.replace("\\", "/").rsplit("/", 1)[-1].split(".")[0]


def _alternates(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - a cell, or a YAML list
    names = value if isinstance(value, list) else str(value or "").split("|")
    return tuple(str(name).strip() for name in names if str(name).strip())


def _name(name: str, where: str) -> str:
    if not name.strip():
        raise GazetteerError(f"{where}: the name is empty.")
    return name.strip()


def _country(code: str, where: str) -> str:
    if code and not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):
        raise GazetteerError(f"{where}: country {code!r}, expected two capitals (ISO 3166-1).")
    return code


def point(lat: Any, lon: Any, where: str) -> tuple[float, float]:  # noqa: ANN401 - a cell
    """Degrees from two cells; GazetteerError if they are no point on Earth."""
    try:
        pair = float(lat), float(lon)
    except (TypeError, ValueError):
        pair = math.nan, math.nan
    if not (-90 <= pair[0] <= 90 and -180 <= pair[1] <= 180):
        raise GazetteerError(
            f"{where}: lat {lat!r}, lon {lon!r}: expected degrees (-90 to 90, -180 to 180)."
        )
    return pair


def whole(value: Any, column: str, where: str) -> int:  # noqa: ANN401 - a cell
    """A whole number from a cell, 0 for an empty one."""
    if value is None or value == "":
        return 0
    try:
        number = int(float(value))
    except (ValueError, OverflowError):
        number = -1
    if not 0 <= number < _MOST:
        raise GazetteerError(f"{where}: {column} {value!r}, expected a whole number (0 to 2^32).")
    return number
