"""Times of what follows a crime, an arrest, a plea, a funeral: they are not those of the crime."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.stages.extract.patterns import any_of
from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.records import Span
    from reportedly.stages.extract.page import Page

_SOON = 40  # characters: "is trying to raise money for the funeral"
_OPENS = 3  # words before a time that opens its sentence: "Then on Monday"
# "the July 4 shooting", "in Saturday's fatal shooting"
_NAMED = re.compile(r".*\b(?:the|an?|in|of|from|after|for|to|this|that|his|her)\s", re.DOTALL)
_NAMING = re.compile(r"(?:[’']s)?\s(?:(?!(?:with|to|for|of|in|on|after)\b)[\w’'-]+\s){0,3}")

Place = tuple[int, int]
"""Where words begin and end in their sentence."""


def dates_a_step(page: Page, time: Span, sentence: Span, trigger: Span) -> bool:
    """Whether a time is that of a step of the law or of mourning, not of the crime told beside."""
    words = page.words(sentence)
    at, crime = _place(time, sentence), _place(trigger, sentence)
    if not _heads().search(words) or any(_meet(step, crime) for step in _found(_heads(), words)):
        return False
    return not _names(words, at, crime) and _nearest_is_a_step(words, at, crime)


def is_a_step(page: Page, cue: Span, sentence: Span) -> bool:
    """Whether words that tell of news tell of such a step: "has been sentenced"."""
    start, end = _place(cue, sentence)
    steps = _found(_steps(), page.words(sentence))
    return any(_meet(step, (start, end + 1)) or end <= step[0] <= end + _SOON for step in steps)


def _nearest_is_a_step(words: str, time: Place, crime: Place) -> bool:
    """What a time dates: what is last told before it; opening a sentence, the first after it."""
    steps = _found(_steps(), words)
    crimes = [c for c in (*_found(_crimes(), words), crime) if not any(_in(c, s) for s in steps)]
    told = [(s, True) for s in steps] + [(c, False) for c in crimes]
    before = [(end, is_step) for (_, end), is_step in told if end <= time[0]]
    if before or len(words[: time[0]].split()) > _OPENS:
        return max(before, default=(0, False))[1]
    after = [(start, is_step) for (start, _), is_step in told if start >= time[1]]
    return min(after, default=(0, False))[1]


def _names(words: str, time: Place, crime: Place) -> bool:
    """Whether a time stands in the name of the crime: "the July 4 shooting"."""
    between = words[time[1] : crime[0]]
    return bool(_NAMED.fullmatch(words[: time[0]]) and _NAMING.fullmatch(between))


def _place(span: Span, sentence: Span) -> Place:
    return span.start - sentence.start, span.end - sentence.start


def _found(pattern: re.Pattern[str], words: str) -> list[Place]:
    return [found.span() for found in pattern.finditer(words)]


def _meet(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _in(a: Place, b: Place) -> bool:
    return b[0] <= a[0] and a[1] <= b[1]


@cache
def _heads() -> re.Pattern[str]:
    return any_of(load("aftermath")["steps"])


@cache
def _steps() -> re.Pattern[str]:
    """The steps with what each is for: "charged with murder"."""
    marks = load("aftermath")
    for_it = "|".join(marks["charges"])
    heads = "|".join(sorted(marks["steps"], key=len, reverse=True))
    tail = rf"(?: (?:with|to|of|on|for) (?:[\w’'-]+ ){{0,6}}?(?:{for_it})\b(?! of\b))?"
    return re.compile(rf"(?<!\w)(?:{heads})(?!\w){tail}", re.IGNORECASE)


@cache
def _crimes() -> re.Pattern[str]:
    return any_of(load("aftermath")["crimes"])
