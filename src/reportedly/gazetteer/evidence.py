"""What a page says for each candidate of its names: all names weighed together, in rounds.

A round takes how likely each candidate was after the one before, and gives for each the countries
and regions that the other names lie in, whether some other name lies near, whether the page puts
another name inside it. So two villages that are nothing alone choose each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from reportedly.gazetteer.areas import holds, is_area
from reportedly.gazetteer.candidates import OWN, Block
from reportedly.gazetteer.entry import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reportedly.gazetteer.entry import Entry, Kind

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

NEAR_KM = (30.0, 100.0, 300.0)
SAID = (
    "class fits", "class differs", "country told", "country told once", "country implied",
    "region told", "region told once", "region implied", "near 30", "near 100", "near 300",
    "all near 100", "holds", "holds not",
    "lies in", "lies not in", "capital speaks", "country speaks", "peer regions", "peer countries",
    "people abroad", "capital abroad", "people alone", "people worldly", "capital worldly",
)  # fmt: skip
COLUMNS = (*OWN, *SAID)
NONE = ("bias", "namesakes", "most people", "class told", "in a country", "in a region",
        "by variant", "alone", "one")  # fmt: skip
_NEARNESS = [math.cos(km / EARTH_RADIUS_KM) for km in NEAR_KM]


@dataclass(frozen=True)
class _Codes:
    """A code for each row as a number, 0 for none; how many there are; each with its name's."""

    numbers: Numbers
    size: int
    of_name: Numbers


@dataclass(frozen=True)
class Named:
    """One name of a page: its candidates, how often it is named, and what is said beside it.

    ``inside``: the numbers of names that the page puts in it; ``beside``: of those that it may lie
    in; ``speaks``: whether it is said to do what governments do; ``open``: which candidates the
    page leaves open; ``placed``: in what area; ``given``: decided.
    """

    key: str
    block: Block
    times: int = 1
    kinds: tuple[Kind, ...] = ()
    inside: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    speaks: bool = False
    open: NDArray[np.bool_] | None = None
    placed: str = "no"
    given: bool = False


