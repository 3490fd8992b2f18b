"""Where pages are given: files or a folder, what became of each, and of all that was given before.

What is sent is stored and answered at once; a process of its own reads it (``taker``), and its
page asks every second how far it has come.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import RedirectResponse

from reportedly.bundled import example_pages
from reportedly.records import Incident
from reportedly.settings import UPLOAD_BYTES, UPLOAD_FILE_BYTES, UPLOAD_FILES
from reportedly.stages.capture.limits import PAGE_KINDS, megabytes
from reportedly.stores.takings import Sums
from reportedly.web.guard import UPLOAD
from reportedly.web.paging import within
from reportedly.web.receiving import Sent, receive
from reportedly.web.site import PersonOf, SiteOf, render
from reportedly.words import place_words, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.stores.casebook import Casebook
    from reportedly.stores.takings import Item, Taking
    from reportedly.web.site import Site

router = APIRouter(include_in_schema=False)

PAGE: Final = 100
"""Files, rejects or earlier takings-in shown at a time."""

SHOWN: Final = 3
"""Incidents named beside a file."""

STOP_ASKING: Final = 286
"""The status by which htmx knows that nothing more will change."""

ACCEPTED: Final = ",".join([*PAGE_KINDS, ".gz"])

OUTCOMES: Final = {
    "": "all",
    "waiting": "to be read",
    "new": "read",
    "known": "already here",
    "refused": "refused",
}
"""What files of a taking are narrowed to."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A taking-in as a line of the history; ``id`` is empty for a command's."""

    at: str
    by: str
    sums: Sums
    id: str = ""
    state: str = "done"


@dataclass(frozen=True, slots=True)
class Told:
    """A file of a taking with what became of it, its article and its incidents."""

    item: Item
    words: str
    article_id: str = ""
    incidents: Sequence[tuple[str, str]] = ()
    more: int = 0


@router.get(UPLOAD)
def start(request: Request, site: SiteOf, page: int = 1) -> Response:
    """Where pages are given, and what was given before."""
    with site.casebook() as casebook:
        earlier = _earlier(casebook)
        page, pages = within(page, len(earlier), PAGE)
        return render(
            request,
            "start.html",
            earlier=earlier[(page - 1) * PAGE : page * PAGE],
            page=page,
            pages=pages,
            empty=_is_empty(casebook),
            accepted=ACCEPTED,
            most={"file": UPLOAD_FILE_BYTES, "bytes": UPLOAD_BYTES, "files": UPLOAD_FILES},
            megabytes=megabytes,
        )


@router.post(UPLOAD)
async def give(request: Request, site: SiteOf, person: PersonOf) -> Response:
    """Take files that a person sends."""
    sent = Sent.by(site.folder, person.name)
    try:
        with _whole(sent):
            await receive(sent, request.headers.get("content-type", ""), request.stream())
            return await run_in_threadpool(_keep, site, sent)
    except ClientDisconnect:
        return Response(status_code=400)


@router.post(f"{UPLOAD}/examples")
def examples(site: SiteOf, person: PersonOf) -> Response:
    """Take the bundled example pages: into an empty casebook alone, since their war is made up."""
    with site.casebook() as casebook:
        if not _is_empty(casebook):
            raise HTTPException(409, "Example pages are for an empty casebook: this one is in use.")
    sent = Sent.by(site.folder, person.name, examples=True)
    with _whole(sent):
        for path in example_pages():
            out = sent.begin(f"examples/{path.name}")
            if out is not None:
                with out:
                    size = out.write(path.read_bytes())
                sent.end(size)
        return _keep(site, sent)


@contextmanager
def _whole(sent: Sent) -> Iterator[None]:
    """What does not come whole leaves nothing behind."""
    try:
        sent.home.mkdir(parents=True)
        yield
    except OSError as error:
        sent.forget()
        told = f"It cannot be stored: {error.strerror}. Make room or check the folder's rights."
        raise HTTPException(507, told) from error
    except BaseException:
        sent.forget()
        raise


def _keep(site: Site, sent: Sent) -> Response:
    """Note what came, wake the reader, and show how it goes."""
    if not sent.items:
        raise HTTPException(400, "No file came with it. Choose files or a folder first.")
    taking = sent.keep()
    site.taker.ask()
    return RedirectResponse(f"{UPLOAD}/{taking.id}", 303)


@router.get(f"{UPLOAD}/{{taking_id}}")
def taking(
    request: Request, site: SiteOf, taking_id: str, which: str = "", page: int = 1
) -> Response:
    """How far a taking-in has come; with htmx the part that changes alone."""
    with site.casebook() as casebook:
        found = casebook.takings.named(taking_id)
        if found is None:
            raise HTTPException(404, "Nothing was taken in under this address.")
        sums = casebook.takings.sums(taking_id)[taking_id]
        which = which if which in OUTCOMES else ""
        page, _ = within(page, sums.files, PAGE)
        items = casebook.takings.items(taking_id, which, (page - 1) * PAGE, PAGE + 1)
        more, items = len(items) > PAGE, items[:PAGE]
        done = found.state == "done"
        only = request.headers.get("hx-request") == "true"
        return render(
            request,
            "progress.html" if only else "taking.html",
            STOP_ASKING if only and done else 200,
            taking=found,
            sums=sums,
            files=_with_incidents(site, casebook, items) if done else list(map(_told, items)),
            words_now=_words_now(found, sums, site),
            outcomes=OUTCOMES,
            which=which,
            page=page,
            more=more,
            only=only,
        )


