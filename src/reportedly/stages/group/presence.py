"""Whether an article shows its own reporter, or an agency's, on the spot: seen, heard, counted."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reportedly.stages.group.entries import agency_named, agency_names
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Article


class Presence(NamedTuple):
    """A reporter on the spot: whose, as far as that is known, and the words that show it."""

    owner: str | None
    words: str


def on_the_spot(articles: Sequence[Article]) -> Presence | None:
    """The first reporter that one of the articles shows on the spot.

    "Our reporter saw" is the outlet's; "an AFP journalist at the scene saw" is the agency's.
    """
    for article in articles:
        if not _persons().search(article.text):
            continue
        match = _pattern(article.outlet).search(article.text)
        if match:
            named = match["owner"].casefold().removesuffix("'s").removesuffix("’s")
            return Presence(agency_named(named) or article.outlet, match[0])
    return None


@cache
def _persons() -> re.Pattern[str]:
    """Any of the words for a reporter: most texts have none, which is soon told."""
    return re.compile("|".join(load("origins")["on_the_spot"]["persons"]), re.IGNORECASE)


@cache
def _pattern(outlet: str | None) -> re.Pattern[str]:
    words = load("origins")["on_the_spot"]
    names = [re.escape(name) for name in (*agency_names(), *([outlet] if outlet else ()))]
    ours = [re.escape(owner).replace("'", "['’]") for owner in words["owners"]]
    owner = f"{'|'.join(ours)}|(?-i:{'|'.join(names)})(?:['’]s)?"
    persons, senses = "|".join(words["persons"]), "|".join(words["senses"])
    where = "|".join(words["where"])
    return re.compile(
        rf"\b(?P<owner>{owner}) (?:own )?(?:{persons})s?,?(?: (?:{where}),?){{0,2}} (?:{senses})\b",
        re.IGNORECASE,
    )
