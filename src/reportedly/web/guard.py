"""What every request must pass before a page is made, and what every answer carries.

- The host must be one of ours: a name that somebody points at this machine is refused.
- What changes something must come from our own pages (Sec-Fetch-Site, else Origin).
- Bodies are small, but for the pages that somebody gives who may.
- Without a session there is the login page, its style sheet, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from reportedly.settings import UPLOAD_BYTES
from reportedly.stages.capture.limits import megabytes

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reportedly.web.door import Door, Person

BODY_BYTES: Final = 256 * 1024
"""The largest body that is taken: a decision with a long reason has a few kilobytes."""

UPLOAD: Final = "/start"
"""The path that takes files."""

OPEN: Final = ("/login", "/static/")
"""Paths that need no session."""

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script or style, nothing from another host, no frames."""

HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class TooLargeError(Exception):
    """A body over the limit."""


class Guard:
    """Stands before the app."""

    def __init__(self, app: ASGIApp, *, door: Door, hosts: Collection[str], cookie: str) -> None:
        self._app = app
        self._door = door
        self._hosts = frozenset(hosts)
        self._cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or hand it on with the person whose session it is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _with_headers(send, scope["path"])
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, answer)
            return
        try:
            limit = _limit(scope, scope["state"]["person"])
            await self._app(scope, _limited(receive, limit), answer)
        except TooLargeError as error:
            await _refuse(413, str(error))(scope, receive, answer)

    def _refusal(self, scope: Scope) -> Response | None:
        """Why the request goes no further; None if it may."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts:
            return _refuse(421, "This server answers to its own names alone.")
        if scope["method"] not in SAFE and not _is_ours(headers):
            return _refuse(403, "The request came from another site.")
        person = self._door.who(Request(scope).cookies.get(self._cookie))
        scope["state"]["person"] = person
        sent, limit = int(_digits(headers.get("content-length"))), _limit(scope, person)
        if sent > limit:
            return _refuse(413, too_much(limit, sent))
        return None if scope["path"].startswith(OPEN) else _closed(scope, person)


def _closed(scope: Scope, person: Person | None) -> Response | None:
    """The way to the login page, or the refusal of what a reader may not do."""
    if person is None and scope["path"].startswith("/api"):
        return _refuse(401, "Open the address that `reportedly serve` printed.")
    if person is None:
        return RedirectResponse("/login", status_code=303)
    if scope["method"] not in SAFE and not person.decides and scope["path"] != "/logout":
        return _refuse(403, "A reader may look, and decides nothing.")
    return None


def _limit(scope: Scope, person: Person | None) -> int:
    """The largest body that a request may have."""
    gives = scope["path"] == UPLOAD and person is not None and person.decides
    return UPLOAD_BYTES if gives else BODY_BYTES


def too_much(limit: int, sent: int | None = None) -> str:
    """Why a body is refused, and what to do.

    >>> too_much(1024**2, 3 * 1024**2)
    'What was sent has 3.0 MiB: 1.0 MiB at most can be sent at once.'
    """
    size = f"has {megabytes(sent)}" if sent else "is too large"
    more = " Give it in parts, or read it in a terminal: reportedly read FILE"
    told = f"What was sent {size}: {megabytes(limit)} at most can be sent at once."
    return told + (more if limit == UPLOAD_BYTES else "")


def _is_ours(headers: Headers) -> bool:
    """Whether one of our own pages made the request; a client that says nothing is refused."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return headers.get("origin") == f"http://{headers.get('host')}"


def _digits(length: str | None) -> str:
    return length if length and length.isdecimal() else "0"


def _limited(receive: Receive, limit: int) -> Receive:
    """The body, as long as it is within the limit, whatever its header said."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise TooLargeError(too_much(limit))
        return message

    return limited


def _with_headers(send: Send, path: str) -> Send:
    """Every answer says what a browser may do with it, and is not kept."""
    kept = "no-cache" if path.startswith("/static/") else "no-store"

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            headers["cache-control"] = kept
        await send(message)

    return sending


def _refuse(status: int, words: str) -> Response:
    return PlainTextResponse(words, status_code=status)
