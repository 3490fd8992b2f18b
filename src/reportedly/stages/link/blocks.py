"""Which accounts are worth comparing: those that share a place and a week, or rare words.

A pair is found by a key that both hold, and a key depends on its own account alone. Only how
many hold a word counts beside that: one that many hold says little, and its block is passed over.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from reportedly.stages.link.intervals import SAME_SPOT_KM, is_coarse, weeks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.clusters import Pair
    from reportedly.records import Place
    from reportedly.stages.link.accounts import Account

CELL = 0.5  # degrees
KM_IN_DEGREE = 111.0
WIDEST_KM = 25.0  # so that a place lies in four cells at most, up to 60 degrees north or south
RARE_WORDS = 20  # of an article; each is a key of its own
RARE_WORDS_BESIDE = 4  # of an account that its article only mentions
PAIRED_WORDS = 6  # the rarest of them: each two are a key that holds where one word is too common
WORD_HOLDERS = 60  # a word that more accounts hold is no key

Key = tuple[str | int, ...]


def keys_of(account: Account) -> set[Key]:
    """The keys of the blocks that an account stands in."""
    return {(account.kind, *key) for key in (*_places(account), *_words(account))}


def pairs_in(blocks: Mapping[Key, Sequence[int]], wide: Iterable[int] = ()) -> set[Pair]:
    """The pairs (i, j), i < j, that share a block.

    Within a region only the ``wide`` ones, that say no more than the region, meet all others.
    """
    everywhere = set(wide)
    found: set[Pair] = set()
    for key, block in blocks.items():
        if len(block) < 2:
            continue
        if key[1] == "region":
            found |= {(min(a, b), max(a, b)) for a in block if a in everywhere for b in block}
        elif not is_crowded(key, len(block)):
            found.update((min(pair), max(pair)) for pair in combinations(block, 2))
    return {pair for pair in found if pair[0] != pair[1]}


def is_crowded(key: Key, holders: int) -> bool:
    """Whether a block is passed over: a word that many hold."""
    return key[1] in ("word", "words") and holders > WORD_HOLDERS


def candidates(accounts: Sequence[Account]) -> set[Pair]:
    """The pairs of accounts worth comparing."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for k, account in enumerate(accounts):
        for key in keys_of(account):
            blocks[key].append(k)
    return pairs_in(blocks, (k for k, account in enumerate(accounts) if is_wide(account)))


def is_wide(account: Account) -> bool:
    """Whether an account says no more than a region of one of its places."""
    return any(map(is_coarse, account.places))


def _places(account: Account) -> Iterator[Key]:
    weeks = {week for days in account.times for week in weeks_of(days)}
    printed = weeks_of(account.printed)
    weeks |= {*printed, *(week - 1 for week in printed)}
    for kind, where in {area for place in account.places for area in _areas(place)}:
        for week in weeks or {0}:
            yield (kind, where, week)
    for said in account.said_by:
        for place in account.places:
            yield ("said", *said, (place.name or place.as_written).casefold())


def _words(account: Account) -> Iterator[Key]:
    rare = account.text.words.rarest(RARE_WORDS if account.is_main else RARE_WORDS_BESIDE)
    for word in rare:
        yield ("word", word)
    for pair in combinations(sorted(rare[:PAIRED_WORDS]), 2):
        yield ("words", *pair)


def _areas(place: Place) -> Iterator[tuple[str, str]]:
    """A region, a name, and the cells of a grid that the place may lie in."""
    if place.country and place.admin1:
        yield ("region", f"{place.country}/{place.admin1.casefold()}")
    yield ("name", (place.name or place.as_written).casefold())
    if place.lat is not None and place.lon is not None and not is_coarse(place):
        reach = min((place.uncertainty_m or 0) / 1000 + SAME_SPOT_KM, WIDEST_KM) / KM_IN_DEGREE
        for lat in {_cell(place.lat - reach), _cell(place.lat + reach)}:
            for lon in {_cell(place.lon - 2 * reach), _cell(place.lon + 2 * reach)}:
                yield ("cell", f"{lat}/{lon}")


def _cell(degrees: float) -> int:
    return math.floor(degrees / CELL)
