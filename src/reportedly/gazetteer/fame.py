"""How well known a place is, from its class and people: whether news names it without its land."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.spelling import loose_keys

if TYPE_CHECKING:
    from reportedly.gazetteer.entry import Entry, Kind

_FAME = ((1_000_000, 2.5), (300_000, 1.8), (100_000, 1.2), (15_000, 0.6), (5_000, 0.2))
_CAPITAL = WORLD_KNOWN = 2.5
_KIND_FAME: dict[Kind, float] = {"country": 5.0, "region": 2.0, "water": 2.0, "admin1": 1.5}


def fame(entry: Entry) -> float:
    """How likely news names the place without its country, from its class and people."""
    if entry.kind in _KIND_FAME:
        return _KIND_FAME[entry.kind]
    people = _people_fame(entry.population or 0)
    if entry.kind == "settlement":
        return max(people, _CAPITAL if people > 1 else 1.2) if entry.capital else people
    return min(people, 1.2) / 2


def _people_fame(population: int) -> float:
    return next((worth for people, worth in _FAME if population >= people), 0.0)


def by_other_name(entry: Entry, key: str) -> bool:
    """Whether a settlement goes by another of its names, and not by a spelling of the first."""
    own = fold(entry.name)
    settled = entry.kind in ("settlement", "quarter")
    return settled and own != key and not set(loose_keys(own)) & set(loose_keys(key))
