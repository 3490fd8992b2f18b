"""Which accounts are worth comparing: those that share a place and a week, or rare words.

A pair is found by a key that both hold, and a key depends on its own account alone. Only how
many hold a word counts beside that: one that many hold says little, and its block is passed over.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reportedly.stages.link.intervals import (
    PUBLICATION_GAP_DAYS,
    SAME_SPOT_KM,
    is_coarse,
    weeks_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.clusters import Pair
    from reportedly.records import Place
    from reportedly.stages.link.accounts import Account

CELL = 0.5  # degrees
SPELL = 14  # days: a time wider than this says no day; the printing does
KM_IN_DEGREE = 111.0
WIDEST_KM = 25.0  # so that a place lies in four cells at most, up to 60 degrees north or south
RARE_WORDS = 20  # of an article; each is a key of its own
RARE_WORDS_BESIDE = 4  # of an account that its article only mentions
PAIRED_WORDS = 6  # the rarest of them: each two are a key that holds where one word is too common
WORD_HOLDERS = 60  # a word that more accounts hold is no key

Keys = NDArray[np.uint64]
Mask = NDArray[np.bool_]
PLACE, REGION, WORD = 0, 1, 2
_KIND = np.uint64(3)  # the last two bits of a key say which of these it is


def keys_of(account: Account, shelf: str = "") -> Keys:
    """The keys of the blocks that an account stands in; accounts of two shelves never meet."""
    found = {(PLACE, key) for key in _spots(account)} | {(REGION, key) for key in _regions(account)}
    found |= {(WORD, key) for key in _words(account)}
    before = (shelf, account.kind)
    return np.array(sorted(_hashed(kind, (*before, *key)) for kind, key in found), np.uint64)


def _hashed(kind: int, key: tuple[object, ...]) -> int:
    digest = blake2b("\x1f".join(map(str, key)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") & ~3 | kind


@dataclass(frozen=True, slots=True)
class Blocks:
    """The keys of many accounts side by side, and which accounts say no more than a region."""

    keys: Keys
    owners: NDArray[np.int64]
    wide: Mask

    @classmethod
    def of(cls, keys: Sequence[Keys], wide: Sequence[bool]) -> Blocks:
        """The blocks of accounts in their order."""
        owners = np.repeat(np.arange(len(keys)), [len(own) for own in keys])
        flat = np.concatenate([np.zeros(0, np.uint64), *keys])
        order = np.argsort(flat, kind="stable")
        return cls(flat[order], owners[order], np.array(wide, np.bool_))

    def pairs(self, one: Mask, other: Mask) -> set[Pair]:
        """The pairs (i, j), i < j, that share a block, one account of each choice.

        Within a region only wide accounts, that say no more than the region, meet all others.
        """
        found: set[Pair] = set()
        for kind, holders in self._shared(one):
            if kind == WORD and len(holders) > WORD_HOLDERS:
                continue
            first, second = holders[one[holders]].tolist(), holders[other[holders]].tolist()
            if kind == REGION:
                wide = set(holders[self.wide[holders]].tolist())
                met = {(a, b) for a in first for b in (second if a in wide else wide & set(second))}
            else:
                met = {(a, b) for a in first for b in second}
            found |= {(min(pair), max(pair)) for pair in met if pair[0] != pair[1]}
        return found

    def crowded(self) -> Keys:
        """The words that more accounts hold than make a key."""
        words = self.keys[self.keys & _KIND == WORD]
        held, times = np.unique(words, return_counts=True)
        crowded: Keys = held[times > WORD_HOLDERS]
        return crowded

    def holders(self, keys: Keys) -> NDArray[np.int64]:
        """The accounts that hold one of the keys."""
        return np.unique(self.owners[np.isin(self.keys, keys)])

    def _shared(self, one: Mask) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """Each block with two accounts or more, one of them chosen: its kind, its holders."""
        wanted = np.isin(self.keys, np.unique(self.keys[one[self.owners]]))
        keys, owners = self.keys[wanted], self.owners[wanted]
        starts = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
        ends = np.append(starts[1:], len(keys))
        for k in np.flatnonzero(ends - starts > 1):
            yield int(keys[starts[k]] & _KIND), owners[starts[k] : ends[k]]


def candidates(accounts: Sequence[Account]) -> set[Pair]:
    """The pairs of accounts worth comparing."""
    blocks = Blocks.of([keys_of(a) for a in accounts], [is_wide(a) for a in accounts])
    everyone = np.ones(len(accounts), np.bool_)
    return blocks.pairs(everyone, everyone)


def is_wide(account: Account) -> bool:
    """Whether an account says no more than a region of one of its places."""
    return any(map(is_coarse, account.places))


def _spells(account: Account) -> set[tuple[str, int]]:
    """The days, and in crime news the weeks, that the account may be about.

    In war other days part two accounts (see ``between``), so a week would only crowd the block.
    """
    spells = {("day", day) for day in _days(account)}
    if account.crime:
        printed = weeks_of(account.printed)
        weeks = {week for days in account.times for week in weeks_of(days)}
        spells |= {("week", week) for week in (*weeks, *printed, *(w - 1 for w in printed))}
    return spells or {("week", 0)}


def _days(account: Account) -> set[int]:
    """Each day told and the next, so that two a day apart meet; else a week up to the printing."""
    near = [(start, end) for start, end in account.times if (end - start).days < SPELL]
    if near:
        return {day for start, end in near for day in range(start.toordinal(), end.toordinal() + 2)}
    if account.printed is None:
        return set()
    start, end = account.printed
    return set(range(start.toordinal() - PUBLICATION_GAP_DAYS, end.toordinal() + 1)[-2 * SPELL :])


def _regions(account: Account) -> Iterator[tuple[object, ...]]:
    spells = _spells(account)
    named = {(p.country, p.admin1.casefold()) for p in account.places if p.country and p.admin1}
    for country, region in named:
        for spell in spells:
            yield ("region", country, region, *spell)


def _spots(account: Account) -> Iterator[tuple[object, ...]]:
    spells = _spells(account)
    for kind, where in {area for place in account.places for area in _areas(place)}:
        for spell in spells:
            yield (kind, where, *spell)
    for said in account.said_by:
        for place in account.places:
            yield ("said", *said, (place.name or place.as_written).casefold())


def _words(account: Account) -> Iterator[tuple[object, ...]]:
    rare = account.text.words.rarest(RARE_WORDS if account.is_main else RARE_WORDS_BESIDE)
    for word in rare:
        yield ("word", word)
    for pair in combinations(sorted(rare[:PAIRED_WORDS]), 2):
        yield ("words", *pair)


def _areas(place: Place) -> Iterator[tuple[str, str]]:
    """A name, and the cells of a grid that the place may lie in."""
    yield ("name", (place.name or place.as_written).casefold())
    if place.lat is not None and place.lon is not None and not is_coarse(place):
        reach = min((place.uncertainty_m or 0) / 1000 + SAME_SPOT_KM, WIDEST_KM) / KM_IN_DEGREE
        for lat in {_cell(place.lat - reach), _cell(place.lat + reach)}:
            for lon in {_cell(place.lon - 2 * reach), _cell(place.lon + 2 * reach)}:
                yield ("cell", f"{lat}/{lon}")


def _cell(degrees: float) -> int:
    return math.floor(degrees / CELL)
