"""Pairs of articles worth comparing: MinHash of rensa with locality-sensitive hashing.

Bands of two rows let a pair through that shares a tenth of its word runs about every other
time, and one that shares a fifth nearly always; each pair is then verified by containment, so
a false candidate costs time and nothing else. A passage quoted from a long article shares too
little for that: rare word runs find it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PERMUTATIONS = 128
BANDS = 64
SEED = 1
RARE = 12  # a run of words in more articles than this is a phrase, not a copied passage
SAMPLE = 4  # every fourth rare run, chosen by its own letters, stands for all of them
RARE_SHARED = 4  # sampled runs that two articles must share: about a sentence and a half

Pair = tuple[int, int]


def candidates(sets: Sequence[frozenset[str]]) -> set[Pair]:
    """Pairs (i, j), i < j, of shingle sets that may be near copies of one another."""
    return _by_minhash(sets) | _by_rare_runs(sets)


def _by_minhash(sets: Sequence[frozenset[str]]) -> set[Pair]:
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415 - keeps start-up light

    filled = [i for i, shingles in enumerate(sets) if shingles]
    if len(filled) < 2:
        return set()
    hashes = RMinHash.from_token_sets([sorted(sets[i]) for i in filled], PERMUTATIONS, SEED)
    index = RMinHashLSH(0.5, PERMUTATIONS, BANDS)
    index.insert_many(hashes)
    found = index.query_all(hashes)
    return {(filled[a], filled[b]) for a, near in enumerate(found) for b in near if a < b}


def _by_rare_runs(sets: Sequence[frozenset[str]]) -> set[Pair]:
    where: dict[str, list[int]] = defaultdict(list)
    for i, shingles in enumerate(sets):
        for shingle in shingles:
            if _sampled(shingle):
                where[shingle].append(i)
    shared: Counter[Pair] = Counter()
    for holders in where.values():
        if 1 < len(holders) <= RARE:
            shared.update(combinations(holders, 2))
    return {pair for pair, times in shared.items() if times >= RARE_SHARED}


def _sampled(shingle: str) -> bool:
    """A choice that is the same in every run and on every machine, unlike ``hash``."""
    return sum(shingle.encode()) % SAMPLE == 0
