r"""Sentences of a text as spans, for detect and extract: sentencex, made safe and steady.

The library (Wikimedia's sentencex) finds the ends and keeps quotations whole; around it, text is
cut at paragraphs and into windows of bounded size, so that a line of 10 MB takes seconds, and
sentences cut after a rank or a month ("Brig. Gen. Smith", "Feb. 24") are joined again.

>>> text = "Gen. Orlo spoke. Two died.\nA new line"
>>> [text[start:end] for start, end in sentences(text)]
['Gen. Orlo spoke.', 'Two died.', 'A new line']
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sentencex import get_sentence_boundaries

from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator

WINDOW = 4000
"""Code points that the library sees at once; a longer sentence is cut at a white space."""

_WRAPPED = 100
"""A text none of whose lines is longer is taken as wrapped at a column."""

_BREAK = re.compile(r"[ \t\r]*(?:\n[ \t\r]*)+|[\x0b\x0c\u2028\u2029]+")
_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_WORD = re.compile(r"\S{1,80}")


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text``: code points, end exclusive, no white space around."""
    return list(_cut(text))


@lru_cache(8)  # a title and a text, each asked by several detectors
def _cut(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(
        span
        for start, end in paragraphs(text)
        for span in _joined(text, list(_pieces(text, start, end)))
    )


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs: a line break ends one unless the line was only wrapped there."""
    breaks = list(_BREAK.finditer(text))
    width = 0 if _has_blank_lines(text, breaks) else _wrap_width(text, breaks)
    spans, start = [], 0
    for found in breaks:
        if not _goes_on(text, start, found, width):
            spans.append((start, found.start()))
            start = found.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in (_trimmed(text, *span) for span in spans) if a < b]


def _has_blank_lines(text: str, breaks: list[re.Match[str]]) -> bool:
    """Whether a wrapped text parts its paragraphs by blank lines, so that a line break is none."""
    blank = sum(text.count("\n", found.start(), found.end()) > 1 for found in breaks)
    return 0 < blank < len(breaks) / 2 and _wrap_width(text, breaks) is not None


def _wrap_width(text: str, breaks: list[re.Match[str]]) -> int | None:
    """The column at which the text is wrapped, or None if its lines are paragraphs."""
    edges = [0, *(found.end() for found in breaks)]
    ends = [*(found.start() for found in breaks), len(text)]
    width = max(end - start for start, end in zip(edges, ends, strict=True))
    return width if len(breaks) >= 3 and 40 <= width <= _WRAPPED else None


def _goes_on(text: str, start: int, found: re.Match[str], width: int | None) -> bool:
    """Whether the sentence before a line break goes on after it."""
    if text.count("\n", found.start(), found.end()) != 1 or found.end() >= len(text):
        return False
    line = max(start, text.rfind("\n", start, found.start()) + 1)
    if _TERMINAL.search(text[max(line, found.start() - 5) : found.start()]):
        return False
    word = _WORD.match(text, found.end())
    room = found.start() - line + 1 + (len(word.group()) if word else 0)
    return text[found.end()].islower() or (width is not None and room > width)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of one paragraph as the library sees them, window by window."""
    while start < end:
        stop = min(end, start + WINDOW)
        found = get_sentence_boundaries("en", text[start:stop])
        spans = [(start + one["start_index"], start + one["end_index"]) for one in found]
        if stop < end:
            spans = spans[:-1] or [(start, _last_space(text, start, stop))]
        yield from spans
        start = spans[-1][1] if spans else end


def _last_space(text: str, start: int, stop: int) -> int:
    """Where to cut a window without a sentence end: after its last space, else at its end."""
    space = text.rfind(" ", start + 1, stop)
    return space + 1 if space > start else stop


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without empty ones, those cut after an abbreviation joined."""
    joined: list[tuple[int, int]] = []
    for span in spans:
        start, end = _trimmed(text, *span)
        if start >= end:
            continue
        if joined and _cut_short(text, joined[-1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _cut_short(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether a sentence ends on an abbreviation that the next one's first word belongs to."""
    if start - before[0] > WINDOW:
        return False
    if text.endswith(_HOURS, before[0], before[1]):
        return _days_after_hours().match(text, start) is not None
    names, numbers = _abbreviations()
    last = re.search(
        r"(?:^|[\s(“\"])([A-Za-z]{1,7})\.$", text[max(before[0], before[1] - 12) : before[1]]
    )
    if last is None:
        return False
    word, after = last.group(1), text[start]
    return (word in names and after.isupper()) or (word in numbers and after.isdigit())


_HOURS = ("a.m.", "p.m.")


@cache
def _days_after_hours() -> re.Pattern[str]:
    """What an hour goes on with: "9 p.m. Monday"."""
    return re.compile(rf"(?:{'|'.join(load('sentences')['after_an_hour'])})\b(?!,? (?:was|is)\b)")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """Words before a name, and words before a number, that end on a full stop."""
    words = load("sentences")
    return frozenset(words["before_a_name"]), frozenset(words["before_a_number"])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
