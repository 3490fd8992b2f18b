"""Whether an article is of conflict or of crime at all, decided early and cheaply."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from reportedly.openings import Opened
from reportedly.stages.extract.patterns import any_of
from reportedly.stages.extract.scenes import parts
from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.records import Article, Domain

_READ = 20_000  # characters: the opening of an article says what it is about
# different words of armed conflict: one alone ("battle for the title") is a figure of speech
_LEAST = 2
_BRIEF = 600  # characters: a shorter article may have room for one plain word alone


@cache
def _phrases() -> Opened:
    """The words of the vocabulary that are more than one word."""
    return Opened(any_of({w for words in _words().values() for w in words if " " in w}))


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load("scope").items()}


@cache
def _telling(*, figurative: bool) -> re.Pattern[str]:
    """Words that tell of a happening: of the kinds whose words are figures of speech, or others."""
    kinds = load("events")["sub_types"]
    return any_of(w for k in kinds if k.get("figurative", False) is figurative for w in k["strong"])


def _tells_alone(opening: str) -> bool:
    """Whether a text too short to say more tells of a happening: by words that are no figure.

    Words that may be one ("captured", "advance on") need fighters or soldiers beside them.
    """
    if _telling(figurative=False).search(opening):
        return True
    armed = parts(opening) & {"rebels", "gunmen", "state"}
    return bool(armed and _telling(figurative=True).search(opening))


def domain(article: Article) -> Domain | None:
    """What an article is about: conflict, crime, or None for neither."""
    opening = f"{article.title or ''} {article.text}"[:_READ].casefold()
    phrases = (found[0] for found in _phrases().finditer(opening))
    counted = Counter([*re.findall(r"[a-z]+", opening), *phrases])
    kinds = {name: [w for w in words if counted[w]] for name, words in _words().items()}
    shooting = _tells_of_a_shooting(article.title or "")
    if _is_made_up(article) or (_is_game(kinds) and not shooting):
        return None
    weight = {name: sum(counted[w] for w in found) for name, found in kinds.items()}
    weight["accident"] += _MISHAP * sum(1 for _ in _mishaps().finditer(opening))
    elsewhere = weight["other"] + weight["accident"] > weight["conflict"] + weight["crime"]
    if elsewhere and not shooting:
        return None
    alone = len(opening) <= _BRIEF and _tells_alone(opening)
    # "four were wounded in a shooting"
    harmed = shooting or bool(kinds["crime"] and kinds["harm"])
    told = any(len(kinds[name]) >= _LEAST for name in ("conflict", "crime"))
    if not (alone or harmed or told):
        return None
    if weight["conflict"] >= weight["crime"] / 2 and (alone or len(kinds["conflict"]) >= _LEAST):
        return "conflict"
    return "crime" if harmed or len(kinds["crime"]) >= _LEAST else "conflict" if alone else None


_MISHAP = 3  # words of an accident: as much as one telling of a vehicle's mishap weighs
_GAME = 4  # different words of sport or show: with as many, "attack" and "shot" are theirs
_HEAD = 200  # characters in which a page says that it is made up


def _is_game(kinds: dict[str, list[str]]) -> bool:
    """Whether a page has so many words of sport or show that its words of war are figures."""
    other = set(kinds["other"])
    told = {*kinds["conflict"], *(kinds["crime"] if kinds["harm"] else ())}
    return len(other) >= _GAME and len(told - other) < 2 * len(other)


def _is_made_up(article: Article) -> bool:
    """Whether a page says at its head that it is satire or fiction."""
    return bool(_made_up().search(f"{article.title or ''}\n{article.text[:_HEAD]}"))


def _tells_of_a_shooting(title: str) -> bool:
    """Whether a title says that people were shot, by no accident and in no game.

    Then the article is of that, whatever teasers and notices stand around it.
    """
    words = set(re.findall(r"[a-z]+", title.casefold()))
    other = _words()["other"] | _words()["accident"]
    return words.isdisjoint(other) and bool(_shootings().search(title))


@cache
def _shootings() -> re.Pattern[str]:
    return any_of(load("scope_marks")["shootings"])


@cache
def _mishaps() -> Opened:
    """Vehicles that strike what stands still, or fall over."""
    return Opened(any_of(load("scope_marks")["mishaps"]))


@cache
def _made_up() -> re.Pattern[str]:
    """The marks, where they stand as a label: at the start of a line, before a mark or its end."""
    marks = "|".join(load("scope_marks")["made_up"])
    return re.compile(rf"^\W*(?:{marks})(?=\s*(?:[:.|\])–—-]|$))", re.IGNORECASE | re.MULTILINE)
