"""JSON lines: one page a line, each line a capture of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reportedly.records import PageMeta, Retrieval
from reportedly.stages.capture.limits import MAX_PAGE_BYTES, megabytes
from reportedly.stages.capture.making import JSON_LINES, make_received, reject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from typing import Literal

    from reportedly.records import Received, Reject

_EXPECTED = 'one object a line with "html" or "text" as a string'
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


class _LineError(ValueError):
    """What is wrong with one line, in words for its reject."""


def read_lines(
    stream: BufferedReader, source: str, *, flattened: bool, at: str
) -> Iterator[Received | Reject]:
    """A capture or a reject for each line that is not blank; lines count from 1."""
    found = False
    for number, line in _lines(stream):
        if not line.strip():
            continue
        found = True
        yield _read_line(line, Retrieval(source=source, at=at, line=number), flattened=flattened)
        if line.strip() in {b"[", b"{"} or line.startswith(_WIDE_MARKS):
            return
    if not found:
        yield reject(source, f"Holds blank lines only; expected {_EXPECTED}.", at)


def _lines(stream: BufferedReader) -> Iterator[tuple[int, bytes]]:
    """The lines without their ends; one that is too long comes back cut, the rest skipped."""
    number = 0
    while line := stream.readline(MAX_PAGE_BYTES + 2):
        number += 1
        yield number, line.rstrip(b"\r\n")
        while len(line) > MAX_PAGE_BYTES + 1 and not line.endswith(b"\n"):
            line = stream.readline(MAX_PAGE_BYTES + 2)


def _read_line(line: bytes, place: Retrieval, *, flattened: bool) -> Received | Reject:
    try:
        page = _parse(line)
        form = _form(page, flattened=flattened)
        meta = _meta(page)
    except _LineError as error:
        return reject(place.source, str(error), place.at, place.line)
    return make_received(line, form, place, media_type=JSON_LINES, meta=meta)


def _parse(line: bytes) -> dict[str, Any]:
    """The object that a line holds."""
    if len(line) > MAX_PAGE_BYTES:
        limit = megabytes(MAX_PAGE_BYTES)
        raise _LineError(f"The line has more than {limit}, the most a page may have.")
    if line.startswith(_WIDE_MARKS):
        raise _LineError("The file is UTF-16; JSON lines are UTF-8. Convert it and read it again.")
    if line.strip() in {b"[", b"{"}:
        raise _LineError(f"JSON spread over many lines; expected {_EXPECTED}. Write it with jq -c.")
    try:
        page = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = f"Byte {error.start + 1} is not UTF-8; JSON lines are UTF-8. Convert the file."
        raise _LineError(message) from error
    except (ValueError, RecursionError) as error:
        raise _LineError(f"Not JSON ({error}); expected {_EXPECTED}. Mend the line.") from error
    if not isinstance(page, dict):
        raise _LineError(f"Holds {_json_type(page)}; expected {_EXPECTED}.")
    return page


def _form(page: dict[str, Any], *, flattened: bool) -> Literal["html", "flattened", "body"]:
    """``text`` comes before ``html``: who sends both has already cut the body out.

    A title over a text that is given and empty is all that its page says, and is read.
    """
    for name in ("text", "html"):
        value = page.get(name)
        if value is not None and not isinstance(value, str):
            raise _LineError(f'"{name}" is {_json_type(value)}; expected a string.')
        _check_letters(name, value or "")
    if (page.get("text") or "").strip():
        return "flattened" if flattened else "body"
    if (page.get("html") or "").strip():
        return "html"
    if page.get("text") is not None and (_word(page.get("title")) or "").strip():
        return "body"
    given = ", ".join(sorted(map(str, page))[:8]) or "nothing"
    raise _LineError(f'Neither "html" nor "text" has any text (given: {given}); expected one.')


def _meta(page: dict[str, Any]) -> PageMeta:
    published = page.get("published")
    return PageMeta(
        input_id=_word(page.get("id")),
        url=_word(page.get("url")),
        title=_word(page.get("title")),
        outlet=_word(page.get("outlet")),
        published=_word(published if published is not None else page.get("date")),
        language=_word(page.get("language")),
    )


def _word(value: object) -> str | None:
    """A field as text: strings as they are, other values as JSON writes them."""
    if value is None or isinstance(value, str):
        _check_letters("a field", value or "")
        return value or None
    return json.dumps(value, ensure_ascii=False)


def _check_letters(name: str, value: str) -> None:
    """Half a surrogate pair is no letter: no encoding can store it."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        message = f'"{name}" holds half a letter (\\u escape) at {error.start}. Mend its source.'
        raise _LineError(message) from error


def _json_type(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return names.get(type(value), "null" if value is None else "a number")
