"""Long lists, a page at a time."""

from __future__ import annotations


def within(page: int, total: int, most: int) -> tuple[int, int]:
    """The page that is meant, and how many there are, of ``total`` things, ``most`` on each.

    >>> within(9, 250, 100), within(-1, 0, 100)
    ((3, 3), (1, 1))
    """
    pages = max(1, -(-total // most))
    return min(max(page, 1), pages), pages
