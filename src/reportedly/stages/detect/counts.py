"""Counts of people killed, injured, missing, detained, displaced or captured, as a text says.

>>> found = counts("At least three people were killed and 15 injured.", "text")
>>> [(count.what, count.low, count.high) for _, count in found]
[('killed', 3, None), ('injured', 15, 15)]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.records import Count, CountWhat, Field, Scope, Span
from reportedly.sentences import sentences
from reportedly.stages.detect.counts_links import linked
from reportedly.stages.detect.counts_settled import settled
from reportedly.stages.detect.counts_words import (
    cue_pattern,
    cumulative_pattern,
    is_fatal,
    survival_pattern,
    tokens,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.stages.detect.counts_sentence import Linked
    from reportedly.stages.detect.counts_words import Token


def counts(text: str, field: Field) -> list[tuple[Span, Count]]:
    """Every count of the text with its span: the number, its people, and the verb if it adjoins."""
    read = list(_read(text))
    lives = survival_pattern()
    survived = [bool(lives.search(text, row[0].start, row[-1].end)) for row, _ in read]
    told = settled([found for _, found in read], [is_fatal(row) for row, _ in read], survived)
    return [
        (count.span, count)
        for (row, _), found in zip(read, told, strict=True)
        for count in _of_sentence(text, field, row, found)
    ]


def _read(text: str) -> Iterator[tuple[list[Token], list[Linked]]]:
    """Each sentence that can hold a count, with what it says."""
    earlier: Linked | None = None
    for start, end in sentences(text):
        if earlier is None and not cue_pattern().search(text, start, end):
            continue
        row = tokens(text, start, end)
        found = linked(row, earlier)
        earlier = found[-1] if found else None
        yield row, found


def _of_sentence(
    text: str, field: Field, row: list[Token], found: Sequence[Linked]
) -> Iterator[Count]:
    if not found:
        return
    cumulative = cumulative_pattern().search(text, row[0].start, row[-1].end) is not None
    for one in found:
        span = Span(field=field, start=row[one.first].start, end=row[one.last - 1].end)
        scope: Scope = "cumulative" if cumulative and one.low != 0 else "incident"
        for what in sorted(one.what, reverse=True):
            yield _count(text, one, _what(what), scope, span)


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
