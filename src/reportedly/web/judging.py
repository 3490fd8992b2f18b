"""What people decide on incidents, claims and values: each request is one decision, or a split."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast, get_args

from fastapi import APIRouter, HTTPException, Response
from starlette.responses import RedirectResponse

from reportedly.records import Action, Claim, Grade
from reportedly.stages.review import value_at
from reportedly.web.editing import TO, edited
from reportedly.web.listing import PAGE
from reportedly.web.site import SETTLE_SECONDS, FormOf, PersonOf, SiteOf, back_to, only_owner
from reportedly.web.vouching import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.web.door import Person
    from reportedly.web.site import Form, Site

router = APIRouter(include_in_schema=False)

ON_VALUES = ("accept", "reject", "edit", "unsure")
ON_WHOLES = ("accept", "reject", "unsure")


@router.post("/claims/{name}/values/{path}")
def value(site: SiteOf, person: PersonOf, name: str, path: str, form: FormOf) -> Response:
    """Accept, reject or change one value of a claim."""
    action = _action(form, ON_VALUES)
    desk, reason = site.desk(person), form.one("reason")
    with _refused(400):
        after = _after(site, name, path, form) if action == "edit" else None
        key = _settles(site, person, name, path)
        if key and action == "accept":
            action, after = "edit", _as_it_reads(site, name, path)
        if key:
            desk.on_reading(key, "third", action, reason, after)
        else:
            desk.on_value(name, path, action, reason, after)
    return _settled(site, form)


@router.post("/claims/{name}")
def claim(site: SiteOf, person: PersonOf, name: str, form: FormOf) -> Response:
    """Accept or reject a whole claim, or leave it open."""
    site.desk(person).on_claim(name, _action(form, ON_WHOLES), form.one("reason"))
    return _settled(site, form)


@router.post("/incidents")
def several(site: SiteOf, person: PersonOf, form: FormOf) -> Response:
    """Accept or reject the ticked incidents, or leave them open: those of one page at most."""
    action, names = _action(form, ON_WHOLES), form.all("incident")
    if not 0 < len(names) <= PAGE:
        raise HTTPException(400, f"Tick one incident or more, {PAGE} at most.")
    desk = site.desk(person)
    for name in dict.fromkeys(names):
        desk.on_incident(name, action, form.one("reason"))
    return _settled(site, form)


@router.post("/incidents/{name}")
def incident(site: SiteOf, person: PersonOf, name: str, form: FormOf) -> Response:
    """Accept or reject an incident, leave it open, or set its grade."""
    grade = form.one("grade")
    if grade and grade not in get_args(Grade):
        raise HTTPException(400, f"{grade!r} is no grade: choose one of {get_args(Grade)}.")
    action: Action = "edit" if grade else _action(form, ON_WHOLES)
    site.desk(person).on_incident(name, action, form.one("reason"), grade or None)
    return _settled(site, form)


@router.post("/incidents/{name}/sign")
def sign(site: SiteOf, person: PersonOf, name: str, form: FormOf) -> Response:
    """Vouch for an incident as the page showed it."""
    with _refused(409):
        site.desk(person).sign(name, form.one("state"), form.one("reason"))
    return _settled(site, form, f"/incidents/{name}#vouching")


@router.post("/incidents/{name}/ask")
def ask(site: SiteOf, person: PersonOf, name: str, form: FormOf) -> Response:
    """Ask for the values of an incident to be read a second time."""
    only_owner(person, "asks for a second reading")
    site.desk(person).ask(name, form.one("reason"))
    return _settled(site, form, f"/incidents/{name}#vouching")


@router.post("/incidents/{name}/split")
def split(site: SiteOf, person: PersonOf, name: str, form: FormOf) -> Response:
    """Say that the ticked claims tell of another happening."""
    with _refused(400):
        site.desk(person).split(name, form.all("claim"), form.one("reason"))
    return _settled(site, form)


@router.post("/incidents/{name}/merge")
def merge(site: SiteOf, person: PersonOf, name: str, form: FormOf) -> Response:
    """Say that two incidents are one happening; the page of the one that is left is next."""
    other = form.one("other").strip()
    with _refused(400):
        site.desk(person).merge(name, other, form.one("reason"))
    site.settler.ask()
    site.settler.settle(SETTLE_SECONDS)
    with site.casebook() as casebook:
        left = [i for i in casebook.find(name) if i.id == name]
    return back_to(form, "/incidents") if left else RedirectResponse(f"/incidents/{other}", 303)


@router.post("/incidents/{name}/origins")
def origins(site: SiteOf, person: PersonOf, name: str, form: FormOf) -> Response:
    """Say which origins are one, which articles have another, which are copies and which not."""
    desk, reason, tie = site.desk(person), form.one("reason"), form.one("tie")
    ticked = [value.partition(" ") for value in form.all("article")]
    articles = [article for _, _, article in ticked]
    with _refused(400):
        match tie:
            case "one origin":
                desk.merge_origins(form.all("origin"), reason)
            case "another origin":
                desk.split_origin(_single(origin for origin, _, _ in ticked), articles, reason)
            case "copies":
                desk.merge_articles(articles, reason)
            case "no copies":
                desk.split_articles(articles, reason)
            case _:
                raise HTTPException(400, f"{tie!r} is nothing that is decided here.")
    return _settled(site, form, f"/incidents/{name}")


@router.post("/decisions/{name}/undo")
def undo(site: SiteOf, person: PersonOf, name: str, form: FormOf) -> Response:
    """Take a decision back."""
    site.desk(person).undo(name)
    return _settled(site, form)


def _after(site: Site, name: str, path: str, form: Form) -> object:
    """The value that the form gives, made from the claim as it reads now."""
    with site.casebook() as casebook:
        found = casebook.named(Claim, [name])
    if not found:
        raise HTTPException(404, f"No claim has the id {name!r}.")
    after: object = edited(found[0], path, form.starting(TO))
    return after


@contextmanager
def _refused(status: int) -> Iterator[None]:
    """What cannot be decided is told, and not stored."""
    try:
        yield
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise HTTPException(status, str(error)) from error


def _settles(site: Site, person: Person, name: str, path: str) -> str | None:
    """The key of a value that two readers differ on, or a third settled; None of any other."""
    with site.casebook() as casebook:
        said = site.queue.said(casebook)
        now = casebook.named(Claim, [name])
    mine = [one for one in said.values.values() if one.claim_id == name]
    found = [o for o in mine if o.contested and now and path_of(o, now[0]) == path]
    if not found:
        return None
    if not said.settles(found[0].key, person):
        raise HTTPException(
            403, "You read this value, and another reader differs: a third settles it."
        )
    return found[0].key


def _as_it_reads(site: Site, name: str, path: str) -> object:
    with site.casebook() as casebook:
        return value_at(casebook.named(Claim, [name])[0], path)


def _action(form: Form, allowed: tuple[str, ...]) -> Action:
    action = form.one("action")
    if action not in allowed:
        raise HTTPException(400, f"{action!r} is no action: choose one of {', '.join(allowed)}.")
    return cast("Action", action)


def _single(origins: Iterable[str]) -> str:
    """The one origin that all ticked articles are listed under."""
    found = set(origins)
    if len(found) != 1 or not all(found):
        raise ValueError("Tick articles of one origin.")
    return found.pop()


def _settled(site: Site, form: Form, otherwise: str = "/incidents") -> Response:
    """Back to where the person was, with the decision worked in if that is quick."""
    site.settler.ask()
    site.settler.settle(SETTLE_SECONDS)
    return back_to(form, otherwise)
