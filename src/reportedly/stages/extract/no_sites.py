"""Places that a clause names and that are not where its happening was, by the words around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.records import Place

_SETTLED = re.compile(
    r"(?:village|hamlet|town|cit(?:y|ie)|settlement|suburb|neighbou?rhood|district|borough|quarter|county|countie|province|"
    r"region|oblast|raion|governorate|state|area|island|valley|capital|communit(?:y|ie)|camp|township|market|base)s?"
)
# a part of a town by the word that every such name has
_IN_A_TOWN = re.compile(
    r"\b(?:universit(?:y|ies)|hospital|street|road|avenue|boulevard|square|plaza|rue|calle|avenida|building|compound|"
    r"complex|mosque|church|cathedral|school|academy|college|stadium|park|market|mall|hotel|bridge|airport|station|"
    r"palace|embassy|consulate|prison|barracks|theatre|theater|museum|gate|promenade)\b",
    re.IGNORECASE,
)
_OF_A_TOWN = re.compile(
    r"\s+(?:military\s+|air\s+|army\s+)?(?:base|barracks|airfield|airbase|plant|factory|hospital|clinic|school|market|"
    r"street|road|avenue|square|mosque|church|bridge|prison|station|hotel|checkpoint|garrison)\b"
)
# "lives with relatives in X", "donors in X": who is there tells of what was done elsewhere
_LIVES = re.compile(
    r"\b(?:(?:lives|lived|resides|works|worked|studies|studied|stays|stayed|sheltering|"
    r"grew up|was born)"
    r"(?:\s+(?!in\b|at\b)[\w’'-]+){0,3}|living now|donors|exiles?|exiled|diaspora|"
    r"(?:speaking|spoke|interviewed|reached)(?:\s+(?!in\b|at\b)[\w’'-]+){0,4})"
    r"\s+(?:in|at|near|outside)\s+(?:the\s+)?(?:[\w-]+\s+){0,1}$"
)
# "told a briefing in X": where it was said
_SPOKE_AT = re.compile(
    r"\b(?:told|tells|at|during|in|to|after)\s+(?:an?|the|his|her|its)\s+(?:[\w-]+\s+){0,2}"
    r"(?:briefing|(?:press|news)\s+conference|interview|forum|summit|hearing|news\s+briefing)"
    r"\s+in\s+(?:the\s+)?(?:capital,?\s+)?$"
    r"|\b(?:told|tells)\s+(?:reporters|journalists|lawmakers|diplomats)\s+in\s+$"
)
# "a convoy that left X": on its way, not there
_WAS_LEFT = re.compile(
    r"\b(?:that|which|who)\s+(?:had\s+)?(?:just\s+)?(?:left|departed)\s+(?:the\s+)?$"
)


# "a train to X", "bodies brought to X": on the way, and what is told is not there
_ON_THE_WAY = re.compile(
    r"\b(?:(?:roads?|highways?|trains?|bus(?:es)?|flights?|convoys?|ferr(?:y|ies)|shipments?|deliver(?:y|ies))"
    r"|(?:brought|taken|flown|rushed|driven|carried|ferried|shipped|evacuated|bused)(?:\s+[\w’'-]+){0,4})"
    r"\s+to\s+(?:the\s+)?(?:[\w-]+\s+)?$"
)
# "died in the X hospital": of what was done elsewhere
_CARED = (
    r"\b(?:died|dies|treated|hospitali[sz]ed|recover\w*|succumbed)\b[^.;]{0,40}"
    r"\b(?:in|at)\s+(?:an?\s+|the\s+)?"
)
_CARED_FOR = re.compile(rf"{_CARED}$")
_HOSPITAL = r"(?:hospital|clinic|morgue|intensive care)\b"
_OF_A_HOSPITAL = re.compile(
    rf"{_CARED}(?:[\w-]+\s+){{0,2}}{_HOSPITAL}\s+(?:in|of|at)\s+(?:the\s+)?$"
)
_ITS_HOSPITAL = re.compile(rf"(?:[’']s)?\s+(?:[\w-]+\s+)?{_HOSPITAL}")


# "the long list of X and Y", "a war of words between X and Y": who quarrels, not where
_QUARREL = re.compile(
    r"\b(?:list of|(?:reproaches|words|rivalry|dispute|relations|tension|tensions) between)"
    r"\s+(?:the\s+)?(?:[\w’'-]+\s+(?:and|with)\s+(?:the\s+)?)?$"
)


def is_no_site(words: str, after: str, place: Place) -> bool:
    """Whether words of no known point say less than the town told before.

    "The Rusi thinktank", "a tunnel", "Orle University", "the Orle base".
    """
    last = words.rsplit(maxsplit=1)[-1]
    common = place.precision is None and last.islower() and not _SETTLED.fullmatch(last)
    if place.lat is not None:
        return common
    return common or bool(_IN_A_TOWN.search(words) or _OF_A_TOWN.match(after))


def lives_or_left(before: str, led: str | None) -> bool:
    """Whether somebody only lives in the place that these words lead to, or is on the way."""
    if _SPOKE_AT.search(before):
        return True
    if led != "at" and (_WAS_LEFT.search(before) or _ON_THE_WAY.search(before)):
        return True
    return bool(_LIVES.search(before) or _QUARREL.search(before))


def is_cared_for(before: str, after: str) -> bool:
    """Whether a place is that of the hospital in which somebody died or is treated."""
    its = _CARED_FOR.search(before) and _ITS_HOSPITAL.match(after)
    return bool(its or _OF_A_HOSPITAL.search(before))
