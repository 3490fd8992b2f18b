"""The lines of a page text with their places in it: what the cutting rules look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAIR: Final = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}"  # scripts without spaces
_WORD: Final = re.compile(rf"{_PAIR}|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af][\w’'-]*")
_STOPPED: Final = re.compile(r"[.!?。！？؟।][\"'”’»)\]]*$")
_SENTENCE: Final = re.compile(r"[.!?:;…。！？؟।][\"'”’»)\]]*$")

PROSE_WORDS: Final = 12
"""A line of this many words that ends as a sentence is prose; menus and headlines are shorter."""

STRONG_WORDS: Final = 40
"""A paragraph of more words than this that ends with a full stop is never cut by guess."""

_WHOLE_WORDS: Final = 20
"""Shorter lines are matched by the rules as a whole."""


@dataclass(frozen=True)
class Line:
    """A line that is not blank; ``start`` and ``end`` are code points of the page text."""

    start: int
    end: int
    text: str

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(_WORD.findall(self.text))

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as sentences do."""
        return _SENTENCE.search(self.text[-8:]) is not None

    @property
    def is_cut_off(self) -> bool:
        """Whether it is a summary that ends in dots, as teasers do."""
        return self.text.rstrip(" ]").endswith(("…", "...", "[…"))

    @property
    def is_question(self) -> bool:
        """Whether it asks, as many headlines do."""
        return self.text.rstrip("\"'”’»)").endswith(("?", "？", "؟"))

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph of running text."""
        if self.words >= 2 * PROSE_WORDS:
            return not self.is_cut_off
        return self.words >= PROSE_WORDS and self._is_stopped and not self.is_question

    @property
    def is_strong(self) -> bool:
        """Whether it is a long paragraph that ends with a full stop."""
        return self.words > STRONG_WORDS and self._is_stopped

    @property
    def _is_stopped(self) -> bool:
        return _STOPPED.search(self.text[-8:]) is not None and not self.is_cut_off


def split_lines(
    page_text: str, inside: re.Pattern[str] | None = None, title: str | None = None
) -> list[Line]:
    r"""The lines of a page text that are not blank.

    ``inside``: markers of furniture that may stand within a long line, where a page was
    flattened without line ends; each becomes a line of its own, and so does the ``title``, if it
    is known and such a line begins with it.

    >>> [line.start for line in split_lines("One\n\nTwo")]
    [0, 5]
    """
    found = (Line(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\n]+", page_text))
    whole = (line for line in found if line.text.strip())
    return [part for line in whole for part in _split(line, inside, title or "")]


def _split(line: Line, inside: re.Pattern[str] | None, title: str) -> Iterator[Line]:
    if inside is None or line.words <= _WHOLE_WORDS:
        yield line
        return
    headed = line.text.startswith(title) and not line.text[len(title) : len(title) + 1].strip()
    at = len(title) if headed else 0
    yield from _part(line, 0, at)
    for marker in inside.finditer(line.text, at):
        yield from _part(line, at, marker.start())
        yield from _part(line, marker.start(), marker.end())
        at = marker.end()
    yield from _part(line, at, len(line.text))


def _part(line: Line, start: int, end: int) -> Iterator[Line]:
    """A piece of a line without the spaces at its ends, if anything is left."""
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    if text.strip():
        text = text.strip()
        yield Line(line.start + start, line.start + start + len(text), text)
