"""The passages that two texts share, aligned, so that a person can see what was copied."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reportedly.records import Span
from reportedly.stages.group.shingles import WORDS_IN_SHINGLE, Token, shingles

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST_RUN = 8  # words: shorter runs are shared by strangers
CHANGED_WORDS = 4  # this many words put in, out or changed do not end a passage
TRIED = 20  # a run of three words that stands in the other text more often is a refrain

Run = tuple[int, int, int, int]  # first and last word in a, first and last word in b


def shared_passages(a: Sequence[Token], b: Sequence[Token]) -> tuple[tuple[Span, Span], ...]:
    """Pairs of spans of the same passage in two texts, in the order of the first.

    Longest common runs taken from the left; runs with only a few changed words between them
    are one passage.
    """
    passages = _joined(_runs(list(a), list(b)))
    kept = [run for run in passages if run[1] - run[0] + 1 >= SHORTEST_RUN]
    return tuple((_span(a, run[0], run[1]), _span(b, run[2], run[3])) for run in kept)


def _runs(a: list[Token], b: list[Token]) -> list[Run]:
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, shingle in enumerate(shingles(b)):
        where[shingle].append(place)
    found: list[Run] = []
    i = 0
    starts = shingles(a)
    while i < len(starts):
        expected = found[-1][3] + 1 if found else 0
        length, j = _longest(a, b, i, where.get(starts[i], [])[:TRIED], expected)
        if length:
            found.append((i, i + length - 1, j, j + length - 1))
        i += max(length, 1)
    return found


def _longest(
    a: list[Token], b: list[Token], i: int, places: list[int], expected: int
) -> tuple[int, int]:
    """The longest run from word i of a; of equal ones, that nearest to where b was left."""
    best = (0, 0, 0)
    for j in places:
        length = WORDS_IN_SHINGLE
        while i + length < len(a) and j + length < len(b) and a[i + length][2] == b[j + length][2]:
            length += 1
        best = max(best, (length, -abs(j - expected), j))
    return best[0], best[2]


def _joined(runs: list[Run]) -> list[Run]:
    passages: list[Run] = []
    for run in runs:
        last = passages[-1] if passages else None
        if last and _close(last[1], run[0]) and _close(last[3], run[2]):
            passages[-1] = (last[0], run[1], last[2], run[3])
        else:
            passages.append(run)
    return passages


def _close(end: int, start: int) -> bool:
    return 0 < start - end <= CHANGED_WORDS + 1


def _span(words: Sequence[Token], first: int, last: int) -> Span:
    return Span(start=words[first][0], end=words[last][1])
