"""The passages that two texts share, aligned, so that a person can see what was copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.records import Span
from reportedly.stages.group.shingles import WORDS_IN_SHINGLE, Worded

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST_RUN = 8  # words: shorter runs are shared by strangers
CHANGED_WORDS = 4  # this many words put in, out or changed do not end a passage
TRIED = 20  # a run of three words that stands in the other text more often is a refrain

Run = tuple[int, int, int, int]  # first and last word in a, first and last word in b


def shared_passages(a: Worded, b: Worded) -> tuple[tuple[Span, Span], ...]:
    """Pairs of spans of the same passage in two texts, in the order of the first.

    Longest common runs taken from the left; runs with only a few changed words between them
    are one passage.
    """
    kept = [run for run in _joined(_runs(a, b)) if run[1] - run[0] + 1 >= SHORTEST_RUN]
    return tuple((_span(a, run[0], run[1]), _span(b, run[2], run[3])) for run in kept)


def _runs(a: Worded, b: Worded) -> list[Run]:
    found: list[Run] = []
    i = expected = 0
    while i < len(a.runs):
        places = b.places(a.runs[i])[:TRIED]
        if not places:
            i += 1
            continue
        length, j = _longest(a.words, b.words, i, places, expected)
        found.append((i, i + length - 1, j, j + length - 1))
        i, expected = i + length, j + length
    return found


def _longest(
    a: Sequence[str], b: Sequence[str], i: int, places: Sequence[int], expected: int
) -> tuple[int, int]:
    """The longest run from word i of a; of equal ones, that nearest to where b was left."""
    best = (0, 0, 0)
    for j in places:
        most = min(len(a) - i, len(b) - j)
        length = WORDS_IN_SHINGLE
        while length < most and a[i + length] == b[j + length]:
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


def _span(text: Worded, first: int, last: int) -> Span:
    return Span(start=text.starts[first], end=text.ends[last])
