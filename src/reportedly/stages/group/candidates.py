"""Which texts share runs of words, and how many: a sample of the runs finds, all are counted.

A quarter of all runs, chosen by their number, stands for the text (a scaled MinHash: Broder 1997;
Irber and others 2022). Unlike MinHash with bands it sees containment: the paper that prints one
paragraph of a long report shares little of the whole, and nearly all of what it printed.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from reportedly.arrays import first_of_each

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportedly.stages.group.prints import Prints

SAMPLE = 4  # every fourth run by its number stands for all of them
FEW = 8  # sampled runs: a text with no more is found by a single one, others by two
LEAST = 0.12  # of the smaller sample, for a pair to be counted: less will not be a copy
_SLOTS = 1 << 22
_SLOT = np.uint32(_SLOTS - 1)


@dataclass(frozen=True, slots=True)
class Shared:
    """Pairs of texts, first < second: the runs that they share, and those outside quotations.

    ``first_size`` and ``second_size`` count the runs of each that are no common phrases.
    """

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    runs: NDArray[np.int32]
    told: NDArray[np.int32]
    first_size: NDArray[np.int32]
    second_size: NDArray[np.int32]

    @classmethod
    def none(cls) -> Shared:
        """No pairs."""
        return cls(*[np.zeros(0, np.int32)] * 6)

    def columns(self) -> tuple[NDArray[np.int32], ...]:
        """The pairs as columns."""
        return tuple(getattr(self, name.name) for name in fields(self))

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Shared:
        """Those pairs alone."""
        return Shared(*(column[chosen] for column in self.columns()))

    def numbered(self, number: NDArray[np.int64]) -> Shared:
        """The pairs with each text under its new number, in order."""
        first, second = number[self.first], number[self.second]
        turned = first > second
        columns = (first, second, self.first_size, self.second_size)
        a, b, a_size, b_size = (c.astype(np.int32) for c in columns)
        a[turned], b[turned] = second[turned], first[turned]
        a_size[turned], b_size[turned] = self.second_size[turned], self.first_size[turned]
        made = Shared(a, b, self.runs, self.told, a_size, b_size)
        return made.where(np.lexsort((a, b)))

    def plus(self, other: Shared) -> Shared:
        """These pairs and then the others."""
        both = zip(self.columns(), other.columns(), strict=True)
        return Shared(*(np.concatenate(columns) for columns in both))


def shared_runs(prints: Prints, phrases: NDArray[np.uint32], chosen: NDArray[np.bool_]) -> Shared:
    """Every pair that is worth a look, of two texts of which one at least is chosen.

    ``phrases`` are runs that many unrelated texts have: they count for nothing.
    """
    texts = _Texts(prints, phrases, chosen)
    found = [
        texts.counted(text, near)
        for text in np.flatnonzero(chosen).tolist()
        if len(near := texts.near(text))
    ]
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    return Shared(*columns) if columns else Shared.none()


class _Texts:
    """The sampled runs that a chosen text has, sorted by number, to look up who else has one."""

    def __init__(
        self, prints: Prints, phrases: NDArray[np.uint32], chosen: NDArray[np.bool_]
    ) -> None:
        self._prints = prints
        self._chosen = chosen
        self._held = np.zeros(_SLOTS, np.bool_)  # scratch: the runs of the text at hand
        self._held[phrases & _SLOT] = True
        self._plain = ~self._held[prints.runs & _SLOT]
        self._held[:] = False
        self._sizes = _each(self._plain, prints)
        sampled = self._plain & (prints.runs % SAMPLE == 0)
        self._samples = _each(sampled, prints)
        mine = prints.runs[sampled & np.repeat(chosen, np.diff(prints.starts))]
        self._held[mine & _SLOT] = True
        asked = np.flatnonzero(sampled & self._held[prints.runs & _SLOT])
        self._held[:] = False
        holders = np.searchsorted(prints.starts, asked, side="right") - 1
        order = np.argsort(prints.runs[asked])
        self._sorted = prints.runs[asked][order]
        self._holders = holders[order].astype(np.int32)

    def near(self, text: int) -> NDArray[np.int32]:
        """The texts that share enough of the sample with this one; of chosen ones the earlier."""
        here = slice(self._prints.starts[text], self._prints.starts[text + 1])
        runs = self._prints.runs[here]
        mine = runs[self._plain[here] & (runs % SAMPLE == 0)]
        left = np.searchsorted(self._sorted, mine, side="left")
        right = np.searchsorted(self._sorted, mine, side="right")
        holders = self._holders[_ranges(left, right - left)]
        holders = np.sort(holders[(holders < text) | ~self._chosen[holders]])
        starts = np.flatnonzero(first_of_each(holders))
        near, times = holders[starts], np.diff(starts, append=len(holders))
        smaller = np.minimum(self._samples[near], len(mine))
        enough = (times >= LEAST * smaller) & ((times > 1) | (smaller <= FEW))
        return near[enough]

    def counted(self, text: int, near: NDArray[np.int32]) -> tuple[NDArray[np.int32], ...]:
        """The pairs of a text with those near it, their shared runs counted all."""
        prints, held = self._prints, self._held
        here = slice(prints.starts[text], prints.starts[text + 1])
        plain, told = self._plain[here], prints.told[here]
        mine = prints.runs[here] & _SLOT
        counts = prints.starts[near + 1] - prints.starts[near]
        places = _ranges(prints.starts[near], counts)
        theirs = prints.runs[places] & _SLOT
        starts = np.cumsum(counts) - counts
        held[mine[plain]] = True
        shared = np.add.reduceat(held[theirs], starts, dtype=np.int32)
        held[mine[~told]] = False
        outside = np.add.reduceat(held[theirs] & prints.told[places], starts, dtype=np.int32)
        held[mine] = False
        whole = np.full(len(near), self._sizes[text], np.int32)
        second = np.full(len(near), text, np.int32)
        return near, second, shared, outside, self._sizes[near], whole


def _each(marked: NDArray[np.bool_], prints: Prints) -> NDArray[np.int32]:
    """How many of the marked runs each text has."""
    before = np.concatenate([[0], np.cumsum(marked, dtype=np.int64)])
    return np.diff(before[prints.starts]).astype(np.int32)


def _ranges(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of many ranges, one after the other: starts 5, 9 with counts 2, 1 are 5, 6, 9."""
    ends = np.cumsum(counts)
    before = np.repeat(starts - (ends - counts), counts)
    ranges: NDArray[np.int64] = np.arange(ends[-1] if len(ends) else 0) + before
    return ranges
