"""Patterns for the words around a place name, made of the word lists of ``place_phrases``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable

_WITHIN = r"\b(?:in|across|throughout|over|along|of|and|from)\s+the\s+(?:far\s+|very\s+)?"
AREA_KINDS = ("admin1", "admin2", "country", "region")


@dataclass(frozen=True)
class Ending:
    """A pattern that ends where a name begins, with the words that such an end may have last.

    Most names have none of them before them, and the pattern need not be tried. It is one of small
    letters, tried on the text in small letters: an alternation without case is several times as
    slow.
    """

    pattern: re.Pattern[str]
    last: frozenset[str]

    def search(self, before: str) -> re.Match[str] | None:
        """The match at the end of the text before a name, in small letters."""
        return self.pattern.search(_small(before)) if self.may_end(before) else None

    def may_end(self, before: str) -> bool:
        """Whether the last word is one that the pattern can have there."""
        return last_word(before) in self.last


def _small(text: str) -> str:
    """The text in small letters, each in its place: İ alone would be two."""
    return text.replace("İ", "i").lower()


def ending(pattern: str, phrases: Iterable[str]) -> Ending:
    """An ending without case, by the phrases that stand last in it, but for "the"."""
    made = re.compile(pattern)
    return Ending(made, frozenset(map(last_word, (f"{phrase} " for phrase in phrases))))


@lru_cache(64)  # a few patterns are tried on the text before one name
def last_word(before: str) -> str:
    """The last word before a space, in lower case; a comma counts, "the" does not.

    >>> last_word("not far from the "), last_word("in Ozerne, "), last_word("(South-East ")
    ('from', ',', 'east')
    """
    if not before[-1:].isspace():
        return ""
    words = before.rsplit(None, 2)[-2:] or [""]
    word = words[0 if words[-1].lower() == "the" else -1].lower()
    return word if word.isalpha() else "," if word.endswith(",") else re.split(r"\W+", word)[-1]


@cache
def endings() -> dict[str, Ending]:
    """Patterns of what stands before a place name, by name."""
    words, known = load("place_phrases"), patterns()
    last = {
        "region_parts": words["parts_of_regions"]["joined"],
        "before": ["of"],
        "appos": words["class_words"],
        "direction": words["directions"],
        "part": ["of"],
        "near": words["near"],
        "distant": ["from", "of"],
        "bank": ["of", "river"],
        "line_before": words["lines_before"],
        "between": words["between"],
        "road_from": ["from", "linking", "connecting", "joining"],
    }
    return {name: ending(known[name].pattern, phrases) for name, phrases in last.items()}


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Patterns by name; those of what stands before a name end where it begins."""
    words = load("place_phrases")
    classes = "|".join(sorted(words["class_words"], key=len, reverse=True))
    held = {w: kinds[0] for w, kinds in words["class_words"].items() if kinds[0] in AREA_KINDS}
    areas = "|".join(sorted(held, key=len, reverse=True)).replace("'", "['’]")
    # "the Obolon district of Kyiv" is a quarter, "the Donetsk region of Ukraine" is no part of it
    small = "|".join(["city", *(w for w, kind in held.items() if kind != "admin1")])
    directions = "|".join(sorted(words["directions"], key=len, reverse=True))
    near = "|".join(sorted(words["near"], key=len, reverse=True))
    near_after = "|".join(words["near_after"])
    which, what, own = ("|".join(words["and_around"][name]) for name in ("which", "what", "own"))
    units = "|".join(sorted(words["distance_units"], key=len, reverse=True))
    betweens = "|".join(sorted(words["between"], key=len, reverse=True))
    adjectives = "|".join(sorted(words["adjectives"], key=len, reverse=True))
    roads = "|".join(words["roads"])
    lines_before = "|".join(words["lines_before"])
    containment = "|".join(sorted(words["containment"], key=len, reverse=True))
    parts, joined = ("|".join(words["parts_of_regions"][name]) for name in ("words", "joined"))
    made = {
        "region_parts": rf"\b(?:{parts})\s+(?:{joined})\s+$",
        "after": rf"^\s(?!(?:{small})\s+of\b)(?P<word>{areas}|city)\b",
        "plural_after": rf"^(?:\s*\([^()]{{0,40}}\))?\s(?P<word>(?:{areas})s)\b",
        "before": rf"\b(?P<word>{classes})\s+of\s+(?:the\s+)?$",
        "appos": rf"\b(?P<word>{classes})\s+$",
        "direction": rf"(?:\b(?P<first>{directions})(?:\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?))?"
        rf"\b(?P<word>{directions})\s+$",
        "part": rf"{_WITHIN}(?:(?P<first>{directions})(?:\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?))?"
        rf"(?P<word>{directions})\s+of\s+(?:the\s+)?$",
        "own_part": rf"^[’']s\s+(?:far\s+)?(?P<first>)(?P<word>{directions})(?=[.,;:)]|$|"
        r"\s(?:and|on|has|have|had|is|was|were|are|as|after|for|with|where|since|this|last|but|in)\b)",
        "town_of": r"^\s(?:[a-z-]+\s){0,2}(?:city|town|village|settlement|port)\sof\s$",
        "of_class": rf"(?:the\s+|this\s+)?(?:(?:{adjectives}|{classes})\s+){{0,3}}(?:{classes})\s+"
        r"(?:of\s+)?(?:the\s+)?$",
        "near": rf"\b(?P<phrase>{near})\s+(?:the\s+)?$",
        "near_after": rf"^(?:['’]s?)?\s+(?:(?:{directions})\s+)?(?P<phrase>{near_after})\b",
        "and_around": rf"^,?\s(?P<phrase>and\s(?:(?:(?:its|the)\s)?(?:{which})\s(?:{what})"
        rf"|its\s(?:{own})|(?:the\s)?(?:{what})\s(?:nearby|around\sit)))\b",
        "distance": rf"(?P<count>\d+(?:[.,]\d+)?)[\s-]?(?P<unit>{units})\b[^.;:]{{0,40}}$",
        "distant": rf"(?P<phrase>(?P<count>\d+(?:[.,]\d+)?)[\s-]?(?P<unit>{units})\b"
        rf"\s*(?:\([^()]*\)\s*)?(?:away\s+)?from)\s+(?:the\s+)?(?:(?:{classes})\s+of\s+)?$",
        "between": rf"\b(?:{betweens})\s+(?:the\s+)?$",
        "line": r"^(?:\s+[a-z]+)?\s+(?P<word>" + "|".join(words["belts"]) + r")\b",
        "road_from": rf"\b(?:{roads})\s+(?:from|linking|connecting|joining)\s+(?:the\s+)?$",
        "bank": r"\bbanks?\s+of\s+(?:the\s+)?(?:river\s+)?$",
        "line_before": rf"\b(?P<word>{lines_before})\s+(?:the\s+)?$",
        "of": r"^\sof\s(?:the\s)?$",
        "containment": rf"^(?:\s(?:{classes})\b)?\s*,?\s+(?:which (?:lies|is)\s+)?"
        rf"(?:{containment})\s+"
        rf"(?:the\s+)?(?:(?:{adjectives})\s+){{0,3}}$",
        "of_it": rf"^\s(?:(?:{adjectives})\s){{0,3}}(?:{classes})\s(?:of\s)?(?:the\s)?$",
        "possessed": rf"^['’]s?\s(?:(?:{adjectives}|{classes})\s){{0,4}}(?:of\s)?(?:the\s)?$",
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in made.items()}
