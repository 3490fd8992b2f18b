"""One place as a source gives it, and the keys that it is filed under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.gazetteer.names import filed_key
from reportedly.gazetteer.spelling import loose_keys_in

if TYPE_CHECKING:
    from reportedly.gazetteer.entry import Kind

_LONGEST_KEY = 120  # bytes: what is longer is no name that news gives


@dataclass(frozen=True, slots=True)
class Row:
    """What a source gives of one place; ``names`` are all names but the first.

    ``keys`` are the folded names, where a step before compiling has worked them out already;
    ``former`` are those of its names that it had once, each with the last year or 0.
    """

    name: str
    lat: float
    lon: float
    kind: Kind = "settlement"
    feature: str = "PPL"
    names: tuple[str, ...] = ()
    country: str = ""
    admin1_code: str = ""
    admin1: str = ""
    admin2_code: str = ""
    admin2: str = ""
    population: int = 0
    geonameid: int = 0
    key: str = ""
    radius_km: int = 0
    keys: frozenset[str] = frozenset()
    former: tuple[tuple[str, int], ...] = ()


def folded_names(row: Row) -> frozenset[str]:
    """The keys of a row's names, without the loose ones."""
    # All alphabets write of all countries: Cyrillic names of countries are no Latin ones anywhere.
    country = "" if row.kind == "country" else row.country
    return frozenset(filed_key(name, country) for name in {row.name, *row.names}) - {""}


def row_keys(row: Row) -> set[str]:
    """Every key that a row is filed under."""
    keys = row.keys or folded_names(row)
    loose = {loose for key in keys for loose in loose_keys_in(row.country, key)}
    return {key for key in keys | loose | code_keys(row) if _is_filed(key)}


def _is_filed(key: str) -> bool:
    return len(key) <= _LONGEST_KEY and (key.isascii() or len(key.encode()) <= _LONGEST_KEY)


def code_keys(row: Row) -> set[str]:
    """The key that a country or a first-level region is filed under by its code."""
    codes = {"country": row.country, "admin1": row.admin1_code}
    code = codes.get(row.kind)
    return {f"~{code}"} if code else set()
