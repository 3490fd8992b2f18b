"""Channels that a source speaks through: Twitter, Telegram, a statement, a press conference.

>>> [channel.name for _, channel in channels("The mayor wrote on Telegram.", "text")]
['Telegram']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportedly.posts import post_of
from reportedly.records import Channel, Field, PostLink, Span
from reportedly.sentences import sentences
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True)
class _Pattern:
    name: str
    keys: tuple[str, ...]
    pattern: re.Pattern[str]
    url: re.Pattern[str] | None


def channels(text: str, field: Field, posts: Sequence[PostLink] = ()) -> list[tuple[Span, Channel]]:
    """Every channel named in the text, with handle or address where one stands beside it.

    ``posts`` are links behind words of the text: a channel named in the sentence of one has its
    address, and where none is named, the link's words stand for it.
    """
    low = text.lower()
    rows = [row for row in _patterns() if any(key in low for key in row.keys)]
    found: list[tuple[Span, Channel]] = []
    for start, end in sentences(text):
        here = [link for link in posts if start <= link.span.start < end]
        found += _linked(_of_sentence(text, field, (start, end), rows), here)
    return found


def _linked(
    named: list[tuple[Span, Channel]], posts: Sequence[PostLink]
) -> list[tuple[Span, Channel]]:
    """The channels of a sentence, with the addresses of the posts that it links to."""
    found = [channel for _, channel in named]
    for link in posts:
        name = _platform(link.url)
        if name is None:
            continue
        handle = _handle_in(link.url)
        bare = [c for c in found if c.url is None and c.name in {name, "social media"}]
        if bare:
            best = min(bare, key=lambda c: abs(c.span.start - link.span.start))
            given = replace(best, name=name, url=link.url, handle=best.handle or handle)
            found[found.index(best)] = given
        elif not any(post_of(c.url) == post_of(link.url) for c in found):
            found.append(Channel(name=name, handle=handle, url=link.url, span=link.span))
    ordered = sorted(found, key=lambda channel: channel.span.start)
    return [(channel.span, channel) for channel in ordered]


def _platform(address: str) -> str | None:
    """The channel that a web address belongs to."""
    rows = (row for row in _patterns() if row.url is not None and row.url.search(address[:60]))
    return next((row.name for row in rows), None)


def _of_sentence(
    text: str, field: Field, sentence: tuple[int, int], rows: Sequence[_Pattern]
) -> list[tuple[Span, Channel]]:
    start, end = sentence
    low = text[start:end].lower()
    addresses = list(_addresses(text, field, start, end)) if "." in low else []
    handles = _handles().findall(text, start, end) if "@" in low else []
    named = [*addresses, *_embedded_posts(text, field, start, end, "@" in low)]
    for row in rows:
        if not any(key in low for key in row.keys):
            continue
        for match in row.pattern.finditer(text, start, end):
            span = Span(start=match.start(), end=match.end(), field=field)
            if not any(span.meets(other.span) for other in named):
                named.append(_channel(row.name, span, handles, addresses))
    named += [] if named else _lone_handles(text, field, start, end, "@" in low)
    ordered = sorted(named, key=lambda channel: channel.span.start)
    return [(channel.span, channel) for channel in ordered]


def _channel(name: str, span: Span, handles: list[str], addresses: list[Channel]) -> Channel:
    """A channel named, with the only handle and the address of its sentence."""
    handle = handles[0] if len(handles) == 1 else None
    url = next((one.url for one in addresses if one.name == name), None)
    return Channel(name=name, handle=handle, url=url, span=span)


def _addresses(text: str, field: Field, start: int, end: int) -> Iterator[Channel]:
    """Channels told by a web address."""
    for match in _urls().finditer(text, start, end):
        address = match.group().rstrip(".,;:!?")
        span = Span(start=match.start(), end=match.start() + len(address), field=field)
        name = _platform(address)
        if name:
            yield Channel(name=name, handle=_handle_in(address), url=address, span=span)


def _handle_in(address: str) -> str | None:
    """The account of a post's address: twitter.com/NAME/status/1, t.me/NAME/5."""
    parts = address.rsplit("://", maxsplit=1)[-1].split("?", maxsplit=1)[0].split("/")
    host, rest = parts[0], [part for part in parts[1:] if part not in {"s", ""}]
    if not rest or host.startswith(("pic.", "youtu")) or rest[0] in {"watch", "share", "i"}:
        return None
    return f"@{rest[0].removeprefix('@')}"


def _embedded_posts(
    text: str, field: Field, start: int, end: int, there: bool
) -> Iterator[Channel]:
    """Posts shown in the page, by their foot: "— Name (@handle) July 3, 2022"."""
    for match in _post_foot().finditer(text, start, end) if there else ():
        span = Span(start=match.start(1) - 1, end=match.end(1), field=field)
        yield Channel(name="Twitter", handle=f"@{match.group(1)}", span=span)


def _lone_handles(text: str, field: Field, start: int, end: int, there: bool) -> list[Channel]:
    """Handles with no channel named beside them: an account of social media."""
    if not there:
        return []
    return [
        Channel(
            name="social media",
            handle=match.group(),
            span=Span(start=match.start(), end=match.end(), field=field),
        )
        for match in _handles().finditer(text, start, end)
    ]


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            row["name"],
            tuple(row["keys"]),
            re.compile(
                rf"(?<!\w)(?:{'|'.join(row['patterns'])})(?!\w)",
                0 if row.get("case") else re.IGNORECASE,
            ),
            re.compile(rf"(?<![\w-])(?:{row['url']})/", re.IGNORECASE) if "url" in row else None,
        )
        for row in load("channels")["channels"]
    )


@cache
def _handles() -> re.Pattern[str]:
    return re.compile(load("channels")["handle"])


@cache
def _post_foot() -> re.Pattern[str]:
    return re.compile(load("channels")["embedded"])


@cache
def _urls() -> re.Pattern[str]:
    return re.compile(load("channels")["url"], re.IGNORECASE)
