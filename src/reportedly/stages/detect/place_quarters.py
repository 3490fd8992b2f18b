"""Quarters of a city: "the Obolon district of Kyiv", "the city's Orle district"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.gazetteer.raions import is_raion
from reportedly.stages.detect.place_context import by_word, text_after, text_between, text_close

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.stages.detect.place_context import Levels, Setting

_QUARTER_WORDS = r"(?:micro)?(?:district|neighbou?rhood|suburb|quarter|area)s?"
_QUARTER = re.compile(rf"^\s{_QUARTER_WORDS}\b")
_QUARTER_OF = re.compile(rf"^\s{_QUARTER_WORDS}\s(?:of|in)\s(?:the\s)?(?:city\s(?:of\s)?)?$")
_NAMED = re.compile(rf"(?P<name>[\w’'-]+(?:\s[\w’'-]+)?)\s{_QUARTER_WORDS}\b")
_THE_CITYS = re.compile(r"\b(?:the|that)\s(?:city|town|capital|port)['’]s\s(?:[a-z-]+\s){0,2}$")
_OF_THE_CITY = re.compile(rf"^\s{_QUARTER_WORDS}\s(?:of|in)\s(?:the|that)\s(?:city|town)\b(?!\sof)")
# "the Kyivskyi district": cities' have such names, and few raions, all of which are known
_ADJECTIVE = re.compile(r"(?:sk|zk|tsk|n|v)(?:yi|yy)$")
_POSSESSIVE = re.compile(r"^['’]s?\s(?:[a-z-]+\s)?$")


def quarters(text: str, made: list[Setting], levels: Levels) -> list[Setting]:
    """The city of "the Obolon district of Kyiv" and of "Kharkiv's Saltivka neighbourhood"."""
    for number, one in enumerate(made):
        if _is_of_the_city(text, one):
            made[number] = one._replace(part_of=_town_before(made, number, levels))
    for number in range(len(made) - 1):
        one, other = made[number], made[number + 1]
        gap, rest = text_between(text, one, other), text_after(text, other.spot.end)
        if _QUARTER_OF.match(gap) and 2 in levels(other.spot):
            made[number] = one._replace(part_of=number + 1)
        elif _POSSESSIVE.match(gap) and _is_quarter(other, rest) and 2 in levels(one.spot):
            made[number + 1] = other._replace(part_of=number)
    return made


def _is_of_the_city(text: str, one: Setting) -> bool:
    """Whether a name is of a part of the city told of: "the city's X district"."""
    named = _NAMED.match(one.name.text + text_after(text, one.name.end))
    if one.spot.demonym or named is None:
        return False
    rest = named[0][len(named["name"]) :] + named.string[named.end() :]
    if _THE_CITYS.search(text_close(text, one.name.start)) or _OF_THE_CITY.match(rest):
        return True
    return bool(_ADJECTIVE.search(named["name"])) and not is_raion(named["name"])


def _town_before(made: Sequence[Setting], number: int, levels: Levels) -> int | None:
    """The last name of a town before one, if any: "the city"."""
    towns = (n for n in range(number - 1, -1, -1) if _is_town(made[n], levels))
    return next(towns, None)


def _is_town(one: Setting, levels: Levels) -> bool:
    told = one.part_of is None and not one.spot.demonym and not one.spot.palace
    return told and not by_word(one) and 2 in levels(one.spot)


def _is_quarter(one: Setting, rest: str) -> bool:
    """Whether a word for a part of a city follows a name, or has been taken into it."""
    return bool(_QUARTER.match(rest) or _QUARTER.match(" " + one.spot.text.rpartition(" ")[2]))
