"""Channels that a source speaks through: Twitter, Telegram, a statement, a press conference.

>>> [channel.name for _, channel in channels("The mayor wrote on Telegram.", "text")]
['Telegram']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportedly.records import Channel, Field, Span
from reportedly.sentences import sentences
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class _Pattern:
    name: str
    keys: tuple[str, ...]
    pattern: re.Pattern[str]
    url: re.Pattern[str] | None


def channels(text: str, field: Field) -> list[tuple[Span, Channel]]:
    """Every channel named in the text, with handle or address where one stands beside it."""
    found: list[tuple[Span, Channel]] = []
    for start, end in sentences(text):
        found += _of_sentence(text, field, start, end)
    return found


def _of_sentence(text: str, field: Field, start: int, end: int) -> list[tuple[Span, Channel]]:
    low = text[start:end].lower()
    addresses = list(_addresses(text, field, start, end)) if "." in low else []
    handles = _handles().findall(text, start, end) if "@" in low else []
    named = [*addresses, *_embedded_posts(text, field, start, end, "@" in low)]
    for row in _patterns():
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
        for row in _patterns():
            if row.url is not None and row.url.search(address[:60]):
                handle = _handle_in(address)
                yield Channel(name=row.name, handle=handle, url=address, span=span)
                break


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