@dataclass(frozen=True)
class Page:
    """The names of a page, their candidates in one row after another."""

    names: Sequence[Named]

    @cached_property
    def starts(self) -> Numbers:
        """The first row of each name, and the number of rows."""
        return np.concatenate(([0], np.cumsum([len(n.block.hits) for n in self.names]))).astype(int)

    @cached_property
    def name_of(self) -> Numbers:
        """The number of each row's name."""
        return np.repeat(np.arange(len(self.names)), np.diff(self.starts))

    @cached_property
    def own(self) -> Floats:
        """What each candidate is by itself, and the columns that no round changes."""
        rows = np.zeros((self.starts[-1], len(COLUMNS)))
        if len(rows):
            rows[:, : len(OWN)] = np.concatenate([n.block.own for n in self.names])
        for number, name in enumerate(self.names):
            self._fill(rows[self.starts[number] : self.starts[number + 1]], name)
        return rows

    @cached_property
    def open(self) -> NDArray[np.bool_]:
        """Which candidates the page leaves open."""
        every = [n.open if n.open is not None else [True] * len(n.block.hits) for n in self.names]
        return np.concatenate(every).astype(bool)

    @cached_property
    def given(self) -> NDArray[np.bool_]:
        """Which candidates are decided."""
        return np.array([name.given for name in self.names], bool)[self.name_of]

    def _fill(self, rows: Floats, name: Named) -> None:
        if not name.speaks and not name.kinds:
            return
        for row, hit in zip(rows, name.block.hits, strict=True):
            if name.speaks:
                row[_AT["capital speaks"]] = hit.entry.capital
                row[_AT["country speaks"]] = hit.entry.kind == "country"
            if name.kinds:
                row[_AT["class fits" if hit.entry.kind in name.kinds else "class differs"]] = 1

    @cached_property
    def entries(self) -> list[Entry]:
        """The candidates, row by row."""
        return [entry for name in self.names for entry in name.block.entries]

    @cached_property
    def _times(self) -> Floats:
        return np.array([name.times for name in self.names], float)[self.name_of]

    @cached_property
    def _codes(self) -> tuple[Numbers, ...]:
        """The country, the first-level region and the folded name of each row as numbers."""
        codes = [one for name in self.names for one in name.block.codes]
        return tuple(map(_numbered, zip(*codes, strict=True)))

    @cached_property
    def _countries(self) -> _Codes:
        return self._by_name(self._codes[0])

    @cached_property
    def _regions(self) -> _Codes:
        return self._by_name(self._codes[1])

    def _by_name(self, codes: Numbers) -> _Codes:
        size = int(codes.max(initial=0)) + 1
        return _Codes(codes, size, self.name_of * size + codes)

    @cached_property
    def _marks(self) -> NDArray[np.bool_]:
        return np.concatenate([name.block.marks for name in self.names]).T

    @cached_property
    def _is_country(self) -> Floats:
        return np.array(self._marks[0], float)

    @cached_property
    def _is_region(self) -> Floats:
        return np.array(self._marks[1], float)

    @cached_property
    def _within(self) -> list[tuple[Numbers, Numbers]]:
        """For each distance, which candidates lie within it of which: those of other names.

        Pairs of a row with the name of the other one, as one number, and the other one's row.
        """
        points = np.concatenate([name.block.points for name in self.names])
        cosines = points @ points.T
        keys = self._codes[2]
        apart = (keys[:, None] != keys) & (self.name_of[:, None] != self.name_of)
        free = apart & self._marks[2][:, None] & self._marks[3]
        rows, others = (free & (cosines > _NEARNESS[-1])).nonzero()
        pairs, close = rows * len(self.names) + self.name_of[others], cosines[rows, others]
        near = [close > cosine for cosine in _NEARNESS]
        return [(pairs[one], others[one]) for one in near]

    @cached_property
    def _held(self) -> list[tuple[slice, slice, Floats]]:
        """For each name that holds others: its rows, theirs, and which lie in which."""
        pairs = {(n, inner) for n, name in enumerate(self.names) for inner in name.inside}
        pairs |= {(outer, n) for n, name in enumerate(self.names) for outer in name.beside}
        made = []
        for outer, inner in sorted(pairs):
            outers, inners = self._rows_of(outer), self._rows_of(inner)
            made.append((outers, inners, self._holding(outers, inners)))
        return made

    def _rows_of(self, name: int) -> slice:
        return slice(int(self.starts[name]), int(self.starts[name + 1]))

    def _holding(self, outers: slice, inners: slice) -> Floats:
        return np.array(
            [
                [holds(outer, inner) for inner in self.entries[inners]]
                if is_area(outer)
                else [False] * (inners.stop - inners.start)
                for outer in self.entries[outers]
            ],
            float,
        )

    def evidence(self, likely: Floats) -> Floats:
        """Each candidate's row, given how likely each of them is."""
        rows = self.own.copy()
        weight = likely * self._times
        told, any_told = self._others(self._countries, weight * self._is_country)
        implied, any_implied = self._others(self._countries, weight * (1 - self._is_country))
        rows[:, _AT["country told"]] = told / np.maximum(any_told, 1)
        rows[:, _AT["country told once"]] = np.minimum(told, 1)
        rows[:, _AT["country implied"]] = implied / np.maximum(any_implied, 1)
        in_region, any_region = self._others(self._regions, weight * self._is_region)
        implied_region, any_in = self._others(self._regions, weight * (1 - self._is_region))
        rows[:, _AT["region told"]] = in_region / np.maximum(any_region, 1)
        rows[:, _AT["region told once"]] = np.minimum(in_region, 1)
        rows[:, _AT["region implied"]] = implied_region / np.maximum(any_in, 1)
        near = [self._near(within, likely) for within in self._within]
        for km, (one, _) in zip(NEAR_KM, near, strict=True):
            rows[:, _AT[f"near {km:.0f}"]] = one
        rows[:, _AT["all near 100"]] = np.log1p(near[1][1])
        self._fill_held(rows, likely)
        peers, _ = self._others(self._countries, weight * self._is_region)
        rows[:, _AT["peer regions"]] = np.minimum(peers / 2, 1) * self._is_region
        rows[:, _AT["peer countries"]] = np.minimum(any_told / 2, 1) * self._is_country
        around = any_told + 0.3 * any_implied
        ours = np.minimum(told + 0.3 * implied, 1)
        rows[:, _AT["people abroad"]] = rows[:, 0] * (around > 0.5) * (1 - ours)
        rows[:, _AT["capital abroad"]] = rows[:, _AT["capital"]] * (around > 0.5) * (1 - ours)
        rows[:, _AT["people alone"]] = rows[:, 0] * (around <= 0.5)
        worldly = self._worldly(weight * self._is_country)
        rows[:, _AT["people worldly"]] = rows[:, 0] * worldly
        rows[:, _AT["capital worldly"]] = rows[:, _AT["capital"]] * worldly
        return rows

    def _fill_held(self, rows: Floats, likely: Floats) -> None:
        """What lies in what, by the names that the page puts beside each other."""
        for outers, inners, table in self._held:
            held, lies = table @ likely[inners], likely[outers] @ table
            for sure, doubtful, at, share in (
                ("holds", "holds not", outers, held),
                ("lies in", "lies not in", inners, lies),
            ):
                best = np.maximum(rows[at, _AT[sure]], np.minimum(share, 1))
                rows[at, _AT[sure]] = best
                rows[at, _AT[doubtful]] = 1 - best

    def _others(self, codes: _Codes, weight: Floats) -> tuple[Floats, Floats]:
        """For each row, the weight of its code among the other names, and of all codes."""
        shape = len(self.names), codes.size
        by_name = np.bincount(codes.of_name, weight, shape[0] * shape[1]).reshape(shape)
        by_name[:, 0] = 0  # no code
        others = by_name.sum(0) - by_name
        return others.ravel()[codes.of_name], others.sum(1)[self.name_of]

    def _worldly(self, weight: Floats) -> float:
        """How many countries the page names, from 0 to 1 for four or more."""
        return min(
            1.0, float(np.minimum(np.bincount(self._countries.numbers, weight)[1:], 1).sum()) / 4
        )

    def _near(self, within: tuple[Numbers, Numbers], likely: Floats) -> tuple[Floats, Floats]:
        """For each row, the likelihood that some other name lies near it, and how many do."""
        pairs, others = within
        shape = len(likely), len(self.names)
        if not len(pairs):
            return np.zeros(shape[0]), np.zeros(shape[0])
        sums = np.bincount(pairs, likely[others], shape[0] * shape[1]).reshape(shape)
        np.minimum(sums, 1, out=sums)
        return sums.max(1), sums.sum(1)

    def none(self, number: int) -> Floats:
        """What speaks for none of a name's candidates."""
        name = self.names[number]
        rows = name.block
        fit = int(name.open.sum()) if name.open is not None else len(rows.hits)
        return np.array(  # the columns of NONE
            [
                1.0,
                math.log1p(fit),
                float(rows.own[:, 0].max(initial=0)),
                float(bool(name.kinds)),
                float(name.placed == "country"),
                float(name.placed == "region"),
                float(bool(rows.hits) and rows.hits[0].how == "variant"),
                float(len(self.names) == 1),
                float(fit == 1),
            ]
        )


_AT = {column: number for number, column in enumerate(COLUMNS)}


def _numbered(codes: Sequence[str]) -> Numbers:
    """Codes as numbers, 0 for none."""
    numbers = {"": 0}
    return np.array([numbers.setdefault(code, len(numbers)) for code in codes], int)
