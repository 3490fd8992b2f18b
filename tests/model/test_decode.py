"""Tags to spans: always legal, and the best of the legal sequences."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reportedly.model.decode import best_tags, spans

TAGS = 5  # outside, and begin and inside of two kinds


def _legal(tags: tuple[int, ...]) -> bool:
    return all(t in (0, 1, 3) or (i > 0 and tags[i - 1] in (t, t - 1)) for i, t in enumerate(tags))


@given(arrays(np.float32, (4, TAGS), elements=st.floats(-8, 8, width=16)))
def test_best_of_all_legal_sequences(scores: np.ndarray) -> None:
    """The search finds what trying every legal sequence finds."""
    every = [t for t in product(range(TAGS), repeat=4) if _legal(t)]
    best = max(sum(float(scores[i, t]) for i, t in enumerate(tags)) for tags in every)
    found = tuple(int(t) for t in best_tags(scores))
    assert _legal(found)
    assert sum(float(scores[i, t]) for i, t in enumerate(found)) == pytest.approx(best)


def test_spans_of_one_kind_side_by_side_stay_apart() -> None:
    """A begin tag opens a new span even right after one of its kind."""
    assert list(spans(np.array([1, 2, 1, 0, 3, 4, 4]))) == [(0, 0, 2), (0, 2, 3), (1, 4, 7)]
