"""The words of a text weighed by how rarely news uses them, by a table that never changes.

Frozen, because a weight counted in the casebook itself would let one more article change how
two others are linked.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from sys import intern
from typing import TYPE_CHECKING

from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Collection

_TOKEN = re.compile(r"\d+-year-old|[^\W\d_]{3,}|\d{2,}")
_NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]{2,}")
_AGE = re.compile(r"\b(\d{1,2})-year-old|, (?:aged? )?(\d\d),|\baged (\d\d)\b")
_FULL = r"([A-Z][a-z’'-]+)(?: [A-Z][\w.’'-]*)?? ([A-Z][a-z’'-]{2,})"
_PERSON = re.compile(
    rf"\b{_FULL}(?:,? (?:Jr|Sr)\.?)?, (?:aged? )?\d\d?(?=[,.;]| of )"
    rf"|\b\d\d?-year-old {_FULL}\b(?! [A-Z])"
)
_STREET = re.compile(
    r"\b(?:[A-Z][\w'’-]+ ){1,2}(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd"
    r"|Court|Ct|Place|Way|Circle|Highway|Hwy|Square|Apartments)\b"
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words with their weights, the length of that vector, and those that look like names."""

    weights: dict[str, float]
    norm: float
    names: frozenset[str]

    def rarest(self, most: int) -> list[str]:
        """The weightiest words, at most so many, none that stands in most texts."""
        listed, unlisted = _table()
        rare = [
            (-weight, word)
            for word, weight in self.weights.items()
            if listed.get(word, unlisted) >= RARE
        ]
        return [word for _, word in nsmallest(most, rare)]


RARE = 3.0
"""A word in one article of twenty or fewer."""


def weigh(text: str, left_out: Collection[str] = ()) -> Words:
    """The words of a text, but for those left out.

    >>> weigh("The bridge of Velmora, the bridge", left_out={"velmora"}).rarest(3)
    ['bridge']
    """
    listed, unlisted = _table()
    weights = {
        intern(word): listed.get(word, unlisted) * (1 + math.log(n))
        if n > 1
        else listed.get(word, unlisted)  # the table's own number: it takes no room of its own
        for word, n in Counter(words_in(text)).items()
        if word not in left_out
    }
    names = {name.casefold() for name in _NAME.findall(text)}
    return Words(
        weights,
        math.sqrt(sum(weight * weight for weight in weights.values())),
        frozenset(intern(n) for n in names if n in weights and n not in listed),
    )


def words_in(text: str) -> list[str]:
    """The words of a text as they are weighed, in order."""
    return _TOKEN.findall(text.casefold())


def rarity(word: str) -> float:
    """How rarely news uses a word: 0 for one in every article, 6 for one that is not listed."""
    listed, unlisted = _table()
    return listed.get(word, unlisted)


def alike(a: Words, b: Words) -> float:
    """The cosine of two texts: 0 with no word in common, 1 for the same words."""
    few, many = sorted((a.weights, b.weights), key=len)
    total = sum([weight * many[word] for word, weight in few.items() if word in many])
    return total / (a.norm * b.norm) if total else 0.0


@cache
def _table() -> tuple[dict[str, float], float]:
    table = load("word_rarity")
    return {w: float(k) for k, row in table["listed"].items() for w in row.split()}, table[
        "unlisted"
    ]


def ages_in(text: str) -> frozenset[str]:
    """The ages of people that a text gives, in digits.

    >>> sorted(ages_in("A 17-year-old and Ana Moor, 42, were hurt"))
    ['17', '42']
    """
    return frozenset("".join(groups) for groups in _AGE.findall(text))


def people_in(text: str, left_out: Collection[str] = ()) -> frozenset[str]:
    """The people whose names and ages a text gives, by first and last name, as written.

    >>> sorted(people_in("Ana B. Moor, 42, and 17-year-old Leo Sand were hurt"))
    ['Ana Moor', 'Leo Sand']
    """
    found = ((m[1] or m[3], m[2] or m[4]) for m in _PERSON.finditer(text))
    return frozenset(
        intern(f"{first} {last}") for first, last in found if last.casefold() not in left_out
    )


def streets_in(text: str) -> frozenset[str]:
    """The streets and squares that a text names, as written but for case.

    >>> sorted(streets_in("on Old Mill Road"))
    ['old mill road']
    """
    return frozenset(street.casefold() for street in _STREET.findall(text))
