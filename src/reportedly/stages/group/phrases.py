"""Runs of words that many unrelated texts have: a newsletter's call, a copyright, a set phrase.

A run of a wire that five hundred outlets print stands in many texts too, but those texts are
alike. So a run is a phrase only where the texts that hold it share little else.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from reportedly.stages.group.prints import Prints

    Runs = NDArray[np.uint32]
    Numbers = NDArray[np.intp]

FEWEST_HOLDERS = 50  # texts; with fewer, phrases do no harm
PART_OF_ALL = 200  # in large collections, one text in so many
LOOKED_AT = 6  # holders of a run that are compared with each other
UNLIKE = 0.5  # the share of the smaller text: the median pair of holders of a phrase has less
_SLOTS = 1 << 24


def common_phrases(prints: Prints) -> NDArray[np.uint32]:
    """The runs that are phrases."""
    runs, holders, starts, counts = _frequent(prints)
    alike = _likeness(prints)
    found = [
        runs[start]
        for start, count in zip(starts.tolist(), counts.tolist(), strict=True)
        if _is_phrase(holders[start : start + count], alike)
    ]
    return np.array(found, np.uint32)


def _frequent(prints: Prints) -> tuple[Runs, Numbers, Numbers, Numbers]:
    """Runs in more texts than a phrase needs, sorted, with their holders; where each begins."""
    most = max(FEWEST_HOLDERS, len(prints) // PART_OF_ALL)
    slots = prints.runs >> np.uint32(8)
    often = np.flatnonzero((np.bincount(slots, minlength=_SLOTS) > most)[slots])
    holders = np.searchsorted(prints.starts, often, side="right") - 1
    order = np.argsort(prints.runs[often], kind="stable")
    runs = prints.runs[often][order]
    _, starts, counts = np.unique(runs, return_index=True, return_counts=True)
    many = counts > most
    return runs, holders[order], starts[many], counts[many]


def _is_phrase(holders: NDArray[np.intp], alike: Callable[[int, int], float]) -> bool:
    looked_at = holders[np.linspace(0, len(holders) - 1, LOOKED_AT).astype(int)].tolist()
    shares = sorted(alike(a, b) for a, b in combinations(looked_at, 2))
    return shares[len(shares) // 2] < UNLIKE


def _likeness(prints: Prints) -> Callable[[int, int], float]:
    """How much of the smaller of two texts stands in the other."""

    @lru_cache(maxsize=1 << 16)
    def alike(a: int, b: int) -> float:
        first, second = prints.of(a), prints.of(b)
        shared = len(np.intersect1d(first, second, assume_unique=True))
        return shared / max(1, min(len(first), len(second)))

    return alike
