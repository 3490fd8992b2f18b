"""What a name may mean, as rows of numbers: what each candidate is by itself, whatever the page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from reportedly.gazetteer.areas import is_area
from reportedly.gazetteer.fame import by_other_name
from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.lookup import Gazetteer, Hit, variants_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reportedly.gazetteer.entry import Entry, Kind

    Floats = NDArray[np.float64]

OWN = (
    "people", "known", "town", "large", "metropolis", "most", "behind", "country", "admin1",
    "admin2", "region", "water", "reach", "quarter", "capital", "seat", "other name",
    "area by other name", "variant", "spelling",
)  # fmt: skip
"""The columns of ``Block.own``."""
_KIND_COLUMN = {"admin3": "admin2"}
_WIDE = ("region", "water")
_BROAD = ("country", *_WIDE)
MARKS = ("country", "region", "local", "beside")
"""What a candidate is to others: whether it can be near one, and whether one can be near it."""
_NAMES_KEPT = 20_000


@dataclass(frozen=True, eq=False)
class Block:
    """The candidates of one name.

    ``own``: a row for each; ``points``: unit vectors from the centre of the Earth, zero where an
    entry has no point.
    """

    hits: tuple[Hit, ...]
    own: Floats
    points: Floats

    @cached_property
    def entries(self) -> list[Entry]:
        """The candidates."""
        return [hit.entry for hit in self.hits]

    @cached_property
    def most_people(self) -> float:
        """The largest of the candidates, as the first column says it."""
        return float(self.own[:, 0].max(initial=0))

    @cached_property
    def codes(self) -> list[tuple[str, str, str]]:
        """The country, the first-level region and the folded name of each; empty for none."""
        return [(e.country or "", e.admin1_code or "", fold(e.name)) for e in self.entries]

    @cached_property
    def marks(self) -> NDArray[np.bool_]:
        """Columns of ``MARKS``."""
        marks = [
            (
                entry.kind == "country",
                entry.kind == "admin1",
                entry.kind not in _BROAD and entry.lat is not None,
                (not is_area(entry) or entry.kind == "admin2") and entry.lat is not None,
            )
            for entry in self.entries
        ]
        return np.array(marks, bool).reshape(-1, len(MARKS))


@lru_cache(_NAMES_KEPT)
def candidates(gazetteer: Gazetteer, name: str, kinds: tuple[Kind, ...]) -> Block:
    """What the name may mean; by spelling or variant only what no better way found."""
    hits = gazetteer.hits(name)
    meant = kinds or next((given for _, given in variants_of(fold(name)) if given), ())
    if meant == ("water",):  # no town is the river of its name
        return block([hit for hit in hits if hit.entry.kind == "water"])
    fit = [hit for hit in hits if not meant or hit.entry.kind in meant or hit.how == "name"]
    return block(fit or hits)


def block(hits: Sequence[Hit]) -> Block:
    """The rows of some hits."""
    own = np.zeros((len(hits), len(OWN)))
    peopled = [hit.entry.population or 0 for hit in hits if hit.entry.kind not in _WIDE]
    most = max(peopled, default=0)
    for row, hit in zip(own, hits, strict=True):
        _fill(row, hit, most)
    return Block(tuple(hits), own, np.array([_point(hit.entry) for hit in hits]).reshape(-1, 3))


def _fill(row: Floats, hit: Hit, most: int) -> None:
    entry, people = hit.entry, hit.entry.population or 0
    values = {
        "people": math.log10(people + 1) / 6,
        "known": people > 0 or entry.kind in _WIDE,
        "town": people >= 15_000,
        "large": people >= 100_000,
        "metropolis": people >= 1_000_000,
        "most": people == most > 0,
        "behind": 0
        if entry.kind in _WIDE
        else max(0, math.log10((most + 1e3) / (people + 1e3))) / 3,
        "reach": math.log10(entry.radius_km or 1) / 4 if entry.kind in _WIDE else 0,
        "capital": entry.capital,
        "seat": entry.feature == "PPLA",
        "other name": bool(hit.key) and by_other_name(entry, hit.key),
        "area by other name": is_area(entry) and _renamed(hit),
        hit.how: 1.0,
        _KIND_COLUMN.get(entry.kind, entry.kind): 1.0,
    }
    row[:] = [values.get(column, 0.0) for column in OWN]


def _renamed(hit: Hit) -> bool:
    """Whether an area's first name is none of the forms of the name on the page."""
    own = fold(hit.entry.name)
    return own != hit.key and hit.key not in [key for key, _ in variants_of(own)]


def _point(entry: Entry) -> tuple[float, float, float]:
    if entry.lat is None or entry.lon is None:
        return (0.0, 0.0, 0.0)
    phi, lam = math.radians(entry.lat), math.radians(entry.lon)
    return (math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi))
