"""The weights of terms as shipped: a logistic sum, and the words that a reader sees."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportedly.records import stable_id
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Term = tuple[str, float]

LEAST_TOLD = 0.05  # a term that moves the sum by less is not told


@dataclass(frozen=True, slots=True)
class Weights:
    """A table of weights: the sum of those that hold and ``bias`` is the logarithm of the odds."""

    bias: float
    join: float
    terms: Mapping[str, float]
    words: Mapping[str, str]

    def chance(self, held: Sequence[Term]) -> float:
        """The chance that two sides tell of the same happening."""
        total = self.bias + sum(self.terms[name] * value for name, value in held)
        return 1 / (1 + math.exp(-total))

    def in_words(self, held: Sequence[Term]) -> str:
        """The terms as a reader sees them, the weightiest first; those of one name together."""
        sums: dict[str, float] = {}
        for name, value in held:
            words = self.words[name]
            sums[words] = sums.get(words, 0.0) + self.terms[name] * value
        told = [(w, words) for words, w in sums.items() if abs(w) >= LEAST_TOLD]
        told.sort(key=lambda item: (-abs(item[0]), item[1]))
        return "; ".join(f"{words} ({weight:+.1f})" for weight, words in told)


@cache
def within() -> Weights:
    """The weights for two claims of one article: chosen by reasoning, each with its reason."""
    table = load("linking")["within"]
    return Weights(
        bias=table["bias"],
        join=table["join"],
        terms={name: term["weight"] for name, term in table["terms"].items()},
        words={name: term["words"] for name, term in table["terms"].items()},
    )


@cache
def between() -> Weights:
    """The weights for accounts of two articles: fitted, but for those that carry a reason."""
    table, fitted = load("linking")["between"], load("link_weights")
    return Weights(
        bias=fitted["bias"],
        join=table["join"],
        terms={
            name: term["weight"] if "weight" in term else fitted["terms"].get(name, 0.0)
            for name, term in table["terms"].items()
        },
        words={name: term["words"] for name, term in table["terms"].items()},
    )


@cache
def edition() -> str:
    """A hash of the tables by which accounts are linked: another one links all anew."""
    tables = [load(name) for name in ("linking", "link_weights", "word_rarity")]
    return stable_id("links", *map(repr, tables))
