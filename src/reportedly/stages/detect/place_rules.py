"""Place names that rules find in a text, for what a tagger may miss."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from reportedly.gazetteer.fame import by_other_name, fame
from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.names import SCRIPT_COUNTRIES
from reportedly.gazetteer.spelling import loose_keys, slavic
from reportedly.openings import Opened
from reportedly.stages.detect.place_words import (
    Spot,
    demonym_codes,
    first_names,
    known,
    not_alone,
    plain_neighbours,
    trimmed,
    where_word,
)
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.gazetteer import Entry, Gazetteer

LARGE_TOWN_FAME = 1.2  # of 100,000 people or more: what a name must have to be found by rule
MOST_WORDS = 5
_LONGEST_ACRONYM = 5  # letters: SANA is an agency, the US and the EU are places
_WIDE = frozenset({"country", "region"})
_SHORTEST_TOWN = 4  # letters
_LONGEST_NAME = 120  # characters before the word for a class
_GAPS = frozenset({" ", "-", ". ", "'s ", "’s "})
_LETTERS = r"[^\W\d_]"
_TOKEN = re.compile(rf"((?:[A-Z]\.){{2,}}|{_LETTERS}+(?:['’ʼ`]{_LETTERS}+)*\.?)")
_POSSESSIVE = re.compile(r"['’]s$")
_INNER = frozenset(
    {
        "of",
        "and",
        "the",
        "de",
        "la",
        "le",
        "du",
        "des",
        "del",
        "al",
        "el",
        "ez",
        "es",
        "as",
        "ar",
        "ad",
        "e",
        "i",
        "upon",
        "sur",
        "am",
        "an",
        "der",
    }
)
_NOT_AFTER = frozenset(
    {
        "state",
        "states",
        "department",
        "republic",
        "territory",
        "capital",
        "community",
        "port",
        "sea",
        "river",
        "lake",
        "gulf",
        "strait",
        "cities",
        "towns",
        "villages",
        "settlement",
        "quarter",
        "valley",
        "mountains",
        "suburb",
        "township",
        "provincial",
        "city",
        "town",
        "districts",
    }
)


@cache
def _class_patterns() -> tuple[Opened, re.Pattern[str], Opened]:
    """Patterns for "town of X", for "X region", X in capitals, and for the region alone."""
    words = load("place_phrases")
    before = "|".join(words["class_before_of"])
    after = "|".join(word for word in words["class_words"] if word not in _NOT_AFTER)
    inner = "|".join(sorted(_INNER - {"of", "and", "the", "upon"}, key=len, reverse=True))
    word = rf"(?-i:[^\W\d_a-z]){_LETTERS}*"
    name = rf"(?P<name>{word}(?:[-'’ʼ ](?:(?:{inner})[- ])?{word}){{0,2}})"
    return (
        Opened(re.compile(rf"\b(?:{before}) of (?:the )?{name}", re.IGNORECASE)),
        re.compile(rf"\b{name} (?:{after})\b", re.IGNORECASE),
        Opened(re.compile(rf"\b(?:{after})\b", re.IGNORECASE)),
    )


def by_class(text: str) -> Iterator[Spot]:
    """Names that the word for a class beside them says are places, known or not."""
    for found in (*_class_patterns()[0].finditer(text), *_before_class(text)):
        start, end = _without_plain_words(text, *trimmed(text, *found.span("name")))
        if start < end:
            yield known(Spot(start, end, text[start:end], rank=3), "place")


def _before_class(text: str) -> Iterator[re.Match[str]]:
    """What "X region" matches: it is sought only where the text has such a word."""
    _, named, classes = _class_patterns()
    free = 0
    for word in classes.finditer(text):
        low = max(free, word.start() - _LONGEST_NAME)
        if text[word.start() - 1 : word.start()] == " " and (
            found := named.search(text, low, word.end())
        ):
            yield found
            free = found.end()


def _without_plain_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without plain words at its ends: "In Kharkiv", "Mazar A"."""
    words = list(re.finditer(r"\S+", text[start:end]))
    while words and fold(words[0][0]) in not_alone():
        words = words[1:]
    while words and fold(words[-1][0]) in not_alone():
        words = words[:-1]
    return (start + words[0].start(), start + words[-1].end()) if words else (end, end)


