"""Words of a text with their places, and the runs of three words that copies share."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

WORDS_IN_SHINGLE = 3  # design/goals.md measures copies by runs of three words
WORD = re.compile(r"\w+(?:['’]\w+)?")

Run = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Worded:
    """A text as its folded words, where each stands, and its runs of three with their places."""

    words: list[str]
    spans: list[tuple[int, int]]
    runs: list[Run]
    places: dict[Run, list[int]]


def worded(text: str) -> Worded:
    """A text read for aligning: typography and case do not count.

    >>> made = worded("Don’t stop it. Don't stop it")
    >>> made.spans[:2], made.runs[0], made.places[made.runs[0]]
    ([(0, 5), (6, 10)], ("don't", 'stop', 'it'), [0, 3])
    """
    found = list(WORD.finditer(text))
    words = [fold(match[0]) for match in found]
    runs = list(zip(words, words[1:], words[2:], strict=False))
    places: dict[Run, list[int]] = {}
    for place, run in enumerate(runs):
        places.setdefault(run, []).append(place)
    return Worded(words, [match.span() for match in found], runs, places)


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """A word for comparing.

    >>> fold("Don’t")
    "don't"
    """
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'")
