"""Every decision in one list, and those that no longer fit what the pages say, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response

from reportedly.copying import captures_of
from reportedly.noting import decisions_known, unfit_known
from reportedly.records import Incident
from reportedly.stages.review import (
    Scene,
    Unfit,
    article_ties,
    constraints,
    on_claims,
    on_incidents,
    origin_ties,
    undone,
)
from reportedly.web.history import Past, sentence
from reportedly.web.naming import Names, sources_in
from reportedly.web.paging import within
from reportedly.web.site import SiteOf, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.records import Article, Claim, Decision
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
        page, pages = within(page, len(every), PAGE)
        newest = sorted(every, key=lambda d: (d.at, d.id), reverse=True)
        some = newest[(page - 1) * PAGE : page * PAGE]
        lost = unfit(casebook, site.index, every)
        names = names_in(casebook, [*some, *(each.decision for each in lost)], told)
        return render(
            request,
            "decisions.html",
            history=[Past(d, names.text(sentence(d, told)), d.id not in gone) for d in some],
            where=_where(casebook, site.index, some),
            unfit=[(names.text(sentence(u.decision, told)), u) for u in lost],
            total=len(every),
            page=page,
            pages=pages,
        )


def unfit(casebook: Casebook, index: Index, decisions: Sequence[Decision]) -> list[Unfit]:
    """The decisions that hold and cannot be applied to what the casebook says now.

    Those that the incidents know of are noted with them; newer ones are looked at.
    """
    noted, known = unfit_known(casebook), decisions_known(casebook)
    newer = {decision.id for decision in decisions[known:]}
    touched = {name for decision in decisions[known:] for name in captures_of(decision)}
    here = [d for d in decisions if touched & captures_of(d)] if touched else []
    lost = {u.decision.id: u.reason for u in _unfit(casebook, index, here)}
    reasons = noted | {name: reason for name, reason in lost.items() if name in newer}
    return [Unfit(d, reasons[d.id]) for d in decisions if d.id in reasons]


def _unfit(casebook: Casebook, index: Index, decisions: Sequence[Decision]) -> list[Unfit]:
    articles, read = _judged(casebook, decisions)
    names = dict.fromkeys(filter(None, (index.incident_of(claim.id) for claim in read)))
    incidents = casebook.named(Incident, [*names])
    return [
        *on_claims(decisions, articles, read)[2],
        *constraints(decisions, articles, read).unfit,
        *origin_ties(decisions, articles, read).unfit,
        *article_ties(decisions, articles).unfit,
        *on_incidents(decisions, articles, read, incidents)[1],
    ]


def _where(casebook: Casebook, index: Index, some: Sequence[Decision]) -> dict[str, str]:
    """Where each decision can be looked at: the incident that its claim is in now."""
    articles, read = _judged(casebook, some)
    scene = Scene(articles, read)
    pages = {article.capture_id: article.id for article in articles}
    found = {}
    for decision in some:
        if decision.on.record == "article":
            if decision.on.capture in pages:
                found[decision.id] = f"/articles/{pages[decision.on.capture]}"
            continue
        claim = scene.claim(decision.on)
        incident = None if isinstance(claim, str) else index.incident_of(claim.id)
        if incident and not isinstance(claim, str):
            found[decision.id] = f"/incidents/{incident}?claim={claim.id}"
    return found


def names_in(
    casebook: Casebook, decisions: Sequence[Decision], told: Mapping[str, Decision]
) -> Names:
    """What the sources of the articles that decisions are on are called, and those they name."""
    taken = [told[str(d.before)] for d in decisions if d.action == "undo" and d.before in told]
    articles, read = _judged(casebook, decisions)
    persons = casebook.marks.persons([article.id for article in articles])
    return Names(read, set().union(*persons.values()), sources_in([*decisions, *taken]))


def _judged(casebook: Casebook, decisions: Iterable[Decision]) -> tuple[list[Article], list[Claim]]:
    """The articles at both ends of decisions, with their claims as the machine read them."""
    captures = sorted({name for decision in decisions for name in captures_of(decision)})
    articles = casebook.index.articles_of_captures(captures)
    return articles, casebook.as_read(a.id for a in articles)
