"""Sorted numbers, shared by the stages that group articles and link claims.

NumPy's own ``unique``, ``isin`` and ``setdiff1d`` hash their numbers since 2.3, or sort again what
is sorted: on what we keep they take ten to ninety times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.integer)


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """The values sorted, each once.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    ordered = np.sort(values)
    return ordered[first_of_each(ordered)]


def first_of_each(ordered: NDArray[Number]) -> NDArray[np.bool_]:
    """Which of sorted values differ from the one before.

    >>> first_of_each(np.array([1, 3, 3])).tolist()
    [True, True, False]
    """
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def is_in(values: NDArray[Number], ordered: NDArray[Number]) -> NDArray[np.bool_]:
    """Which values stand among others that are sorted.

    >>> is_in(np.array([3, 1, 4]), np.array([1, 3, 5])).tolist()
    [True, True, False]
    """
    if not len(ordered):
        return np.zeros(len(values), np.bool_)
    places = np.searchsorted(ordered, values)
    places[places == len(ordered)] = 0
    found: NDArray[np.bool_] = ordered[places] == values
    return found
