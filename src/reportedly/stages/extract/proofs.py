"""Which evidence a telling rests on, where its own sentence names none.

A page shows a picture in the next sentence ("Videos posted online showed flames"), says whose it
is ("photographs posted on the mayor's account"), or points back to it ("in the call").
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from reportedly.stages.extract import arguments, sites
from reportedly.stages.extract.patterns import any_of
from reportedly.stages.extract.triggers import TYPE_OF
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.records import Evidence, Place, Span
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.tellings import Telling

_BEFORE = 1  # sentences before a telling in which its evidence may stand
_AFTER = 2  # sentences after it
_BACK = 2  # sentences back to which "the call" may point
_APART = 8  # sentences over which evidence that a source is told to give is of what it said
_PICTURED = 10  # sentences between a telling and the caption of its picture
_FINE = ("settlement", "near")  # places narrow enough to tell one picture's happening from another


def shown(page: Page, found: Sequence[Telling]) -> list[Telling]:
    """The tellings with the evidence that the page gives for each in other sentences.

    "The message was accompanied by photographs" belongs to what its source said before it.
    """
    told = {t.sentence.index: t.sub_type for t in found if not _only_pictures(t)}
    pictured = _captioned(page, found)
    return [
        t
        if t.evidence
        else replace(t, evidence=_beside(page, t, told, found) or pictured.get(i, ()))
        for i, t in enumerate(found)
    ]


def _only_pictures(telling: Telling) -> bool:
    """Whether a telling only says what pictures show of a thing known: "a clip of the attack"."""
    return bool(telling.evidence) and telling.source is None and telling.trigger.definite


def _beside(
    page: Page, telling: Telling, told: Mapping[int, str], found: Sequence[Telling]
) -> tuple[Evidence, ...]:
    """The first evidence pointed back to, told next to it, or given by its source."""
    back = _pointed_at(page, telling.sentence)
    near = back or [
        e for s in _around(page, telling, told) for e in arguments.evidence(page, s.span)
    ]
    return tuple((near or _given(page, telling, told, found))[:1])


def _around(page: Page, telling: Telling, told: Mapping[int, str]) -> list[Sentence]:
    """The sentences beside a telling that tell of nothing else; a caption is of its paragraph.

    Where no source speaks, only those of its paragraph: beyond it another may be told of.
    """
    at = telling.sentence
    beside = [
        *_going_on(telling, page.sentences[at.index + 1 : at.index + 1 + _AFTER], told),
        *_going_on(telling, page.sentences[max(0, at.index - _BEFORE) : at.index], told),
    ]
    return [
        s
        for s in beside
        if s.paragraph == at.paragraph or (telling.source and not _is_caption(page, s.span))
    ]


def _going_on(
    telling: Telling, sentences: Sequence[Sentence], told: Mapping[int, str]
) -> list[Sentence]:
    """The sentences that tell of nothing, up to the first that tells of another kind of thing."""
    kind, field = telling.sub_type, telling.sentence.span.field
    on = takewhile(lambda s: told.get(s.index, kind) == kind and s.span.field == field, sentences)
    return [s for s in on if s.index not in told]


def _pointed_at(page: Page, sentence: Sentence) -> list[Evidence]:
    """The evidence told before that a sentence points back to: "in the call", "the letter says"."""
    kinds = {kind for kind, words in _pointers().items() if words.search(sentence.words)}
    return [
        e
        for earlier in (page.previous(sentence, _BACK) if kinds else ())
        for e in arguments.evidence(page, earlier.span)
        if e.kind in kinds
    ]


@cache
def _pointers() -> Mapping[str, re.Pattern[str]]:
    return {
        kind: any_of(f"{article} {word}" for article in ("the", "this", "that") for word in words)
        for kind, words in load("evidence")["points_back"].items()
    }


def _given(
    page: Page, telling: Telling, told: Mapping[int, str], found: Sequence[Telling]
) -> list[Evidence]:
    """The evidence that a later sentence says to be the source's, if it told of no other thing."""
    name = _surname(telling)
    if name is None:
        return []
    start = telling.sentence.index + 1
    for sentence in page.sentences[start : start + _APART]:
        by_it = name in re.findall(r"[^\W\d_]+", sentence.words)
        if by_it and sentence.index not in told and not _is_caption(page, sentence.span):
            evidence = arguments.evidence(page, sentence.span)
            if evidence:
                return evidence if _is_last_told(telling, found, sentence.index) else []
    return []


def _surname(telling: Telling) -> str | None:
    """The last name of a telling's source, if it has one."""
    words = (telling.source.name or "").split() if telling.source else []
    return words[-1] if words and words[-1][:1].isupper() else None


def _is_last_told(telling: Telling, found: Sequence[Telling], before: int) -> bool:
    """Whether its source tells of no other place between a telling and a sentence."""
    assert telling.source is not None  # noqa: S101 - only asked of one with a source
    after = [
        t
        for t in found
        if telling.sentence.index < t.sentence.index < before
        and t.source
        and t.source.name == telling.source.name
    ]
    return all(_one_place(t.places, telling.places) for t in after)


def _one_place(a: Sequence[Place], b: Sequence[Place]) -> bool:
    return not (a and b) or any(sites.near(p, q) for p in a for q in b)


def _is_caption(page: Page, span: Span) -> bool:
    """Whether a paragraph of its own credits a picture: it may be of another happening."""
    own = page.paragraph(span)
    return any(m.value.status == "shown" for m in page.inside("evidence", own))


def _captioned(page: Page, found: Sequence[Telling]) -> dict[int, tuple[Evidence, ...]]:
    """What a caption shows, by the telling that it pictures: the nearest at a place it names."""
    pictured: dict[int, tuple[Evidence, ...]] = {}
    told = {t.sentence.paragraph for t in found}
    for paragraph in _captions(page):
        at = paragraph[0]
        if at.paragraph in told or not (named := _names(page, [s.span for s in paragraph])):
            continue
        near = [
            i
            for i, t in enumerate(found)
            if abs(t.sentence.index - at.index) <= _PICTURED and _is_pictured(page, t, named)
        ]
        if near:
            nearest = min(near, key=lambda i: abs(found[i].sentence.index - at.index))
            kinds = [e for s in paragraph for e in arguments.evidence(page, s.span)]
            pictured.setdefault(nearest, tuple({e.kind: e for e in kinds}.values()))
    return pictured


def _captions(page: Page) -> list[list[Sentence]]:
    """The paragraphs of the text that credit a picture."""
    credited = {
        s.paragraph
        for s in page.sentences
        if s.span.field == "text"
        and any(e.status == "shown" for e in arguments.evidence(page, s.span))
    }
    inside = [s for s in page.sentences if s.span.field == "text"]
    return [[s for s in inside if s.paragraph == p] for p in sorted(credited)]


def _names(page: Page, spans: Sequence[Span]) -> set[str]:
    """The towns that some spans name."""
    return {
        m.value.name
        for span in spans
        for m in page.inside("place", span)
        if m.value.precision in _FINE and m.value.name
    }


def _is_pictured(page: Page, telling: Telling, named: set[str]) -> bool:
    """Whether a telling of violence is at a town named, or told by its sentence to be near it."""
    violent = TYPE_OF[telling.sub_type] != "Strategic developments"
    fine = bool(telling.places) and telling.places[0].precision in _FINE
    return violent and fine and bool(named & _names(page, [telling.sentence.span]))
