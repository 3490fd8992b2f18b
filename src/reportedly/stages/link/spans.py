"""Which accounts lie days apart, told from two numbers of each: no text need be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reportedly.stages.link.accounts import Account
    from reportedly.stages.link.blocks import Mask, Pairs

ALWAYS = (0, 9_999_999)
"""The span of an account that says no day, or whose days part it from nothing (crime news)."""


def span_of(account: Account) -> tuple[int, int]:
    """The first and the last day of an account that other days part from others."""
    if account.crime or not account.times:
        return ALWAYS
    first = min(start for start, _ in account.times)
    return first.toordinal(), max(end for _, end in account.times).toordinal()


def spans_of(accounts: Sequence[Account]) -> NDArray[np.int64]:
    """The spans of accounts in their order."""
    return np.array([span_of(account) for account in accounts], np.int64).reshape(-1, 2)


def far_apart(spans: NDArray[np.int64], pairs: Pairs) -> Mask:
    """Which pairs lie two days apart or more, by columns of first and last day.

    Such a pair has no terms (``between.ties``).
    """
    one, other = spans[pairs[:, 0]], spans[pairs[:, 1]]
    apart: Mask = np.maximum(one[:, 0], other[:, 0]) - np.minimum(one[:, 1], other[:, 1]) >= 2
    return apart
