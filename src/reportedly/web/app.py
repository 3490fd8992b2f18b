"""The web app of one casebook, put together."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from importlib.resources import files
from threading import Thread
from typing import TYPE_CHECKING

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles

from reportedly.errors import ReportedlyError
from reportedly.web import (
    agreeing,
    api,
    articles,
    decisions,
    entering,
    incidents,
    judging,
    maps,
    reviewing,
    sources,
    starting,
)
from reportedly.web.deciding import GoneError
from reportedly.web.guard import Guard, TooLargeError
from reportedly.web.index import Index
from reportedly.web.ledger import Ledgers
from reportedly.web.listing import table
from reportedly.web.queue import Queue
from reportedly.web.search import Question
from reportedly.web.settling import Settler
from reportedly.web.site import Site, render
from reportedly.web.taker import Taker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.responses import Response
    from starlette.types import ASGIApp

    from reportedly.web.door import Door

TITLES = {403: "Not allowed", 404: "Not found", 410: "Gone", 413: "Too large", 503: "Not now"}
"""What a page of a fault is headed by."""

QUIET_SECONDS = 3.0
"""After the list the rest is made ready, so long after it."""

HOSTS = ("127.0.0.1", "localhost")
"""The names under which this machine calls itself."""


def make(folder: Path, door: Door, port: int) -> ASGIApp:
    """The app for the casebook in a folder, as it answers on a port of this machine."""
    index = Index()
    site = Site(
        folder,
        door,
        Settler(folder),
        Queue(index),
        index,
        Ledgers(index),
        Taker(folder),
        cookie=f"reportedly-{port}",
    )
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan)
    app.state.site = site
    static = str(files("reportedly.web") / "static")
    app.mount("/static", StaticFiles(directory=static), name="static")
    for part in (
        entering,
        starting,
        incidents,
        maps,
        articles,
        judging,
        reviewing,
        decisions,
        sources,
        agreeing,
        api,
    ):
        app.include_router(part.router)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(404, _told)
    app.add_exception_handler(405, _told)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(GoneError, _gone)
    app.add_exception_handler(ReportedlyError, _trouble)
    app.add_exception_handler(TooLargeError, _too_large)
    app.add_exception_handler(Exception, _broken)
    hosts = [f"{host}:{port}" for host in HOSTS]
    return Guard(app, door=door, hosts=hosts, cookie=site.cookie)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Work in what was decided before, and what is being decided, until the end."""
    app.state.site.settler.start()
    app.state.site.taker.start()
    Thread(target=_warm, args=(app.state.site,), daemon=True).start()
    yield
    app.state.site.taker.end()
    app.state.site.settler.end()


def _warm(site: Site) -> None:
    """Make the index and the queue, so that nobody waits for them."""
    with site.casebook() as casebook:
        table(casebook, site.index, Question(), 1)
    time.sleep(QUIET_SECONDS)  # who came for the list gets it first
    with site.casebook() as casebook:
        site.ledgers.bring_up(casebook)
        site.queue.bring_up(casebook)


def _fault(request: Request, status: int, words: str) -> Response:
    """A fault in words: JSON for the API, a page for a person."""
    if request.url.path.startswith("/api"):
        return api.answer({"error": words}, status)
    title = TITLES.get(status, "This did not work")
    return render(request, "fault.html", status, title=title, said=words)


def _told(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    return _fault(request, status, str(getattr(error, "detail", error)))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
    first = error.errors()[0]
    return _fault(request, 422, f"{'.'.join(map(str, first['loc']))}: {first['msg']}.")


def _gone(request: Request, error: Exception) -> Response:
    return _fault(request, 404, str(error))


def _trouble(request: Request, error: Exception) -> Response:
    return _fault(request, 503, str(error))


def _too_large(request: Request, error: Exception) -> Response:
    return _fault(request, 413, str(error))


def _broken(request: Request, error: Exception) -> Response:
    """A fault of ours; the server's log has the rest."""
    return _fault(request, 500, f"A fault in reportedly: {type(error).__name__}. Nothing is lost.")
