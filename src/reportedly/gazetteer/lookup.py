"""Look a name up: as written, then in its variants, then by how it is usually spelled."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.inflect import is_cyrillic, latin_nominatives, nominatives
from reportedly.gazetteer.names import script_keys
from reportedly.gazetteer.spelling import loose_keys, slavic
from reportedly.gazetteer.table import Table
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.gazetteer.entry import Entry, Kind

How = Literal["name", "variant", "spelling"]
_MOST_NAMESAKES = 300
_MOST_FILED = 50_000
"""Keys whose entries are kept at hand."""
_SAME_PLACE_KM = 5.0
_HOWS: tuple[How, ...] = ("name", "variant", "spelling")


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a name may mean, and how the name led to it.

    ``name``: the key of the name as written; ``variant``: in the nominative (Озерному: Озерне),
    or without a word for its class or a direction ("Orange County"); ``spelling``: by a loose
    key, that of the nominative if nothing else has one (Khersoni: Kherson). ``key`` is the folded
    name that it was found by.
    """

    entry: Entry
    how: How
    key: str = ""


class Gazetteer:
    """Tables of places: the user's and the embedded one.

    Of a place in two tables the embedded entry counts: its names and regions are newer than
    those of the tables that users have (Who's On First still says Artemivsk for Bakhmut).
    """

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tuple(tables)
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._hits: dict[str, tuple[Hit, ...]] = {}

    @classmethod
    def embedded(cls) -> Gazetteer:
        """The gazetteer that comes with the package."""
        return cls((_embedded_table(),))

    def with_files(self, paths: Sequence[str | Path]) -> Gazetteer:
        """This gazetteer with the user's files before it; GazetteerError if one is broken."""
        if not paths:
            return self
        from reportedly.gazetteer.files import table_of  # noqa: PLC0415 - only where there are files

        tables = [table_of(Path(path)) for path in paths]
        return Gazetteer((*tables, *self._tables))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its tables."""
        return tuple(table.name for table in self._tables)

    @property
    def rejected(self) -> dict[str, tuple[int, tuple[str, ...]]]:
        """Of each table, how many rows were no places, and what was wrong with the first ones."""
        return {table.name: table.rejected for table in self._tables if table.rejected[0]}

    @property
    def first_keys(self) -> Sequence[bytes]:
        """Keys that lie evenly among all keys of the last table, the embedded one."""
        return self._tables[-1].first_keys

    @property
    def covered(self) -> frozenset[str]:
        """Countries that a user's table holds villages of: a name's one entry is the one place."""
        user = (table for table in self._tables if table.name != "embedded")
        return frozenset(country for table in user for country in table.countries)

    def __len__(self) -> int:
        return sum(map(len, self._tables))

    def look_up(self, name: str) -> list[Entry]:
        """The entries a name may mean: as written, else its variants, else its spellings.

        >>> sorted({entry.country for entry in Gazetteer.embedded().look_up("the Charkiv region")})
        ['UA']
        """
        hits = self.hits(name)
        for how in _HOWS:
            if found := [hit.entry for hit in hits if hit.how == how]:
                return found
        return []

    def hits(self, name: str) -> tuple[Hit, ...]:
        """Every entry that the name leads to, by whichever way, each once."""
        key = fold(name)
        if name not in self._hits:
            self._hits[name] = tuple(self._all_hits(name, key))
        return self._hits[name]

    def _all_hits(self, name: str, key: str) -> list[Hit]:
        found: dict[str, Hit] = {}
        self._collect(found, script_keys(name, key), "name")
        if forms := nominatives(name):
            self._collect(found, self._first_filed(forms), "variant")
        variants = [variant for variant, _ in variants_of(key)]
        # The first variant that has entries says most: "central and eastern Europe" is of
        # eastern Europe, not of Europe.
        first = next((variant for variant in variants if self.filed(variant)), None)
        self._collect(found, [first] if first else [], "variant")
        self._collect(found, _spellings((key, *variants)), "spelling")
        if not found and not is_cyrillic(name):
            cases = [f"s~{slavic(form)}" for form in latin_nominatives(key)]
            self._collect(found, cases, "spelling")
        return list(found.values())

    def _first_filed(self, forms: Iterable[str]) -> list[str]:
        """The keys of nominatives as written; without a word for the class where none has one."""
        keys = list(dict.fromkeys(key for form in forms for key in script_keys(form, fold(form))))
        if filed := [key for key in keys if self.filed(key)]:
            return filed
        variants = dict.fromkeys(variant for key in keys for variant, _ in variants_of(key))
        return [variant for variant in variants if self.filed(variant)]

    def exact(self, name: str) -> tuple[Entry, ...]:
        """The entries filed under the name as written."""
        keys = script_keys(name, fold(name))
        return tuple(entry for key in keys for entry in self.filed(key))

    def filed(self, key: str) -> tuple[Entry, ...]:
        """The entries filed under a key; of a place in two tables, the embedded one's entry."""
        if key not in self._found:
            if len(self._found) >= _MOST_FILED:
                self._found.clear()
            self._found[key] = tuple(self._read(key))
        return self._found[key]

    def area(self, code: str) -> Entry | None:
        """A country or first-level region by its code.

        >>> Gazetteer.embedded().area("UA.05").name
        'Donetsk'
        """
        return next(iter(self.filed(f"~{code}")), None)

    def region(self, name: str, country: str) -> Entry | None:
        """The first-level region of a country by name; None if there is none."""
        for hit in self.hits(name):
            if hit.entry.kind == "admin1" and hit.entry.country == country:
                return hit.entry
        return None

    def admin1_name(self, code: str) -> str | None:
        """The name of a first-level region by its GeoNames code (``UA.05``)."""
        for table in self._tables:
            if name := table.admin1_names.get(code):
                return name
        return None

    def admin2_name(self, code: str) -> str | None:
        """The name of a second-level area by its GeoNames code (``UA.05.1404``)."""
        tables = (table.admin2_names for table in self._tables)
        return next((names[code] for names in tables if code in names), None)

    def _read(self, key: str) -> list[Entry]:
        """The entries filed under a key, of each place only the last table's."""
        kept: list[Entry] = []
        for table in reversed(self._tables):
            found = [table.entry(number) for number in notable(table, table.ids(key))]
            kept += _elsewhere(found, kept) if found and kept else found
        return kept

    def _collect(self, found: dict[str, Hit], keys: Sequence[str], how: How) -> None:
        for key in keys:
            for entry in self.filed(key):
                found.setdefault(entry.id, Hit(entry, how, "" if how == "spelling" else key))


