"""The fingerprint of a text: its runs of three words as numbers, in one array for many texts.

A run of three words is hashed to 32 bits, the same in every run and on every machine. A pair of
strangers of 500 words each shares a number by chance once in 17,000 pairs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

from reportedly.arrays import distinct, is_in
from reportedly.stages.group.shingles import WORD, WORDS_IN_SHINGLE, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LONGEST_QUOTE = 600  # characters: an opening mark that is closed later than that was none
_MARK = re.compile(r"[\"“”„«»\n]")
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 29], np.uint64)
"""Odd constants of splitmix64 and xxHash, and a shift: a word counts by its place in the run."""
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Prints:
    """Fingerprints of many texts, one after the other: text k has ``runs[starts[k]:starts[k+1]]``.

    ``told`` marks the runs that stand outside quotation marks: two reporters may quote one speech.
    """

    runs: NDArray[np.uint32]
    told: NDArray[np.bool_]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, text: int) -> NDArray[np.uint32]:
        """The runs of one text."""
        return self.runs[self.starts[text] : self.starts[text + 1]]

    def holding(self, runs: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Which texts have one of the runs."""
        slots = np.zeros(1 << 16, np.bool_)
        slots[runs >> np.uint32(16)] = True
        here = np.flatnonzero(slots[self.runs >> np.uint32(16)]) if len(runs) else np.zeros(0, int)
        here = here[is_in(self.runs[here], np.sort(runs))]
        holding = np.zeros(len(self), np.bool_)
        holding[np.searchsorted(self.starts, here, side="right") - 1] = True
        return holding

    def taken(self, texts: Sequence[int]) -> Prints:
        """These texts alone."""
        slices = [slice(self.starts[text], self.starts[text + 1]) for text in texts]
        return _together([self.runs[s] for s in slices], [self.told[s] for s in slices])

    def plus(self, other: Prints) -> Prints:
        """These texts and then the others."""
        return Prints(
            np.concatenate([self.runs, other.runs]),
            np.concatenate([self.told, other.told]),
            np.concatenate([self.starts, other.starts[1:] + self.starts[-1]]),
        )


def prints(texts: Sequence[str]) -> Prints:
    """The fingerprints of texts, each with every run once.

    >>> len(prints(["A shell fell here.", "a SHELL fell"]).runs)
    3
    """
    numbers = _Numbers()
    each = [_print(text, numbers) for text in texts]
    return _together([runs for runs, _ in each], [told for _, told in each])


def _together(runs: list[NDArray[np.uint32]], told: list[NDArray[np.bool_]]) -> Prints:
    sizes = np.array([0, *map(len, runs)], np.int64)
    return Prints(
        np.concatenate([np.zeros(0, np.uint32), *runs]),
        np.concatenate([np.zeros(0, np.bool_), *told]),
        np.cumsum(sizes),
    )


def _print(text: str, numbers: _Numbers) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    bounds = [0, *chain.from_iterable(quotations(text)), len(text)]
    parts = [WORD.findall(text, start, end) for start, end in pairwise(bounds)]
    words = list(chain.from_iterable(parts))
    if len(words) < WORDS_IN_SHINGLE:
        return np.zeros(0, np.uint32), np.zeros(0, np.bool_)
    runs = _mixed(np.fromiter(map(numbers.__getitem__, words), np.uint64, len(words)))
    unique = distinct(runs)
    if len(parts) == 1:
        return unique, np.ones(len(unique), np.bool_)
    inside = np.repeat(np.arange(len(parts)) % 2 == 1, [len(part) for part in parts])
    told = ~(inside[:-2] | inside[1:-1] | inside[2:])
    return unique, is_in(unique, np.sort(runs[told]))


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint32]:
    first, second, third = numbers[:-2], numbers[1:-1], numbers[2:]
    mixed: NDArray[np.uint64] = first * _MIX[0] + (second ^ (second >> _MIX[3])) * _MIX[1]
    mixed += (third ^ (third >> _MIX[3])) * _MIX[2]
    mixed = (mixed ^ (mixed >> _MIX[3])) * _MIX[1]
    return (mixed >> _HALF).astype(np.uint32, copy=False)


class _Numbers(dict[str, int]):
    """The number of each word that came so far."""

    def __missing__(self, word: str) -> int:
        folded = fold(word).encode("utf-8", "replace")
        number = int.from_bytes(blake2b(folded, digest_size=8).digest(), "big")
        self[word] = number
        return number


def quotations(text: str) -> list[tuple[int, int]]:
    """Where the text quotes, by marks that stand as opening and closing ones within a paragraph.

    A mark opens or closes by what stands beside it, whichever way it is curled.

    >>> quotations('He said: "Go home." Then left.')
    [(9, 18)]
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for match in _MARK.finditer(text):
        place = match.start()
        if text[place] == "\n":
            opened = None
        elif _opens(text, place):
            opened = place
        elif opened is not None:
            if place - opened <= LONGEST_QUOTE:
                found.append((opened, place))
            opened = None
    return found


def _opens(text: str, place: int) -> bool:
    before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
    return (before.isspace() or before in "([—–-") and not after.isspace()
