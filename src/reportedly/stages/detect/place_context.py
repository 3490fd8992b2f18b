"""What the words around place names say: class, area it lies in, nearness, direction, line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportedly.gazetteer.placed import NO_RELATION, Relation
from reportedly.stages.detect.place_patterns import AREA_KINDS, endings, patterns
from reportedly.stages.detect.place_words import Spot
from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.gazetteer.entry import Kind

Levels = Callable[[Spot], frozenset[int]]
_BEARING = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180,
            "southwest": 225, "west": 270, "northwest": 315}  # fmt: skip
_LIST_GAP = re.compile(
    r"^(?:\s*\([^()]{0,40}\))?(?:,| and|, and| or|, as well as| as well as)\s+(?:the\s+)?$"
)
_OPEN_BRACKET = re.compile(r"^\s?[(\[]\s?(?:in\s|the\s)*$")
_COMMA = re.compile(r"^,\s+(?:in\s+|in the\s+)?(?:the\s+)?$")
_NAME_BEFORE = re.compile(r"(?<![\w.])(?!(?:The|A|An|In|Near|Two|Three) )[A-Z][\w'’-]+\s$")
_LIST_GOES_ON = re.compile(r"^\s*,?\s+(?:and|or|as well as)\b|^\s*,\s*[A-Z][\w'’-]*(?:,|\s+and\b)")
_NEAR_GAP = re.compile(r"^\s?[,(]?(?:\s?[\w-]+){1,7}\s$")
_DASHES = frozenset({"-", "–", "—", " - ", " – "})
_FROM_TO = re.compile(r"^\s(?:to|with|towards?)\s(?:the\s)?(?:city\sof\s|town\sof\s)?$")
_REACH = 90  # characters of text looked at on either side of a name
_TOWN = frozenset({2})  # the levels of a name that is a town's alone
_CLOSE_M = 75_000  # metres that "near" can reach: 260 km from the capital is elsewhere
_CLOSE = 40  # characters before a name that hold its class word or direction


class Setting(NamedTuple):
    """A spot with its span grown over class and direction, and what the words around it say.

    ``name``: the spot before it grew, "Donetsk" of "eastern Donetsk region"; ``within``: numbers
    of the spots, of the same field, that it lies in; ``beside``: the same where the page only puts
    the names together; ``close_to``: the one that it is said to be near; ``part_of``: the city it
    is a quarter of.
    """

    spot: Spot
    name: Spot
    kinds: tuple[Kind, ...] = ()
    within: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    relation: Relation = NO_RELATION
    between: int | None = None
    part_of: int | None = None
    close_to: int | None = None


def settings(text: str, found: Sequence[Spot], levels: Levels) -> list[Setting]:
    """Each spot in its setting. ``levels``: of what areas a spot's name may be (0 a country)."""
    ends = [0, *(spot.end for spot in found)]
    starts = [*(spot.start for spot in found[1:]), len(text)]
    made = [_grown(text, spot, *room) for spot, *room in zip(found, ends, starts, strict=False)]
    made = _shared_classes(text, made)
    made = [_related(one, _relation(text, one)) for one in made]
    made = _betweens(text, _near_lists(text, made, levels))
    made = _withins(text, _areas_of_towns(text, made, levels), levels)
    return _close_ones(text, made)


def _related(one: Setting, relation: Relation) -> Setting:
    return one if relation is one.relation else one._replace(relation=relation)


def _before(text: str, at: int) -> str:
    return text[max(0, at - _REACH) : at]


def text_close(text: str, at: int) -> str:
    """The few words before a place in the text."""
    return text[max(0, at - _CLOSE) : at]


def text_after(text: str, at: int) -> str:
    """The words after a place in the text."""
    return text[at : at + _REACH]


def _kinds(word: str) -> tuple[Kind, ...]:
    words = load("place_phrases")["class_words"]
    word = word.replace("’", "'")
    return tuple(words.get(word.lower()) or words.get(word.lower().removesuffix("s"), ()))


