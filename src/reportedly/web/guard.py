"""What every request must pass before a page is made, and what every answer carries.

- The host must be one of ours: a name that somebody points at this machine is refused.
- What changes something must come from our own pages (Sec-Fetch-Site, else Origin).
- Bodies are small.
- Without a session there is the login page, its style sheet, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reportedly.web.door import Door, Person

BODY_BYTES: Final = 256 * 1024
"""The largest body that is taken: a decision with a long reason has a few kilobytes."""

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
            await self._app(scope, _limited(receive), answer)
        except TooLargeError:
            await _refuse(413, "What was sent is too large.")(scope, receive, answer)

    def _refusal(self, scope: Scope) -> Response | None:
        """Why the request goes no further; None if it may."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts:
            return _refuse(421, "This server answers to its own names alone.")
        if scope["method"] not in SAFE and not _is_ours(headers):
            return _refuse(403, "The request came from another site.")
        if int(_digits(headers.get("content-length"))) > BODY_BYTES:
            return _refuse(413, "What was sent is too large.")
        person = self._door.who(Request(scope).cookies.get(self._cookie))
        scope["state"]["person"] = person
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


def _is_ours(headers: Headers) -> bool:
    """Whether one of our own pages made the request; a client that says nothing is refused."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return headers.get("origin") == f"http://{headers.get('host')}"


def _digits(length: str | None) -> str:
    return length if length and length.isdecimal() else "0"


def _limited(receive: Receive) -> Receive:
    """The body, as long as it is within the limit, whatever its header said."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY_BYTES:
            raise TooLargeError
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
