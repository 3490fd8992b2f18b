"""How far those who read values a second time agree, and how many values are read twice."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.responses import RedirectResponse

from reportedly.agreement import of_casebook
from reportedly.vocab import load
from reportedly.web.queue import KINDS
from reportedly.web.site import FormOf, PersonOf, SiteOf, only_owner, render

router = APIRouter(include_in_schema=False)


@router.get("/agreement")
def agreement(request: Request, site: SiteOf, person: PersonOf) -> Response:
    """What two readers agree on, beyond chance, and what they differ on."""
    with site.casebook() as casebook:
        said = site.queue.said(casebook)
        left = site.queue.left(casebook, person) if person.decides else {}
        return render(
            request,
            "agreement.html",
            twice=of_casebook(casebook),
            share=said.share,
            left=left,
            kinds=KINDS,
            least=load("review")["agreement"]["least"],
        )


@router.post("/agreement")
def ask(site: SiteOf, person: PersonOf, form: FormOf) -> Response:
    """Ask for a share of all values to be read a second time."""
    only_owner(person, "asks for second readings")
    try:
        percent = float(form.one("percent"))
        site.desk(person).ask_share(percent / 100, form.one("reason"))
    except ValueError as error:
        raise HTTPException(400, "Give a share of 0 to 100 per cent.") from error
    site.settler.ask()
    return RedirectResponse("/agreement", 303)