@router.get("/rejects")
def rejects(
    request: Request, site: SiteOf, q: str = "", stage: str = "", page: int = 1
) -> Response:
    """What could not be read, with the reason: of all that was ever given, or read by a command."""
    with site.casebook() as casebook:
        stages = casebook.takings.reject_stages(q)
        total = stages.get(stage, 0) if stage else sum(stages.values())
        page, pages = within(page, total, PAGE)
        return render(
            request,
            "rejects.html",
            rejects=casebook.takings.rejected(q, stage, (page - 1) * PAGE, PAGE),
            stages=stages,
            q=q,
            stage=stage,
            total=total,
            page=page,
            pages=pages,
        )


def _is_empty(casebook: Casebook) -> bool:
    """Whether nothing was read into it, and nothing waits to be."""
    return not casebook.counts()["articles"] and not casebook.takings.unfinished()


def _earlier(casebook: Casebook) -> list[Earlier]:
    """All that was taken in, here and by commands, the newest first."""
    sums = casebook.takings.sums()
    given = [
        Earlier(taking.at, taking.by, sums.get(taking.id, Sums()), taking.id, taking.state)
        for taking in casebook.takings.every()
    ]
    runs = [
        Earlier(run.at, "", Sums(new=run.pages, refused=run.refused))
        for run in casebook.takings.runs()
    ]
    return sorted([*given, *runs], key=lambda one: one.at, reverse=True)


def _words_now(taking: Taking, sums: Sums, site: Site) -> str:
    """How far a taking-in has come."""
    if taking.state == "done":
        read = f"{plural(sums.new, 'page')} read with {plural(sums.claims, 'claim')}"
        return f"Done: {read}, {sums.known} already here, {sums.refused} refused."
    if site.taker.trouble:
        return f"Stored, and waits: {site.taker.trouble}"
    if taking.state == "relating":
        return "All files are read. Their claims are being related to incidents."
    if taking.state == "reading":
        pages = sums.new + sums.known + sums.refused
        so_far = f", {plural(pages, 'page')} so far" if pages else ""
        return f"Reading: {sums.done} of {plural(sums.files, 'file')} done{so_far}."
    return "Stored, and waits to be read. You can leave this page: it goes on."


def _told(item: Item) -> Told:
    return Told(item, item_words(item))


def item_words(item: Item) -> str:
    """What became of a file.

    >>> from reportedly.stores.takings import Item
    >>> from dataclasses import replace
    >>> read = Item(taking_id="t", number=0, name="a", size=9, state="done", new=1, claims=3)
    >>> item_words(read)
    'read: 3 claims'
    >>> item_words(replace(read, new=2, claims=0, known=1, refused=1, reason="line 4: Not JSON"))
    'read: 2 pages, 0 claims; 1 already here; 1 refused: line 4: Not JSON'
    """
    pages = item.new + item.known + item.refused
    if item.state != "done":
        so_far = f": {plural(pages, 'page')} so far" if pages else ""
        return "waiting" if item.state == "waiting" else f"being read{so_far}"
    claims = plural(item.claims, "claim")
    several = pages > 1
    told = [
        f"read: {plural(item.new, 'page')}, {claims}" if several else f"read: {claims}",
        f"{item.known} already here" if several else "already here",
        f"{item.refused} refused: {item.reason}" if several else f"refused: {item.reason}",
    ]
    numbers = (item.new, item.known, item.refused)
    return "; ".join(words for words, number in zip(told, numbers, strict=True) if number)


def _with_incidents(site: Site, casebook: Casebook, items: Sequence[Item]) -> list[Told]:
    """Files with the article of each, where they hold one, and the incidents it tells of."""
    site.index.bring_up(casebook)
    captures = sorted({item.capture_id for item in items if item.capture_id})
    articles = {a.capture_id: a.id for a in casebook.index.articles_of_captures(captures)}
    held: dict[str, dict[str, None]] = {}
    for claim in casebook.index.claims(sorted(articles.values())):
        incident = site.index.incident_of(claim.id)
        if incident:
            held.setdefault(claim.article_id, {})[incident] = None
    names = {name for some in held.values() for name in [*some][:SHOWN]}
    shown = {i.id: i for i in casebook.named(Incident, sorted(names))}
    return [_linked(item, articles, held, shown) for item in items]


def _linked(
    item: Item,
    articles: dict[str, str],
    held: dict[str, dict[str, None]],
    shown: dict[str, Incident],
) -> Told:
    article = articles.get(item.capture_id or "", "")
    mine = [*held.get(article, ())]
    named = [
        (name, f"{shown[name].event.acled_sub_type}, {place_words(shown[name].place)}")
        for name in mine[:SHOWN]
        if name in shown
    ]
    return Told(item, item_words(item), article, named, len(mine) - len(named))
