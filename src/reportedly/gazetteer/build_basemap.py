"""Build the basemap of the web app: ``python -m reportedly.gazetteer.build_basemap --help``.

Land, borders, first-level regions and towns, in one file that the browser draws: no tile server is
asked. It lives beside the gazetteer because its towns are the gazetteer's. What it reads:

* ``world_map.gpkg`` of Debian's qgis-common (Natural Earth, 1:10 million, states and provinces and
  disputed boundaries; public domain): ``--natural-earth``;
* the embedded gazetteer (GeoNames, CC BY 4.0), for towns.

Outlines are simplified and drawn once each by mapshaper (MPL 2.0, from the npm registry; it is run,
not shipped), which keeps the borders that neighbours share in one piece: ``--mapshaper`` names its
command. Borders are those that Natural Earth draws, by who holds a place; the claims of others are
kept as lines of their own. Crimea is Ukraine's, as in the gazetteer (UN General Assembly 68/262).
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
from itertools import chain, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from reportedly.gazetteer.build import OUT as GAZETTEER
from reportedly.gazetteer.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.gazetteer.entry import Entry

OUT: Final = Path(__file__).parents[1] / "web" / "static" / "map" / "basemap.json"
APART_M: Final = 1_500
"""Metres below which a bend is cut: a point of an incident is no finer than 0.01 degree."""
PER_DEGREE: Final = 1_000
"""Units of a degree in the file."""
TOWN_PEOPLE: Final = 15_000
TOWN_RANKS: Final = (1_000_000, 300_000, 100_000, 40_000)
"""People from which on a town has rank 0, 1, 2, 3; the rest has 4."""
COUNTRY_RANKS_KM2: Final = (1_000_000, 100_000)
REGION_RANKS_KM2: Final = (50_000, 10_000)
CLAIM_DRAWN_AS_BORDER: Final = "Ukrainian claim"

STEPS: Final = """
{source} layers=states_provinces,disputed_borders
-target states_provinces
-each "crimea = admin == 'Russia' && (name == 'Crimea' || name == 'Sevastopol')"
-each "country = crimea ? 'Ukraine' : admin"
-simplify weighted interval={apart} keep-shapes -clean
-innerlines where="A.country == B.country" + name=regions
-target states_provinces -innerlines where="A.country != B.country" + name=borders
-target states_provinces -dissolve country + name=countries
-target countries -dissolve + name=land
-target disputed_borders -filter "name != '{claim}'" + name=claims
-target states_provinces -each "km2 = this.area / 1e6" -points inner + name=region_labels
-target countries -each "km2 = this.area / 1e6" -points inner + name=country_labels
-o {out} format=geojson precision=0.001
 target=land,borders,regions,claims,region_labels,country_labels
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes the basemap."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--natural-earth", type=Path, required=True)
    parser.add_argument("--mapshaper", default="npx mapshaper@0.7.70")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args(arguments)
    made = _drawn(given.natural_earth, shlex.split(given.mapshaper))
    made["labels"] += [*_towns()]
    given.out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    given.out.write_text(text + "\n", encoding="utf-8")


def _drawn(source: Path, mapshaper: Sequence[str]) -> dict[str, Any]:
    """Everything but the towns, out of Natural Earth."""
    with TemporaryDirectory() as folder:
        values = {"source": source, "apart": APART_M, "out": f"{folder}/"}
        steps = shlex.split(STEPS.format(claim=CLAIM_DRAWN_AS_BORDER, **values))
        subprocess.run([*mapshaper, *steps], check=True)  # noqa: S603 - the builder's own command
        layers = {p.stem: json.loads(p.read_text("utf-8")) for p in Path(folder).glob("*.json")}
    return {
        "per_degree": PER_DEGREE,
        "land": [[flat(ring) for ring in shape] for shape in _parts(layers["land"])],
        "borders": [flat(line) for line in _parts(layers["borders"])],
        "regions": [flat(line) for line in _parts(layers["regions"])],
        "claims": [flat(line) for line in _parts(layers["claims"])],
        "labels": [
            *_named(layers["country_labels"], "country", COUNTRY_RANKS_KM2),
            *_named(layers["region_labels"], "name", REGION_RANKS_KM2),
        ],
    }


def flat(points: Sequence[Sequence[float]]) -> list[int]:
    """A line as whole numbers: its first point, then each step from one point to the next.

    >>> flat([[30.0, 46.5], [30.01, 46.498]])
    [30000, 46500, 10, -2]
    """
    whole = [tuple(round(number * PER_DEGREE) for number in point) for point in points]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole)]
    return list(chain(whole[0], *(step for step in steps if any(step))))


def _parts(collection: Any) -> Iterator[Any]:  # noqa: ANN401 - parsed GeoJSON
    """The lines or polygons of a collection, one by one."""
    held = collection.get("features") or collection.get("geometries") or [collection]
    for shape in filter(None, (item.get("geometry", item) for item in held)):
        many = shape["type"].startswith("Multi")
        yield from shape["coordinates"] if many else [shape["coordinates"]]


def _named(
    collection: Any,  # noqa: ANN401 - parsed GeoJSON
    name: str,
    ranks: Sequence[int],
) -> Iterator[list[object]]:
    """Where to write the names of areas, the largest with rank 0."""
    kind = "country" if name == "country" else "region"
    for feature in collection["features"]:
        told, shape = feature["properties"], feature["geometry"]
        if told[name] and shape:
            lon, lat = shape["coordinates"]
            yield [kind, _rank(told["km2"], ranks), round(lon, 2), round(lat, 2), told[name]]


def _towns() -> Iterator[list[object]]:
    """The towns of the gazetteer, the largest first."""
    table = Table.open(GAZETTEER, "embedded")
    entries = (table.entry(number) for number in range(len(table)))
    towns = [entry for entry in entries if _is_town(entry)]
    for town in sorted(_once(towns), key=lambda t: (-(t.population or 0), t.id)):
        capital = town.feature == "PPLC"
        rank = 0 if capital else _rank(town.population or 0, TOWN_RANKS)
        yield ["town", rank, town.lon, town.lat, town.name]


def _is_town(entry: Entry) -> bool:
    return entry.kind == "settlement" and (entry.population or 0) >= TOWN_PEOPLE


def _once(towns: Iterable[Entry]) -> Iterable[Entry]:
    """Each town once, where two sources have it."""
    return {(t.name, round(t.lat or 0, 1), round(t.lon or 0, 1)): t for t in towns}.values()


def _rank(size: float, steps: Sequence[int]) -> int:
    return sum(size < step for step in steps)


if __name__ == "__main__":
    main()
