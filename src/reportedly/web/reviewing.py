"""The review queue: one value a card, judged by keys or buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.responses import RedirectResponse

from reportedly.web.cards import case, changed_card, last_decisions, value_card
from reportedly.web.editing import TO, edited
from reportedly.web.history import ACTIONS
from reportedly.web.queue import KINDS, OFS
from reportedly.web.site import SETTLE_SECONDS, FormOf, PersonOf, SiteOf, render

if TYPE_CHECKING:
    from reportedly.records import Action, Reading
    from reportedly.stores.casebook import Casebook
    from reportedly.web.cards import Case
    from reportedly.web.door import Person
    from reportedly.web.queue import Of, Turn
    from reportedly.web.site import Form, Site

router = APIRouter(include_in_schema=False)

READINGS: dict[Of, Reading] = {"second": "second", "disputed": "third"}
"""What a judgement is stored as, but for a first one."""


@router.get("/review")
def review(
    request: Request, site: SiteOf, person: PersonOf, item: str = "", of: str = "first"
) -> Response:
    """The value that matters most, or the one that is asked for."""
    _only_who_decides(person)
    return _card(request, site, person, _kind(of), wanted=item)


@router.post("/review")
def judge(request: Request, site: SiteOf, person: PersonOf, form: FormOf) -> Response:
    """Judge the value of a card, or leave it; the next one comes back."""
    wanted = told = ""
    of = _kind(form.one("of") or "first")
    match form.one("action"):
        case "skip":
            site.queue.skip(person.name, form.one("item"))
        case "undo":
            of, wanted = _undo(site, person, form.one("decision"), of)
        case "accept" | "reject" if of == "changed":
            told = _sign_again(site, person, form)
        case "accept" | "reject" | "edit" | "choose" if of != "changed":
            told = _decide(site, person, form, of)
        case action:
            raise HTTPException(400, f"{action!r} is no action of the queue.")
    if request.headers.get("hx-request") != "true":
        asked = {"of": of if of != "first" else "", "item": wanted}
        query = urlencode({name: value for name, value in asked.items() if value})
        return RedirectResponse(f"/review?{query}" if query else "/review", 303)
    return _card(request, site, person, of, wanted=wanted, told=told)


def _kind(of: str) -> Of:
    if of not in OFS:
        raise HTTPException(400, f"{of!r} is no queue: choose one of {', '.join(OFS)}.")
    return of


def _decide(site: Site, person: Person, form: Form, of: Of) -> str:
    """Store what the person judged; what to say if somebody was faster."""
    key, action = form.one("item"), form.one("action")
    with site.casebook() as casebook:
        faster = _faster(site, casebook, person, key, of)
        if faster:
            return faster
        judged = case(site, casebook, key, of)
    desk, reading = site.desk(person), READINGS.get(of)
    stored: Action = "edit" if action in ("edit", "choose") else _plain(action)
    try:
        after = _after(judged, form)
        if reading:
            desk.on_reading(key, reading, stored, form.one("reason"), after)
        else:
            desk.on_value(judged.claim.id, judged.path, stored, form.one("reason"), after)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise HTTPException(400, str(error)) from error
    site.queue.let_go(key)
    site.settler.ask()
    return ""


def _faster(site: Site, casebook: Casebook, person: Person, key: str, of: Of) -> str:
    """What to say if the value asks for no such judgement any more; empty if it does."""
    said = site.queue.said(casebook)
    one = said.values.get(key)
    if of == "first":
        first = said.first(key)
        return _was_faster(first.by, ACTIONS[first.action]) if first else ""
    if of == "second":
        if said.wants_second(key, person):
            return ""
        return _was_faster(one.second.by) if one and one.second else _not_asked(key)
    if one is None or not one.differs:
        return _not_asked(key)
    if one.third:
        return _was_faster(one.third.by, ACTIONS[one.third.action])
    if not said.settles(key, person):
        raise HTTPException(403, "You are one of its two readers: somebody else settles it.")
    return ""


def _was_faster(by: str, done: str = "read it") -> str:
    return f"{by} was faster: {done}. Yours was not stored; the incident's page has both values."


def _not_asked(key: str) -> str:
    return f"Nobody is asked for this any more: {key}. Yours was not stored."


def _sign_again(site: Site, person: Person, form: Form) -> str:
    """Sign an incident off as it is now, or take the sign-off back."""
    name = form.one("item")
    desk = site.desk(person)
    site.queue.let_go(name)
    if form.one("action") == "accept":
        try:
            desk.sign(name, form.one("state"), form.one("reason"))
        except ValueError as error:
            return str(error)
    else:
        desk.undo(form.one("decision"))
    site.settler.ask()
    site.settler.settle(SETTLE_SECONDS)
    return ""


def _plain(action: str) -> Action:
    return "accept" if action == "accept" else "reject"


def _after(judged: Case, form: Form) -> Any:  # noqa: ANN401
    """The value that takes the place of the one judged."""
    match form.one("action"):
        case "edit":
            return edited(judged.claim, judged.path, form.starting(TO))
        case "choose":
            found = [a for a in judged.choices() if a.key == form.one("choice")]
            if not found:
                raise ValueError("This alternative is not there any more: load the card again.")
            return found[0].value
    return None


def _undo(site: Site, person: Person, decision: str, of: Of) -> tuple[Of, str]:
    """Take a decision back; the card that it was made on."""
    with site.casebook() as casebook:
        key = site.queue.said(casebook).key_of(decision) or ""
        taken = next((d for d in casebook.decisions() if d.id == decision), None)
    site.desk(person).undo(decision)
    site.settler.ask()
    if taken and taken.reading:
        return "second" if taken.reading == "second" else "disputed", key
    return ("first" if key else of), key


def _card(
    request: Request, site: Site, person: Person, of: Of, *, wanted: str = "", told: str = ""
) -> Response:
    name = "card.html" if request.headers.get("hx-request") == "true" else "review.html"
    with site.casebook() as casebook:
        turn = site.queue.turn(casebook, person, wanted, of)
        shown = _shown(site, casebook, turn)
        last = last_decisions(casebook, person)
        return render(request, name, turn=turn, kinds=KINDS, told=told, last=last, **shown)


def _shown(site: Site, casebook: Casebook, turn: Turn) -> dict[str, Any]:
    """What a card shows: the value, its article, what it could be instead."""
    if turn.item is None:
        return {}
    if turn.of == "changed":
        return changed_card(casebook, turn.item.key)
    return value_card(site, casebook, turn.item.key, turn.of)


def _only_who_decides(person: Person) -> None:
    if not person.decides:
        raise HTTPException(403, "A reader may look, and decides nothing.")
