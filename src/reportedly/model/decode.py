"""From tag scores of words to spans: the best sequence in which no inside tag stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .labels import OUTSIDE, begin_tag, inside_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .windows import Ints

Floats = npt.NDArray[np.float32]


def best_tags(scores: Floats) -> Ints:
    """The legal tag sequence with the highest total of `scores` [W, tags].

    Only legality ties one word to the next, so where the best tag of every word makes a legal
    sequence that sequence is the answer, and the search is left out.
    """
    tags: Ints = scores.argmax(axis=1)
    if _is_legal(tags):
        return tags
    return _viterbi(scores)


def _is_legal(tags: Ints) -> bool:
    inside = (tags > OUTSIDE) & (tags % 2 == 0)
    before = np.append(OUTSIDE, tags[:-1])
    return not bool(np.any(inside & (before != tags) & (before != tags - 1)))


def _viterbi(scores: Floats) -> Ints:
    """Inside tags (2, 4, …) may follow only themselves or their begin tag (1, 3, …)."""
    count, width = scores.shape
    back = np.zeros((count, width), dtype=np.int64)
    best = scores[0].copy()
    best[2::2] = -np.inf
    for word in range(1, count):
        begin, inside = best[1::2], best[2::2]
        begun = begin >= inside
        any_tag = int(best.argmax())
        back[word] = any_tag
        back[word, 2::2] = np.where(begun, np.arange(1, width, 2), np.arange(2, width, 2))
        step = np.full(width, best[any_tag], dtype=np.float32)
        step[2::2] = np.where(begun, begin, inside)
        best = step + scores[word]
    return _trace(back, int(best.argmax()))


def _trace(back: Ints, last: int) -> Ints:
    tags = np.empty(len(back), dtype=np.int64)
    for word in range(len(back) - 1, -1, -1):
        tags[word] = last
        last = int(back[word, last])
    return tags


def spans(tags: Ints) -> Iterator[tuple[int, int, int]]:
    """Yield (kind index, first word, word after the last) for each span in a legal sequence."""
    begins = np.flatnonzero(tags % 2 == 1)
    for begin in begins:
        end = int(begin) + 1
        while end < len(tags) and tags[end] == tags[begin] + 1:
            end += 1
        yield int(tags[begin]) // 2, int(begin), end


def certainty(chances: Floats, kind: int, low: int, high: int) -> float:
    """Mean over words [low, high) of the chance [W, tags] that the word is of the kind."""
    of_kind = chances[low:high, [begin_tag(kind), inside_tag(kind)]].sum(axis=1)
    return min(float(of_kind.mean()), 1.0)