def _elsewhere(entries: Sequence[Entry], known: Sequence[Entry]) -> list[Entry]:
    """Those entries of a table that are no place which is known from another."""
    places = _Places(known)
    return [entry for entry in entries if entry not in places]


class _Places:
    """Entries of some tables, to ask whether another table's entry is one of them.

    It is where it has the same GeoNames id, or lies within 5 km and is of the same kind.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._ids: set[int] = set()
        self._near: dict[tuple[Kind, int], list[Entry]] = defaultdict(list)
        for entry in entries:
            self._ids.add(entry.geonameid or 0)
            self._near[entry.kind, _belt(entry)].append(entry)

    def __contains__(self, entry: Entry) -> bool:
        if entry.geonameid and entry.geonameid in self._ids:
            return True
        belts = (_belt(entry) + step for step in (-1, 0, 1))
        near = (other for belt in belts for other in self._near.get((entry.kind, belt), ()))
        return any((entry.km_to(other) or 0.0) < _SAME_PLACE_KM for other in near)


def _belt(entry: Entry) -> int:
    """The number of a belt of latitude, a little more than 5 km wide."""
    return round((entry.lat or 0.0) * 20)


def notable(table: Table, numbers: list[int]) -> Sequence[int]:
    """Of many namesakes those to weigh: the biggest of each region, then each region's second ….

    A table of the world's hills and streams has thousands of some names, and a page waits for each.
    """
    if len(numbers) <= _MOST_NAMESAKES:
        return numbers
    import numpy as np  # noqa: PLC0415 - keeps start-up light

    found = table.records[numbers]
    order = np.lexsort((-found["people"].astype(np.int64), found["admin1"], found["country"]))
    regions = found["country"][order].astype(np.int64) << 32 | found["admin1"][order]
    starts = np.r_[True, regions[1:] != regions[:-1]]
    at = np.arange(len(order))
    rank = at - np.maximum.accumulate(np.where(starts, at, 0))
    best = np.lexsort((-found["people"][order].astype(np.int64), rank))[:_MOST_NAMESAKES]
    return [numbers[place] for place in sorted(order[best])]


@cache
def _embedded_table() -> Table:
    path = files("reportedly.gazetteer") / "data" / "world.gaz"
    return Table.from_packed(path.read_bytes(), "the embedded gazetteer", "embedded")


@cache
def _class_words() -> dict[str, tuple[Kind, ...]]:
    return {word: tuple(kinds) for word, kinds in load("place_phrases")["class_words"].items()}


@cache
def _directions() -> frozenset[str]:
    return frozenset(fold(word) for word in load("place_phrases")["directions"])


def variants_of(key: str) -> list[tuple[str, tuple[Kind, ...]]]:
    """Keys without the word for the class, or a direction, and the kinds that word means.

    >>> variants_of("donetsk region")[0]
    ('donetsk', ('admin1', 'region', 'admin2'))
    """
    words, found = key.split(), []
    kinds: tuple[Kind, ...] = ()
    classes, directions = _class_words(), _directions()
    if len(words) > 2 and words[0] in classes and words[1] == "of":
        kinds, words = classes[words[0]], words[3 if words[2] == "the" else 2 :]
        found.append((" ".join(words), kinds))
    if len(words) > 1 and words[-1] in classes:
        kinds, words = classes[words[-1]], words[:-1]
        found.append((" ".join(words), kinds))
        found.extend((stem, kinds) for stem in _adjective_stems(words))
    if len(words) > 1 and f"{words[0]}ern" in directions:  # North Darfur is Northern Darfur
        found.append((" ".join((f"{words[0]}ern", *words[1:])), kinds))
    while len(words) > 1 and words[0] in directions:
        words = words[1:]
        while len(words) > 1 and words[0] in ("and", "of", "the"):  # "south and east of Syria"
            words = words[1:]
        found.append((" ".join(words), kinds))
    if len(words) > 1:
        found.append(("".join(words), kinds))
    return [(variant, kinds) for variant, kinds in found if variant]


def _adjective_stems(words: Sequence[str]) -> list[str]:
    """The names behind a Slavic adjective: "donetska oblast" is Donetsk's."""
    name = " ".join(words)
    for ending in ("skaia", "skaya", "ska", "skyi", "skiy", "skii", "sky", "ski"):
        if name.endswith(ending) and len(name) > len(ending) + 2:
            stem = name[: -len(ending)]
            return [stem + "sk", stem]
    return []


def _spellings(keys: Sequence[str]) -> list[str]:
    return [loose for key in keys for loose in loose_keys(key)]
