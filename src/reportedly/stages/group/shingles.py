"""Words of a text with their places, and the runs of three words that copies share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS_IN_SHINGLE = 3  # design/goals.md measures copies by runs of three words
WORD = re.compile(r"\w+(?:['’]\w+)?")

Token = tuple[int, int, str]


def tokens(text: str) -> list[Token]:
    """Each word of the text as (start, end, folded): typography and case do not count.

    >>> tokens("Don’t stop")
    [(0, 5, "don't"), (6, 10, 'stop')]
    """
    return [(m.start(), m.end(), fold(m.group())) for m in WORD.finditer(text)]


def shingles(words: Sequence[Token]) -> list[tuple[str, ...]]:
    """Every run of three words, in order of the text.

    >>> shingles(tokens("a b c d"))
    [('a', 'b', 'c'), ('b', 'c', 'd')]
    """
    folded = [word[2] for word in words]
    return list(zip(*(folded[k:] for k in range(WORDS_IN_SHINGLE)), strict=False))


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """A word for comparing.

    >>> fold("Don’t")
    "don't"
    """
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'")