def by_name(text: str, gazetteer: Gazetteer) -> Iterator[Spot]:
    """Countries, first-level regions, waters and large towns by their names in capitals."""
    tokens, free = _tokens(text), 0
    for at in tokens.capitals:
        if at < free or tokens.words[at].lower() in _INNER:
            continue
        length = _longest(text, tokens, at, gazetteer)
        if length and not _part_of_a_name(text, tokens, at, at + length, gazetteer):
            start, end = tokens.starts[at], tokens.ends[at + length - 1]
            yield Spot(start, end, text[start:end], rank=4)
        free = at + length


class _Tokens(NamedTuple):
    """The tokens of a text, each without its full stop or possessive: where they lie, and what.

    ``capitals``: the numbers of those that begin with a capital.
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    capitals: list[int]


@lru_cache(4)  # a title and a text, each asked by several rules
def _tokens(text: str) -> _Tokens:
    parts = _TOKEN.split(text)  # gaps and tokens by turns: much faster than a match for each
    words = [word if word.isalpha() else _bare(word) for word in parts[1::2]]
    starts = list(accumulate(map(len, parts)))[:-1:2]
    ends = list(map(add, starts, map(len, words)))
    return _Tokens(starts, ends, words, [at for at, word in enumerate(words) if _capital(word)])


def _bare(word: str) -> str:
    """A token without its full stop or possessive."""
    if word.endswith(".") and word.count(".") == 1:
        word = word[:-1]
    return _POSSESSIVE.sub("", word)


def _capital(word: str) -> bool:
    return word[0].isupper()


def _longest(text: str, tokens: _Tokens, at: int, gazetteer: Gazetteer) -> int:
    """How many words from here on make the longest name worth finding by rule; 0 for none."""
    begin, last = tokens.starts[at], tokens.ends[at]
    ends = [last - begin]  # of the words that a name may end on, after its begin; 0 for others
    for number in range(at + 1, min(at + MOST_WORDS, len(tokens.words))):
        word = tokens.words[number]
        capital = _capital(word)
        if not (capital or word in _INNER) or text[last : tokens.starts[number]] not in _GAPS:
            break
        last = tokens.ends[number]
        ends.append(last - begin if capital else 0)
    return _longest_name(text[begin:last], tuple(ends), gazetteer)


@lru_cache(1 << 15)
def _longest_name(run: str, ends: tuple[int, ...], gazetteer: Gazetteer) -> int:
    """How many words of a run of names make the longest that is worth finding; 0 for none."""
    lengths = range(len(ends), 0, -1)
    return next((n for n in lengths if ends[n - 1] and _notable(run[: ends[n - 1]], gazetteer)), 0)


def of_note(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name in small letters is a country's, a region's or a large town's.

    >>> from reportedly.gazetteer import Gazetteer
    >>> of_note("kyiv", Gazetteer.embedded()), of_note("discotheque", Gazetteer.embedded())
    (True, False)
    """
    key = fold(name)
    keys = (key, *loose_keys(key))
    return any(_worth_finding(entry, key) for one in keys for entry in gazetteer.filed(one))


def _notable(name: str, gazetteer: Gazetteer) -> bool:
    key = fold(name)
    if (
        len(key) < 2
        or key in not_alone()
        or (len(key) < 4 and not name.isupper() and "." not in name)
    ):
        return False
    short = name.isupper() and len(key) <= _LONGEST_ACRONYM
    entries = (entry for entry in gazetteer.filed(key) if not short or entry.kind in _WIDE)
    return any(_worth_finding(entry, key) for entry in entries)


