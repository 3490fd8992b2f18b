"""Doers and things hit: phrases that name parties and armed actors, and targets.

>>> [actor.name for _, actor in actors("Ukrainian troops left.", "text", [])]
['Ukraine (armed forces)']
>>> [actor.infrastructure for _, actor in targets("It hit a crowded market.", "text")]
['market']
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.parties import Party, identify
from reportedly.parties.phrases import Match, Word, joined, words
from reportedly.parties.table import Holder, StateWord, index
from reportedly.records import Actor, Field, Span
from reportedly.sentences import sentences
from reportedly.stages.detect.actors_words import (
    acts,
    attack_nouns,
    force_words,
    things,
    unknown_armed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.model import Name

_BETWEEN = 3
_LEFT = 4
_DETERMINERS = frozenset(
    {"a", "an", "the", "its", "their", "his", "her", "several", "some", "two", "three", "four"}
    | {"many", "other", "another", "one", "five", "local"}
)
_STOPS = frozenset(
    {
        "of",
        "in",
        "at",
        "on",
        "by",
        "to",
        "from",
        "for",
        "with",
        "and",
        "or",
        "but",
        "as",
        "that",
        "near",
    }
    | {
        "which",
        "who",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "has",
        "have",
        "had",
        "not",
        "it",
        "they",
    }
    | {
        "he",
        "she",
        "after",
        "before",
        "when",
        "while",
        "against",
        "into",
        "over",
        "under",
        "between",
    }
    | {"said", "says", "this", "these", "those", "if", "because", "than", "then", "also", "where"}
)
_BOUND = frozenset({"installed", "appointed", "backed", "supported", "imposed", "controlled"})


def actors(text: str, field: Field, names: Sequence[Name]) -> list[tuple[Span, Actor]]:
    """Every phrase that names a party or an armed actor, in order, none within another.

    ``names`` are the tagger's; its organisations are added where the vocabulary has none.
    """
    found = [one for start, end in sentences(text) for one in _in_sentence(text, field, start, end)]
    found += _organisations(text, field, names, [span for span, _ in found])
    return sorted(found, key=lambda one: one[0].start)


def targets(text: str, field: Field) -> list[tuple[Span, Actor]]:
    """Every phrase for infrastructure or protected people, with its adjectives and article."""
    found: list[tuple[Span, Actor]] = []
    for start, end in sentences(text):
        row = words(text, start, end)
        for match in things().find_in(text, row):
            infrastructure, group = match.value
            span = Span(start=_left(text, row, match), end=match.end, field=field)
            found.append((span, _target(text, span, infrastructure, group)))
    return _apart(found)


def _target(text: str, span: Span, infrastructure: str | None, group: str | None) -> Actor:
    kind = "civilians" if group else "infrastructure"
    return Actor(
        as_written=span.cut(text), name=group, kind=kind, infrastructure=infrastructure, span=span
    )


def _left(text: str, row: Sequence[Word], match: Match) -> int:
    """Where the noun phrase begins: at its determiner, if one stands within a few words."""
    start = match.start
    for back in range(1, _LEFT + 2):
        at = match.first - back
        if at < 0 or not joined(text, row[at], row[at + 1]) or _is_verb(row, at):
            return match.start if back > 1 and start == match.start else start
        if row[at].folded in _DETERMINERS:
            return row[at].start
    return match.start


def _is_verb(row: Sequence[Word], at: int) -> bool:
    """Whether a word cannot stand within a noun phrase: "the blast burned grain silos"."""
    word = row[at].folded
    if word in _STOPS or word in acts():
        return True
    before = row[at - 1].folded if at else ""
    return word.endswith("ed") and before not in _DETERMINERS and not before.endswith("ly")


def _apart(found: list[tuple[Span, Actor]]) -> list[tuple[Span, Actor]]:
    """Without those that overlap an earlier one."""
    kept: list[tuple[Span, Actor]] = []
    for span, actor in found:
        if not kept or not kept[-1][0].meets(span):
            kept.append((span, actor))
    return kept


def _in_sentence(text: str, field: Field, start: int, end: int) -> Iterator[tuple[Span, Actor]]:
    row = words(text, start, end)
    at = 0
    while at < len(row):
        found = _phrase_at(text, row, at)
        if found is None:
            at += 1
            continue
        first, last, party = found
        span = Span(start=row[first].start, end=row[last - 1].end, field=field)
        yield span, _actor(text, span, party)
        at = last


def _actor(text: str, span: Span, party: Party) -> Actor:
    return Actor(
        as_written=span.cut(text),
        name=party.name,
        id=party.id,
        kind=party.kind,
        side=party.side,
        span=span,
    )


_Found = tuple[int, int, Party]


def _phrase_at(text: str, row: Sequence[Word], at: int) -> _Found | None:
    """The doer whose phrase begins at this word: first word, past its last, and the party."""
    entry = index().at(text, row, at)
    if entry is None:
        return _of_state(text, row, at) or _bound(text, row, at) or _unknown(text, row, at)
    match entry.value:
        case Party():
            return _with_force(text, row, entry, entry.value)
        case Holder():
            return _holder(text, row, entry)
        case StateWord():
            return _state(text, row, entry, entry.value)
        case _:
            return None


def _with_force(text: str, row: Sequence[Word], entry: Match, party: Party) -> _Found | None:
    """A group by name, with "fighters" or "militants" after it; media only speak."""
    if party.kind in {"media", "ngo"}:
        return None
    force = _force_after(text, row, entry.last, 1)
    return entry.first, force.last if force else entry.last, party


def _holder(text: str, row: Sequence[Word], entry: Match) -> _Found | None:
    """As in "Putin's forces"; a holder of office alone speaks, and is no doer."""
    force = _force_after(text, row, entry.last, 2)
    if force is None or force.value == "rule":
        return None
    party = identify(text[entry.start : force.end])
    return (entry.first, force.last, party) if party else None


def _force_after(text: str, row: Sequence[Word], at: int, reach: int) -> Match | None:
    """A word for forces within ``reach`` words, nothing but adjectives between."""
    for skipped in range(reach + 1):
        here = at + skipped
        if here >= len(row) or not joined(text, row[here - 1], row[here]):
            return None
        found = force_words().at(text, row, here)
        if found is not None:
            return _longest(text, row, found)
        if row[here].folded in _STOPS and row[here].folded != "s":
            return None
    return None


def _longest(text: str, row: Sequence[Word], found: Match) -> Match:
    """As in "army units", "special forces soldiers": the last of neighbouring force words."""
    while found.last < len(row) and joined(text, row[found.last - 1], row[found.last]):
        further = force_words().at(text, row, found.last)
        if further is None or further.value == "rule":
            return found
        found = Match(found.start, further.end, found.first, further.last, found.value)
    return found


def _state(text: str, row: Sequence[Word], entry: Match, word: StateWord) -> _Found | None:
    """A state's word with its forces, its attack (its forces' doing), or an act of its own."""
    if word.form == "region" or (entry.first and row[entry.first - 1].folded == "anti"):
        return None
    first = entry.first
    if first and row[first - 1].folded == "pro" and text[row[first - 1].end] in "-‑ ":
        first -= 1
    force = _force_after(text, row, entry.last, _BETWEEN)
    if force is not None:
        return _whole(text, row, first, force.last)
    ours = word.form == "adj" or text[entry.end : entry.end + 2] in {"'s", "’s"}
    if ours and _attack_after(text, row, entry.last):
        party = identify(f"{word.state.name} forces")
        return (entry.first, entry.last, party) if party else None
    return _act(text, row, entry, word)


def _whole(text: str, row: Sequence[Word], first: int, last: int) -> _Found | None:
    party = identify(text[row[first].start : row[last - 1].end])
    return (first, last, party) if party else None


def _attack_after(text: str, row: Sequence[Word], at: int) -> bool:
    """Whether a noun of attack follows within a few words."""
    for skipped in range(_BETWEEN):
        here = at + skipped
        if here >= len(row) or not joined(text, row[here - 1], row[here]):
            return False
        if attack_nouns().at(text, row, here):
            return True
        if row[here].folded in _STOPS:
            return False
    return False


def _act(text: str, row: Sequence[Word], entry: Match, word: StateWord) -> _Found | None:
    """As in "Russia launched", "by Moscow": a state's name for those who act for it."""
    if word.form not in {"name", "seat", "people"}:
        return None
    party = identify(word.state.name)
    if party is None:
        return None
    after = [w.folded for w in row[entry.last : entry.last + 3]]
    verb = after[:1] and (
        after[0] in acts()
        or (after[0] in {"has", "had", "also", "have"} and after[1:2] and after[1] in acts())
    )
    by = entry.first > 0 and row[entry.first - 1].folded == "by"
    seat = text[entry.start : entry.end] in {"Kremlin", "Pentagon", "White House"}
    return (entry.first, entry.last, party) if verb or by or seat else None


