"""The word lists of vocab/en/times.yaml as lookups, and amounts read from words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from reportedly.times.forms import Amount
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Mapping

_GAP = re.compile(r"[\s-]+")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_HALF = re.compile(r"(\d+)\s?(?:1/2|½)")
_NTH = re.compile(r"\d+")


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table of times.yaml by its name."""
    tables: Mapping[str, Any] = load("times")[name]
    return tables


def tidy(words: str) -> str:
    r"""Lower case, with single spaces.

    >>> tidy("Last\n  Friday")
    'last friday'
    """
    return " ".join(words.lower().split())


def number(words: str) -> float | None:
    """The number that digits or number words give, or None.

    >>> number("twenty-five"), number("1,200"), number("2 1/2"), number("several")
    (25.0, 1200.0, 2.5, None)
    """
    if half := _HALF.fullmatch(words):
        return float(half[1]) + 0.5
    if _DIGITS.fullmatch(words):
        return float(words.replace(",", ""))
    parts = [table("numbers").get(part) for part in _GAP.split(words.lower())]
    if not parts or any(part is None for part in parts):
        return None
    return float(_combined([int(part) for part in parts if part is not None]))


def _combined(parts: list[int]) -> int:
    """Number words put together: twenty five is 25, two hundred is 200."""
    total = 0
    for part in parts:
        total = max(total, 1) * part if part == 100 else total + part
    return total


def amount(words: str) -> Amount | None:
    """How many, from number words or vague ones; None if they are neither.

    >>> amount("three"), amount("a few").said
    (Amount(low=3.0, high=3.0, said=3.0), None)
    """
    said = number(words)
    if said is not None:
        return Amount(said, said, said)
    vague = table("vague_amounts").get(tidy(words))
    if vague is None:
        return None
    return Amount(float(vague[0]), float(vague[1]), float(vague[2]) if len(vague) > 2 else None)


def ordinal(words: str) -> int | None:
    """The number of an ordinal: "143rd", "eighth".

    >>> ordinal("143rd"), ordinal("eighth"), ordinal("fifty-second")
    (143, 8, 52)
    """
    digits = _NTH.match(words)
    if digits:
        return int(digits[0])
    tens, _, ones = words.lower().rpartition("-")
    known: int | None = table("ordinals").get(ones)
    before = number(tens) if tens else 0
    return None if known is None or before is None else int(before) + known
