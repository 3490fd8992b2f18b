"""Links to posts of social media, kept from the markup with the words that they stand on.

A page's text alone would lose them: "the ministry wrote on Telegram" names no post, the link
behind the word does.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from reportedly.posts import post_of
from reportedly.records import PostLink, Span
from reportedly.stages.clean.blocks import page_lines
from reportedly.stages.clean.normalising import normalise
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENED, _CLOSED, _AT = "\ue000", "\ue001", "\ue002"
"""Characters of private use: marks around a link's words, and after the link's number."""
_LINK: Final = re.compile(f"{_OPENED}(\\d+){_AT}(.*?){_CLOSED}")
_LONGEST: Final = 2048  # characters of an address


def post_links(tree: Any, text: str) -> tuple[PostLink, ...]:  # noqa: ANN401 - lxml has no types
    """The links to posts in the article's text. The tree is marked and of no use afterwards."""
    urls = _mark(tree)
    if not urls:
        return ()
    found = {link for line in page_lines(tree) for link in _of_line(line, urls, text)}
    return tuple(sorted(found, key=lambda link: (link.span.start, link.url)))


def _mark(tree: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    """Put marks around the words of each link to a post; the addresses by number."""
    urls: list[str] = []
    for node in tree.iter("a"):
        url = (node.get("href") or "").strip()
        if len(url) <= _LONGEST and _platform().search(url) and post_of(url):
            node.text = f"{_OPENED}{len(urls)}{_AT}{_allowed(node.text)}"
            node.tail = f"{_CLOSED}{_allowed(node.tail)}"
            urls.append(url)
    return urls


def _allowed(text: str | None) -> str:
    """Text as lxml takes it: what its parser let through may hold control characters."""
    return re.sub(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", " ", text or "")


def _of_line(line: str, urls: list[str], text: str) -> Iterator[PostLink]:
    """The links of a line, where the line stands in the article."""
    matches = list(_LINK.finditer(line))
    start = text.find(normalise(_bare(line))) if matches else -1
    for match in matches if start >= 0 else ():
        before = _bare(line[: match.start()])
        words = normalise(_bare(match[2])).strip()
        at = text.find(words, start + len(normalise(before))) if words else -1
        if 0 <= at <= start + len(before) + 1:
            span = Span(start=at, end=at + len(words))
            yield PostLink(url=urls[int(match[1])], span=span)


def _bare(line: str) -> str:
    return re.sub(f"{_OPENED}\\d+{_AT}|{_CLOSED}", "", line)


@cache
def _platform() -> re.Pattern[str]:
    hosts = "|".join(row["url"] for row in load("channels")["channels"] if "url" in row)
    return re.compile(rf"^https?://(?:[\w-]+\.)*(?:{hosts}|telegram\.me)/", re.IGNORECASE)