def _grown(text: str, spot: Spot, first: int, last: int) -> Setting:
    """The span over "Donetsk region" and "eastern Ukraine", with the class that a word gives.

    It grows between ``first`` and ``last``, where the neighbours end and begin.
    """
    if spot.demonym or spot.palace or spot.facility or spot.part:
        return Setting(spot, spot)
    kinds: tuple[Kind, ...] = ()
    start, end = spot.start, spot.end
    if found := patterns()["after"].match(text_after(text, end)):
        kinds, end = _kinds(found["word"]), min(end + found.end(), max(end, last))
    elif found := _class_before(text, start):
        kinds = () if found["word"].lower().endswith("s") else _kinds(found["word"])
    elif found := endings()["appos"].search(text_close(text, start)):
        settled = _kinds(found["word"])
        kinds = settled if settled[:1] == ("settlement",) else ()
    kinds = kinds or _kinds_within(spot.text)
    if endings()["bank"].search(text_close(text, start)):
        kinds = ("water",)
    relation = NO_RELATION
    before = text_close(text, start)
    if found := endings()["direction"].search(before) or endings()["part"].search(before):
        relation = _direction(before, found)
        wider = start - len(before) + found.start("first" if found["first"] else "word")
        start = wider if wider >= first else start
    elif found := patterns()["own_part"].match(after := text_after(text, end)):  # "Ukraine's east"
        relation = _direction(after, found)
    moved = (start, end) != (spot.start, spot.end)
    grown = spot._replace(start=start, end=end, text=text[start:end]) if moved else spot
    return Setting(grown, spot, kinds, relation=relation)


def _kinds_within(name: str) -> tuple[Kind, ...]:
    """The kinds of area that the last word of a name says: the tagger's "Donetsk oblast"."""
    first, _, last = name.rpartition(" ")
    kinds = _kinds(last) if first else ()
    return kinds if kinds[:1] and kinds[0] in AREA_KINDS else ()


def _class_before(text: str, start: int) -> re.Match[str] | None:
    """The "town of" before a name; the district of "Obolon district of Kyiv" is not Kyiv's."""
    before = text_close(text, start)
    found = endings()["before"].search(before)
    return None if found is None or _NAME_BEFORE.search(before[: found.start()]) else found


def _direction(text: str, found: re.Match[str]) -> Relation:
    word = re.sub(r"(?:ern(?:most)?|\W)", "", found["word"].lower())
    bearing = -1.0 if found["first"] else float(_BEARING.get(word, -1))
    words = text[found.start("first" if found["first"] else "word") : found.end()]
    return Relation(direction=bearing, phrase=words.strip())


def _shared_classes(text: str, made: list[Setting]) -> list[Setting]:
    """One class word for a list: "regions of X and Y", "X (south) and Y (southeast) regions"."""
    kinds = [one.kinds for one in made]
    for number, one in enumerate(made):
        if word := _plural_after(text, one):
            for other in _list_before(text, made, number):
                kinds[other] = kinds[other] or _kinds(word)
        found = _class_before(text, one.spot.start)
        if found and found["word"].lower().endswith("s"):
            for other in _list_after(text, made, number):
                kinds[other] = kinds[other] or _kinds(found["word"])
    return [
        one if given is one.kinds else one._replace(kinds=given)
        for one, given in zip(made, kinds, strict=True)
    ]


def _plural_after(text: str, one: Setting) -> str | None:
    """The plural that classes a list, after its last name or grown into it: "X and Y regions"."""
    grown = text[one.name.end : one.spot.end].strip()
    found = patterns()["plural_after"].match(
        f" {grown}" if grown else text_after(text, one.spot.end)
    )
    return found["word"] if found else None


def text_between(text: str, one: Setting, other: Setting) -> str:
    """What stands between two names."""
    return text[one.spot.end : other.spot.start]


def _list_before(text: str, made: Sequence[Setting], number: int) -> list[int]:
    """The number and those of the list that ends with it."""
    first = number
    while first > 0 and _are_listed(text, made[first - 1], made[first]):
        first -= 1
    return list(range(number, first - 1, -1))


def _list_after(text: str, made: Sequence[Setting], number: int) -> list[int]:
    last = number
    while last + 1 < len(made) and _are_listed(text, made[last], made[last + 1]):
        last += 1
    return list(range(number, last + 1))


def _are_listed(text: str, one: Setting, other: Setting) -> bool:
    return _LIST_GAP.match(text_between(text, one, other)) is not None


def _relation(text: str, one: Setting) -> Relation:
    """Nearness and lines; a direction found before is kept."""
    if one.spot.demonym or one.spot.palace or one.spot.part:
        return one.relation
    near = _nearness(_before(text, one.spot.start), text_after(text, one.spot.end))
    relation = replace(one.relation, near_m=near[0], phrase=near[1]) if near else one.relation
    close = text_close(text, one.spot.start)
    if found := endings()["line_before"].search(close):
        return replace(relation, line=True, phrase=_words(close, found, "word"))
    if found := patterns()["line"].match(text_after(text, one.spot.end)):
        relation = replace(relation, line=True, phrase=found["word"])
    return relation


