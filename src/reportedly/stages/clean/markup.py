"""An HTML page: its body by trafilatura, put back onto the lines of the whole page.

Trafilatura says which blocks are the article; the article's text is then made of the lines of
the page itself, so that it is the page by cutting only and every word has its place.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from reportedly.stages.clean.blocks import page_lines
from reportedly.stages.clean.choosing import kept_lines
from reportedly.stages.clean.headline import find_line, guess_headline, without_site
from reportedly.stages.clean.lines import split_lines
from reportedly.stages.clean.marking import mark
from reportedly.stages.clean.normalising import normalise, one_line
from reportedly.stages.clean.page import Page, name_rest
from reportedly.stages.clean.rules import inside_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.stages.clean.lines import Line
    from reportedly.stages.clean.marking import Marks

_LEAST_SHINGLES: Final = 4
"""Lines of fewer than six words can be anywhere; only the same line matches them."""


@dataclass(frozen=True)
class Meta:
    """What the markup of a page says about it; None where it says nothing."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Markup:
    """An HTML page, parsed: its tree, its lines and what it says about itself."""

    tree: Any
    page_text: str
    meta: Meta
    body: str


def parse_markup(html: str) -> Markup | None:
    """The page behind the HTML; None if there is no page in it."""
    import trafilatura  # noqa: PLC0415 - loads slowly

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = _tree(html)
    if tree is None:
        return None
    dates = {"extensive_search": False, "original_date": True}
    found: Any = trafilatura.bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=dates,
    )
    body = normalise(found.text or "") if found else ""
    meta = _meta(found) if found else Meta()
    fresh = _tree(html)
    return Markup(
        tree=fresh, page_text=normalise("\n".join(page_lines(fresh))), meta=meta, body=body
    )


def cut_markup(
    markup: Markup, title: str | None, mark_credits: Callable[[Sequence[Line]], Marks]
) -> Page:
    """The page with its article told from its furniture."""
    lines = split_lines(markup.page_text, inside_pattern())
    title = title or markup.meta.title
    whole = mark(lines) | mark_credits(lines)
    headline = find_line(lines, whole, title) if title else guess_headline(lines, whole)
    matched = [i for i in sorted(matched_lines(lines, markup.body)) if i != headline]
    inside = _marks_inside(lines, matched, mark_credits)
    marks = {i: kind for i, kind in whole.items() if i != headline} | inside
    kept = tuple(i for i in matched if i not in inside)
    if not kept:
        kept = tuple(kept_lines(lines, marks, 0 if headline is None else headline + 1))
    if title is None and headline is not None:
        title = without_site(lines[headline].text)[0]
    return Page(
        page_text=markup.page_text,
        lines=tuple(lines),
        kept=kept,
        kinds=name_rest(lines, kept, marks, headline),
        headline=headline,
        title=title,
        outlet=markup.meta.outlet,
    )


def matched_lines(lines: Sequence[Line], body: str) -> set[int]:
    """The indices of the page's lines that the extracted body holds.

    Lines that are the same are matched in order; what is left on both sides was cut or joined
    otherwise by the extraction, and is matched by its words.
    """
    parts = [part for part in re.split(r"[\n|]", body) if _key(part)]
    page_keys = [_key(line.text) for line in lines]
    blocks = SequenceMatcher(None, page_keys, [_key(p) for p in parts], autojunk=True)
    matched: set[int] = set()
    used: set[int] = set()
    for page_start, body_start, size in blocks.get_matching_blocks():
        matched.update(i for i in range(page_start, page_start + size) if page_keys[i])
        used.update(range(body_start, body_start + size))
    left = [part for i, part in enumerate(parts) if i not in used]
    shingles = {shingle for part in left for shingle in _shingles(part)}
    others = (i for i in range(len(lines)) if i not in matched)
    return matched | {i for i in others if _is_covered(lines[i].text, shingles)}


def _is_covered(text: str, shingles: set[tuple[str, ...]]) -> bool:
    """Whether most of the words of a line stand in the body in the same order."""
    own = _shingles(text)
    return len(own) >= _LEAST_SHINGLES and 2 * sum(s in shingles for s in own) >= len(own)


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return list(zip(words, words[1:], words[2:], strict=False))


def _marks_inside(
    lines: Sequence[Line],
    matched: Sequence[int],
    mark_credits: Callable[[Sequence[Line]], Marks],
) -> Marks:
    """Furniture that the extraction left in the body, by the rules for flattened text."""
    body = [lines[i] for i in matched]
    marks = mark(body) | mark_credits(body)
    return {matched[i]: kind for i, kind in marks.items()}


def _tree(html: str) -> Any:  # noqa: ANN401 - lxml has no types
    from lxml import etree  # noqa: PLC0415 - loads slowly
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _meta(found: Any) -> Meta:  # noqa: ANN401 - trafilatura's Document
    return Meta(
        title=_word(found.title),
        author=_word(found.author),
        outlet=_word(found.sitename),
        url=_word(found.url),
    )


def _word(value: str | None) -> str | None:
    return (one_line(value) or None) if value else None


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
