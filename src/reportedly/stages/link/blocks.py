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

from reportedly.arrays import distinct, first_of_each
from reportedly.stages.link.intervals import (
    PUBLICATION_GAP_DAYS,
    SAME_SPOT_KM,
    is_coarse,
    weeks_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
LOT = 1 << 22  # pairs looked at together: 200 MB

Keys = NDArray[np.uint64]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Pairs = NDArray[np.int64]
"""Two columns: the numbers of the two of each pair, the lower first."""
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
        owners = np.repeat(np.arange(len(keys)), np.array([len(own) for own in keys], np.int64))
        return cls.sorted(np.concatenate([np.zeros(0, np.uint64), *keys]), owners, wide)

    @classmethod
    def sorted(cls, keys: Keys, owners: Numbers, wide: Sequence[bool] | Mask) -> Blocks:
        """The blocks of keys in any order, each with the account that holds it."""
        order = np.argsort(keys)
        return cls(keys[order], owners[order], np.asarray(wide, np.bool_))

    def pairs(self, one: Mask, other: Mask) -> Pairs:
        """The pairs (i, j), i < j, that share a block, one account of each choice, in order.

        Within a region only wide accounts, that say no more than the region, meet all others.
        """
        starts, sizes = self._extents()
        here = np.flatnonzero(one[self.owners] & (sizes > 1) & ~self._passed_over(sizes))
        ends = np.cumsum(sizes[here])
        lots = np.split(here, np.searchsorted(ends, np.arange(LOT, ends[-1:].sum(), LOT)))
        found = [self._met(lot, starts[lot], sizes[lot], other) for lot in lots]
        codes = distinct(np.concatenate(found))
        return np.stack(np.divmod(codes, max(len(self.wide), 1)), axis=1)

    def crowded(self, among: Mask) -> Keys:
        """The words that more of these accounts hold than make a key."""
        words = self.keys[(self.keys & _KIND == WORD) & among[self.owners]]
        starts = np.flatnonzero(first_of_each(words))
        crowded: Keys = words[starts[np.diff(starts, append=len(words)) > WORD_HOLDERS]]
        return crowded

    def _passed_over(self, sizes: NDArray[np.int64]) -> Mask:
        """Which keys are words that too many accounts hold, by how many hold each."""
        passed: Mask = (self.keys & _KIND == WORD) & (sizes > WORD_HOLDERS)
        return passed

    def _extents(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each place among the keys where its block begins, and how many hold it."""
        first = np.flatnonzero(np.diff(self.keys, prepend=~self.keys[:1]))
        sizes = np.diff(first, append=len(self.keys))
        return np.repeat(first, sizes), np.repeat(sizes, sizes)

    def _met(self, lot: Numbers, starts: Numbers, sizes: Numbers, other: Mask) -> NDArray[np.int64]:
        """The pairs of the accounts at these places with all in their blocks, as numbers."""
        before = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        met = self.owners[np.arange(len(before)) + before]
        own = np.repeat(self.owners[lot], sizes)
        wanted = other[met] & (own != met)
        region = np.repeat(self.keys[lot] & _KIND == REGION, sizes)
        wanted &= ~region | self.wide[own] | self.wide[met]
        own, met = own[wanted], met[wanted]
        return distinct(np.minimum(own, met) * len(self.wide) + np.maximum(own, met))


def candidates(accounts: Sequence[Account]) -> Pairs:
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
