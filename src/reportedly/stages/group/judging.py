"""What the words that two texts share make of them: copies or not, of which kind.

A pair is judged by containment both ways: the share of each text's runs of three words that stand
in the other. Jaccard alone would miss the paper that prints only the first half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportedly.records import CopyKind
    from reportedly.stages.group.candidates import Shared

VERIFIED = 0.3  # of either text; less in common is shared background, not a copy
WHOLE = 0.8  # from here on a text holds (nearly) all of the other; light edits cost about 6 %
PASSAGE = 0.2  # of either text: a passage, enough if one credits the other
QUOTED = 0.4  # of either text, in quotation marks: two reports of one speech
FEWEST_SHARED = 12  # runs of three words: a sentence of 14 words
FEWEST_TOLD = 6  # of them outside quotation marks: two reporters may quote one speech
TOLD = 0.15  # of what is shared: copies share what stands between the quotations too
NEARER = 0.75  # the weight of the larger share in a score: a digest holds a story but is no copy

Ways = tuple[float, float]
"""The share of the first text that stands in the second, and the other way round."""


def shares(pairs: Shared) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both ways of each pair."""
    first = pairs.runs / np.maximum(pairs.first_size, 1)
    return first, pairs.runs / np.maximum(pairs.second_size, 1)


def worth_keeping(pairs: Shared) -> NDArray[np.bool_]:
    """Pairs with a passage in common at least."""
    first, second = shares(pairs)
    enough = (pairs.runs >= FEWEST_SHARED) & (np.maximum(first, second) >= PASSAGE)
    return enough | (np.minimum(first, second) >= WHOLE)


def scores(pairs: Shared, credited: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How much each pair counts for clustering; 0 for one that is no copy.

    ``credited``: an article with one text credits the outlet of one with the other.
    """
    first, second = shares(pairs)
    more, less = np.maximum(first, second), np.minimum(first, second)
    told = (pairs.told >= FEWEST_TOLD) & (pairs.told >= TOLD * pairs.runs)
    copy = (more >= VERIFIED) & (told | (more >= WHOLE))
    score = np.where(copy, NEARER * more + (1 - NEARER) * less, 0.0)
    return np.where(credited & ~copy & (more >= PASSAGE), more, score)


def kind_of(ways: Ways, *, copy: bool) -> CopyKind:
    """The kind of a pair; ``copy`` is false for a passage that counts by a credit alone."""
    if min(ways) >= WHOLE:
        return "same"
    if not copy:
        return "credits"
    return "excerpt" if max(ways) >= WHOLE else "rewrite"
