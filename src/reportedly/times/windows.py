"""Sets of days as sorted intervals of day numbers, both ends included."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Windows = tuple[tuple[int, int], ...]


def windows(spans: Iterable[tuple[date, date]]) -> Windows:
    """Intervals of days as day numbers, sorted and merged where they touch.

    >>> windows([(date(1, 1, 5), date(1, 1, 9)), (date(1, 1, 1), date(1, 1, 4))])
    ((1, 9),)
    """
    return merged((first.toordinal(), last.toordinal()) for first, last in spans)


def merged(spans: Iterable[tuple[int, int]]) -> Windows:
    """Sorted intervals, joined where they overlap or touch; empty ones left out."""
    made: list[tuple[int, int]] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if made and first <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(made[-1][1], last))
        else:
            made.append((first, last))
    return tuple(made)


def meet(one: Windows, other: Windows) -> Windows:
    """The days in both.

    >>> meet(((1, 5), (9, 12)), ((4, 10),))
    ((4, 5), (9, 10))
    """
    return merged((max(a, c), min(b, d)) for a, b in one for c, d in other)


def size(spans: Windows) -> int:
    """How many days."""
    return sum(last - first + 1 for first, last in spans)


def first_and_last(spans: Windows) -> tuple[date, date]:
    """The first and the last day; the set must not be empty."""
    return date.fromordinal(spans[0][0]), date.fromordinal(spans[-1][1])
