"""The list of incidents, and one incident with the article that tells of it at its side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.responses import RedirectResponse

from reportedly.records import Incident
from reportedly.stages.review import Scene
from reportedly.web.beside import beside
from reportedly.web.history import past
from reportedly.web.incident import hold, origin_cards, outlet, rows
from reportedly.web.listing import KINDS, table
from reportedly.web.search import FACETS, SORTS, VIEWS, asked_in
from reportedly.web.site import PersonOf, SiteOf, render
from reportedly.web.vouching import vouching

if TYPE_CHECKING:
    from reportedly.stores.casebook import Casebook
    from reportedly.web.history import Past
    from reportedly.web.incident import Held
    from reportedly.web.site import Site

router = APIRouter(include_in_schema=False)

WAIT_SECONDS = 0.7
"""How long the first list waits for the index of a large casebook before it says so."""

MANY = 2000
"""Incidents from which on making the index takes a while."""

NEAR = 8
"""Others that may be the same happening shown at most."""

MOST_PAGES = 1_000_000
"""No list is as long."""

GRADES = ("Confirmed", "Fair", "Weak", "Contested", "Discounted")


@router.get("/")
def home(site: SiteOf, person: PersonOf) -> Response:
    """The list is where work begins; with an empty casebook, giving it pages."""
    with site.casebook() as casebook:
        empty = person.decides and not casebook.counts()["articles"]
    return RedirectResponse("/start" if empty else "/incidents", 303)


@router.get("/incidents")
def incidents(request: Request, site: SiteOf, page: int = 1) -> Response:
    """The incidents that the address asks for; with htmx the results alone."""
    asked = asked_in(request.query_params)
    with site.casebook() as casebook:
        if not site.index.made.wait(WAIT_SECONDS) and casebook.counts()["incidents"] > MANY:
            return render(request, "waiting.html", number=casebook.counts()["incidents"])
        shown = table(casebook, site.index, asked, min(page, MOST_PAGES))
    only = request.headers.get("hx-request") == "true"
    name = "results.html" if only else "incidents.html"
    named: dict[str, Any] = {"facets": FACETS, "sorts": SORTS, "kinds": KINDS, "views": VIEWS}
    return render(request, name, table=shown, request_only=only, **named)


@router.get("/incidents/{name}")
def incident(
    request: Request, site: SiteOf, person: PersonOf, name: str, claim: str = "", value: str = ""
) -> Response:
    """One incident; ``claim`` and ``value`` choose what is lit in the article at its side."""
    with site.casebook() as casebook:
        found = _find(casebook, name)
        if isinstance(found, str):
            return RedirectResponse(f"/incidents/{found}", 303)
        decisions = list(casebook.decisions())
        held = hold(casebook, found, decisions)
        read = casebook.as_read(held.articles)
        scene = Scene(held.articles.values(), read)
        pages = {article.capture_id for article in held.articles.values()}
        site.index.bring_up(casebook)
        groups = casebook.index.groups(site.index.groups_of(held.articles))
        side = beside(casebook, held, (claim, value), decisions, scene)
        if request.headers.get("hx-request") == "true":
            return render(request, "side.html", incident=found, side=side)
        return render(
            request,
            "incident.html",
            incident=found,
            side=side,
            rows=rows(held),
            cards=origin_cards(held, groups),
            grade_why=held.names.text(found.grade_why),
            claims=_named(held),
            history=_history(held, past(decisions, scene, found.claim_ids, pages)),
            near=_near(site, casebook, found),
            grades=GRADES,
            vouching=vouching(casebook, held, decisions, scene, person),
        )


def _history(held: Held, found: list[Past]) -> list[Past]:
    return [replace(one, words=held.names.text(one.words)) for one in found]


def _named(held: Held) -> dict[str, dict[str, str]]:
    """How to speak of each claim: by who says it and where."""
    return {
        claim.id: {
            "who": held.names.source(claim.source),
            "outlet": outlet(held.articles[claim.article_id]),
            "words": held.articles[claim.article_id].cut(claim.span),
            "modality": claim.modality,
        }
        for claim in held.claims
    }


def _near(site: Site, casebook: Casebook, incident: Incident) -> list[Incident]:
    """Others of the kind that may be the same happening, those of the same place first."""
    return casebook.named(Incident, site.index.near(incident, NEAR))


def _find(casebook: Casebook, name: str) -> Incident | str:
    """The incident of this id; the id of the only one that starts so."""
    exact = casebook.named(Incident, [name])
    if exact:
        return exact[0]
    started = [r for r in casebook.find(name) if isinstance(r, Incident)] if name else []
    if len(started) == 1:
        return started[0].id
    raise HTTPException(
        404,
        f"No incident has the id {name!r} now. It may have been merged with another, or its "
        "claims read anew: look for it in the list.",
    )


def address(incident_id: str, claim_id: str, path: str = "") -> str:
    """Where a value of a claim is lit, beside its incident."""
    query = urlencode({"claim": claim_id} | ({"value": path} if path else {}))
    return f"/incidents/{incident_id}?{query}"
