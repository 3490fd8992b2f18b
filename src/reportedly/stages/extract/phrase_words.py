"""The words at which a noun phrase begins, goes on or ends, from vocab/en/deeds.yaml.

>>> is_verbal("burned"), is_verbal("armed"), "who" in listed("stops")
(True, False, True)
"""

from __future__ import annotations

from functools import cache
from typing import Final

from reportedly.vocab import load

ARTICLES: Final = frozenset({"a", "an", "the", "its", "their", "his", "her"})


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(load("deeds")[name])


def is_verbal(word: str) -> bool:
    """Whether a word in -ed or -ing is likely a verb, none that describes or names a thing."""
    if word in listed("describing") or word in listed("ing_nouns"):
        return False
    return (word.endswith("ed") and len(word) > 4) or (word.endswith("ing") and len(word) > 4)
