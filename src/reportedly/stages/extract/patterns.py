"""Word patterns of the vocabulary, compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that finds any of the given ones as whole words, the longest listed first.

    >>> any_of(["air[ -]?strikes?"]).search("two Airstrikes").group()
    'Airstrikes'
    """
    joined = "|".join(sorted(patterns, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


@cache
def modality(name: str) -> re.Pattern[str]:
    """The pattern of one list of ``vocab/en/modality.yaml``."""
    return any_of(load("modality")[name])


@cache
def filled(pattern: str, file: str) -> re.Pattern[str]:
    """A pattern with the alternatives that a file of the vocabulary has for its <names>.

    >>> filled(r"(?i)in the <wards>", "no_sites").search("died In the clinic").group()
    'In the clinic'
    """
    rows = load(file)
    return re.compile(re.sub(r"<(\w+)>", lambda name: f"(?:{'|'.join(rows[name[1]])})", pattern))
