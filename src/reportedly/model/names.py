"""From the tag scores of a window to its names: places from one head, all others from another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .decode import Floats, best_tags, certainty, spans
from .labels import OTHER_KINDS, PLACE_KINDS
from .link import softmax

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .windows import Window


@dataclass(frozen=True, slots=True)
class Found:
    """A name as words [low, high) of a window."""

    kind: str
    low: int
    high: int
    score: float

    def holds(self, other: Found) -> bool:
        """True where `other` is a part of this name and not the whole."""
        inside = self.low <= other.low and other.high <= self.high
        return inside and self.high - self.low > other.high - other.low

    def touches(self, other: Found) -> bool:
        """True where the two share a word."""
        return self.low < other.high and other.low < self.high


def find_names(window: Window, places: Floats, others: Floats) -> tuple[list[Found], list[Found]]:
    """Names that do not overlap, and the places that stand inside longer ones.

    `places` and `others` are logits [W, tags] of the two heads. Where a place and another name
    clash and neither is a proper part of a longer one, the surer of them stays.
    """
    marked = list(_found(places, PLACE_KINDS, spans(best_tags(places))))
    joined = _joined(spans(best_tags(others)), window)
    rest = list(_found(others, OTHER_KINDS, joined))
    inner = [p for p in marked if any(o.holds(p) for o in rest)]
    alone = [p for p in marked if p not in inner]
    kept = [p for p in alone if all(o.score < p.score for o in rest if o.touches(p))]
    names = kept + [o for o in rest if not any(o.touches(p) for p in kept)]
    held = [p for p in inner if any(n.holds(p) for n in names)]
    return sorted(names, key=lambda n: n.low), held


def _found(
    logits: Floats, kinds: tuple[str, ...], marked: Iterable[tuple[int, int, int]]
) -> Iterator[Found]:
    chances = softmax(logits)
    for kind, low, high in marked:
        yield Found(kinds[kind], low, high, certainty(chances, kind, low, high))


def _joined(
    marked: Iterable[tuple[int, int, int]], window: Window
) -> Iterator[tuple[int, int, int]]:
    """Join spans of one kind with nothing between them on one line.

    Silver labels taught the kind of a name better than where it begins.
    """
    last: tuple[int, int, int] | None = None
    for kind, low, high in marked:
        if last and last[0] == kind and last[2] == low and _same_line(window, low):
            last = (kind, last[1], high)
            continue
        if last:
            yield last
        last = (kind, low, high)
    if last:
        yield last


def _same_line(window: Window, word: int) -> bool:
    return bool(window.line[word] == window.line[word - 1])
