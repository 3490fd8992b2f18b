"""Whether an article is of conflict or of crime at all, decided early and cheaply."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from reportedly.stages.extract.patterns import any_of
from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.records import Article, Domain

_READ = 20_000  # characters: the opening of an article says what it is about
# different words of armed conflict: one alone ("battle for the title") is a figure of speech
_LEAST = 2
_BRIEF = 600  # characters: a shorter article may have room for one plain word alone


@cache
def _phrases() -> re.Pattern[str]:
    """The words of the vocabulary that are more than one word."""
    return any_of({w for words in _words().values() for w in words if " " in w})


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load("scope").items()}


def domain(article: Article) -> Domain | None:
    """What an article is about: conflict, crime, or None for neither."""
    opening = f"{article.title or ''} {article.text}"[:_READ].casefold()
    counted = Counter([*re.findall(r"[a-z]+", opening), *_phrases().findall(opening)])
    kinds = {name: [w for w in words if counted[w]] for name, words in _words().items()}
    weight = {name: sum(counted[w] for w in found) for name, found in kinds.items()}
    if weight["other"] + weight["accident"] > weight["conflict"] + weight["crime"]:
        return None
    enough = len(kinds["conflict"]) >= _LEAST or (kinds["plain"] and len(opening) <= _BRIEF)
    if enough and weight["conflict"] >= weight["crime"] / 2:
        return "conflict"
    return "crime" if len(kinds["crime"]) >= _LEAST else None
