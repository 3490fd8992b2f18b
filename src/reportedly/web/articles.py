"""One article: its text with all that was read out of it, and the page that it came from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, HTTPException, Request, Response

from reportedly.records import Article, Capture, Mention
from reportedly.stages.clean.decoding import decode
from reportedly.telling import values_of
from reportedly.web.evidence import show
from reportedly.web.incident import outlet
from reportedly.web.naming import Names
from reportedly.web.site import SiteOf, render

if TYPE_CHECKING:
    from reportedly.records import Claim, Span
    from reportedly.stores.casebook import Casebook

router = APIRouter(include_in_schema=False)

SOURCE_LETTERS: Final = 200_000
"""Letters of a page's source shown at a time."""

NOT_MARKED: Final = frozenset({"attribution"})
"""Mentions without a span of their own to mark: an attribution is a set of spans."""


@router.get("/articles/{name}")
def article(request: Request, site: SiteOf, name: str) -> Response:
    """The article with its mentions and claims marked, and how its date was found."""
    with site.casebook() as casebook:
        found = _article(casebook, name)
        mentions = [m for m in casebook.mentions(found.id) if m.kind not in NOT_MARKED]
        claims = list(casebook.claims(found.id))
        site.index.bring_up(casebook)
        incident_of = {claim.id: site.index.incident_of(claim.id) for claim in claims}
        return render(
            request,
            "article.html",
            article=found,
            outlet=outlet(found),
            link=safe_link(found.url),
            capture=_capture(casebook, found),
            shown=show(found, _marks(mentions, claims)),
            kinds=Counter(mention.kind for mention in mentions),
            claims=[(claim, list(values_of(claim)), found.cut(claim.span)) for claim in claims],
            names=Names(claims, [m.text for m in mentions if m.kind == "person"]),
            incident_of=incident_of,
        )


@router.get("/articles/{name}/source")
def source(request: Request, site: SiteOf, name: str, part: int = 1) -> Response:
    """The bytes of the page as text, never as a page."""
    with site.casebook() as casebook:
        found = _article(casebook, name)
        capture = _capture(casebook, found)
        try:
            text = decode(casebook.data(capture))
        except OSError as error:
            message = f"The bytes of capture {capture.id} are missing: {error.strerror}."
            raise HTTPException(410, message) from error
    parts = max(1, -(-len(text) // SOURCE_LETTERS))
    part = min(max(part, 1), parts)
    shown = text[(part - 1) * SOURCE_LETTERS : part * SOURCE_LETTERS]
    return render(
        request,
        "source.html",
        article=found,
        outlet=outlet(found),
        capture=capture,
        text=shown,
        part=part,
        parts=parts,
    )


def safe_link(url: str | None) -> str | None:
    """An address that a person may open; one of any other scheme is text alone.

    >>> safe_link("https://news.example/a"), safe_link("javascript:alert(1)")
    ('https://news.example/a', None)
    """
    return url if url and url.casefold().startswith(("http://", "https://")) else None


def _marks(mentions: list[Mention], claims: list[Claim]) -> list[tuple[Span, str, str]]:
    found = [(claim.span, "claim", f"claim: {claim.event.acled_sub_type}") for claim in claims]
    return found + [(m.span, f"m-{m.kind}", m.kind) for m in mentions]


def _article(casebook: Casebook, name: str) -> Article:
    found = casebook.named(Article, [name])
    if not found:
        raise HTTPException(404, f"No article has the id {name!r}.")
    return found[0]


def _capture(casebook: Casebook, article: Article) -> Capture:
    return next(casebook.captures([article.capture_id]))
