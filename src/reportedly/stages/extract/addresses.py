"""Names that only say at which house or hospital: a street is no town, the hurt are taken away.

"The 6800 block of South Morgan" lies in the town told before, not in the county of that name;
"taken to Mount Sale Medical Center in Oak Lawn" says where somebody was treated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.records import Mention
    from reportedly.stages.extract.page import Page

_STREET = (
    r"(?:Streets?|St|Avenues?|Aves?|Roads?|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Ct|Highway|Hwy|"
    r"Parkway|Pkwy|Turnpike|Pike|Terrace|Circle|Expressway|Freeway)\b"
)
_NUMBER = r"\b\d+(?:st|nd|rd|th|s)?\s+"
_HEADING = r"(?:(?:north|south|east|west)(?:east|west)?|[nsew]{1,2}\.?)\s+"
# "in the 6800 block of South", "at the corner of Mill Road and", "at 44 E."
_BLOCK = re.compile(rf"\bblock\s+of\s+(?:{_HEADING})?$", re.IGNORECASE)
_CORNER = re.compile(
    rf"\b(?:corner|intersection)\s+of\s+(?:[\w.’'-]+\s+){{0,4}}?(?:and\s+)?(?:{_HEADING})?$",
    re.IGNORECASE,
)
_HOUSE = re.compile(rf"{_NUMBER}(?:{_HEADING})?$", re.IGNORECASE)
_ON = re.compile(rf"(?:[\s.]+[A-Z0-9][\w.’'-]*){{0,2}}\.?\s+{_STREET}")
_NEXT = re.compile(rf"\s+{_STREET}")
_SAID = re.compile(
    r"\b(?:block|corner|intersection) of\b"
    rf"|\b(?:on|at|near) (?:[A-Z0-9][\w.’'-]*\s+){{1,3}}{_STREET}"
)
_ENDS = re.compile(rf"\s{_STREET}\.?$")

_WARD = (
    r"(?:hospitals?|medical cent(?:er|re)s?|trauma cent(?:er|re)s?|health cent(?:er|re)s?|clinics?)"
)
_CARE = (
    r"\b(?:taken|rushed|transported|airlifted|flown|driven|drove|brought|admitted|transferred|"
    r"hospitali[sz]ed|treated|recover(?:ing|ed)|pronounced dead|died|dies|condition)\b"
)
_TREATED = re.compile(rf"{_CARE}[^.;\n]{{0,60}}?\b(?:to|at|in|from)\s+(?:the\s+)?", re.IGNORECASE)
_AHEAD = re.compile(rf"(?:\s+[\w’'.&-]+){{0,4}}?\s+{_WARD}\b", re.IGNORECASE)
_BEHIND = re.compile(rf"\b{_WARD}\s+in\s+(?:[\w’'-]+\s+){{0,3}}$", re.IGNORECASE)


def names_one(words: str) -> bool:
    """Whether words give an address: where it happened, though no map of ours holds it.

    >>> names_one("in the 400 block of North Karlow"), names_one("a shop on Mill Road")
    (True, True)
    """
    return bool(_SAID.search(words))


def is_address(page: Page, mention: Mention) -> bool:
    """Whether a name is of a street: by its block, its corner, its number or its last word."""
    at = mention.span
    before, after = page.before(at, 60), page.article.field(at.field)[at.end : at.end + 40]
    if _BLOCK.search(before) or _CORNER.search(before) or _NEXT.match(after):
        return True
    return bool(_ENDS.search(mention.text) or (_HOUSE.search(before) and _ON.match(after)))


def is_ward(page: Page, mention: Mention) -> bool:
    """Whether a name is of the hospital that somebody was taken to, or of the town it stands in."""
    before = page.before(mention.span, 100)
    if not _TREATED.search(before):
        return False
    return bool(_BEHIND.search(before) or _AHEAD.match(page.after(mention.span, 60)))
