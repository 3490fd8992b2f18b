"""Every decision in one list, and those that no longer fit what the pages say, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response

from reportedly.records import Incident
from reportedly.stages.review import Scene, constraints, on_claims, on_incidents, undone
from reportedly.web.history import Past, sentence
from reportedly.web.site import SiteOf, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.records import Article, Claim, Decision
    from reportedly.stages.review import Unfit
    from reportedly.stores.casebook import Casebook
    from reportedly.web.index import Index

router = APIRouter(include_in_schema=False)

PAGE: Final = 100


@router.get("/decisions")
def decisions(request: Request, site: SiteOf, page: int = 1) -> Response:
    """What people decided, the newest first."""
    with site.casebook() as casebook:
        site.index.bring_up(casebook)
        every = list(casebook.decisions())
        told = {decision.id: decision for decision in every}
        gone = undone(every)
        pages = max(1, -(-len(every) // PAGE))
        page = min(max(page, 1), pages)
        newest = sorted(every, key=lambda d: (d.at, d.id), reverse=True)
        some = newest[(page - 1) * PAGE : page * PAGE]
        return render(
            request,
            "decisions.html",
            history=[Past(d, sentence(d, told), d.id not in gone) for d in some],
            where=_where(casebook, site.index, some),
            unfit=[(sentence(u.decision, told), u) for u in unfit(casebook, site.index, every)],
            total=len(every),
            page=page,
            pages=pages,
        )


def unfit(casebook: Casebook, index: Index, decisions: Sequence[Decision]) -> list[Unfit]:
    """The decisions that hold and cannot be applied to what the casebook says now."""
    articles = casebook.index.articles_of_captures(
        sorted({decision.on.capture for decision in decisions})
    )
    read = [claim for a in articles for claim in casebook.claims(a.id, machine=True)]
    names = dict.fromkeys(filter(None, (index.incident_of(claim.id) for claim in read)))
    incidents = casebook.named(Incident, [*names])
    return [
        *on_claims(decisions, articles, read)[2],
        *constraints(decisions, articles, read).unfit,
        *on_incidents(decisions, articles, read, incidents)[1],
    ]


def _where(casebook: Casebook, index: Index, some: Sequence[Decision]) -> dict[str, str]:
    """Where each decision can be looked at: the incident that its claim is in now."""
    articles = casebook.index.articles_of_captures(
        sorted({decision.on.capture for decision in some})
    )
    read = [claim for a in articles for claim in casebook.claims(a.id, machine=True)]
    scene = Scene(articles, read)
    found = {}
    for decision in some:
        claim = scene.claim(decision.on)
        incident = None if isinstance(claim, str) else index.incident_of(claim.id)
        if incident and not isinstance(claim, str):
            found[decision.id] = f"/incidents/{incident}?claim={claim.id}"
    return found


def _judged(casebook: Casebook, decisions: Iterable[Decision]) -> tuple[list[Article], list[Claim]]:
    """The articles that decisions are on, with their claims as the machine read them."""
    captures = sorted({decision.on.capture for decision in decisions})
    articles = casebook.index.articles_of_captures(captures)
    return articles, casebook.index.claims([article.id for article in articles])
