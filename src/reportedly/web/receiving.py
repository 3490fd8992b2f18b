"""Files that a browser sends, written to the casebook's folder as they come, within limits.

A file that cannot be a page is not written at all, one that is too large no further: each is
refused with its reason, and the rest is taken. What was sent counts only when it came whole.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from secrets import token_hex
from shutil import rmtree
from typing import TYPE_CHECKING, BinaryIO, Final

from fastapi import HTTPException
from fastapi.concurrency import run_in_threadpool
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from reportedly.files import sync_folder
from reportedly.settings import UPLOAD_FILE_BYTES, UPLOAD_FILES
from reportedly.stages.capture import reject, unknown_kind
from reportedly.stages.capture.limits import megabytes
from reportedly.stores.casebook import Casebook
from reportedly.stores.takings import Item, Taking, place_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterable
    from pathlib import Path

    from python_multipart.multipart import MultipartCallbacks

NAME_LENGTH: Final = 1000
SIZE_DIGITS: Final = 18
"""No file has a size of more; the casebook holds no such number."""
FIELD_BYTES: Final = 64 * 1024
TOO_LARGE: Final = b"too-large"
"""The field in which our own page names a file that it did not send: its size, then its name."""


def too_large(size: int | None) -> str:
    """Why a file of this size is not taken in the browser."""
    limit = megabytes(UPLOAD_FILE_BYTES)
    has = megabytes(size) if size is not None else f"more than {limit}"
    return (
        f"The file has {has}; in the browser one may have {limit} at most. "
        "Split it, or read it in a terminal: reportedly read FILE"
    )


@dataclass
class Sent:
    """What came of one request: files on the disk, and those refused at once."""

    folder: Path
    taking: Taking
    items: list[Item] = field(default_factory=list)

    @classmethod
    def by(cls, folder: Path, person: str, *, examples: bool = False) -> Sent:
        """A place for what a person sends now."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(folder, Taking(token_hex(8), at, person, examples))

    @property
    def home(self) -> Path:
        """The folder of its own in which the files lie."""
        return place_of(self.folder, self.taking.id, 0).parent

    def begin(self, name: str) -> BinaryIO | None:
        """A file to write the bytes of a page to; None if the name promises no page."""
        if len(self.items) >= UPLOAD_FILES:
            limit = f"{UPLOAD_FILES:,} files at most can be sent at once"
            raise HTTPException(413, f"{limit}. Send them in parts, or use: reportedly read FOLDER")
        number = len(self.items)
        self.items.append(Item(taking_id=self.taking.id, number=number, name=name, size=0))
        reason = unknown_kind(name)
        if reason is not None:
            self.refuse(reason)
            return None
        return place_of(self.folder, self.taking.id, number).open("xb")

    def begin_refused(self, name: str, size: int | None) -> None:
        """A file that our own page did not send, since it is too large."""
        out = self.begin(name)
        if out is not None:
            out.close()
            self.refuse(too_large(size), size or 0)

    def end(self, size: int) -> None:
        """The last file has come whole."""
        self.items[-1] = replace(self.items[-1], size=size)

    def refuse(self, reason: str, size: int = 0) -> None:
        """The last file is not taken."""
        last = self.items[-1]
        place_of(self.folder, last.taking_id, last.number).unlink(missing_ok=True)
        self.items[-1] = replace(last, state="done", refused=1, reason=reason, size=size)

    def keep(self) -> Taking:
        """Note what came in the casebook: from now on it is read, whatever happens here."""
        sync_folder(self.home)
        with Casebook.open_to_decide(self.folder) as casebook:
            for item in self.items:
                if item.reason is not None:
                    casebook.reject(reject(item.name, item.reason, self.taking.at))
            casebook.takings.add(self.taking, self.items)
        return self.taking

    def forget(self) -> None:
        """Let go of what did not come whole."""
        rmtree(self.home, ignore_errors=True)


async def receive(sent: Sent, content_type: str, chunks: AsyncIterable[bytes]) -> None:
    """The files of a form, as its bytes come."""
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise HTTPException(415, "Send files as a form: multipart/form-data.")
    parts = _Parts(sent)
    try:
        parser = MultipartParser(options[b"boundary"], parts.callbacks())
        async for chunk in chunks:
            await run_in_threadpool(parser.write, chunk)
        if not parts.whole:
            raise HTTPException(400, "The form broke off before its end. Send it again.")
    except FormParserError as error:
        raise HTTPException(400, f"This is no form with files: {error}.") from error
    finally:
        parts.close()


class _Parts:
    """The parts of a form, as the parser finds them: files, and fields with a few words."""

    def __init__(self, sent: Sent) -> None:
        self._sent = sent
        self._header = bytearray()
        self._value = bytearray()
        self._options: dict[bytes, bytes] = {}
        self._out: BinaryIO | None = None
        self._words = bytearray()
        self._size = 0
        self.whole = False

    def callbacks(self) -> MultipartCallbacks:
        """What the parser calls."""
        return {
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._on_header,
            "on_headers_finished": self._on_part,
            "on_part_data": self._on_data,
            "on_part_end": self._on_part_end,
            "on_end": self._on_end,
        }

    def close(self) -> None:
        """Let the file go that was being written."""
        if self._out is not None:
            self._out.close()
            self._out = None

    def _on_header(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            self._options = parse_options_header(bytes(self._value))[1]
        self._header.clear()
        self._value.clear()

    def _on_part(self) -> None:
        self._size = 0
        self._words.clear()
        name = _name(self._options.get(b"filename", b""))
        if name and not _is_hidden(name):
            self._out = self._sent.begin(name)

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        self._size += end - start
        if self._out is not None and self._size > UPLOAD_FILE_BYTES:
            self.close()
            self._sent.refuse(too_large(None))
        elif self._out is not None:
            self._out.write(data[start:end])
        elif b"filename" not in self._options and self._size <= FIELD_BYTES:
            self._words.extend(data[start:end])

    def _on_part_end(self) -> None:
        if self._out is not None:
            self._out.flush()
            os.fsync(self._out.fileno())
            self.close()
            self._sent.end(self._size)
        elif self._options.get(b"name") == TOO_LARGE and self._words:
            size, _, name = self._words.decode("utf-8", "replace").partition(" ")
            known = size.isdecimal() and len(size) <= SIZE_DIGITS
            self._sent.begin_refused(name[:NAME_LENGTH], int(size) if known else None)
        self._options = {}

    def _on_end(self) -> None:
        self.whole = True


def _is_hidden(name: str) -> bool:
    """Whether it was hidden in the folder that was given: ``read`` passes over such files too."""
    inside = name.split("/")[1:]
    return any(part.startswith(".") and part.strip(".") for part in inside)


def _name(sent: bytes) -> str:
    """The name of a file as it was sent, whatever is in it: a word, never a path to open.

    Browsers write a quote and a line's end in it as %22, %0D and %0A.
    """
    name = sent.decode("utf-8", "replace")[:NAME_LENGTH]
    for code, char in (("%22", '"'), ("%0D", "\r"), ("%0A", "\n")):
        name = name.replace(code, char)
    return name
