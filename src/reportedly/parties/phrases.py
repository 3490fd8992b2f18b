"""Finding many fixed phrases in a text in one pass, longest match first.

Words are runs of letters and digits, so that "al-Qaeda", "al Qaeda" and "U.S." are found as
written in any of their ways; what lies between two words of a phrase is at most three marks.

>>> index = PhraseIndex([("al-Qaeda", "armed group"), ("UN", "body")])
>>> [(m.start, m.end, m.value) for m in index.find("Al Qaeda, un mot, the UN")]
[(0, 8, 'armed group'), (22, 24, 'body')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WORD = re.compile(r"[^\W_]+")
_JOIN = re.compile(r"[\s\-‑–'’.&/“”\"]{0,3}")
_SHORT = 4


class Word(NamedTuple):
    """One word of a text: its letters, folded, and its span."""

    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Match:
    """A phrase found: its span, the words it covers (first, past the last), and its value."""

    start: int
    end: int
    first: int
    last: int
    value: Any


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``, with spans in ``text``."""
    found = WORD.finditer(text, start, len(text) if end is None else end)
    return [Word(m[0], m[0].casefold(), *m.span()) for m in found]


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether two neighbouring words can belong to one phrase."""
    gap = text[left.end : right.start]
    return len(gap) <= 3 and _JOIN.fullmatch(gap) is not None


class PhraseIndex:
    """Fixed phrases with their values; built once, then only read.

    A phrase of capitals of up to four letters (US, UN, IDF) is found in capitals only, one named
    in ``exact`` with its capitals only; every other in any case. One of ``also_words`` (WHO, US)
    is not found in a line that is all in capitals.
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str, Any]],
        exact: Iterable[str] = (),
        also_words: Iterable[str] = (),
    ) -> None:
        self._phrases = list(phrases)
        self._exact = frozenset(exact)
        self._also_words = frozenset(also_words)

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...] | None, Any]]]:
        table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...] | None, Any]]] = {}
        for phrase, value in self._phrases:
            written = tuple(WORD.findall(phrase))
            folded = tuple(word.casefold() for word in written)
            strict = phrase in self._exact or _is_short_capitals(phrase)
            table.setdefault(folded[0], []).append((folded, written if strict else None, value))
        for rows in table.values():
            rows.sort(key=lambda row: -len(row[0]))
        return table

    def find(self, text: str) -> Iterator[Match]:
        """Every phrase in ``text``, longest first at each word, none within another."""
        return self.find_in(text, words(text))

    def find_in(self, text: str, tokens: Sequence[Word]) -> Iterator[Match]:
        """The same over words that are already cut."""
        index = 0
        while index < len(tokens):
            match = self.at(text, tokens, index)
            if match is not None:
                yield match
            index = match.last if match else index + 1

    def at(self, text: str, tokens: Sequence[Word], index: int) -> Match | None:
        """The longest phrase that begins with word number ``index``, if any."""
        for folded, written, value in self._by_first.get(tokens[index].folded, ()):
            last = index + len(folded)
            if (
                written
                and len(written) == 1
                and written[0] in self._also_words
                and _is_shouted(tokens, index)
            ):
                continue
            if last <= len(tokens) and _fits(text, tokens, index, folded, written):
                return Match(tokens[index].start, tokens[last - 1].end, index, last, value)
        return None


def _fits(
    text: str,
    tokens: Sequence[Word],
    index: int,
    folded: tuple[str, ...],
    written: tuple[str, ...] | None,
) -> bool:
    for offset, word in enumerate(folded):
        token = tokens[index + offset]
        if token.folded != word or (written is not None and token.text != written[offset]):
            return False
        if offset and not joined(text, tokens[index + offset - 1], token):
            return False
    return True


def _is_shouted(tokens: Sequence[Word], index: int) -> bool:
    """Whether the words on both sides, as far as there are any, are in capitals too."""
    beside = [*tokens[max(0, index - 2) : index], *tokens[index + 1 : index + 3]]
    letters = [word.text for word in beside if word.text.isalpha()]
    return bool(letters) and all(word.isupper() for word in letters)


def _is_short_capitals(phrase: str) -> bool:
    letters = "".join(WORD.findall(phrase))
    return len(letters) <= _SHORT and letters.isupper()
