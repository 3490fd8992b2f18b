"""The review queue: one value a card, judged by keys or buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.responses import RedirectResponse

from reportedly.records import Claim, Incident
from reportedly.stages.review import Scene, undone, value_at
from reportedly.telling import values_of
from reportedly.web.alternatives import alternatives
from reportedly.web.beside import beside
from reportedly.web.decisions import names_in
from reportedly.web.editing import TO, edited
from reportedly.web.history import ACTIONS, Past, path_today, sentence
from reportedly.web.incident import hold
from reportedly.web.queue import LAST
from reportedly.web.site import FormOf, PersonOf, SiteOf, render

if TYPE_CHECKING:
    from reportedly.records import Action
    from reportedly.stores.casebook import Casebook
    from reportedly.web.door import Person
    from reportedly.web.queue import Turn
    from reportedly.web.site import Form, Site

router = APIRouter(include_in_schema=False)


@router.get("/review")
def review(request: Request, site: SiteOf, person: PersonOf, item: str = "") -> Response:
    """The value that matters most, or the one that is asked for."""
    _only_who_decides(person)
    return _card(request, site, person, wanted=item)


@router.post("/review")
def judge(request: Request, site: SiteOf, person: PersonOf, form: FormOf) -> Response:
    """Judge the value of a card, or leave it; the next one comes back."""
    wanted = told = ""
    match form.one("action"):
        case "skip":
            site.queue.skip(person.name, form.one("item"))
        case "undo":
            wanted = _undo(site, person, form.one("decision"))
        case "accept" | "reject" | "edit" | "choose":
            told = _decide(site, person, form)
        case action:
            raise HTTPException(400, f"{action!r} is no action of the queue.")
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(f"/review?item={wanted}" if wanted else "/review", 303)
    return _card(request, site, person, wanted=wanted, told=told)


def _decide(site: Site, person: Person, form: Form) -> str:
    """Store what the person judged; what to say if somebody was faster."""
    key, action = form.one("item"), form.one("action")
    with site.casebook() as casebook:
        faster = site.queue.decided(casebook, key)
        if faster:
            return (
                f"{faster.by} was faster: {ACTIONS[faster.action]}. Yours was not stored; "
                "the incident's page has both values."
            )
        now, path = _today(casebook, key)
        others = _others(site, casebook, now)
    try:
        after = _after(now, path, others, form)
        stored: Action = "edit" if action in ("edit", "choose") else _plain(action)
        site.desk(person).on_value(now.id, path, stored, form.one("reason"), after)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise HTTPException(400, str(error)) from error
    site.settler.ask()
    return ""


def _plain(action: str) -> Action:
    return "accept" if action == "accept" else "reject"


def _after(now: Claim, path: str, others: list[Claim], form: Form) -> Any:  # noqa: ANN401
    """The value that takes the place of the one judged."""
    match form.one("action"):
        case "edit":
            return edited(now, path, form.starting(TO))
        case "choose":
            found = [a for a in alternatives(now, path, others) if a.key == form.one("choice")]
            if not found:
                raise ValueError("This alternative is not there any more: load the card again.")
            return found[0].value
    return None


def _undo(site: Site, person: Person, decision: str) -> str:
    """Take a decision back; the card that it was made on."""
    with site.casebook() as casebook:
        key = site.queue.key_of(casebook, decision)
    site.desk(person).undo(decision)
    site.settler.ask()
    return key or ""


def _card(
    request: Request, site: Site, person: Person, *, wanted: str = "", told: str = ""
) -> Response:
    name = "card.html" if request.headers.get("hx-request") == "true" else "review.html"
    with site.casebook() as casebook:
        turn = site.queue.turn(casebook, person.name, wanted)
        shown = _shown(site, casebook, turn) if turn else {}
        last = _last(casebook, person)
        return render(request, name, turn=turn, told=told, last=last, **shown)


def _shown(site: Site, casebook: Casebook, turn: Turn) -> dict[str, Any]:
    """What a card shows: the value, its article, what it could be instead."""
    now, path = _today(casebook, turn.item.key)
    incident = _incident(site, casebook, now)
    if incident is None:
        raise HTTPException(404, "This value's claim is in no incident now: load the page again.")
    held = hold(casebook, incident)
    decisions = list(casebook.decisions())
    read = [c for a in held.articles for c in casebook.claims(a, machine=True)]
    scene = Scene(held.articles.values(), read)
    value = next((v for v in values_of(now) if v.path == path), None)
    side = beside(casebook, held, (now.id, path), decisions, scene)
    proposed = value.words if value else "not there any more"
    return {
        "incident": incident,
        "path_now": path,
        "label": value.label if value else "",
        "proposed": side.who if path == "source" else proposed,
        "side": side,
        "alternatives": alternatives(now, path, held.claims),
    }


def _today(casebook: Casebook, key: str) -> tuple[Claim, str]:
    """The claim of a card as people decided so far, and where its value stands in it now."""
    name, _, path = key.partition(":")
    found = casebook.named(Claim, [name])
    if not found or not path:
        raise HTTPException(404, f"Nothing of the queue is called {key!r}.")
    read = next(c for c in casebook.claims(found[0].article_id, machine=True) if c.id == name)
    try:
        before = value_at(read, path)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise HTTPException(404, f"Nothing of the queue is called {key!r}.") from error
    return found[0], path_today(found[0], path, before) or path


def _others(site: Site, casebook: Casebook, claim: Claim) -> list[Claim]:
    incident = _incident(site, casebook, claim)
    return casebook.named(Claim, incident.claim_ids) if incident else []


def _incident(site: Site, casebook: Casebook, claim: Claim) -> Incident | None:
    """The incident that a claim is in."""
    site.index.bring_up(casebook)
    name = site.index.incident_of(claim.id)
    return next(iter(casebook.named(Incident, [name])), None) if name else None


def _last(casebook: Casebook, person: Person) -> list[Past]:
    """One's own decisions that hold, the newest first, as many as can be undone here."""
    decisions = list(casebook.decisions())
    gone, told = undone(decisions), {decision.id: decision for decision in decisions}
    mine = [d for d in decisions if d.by == person.name and d.id not in gone and d.action != "undo"]
    newest = sorted(mine, key=lambda d: (d.at, d.id), reverse=True)[:LAST]
    names = names_in(casebook, newest)
    return [Past(decision, names.text(sentence(decision, told)), holds=True) for decision in newest]


def _only_who_decides(person: Person) -> None:
    if not person.decides:
        raise HTTPException(403, "A reader may look, and decides nothing.")
