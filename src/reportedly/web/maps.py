"""The map's spots, and the incidents of the frame that a browser shows; its page is the list's."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from reportedly.web.api import answer
from reportedly.web.frame import Frame
from reportedly.web.listing import ground
from reportedly.web.mapping import spots
from reportedly.web.search import asked_in
from reportedly.web.site import SiteOf, render

router = APIRouter(include_in_schema=False, prefix="/map")


@router.get("/spots")
def every_spot(request: Request, site: SiteOf) -> Response:
    """The spots of the incidents that the address asks for, in columns."""
    with site.casebook() as casebook:
        site.index.bring_up(casebook)
        return answer(spots(site.index, asked_in(request.query_params)))


@router.get("/frame")
def one_frame(request: Request, site: SiteOf, frame: str, here: str = "") -> Response:
    """The incidents that lie in a frame or may, as a list; ``here``: it is what was clicked."""
    seen = Frame.read(frame)
    if seen is None:
        raise HTTPException(400, f"{frame!r} is no frame: west,south,east,north in degrees.")
    asked = asked_in(request.query_params)
    with site.casebook() as casebook:
        site.index.bring_up(casebook)
        shown = ground(casebook, site.index, asked, seen)
        return render(request, "inframe.html", ground=shown, asked=asked, here=here)
