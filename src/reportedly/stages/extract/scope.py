"""Whether an article is of conflict or of crime at all, decided early and cheaply."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.records import Article, Domain

_READ = 20_000  # characters: the opening of an article says what it is about
_LEAST = (
    2  # different words of armed conflict: one alone ("battle for the title") is a figure of speech
)


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load("scope").items()}


def domain(article: Article) -> Domain | None:
    """What an article is about: conflict, crime, or None for neither."""
    opening = f"{article.title or ''} {article.text}"[:_READ].casefold()
    counted = Counter(re.findall(r"[a-z]+", opening))
    kinds = {name: [w for w in words if counted[w]] for name, words in _words().items()}
    weight = {name: sum(counted[w] for w in found) for name, found in kinds.items()}
    if weight["other"] > weight["conflict"] + weight["crime"]:
        return None
    if len(kinds["conflict"]) >= _LEAST and weight["conflict"] >= weight["crime"] / 2:
        return "conflict"
    return "crime" if len(kinds["crime"]) >= _LEAST else None
