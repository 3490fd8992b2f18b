"""Several happenings that one clause tells of: a list of places, or more of the same elsewhere.

"Shells hit Orm, Velm and Sarn" is three strikes to a coder, each at its place; the number told of
all stays with the first. "Four were killed in Orm | and three in Velm" tells the second by the
words of the first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from reportedly.records import Place, Span
from reportedly.stages.extract import arguments, sites
from reportedly.stages.extract.clauses import HEDGE, NUMBER, THING
from reportedly.stages.extract.triggers import triggers
from reportedly.stages.extract.whereabouts import TOWNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.tellings import Telling

# what stands between two places of one list, and before the last
_KIND = r"(?: (?:also|the|nearby|neighbou?ring|towns?|villages?|cit(?:y|ies)|settlements?|of))*"
_LISTED = re.compile(rf",{_KIND} ", re.IGNORECASE)
_LAST = re.compile(rf"(?:,? and|,? as well as)(?: (?:near|in|at|around))?{_KIND} ", re.IGNORECASE)
_ONE_SPAN = re.compile(r"\b(?:between|from|such as|like|including|both)\b[^,;]*$", re.IGNORECASE)


def apart(page: Page, telling: Telling) -> list[Telling]:
    """A telling of what befell several towns of one list, as one of each."""
    towns = _towns(page, telling)
    if len(towns) < 2 or telling.is_plan:
        return [telling]
    first, *rest = towns
    more = [replace(telling, places=(town,), counts=(), more=n) for n, town in enumerate(rest, 1)]
    return [replace(telling, places=(first,)), *more]


def _towns(page: Page, telling: Telling) -> list[Place]:
    """The towns of the list in which a telling's place stands, in their order, if it is one."""
    if not telling.own_place or any(p.precision not in TOWNS for p in telling.places):
        return []
    at = [(span, place) for place in telling.places for span in _named(page, telling, place)[:1]]
    at.sort(key=lambda one: one[0].start)
    text = page.article.field(telling.span.field)
    *between, last = [text[a.end : b.start] for (a, _), (b, _) in pairwise(at)] or [""]
    listed = _LAST.fullmatch(last) and all(_LISTED.fullmatch(words) for words in between)
    if not listed or _ONE_SPAN.search(page.before(at[0][0], 40)):
        return []
    return [place for _, place in at]


def _named(page: Page, telling: Telling, place: Place) -> list[Span]:
    """Where a telling names a place."""
    return [
        m.span
        for m in page.inside("place", telling.span)
        if isinstance(m.value, Place) and place.as_written == m.value.as_written
    ]


def more_of_it(
    page: Page, sentence: Sentence, clause: Span, told: Sequence[Telling]
) -> Telling | None:
    """What a clause without words of its own tells by those of the one before it."""
    last = told[-1] if told else None
    if last is None or last.sentence.index != sentence.index or clause.start <= last.span.start:
        return None
    if clause.start - last.span.end > _NEXT or not _COUNTED.match(page.words(clause)):
        return None
    counts = tuple(arguments.counts(page, clause))
    begins = Span(field=clause.field, start=clause.start, end=clause.start)
    places = tuple(sites.places(page, clause, begins, None))
    if not places or triggers(page, clause):
        return None
    _, hit = arguments.actors(page, clause, begins, last.source)
    return replace(
        last, span=clause, places=places, own_place=True, counts=counts, targets=tuple(hit), more=0
    )


_NEXT: Final = 8  # characters between two clauses of one list: ", and "
_COUNTED = re.compile(rf"(?:{HEDGE}|{NUMBER}|{THING})\b", re.IGNORECASE)


def going_on(telling: Telling, told: Sequence[Telling]) -> Telling:
    """A telling with means and doers of the one before it, if its sentence goes on with that."""
    last = told[-1] if told else None
    if last is None or last.sentence.index != telling.sentence.index:
        return telling
    alike = last.sub_type == telling.sub_type and last.modality == telling.modality
    if not alike or last.source != telling.source:
        return telling
    return replace(
        telling, weapons=telling.weapons or last.weapons, actors=telling.actors or last.actors
    )
