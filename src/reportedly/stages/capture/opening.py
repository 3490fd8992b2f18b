"""One file or standard input to its captures: opened, unpacked, its size and kind checked."""

from __future__ import annotations

import io
import os
import sys
import zlib
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import TYPE_CHECKING, cast

from reportedly.records import Retrieval
from reportedly.stages.capture.jsonlines import read_lines
from reportedly.stages.capture.limits import (
    MAX_PAGE_BYTES,
    PEEK_BYTES,
    STANDARD_INPUT,
    megabytes,
)
from reportedly.stages.capture.making import make_received, reject
from reportedly.stages.capture.signatures import (
    GZIP,
    foreign_kind,
    has_markup,
    sniff,
    starts_as_page,
)
from reportedly.stages.capture.walking import page_kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, Literal

    from reportedly.records import Received, Reject

_UNPACK_ERRORS = (EOFError, BadGzipFile, zlib.error)


def open_source(
    source: str, *, stdin: BinaryIO | None, flattened: bool, at: str
) -> Iterator[Received | Reject]:
    """The captures of one file, or of standard input if the source is ``-``."""
    try:
        if source == STANDARD_INPUT:
            yield from _read(stdin or sys.stdin.buffer, source, None, flattened=flattened, at=at)
            return
        with Path(source).open("rb") as file:
            yield from open_file(file, source, flattened=flattened, at=at)
    except OSError as error:
        yield reject(source, f"Cannot be read: {error.strerror or error}. Check the file.", at)


def open_file(
    file: BinaryIO, source: str, *, flattened: bool, at: str
) -> Iterator[Received | Reject]:
    """The captures of a file that is open already, under the name it is known by."""
    size = os.fstat(file.fileno()).st_size
    yield from _read(file, source, size, flattened=flattened, at=at)


def _read(
    raw: BinaryIO, source: str, size: int | None, *, flattened: bool, at: str
) -> Iterator[Received | Reject]:
    """Read through a buffer that is let go at the end, so that standard input stays open."""
    stream = _buffered(raw)
    try:
        yield from _unpack(stream, source, size, flattened=flattened, at=at)
    finally:
        stream.detach()


def _unpack(
    stream: io.BufferedReader, source: str, size: int | None, *, flattened: bool, at: str
) -> Iterator[Received | Reject]:
    """Unpack if the bytes are gzip, whatever the name, and read by kind."""
    packed = stream.peek(PEEK_BYTES).startswith(GZIP)
    if not packed and source.lower().endswith(".gz") and stream.peek(1):
        yield reject(source, "Named .gz but its bytes are not gzip. Rename or pack it again.", at)
        return
    if not packed:
        yield from _read_unpacked(stream, source, flattened=flattened, at=at, size=size)
        return
    unpacked = _buffered(cast("BinaryIO", GzipFile(fileobj=stream)))
    try:
        yield from _read_unpacked(unpacked, source, flattened=flattened, at=at, size=None)
    except _UNPACK_ERRORS as error:
        reason = f"Gzip data is cut off or damaged ({error}). Fetch the file again."
        yield reject(source, reason, at)


def _read_unpacked(
    stream: io.BufferedReader, source: str, *, flattened: bool, at: str, size: int | None
) -> Iterator[Received | Reject]:
    head = _peek(stream)
    foreign = foreign_kind(head)
    if not head:
        yield reject(source, "Empty: 0 bytes. Expected a page; fetch it again.", at)
    elif foreign:
        reason = f"Its bytes are {foreign}, whatever its name; expected a page as HTML or text."
        yield reject(source, reason, at)
    elif (page_kind(source) or sniff(head)) == "jsonl":
        yield from read_lines(stream, source, flattened=flattened, at=at)
    else:
        yield _read_page(stream, head, source, at, size)


def _read_page(
    stream: io.BufferedReader, head: bytes, source: str, at: str, size: int | None
) -> Received | Reject:
    """One page, whole, or a reject if it is longer than a page can be."""
    if size is not None and size > MAX_PAGE_BYTES:
        return reject(source, _too_long(megabytes(size)), at)
    data = stream.read(MAX_PAGE_BYTES + 1)
    if len(data) > MAX_PAGE_BYTES:
        return reject(source, _too_long(f"more than {megabytes(MAX_PAGE_BYTES)}"), at)
    return make_received(data, _form(source, head), Retrieval(source=source, at=at))


def _form(source: str, head: bytes) -> Literal["html", "flattened"]:
    """By the name, unless the bytes plainly say otherwise."""
    kind = page_kind(source) or sniff(head)
    if kind == "html":
        return "html" if has_markup(head) or b"<" in head else "flattened"
    return "html" if starts_as_page(head) else "flattened"


def _too_long(size: str) -> str:
    limit = megabytes(MAX_PAGE_BYTES)
    return (
        f"The page has {size}; a page may have {limit} at most. Split it, or give the page alone."
    )


def _buffered(stream: BinaryIO) -> io.BufferedReader:
    return io.BufferedReader(cast("io.RawIOBase", stream), buffer_size=PEEK_BYTES)


def _peek(stream: io.BufferedReader) -> bytes:
    return stream.peek(PEEK_BYTES)[:PEEK_BYTES]
