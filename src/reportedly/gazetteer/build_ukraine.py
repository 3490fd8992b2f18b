"""Build the table of Ukraine's raions: ``python -m reportedly.gazetteer.build_ukraine --help``.

The 136 raions of 2020 with their outlines, so that a place of any table gets the one it lies in,
and those of before 2020, whose names pages still use. What it reads:

* ``rayony.geojson`` of slawomirmatuszak/ukrainian_geodata (CC BY 4.0): ``--outlines``;
* ``cities500.txt.gz`` and ``admin2Codes.txt`` of GeoNames (CC BY 4.0), which say what code GeoNames
  gives a raion: ``--geonames``;
* ``wof_ua.tsv``, a table of Who's On First (CC0), for the raions of before: ``--wof``.

Outlines are cut to points 0.02 degrees apart, a kilometre or two: no point of ours is finer.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.raions import DATA, Raion
from reportedly.gazetteer.spelling import slavic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_APART = 0.02
_SAME_NAME = 7  # letters: Kramatorskyi and Kramatorsk Raion are one name


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outlines", type=Path, required=True)
    parser.add_argument("--geonames", type=Path, required=True)
    parser.add_argument("--wof", type=Path, required=True)
    options = parser.parse_args(arguments)
    raions = list(new_raions(options.outlines, options.geonames))
    made = {"raions": raions, "before_2020": list(old_raions(options.wof, raions))}
    DATA.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")), "utf-8")
    size = DATA.stat().st_size
    print(f"{DATA}: {size} bytes, {len(raions)} raions, {len(made['before_2020'])} of before")  # noqa: T201


def new_raions(outlines: Path, geonames: Path) -> Iterator[dict[str, Any]]:
    """The raions of 2020 with GeoNames' code and name, by the towns that lie in them."""
    towns = list(_towns(geonames / "cities500.txt.gz"))
    lines = (geonames / "admin2Codes.txt").read_text("utf-8").splitlines()
    names = {code: name for code, name, *_ in (line.split("\t") for line in lines)}
    for feature in json.loads(outlines.read_text("utf-8"))["features"]:
        rings = [
            [round(100 * degrees) for point in _cut(ring) for degrees in (point[1], point[0])]
            for polygon in _polygons(feature["geometry"])
            for ring in polygon[:1]
        ]
        raion = Raion("", "", "", [ring for ring in rings if len(ring) > 6])
        codes = Counter(code for lat, lon, code in towns if raion.holds(lat, lon))
        code = next((code for code, _ in codes.most_common() if code in names), "")
        name_uk = feature["properties"]["rayon"]
        if code:
            yield {"code": code, "name": names[code], "uk": name_uk, "rings": raion.rings}


def _polygons(geometry: dict[str, Any]) -> list[Any]:
    one = geometry["type"] == "Polygon"
    return [geometry["coordinates"]] if one else list(geometry["coordinates"])


def _cut(ring: Sequence[Sequence[float]]) -> list[Sequence[float]]:
    """The outline without the points that are next to the last one kept."""
    kept = [ring[0]]
    for point in ring[1:]:
        if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= _APART:
            kept.append(point)
    return [*kept, ring[0]]


def _towns(path: Path) -> Iterator[tuple[float, float, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.split("\t")
            if cells[8] == "UA" and cells[11]:
                yield float(cells[4]), float(cells[5]), f"UA.{cells[10]}.{cells[11]}"


def old_raions(path: Path, raions: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The raions of before that share their name with none of 2020."""
    new = {_stem(raion["name"]) for raion in raions} | {_stem(raion["uk"]) for raion in raions}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["placetype"] != "county" or not row["name"].endswith("kyi"):
                continue  # those in -ska are towns of their own
            if _stem(row["name"]) not in new:
                names = [*row["names_eng"].split("|"), *row["names_ukr"].split("|")]
                yield {
                    "name": row["name"],
                    "names": sorted({name for name in names if name and "‹" not in name}),
                    "region": row["region_name"],
                    "point": [round(float(row["lat"]), 2), round(float(row["lon"]), 2)],
                    "wof": int(row["wof_id"]),
                }


def _stem(name: str) -> str:
    return slavic(fold(name).split()[0])[:_SAME_NAME]


if __name__ == "__main__":
    main()
