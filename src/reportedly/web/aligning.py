"""Where the words of an article stand in the text of its page, furniture and all."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Article, Furniture, Span

WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words of the article, in order: where each starts in its text and in the page's."""

    in_text: tuple[int, ...]
    in_page: tuple[int, ...]

    def to_page(self, span: Span) -> tuple[int, int]:
        """A span of the article's text as a stretch of the page's text."""
        return self._place(span.start), max(self._place(span.end - 1) + 1, self._place(span.start))

    def _place(self, position: int) -> int:
        word = max(bisect_right(self.in_text, position) - 1, 0)
        return self.in_page[word] + position - self.in_text[word]


def align(article: Article) -> Alignment | None:
    """Find each line of the article in the page, outside its furniture; None if one is not there.

    Only the white space between words may differ.
    """
    in_text: list[int] = []
    in_page: list[int] = []
    at, line_at = 0, 0
    for line in article.text.split("\n"):
        if line.strip():
            found = _find(line, article.page_text, at, article.furniture)
            if found is None:
                return None
            in_text += [line_at + word.start() for word in WORD.finditer(line)]
            in_page += [found.start() + word.start() for word in WORD.finditer(found.group())]
            at = found.end()
        line_at += len(line) + 1
    return Alignment(tuple(in_text), tuple(in_page)) if in_text else None


def title_in_page(article: Article) -> tuple[int, int] | None:
    """Where the page says the title, outside its furniture."""
    title = article.title or ""
    found = _find(title, article.page_text, 0, article.furniture) if title.strip() else None
    return found.span() if found else None


def _find(line: str, page: str, start: int, furniture: Sequence[Furniture]) -> re.Match[str] | None:
    pattern = re.compile(r"\s+".join(map(re.escape, line.split())))
    for found in pattern.finditer(page, start):
        if not any(f.start < found.end() and found.start() < f.end for f in furniture):
            return found
    return None
