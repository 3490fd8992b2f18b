"""How much a capture takes in, and what the kinds of files are called."""

from __future__ import annotations

from typing import Final

MIB: Final = 1024 * 1024

MAX_PAGE_BYTES: Final = 64 * MIB
"""The longest news page in public collections is below 10 MiB; a page ten times as long is a
database dump or an attack, and cleaning needs about twelve times a page's size in memory."""

PEEK_BYTES: Final = 64 * 1024
"""Enough to tell a page from a picture: the head of a page names its kind and encoding."""

STANDARD_INPUT: Final = "-"

PAGE_KINDS: Final = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}

ARCHIVES: Final = frozenset({".zip", ".rar", ".7z", ".tar", ".tgz", ".bz2", ".xz", ".zst"})
"""Endings of files that hold other files, or are packed as we do not unpack."""

KNOWN_KINDS: Final = ".html, .htm, .xhtml, .txt, .jsonl or .ndjson, also with .gz"


def megabytes(size: int) -> str:
    """A size in words.

    >>> megabytes(64 * 1024 * 1024)
    '64.0 MiB'
    """
    return f"{size / MIB:.1f} MiB"