def _nearness(before: str, after: str) -> tuple[int, str] | None:
    """The metres that words beside a name reach, and the words: "near X", "X's outskirts"."""
    if found := endings()["distant"].search(before):
        return _told_metres(found), _words(before, found, "phrase")
    classed = endings()["before"].search(before)
    bare = patterns()["of_class"].sub("", before) if classed else before
    for words in dict.fromkeys((before, bare)):  # "a suburb of X"; "near the town of X"
        if (found := endings()["near"].search(words)) and not endings()["part"].search(words):
            return _near_m(words, found), _phrase(words, found)
    if found := patterns()["near_after"].match(after):
        return load("place_phrases")["near_after"][found["phrase"].lower()], found["phrase"]
    if found := patterns()["and_around"].match(after):
        return load("place_phrases")["and_around"]["metres"], found["phrase"]
    return None


def _told_metres(distance: re.Match[str]) -> int:
    unit = load("place_phrases")["distance_units"][distance["unit"].lower()]
    return int(min(float(distance["count"].replace(",", ".")) * unit, 500_000))


def _phrase(before: str, found: re.Match[str]) -> str:
    distance = patterns()["distance"].search(before[: found.start()])
    if distance is None:
        return _words(before, found, "phrase")
    return " ".join(before[distance.start() :].split())


def _words(text: str, found: re.Match[str], group: str) -> str:
    """The words of a group as the text has them: a match may be one in small letters."""
    return " ".join(text[slice(*found.span(group))].split())


def _near_m(before: str, found: re.Match[str]) -> int:
    """Metres that the words reach: those they give, or those that such words usually mean."""
    distance = patterns()["distance"].search(before[: found.start()])
    words = load("place_phrases")
    if distance is None:
        return int(words["near"][" ".join(found["phrase"].lower().split())])
    return _told_metres(distance)


def _near_lists(text: str, made: list[Setting], levels: Levels) -> list[Setting]:
    """What is told near the first town of a list is told near each: "near X, Y and Z"."""
    for number in range(len(made) - 1):
        one, other = made[number], made[number + 1]
        near, own = one.relation, other.relation
        apart = near.near_m is None or own.near_m is not None or other.spot.demonym or other.kinds
        if not apart and levels(other.spot) == _TOWN and _are_listed(text, one, other):
            both = replace(own, near_m=near.near_m, phrase=near.phrase)
            made[number + 1] = other._replace(relation=both)
    return made


def _betweens(text: str, made: list[Setting]) -> list[Setting]:
    """The ends of "between X and Y": each knows the other."""
    for number in range(len(made) - 1):
        one, other = made[number], made[number + 1]
        if not (one.spot.demonym or other.spot.demonym) and _are_ends(text, one, other):
            made[number] = _end_of(one, number + 1, other)
            made[number + 1] = _end_of(other, number, one)
    return made


def _are_ends(text: str, one: Setting, other: Setting) -> bool:
    """Whether two names are the ends of a line: "between X and Y", "the X-Y highway"."""
    gap, before = text_between(text, one, other), _before(text, one.spot.start)
    if gap in _DASHES:
        return patterns()["line"].match(text_after(text, other.spot.end)) is not None
    listed = _LIST_GAP.match(gap) is not None
    if not listed and not _FROM_TO.match(gap):
        return False
    road = endings()["road_from"].search(before) is not None
    return road or (listed and endings()["between"].search(before) is not None)


def _end_of(one: Setting, number: int, other: Setting) -> Setting:
    relation = replace(one.relation, between=other.spot.text, near_m=None)
    return one._replace(relation=relation, between=number)


def _areas_of_towns(text: str, made: list[Setting], levels: Levels) -> list[Setting]:
    """A name that towns are of is the region: "the Donetsk town of X", "villages in Donetsk"."""
    towns = [patterns()["town_of"].match(text_between(text, *pair)) for pair in pairwise(made)]
    parts = [endings()["region_parts"].search(text_close(text, one.spot.start)) for one in made]
    return [
        one._replace(kinds=_OF_TOWNS)
        if (town or part) and not one.kinds and 1 in levels(one.spot)
        else one
        for one, town, part in zip(made, [*towns, None], parts, strict=False)
    ]


