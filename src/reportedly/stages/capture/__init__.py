"""Sources to captures: the bytes as received, hashed, with where and when.

A source is a file, a folder, or ``-`` for standard input; ``.gz`` of any of these is opened.

| kind | names | becomes |
|---|---|---|
| page | .html .htm .xhtml | one capture, form ``html`` |
| page text | .txt | one capture, form ``flattened`` |
| JSON lines | .jsonl .ndjson | a capture for each line, form ``html``, ``body`` or ``flattened`` |

What cannot be read becomes a ``Reject`` that says why, and the rest is read.

>>> from io import BytesIO
>>> received, = capture(["-"], stdin=BytesIO(b"A village was shelled."))
>>> received.form, received.capture.size
('flattened', 22)
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reportedly.stages.capture.making import reject
from reportedly.stages.capture.opening import open_file, open_source
from reportedly.stages.capture.walking import unknown_kind, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from reportedly.records import Received, Reject

__all__ = ["capture", "capture_file", "reject", "unknown_kind"]


def capture(
    sources: Sequence[str],
    *,
    flattened: bool = False,
    stdin: BinaryIO | None = None,
    now: datetime | None = None,
) -> Iterator[Received | Reject]:
    """Every page of the sources, in their order; folders in the order of their names.

    ``flattened``: the ``text`` of JSON lines is page text with its furniture.
    ``now``: the time of retrieval; the clock's if not given.
    """
    at = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
    for found in walk(sources, at):
        if isinstance(found, str):
            yield from open_source(found, stdin=stdin, flattened=flattened, at=at)
        else:
            yield found


def capture_file(file: BinaryIO, name: str, at: str) -> Iterator[Received | Reject]:
    """Every page of an open file, under the name that it had where it came from.

    The name is a word in the records, and tells the kind of file: nothing is opened by it.
    """
    reason = unknown_kind(name)
    if reason is None:
        yield from open_file(file, name, flattened=False, at=at)
    else:
        yield reject(name, reason, at)
