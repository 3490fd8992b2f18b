"""Who did it where the clause itself does not say: those whom the words before it tell of.

"Rebels killed two | and burned a mill"; "They then crossed the ford", after a raid by the rebels.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from reportedly.stages.extract import subjects
from reportedly.stages.extract.timing import alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Actor
    from reportedly.stages.extract.page import Page
    from reportedly.stages.extract.tellings import Telling

_BACK: Final = 2  # sentences over which "they" points back
_AND = re.compile(r"(?:\b(?:and|or|but)\s+(?:(?:then|later|also|had|have|has)\s+)*|,\s+)$", re.I)
_THEY = re.compile(r"(?<![\w’'-])they\b", re.IGNORECASE)


def with_doers(page: Page, telling: Telling, told: Sequence[Telling]) -> Telling:
    """A telling with the doers that it leaves unsaid, if the words about it tell them."""
    if telling.actors:
        return telling
    found = _doing_more(page, telling, told) or _they(page, telling, told)
    return replace(telling, actors=found) if found else telling


def _doing_more(page: Page, telling: Telling, told: Sequence[Telling]) -> tuple[Actor, ...]:
    """The doers of the clause before, where this one goes on with a verb of theirs."""
    last = told[-1] if told else None
    if last is None or last.sentence.index != telling.sentence.index:
        return ()
    if telling.modality in ("accused", "denied"):  # "left the hill and accused Orle of a raid"
        return ()
    goes_on = _verb().match(page.words(telling.span)) and _AND.search(page.before(telling.span, 20))
    return last.actors if goes_on else ()


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"{subjects.past_form()}\s+(?!by\b)", re.IGNORECASE)


def _they(page: Page, telling: Telling, told: Sequence[Telling]) -> tuple[Actor, ...]:
    """The doers told last, where "they" act on: "They then crossed the ford"."""
    words = page.words(telling.span)
    if not any(subjects.acts().match(words, they.end()) for they in _THEY.finditer(words)):
        return ()
    near = [t for t in told if telling.sentence.index - t.sentence.index <= _BACK]
    return near[-1].actors if near and alike(near[-1], telling) else ()
