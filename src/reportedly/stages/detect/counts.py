"""Counts of people killed, injured, missing, detained, displaced or captured, as a text says.

>>> found = counts("At least three people were killed and 15 injured.", "text")
>>> [(count.what, count.low, count.high) for _, count in found]
[('killed', 3, None), ('injured', 15, 15)]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.records import Count, CountWhat, Field, Scope, Span
from reportedly.sentences import sentences
from reportedly.stages.detect.counts_links import Linked, linked
from reportedly.stages.detect.counts_words import cue_pattern, cumulative_pattern, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator


def counts(text: str, field: Field) -> list[tuple[Span, Count]]:
    """Every count of the text with its span: the number, its people, and the verb if it adjoins."""
    found: list[tuple[Span, Count]] = []
    earlier: Linked | None = None
    for start, end in sentences(text):
        here = list(_of_sentence(text, field, start, end, earlier))
        earlier = here[-1][0] if here else None
        found += [(count.span, count) for _, count in here]
    return found


def _of_sentence(
    text: str, field: Field, start: int, end: int, earlier: Linked | None
) -> Iterator[tuple[Linked, Count]]:
    if earlier is None and not cue_pattern().search(text, start, end):
        return
    row = tokens(text, start, end)
    cumulative = cumulative_pattern().search(text, start, end) is not None
    for one in linked(row, earlier):
        span = Span(start=row[one.first].start, end=row[one.last - 1].end, field=field)
        scope: Scope = "cumulative" if cumulative and one.low != 0 else "incident"
        for what in sorted(one.what, reverse=True):
            yield one, _count(text, one, _what(what), scope, span)


def _count(text: str, one: Linked, what: CountWhat, scope: Scope, span: Span) -> Count:
    return Count(
        what=what,
        who=one.who,
        low=one.low,
        high=one.high,
        phrase=span.cut(text),
        scope=scope,
        span=span,
    )


def _what(word: str) -> CountWhat:
    """The word as the contract's kind of harm."""
    match word:
        case "killed" | "injured" | "missing" | "detained" | "displaced" | "captured":
            return word
        case _:
            raise ValueError(f"{word!r} is no kind of harm that vocab/en/counts.yaml may name.")
