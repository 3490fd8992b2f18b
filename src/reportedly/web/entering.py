"""Coming in, going out, and who else may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.responses import RedirectResponse

from reportedly.web.door import ADDRESS_HOURS, ROLES, SESSION_HOURS, Person
from reportedly.web.site import FormOf, PersonOf, SiteOf, only_owner, render

if TYPE_CHECKING:
    from reportedly.web.site import Site

router = APIRouter(include_in_schema=False)


@router.get("/login")
def login(request: Request, site: SiteOf, token: str = "") -> Response:
    """Ask the person whom the address is for to come in; looking at it does not use it up."""
    expected = site.door.expects(token) if token else None
    return render(request, "login.html", token=token, expected=expected)


@router.post("/login")
def enter(request: Request, site: SiteOf, form: FormOf) -> Response:
    """Open a session, once for an address."""
    session = site.door.enter(form.one("token"))
    if session is None:
        return render(request, "login.html", 403, token=form.one("token"), expected=None)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(
        site.cookie, session, max_age=SESSION_HOURS * 3600, httponly=True, samesite="strict"
    )
    return answer


@router.post("/logout")
def leave(request: Request, site: SiteOf) -> Response:
    """End the session."""
    site.door.leave(request.cookies.get(site.cookie, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(site.cookie)
    return answer


@router.get("/people")
def people(request: Request, site: SiteOf, person: PersonOf) -> Response:
    """Who may read and review; the owner lets others in."""
    only_owner(person, "lets people in")
    return _people(request, site)


@router.post("/people")
def invite(request: Request, site: SiteOf, person: PersonOf, form: FormOf) -> Response:
    """Make an address that lets one person in, once."""
    only_owner(person, "lets people in")
    role, name = form.one("role"), " ".join(form.one("name").split())
    if role not in ROLES:
        raise HTTPException(400, f"{role!r} is no role: choose one of {', '.join(ROLES)}.")
    try:
        token = site.door.invite(Person(name, role))
    except ValueError as error:
        return _people(request, site, trouble_words=str(error), status=400)
    address = f"{request.url.scheme}://{request.headers['host']}/login?token={token}"
    return _people(request, site, address=address, invited=name)


def _people(
    request: Request,
    site: Site,
    *,
    address: str = "",
    invited: str = "",
    trouble_words: str = "",
    status: int = 200,
) -> Response:
    return render(
        request,
        "people.html",
        status,
        people=site.door.people(),
        roles=ROLES,
        hours=ADDRESS_HOURS,
        address=address,
        invited=invited,
        trouble_words=trouble_words,
    )
