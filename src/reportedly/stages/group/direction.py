"""Which of two articles had a text first: by date, by who credits whom, by what was cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportedly.stages.group.entries import Entry, before, is_agency

if TYPE_CHECKING:
    from reportedly.stages.group.judging import Ways


class Ordered(NamedTuple):
    """Two articles, the one that had the text first in front, and why it is held to be."""

    first: Entry
    second: Entry
    ways: Ways
    why: str


def ordered(a: Entry, b: Entry, ways: Ways) -> Ordered:
    """The two in the order in which they had the text; ``ways`` are the shares of a and of b."""
    why = _why_first(a, b)
    if why:
        return Ordered(a, b, ways, why)
    why = _why_first(b, a)
    turned = (ways[1], ways[0])
    if why:
        return Ordered(b, a, turned, why)
    if ways[0] == ways[1]:
        return Ordered(a, b, ways, "nothing tells which was first")
    why = "no date or credit tells which was first: put first is the one that holds more"
    return Ordered(b, a, turned, why) if ways[0] > ways[1] else Ordered(a, b, ways, why)


def _why_first(a: Entry, b: Entry) -> str | None:
    """Why the first of the two had the text first, if that can be told."""
    if before(a, b):
        return f"first by date ({a.end}, the other {b.start})"
    if before(b, a):
        return None
    if a.outlet in b.credits and b.outlet not in a.credits:
        return f"first as the one that the other credits ({a.outlet})"
    if is_agency(a.outlet) and not is_agency(b.outlet):
        return f"first as the text of an agency ({a.outlet})"
    return None
