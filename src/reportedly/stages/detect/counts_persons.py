"""Single persons told of without an article: by name, by age, by "he", or first in a headline."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.parties import identify
from reportedly.stages.detect.counts_words import aged, cue_at, nouns, small_numbers, words

if TYPE_CHECKING:
    from reportedly.stages.detect.counts_words import Token

_LONGEST_NAME = 4  # words: "Ana Maria de Orlo"
_CAPITAL = re.compile(r"[A-Z][^\W\d_]*[a-zé][^\W\d_]*(?:[-’'][^\W\d_]+)*\Z")
_AGE = re.compile(r"\d{1,2}\Z")
_HEADLINE = 0.75  # share of its longer words
_OPENING = frozenset({":", "|", ";", "."})


def name_end(row: list[Token], start: int, *, least: int = 2) -> int:
    """Where a person's name that begins here ends, with an age after it; ``start`` if none does.

    Only a name in mixed case is seen, of at least two words, or of one where ``least`` is 1.
    """
    at = start
    while at < len(row) and at - start < _LONGEST_NAME + 1 and _of_name(row, at, first=at == start):
        at += 1
    while at > start and not _CAPITAL.match(row[at - 1].text):
        at -= 1
    if not least <= at - start <= _LONGEST_NAME or not _is_person(row, start, at):
        return start
    end = age_end(row, at)
    bare = end == at and least > 1
    return start if bare and (_names_a_place(row, start) or _is_headline(row)) else end


def _is_headline(row: list[Token]) -> bool:
    """Whether nearly all words have capitals, so that a capital is no sign of a name."""
    long = [token.text for token in row if len(token.text) > 3 and token.text.isalpha()]
    return sum(word[0].isupper() for word in long) > _HEADLINE * len(long)


def _names_a_place(row: list[Token], start: int) -> bool:
    """Whether what stands before a name makes it a place or a doer: "in Little Rock"."""
    return start > 0 and row[start - 1].low in words("before_places")


def ages_end(row: list[Token], at: int) -> int:
    """Where the ages after people end: "aged 9 and 13", "of 66 years", "of seven was"."""
    told = " ".join(token.low for token in row[at : at + _AGES])
    found = _AGED.match(told)
    return at + found[0].count(" ") + 1 if found else at


_AGES = 7  # tokens: "aged between 9 and 13 years old"
_SPELLED = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)"
_AGED = re.compile(
    rf"(?:aged? (?:between |from |only |about )?{_SPELLED}(?: ?,? (?:and|to) {_SPELLED})?"
    rf"|of (?:about )?(?:\d\d|{_SPELLED}(?= years\b))"
    r"|of (?:four|five|six|seven|eight|nine)(?= (?:was|were|had|,)))"
    r"(?: years(?: old)?)?(?![\w-])"
)


def age_end(row: list[Token], at: int) -> int:
    """Where the age after a name ends (", 34"), or where the name did."""
    marks = [token.low for token in row[at : at + 3]]
    for opening in ([","], ["("], [",", "age"], [",", "aged"]):
        if marks[: len(opening)] == opening:
            age = at + len(opening)
            if age < len(row) and _AGE.match(row[age].text):
                return age + 1
    return at


@cache
def _no_name() -> frozenset[str]:
    return words("stop") | words("months") | words("weekdays") | words("objects_of_one")


def _of_name(row: list[Token], at: int, *, first: bool) -> bool:
    word = row[at]
    if _CAPITAL.match(word.text):
        adjoins = first or word.start - row[at - 1].end <= 2
        return adjoins and word.low not in _no_name()
    joins = word.low in words("in_names") or (len(word.text) <= 2 and word.text.isupper())
    return not first and (joins or (word.text == "." and len(row[at - 1].text) <= 2))


def _is_person(row: list[Token], start: int, end: int) -> bool:
    """Whether capitalised words can be a person: none of them a group, a thing, or a harm."""
    inside = row[start:end]
    if any((word.low,) in nouns() or word.low in words("no_names") for word in inside):
        return False
    if any(word.low in words("things") | small_numbers().keys() for word in inside):
        return False
    if any(cue_at(row, at) is not None for at in range(start, end)):
        return False
    following = nouns().get((row[end].low,)) if end < len(row) else None
    if following is not None and following.plural:
        return False
    return _party(" ".join(word.text for word in inside)) is None


@cache
def _party(name: str) -> object:
    return identify(name)


def opens(row: list[Token], at: int) -> bool:
    """Whether a headline may leave out the article here: first, or after a colon."""
    return at == 0 or row[at - 1].low in _OPENING


def is_aged(row: list[Token], at: int) -> bool:
    """Whether a person of an age is told of here: "13-year-old Eddie"."""
    found = aged(row[at])
    return found is not None and found.singular


def dies(row: list[Token], at: int) -> int:
    """Where the words end by which "he", or a surname, at this token is dead; ``at`` if not so."""
    surname = row[at].low not in ("he", "she")
    if surname and not _is_surname(row, at):
        return at
    end = at + 1
    while end < len(row) and end - at <= 3 and row[end].low in words("before_dying"):
        end += 1
    for length in (3, 2):
        phrase = tuple(token.low for token in row[end : end + length])
        if len(phrase) == length and phrase in _of_him():
            return end + length
    died = end < len(row) and row[end].low == "died"
    told = row[end - 1].low == "later" or (surname and _goes_on(row, end + 1))
    return end + 1 if died and (told or _dies_there(row, at, end)) else at


def _goes_on(row: list[Token], at: int) -> bool:
    """Whether what follows "Orlo died" tells of the death: its day, place or cause."""
    return at >= len(row) or row[at].low in words("after_his_death")


def _is_surname(row: list[Token], at: int) -> bool:
    """Whether a lone capitalised word can be the name of a person told of before."""
    alone = at == 0 or not _CAPITAL.match(row[at - 1].text) or row[at - 1].low in words("stop")
    named = alone and _of_name(row, at, first=True) and row[at].low not in words("no_surnames")
    return named and _is_person(row, at, at + 1)


def _dies_there(row: list[Token], at: int, end: int) -> bool:
    """As in "the hospital, where he died"."""
    there = at > 0 and row[at - 1].low == "where"
    return there and end < len(row) and row[end].low == "died"


@cache
def _of_him() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in words("deaths_of_him"))