_OF_TOWNS: tuple[Kind, ...] = ("admin1", "region", "country")


def _withins(text: str, made: list[Setting], levels: Levels) -> list[Setting]:
    """Which spots the page says lie in which: "X in the Y region", "X, Y", "Y's X"."""
    pairs = [_contained(text, made, number, levels) for number in range(len(made) - 1)]
    within: list[set[int]] = [set() for _ in made]
    beside: list[set[int]] = [set() for _ in made]
    for inner, outer in (pair for pair in pairs if pair):
        sure = _sure(made[outer], levels) and not _aside(text, made[inner], made[outer])
        (within if sure else beside)[inner].add(outer)
    for number in range(len(made) - 2, -1, -1):  # X and Y in Z: X may lie in Z too
        if _are_listed(text, made[number], made[number + 1]):
            alike = bool(made[number].kinds) and made[number].kinds == made[number + 1].kinds
            (within if alike else beside)[number] |= within[number + 1] - {number}
            beside[number] |= beside[number + 1] - {number}
    for number, outers in enumerate(within):  # X in Y, Y in Z: X lies in Z as well
        outers |= {far for outer in list(outers) for far in within[outer] if far != number}
    return [
        one._replace(within=tuple(sorted(within[number])), beside=tuple(sorted(beside[number])))
        if within[number] or beside[number]
        else one
        for number, one in enumerate(made)
    ]


def _aside(text: str, inner: Setting, outer: Setting) -> bool:
    """Whether the area is that of a spot near the inner one ("north of Baghdad, in Diyala")."""
    gap = text_between(text, inner, outer)
    return inner.relation.near_m is not None and gap.startswith(",")


def _close_ones(text: str, made: list[Setting]) -> list[Setting]:
    """Which names the page puts near the next one: "Krasne, near Lviv"."""
    near = [
        0 <= _reach_m(other) <= _CLOSE_M and _NEAR_GAP.match(text_between(text, one, other))
        for one, other in pairwise(made)
    ]
    return [
        one._replace(close_to=number + 1) if number < len(near) and near[number] else one
        for number, one in enumerate(made)
    ]


def _reach_m(one: Setting) -> int:
    return -1 if one.relation.near_m is None else one.relation.near_m


def _sure(outer: Setting, levels: Levels) -> bool:
    """Whether the outer name is an area's beyond doubt: by a class word, or a country's."""
    return by_word(outer) or levels(outer.spot) == frozenset({0})


def by_word(one: Setting) -> bool:
    """Whether a class word beside a name says that it is an area's."""
    return bool(one.kinds) and one.kinds[0] in AREA_KINDS


def _contained(
    text: str, made: Sequence[Setting], number: int, levels: Levels
) -> tuple[int, int] | None:
    """(inner, outer) of a spot and the next one, if the words between them say so."""
    one, other = made[number], made[number + 1]
    gap, rest = text_between(text, one, other), text_after(text, other.spot.end)
    if not gap or len(gap) > _REACH:
        return None
    words = patterns()
    if not other.spot.demonym and _can_hold(other, one, levels):
        bracketed = _OPEN_BRACKET.match(gap) and rest[:1] in (")", "]")
        region_too = 1 in levels(one.spot)  # "in Bago, Mon State and Mandalay": a list
        listed = _LIST_GOES_ON.match(rest) and (region_too or not by_word(other))
        apposed = _COMMA.match(gap) and not listed
        of_it = by_word(one) and words["of"].match(gap)  # "the Donetsk region of Ukraine"
        if words["containment"].match(gap) or of_it or bracketed or apposed:
            return number, number + 1
    if _can_hold(one, other, levels):
        possessed = not one.spot.demonym and words["possessed"].match(gap)
        if words["of_it"].match(gap) or possessed:
            return number + 1, number
    return None


def _can_hold(outer: Setting, inner: Setting, levels: Levels) -> bool:
    """Whether one spot may name an area of a higher level than the other one's."""
    if inner.spot.demonym or inner.spot.palace or outer.spot.palace or outer.spot.facility:
        return False
    above = {1} if by_word(outer) and outer.kinds[0] != "country" else levels(outer.spot)
    below = {1} if by_word(inner) else levels(inner.spot)
    return min(above, default=2) < max(below, default=2)
