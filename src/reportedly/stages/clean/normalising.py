"""Page text in one shape: line ends, spaces and invisible characters.

Bytes are kept as received; only the text that is read from them is put in order:

- line ends of Windows, old Macs and Unicode become a newline; more than one blank line, one
- tabs and all Unicode spaces become a space, several become one, none stay at the ends of lines
- byte order marks, soft hyphens, zero-width spaces, direction marks and control characters go
- letters are composed (NFC), so that "й" is one code point
- in plain text, lines that were wrapped at a fixed width are joined again (``unwrap``)
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

_LINE_ENDS: Final = "\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_SPACES: Final = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_MORE_SPACES: Final = "\u202f\u205f\u3000"
_GONE: Final = (
    "\xad\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_TABLE: Final = str.maketrans(
    {c: None for c in map(chr, range(32)) if c not in _LINE_ENDS + "\t"}
    | {c: None for c in map(chr, range(0x7F, 0xA0)) if c not in _LINE_ENDS}
    | dict.fromkeys(_LINE_ENDS, "\n")
    | dict.fromkeys(_SPACES + _MORE_SPACES, " ")
    | dict.fromkeys(_GONE)
)
_WRAP_WIDTHS: Final = range(40, 101)
"""Fixed widths in use: 72 to 80 in mail and terminals; shorter and longer ones are paragraphs."""


def normalise(text: str, *, unwrap: bool = False) -> str:
    r"""The text in one shape; the same text comes out when it is put in again.

    >>> normalise("Two\u00a0 spaces\r\n\r\n\r\n\r\nand a line")
    'Two spaces\n\nand a line'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    text = unicodedata.normalize("NFC", text)
    lines = [re.sub(" {2,}", " ", line).strip(" ") for line in text.split("\n")]
    joined = "\n".join(_unwrap(lines) if unwrap else lines)
    return re.sub(r"\n{3,}", "\n\n", joined).strip("\n")


def one_line(text: str) -> str:
    """The text on a single line, for titles and the like."""
    return " ".join(normalise(text).split())


def _unwrap(lines: list[str]) -> list[str]:
    """Lines joined where the next word would not have fitted the width of the page."""
    width = max((len(line) for line in lines), default=0)
    if width not in _WRAP_WIDTHS or not _is_wrapped(lines, width):
        return lines
    joined: list[str] = []
    for line in lines:
        if joined and _continues(joined[-1].rpartition("\n")[2], line, width):
            joined[-1] += "\n" + line
        else:
            joined.append(line)
    return [block.replace("\n", " ") for block in joined]


def _continues(line: str, following: str, width: int) -> bool:
    return bool(line and following) and len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _is_wrapped(lines: list[str], width: int) -> bool:
    """Whether most lines that another follows are as full as the width allows."""
    pairs = [(a, b) for a, b in pairwise(lines) if a and b]
    full = sum(_continues(a, b, width) for a, b in pairs)
    return len(pairs) >= 4 and full / len(pairs) > 0.7
