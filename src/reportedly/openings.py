r"""Patterns tried only where their first letters stand: for many patterns over one text.

A pattern of the vocabulary is an alternation of words, which a scan tries at every character.
Here the places where words and digits begin are noted once for a text, by their first letters,
and a pattern is tried at those that one of its matches can begin with. It finds what the pattern
alone finds in order, as long as that begins where a word or a digit does.

>>> Opened(re.compile(r"(?<!\w)(?:air[ -]?raids?|raids?)(?!\w)")).search("two air raids").group()
'air raids'
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from re import _parser  # type: ignore[attr-defined]  # what a pattern is made of
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LETTERS = 3
"""The longest openings: more tell little more apart."""
_MOST = 26
"""Characters of a class at most; a wider one says nothing of the opening."""
_DIGITS = str.maketrans("123456789", "0" * 9)
_BITS = 21
"""Of a code point."""
_0, _9, _A, _Z = map(ord, "09az")
_NO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT"})

Heads = set[str]


class Opened:
    """A pattern with what its matches begin with; ``some``: those of them that are asked for.

    ``keys``: the openings of full length as numbers; ``short``: the others, as ranges of such.
    """

    def __init__(self, pattern: re.Pattern[str], some: frozenset[str] | None = None) -> None:
        self.pattern = pattern
        heads = openings(pattern) if some is None else some
        self.keys = frozenset(_key(head) for head in heads if len(head) == _LETTERS)
        self.short = tuple((_key(head), _after_key(head)) for head in heads if len(head) < _LETTERS)

    def finditer(
        self, text: str, first: int = 0, last: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Every match of the pattern in a stretch of the text, none within another."""
        last = len(text) if last is None else last
        return self._among(text, first, last, self._places(text))

    def search(self, text: str, first: int = 0, last: int | None = None) -> re.Match[str] | None:
        """The first match of the pattern in a stretch of the text."""
        return next(self.finditer(text, first, last), None)

    def within(self, text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[re.Match[str]]:
        """Every match in some stretches of the text, each of them read alone."""
        places = self._places(text)
        for first, last in stretches:
            yield from self._among(text, first, last, places)

    def _places(self, text: str) -> list[int] | None:
        """Where a match can begin, in order; None if that is not known."""
        begins = starts(text) if self.keys or self.short else None
        return None if begins is None else begins.of(self)

    def _among(
        self, text: str, first: int, last: int, places: Sequence[int] | None
    ) -> Iterator[re.Match[str]]:
        """Every match in a stretch, given where one can begin."""
        if places is None:
            return self.pattern.finditer(text, first, last)
        at = bisect_left(places, first)
        if at == len(places) or places[at] >= last:  # most often, so it is found out at once
            return iter(())
        return self._tried(text, first, last, places[at : bisect_left(places, last, at)])

    def _tried(
        self, text: str, first: int, last: int, places: Sequence[int]
    ) -> Iterator[re.Match[str]]:
        match = self.pattern.match
        for place in places:
            if place >= first and (found := match(text, place, last)):
                yield found
                first = found.end()


class Starts:
    """Where the words and digits of a text begin, by their first characters as one number."""

    def __init__(self, lower: str) -> None:
        codes = np.frombuffer(lower.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
        digit, letter = (codes >= _0) & (codes <= _9), (codes >= _A) & (codes <= _Z)
        codes[digit] = _0
        begins = digit | (codes > _Z)  # each letter that is none of ASCII's, and its marks
        begins |= letter & np.append(True, ~letter[:-1])
        places = begins.nonzero()[0]
        padded = np.append(codes, (0,) * _LETTERS)
        keys = padded[places] << 2 * _BITS | padded[places + 1] << _BITS | padded[places + 2]
        order = keys.argsort(kind="stable")
        keys = keys[order]
        edges = np.append(0, (keys[1:] != keys[:-1]).nonzero()[0] + 1) if len(keys) else keys
        self._places: list[int] = places[order].tolist()
        self._keys: list[int] = keys[edges].tolist()
        self._edges: list[int] = [*edges.tolist(), len(keys)]
        self._number = {key: number for number, key in enumerate(self._keys)}
        self._found: dict[Opened, list[int]] = {}

    def of(self, asked: Opened) -> list[int]:
        """The places where one of a pattern's openings stands, in order."""
        if asked not in self._found:
            self._found[asked] = self._places_of(asked)
        return self._found[asked]

    def _places_of(self, asked: Opened) -> list[int]:
        met = [self._number[key] for key in asked.keys & self._number.keys()]
        runs = [(one, one + 1) for one in met]
        runs += [(bisect_left(self._keys, a), bisect_left(self._keys, b)) for a, b in asked.short]
        places = [at for a, b in runs for at in self._places[self._edges[a] : self._edges[b]]]
        return sorted(places)


@lru_cache(16)  # a text, asked by many patterns
def starts(text: str) -> Starts | None:
    """Where the words and digits of a text begin; None if lower case changes its length."""
    lower = text.lower()
    return Starts(lower) if len(lower) == len(text) else None


def _key(head: str) -> int:
    """An opening as one number, that of its first characters where it is short."""
    return sum(ord(char) << _BITS * (_LETTERS - 1 - at) for at, char in enumerate(head))


def _after_key(head: str) -> int:
    """The number after those of all that begins so."""
    return _key(head) + (1 << _BITS * (_LETTERS - len(head)))


def openings(pattern: re.Pattern[str]) -> frozenset[str]:
    r"""What matches of a pattern can begin with, up to three characters in lower case, digits as 0.

    Empty if they can begin with anything, or with no letter or digit.

    >>> sorted(openings(re.compile(r"\b(?:mid-?)?may [1-9]", re.IGNORECASE)))
    ['may', 'mid']
    """
    ended, open_ = _walked(_parser.parse(pattern.pattern, pattern.flags), {""})
    found = ended | open_
    if not all(head[:1].isalnum() for head in found):
        return frozenset()
    return shortest(found)


def shortest(heads: Iterable[str]) -> frozenset[str]:
    """The openings that no other is the beginning of."""
    known = {head[:_LETTERS] for head in heads}
    return frozenset(h for h in known if not any(h[:n] in known for n in range(1, len(h))))


def _walked(items: Iterable[tuple[Any, Any]], heads: Heads) -> tuple[Heads, Heads]:
    """The openings after some parts of a pattern: those that are ended, and those that go on."""
    ended: Heads = set()
    for kind, what in items:
        done, heads = _after(str(kind), what, heads)
        ended |= done | {head for head in heads if len(head) >= _LETTERS}
        heads = {head for head in heads if len(head) < _LETTERS}
    return ended, heads


def _after(kind: str, what: Any, heads: Heads) -> tuple[Heads, Heads]:  # noqa: ANN401
    if kind in _NO_WIDTH:
        return set(), heads
    if kind in ("LITERAL", "IN"):
        letters = _letters([("LITERAL", what)] if kind == "LITERAL" else what)
        return (set(), {h + c for h in heads for c in letters}) if letters else (heads, set())
    if kind == "BRANCH":
        ways = [_walked(way, heads) for way in what[1]]
        return set().union(*(done for done, _ in ways)), set().union(*(on for _, on in ways))
    if kind == "SUBPATTERN":
        return _walked(what[-1], heads)
    return _repeated(what, heads) if kind in _REPEATS else (heads, set())


def _repeated(what: tuple[int, Any, Any], heads: Heads) -> tuple[Heads, Heads]:
    least, most, part = what
    ended: Heads = set()
    kept = heads if least == 0 else set()
    for times in range(1, min(int(most), _LETTERS) + 1):
        done, heads = _walked(part, heads)
        ended |= done
        kept = kept | heads if times >= least else kept
    return ended, kept | heads


def _letters(what: Iterable[tuple[Any, Any]]) -> set[str]:
    """The characters of a class, in lower case, digits as 0; none if there are too many."""
    found: set[str] = set()
    for kind, one in what:
        match str(kind):
            case "LITERAL":
                found.add(chr(one))
            case "RANGE":
                found |= {chr(code) for code in range(one[0], min(one[1], one[0] + _MOST) + 1)}
            case "CATEGORY" if str(one) == "CATEGORY_DIGIT":
                found.add("0")
            case _:
                return set()
    found = {char.lower().translate(_DIGITS) for char in found}
    return found if len(found) <= _MOST else set()
