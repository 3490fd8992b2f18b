"""Join source, cue and content spans of one window into attributions."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .windows import Window

Floats = npt.NDArray[np.float32]
WordSpan = tuple[int, int]  # words [low, high) of a window

_GAP_EDGES = (1, 2, 3, 5, 9, 17, 33, 65)
GAP_BUCKETS = 4 * (len(_GAP_EDGES) + 1)
MOST_APART = 150  # code points between a piece of content and the main one


def gap_bucket(window: Window, lower: WordSpan, upper: WordSpan) -> int:
    """Bucket of where `upper` stands from `lower`: side, words between, a line break between."""
    after = upper[0] >= lower[0]
    left, right = (lower, upper) if after else (upper, lower)
    gap = int(max(right[0] - left[1], 0))
    size = bisect_right(_GAP_EDGES, gap)
    line = window.line[left[0]] != window.line[right[0]]
    return size + (len(_GAP_EDGES) + 1) * (int(after) + 2 * int(line))


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """Where each link type's vectors lie in the encoder's link output, and its gap biases.

    For each type the output holds, a piece: `width` numbers as dependent, `width` as head, and
    one for having no head. `bias` [2, GAP_BUCKETS], content to cue first.
    """

    width: int
    bias: Floats

    def vectors(self, link: Floats, kind: int) -> tuple[Floats, Floats, Floats]:
        """Dependent [P, width], head [P, width] and no-head [P] numbers of link type `kind`."""
        base = kind * (2 * self.width + 1)
        middle, end = base + self.width, base + 2 * self.width
        return link[:, base:middle], link[:, middle:end], link[:, end]


CONTENT_CUE, CUE_SOURCE = 0, 1


def best_heads(
    window: Window,
    link: Floats,
    kind: int,
    weights: LinkWeights,
    lower: Sequence[WordSpan],
    upper: Sequence[WordSpan],
) -> list[tuple[int, float]]:
    """For each span in `lower` its head's index in `upper`, or -1, and the probability."""
    if not lower or not upper:
        return [(-1, 1.0)] * len(lower)
    dependent, head, none = weights.vectors(link, kind)
    scores = _mean(dependent, window, lower) @ _mean(head, window, upper).T
    buckets = np.array([[gap_bucket(window, a, b) for b in upper] for a in lower])
    scores = scores + weights.bias[kind][buckets]
    nothing = _mean(none[:, None], window, lower)
    chances = softmax(np.concatenate([scores, nothing], axis=1))
    picks = chances.argmax(axis=1)
    return [
        (int(p) if p < len(upper) else -1, float(row[p]))
        for p, row in zip(picks, chances, strict=True)
    ]


def _mean(values: Floats, window: Window, spans: Sequence[WordSpan]) -> Floats:
    """Mean of the vectors at the first and the last piece of each span, [N, width]."""
    first = window.first[[low for low, _ in spans]]
    last = window.last[[high - 1 for _, high in spans]]
    mean: Floats = (values[first] + values[last]) / np.float32(2)
    return mean


def softmax(scores: Floats) -> Floats:
    """Softmax over the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def near_main(pieces: Sequence[WordSpan], window: Window) -> list[WordSpan]:
    """Drop pieces of content far from the longest one, or across a line break from it."""
    main = max(pieces, key=lambda p: int(window.end[p[1] - 1] - window.start[p[0]]))
    return [p for p in pieces if p == main or _near(p, main, window)]


def _near(piece: WordSpan, main: WordSpan, window: Window) -> bool:
    left, right = (piece, main) if piece < main else (main, piece)
    apart = window.start[right[0]] - window.end[left[1] - 1]
    same_line = window.line[left[1] - 1] == window.line[right[0]]
    return bool(apart <= MOST_APART and same_line)
