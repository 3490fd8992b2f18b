"""The publication date in the markup of a page, from elements that state just that.

The text of the page and dates of pictures, comments or changes are not looked at: a date that
is found anywhere on a page is mostly another one. htmldate reads the values, this module says
which elements may speak.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reportedly.stages.clean.daywords import given_day, printed_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

_META_NAMES: Final = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "article:published", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "publish-date", "publish_date", "publishdate", "published_time", "published-date", "pubdate",
    "publication_date", "publication-date", "date.published", "citation_publication_date",
    "article.published", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "dc.date", "dcterms.date", "article_date_original", "originalpublicationdate",
    "rnews:datepublished",
    "date",
)  # fmt: skip
_ARTICLE_TYPES: Final = re.compile(r"Article|Posting|Report|LiveBlog|WebPage$", re.IGNORECASE)
_TIME_CLASS: Final = re.compile(r"publish|posted|pubdate|entry-date|post-date|dateline", re.I)
_URL_DAY: Final = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:[/_-]|$)")


class MarkedDate(NamedTuple):
    """A publication date with the element that states it and the value it holds."""

    day: date
    element: str
    value: str


def marked_date(tree: Any, url: str | None) -> MarkedDate | None:  # noqa: ANN401 - lxml
    """The first date by how plainly its element speaks: JSON-LD, meta, time, the address."""
    for element, value in _statements(tree):
        day = _read(value)
        if day:
            return MarkedDate(day, element, value.strip())
    return _in_address(tree, url)


def _statements(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - lxml
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        yield from (("JSON-LD datePublished", v) for v in _linked_data(script.text or ""))
    yield from _metas(tree)
    for node in tree.iterfind(".//*[@itemprop]"):
        if node.get("itemprop", "").lower() == "datepublished":
            value = node.get("content") or node.get("datetime") or node.text_content()
            yield "itemprop datePublished", value or ""
    for node in tree.iterfind(".//time[@datetime]"):
        classes = " ".join(filter(None, (node.get("class"), node.getparent().get("class"))))
        if node.get("pubdate") is not None or _TIME_CLASS.search(classes):
            yield "time", node.get("datetime")


def _metas(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - lxml
    found: dict[str, str] = {}
    for node in tree.iterfind(".//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            name = (node.get(attribute) or "").lower()
            found.setdefault(name, node.get("content"))
    yield from ((f"meta {name}", found[name]) for name in _META_NAMES if name in found)


def _linked_data(text: str) -> Iterator[str]:
    """``datePublished`` of articles in JSON-LD, not of comments or of things reviewed."""
    try:
        pending = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    while pending:
        node = pending.pop(0)
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, dict):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(n, str) and _ARTICLE_TYPES.search(n) for n in names):
                value = node.get("datePublished")
                yield from [value] if isinstance(value, str) else []
            pending.extend(node[key] for key in ("@graph", "mainEntity") if key in node)


def _read(value: str) -> date | None:
    """The day of a value: as files give it, as pages print it, or as htmldate reads it."""
    value = value.strip()
    if not value or len(value) > 60:
        return None
    given = given_day(value) or given_day(value[:10])
    if given:
        return given
    printed = printed_dates(value)
    return printed[0].day if printed else _by_htmldate(value)


def _by_htmldate(value: str) -> date | None:
    from htmldate import find_date  # noqa: PLC0415 - loads slowly

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    page = (
        f'<html><head><meta property="article:published_time" content="{escape(value)}">'
        "</head><body><p></p></body></html>"
    )
    found = find_date(page, extensive_search=False, original_date=True)
    return date.fromisoformat(found) if found else None


def _in_address(tree: Any, url: str | None) -> MarkedDate | None:  # noqa: ANN401 - lxml
    """The day in an address such as /2022/09/21/: outlets file pages under their day."""
    links = [node.get("href") for node in tree.iterfind('.//link[@rel="canonical"]')]
    for address in filter(None, [*links, url]):
        found = _URL_DAY.search(address)
        if found:
            day = given_day("-".join(found.groups()))
            if day:
                return MarkedDate(day, "address of the page", found[0])
    return None
