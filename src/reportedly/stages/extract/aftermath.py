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

_BESIDE = 40  # characters: "is trying to raise money for the funeral"
# "the July 4 shooting", "in Saturday's fatal shooting"
_NAMED = re.compile(r".*\b(?:the|an?|in|of|from|after|for|to|this|that|his|her)\s", re.DOTALL)
_NAMING = re.compile(r"(?:[’']s)?\s(?:(?!with\b|to\b|for\b|of\b|in\b|on\b|after\b)[\w’'-]+\s){0,3}")
_OPENS = 3  # words before a time that opens its sentence: "Then on Monday"


def dates_a_step(page: Page, time: Span, sentence: Span, trigger: Span) -> bool:
    """Whether a time is that of a step of the law or of mourning, not of the crime told beside.

    It dates the nearest that is told before it; one that opens a sentence, the first after it.
    """
    words = page.words(sentence)
    steps = [m.span() for m in _steps().finditer(words)]
    at = time.start - sentence.start, time.end - sentence.start
    own = trigger.start - sentence.start, trigger.end - sentence.start
    if not steps or any(start < own[1] and own[0] < end for start, end in _bare(words)):
        return False
    if _dates_what_follows(words, at, own):
        return False
    crimes = [m.span() for m in _crimes().finditer(words)] + [own]
    crimes = [c for c in crimes if not any(s[0] <= c[0] and c[1] <= s[1] for s in steps)]
    before = [(end, end_of in steps) for end_of in (*steps, *crimes) if (end := end_of[1]) <= at[0]]
    if before:
        return max(before)[1]
    if len(words[: at[0]].split()) > _OPENS:
        return False
    after = [(start_of[0], start_of in steps) for start_of in (*steps, *crimes)]
    return min((a for a in after if a[0] >= at[1]), default=(0, False))[1]


def is_a_step(page: Page, cue: Span, sentence: Span) -> bool:
    """Whether words that tell of news tell of such a step: "has been sentenced"."""
    words = page.words(sentence)
    start, end = cue.start - sentence.start, cue.end - sentence.start
    return any(
        (step.start() < end + 1 and start < step.end()) or (end <= step.start() <= end + _BESIDE)
        for step in _steps().finditer(words)
    )


def _dates_what_follows(words: str, time: tuple[int, int], own: tuple[int, int]) -> bool:
    """Whether a time stands right before the words of the crime: "the July 4 shooting"."""
    return _NAMED.fullmatch(words[: time[0]]) is not None and bool(
        _NAMING.fullmatch(words[time[1] : own[0]])
    )


def _bare(words: str) -> list[tuple[int, int]]:
    """Where a step is told, without what it is for: "charged", not "charged with murder"."""
    return [m.span() for m in _heads().finditer(words)]


@cache
def _heads() -> re.Pattern[str]:
    return any_of(load("aftermath")["steps"])


@cache
def _steps() -> re.Pattern[str]:
    marks = load("aftermath")
    for_it = "|".join(marks["charges"])
    heads = "|".join(sorted(marks["steps"], key=len, reverse=True))
    tail = rf"(?: (?:with|to|of|on|for) (?:[\w’'-]+ ){{0,6}}?(?:{for_it})\b(?! of\b))?"
    return re.compile(rf"(?<!\w)(?:{heads})(?!\w){tail}", re.IGNORECASE)


@cache
def _crimes() -> re.Pattern[str]:
    return any_of(load("aftermath")["crimes"])
