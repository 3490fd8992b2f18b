"""The ground of the map: whole, in the world, and as small as a package can carry."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import Any

import pytest

from reportedly.gazetteer.build_basemap import OUT, PER_DEGREE

MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def basemap() -> dict[str, Any]:
    """The file that the browser draws."""
    made: dict[str, Any] = json.loads(OUT.read_text(encoding="utf-8"))
    return made


def test_the_ground_is_small() -> None:
    """Three megabytes at most."""
    assert OUT.stat().st_size < MOST_BYTES


def test_every_line_stays_in_the_world(basemap: dict[str, Any]) -> None:
    """Steps added up end nowhere beyond a pole or the date line."""
    rings = [ring for shape in basemap["land"] for ring in shape]
    for line in (*rings, *basemap["borders"], *basemap["regions"], *basemap["claims"]):
        assert max(map(abs, accumulate(line[0::2]))) <= 180 * PER_DEGREE
        assert max(map(abs, accumulate(line[1::2]))) <= 90 * PER_DEGREE


def test_countries_regions_and_towns_have_their_names(basemap: dict[str, Any]) -> None:
    """Each at most once at a spot; the largest town of a crowd is written first."""
    names = {
        kind: [label for label in basemap["labels"] if label[0] == kind]
        for kind in ("country", "region", "town")
    }
    assert len(names["country"]) > 200
    assert len(names["region"]) > 4000
    assert {"Kharkiv", "Khartoum", "Goma"} <= {label[4] for label in names["town"]}
    for labels in names.values():
        assert len({tuple(label[2:]) for label in labels}) == len(labels)


def test_no_border_cuts_crimea_off(basemap: dict[str, Any]) -> None:
    """It is Ukraine's, as in the gazetteer: no line of a border or a claim crosses the isthmus."""
    for line in (*basemap["borders"], *basemap["claims"]):
        points = zip(accumulate(line[0::2]), accumulate(line[1::2]), strict=True)
        assert not any(33_300 < x < 35_000 and 45_900 < y < 46_300 for x, y in points)