_OF = re.compile(
    r"\s+(?:of|led by|loyal to|belonging to|fighting for|commanded by)\s+(?:the\s+)?", re.IGNORECASE
)


def _of_state(text: str, row: Sequence[Word], at: int) -> _Found | None:
    """As in "the forces led by Vladimir Putin", "forces of Kyiv"."""
    force = force_words().at(text, row, at)
    if force is None:
        return None
    link = _OF.match(text, force.end)
    if link is None:
        return None
    start = next(
        (i for i in range(force.last, min(force.last + 5, len(row))) if row[i].start >= link.end()),
        None,
    )
    entry = index().at(text, row, start) if start is not None else None
    if entry is None:
        return None
    return _whole(text, row, force.first, entry.last)


def _bound(text: str, row: Sequence[Word], at: int) -> _Found | None:
    """As in "the authorities installed by Moscow"."""
    force = force_words().at(text, row, at)
    if force is None or force.last + 1 >= len(row):
        return None
    if row[force.last].folded not in _BOUND or row[force.last + 1].folded != "by":
        return None
    start = force.last + 2
    start += start < len(row) and row[start].folded == "the"
    entry = index().at(text, row, start) if start < len(row) else None
    if entry is None or not isinstance(entry.value, StateWord | Party):
        return None
    return _whole(text, row, force.first, entry.last)


def _unknown(text: str, row: Sequence[Word], at: int) -> _Found | None:
    """Gunmen, militants, a suicide bomber: armed people of no named party."""
    match = unknown_armed().at(text, row, at)
    if match is None:
        return None
    return match.first, match.last, Party(None, None, match.value, None)


def _organisations(
    text: str, field: Field, names: Sequence[Name], taken: Sequence[Span]
) -> list[tuple[Span, Actor]]:
    """The tagger's organisations that no phrase found covers."""
    starts = {position for span in taken for position in range(span.start, span.end)}
    found: list[tuple[Span, Actor]] = []
    for name in names:
        if name.kind != "organisation" or not 0 <= name.start < name.end <= len(text):
            continue
        if starts.isdisjoint(range(name.start, name.end)):
            span = Span(start=name.start, end=name.end, field=field)
            written = span.cut(text)
            party = identify(written) or Party(None, written, None, None)
            found.append((span, _actor(text, span, party)))
    return found
