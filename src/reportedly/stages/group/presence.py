"""Whether an article shows its own reporter, or an agency's, on the spot: seen, heard, counted."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reportedly.stages.group.entries import agency_named, agency_names
from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.records import Article


class Presence(NamedTuple):
    """A reporter on the spot: whose, as far as that is known, and the words that show it."""

    owner: str | None
    words: str


def on_the_spot(article: Article) -> Presence | None:
    """The first reporter that an article shows on the spot.

    "Our reporter saw" is the outlet's; "an AFP journalist at the scene saw" is the agency's.
    """
    folded = article.text.casefold()
    if not any(word in folded for word in load("origins")["on_the_spot"]["persons"]):
        return None  # as most texts: soon told
    if not _seeing().search(article.text):
        return None
    match = _pattern(article.outlet).search(article.text)
    if match is None:
        return None
    named = match["owner"].casefold().removesuffix("'s").removesuffix("’s")
    return Presence(agency_named(named) or article.outlet, match[0])


@cache
def _seeing() -> re.Pattern[str]:
    """A reporter of whomever that sees: looked for first, since owners have many names."""
    return re.compile(_sight(), re.IGNORECASE)


def _sight() -> str:
    words = load("origins")["on_the_spot"]
    persons, senses = "|".join(words["persons"]), "|".join(words["senses"])
    where = "|".join(words["where"])
    return rf"(?:{persons})s?,?(?: (?:{where}),?){{0,2}} (?:{senses})\b"


@cache
def _pattern(outlet: str | None) -> re.Pattern[str]:
    words = load("origins")["on_the_spot"]
    names = [re.escape(name) for name in (*agency_names(), *([outlet] if outlet else ()))]
    ours = [re.escape(owner).replace("'", "['’]") for owner in words["owners"]]
    owner = f"{'|'.join(ours)}|(?-i:{'|'.join(names)})(?:['’]s)?"
    return re.compile(rf"\b(?P<owner>{owner}) (?:own )?{_sight()}", re.IGNORECASE)
