"""Captures and rejects, made from bytes and from where they lay."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from reportedly.records import Capture, PageMeta, Received, Reject, Retrieval, stable_id

if TYPE_CHECKING:
    from typing import Final

STAGE: Final = "capture"
MEDIA_TYPES: Final = {"html": "text/html", "flattened": "text/plain"}
JSON_LINES: Final = "application/x-ndjson"


def make_received(
    data: bytes,
    form: Literal["html", "flattened", "body"],
    retrieval: Retrieval,
    *,
    media_type: str | None = None,
    meta: PageMeta | None = None,
) -> Received:
    """The capture of these bytes; its id and hash are made of them alone."""
    sha256 = hashlib.sha256(data).hexdigest()
    capture = Capture(
        id=stable_id("capture", sha256),
        sha256=sha256,
        media_type=media_type or MEDIA_TYPES[form],
        size=len(data),
        retrievals=(retrieval,),
    )
    return Received(capture=capture, data=data, form=form, meta=meta or PageMeta())


def reject(source: str, reason: str, at: str, line: int | None = None) -> Reject:
    """A reject of this stage. ``source`` is the path as given, ``line`` counts from 1."""
    place = source if line is None else f"{source}:{line}"
    return Reject(
        id=stable_id("reject", place, STAGE, reason),
        input=place,
        stage=STAGE,
        reason=reason,
        at=at,
    )
