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
_ALL_NEAR_KM = 100.0
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
class _Sums:
    """Sums of weights by code that no name's own candidates count in, of several weights at once.

    ``marks``: which rows each sum takes; ``at``: the cell of each row in a table of sums, names
    and codes, the first of which is none; ``shape``: of that table.
    """

    marks: Floats
    at: Numbers
    shape: tuple[int, int, int]

    def over(self, weight: Floats) -> tuple[Floats, Floats, Floats]:
        """Of each sum, what other names give: a row's code, and all codes; and codes of all names.

        The first for each row, the second for each name, the third for each code.
        """
        cells = np.bincount(self.at.ravel(), (self.marks * weight).ravel(), math.prod(self.shape))
        by_name = cells.reshape(self.shape)
        by_name[:, :, 0] = 0  # no code
        every = by_name.sum(1)
        others = every[:, None] - by_name
        return others.ravel()[self.at], others.sum(2), every


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
    def firsts(self) -> list[int]:
        """The same as plain numbers."""
        firsts: list[int] = self.starts.tolist()
        return firsts

    @cached_property
    def name_of(self) -> Numbers:
        """The number of each row's name."""
        return np.repeat(np.arange(len(self.names)), np.diff(self.starts))

    @cached_property
    def own(self) -> Floats:
        """What each candidate is by itself, and the columns that no round changes."""
        return self._own.T

    @cached_property
    def _own(self) -> Floats:
        """The same, a column after the other: rounds fill whole columns."""
        columns = np.zeros((len(COLUMNS), self.starts[-1]))
        if self.names:
            columns[: len(OWN)] = np.concatenate([n.block.own for n in self.names]).T
        for number, name in enumerate(self.names):
            if name.speaks or name.kinds:
                self._fill(columns[:, self._rows_of(number)].T, name)
        return columns

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
    def _sums(self) -> _Sums:
        """Countries as areas say them, as places imply them; regions so; countries by regions."""
        countries, regions, _ = self._codes
        codes = np.array([countries, countries, regions, regions, countries])
        is_country, is_region = self._is_country, self._is_region
        marks = np.array([is_country, 1 - is_country, is_region, 1 - is_region, is_region])
        shape = len(codes), len(self.names), int(codes.max(initial=0)) + 1
        first = (np.arange(shape[0])[:, None] * shape[1] + self.name_of) * shape[2]
        return _Sums(marks, first + codes, shape)

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
        return slice(self.firsts[name], self.firsts[name + 1])

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
        columns = self._own.copy()
        of_code, of_all, every = self._sums.over(likely * self._times)
        any_of = of_all[:, self.name_of]
        share, once = of_code / np.maximum(any_of, 1), np.minimum(of_code, 1)
        for level, (told, implied) in (("country", (0, 1)), ("region", (2, 3))):
            columns[_AT[f"{level} told"]] = share[told]
            columns[_AT[f"{level} told once"]] = once[told]
            columns[_AT[f"{level} implied"]] = share[implied]
        self._fill_near(columns, likely)
        self._fill_held(columns.T, likely)
        columns[_AT["peer regions"]] = np.minimum(of_code[4] / 2, 1) * self._is_region
        columns[_AT["peer countries"]] = np.minimum(any_of[0] / 2, 1) * self._is_country
        around = any_of[0] + 0.3 * any_of[1] > 0.5
        abroad = around * (1 - np.minimum(of_code[0] + 0.3 * of_code[1], 1))
        # how many countries the page names, from 0 to 1 for four or more
        worldly = min(1.0, float(np.minimum(every[0], 1).sum()) / 4)
        people, capital = columns[_AT["people"]], columns[_AT["capital"]]
        columns[_AT["people abroad"]] = people * abroad
        columns[_AT["capital abroad"]] = capital * abroad
        columns[_AT["people alone"]] = people * ~around
        columns[_AT["people worldly"]] = people * worldly
        columns[_AT["capital worldly"]] = capital * worldly
        return columns.T

    def _fill_near(self, columns: Floats, likely: Floats) -> None:
        """The likelihood that some other name lies near each row, and how many do."""
        for (pairs, others), km in zip(self._within, NEAR_KM, strict=True):
            if not len(pairs):
                continue
            shape = len(likely), len(self.names)
            sums = np.bincount(pairs, likely[others], shape[0] * shape[1]).reshape(shape)
            np.minimum(sums, 1, out=sums)
            columns[_AT[f"near {km:.0f}"]] = sums.max(1)
            if km == _ALL_NEAR_KM:
                columns[_AT["all near 100"]] = np.log1p(sums.sum(1))

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

    def none(self, number: int) -> Floats:
        """What speaks for none of a name's candidates."""
        name = self.names[number]
        rows = name.block
        fit = int(np.count_nonzero(name.open)) if name.open is not None else len(rows.hits)
        return np.array(  # the columns of NONE
            [
                1.0,
                math.log1p(fit),
                rows.most_people,
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
