"""The words that the rules of attribution look for, as patterns made of the vocabulary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reportedly.openings import Opened
from reportedly.vocab import load

Pair = tuple[int, int]
NAME = r"(?:[Tt]he )?[A-Z][\w’'-]*(?: (?:of (?:the )?)?[A-Z][\w’'-]*){0,4}"
_LAST = rf"(?:,? (?:and|or|nor|as well as) (?:also )?(?:from |in |by |of )?{NAME})"
LIST = rf"{NAME}(?:, (?:in |from )?{NAME}){{0,8}}{_LAST}?"
"""Names in a row: "Paris, Berlin and Rome"; at most ten, so that no text is slow."""


@dataclass(frozen=True)
class Found:
    """What one rule found: one source, the words that report, and what is said."""

    source: Pair
    cue: Pair
    contents: tuple[Pair, ...]


def overlap(a: Pair, b: Pair) -> bool:
    """Whether two stretches share a character."""
    return a[0] < b[1] and b[0] < a[1]


@cache
def listed(*names: str) -> frozenset[str]:
    """The words of lists of vocab/en/reporting.yaml together."""
    return frozenset(word for name in names for word in load("reporting")[name])


@cache
def strong_verbs() -> Opened:
    """Verbs that make speech of any source; -ing forms follow another verb and are left out."""
    told = listed("say", "hedge", "deny", "accuse") - listed("weak") - listed("stance")
    return Opened(words({w for w in told if not w.endswith("ing")}))


@cache
def weak_verbs() -> Opened:
    """Verbs that make speech only of an institution, or with a quotation or "that"."""
    return Opened(words({w for w in listed("weak", "stance") if not w.endswith("ing")}))


@cache
def according() -> Opened:
    """Phrases before a source: "according to", "in the opinion of"."""
    return Opened(words(listed("according"), re.IGNORECASE))


@cache
def reporting() -> re.Pattern[str]:
    """Every reporting verb, strong or weak, in any form."""
    return words(listed("say", "hedge", "deny", "accuse", "react", "weak", "stance"))


def words(chosen: set[str] | frozenset[str], flags: int = 0) -> re.Pattern[str]:
    """One pattern for whole words, the longest first."""
    joined = "|".join(re.escape(w) for w in sorted(chosen, key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", flags)


@cache
def people() -> frozenset[str]:
    """Nouns and pronouns that can be the head of a source without a name."""
    return listed("people", "pronouns")


@cache
def personal() -> frozenset[str]:
    """Words of a speaker who is not named where they stand: "we", "his", "one"."""
    return listed("personal")


@cache
def voices() -> frozenset[str]:
    """Names that speak as a government or a body of governments, without an article."""
    countries = load("countries")["countries"].values()
    names = {name for one in countries for name in (one["name"], *one.get("names", ()))}
    capitals = {one["capital"] for one in countries if one.get("capital")}
    return frozenset(names | capitals | set(load("metonyms")["palaces"]) | listed("bodies"))


def is_voice(name: str) -> bool:
    """Whether a name speaks as a government or a body of governments.

    >>> is_voice("the European Union"), is_voice("Paris"), is_voice("Tuesday")
    (True, True, False)
    """
    return re.sub(r"^[Tt]he |['’]s$", "", name.strip()) in voices()


def names_in(text: str, start: int, end: int) -> list[Pair]:
    """The single names of a list of names.

    >>> ["Paris, Berlin and Rome"[a:b] for a, b in names_in("Paris, Berlin and Rome", 0, 22)]
    ['Paris', 'Berlin', 'Rome']
    """
    return [m.span() for m in re.compile(NAME).finditer(text, start, end)]
