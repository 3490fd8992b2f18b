"""Areas that a page tells of without a name: "in the east of the country", "along the front"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.records import Mention, Place, Span, stable_id
from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.stages.extract.page import Page

_COUNTRY = r"\s+of\s+(?:the|that)\s+country\b"
# what ends a noun phrase: "in the east on Monday", and not "in the east bank"
_ENDS = (
    r"(?=\s*(?:[.,;:)”\"]|$|\s[–—-]\s)|\s+(?:and|or|but|as|with|on|in|over|at|for|after|before|since|during|"
    r"where|when|while|which|that|by|to|from|near|amid|despite|this|last|is|are|was|were|has|have|had|will|said|"
    r"says)\b)"
)


def unnamed(page: Page, span: Span) -> list[Mention]:
    """The areas of the story's country that words of a span tell of by no name of their own."""
    words = page.words(span)
    return [
        _mention(page, span, found)
        for pattern in _patterns()
        for found in pattern.finditer(words)
        if not _holds_a_name(page, span, found)
    ]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = load("place_phrases")
    way = "|".join(sorted((w for w in words["directions"] if not w.endswith("ern")), key=len))
    ways = rf"(?:{way})(?:(?:,|\s+and)\s+(?:the\s+)?(?:{way}))*"
    lines, held, borders = (
        "|".join(words["unnamed"][name]) for name in ("lines", "held", "borders")
    )
    led = r"(?<!from )(?<!to )(?<!of )"
    the = r"(?:the|a|an|this|that|most of the|much of the|their)\s+(?:[\w-]+\s+)?"
    parts = rf"(?P<area>(?:the\s+)?{ways}(?:{_COUNTRY}|(?!\s+of\b){_ENDS}))"
    border = rf"(?:the|their)\s+(?:[\w-]+\s+)?(?:{borders})"
    possessed = rf"(?:the|that)\s+country[’']s\s+(?:far\s+)?(?:{way})"
    patterns = (
        rf"\b(?:in|across|throughout|over|along)\s+(?P<area>{possessed}){_ENDS}",
        rf"\b(?:in|across|throughout|over|along)\s+{parts}",
        rf"(?P<area>{led}\b{the}(?:{lines})){_ENDS}",
        rf"(?P<area>{led}\b(?:the\s+)?(?:{held}))\b",
        rf"\b(?:along|near|on|at|over|across|close\s+to)\s+(?P<area>{border}){_ENDS}",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _span(span: Span, found: re.Match[str]) -> Span:
    start, end = found.span("area")
    return Span(field=span.field, start=span.start + start, end=span.start + end)


def _holds_a_name(page: Page, span: Span, found: re.Match[str]) -> bool:
    """Whether the words hold a name that the gazetteer was asked for."""
    return bool(page.meeting("place", _span(span, found)))


def _mention(page: Page, span: Span, found: re.Match[str]) -> Mention:
    at = _span(span, found)
    place = Place(
        as_written=found["area"],
        name=None,
        country=page.country,
        precision="region",
        ucdp_where_prec=5,
        why="a part of the story's country that the page gives no name; no point is kept",
    )
    key = (page.article.id, at.field, at.start, at.end, "place")
    return Mention(
        id=stable_id("m", *key),
        article_id=page.article.id,
        kind="place",
        span=at,
        text=found["area"],
        value=place,
    )
