"""A text cut into pieces where marks begin and end, so that a template can show them.

Marks may overlap and nest: each piece knows all that lie on it.

>>> [(piece.text, piece.kinds) for piece in pieces("ab cd", [Mark(0, 2, "x"), Mark(1, 5, "y")])]
[('a', ('x',)), ('b', ('x', 'y')), (' cd', ('y',))]
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that is something: code points, end exclusive."""

    start: int
    end: int
    kind: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text on which the same marks lie from its start to its end."""

    text: str
    kinds: tuple[str, ...] = ()
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: what it is (text, title or furniture), and its pieces."""

    kind: str
    pieces: tuple[Piece, ...]

    @property
    def length(self) -> int:
        """How many letters it has."""
        return sum(len(piece.text) for piece in self.pieces)


def pieces(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """The stretch of the text from ``start`` to ``end`` in pieces."""
    end = len(text) if end is None else end
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    cuts = {start, end} | {min(max(p, start), end) for m in here for p in (m.start, m.end)}
    edges = sorted(cuts)
    return [_piece(text, here, a, b) for a, b in pairwise(edges)]


def _piece(text: str, marks: Sequence[Mark], start: int, end: int) -> Piece:
    on = [mark for mark in marks if mark.start <= start and end <= mark.end]
    kinds = tuple(dict.fromkeys(mark.kind for mark in on))
    tip = "; ".join(dict.fromkeys(mark.tip for mark in on if mark.tip))
    return Piece(visible(text[start:end]), kinds, tip)


def paragraphs(text: str, marks: Sequence[Mark], kind: str = "text") -> list[Block]:
    """The text line by line, empty lines left out."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind, tuple(pieces(text, marks, at, at + len(line)))))
        at += len(line) + 1
    return blocks


def visible(text: str) -> str:
    r"""Text of a page for a browser: no character in it steers, or turns the direction unseen.

    >>> visible("a\x00b\u202ec\n")
    'a\ufffdb\ufffdc\n'
    """
    return "".join("\ufffd" if _steers(char) else char for char in text)


def _steers(char: str) -> bool:
    if char in "\n\t\r\u200c\u200d\u00ad":  # joiners and soft hyphens belong to words
        return False
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"}
