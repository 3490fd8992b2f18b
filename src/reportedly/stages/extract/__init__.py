"""Mentions -> claims: each thing said to have happened, with who says so and by which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.records import Claim, Domain, stable_id
from reportedly.stages.extract.casting import cast
from reportedly.stages.extract.finer import finer
from reportedly.stages.extract.joining import joined
from reportedly.stages.extract.means import named
from reportedly.stages.extract.news import as_news
from reportedly.stages.extract.page import Page
from reportedly.stages.extract.scope import domain
from reportedly.stages.extract.tellings import Telling, tellings
from reportedly.stages.extract.triggers import event
from reportedly.times import Unresolved, find_times, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.model import Reading
    from reportedly.records import Article, Field, Mention

NO_PLACE = "no place is named as its site in its sentence, nor one to take over in those before"
NO_TIME = "no time is told for it in its sentence, and nothing dates it by another"


def extract(
    article: Article,
    mentions: Sequence[Mention],
    readings: Mapping[Field, Reading] | None = None,
) -> list[Claim]:
    """The claims of an article, in reading order; none if of neither conflict nor crime.

    ``readings``: what the tagger reads in the title and in the text; without it, words and rules
    decide alone.
    """
    scope = domain(article)
    if scope is None:
        return []
    page = Page(article, tuple(mentions), readings or {})
    told = finer(page, joined(tellings(page)))
    return claims(page, cast(page, as_news(page, told)), scope)


def claims(page: Page, told: Iterable[Telling], scope: Domain) -> list[Claim]:
    """The tellings of a page as claims."""
    return [_claim(page, telling, scope) for telling in told]


def _claim(page: Page, t: Telling, scope: Domain) -> Claim:
    place = t.places[0] if t.places else None
    at = (page.article.id, t.span.field, t.span.start, t.span.end, t.sub_type)
    return Claim(
        id=stable_id("c", *at, t.more) if t.more else stable_id("c", *at),
        article_id=page.article.id,
        span=t.span,
        event=event(t.sub_type, t.trigger.span),
        domain=scope,
        modality=t.modality,
        modality_cue=t.cue,
        verification=t.verification,
        actors=t.actors,
        targets=t.targets,
        weapons=named(t.weapons),
        place=place,
        place_null_reason=None if place else NO_PLACE,
        places=t.places if len(t.places) > 1 else (),
        when=t.when,
        when_null_reason=None if t.when else _undated(page, t),
        counts=t.counts,
        source=t.source,
        channel=t.channel,
        evidence=t.evidence,
        confidence=_confidence(t),
    )


def _undated(page: Page, t: Telling) -> str:
    """Why a claim has no time: none is told, or one that no known day fixes ("on Monday")."""
    words = page.words(t.sentence.span)
    for told in find_times(words):
        value = resolve(told, page.article.published)
        if isinstance(value, Unresolved):
            return f"no day is known for it: {value.reason}"
    return NO_TIME


def _confidence(t: Telling) -> dict[str, float]:
    """How far each inferred field can be trusted: stated in the clause, or taken from elsewhere."""
    found = {"event": 0.8 if t.trigger.sub_type else 0.5, **t.sure}
    if t.places:
        found["place"] = (t.places[0].score or 0.5) * (1.0 if t.own_place else 0.6)
    if t.when:
        found["when"] = 0.9 if t.own_when else 0.5
    return found
