"""The words of the page that carry a value of a claim, and an article as it is shown beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportedly.records import Span, TimeValue
from reportedly.telling import values_of
from reportedly.web.aligning import Alignment, align, title_in_page
from reportedly.web.marking import Block, Mark, paragraphs, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.records import Article, Claim, Mention

SENTENCE = "lit"
VALUE = "lit-value"
AGENCY = "agency"

_SEEN = re.compile(r"'([^']+)' seen")
"""How a reason for a date quotes the words it was read from (times/placing.py)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An article with its marks, in blocks; ``in_place`` if furniture stands where it stood."""

    blocks: list[Block]
    in_place: bool


def lit(claim: Claim, path: str | None, mentions: Sequence[Mention]) -> list[tuple[Span, str]]:
    """The sentence of a claim, and in it or beside it the words that carry one value."""
    found = [(claim.span, SENTENCE)]
    words = words_of(claim, path, mentions) if path else None
    return [*found, (words, VALUE)] if words else found


def words_of(claim: Claim, path: str, mentions: Sequence[Mention]) -> Span | None:
    """The words that carry the value at a path; a place or time by its mention."""
    if path == "place":
        return _nearest(claim, [m.span for m in mentions if _is_place(m, claim)])
    if path == "when":
        return _nearest(claim, [m.span for m in mentions if _is_time(m, claim)])
    return next((value.span for value in values_of(claim) if value.path == path), None)


def show(article: Article, marks: Iterable[tuple[Span, str, str]]) -> Shown:
    """The page's text in blocks, furniture in its place, each mark a span, a kind and a tip."""
    told = list(marks) + [(c.span, AGENCY, f"agency credited: {c.name}") for c in article.agencies]
    alignment = align(article)
    if alignment is None:
        return Shown(_without_furniture(article, told), in_place=False)
    return Shown(_in_place(article, told, alignment), in_place=True)


def _without_furniture(article: Article, told: Sequence[tuple[Span, str, str]]) -> list[Block]:
    """The title and the text alone, where the text cannot be found in the page."""
    parts = [("title", article.title or ""), ("text", article.text)]
    return [
        block
        for field, text in parts
        for block in paragraphs(
            text, [Mark(s.start, s.end, k, t) for s, k, t in told if s.field == field], field
        )
    ]


def _in_place(
    article: Article, told: Sequence[tuple[Span, str, str]], alignment: Alignment
) -> list[Block]:
    """Title, text and furniture in the order of the page."""
    page, title = article.page_text, title_in_page(article)
    marks = [m for told_one in told if (m := _on_page(told_one, alignment, title))]
    above = [] if title else paragraphs(article.title or "", _titled(told), "title")
    cuts = sorted({0, len(page)} | {p for f in article.furniture for p in (f.start, f.end)})
    kinds = {f.start: f.kind for f in article.furniture}
    blocks: list[Block] = []
    for start, end in pairwise(cuts):
        kind = f"furniture: {kinds[start]}" if start in kinds else "text"
        blocks += _lines(page, marks, (start, end), kind, title)
    return [*above, *blocks]


def _lines(
    page: str,
    marks: Sequence[Mark],
    stretch: tuple[int, int],
    kind: str,
    title: tuple[int, int] | None,
) -> list[Block]:
    """The lines of a stretch of the page; the one that is the title says so."""
    at, end = stretch
    blocks = []
    for line in page[at:end].split("\n"):
        if line.strip():
            is_title = bool(title and title[0] < at + len(line) and at < title[1])
            found = tuple(pieces(page, marks, at, at + len(line)))
            blocks.append(Block("title" if is_title else kind, found))
        at += len(line) + 1
    return blocks


def _on_page(
    told: tuple[Span, str, str], alignment: Alignment, title: tuple[int, int] | None
) -> Mark | None:
    span, kind, tip = told
    if span.field == "text":
        return Mark(*alignment.to_page(span), kind, tip)
    if span.field == "page":
        return Mark(span.start, span.end, kind, tip)
    if span.field == "title" and title:
        return Mark(title[0] + span.start, min(title[0] + span.end, title[1]), kind, tip)
    return None


def _titled(told: Sequence[tuple[Span, str, str]]) -> list[Mark]:
    return [Mark(s.start, s.end, kind, tip) for s, kind, tip in told if s.field == "title"]


def _is_place(mention: Mention, claim: Claim) -> bool:
    written = claim.place.as_written.casefold() if claim.place else ""
    named = mention.kind in ("place", "demonym") and bool(written)
    return named and (mention.text.casefold() in written or written in mention.text.casefold())


def _is_time(mention: Mention, claim: Claim) -> bool:
    if claim.when is None or mention.kind != "time" or not isinstance(mention.value, TimeValue):
        return False
    seen = _SEEN.search(claim.when.why)
    if seen:
        return mention.text.casefold() == seen.group(1).casefold()
    return (mention.value.start, mention.value.end) == (claim.when.start, claim.when.end)


def _nearest(claim: Claim, spans: Sequence[Span]) -> Span | None:
    """The span inside the claim's sentence, else the nearest one, those before it first."""
    at = claim.span

    def far(span: Span) -> tuple[int, int]:
        if span.field != at.field:
            return (2, 0)
        inside = at.holds(span)
        return (0 if inside else 1, 0 if inside else abs(span.start - at.start))

    return min(spans, key=far, default=None)
