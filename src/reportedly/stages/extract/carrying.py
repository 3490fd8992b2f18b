"""Whose voice goes on in a sentence that names nobody: "The rest fell on a farm".

Reporters attribute the first of some sentences and tell the next ones bare. Where one points back
to what was told before it (a pronoun, "the remainder", "a day earlier", "the shells"), the same
source tells it; where it opens something new, it is the outlet's own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from reportedly.stages.extract import sources, speech
from reportedly.stages.extract.patterns import any_of
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Source
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.tellings import Telling

_BACK: Final = 2  # sentences back to the one whose source goes on, if nobody else tells between
_INHERITED: Final = 0.6  # how far a source can be trusted that speaks in another sentence
_STEM: Final = 5  # letters by which a noun points back: "the shells" to "shelling"
_DEFINITE = re.compile(
    r"(?:the|these|those|that|this|both) (?P<noun>(?:[a-z’'-]+ ){0,2}?[a-z-]+)", re.I
)
_LEAST: Final = 4  # letters of a noun that can point back


def carried(page: Page, telling: Telling, told: Sequence[Telling]) -> Telling:
    """A telling with the source that it goes on with, if it names none of its own.

    Harm told right after a happening of long ago is of that time.
    """
    return _as_long_ago(_voiced(page, telling, told), told)


def _as_long_ago(telling: Telling, told: Sequence[Telling]) -> Telling:
    """Bare harm in the time of the happening that it befell people in: "Eight people died."."""
    last = told[-1] if told else None
    if not _is_bare_harm(telling) or last is None or telling.modality != "asserted":
        return telling
    same = last.sentence.paragraph == telling.sentence.paragraph
    near = telling.sentence.index - last.sentence.index <= _BACK and same
    alike = last.sub_type == telling.sub_type and last.modality == "historical"
    return replace(telling, modality="historical", cue=last.cue) if near and alike else telling


def _is_bare_harm(telling: Telling) -> bool:
    return telling.trigger.harm and not (telling.own_place or telling.own_when)


def _voiced(page: Page, telling: Telling, told: Sequence[Telling]) -> Telling:
    if telling.source or telling.sentence.span.field == "title":
        return telling
    last = told[-1] if told else None
    if _is_bare_harm(telling) and last and telling.sentence.index - last.sentence.index == 1:
        found = last.source
    else:
        found = _going_on(page, telling, told)
    if found is None:
        return telling
    told_by = [t.channel for t in told[-1:] if t.source == found]
    channel = telling.channel or next(iter(told_by), None)
    return replace(
        telling, source=found, channel=channel, sure={**telling.sure, "source": _INHERITED}
    )


def _going_on(page: Page, telling: Telling, told: Sequence[Telling]) -> Source | None:
    """The source of what was told right before, where a telling's sentence points back to it."""
    here = telling.sentence
    if any(t.sentence.index == here.index for t in told):
        return None
    before = [t for t in told if 0 < here.index - t.sentence.index <= _BACK]
    last = before[-1] if before else None
    if last is not None:
        apart = last.sentence.paragraph != here.paragraph
        if last.source is None or last.modality == "denied" or not _mostly(page, last, last.source):
            return None
        stretch = page.sentences[last.sentence.index : here.index]
        return last.source if _points_back(here, stretch, apart=apart) else None
    return _heard(page, here)


def _heard(page: Page, here: Sentence) -> Source | None:
    """Who tells most of the sentence before, though it tells of no happening."""
    for earlier in page.previous(here, 1):
        said = _voice(page, earlier)
        if said and earlier.paragraph == here.paragraph and said.effect is None:
            return (
                sources.source(page, earlier, said)
                if _points_back(here, [earlier], apart=False)
                else None
            )
    return None


def _mostly(page: Page, telling: Telling, source: Source) -> bool:
    """Whether the source of a telling tells most of its sentence, or took it over itself."""
    if not telling.sentence.span.holds(source.span):
        return True
    said = _voice(page, telling.sentence)
    return said is not None and said.source.meets(source.span)


def _voice(page: Page, sentence: Sentence) -> speech.Speech | None:
    """The only one who speaks in a sentence, if what he says is most of it."""
    said = speech.spoken_in(page, sentence.span)
    if len({s.source for s in said}) != 1:
        return None
    return said[0]


@cache
def _openings() -> re.Pattern[str]:
    return any_of(load("reporting")["goes_on"])


def _points_back(here: Sentence, before: Sequence[Sentence], *, apart: bool) -> bool:
    """Whether a sentence opens with words that stand for something told in those before it."""
    if _openings().match(here.words) and not apart:
        return True
    found = _DEFINITE.match(here.words)
    if found is None or (apart and " then " not in here.words[:60]):
        return False
    words = [w.casefold() for s in before for w in re.findall(r"[\w’'-]+", s.words)]
    nouns = [w for w in found["noun"].casefold().split() if len(w) >= _LEAST]
    return any(w.startswith(n[:_STEM]) for n in nouns[-1:] for w in words)
