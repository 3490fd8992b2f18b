"""Place names made whole: a tagger may mark "Lake" and "Vermont", "U" of "U.S.", "Black" of a sea.

Seen on held-out pages of LGL, TR-News and GeoVirus, of the even half by hash of the document.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.stages.detect.place_words import Spot, known
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportedly.gazetteer import Gazetteer

_BETWEEN = re.compile(r"(?: |-| of | of the )?")
_REST_OF_INITIALS = re.compile(r"(?:\.[A-Z])+\.?")
# "Sask. believes", "St., Alexandria": the sentence goes on behind this full stop
_DOT_OF_SHORT_FORM = re.compile(r"\.(?=,|;|\s+[a-z])")
_SHORT_FORM = re.compile(r"\b[A-Z][a-z]{1,4}$")
_MONEY = frozenset("$£€¥")

Stretch = tuple[int, int]


def whole(text: str, spots: Iterable[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """The spots of a text in order, those that are one name joined, each as wide as its name.

    >>> from reportedly.gazetteer import Gazetteer
    >>> text = "It left Black Sea ports for the U.S. on Monday."
    >>> cut = [Spot(8, 13, "Black", rank=1), Spot(32, 33, "U", rank=1)]
    >>> [spot.text for spot in whole(text, cut, Gazetteer.embedded())]
    ['Black Sea', 'U.S.']
    """
    joined = _joined(text, sorted(spots, key=lambda one: one.start), gazetteer)
    return [_widened(text, spot, gazetteer) for spot in joined]


def in_a_sum(text: str, spot: Spot) -> bool:
    """Whether a name is a part of a sum: "US$4.5 billion"."""
    return not _MONEY.isdisjoint((text[spot.start - 1 : spot.start], text[spot.end : spot.end + 1]))


def _joined(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """Neighbours that the gazetteer holds as one name: "Republic of" and "China"."""
    kept: list[Spot] = []
    for spot in spots:
        if kept and _are_one(text, kept[-1], spot, gazetteer):
            kept[-1] = _spot(text, kept[-1], kept[-1].start, spot.end)
        else:
            kept.append(spot)
    return kept


def _are_one(text: str, first: Spot, second: Spot, gazetteer: Gazetteer) -> bool:
    if first.end > second.start or not _BETWEEN.fullmatch(text[first.end : second.start]):
        return False
    both = text[first.start : second.end]
    return first.text in _words("whole_starts") or bool(gazetteer.exact(both))


def _widened(text: str, spot: Spot, gazetteer: Gazetteer) -> Spot:
    if spot.demonym:
        return spot
    start, end = spot.start, _named_end(spot)
    if end - start == 1 and (rest := _REST_OF_INITIALS.match(text, end)):
        return _spot(text, spot, start, rest.end())
    ways: tuple[Callable[[str, int, int], Stretch | None], ...] = (_before, _after)
    for way in ways:
        wider = way(text, start, end)
        if wider and gazetteer.exact(text[wider[0] : wider[1]]):
            start, end = wider
    if _DOT_OF_SHORT_FORM.match(text, end) and _SHORT_FORM.search(text[start:end]):
        end += 1
    return spot if (start, end) == (spot.start, spot.end) else _spot(text, spot, start, end)


def _named_end(spot: Spot) -> int:
    """Where a name ends before the word in small letters for its area: "Karak district".

    A river's name keeps it.
    """
    name, _, word = spot.text.rpartition(" ")
    kinds = load("place_phrases")["class_words"].get(word, ["water"])
    whole = not name or name.islower() or "water" in kinds
    return spot.end if whole else spot.start + len(name.rstrip())


def _before(text: str, start: int, end: int) -> Stretch | None:
    """With the capitalised direction before it: "West" of "West Bank"."""
    before = _start_pattern().search(text, max(0, start - 20), start)
    return (before.start(), end) if before else None


def _after(text: str, start: int, end: int) -> Stretch | None:
    """With the capitalised word for what it is: "Sea" of "Black Sea"."""
    after = _end_pattern().match(text, end)
    return (start, after.end()) if after else None


def _spot(text: str, spot: Spot, start: int, end: int) -> Spot:
    name = text[start:end]
    return known(spot._replace(start=start, end=end, text=name, demonym=None), "place")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load("place_phrases")[key])


@cache
def _start_pattern() -> re.Pattern[str]:
    directions = (word.title() for word in load("place_phrases")["directions"])
    return re.compile(rf"\b(?:{'|'.join(sorted(directions, key=len, reverse=True))}) $")


@cache
def _end_pattern() -> re.Pattern[str]:
    words = sorted(_words("whole_ends"), key=len, reverse=True)
    return re.compile(rf" (?:{'|'.join(words)})\b")
