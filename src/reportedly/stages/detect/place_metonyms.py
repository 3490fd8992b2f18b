"""Whether a capital, a country or a seat of power stands for its government."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from reportedly.stages.detect.place_patterns import Ending, ending
from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.stages.detect.place_words import Spot

_REACH = 60
# "Russia was targeting", "Ukraine had disputed"; not "was being shelled", "has been hit"
_DOING = (
    r"\s+(?:(?:is|was|are|were|has been|had been)\s+(?:not\s+|now\s+|still\s+)?"
    r"(?!being\b)[a-z]{2,}ing\b"
    r"|(?:has|had)\s+(?:not\s+|also\s+|already\s+)?(?!been\b|become\b)"
    r"(?:[a-z]{2,}ed|made|taken|said|given|begun|shown|sent|put|built|fought|spent|sought|driven|drawn|shot)\b)"
)
# By the character after a name, which of the patterns can match there: after most names, none.
_WAYS = {" ": ("verb", "listed"), ",": ("verb", "listed"), "-": ("hyphen",), "‑": ("hyphen",)}
_POSSESSED = {"'": ("possessed",), "’": ("possessed",)}
_WAYS_OF_CAPITALS = _WAYS | _POSSESSED | {" ": ("verb", "listed", "nouns")}


def stands_for_government(text: str, spot: Spot, *, capital: bool) -> bool:
    """Whether the words around a name make it a government's.

    ``capital``: the name is a capital's or a seat of power's, and not a country's.

    >>> from reportedly.stages.detect.place_words import Spot
    >>> moscow = Spot(0, 6, "Moscow")
    >>> stands_for_government("Moscow said the depot was empty.", moscow, capital=True)
    True
    >>> stands_for_government("Moscow is cold.", moscow, capital=True)
    False
    """
    before = text[max(0, spot.start - _REACH) : spot.start]
    after = text[spot.end : spot.end + _REACH]
    patterns = _patterns()
    endings = _endings()
    if endings["place"].search(before):
        return False
    next_to_it = " " if after[:1].isspace() else after[:1]
    ways = (_WAYS_OF_CAPITALS if capital else _WAYS).get(next_to_it, ())
    if any(patterns[way].match(after) for way in ways):
        return True
    if endings["passive"].search(before) or (capital and endings["before"].search(before)):
        return True
    return spot.palace is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words: dict[str, Any] = load("metonyms")
    verb, between = _any_of(words["verbs"]), _any_of(words["between"])
    act = rf"(?:\s*(?:{between}))*\s+(?:{verb})\b(?!-|\s+be\b)"
    name = r"(?:the\s+)?[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)?"
    return {
        "verb": re.compile(rf"^(?:{act}|{_DOING}|\s+it (?:was|is|has been)\b)"),
        "listed": re.compile(rf"^(?:,\s+{name}|\s+(?:and|or)\s+{name}){{1,4}},?{act}"),
        "hyphen": re.compile(rf"^[-‑](?:{_any_of(words['after_hyphen'])})\b"),
        "possessed": re.compile(
            rf"^['’]s?\s+(?:[a-z-]+\s+){{0,2}}(?:{_any_of(words['possessions'])})\b"
        ),
        "nouns": re.compile(rf"^\s+(?:{_any_of(words['nouns'])})\b"),
    }


@cache
def _endings() -> dict[str, Ending]:
    words: dict[str, Any] = load("metonyms")
    passive, before = _any_of(words["passive"]), _any_of(words["before"])
    place = _any_of(words["places_after"])
    return {
        "passive": ending(rf"\b(?:{passive})\s+by\s+(?:the\s+)?$", ["by"]),
        "before": ending(rf"\b(?:{before})\s+(?:the\s+)?$", words["before"]),
        "place": ending(rf"\b(?:{place})\s+(?:the\s+)?$", words["places_after"]),
    }


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
