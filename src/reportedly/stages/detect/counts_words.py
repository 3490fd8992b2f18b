"""The words that counts are read by, compiled from vocab/en/counts.yaml and people.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from reportedly.openings import Opened
from reportedly.vocab import load

Form = Literal["active", "passive", "free", "state", "noun", "of", "self"]
Bound = tuple[int | None, int | None]
Phrases = Mapping[str, tuple[tuple[str, ...], ...]]

_AGED = re.compile(r"(?:\d+|[a-z]+(?:-[a-z]+)?)[- ](?:year|month|week)s?[- ](olds?)")
_GROWN = 18
_LONGEST_WOUND = 9  # tokens: "suffering from what appeared to be a gunshot wound"
_TOKEN = re.compile(
    r"\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?!\d)|\d{1,3}[- ](?i:(?:year|month|week)s?[- ]olds?)\b"
    r"|\d+(?:\.\d+)?"
    r"|(?:[A-Za-z]\.){2,4}|[^\W\d_]+(?:[-’'][^\W\d_]+)*(?:-\d+)?|[^\s\w\"“”„«»]"
)


class Token(NamedTuple):
    """A word, a number or a mark: as written, in lower case, its span in the text."""

    text: str
    low: str
    start: int
    end: int


@dataclass(frozen=True)
class Noun:
    """A noun for people: its group (None: everybody), and whether it is armed or plural."""

    who: str | None
    armed: bool
    plural: bool
    singular: bool


@dataclass(frozen=True)
class Cue:
    """Words that say what happened to people, as tokens first to last (exclusive)."""

    first: int
    last: int
    forms: Mapping[Form, frozenset[str]]

    def what(self, form: Form) -> frozenset[str]:
        """What the cue says in this form: killed, injured and so on."""
        return self.forms.get(form, frozenset())


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]``; quotation marks are not tokens."""
    found = _TOKEN.finditer(text, start, end)
    return [Token(m[0], m[0].lower().replace("’", "'"), *m.span()) for m in found]


def phrase_at(table: Phrases, row: list[Token], index: int) -> int:
    """Number of tokens of the longest phrase of the table that begins at ``index``; 0 if none."""
    for phrase in table.get(row[index].low, ()):
        length = len(phrase)
        if length == 1:
            return 1
        if phrase == tuple(token.low for token in row[index : index + length]):
            return length
    return 0


def _table(phrases: Iterable[str]) -> Phrases:
    rows: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(token.low for token in tokens(phrase, 0, len(phrase)))
        rows.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(row, key=len, reverse=True)) for first, row in rows.items()}


@cache
def words(name: str) -> frozenset[str]:
    """A list of single words of counts.yaml (or "things" of people.yaml)."""
    vocabulary = load("people" if name == "things" else "counts")
    return frozenset(str(word).lower() for word in vocabulary[name])


@cache
def phrases(name: str) -> Phrases:
    """A list of phrases of counts.yaml, by their first word."""
    return _table(load("counts")[name])


@cache
def fixed() -> Mapping[tuple[str, ...], Bound]:
    """Number phrases with a fixed value."""
    rows = load("counts")["fixed"]
    return {
        tuple(token.low for token in tokens(phrase, 0, len(phrase))): (bound[0], bound[1])
        for phrase, bound in rows.items()
    }


@cache
def fixed_phrases() -> Phrases:
    """Number phrases with a fixed value, by their first word."""
    return _table(" ".join(key) for key in fixed())


@lru_cache(1 << 14)
def leads_to_number(word: str) -> bool:
    """Whether a number phrase can begin with a word: few can, and every word is asked.

    >>> leads_to_number("twenty-one"), leads_to_number("at"), leads_to_number("shelling")
    (True, True, False)
    """
    before = (phrases(kind) for kind in ("at_least", "at_most", "about"))
    known = word in fixed_phrases() or word == "between" or any(word in kind for kind in before)
    return known or word[:1].isdigit() or word.partition("-")[0] in small_numbers()


@cache
def small_numbers() -> Mapping[str, int]:
    """Number words below a hundred."""
    return dict(load("counts")["units"])


@cache
def scales() -> Mapping[str, int]:
    """Number words that multiply."""
    return dict(load("counts")["scales"])