def _worth_finding(entry: Entry, key: str) -> bool:
    if entry.kind in ("country", "region", "water"):
        return True
    if entry.kind == "admin1":
        return len(key) > 3 and (entry.population or 0) >= 100_000
    if entry.kind != "settlement" or len(key) <= 3 or fame(entry) < LARGE_TOWN_FAME:
        return False
    return not by_other_name(entry, key)  # the cruiser Moskva


def _part_of_a_name(text: str, tokens: _Tokens, first: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether capitals right beside it make it part of a person's or a firm's name."""
    name = text[tokens.starts[first] : tokens.ends[end - 1]]
    if name.isupper() and len(name) > 4:
        return False
    before = text[tokens.ends[first - 1] : tokens.starts[first]] == " " if first else False
    if before and _stranger(text, tokens, first - 1):
        return True
    after = end < len(tokens.words) and text[tokens.ends[end - 1] : tokens.starts[end]] == " "
    first_name = fold(name) in first_names()
    if not first_name and any(entry.kind == "country" for entry in gazetteer.exact(name)):
        return False
    return after and _stranger(text, tokens, end)


def _stranger(text: str, tokens: _Tokens, at: int) -> bool:
    """Whether a word beside a name is a capitalised word of no class, direction or place."""
    start, word = tokens.starts[at], tokens.words[at]
    key = fold(word)
    if not _capital(word) or key in plain_neighbours() or key in demonym_codes():
        return False
    starts_sentence = start == 0 or text[:start].rstrip(' "“‘(').endswith(
        (".", "!", "?", ":", "\n")
    )
    return not starts_sentence


def by_story(text: str, found: Sequence[Spot], gazetteer: Gazetteer) -> Iterator[Spot]:
    """Towns after a word for where ("near Bakhmut") in the countries that the page names."""
    countries = {code for spot in found for code in _countries(spot, gazetteer)}
    if gazetteer.names == ("embedded",):
        countries &= SCRIPT_COUNTRIES  # of others it has towns of note alone, found by name
    tokens = _tokens(text)
    for at in tokens.capitals if countries else ():
        start = tokens.starts[at]
        before = text[max(0, start - 40) : start]
        if not where_word().may_end(before):
            continue
        for last in range(min(at + 3, len(tokens.words)) - 1, at - 1, -1):
            name = text[start : tokens.ends[last]]
            known = _capital(tokens.words[last]) and _in_story(name, countries, gazetteer)
            if known and not _part_of_a_name(text, tokens, at, last + 1, gazetteer):
                if where_word().search(before):
                    yield Spot(start, tokens.ends[last], name, rank=5)
                break


def _countries(spot: Spot, gazetteer: Gazetteer) -> set[str]:
    if spot.demonym:
        return {spot.demonym[:2]}
    kinds = ("country", "admin1")
    entries = (e for e in gazetteer.exact(spot.text) if e.kind in kinds or e.capital)
    return {entry.country for entry in entries if entry.country}


def _in_story(name: str, countries: set[str], gazetteer: Gazetteer) -> bool:
    """Whether a name is a settlement's in one of the countries, in lands of war or a user's."""
    key = fold(name)
    entries = gazetteer.filed(key) if len(key) >= _SHORTEST_TOWN else ()
    if not entries or key in not_alone() or key in demonym_codes():
        return False
    return any(
        entry.kind == "settlement"
        and entry.country in countries
        and (entry.country in SCRIPT_COUNTRIES or entry.gazetteer != "embedded")
        for entry in entries
    )


def by_small_letters(text: str, found: Sequence[Spot]) -> Iterator[Spot]:
    """Names in small letters that the page writes with a capital elsewhere ("in full kyiv …")."""
    known = {slavic(fold(spot.text)) for spot in found if not spot.demonym and len(spot.text) > 3}
    tokens = _tokens(text)
    small = {word for word in set(tokens.words) if len(word) > 3 and word.islower()}
    meant = {word for word in small if _loose(word) in known}
    for start, end, word in zip(*tokens[:3], strict=True) if meant else ():
        if word in meant:
            yield Spot(start, end, word, rank=5)


@lru_cache(1 << 16)
def _loose(word: str) -> str:
    return slavic(fold(word))
