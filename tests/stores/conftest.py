"""Pages, ready to store, made without the stages."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from reportedly.records import (
    Article,
    Capture,
    Claim,
    Event,
    Incident,
    Mention,
    Retrieval,
    Span,
    stable_id,
)
from reportedly.stores.casebook import Bundle

if TYPE_CHECKING:
    from collections.abc import Callable

SHELLING = Event(acled_type="Explosions/Remote violence", acled_sub_type="Shelling")


def make_bundle(text: str, source: str = "page.txt", at: str = "2024-05-01T10:00:00Z") -> Bundle:
    """A page whose first word is a mention and whose text is one claim."""
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    capture = Capture(
        id=stable_id("capture", sha256),
        sha256=sha256,
        media_type="text/plain",
        size=len(data),
        retrievals=(Retrieval(source=source, at=at),),
    )
    article = Article(
        id=stable_id("a", capture.id),
        capture_id=capture.id,
        title=None,
        text=text,
        page_text=text,
        language="en",
    )
    word = text.split(maxsplit=1)[0]
    mention = Mention(
        id=stable_id("m", article.id),
        article_id=article.id,
        kind="person",
        span=Span(start=0, end=len(word)),
        text=word,
    )
    claim = Claim(
        id=stable_id("c", article.id),
        article_id=article.id,
        span=Span(start=0, end=len(text)),
        event=SHELLING,
        modality="asserted",
    )
    return Bundle(capture, data, article, (mention,), (claim,))


def make_incident(*bundles: Bundle) -> Incident:
    """One incident of all the claims of some pages."""
    return incident_of([claim for bundle in bundles for claim in bundle.claims])


def incident_of(told: list[Claim]) -> Incident:
    """One incident of some claims."""
    claims = tuple(claim.id for claim in told)
    articles = tuple(dict.fromkeys(claim.article_id for claim in told))
    return Incident(
        id=stable_id("i", *claims),
        kind="happening",
        event=SHELLING,
        when=None,
        place=None,
        claim_ids=claims,
        article_ids=articles,
        origins=(),
        n_articles=len(articles),
        n_origins=0,
        grade="Weak",
        grade_why="no origin",
    )


@pytest.fixture
def bundle() -> Callable[..., Bundle]:
    """Makes a page ready to store."""
    return make_bundle


@pytest.fixture
def incident() -> Callable[..., Incident]:
    """Makes an incident of some pages."""
    return make_incident
