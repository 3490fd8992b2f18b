"""Names that the build adds to those of GeoNames: of countries in their letters, and former ones.

Countries and continents have their names in all alphabets but Latin from Unicode's CLDR, by way of
the package Babel (needed to build, never to run).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.spelling import slavic
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.gazetteer.row import Row

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NAMES_LEAD = frozenset({"UA"})
"""Countries whose former names lead to their places though GeoNames lacks them."""


@cache
def cldr_names() -> dict[str, tuple[str, ...]]:
    """The names of a territory in letters that are not Latin, by code and by English name."""
    from babel import Locale, localedata  # noqa: PLC0415 - needed to build alone

    english = Locale("en").territories
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for code in sorted(localedata.locale_identifiers()):
        if "_" in code:  # a country's form of a language, or another script
            continue
        for territory, name in Locale.parse(code).territories.items():
            if not _LATIN.search(name):
                found[territory][name] = None
                found[fold(english.get(territory, ""))][name] = None
    return {key: tuple(names) for key, names in found.items()}


def with_former_names(rows: Iterable[Row]) -> list[Row]:
    """The rows, each of those that were renamed with its names of before."""
    kept = list(rows)
    known: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(kept):
        for key in {slavic(fold(name)) for name in (row.name, *row.names)}:
            known[row.country, key].append(number)
    for country, now, year, once in _renamed():
        numbers = known.get((country, slavic(fold(now))), [])
        if numbers:
            number = max(numbers, key=lambda n: _worth(kept[n], now))
            kept[number] = _renamed_row(kept[number], year, once)
    return kept


def _renamed() -> Iterator[tuple[str, str, int, tuple[str, ...]]]:
    for country, places in load("renamed")["renamed"].items():
        for now, year, once in places:
            yield country, now, year, tuple(once)


def _worth(row: Row, now: str) -> tuple[bool, int]:
    """Of two places of a name the one that bears it first, and the bigger one."""
    return slavic(fold(row.name)) == slavic(fold(now)), row.population


def _renamed_row(row: Row, year: int, once: tuple[str, ...]) -> Row:
    former = tuple((name, year) for name in once if slavic(fold(name)) != slavic(fold(row.name)))
    more = tuple(name for name in once if name not in row.names and row.country in _NAMES_LEAD)
    return replace(row, names=(*row.names, *more), former=(*row.former, *former))
