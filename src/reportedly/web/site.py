"""What the handlers share: the casebook's folder, the door, the settler and the templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qs

from fastapi import Depends, HTTPException, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse

from reportedly import words
from reportedly.stores.casebook import Casebook
from reportedly.web.deciding import Desk
from reportedly.web.door import Door, Person
from reportedly.web.graphic import covered
from reportedly.web.index import Index  # noqa: TC001 - of an annotation that FastAPI reads
from reportedly.web.ledger import Ledgers  # noqa: TC001 - of an annotation that FastAPI reads
from reportedly.web.marking import visible
from reportedly.web.queue import Queue  # noqa: TC001 - of an annotation that FastAPI reads
from reportedly.web.settling import Settler  # noqa: TC001 - of an annotation that FastAPI reads
from reportedly.web.taker import Taker  # noqa: TC001 - of an annotation that FastAPI reads

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.responses import Response

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 1000
"""Fields of a form: a split ticks a box for each claim of an incident."""

SETTLE_SECONDS = 2.0
"""How long an answer waits for a decision to be worked into the incidents."""

READING = "pages are being read, and decisions follow at the end."
"""Why decisions wait while the reader writes to the casebook."""


@dataclass(frozen=True, slots=True)
class Site:
    """One casebook, served."""

    folder: Path
    door: Door
    settler: Settler
    queue: Queue
    index: Index
    ledgers: Ledgers
    taker: Taker
    cookie: str

    def casebook(self) -> Casebook:
        """The casebook as it is now; a ``with`` block closes it."""
        return Casebook.open(self.folder)

    def desk(self, person: Person) -> Desk:
        """Where the person's decisions are made."""
        return Desk(self.folder, person.name)


class Form:
    """What a form sent: each name with its values."""

    def __init__(self, values: dict[str, list[str]]) -> None:
        self._values = values

    def one(self, name: str) -> str:
        """The value of a field, empty if there is none."""
        return self._values.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return self._values.get(name, [])

    def starting(self, start: str) -> dict[str, str]:
        """The fields whose name starts so."""
        return {n: values[0] for n, values in self._values.items() if n.startswith(start)}


async def _form(request: Request) -> Form:
    """The form of a request; nothing else is taken."""
    if request.headers.get("content-type", "").split(";")[0].strip() != FORM:
        raise HTTPException(415, f"Send a form: {FORM}.")
    try:
        text = (await request.body()).decode("utf-8")
        values = parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise HTTPException(400, f"This is no form: {error}.") from error
    return Form(values)


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _person(request: Request) -> Person:
    person: Person = request.state.person
    return person


SiteOf = Annotated[Site, Depends(_site)]
PersonOf = Annotated[Person, Depends(_person)]
FormOf = Annotated[Form, Depends(_form)]


def _finalize(value: Any) -> Any:  # noqa: ANN401 - whatever a template shows
    """Nothing that a page put into a value steers a browser; escaping comes after."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


templates = Environment(
    loader=PackageLoader("reportedly.web"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_finalize,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.globals["words"] = words
templates.filters["covered"] = covered


def render(request: Request, name: str, status: int = 200, **shown: Any) -> HTMLResponse:  # noqa: ANN401
    """A page from its template."""
    site: Site = request.app.state.site
    shown |= {
        "person": getattr(request.state, "person", None),
        "path": request.url.path,
        "behind": site.settler.behind,
        "reading": site.taker.reads,
        "taking_in": site.index.behind,
        "trouble": READING if site.settler.trouble and site.taker.reads else site.settler.trouble,
    }
    return HTMLResponse(templates.get_template(name).render(shown), status_code=status)


def only_owner(person: Person, does: str) -> None:
    """Refuse what an owner alone does."""
    if person.role != "owner":
        raise HTTPException(403, f"Only the owner {does}.")


def back_to(form: Form, otherwise: str) -> Response:
    """To the page that the form stood on, if it is one of ours."""
    wanted = form.one("back")
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return RedirectResponse(wanted if ours and wanted.isprintable() else otherwise, 303)
