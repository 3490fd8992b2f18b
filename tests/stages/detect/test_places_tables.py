"""Villages by the tables of users: inside the region the page names, or that region."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from reportedly.gazetteer import Gazetteer
from reportedly.gazetteer.entry import km_between
from reportedly.records import Article, Place
from reportedly.stages.detect.places import places

TABLES = Path(__file__).parents[3] / "../shared/gold/gazetteer/wof"
SEED = Path(__file__).parents[3] / "../shared/seed/ozerne.txt"
WORLD = Gazetteer.embedded()
pytestmark = pytest.mark.skipif(not TABLES.exists(), reason="the shared tables are not here")


@dataclass(frozen=True)
class Village:
    """A row of a table."""

    name: str
    region: str
    lat: float
    lon: float


@cache
def with_table(country: str) -> Gazetteer:
    """The embedded gazetteer with a country's table."""
    return WORLD.with_files([TABLES / f"wof_{country}.tsv"])


@cache
def villages(country: str, every: int) -> tuple[Village, ...]:
    """Every n-th village with a GeoNames point, a Latin name of one word and a known region."""
    with (TABLES / f"wof_{country}.tsv").open(encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row["gn_feature_code"] == "PPL" and row["name"].isalpha() and row["name"].isascii()
        ]
    made = []
    for row in rows[::every]:
        region = WORLD.region(row["region_name"], country.upper()) if row["region_name"] else None
        if region is not None and row["name"][0].isupper():
            point = float(row["lat"]), float(row["lon"])
            made.append(Village(row["name"], region.name, *point))
    return tuple(made)


def placed(village: Village, word: str, gazetteer: Gazetteer) -> Place:
    """Where a page puts a village that it says lies in its region."""
    text = f"Two people died in the village of {village.name} in the {village.region} {word}."
    article = Article(id="a", capture_id="c", title=None, text=text, page_text=text, language="en")
    found = [m.value for m in places(article, [], gazetteer) if m.text == village.name]
    assert len(found) == 1, text
    place = found[0]
    assert isinstance(place, Place)
    return place


@pytest.mark.parametrize(
    ("country", "word", "every"), [("ua", "oblast", 400), ("sy", "province", 80)]
)
@pytest.mark.parametrize("table", [True, False])
def test_a_village_is_never_put_outside_the_region_that_the_page_names(
    country: str, word: str, every: int, *, table: bool
) -> None:
    """With the table or without: a point inside the region, or the region itself."""
    sample = villages(country, every)
    assert len(sample) > 20
    for village in sample:
        place = placed(village, word, with_table(country) if table else WORLD)
        assert place.admin1 == village.region, (village, place)
        assert place.ucdp_where_prec in (1, 4), (village, place)


def test_most_villages_are_found_where_the_table_has_them() -> None:
    """With the table, seven in ten are within 8 km of their point, and one in twenty elsewhere.

    The rest are of several to a region, and left at it.
    """
    sample = villages("ua", 400)
    near = pinned = 0
    for village in sample:
        place = placed(village, "oblast", with_table("ua"))
        pinned += place.ucdp_where_prec == 1
        if place.ucdp_where_prec == 1 and place.lat is not None and place.lon is not None:
            near += km_between(place.lat, place.lon, village.lat, village.lon) < 8
    assert near / len(sample) > 0.7
    assert (pinned - near) / len(sample) <= 0.05


@pytest.mark.parametrize("region", ["Donetsk", "Kharkiv", "Sumy", "Zhytomyr", "Odesa", "Kherson"])
def test_a_name_of_many_villages_goes_to_the_one_in_the_region(region: str) -> None:
    """Eighteen places in Ukraine are called Ozerne; the page's region chooses, or is the answer."""
    village = Village("Ozerne", region, 0, 0)
    for gazetteer in (WORLD, with_table("ua")):
        assert placed(village, "region", gazetteer).admin1 == region


def test_the_seed_page_finds_its_village_only_with_the_table() -> None:
    """Ozerne, Donetsk region: within 8 km with the table, else Donetsk oblast at where_prec 4."""
    text = SEED.read_text(encoding="utf-8")
    article = Article(id="a", capture_id="c", title=None, text=text, page_text=text, language="en")
    for gazetteer, prec in ((WORLD, 4), (with_table("ua"), 1)):
        (place,) = (m.value for m in places(article, [], gazetteer) if m.text == "Ozerne")
        assert (place.admin1, place.ucdp_where_prec) == ("Donetsk", prec)
        if prec == 1:
            assert km_between(place.lat, place.lon, 48.895, 37.908) < 8
            assert place.geonameid == 707715
