"""Times of what follows a crime, an arrest, a plea, a funeral: they are not those of the crime."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.records import Span
from reportedly.stages.extract.patterns import any_of
from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.stages.extract.page import Page

_SOON = 40  # characters: "is trying to raise money for the funeral"
_OPENS = 3  # words before a time that opens its sentence: "Then on Monday"
# "the July 4 shooting", "in Saturday's fatal shooting"
_NAMED = re.compile(r".*\b(?:the|an?|in|of|from|after|for|to|this|that|his|her)\s", re.DOTALL)
_NAMING = re.compile(r"(?:[’']s)?\s(?:(?!(?:with|to|for|of|in|on|after)\b)[\w’'-]+\s){0,3}")


def dates_a_step(page: Page, time: Span, sentence: Span, trigger: Span) -> bool:
    """Whether a time is that of a step of the law or of mourning, not of the crime told beside."""
    heads = _found(page, _heads(), sentence)
    if not heads or any(head.meets(trigger) for head in heads):
        return False
    named = _names(page, time, sentence, trigger)
    return not named and _nearest_is_a_step(page, time, sentence, trigger)


def is_a_step(page: Page, cue: Span, sentence: Span) -> bool:
    """Whether words that tell of news tell of such a step: "has been sentenced"."""
    steps = _found(page, _steps(), sentence)
    return any(step.meets(cue) or 0 <= step.start - cue.end <= _SOON for step in steps)


def _nearest_is_a_step(page: Page, time: Span, sentence: Span, crime: Span) -> bool:
    """What a time dates: what is last told before it; opening a sentence, the first after it."""
    steps, crimes = _found(page, _steps(), sentence), _found(page, _crimes(), sentence)
    others = [c for c in (*crimes, crime) if not any(step.holds(c) for step in steps)]
    told = [(s, True) for s in steps] + [(c, False) for c in others]
    before = [(at.end, is_step) for at, is_step in told if at.end <= time.start]
    led = page.article.field(time.field)[sentence.start : time.start]
    if before or len(led.split()) > _OPENS:
        return max(before, default=(0, False))[1]
    after = [(at.start, is_step) for at, is_step in told if at.start >= time.end]
    return min(after, default=(0, False))[1]


def _names(page: Page, time: Span, sentence: Span, crime: Span) -> bool:
    """Whether a time stands in the name of the crime: "the July 4 shooting"."""
    text = page.article.field(time.field)
    led, between = text[sentence.start : time.start], text[time.end : crime.start]
    return bool(_NAMED.fullmatch(led) and _NAMING.fullmatch(between))


def _found(page: Page, pattern: re.Pattern[str], sentence: Span) -> list[Span]:
    start = sentence.start
    return [
        Span(field=sentence.field, start=start + found.start(), end=start + found.end())
        for found in pattern.finditer(page.words(sentence))
    ]


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
