"""Villages for the made pages of seedlike_pages.py: real ones of the tables of ../shared/gold.

Each is the only place of its names in its region, so that a page that names the region says which
place is meant; most have namesakes in other regions, which a reader must not take.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

NAMESAKE_SHARE = 0.7  # of the villages have a namesake in another region
ARTICLE = re.compile(r"^(?:A[ldnrstz]|Ash|E[ldnrstz]|Esh)[ -]|^ال")
PLAIN_NAME = re.compile(r"[A-Z][a-z]{3,}(?:[ -][A-Z][a-z]{2,})?")


class Village(NamedTuple):
    """A village of a table, or an invented one: then no point is known."""

    name: str
    region: str
    lat: float | None = None
    lon: float | None = None


def village(rng: random.Random, war: dict[str, Any], tables: Path) -> Village:
    """A village of one of the war's regions: of the table, else one that nobody knows."""
    region = rng.choice(sorted(war["regions"]))
    if war["table"] is None:
        return Village(rng.choice(war["villages"]), region)
    alone, shared = _villages(tables / war["table"], region)
    return rng.choice(shared if shared and rng.random() < NAMESAKE_SHARE else alone)


@cache
def _villages(table: Path, region: str) -> tuple[list[Village], list[Village]]:
    """The plainly named villages of a region, each the only one of all its names there.

    First those without a namesake in the table, then those with namesakes in other regions.
    """
    named = _named(table)
    alone: list[Village] = []
    shared: list[Village] = []
    for village, keys in named.villages[region]:
        if any(named.regions[key].count(region) > 1 for key in keys) or keys & named.areas:
            continue
        (shared if len(named.regions[_fold(village.name)]) > 1 else alone).append(village)
    return alone, shared


class Named(NamedTuple):
    """A table by names: the regions of the places of each name, the villages of each region.

    ``areas``: names of regions and districts, which a village must not share.
    """

    regions: dict[str, list[str]]
    villages: dict[str, list[tuple[Village, set[str]]]]
    areas: set[str]


@cache
def _named(table: Path) -> Named:
    """The places of a table by their folded names, in whatever script."""
    named = Named(defaultdict(list), defaultdict(list), set())
    for row in _rows(table):
        if row["placetype"] in ("region", "county"):
            named.areas.add(_fold(row["name"]))
        if row["placetype"] not in ("locality", "neighbourhood"):
            continue
        region, keys = row["region_name"], {_fold(name) for name in _names(row)}
        for key in keys:
            named.regions[key].append(region)
        if row["placetype"] == "locality" and PLAIN_NAME.fullmatch(row["name"]):
            point = float(row["lat"]), float(row["lon"])
            named.villages[region].append((Village(row["name"], region, *point), keys))
    return named


def _rows(table: Path) -> Iterator[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _names(row: dict[str, str]) -> list[str]:
    languages = ("eng", "ukr", "rus", "ara", "und", "fra", "historical")
    fields = ("name", *(f"names_{language}" for language in languages))
    return [name for field in fields for name in (row[field] or "").split("|") if name]


def _fold(name: str) -> str:
    """A name without marks, article and what transliterations disagree about."""
    plain = unicodedata.normalize("NFKD", ARTICLE.sub("", name))
    return "".join(c for c in plain if c.isalnum()).casefold()