@cache
def nouns() -> Mapping[tuple[str, ...], Noun]:
    """Every noun for people, as words."""
    vocabulary = load("people")
    rows: dict[tuple[str, ...], Noun] = {}
    for section, armed in (("groups", False), ("armed", True)):
        for who, pairs in vocabulary[section].items():
            for pair in pairs:
                one, many = pair.split("/")
                for form in {one, many} - {""}:
                    key = tuple(form.lower().split())
                    group = None if who == "-" else who
                    rows.setdefault(key, Noun(group, armed, form == many, form == one))
    return rows


def aged(token: Token) -> Noun | None:
    """A person told of by age alone: "a 17-year-old", "two 9-year-olds"."""
    found = _AGED.fullmatch(token.low)
    if found is None:
        return None
    years = re.match(r"\d+", token.low)
    child = "year" not in token.low or (years is not None and int(years.group()) < _GROWN)
    many = found.group(1) == "olds"
    return Noun("children" if child else None, armed=False, plural=many, singular=not many)


@cache
def cue_table() -> Mapping[tuple[str, ...], Mapping[Form, frozenset[str]]]:
    """Every cue phrase with what it says in each of its forms."""
    rows: dict[tuple[str, ...], dict[Form, set[str]]] = {}
    for what, forms in load("counts")["cues"].items():
        for form, phrases_of in forms.items():
            for phrase in phrases_of:
                rows.setdefault(tuple(phrase.lower().split()), {}).setdefault(form, set()).add(what)
    return {
        key: {form: frozenset(what) for form, what in forms.items()} for key, forms in rows.items()
    }


@cache
def _cue_phrases() -> Phrases:
    return _table(" ".join(key) for key in cue_table())


def cue_at(row: list[Token], index: int) -> Cue | None:
    """The cue that begins at this token, the longest one."""
    length = phrase_at(_cue_phrases(), row, index)
    if not length:
        return None
    key = tuple(token.low for token in row[index : index + length])
    return Cue(index, index + length, cue_table()[key])


def wound_at(row: list[Token], index: int) -> Cue | None:
    """The cue of "suffered a minor injury", "with two gunshot wounds", of as many words as it has.

    Who has a gunshot wound was shot; who has another injury is treated, or dead if it is fatal.
    """
    if row[index].low not in words("wound_verbs"):
        return None
    for end in range(index + 1, min(index + _LONGEST_WOUND, len(row))):
        if row[end].low in words("wound_nouns"):
            return _wound(row, index, end)
        if row[end].low in words("wound_stops") or not row[end].text[0].isalnum():
            return None
        people = (row[end].low,) in nouns() and row[end].low != "minor"
        if people or _harms(row, end):
            return None
    return None


def _harms(row: list[Token], index: int) -> bool:
    """Whether a word of harm other than the wound itself stands here."""
    return (
        row[index].low not in words("wound_of_shot") | {"fatal"} and cue_at(row, index) is not None
    )


def _wound(row: list[Token], first: int, end: int) -> Cue | None:
    inside = {token.low for token in row[first:end]}
    shot = bool(inside & words("wound_of_shot"))
    if "no" in inside or (row[first].low in words("wound_weak_verbs") and not shot):
        return None
    what = "killed" if inside & {"fatal", "deadly"} else "shot" if shot else "treated"
    return Cue(first, end + 1, {"free": frozenset({what}), "state": frozenset({what})})


def is_fatal(row: list[Token]) -> bool:
    """Whether a sentence has a word of killing or of the dead."""
    cues = (cue_at(row, index) for index in range(len(row)))
    return any("killed" in what for cue in cues if cue for what in cue.forms.values())


@cache
def cue_pattern() -> Opened:
    """Finds out quickly whether a sentence can hold a count at all."""
    firsts = {key[0] for key in cue_table()} - {"in", "left", "have", "went", "taken", "rushed"}
    firsts |= {"casualties", "casualty", "toll", "hospital", "homes", "victims", "victim"}
    words = "|".join(sorted(map(re.escape, firsts)))
    return Opened(re.compile(rf"\b(?:{words})\b", re.IGNORECASE))


@cache
def cumulative_pattern() -> re.Pattern[str]:
    """Words by which a count is a total so far or a rate, and not of one happening."""
    return re.compile("|".join(load("counts")["cumulative"]), re.IGNORECASE)


@cache
def survival_pattern() -> Opened:
    """Words by which one who was shot lives: a condition, a recovery, a wound to a limb."""
    words = "|".join(load("counts")["survival"])
    return Opened(re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
