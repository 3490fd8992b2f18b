"""Places that a clause names and that are not where its happening was, by the words around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.stages.extract.patterns import filled

if TYPE_CHECKING:
    import re

    from reportedly.records import Place


def _pattern(pattern: str) -> re.Pattern[str]:
    return filled(pattern, "no_sites")


_SETTLED = r"<settled>s?"
_IN_A_TOWN = r"(?i)\b<in_a_town>\b"
_OF_A_TOWN = r"\s+(?:<of_a_town_before>\s+)?<of_a_town>\b"
# "lives with relatives in X", "donors in X"
_LIVES = (
    r"\b(?:<lives>(?:\s+(?!in\b|at\b)[\w’'-]+){0,3}|<are_there>|"
    r"<talks>(?:\s+(?!in\b|at\b)[\w’'-]+){0,4})"
    r"\s+(?:in|at|near|outside)\s+(?:the\s+)?(?:[\w-]+\s+){0,1}$"
)
# "told a briefing in X"
_SPOKE_AT = (
    r"\b(?:told|tells|at|during|in|to|after)\s+(?:an?|the|his|her|its)\s+(?:[\w-]+\s+){0,2}"
    r"<meetings>\s+in\s+(?:the\s+)?(?:capital,?\s+)?$"
    r"|\b(?:told|tells)\s+<listeners>\s+in\s+$"
)
# "a convoy that left X": on its way, not there
_WAS_LEFT = r"\b(?:that|which|who)\s+(?:had\s+)?(?:just\s+)?(?:left|departed)\s+(?:the\s+)?$"
# "a train to X", "bodies brought to X"
_ON_THE_WAY = r"\b(?:<ways>|<moved>(?:\s+[\w’'-]+){0,4})\s+to\s+(?:the\s+)?(?:[\w-]+\s+)?$"
# "died in the X hospital"
_CARED_FOR = r"\b<cared>\b[^.;]{0,40}\b(?:in|at)\s+(?:an?\s+|the\s+)?$"
_OF_A_HOSPITAL = (
    r"\b<cared>\b[^.;]{0,40}\b(?:in|at)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}<wards>\b"
    r"\s+(?:in|of|at)\s+(?:the\s+)?$"
)
_ITS_HOSPITAL = r"(?:[’']s)?\s+(?:[\w-]+\s+)?<wards>\b"
# "the long list of X and Y", "a war of words between X and Y"
_QUARREL = (
    r"\b(?:list of|<quarrels> between)"
    r"\s+(?:the\s+)?(?:[\w’'-]+\s+(?:and|with)\s+(?:the\s+)?)?$"
)
_MANY = r"(?i)\b<many>\b"


def is_no_site(words: str, after: str, place: Place) -> bool:
    """Whether words of no known point say less than the town told before.

    "The Rusi thinktank", "a tunnel", "Orle University", "the Orle base".
    """
    last = words.rsplit(maxsplit=1)[-1]
    common = place.precision is None and last.islower() and not _pattern(_SETTLED).fullmatch(last)
    if place.lat is not None:
        return common
    return common or bool(_pattern(_IN_A_TOWN).search(words) or _pattern(_OF_A_TOWN).match(after))


def lives_or_left(before: str, led: str | None) -> bool:
    """Whether somebody only lives in the place that these words lead to, or is on the way."""
    if _pattern(_SPOKE_AT).search(before):
        return True
    if led != "at" and (_pattern(_WAS_LEFT).search(before) or _pattern(_ON_THE_WAY).search(before)):
        return True
    return bool(_pattern(_LIVES).search(before) or _pattern(_QUARREL).search(before))


def is_cared_for(before: str, after: str) -> bool:
    """Whether a place is that of the hospital in which somebody died or is treated."""
    its = _pattern(_CARED_FOR).search(before) and _pattern(_ITS_HOSPITAL).match(after)
    return bool(its or _pattern(_OF_A_HOSPITAL).search(before))


def is_of_many(words: str) -> bool:
    """Whether words are of many places, or of a longer time, and of no single town.

    >>> is_of_many("shelling of several villages"), is_of_many("a shell hit a mill")
    (True, False)
    """
    return bool(_pattern(_MANY).search(words))
