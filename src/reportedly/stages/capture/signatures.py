"""What kind of content bytes are, by how they begin.

Signatures from the public registry of file signatures (Kessler; Wikipedia, "List of file
signatures"), those that end up among saved web pages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Final, Literal

GZIP: Final = b"\x1f\x8b"

_SIGNATURES: Final = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF87a", "a GIF picture"),
    (0, b"GIF89a", "a GIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (4, b"ftyp", "an MP4 video or HEIF picture"),
    (0, b"II*\x00", "a TIFF picture"),
    (0, b"MM\x00*", "a TIFF picture"),
    (0, b"\x00\x00\x01\x00", "an icon"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"PK\x03\x04", "a ZIP archive or office document"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"ID3", "an MP3 sound file"),
    (0, b"OggS", "an Ogg file"),
    (0, b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\x00", "a program"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"wOF2", "a font"),
    (0, b"wOFF", "a font"),
    (0, b"WARC/1.", "a WARC archive"),
)
_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_PAGE: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|article|section|main|table|h1|span|p|a|br)\b",
    re.I,
)
_PAGE_START: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)", re.I | re.S
)


def foreign_kind(head: bytes) -> str | None:
    """The kind of content that is no page at all, or None.

    >>> foreign_kind(b"%PDF-1.7 ...")
    'a PDF document'
    """
    for offset, mark, kind in _SIGNATURES:
        if head.startswith(mark, offset):
            return kind
    return None


def sniff(head: bytes) -> Literal["html", "jsonl", "text"]:
    """The kind of a page by its first bytes, for input that has no name.

    >>> sniff(b'{"text": "..."}'), sniff(b"<!DOCTYPE html><p>"), sniff(b"A village")
    ('jsonl', 'html', 'text')
    """
    plain = _narrow(head).lstrip(b"\xef\xbb\xbf \t\r\n")
    if plain.startswith(b"{"):
        return "jsonl"
    return "html" if plain.startswith(b"<") and has_markup(plain) else "text"


def has_markup(head: bytes) -> bool:
    """Whether the bytes hold an element that pages are made of."""
    return _PAGE.search(_narrow(head)) is not None


def starts_as_page(head: bytes) -> bool:
    """Whether the bytes begin as only an HTML page does."""
    return _PAGE_START.match(_narrow(head).lstrip(b"\xef\xbb\xbf")) is not None


def _narrow(head: bytes) -> bytes:
    """UTF-16 and UTF-32 without their zero bytes: enough to see markup."""
    wide = head.startswith(_WIDE_MARKS) or head[:64].count(b"\x00") >= 16
    return head.lstrip(b"\xff\xfe").replace(b"\x00", b"") if wide else head
