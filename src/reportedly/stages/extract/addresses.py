"""Names that only say at which house or hospital: a street is no town, the hurt are taken away.

"The 6800 block of South Morgan" lies in the town told before, not in the county of that name;
"taken to Mount Sale Medical Center in Oak Lawn" says where somebody was treated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.stages.extract.patterns import filled

if TYPE_CHECKING:
    import re

    from reportedly.records import Mention
    from reportedly.stages.extract.page import Page

# "in the 6800 block of South", "at the corner of Mill Road and", "at 44 E."
_BLOCK = r"(?i)\bblock\s+of\s+(?:<headings>\s+)?$"
_CORNER = (
    r"(?i)\b(?:corner|intersection)\s+of\s+(?:[\w.’'-]+\s+){0,4}?(?:and\s+)?(?:<headings>\s+)?$"
)
_HOUSE = r"(?i)\b\d+(?:st|nd|rd|th|s)?\s+(?:<headings>\s+)?$"
_ON = r"(?:[\s.]+[A-Z0-9][\w.’'-]*){0,2}\.?\s+<streets>\b"
_NEXT = r"\s+<streets>\b"
_SAID = (
    r"\b(?:block|corner|intersection) of\b"
    r"|\b(?:on|at|near) (?:[A-Z0-9][\w.’'-]*\s+){1,3}<streets>\b"
)
_ENDS = r"\s<streets>\b\.?$"

_TREATED = r"(?i)\b<care>\b[^.;\n]{0,60}?\b(?:to|at|in|from)\s+(?:the\s+)?"
_AHEAD = r"(?i)(?:\s+[\w’'.&-]+){0,4}?\s+<wards>\b"
_BEHIND = r"(?i)\b<wards>\s+in\s+(?:[\w’'-]+\s+){0,3}$"


def _pattern(pattern: str) -> re.Pattern[str]:
    return filled(pattern, "addresses")


def names_one(words: str) -> bool:
    """Whether words give an address: where it happened, though no map of ours holds it.

    >>> names_one("in the 400 block of North Karlow"), names_one("a shop on Mill Road")
    (True, True)
    """
    return bool(_pattern(_SAID).search(words))


def is_address(page: Page, mention: Mention) -> bool:
    """Whether a name is of a street: by its block, its corner, its number or its last word."""
    at = mention.span
    before, after = page.before(at, 60), page.article.field(at.field)[at.end : at.end + 40]
    if (
        _pattern(_BLOCK).search(before)
        or _pattern(_CORNER).search(before)
        or _pattern(_NEXT).match(after)
    ):
        return True
    return bool(
        _pattern(_ENDS).search(mention.text)
        or (_pattern(_HOUSE).search(before) and _pattern(_ON).match(after))
    )


def is_ward(page: Page, mention: Mention) -> bool:
    """Whether a name is of the hospital that somebody was taken to, or of the town it stands in."""
    before = page.before(mention.span, 100)
    if not _pattern(_TREATED).search(before):
        return False
    return bool(
        _pattern(_BEHIND).search(before) or _pattern(_AHEAD).match(page.after(mention.span, 60))
    )
