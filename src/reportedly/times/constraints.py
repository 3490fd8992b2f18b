"""What a text's words say of the day it was published, one constraint each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from reportedly.times import forms as f
    from reportedly.times.windows import Windows

Family = Literal["weekday", "elapsed", "coming", "dateline", "past"]

BOUND, SOFT, FIRM, HARD = 0, 1, 2, 3
"""How much a constraint weighs: a bound only cuts, a hard one can stand alone."""

_SENTENCE_END = re.compile(r"[.!?]['\"’”)]*\s|\n")
_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class Constraint:
    """The days that some words leave for the publication.

    ``weight``: BOUND, SOFT, FIRM or HARD. ``why``: the reasoning in words, with the quotation.
    """

    family: Family
    days: Windows
    weight: int
    why: str


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its time expressions, as the readers of constraints take it."""

    text: str
    times: tuple[f.TimeExpression, ...]
    first_year: int
    last_year: int

    @property
    def years(self) -> range:
        """The years in which the page may have been published, and one on either side."""
        return range(self.first_year - 1, self.last_year + 2)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a span begins and ends, looking 400 characters each way."""
    floor = max(0, start - _SENTENCE)
    stops = [stop.end() for stop in _SENTENCE_END.finditer(text, floor, start)]
    stop = _SENTENCE_END.search(text, end, min(len(text), end + _SENTENCE))
    ceiling = stop.start() + 1 if stop else min(len(text), end + _SENTENCE)
    return (stops[-1] if stops else floor), ceiling


def quoted(text: str, start: int, end: int) -> str:
    """The words of a span in quotation marks, on one line, cut where they are long."""
    words = " ".join(text[start:end].split())
    return f"'{words}'" if len(words) <= 90 else f"'{words[:40]} … {words[-40:]}'"
