"""Which claims speak from the same primary source, by whatever name the pages give it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from reportedly.clusters import linked
from reportedly.posts import post_of
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reportedly.records import Channel, Claim, Source

_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Voice:
    """An attributed claim, with the group of copies that its article belongs to."""

    claim: Claim
    source: Source
    group: str


IdPair = tuple[str, str]
"""Two claims by their ids."""


def same_source(
    voices: Sequence[Voice], together: Collection[IdPair] = (), apart: Collection[IdPair] = ()
) -> list[list[int]]:
    """The voices by primary source, as lists of indices; people's word goes before likeness."""
    n = len(voices)
    of = {voice.claim.id: k for k, voice in enumerate(voices)}
    tied, parted = (
        [(min(of[a], of[b]), max(of[a], of[b])) for a, b in pairs if a in of and b in of]
        for pairs in (together, apart)
    )
    alike = [(i, j) for i, j in combinations(range(n), 2) if _alike(voices[i], voices[j])]
    never = ((i, j, float("-inf")) for i, j in parted)
    return linked([1] * n, never, float("inf"), [*tied, *alike])


def _alike(a: Voice, b: Voice) -> bool:
    if same_post(a.claim.channel, b.claim.channel):
        return True
    if a.source.id and b.source.id:
        return a.source.id == b.source.id
    if a.source.name and b.source.name:
        return _family(a.source) == _family(b.source) and _one_name(a.source, b.source)
    if a.source.name or b.source.name:
        return _named_before(a, b)
    return (a.group, a.source.kind, a.source.side) == (b.group, b.source.kind, b.source.side)


def _named_before(a: Voice, b: Voice) -> bool:
    """Whether "the spokesman" of a page is the spokesman whom it names; their sides agree."""
    if a.group != b.group or (a.source.side and b.source.side and a.source.side != b.source.side):
        return False
    told = [_TOKEN.findall(voice.source.as_written.casefold()) for voice in (a, b)]
    definite = next(words for words, v in zip(told, (a, b), strict=True) if not v.source.name)
    heads = set(told[0]) & set(told[1]) & set(load("reporting")["people"])
    return definite[:1] == ["the"] and bool(heads)


def _one_name(a: Source, b: Source) -> bool:
    """Whether the words of one name are all among the other's; sides must not differ."""
    if a.side and b.side and a.side != b.side:
        return False
    first, second = name_words(a.name), name_words(b.name)
    return bool(first and second) and (first <= second or second <= first)


def _family(source: Source) -> str | None:
    return "official" if source.kind in words_of("same_family") else source.kind


def name_words(name: str | None) -> frozenset[str]:
    """The words of a source's name that say whose voice it is.

    >>> sorted(name_words("a spokesman for the Ministry of Defence"))
    ['defence', 'ministry']
    """
    found = _TOKEN.findall((name or "").casefold().replace("defense", "defence"))
    return frozenset(w for w in found if len(w) > 1) - words_of("office_words")


def same_post(a: Channel | None, b: Channel | None) -> bool:
    """Whether two claims embed the same post, or posts of the same account."""
    if a is None or b is None:
        return False
    one_link = post_of(a.url) is not None and post_of(a.url) == post_of(b.url)
    one_handle = a.handle is not None and account(a) == account(b)
    return one_link or one_handle


def account(channel: Channel) -> tuple[str, str] | None:
    """The account a post was made from, as (platform, handle)."""
    if not channel.handle:
        return None
    platform = channel.name.casefold()
    return ("twitter" if platform == "x" else platform, channel.handle.casefold().lstrip("@"))


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of vocab/en/origins.yaml."""
    return frozenset(load("origins")[name])
