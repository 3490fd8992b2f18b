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
    """A text as its folded words, where each starts and ends, and its runs of three words.

    ``first`` is where each run comes first, ``again`` where those come that come more than once.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    runs: list[Run]
    first: dict[Run, int]
    again: dict[Run, list[int]]

    def places(self, run: Run) -> list[int]:
        """Where a run of words comes."""
        place = self.first.get(run)
        return [] if place is None else self.again.get(run) or [place]


def worded(text: str) -> Worded:
    """A text read for aligning: typography and case do not count.

    >>> made = worded("Don’t stop it. Don't stop it")
    >>> made.starts[:2], made.ends[:2], made.runs[0], made.places(made.runs[0])
    ([0, 6], [5, 10], ("don't", 'stop', 'it'), [0, 3])
    """
    written = WORD.findall(text)
    words = list(map(fold, written))
    starts = [match.start() for match in WORD.finditer(text)]
    ends = [start + len(word) for start, word in zip(starts, written, strict=True)]
    runs = list(zip(words, words[1:], words[2:], strict=False))
    first = dict(zip(reversed(runs), range(len(runs) - 1, -1, -1), strict=True))
    again: dict[Run, list[int]] = {}
    for place, run in enumerate(runs) if len(first) < len(runs) else ():
        if first[run] != place:
            again.setdefault(run, [first[run]]).append(place)
    return Worded(words, starts, ends, runs, first, again)


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """A word for comparing.

    >>> fold("Don’t")
    "don't"
    """
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'")
