"""Where the page names places: the tagger's names, and what rules find beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reportedly.gazetteer.fold import fold
from reportedly.stages.detect.place_rules import (
    by_class,
    by_name,
    by_small_letters,
    by_story,
    of_note,
)
from reportedly.stages.detect.place_whole import in_a_sum, whole
from reportedly.stages.detect.place_words import (
    Spot,
    demonyms,
    facilities,
    facility_table,
    honorific,
    is_plain,
    known,
    no_places,
    palaces,
    settled_part,
    trimmed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.gazetteer import Gazetteer
    from reportedly.model import Name

_SHORTEST_SMALL = 4  # letters: "us" is no country in small letters
_LONGEST_TITLE = 12  # characters


def spots(text: str, names: Sequence[Name], gazetteer: Gazetteer) -> list[Spot]:
    """The place names of a text in order, none overlapping another."""
    bodies = [name for name in names if name.kind == "organisation"]
    marked = whole(text, (s for name in names for s in _tagged(text, name, gazetteer)), gazetteer)
    tagged = [s._replace(part=True) if any(_holds(b, s) for b in bodies) else s for s in marked]
    ours = [*palaces(text), *facilities(text), *demonyms(text)]
    ruled = [*ours, *by_class(text), *by_name(text, gazetteer)]
    people = {fold(spot.text) for spot in (*tagged, *ruled) if _titled(text, spot)}
    people |= no_places()
    tagged, ruled = (
        [s for s in some if fold(s.text) not in people and not in_a_sum(text, s)]
        for some in (tagged, ruled)
    )
    others = [name for name in names if name.kind in ("person", "organisation")]
    found = _apart([*tagged, *_free(ruled, others)])
    more = [*by_story(text, found, gazetteer), *by_small_letters(text, found)]
    return _apart([*found, *_free(more, others)])


def _holds(body: Name, spot: Spot) -> bool:
    longer = body.end - body.start > spot.end - spot.start
    return longer and body.start <= spot.start and spot.end <= body.end


def _titled(text: str, spot: Spot) -> bool:
    """Whether a title before a name makes it a person's, all over the page: "Mr Paterson"."""
    return honorific().search(text[max(0, spot.start - _LONGEST_TITLE) : spot.start]) is not None


def _free(found: Iterable[Spot], others: Sequence[Name]) -> list[Spot]:
    """The spots that no other name holds: only names that begin within reach of one can."""
    ordered = sorted(others, key=_start)
    reach = max((name.end - name.start for name in others), default=0)
    return [
        spot
        for spot in found
        if not any(_inside(spot, name) for name in _near(ordered, spot.start - reach, spot.start))
    ]


def _near(ordered: Sequence[Name], low: int, high: int) -> Sequence[Name]:
    """The names that begin between two places."""
    return ordered[bisect_left(ordered, low, key=_start) : bisect_right(ordered, high, key=_start)]


def _start(name: Name) -> int:
    return name.start


def _inside(spot: Spot, name: Name) -> bool:
    longer = name.end - name.start > spot.end - spot.start
    ours = spot.palace is not None or spot.facility is not None
    return not ours and longer and name.start <= spot.start and spot.end <= name.end


def _apart(found: Iterable[Spot]) -> list[Spot]:
    """The spots without overlaps: the better source first, then the longer."""
    kept: list[Spot] = []
    for spot in sorted(found, key=lambda one: (one.rank, one.start - one.end, one.start)):
        at = bisect_left(kept, spot.start, key=lambda one: one.start)
        beside = kept[max(0, at - 1) : at + 1]
        met = any(spot.start < other.end and other.start < spot.end for other in beside)
        if spot.start < spot.end and not met:
            kept.insert(at, spot)
    return kept


def _tagged(text: str, name: Name, gazetteer: Gazetteer) -> Iterator[Spot]:
    """The tagger's place or demonym; "Parkland, Florida" are two."""
    if name.kind not in ("place", "demonym"):
        return
    start, end = trimmed(text, name.start, name.end)
    whole = text[start:end]
    parts = [whole]
    if "," in whole and not gazetteer.exact(whole):
        parts = whole.split(",")
    for part in (_own_name(part, text[end : end + 4], gazetteer) for part in parts):
        at = text.index(part, start, end) if part else start
        first, last = trimmed(text, at, at + len(part))
        if _may_be_a_place(text[first:last], text, gazetteer):
            yield known(Spot(first, last, text[first:last], rank=1), name.kind)


def _may_be_a_place(name: str, text: str, gazetteer: Gazetteer) -> bool:
    """Whether a tagged name can be one: in small letters, only if it is of note, or all are."""
    if is_plain(name):
        return False
    if not name.islower() or text.islower():
        return True
    return len(name) >= _SHORTEST_SMALL and (" " in name or of_note(name, gazetteer))


def _own_name(name: str, after: str, gazetteer: Gazetteer) -> str:
    """The part of a tagged name that a gazetteer can hold; none of words in small letters."""
    name, key = name.strip(), fold(name)
    if after == " of " and name.endswith((" city", " town", " village")):
        name = name.rsplit(" ", 1)[0]  # "the Luhansk city of Sievierodonetsk"
    held = key in facility_table() or (not name.islower() and bool(gazetteer.filed(key)))
    own = name if held else settled_part(name)
    return "" if own.islower() and own != name and not gazetteer.filed(fold(own)) else own
