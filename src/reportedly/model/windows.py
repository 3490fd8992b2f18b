"""Cut texts of any length into windows of word pieces that the encoder can take.

Training and run time share this module, so the model always sees the cuts it was trained on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

MAX_PIECES = 254  # 256 with the marks at both ends
SEGMENT_CHARS = 20_000  # bounds the memory one call of the tokeniser takes
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)")
_NO_BREAK, _SENTENCE, _LINE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Window:
    """A run of whole words of one text.

    `pieces` [P] are vocabulary ids without the end marks; the other arrays are [W], one entry a
    word: index of its first and last piece in `pieces`, and its code points in the whole text.
    `line` counts the line breaks before each word within the window.
    """

    pieces: Ints
    first: Ints
    last: Ints
    start: Ints
    end: Ints
    line: Ints

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True)
class _Words:
    pieces: Ints
    first: Ints  # [W + 1], the last entry is the number of pieces
    start: Ints
    end: Ints
    breaks: Ints  # [W], what stands before each word


def cut_windows(text: str, tokenizer: Tokenizer, max_pieces: int = MAX_PIECES) -> Iterator[Window]:
    """Yield the windows of `text` in order, each of at most `max_pieces` pieces."""
    folded = fold(text)
    for begin, end in segments(folded):
        words = _words(folded[begin:end], begin, tokenizer)
        yield from _cut(words, max_pieces)


def segments(text: str, size: int = SEGMENT_CHARS) -> Iterator[tuple[int, int]]:
    """Yield [start, end) pieces of `text` that end at a line, sentence or word where one can."""
    begin = 0
    while begin < len(text):
        end = min(begin + size, len(text))
        if end < len(text):
            end = _segment_end(text, begin + size // 2, end)
        yield begin, end
        begin = end


def _segment_end(text: str, low: int, high: int) -> int:
    for mark in ("\n", ". ", " "):
        found = text.rfind(mark, low, high)
        if found >= 0:
            return found + len(mark)
    return high


def _words(segment: str, base: int, tokenizer: Tokenizer) -> _Words:
    encoding = tokenizer.encode(segment, add_special_tokens=False)
    pieces = np.array(encoding.ids, dtype=np.int64)
    word_ids = np.array(encoding.word_ids, dtype=np.int64)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    first = np.flatnonzero(np.diff(word_ids, prepend=-1))
    last = np.append(first[1:], len(pieces))[: len(first)] - 1
    start, end = offsets[first, 0], offsets[last, 1]
    breaks = _breaks(segment, start)
    return _Words(pieces, np.append(first, len(pieces)), start + base, end + base, breaks)


def _breaks(segment: str, start: Ints) -> Ints:
    """What stands before each word: a line break, a sentence end or nothing."""
    breaks = np.zeros(len(start) + 1, dtype=np.int64)
    sentences = [m.end() for m in _SENTENCE_END.finditer(segment)]
    lines = [m.start() for m in re.finditer("\n", segment)]
    breaks[np.searchsorted(start, np.array(sentences, dtype=np.int64))] = _SENTENCE
    breaks[np.searchsorted(start, np.array(lines, dtype=np.int64))] = _LINE
    return breaks[:-1]


def _cut(words: _Words, max_pieces: int) -> Iterator[Window]:
    low, count = 0, len(words.start)
    while low < count:
        high = _reach(words, low, max_pieces)
        yield _window(words, low, high)
        low = high


def _reach(words: _Words, low: int, max_pieces: int) -> int:
    """Last word to take, exclusive: all that fit, or up to the last good break."""
    count = len(words.start)
    limit = words.first[low] + max_pieces
    high = int(np.searchsorted(words.first, limit, side="right")) - 1
    if high >= count:
        return count
    high = max(high, low + 1)
    earliest = low + max(1, (high - low) // 3)
    for kind in (_LINE, _SENTENCE):
        found = np.flatnonzero(words.breaks[earliest : high + 1] == kind)
        if len(found):
            return earliest + int(found[-1])
    return high


def _window(words: _Words, low: int, high: int) -> Window:
    base = words.first[low]
    lines = np.cumsum(words.breaks[low:high] == _LINE)
    return Window(
        pieces=words.pieces[base : words.first[high]],
        first=words.first[low:high] - base,
        last=words.first[low + 1 : high + 1] - 1 - base,
        start=words.start[low:high],
        end=words.end[low:high],
        line=lines,
    )
