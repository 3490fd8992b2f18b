"""Number phrases: digits, words, bounds and vague words, by the contract's number rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportedly.stages.detect.counts_words import (
    Bound,
    Token,
    fixed,
    fixed_phrases,
    leads_to_number,
    phrase_at,
    phrases,
    scales,
    small_numbers,
    words,
)

_DIGITS = re.compile(r"\d[\d,\u00a0\u202f\u2009]*$")
_DECIMAL = re.compile(r"\d+\.\d+$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_RANGE_WORDS = frozenset({"to", "or", "-", "–", "—", "and"})
_SHARES = frozenset({"half", "most", "third", "quarter", "majority", "percent", "%", "cent"})


@dataclass(frozen=True)
class Number:
    """A number phrase: its bounds, its tokens, where the figure itself begins, how it is said."""

    low: int | None
    high: int | None
    first: int
    last: int
    figure: int
    more: bool
    vague: bool


def number_at(row: list[Token], index: int) -> Number | None:
    """The number phrase that begins at this token, with its bounds and small words before it."""
    if not leads_to_number(row[index].low):
        return None
    at, bound, more = index, "", False
    while at < len(row) and not _begins(row, at):
        step, kind = _modifier(row, at)
        if not step:
            return None
        more = more or phrase_at(phrases("more"), row, at) > 0
        bound = kind or bound
        at += step
    if at >= len(row) or _is_no_count(row, at):
        return None
    found = _range(row, at) or _figure(row, at)
    if found is None:
        return None
    (low, high), last = found
    vague = row[at].low not in small_numbers() and not row[at].low[0].isdigit()
    low, high = _bounded(low, high, bound)
    return Number(low, high, index, last, at, more, vague)


def _begins(row: list[Token], at: int) -> bool:
    """Whether a figure begins here; "some" before a figure is a small word."""
    if row[at].low == "some" and _figure(row, at + 1) is not None:
        return False
    return _figure(row, at) is not None


def _modifier(row: list[Token], at: int) -> tuple[int, str]:
    """Length and kind of a bound or small word before a figure; length 0 if none."""
    if row[at].low == "between":
        return (1, "") if _range(row, at + 1) else (0, "")
    for kind in ("at_least", "at_most", "about"):
        step = phrase_at(phrases(kind), row, at)
        if step:
            return step, "" if kind == "about" else kind
    return 0, ""


def _bounded(low: int | None, high: int | None, bound: str) -> Bound:
    if bound == "at_least":
        return low, None
    if bound == "at_most":
        return None, high if high is not None else low
    return low, high


def _figure(row: list[Token], at: int) -> tuple[Bound, int] | None:
    """The bounds of the figure at this token and where it ends."""
    if at >= len(row):
        return None
    length = phrase_at(fixed_phrases(), row, at)
    if length:
        return fixed()[tuple(token.low for token in row[at : at + length])], at + length
    exact = _exact(row, at)
    if exact is None:
        return None
    value, last = exact
    return (value, value), last


def _exact(row: list[Token], at: int) -> tuple[int, int] | None:
    """A figure with one value: 21, twenty-one, two hundred and five, 3 million, two dozen."""
    if at >= len(row):
        return None
    value = _simple(row[at].low)
    if value is None and at + 1 < len(row) and row[at + 1].low == "million":
        value = float(row[at].low) if _DECIMAL.match(row[at].low) else None
    if value is None:
        return None
    at += 1
    total = value
    while at < len(row) and row[at].low in scales():
        total *= scales()[row[at].low]
        at += 1
        rest = at + 1 if at < len(row) and row[at].low == "and" else at
        small = _simple(row[rest].low) if rest < len(row) else None
        if total >= 100 and small is not None and small < 100 and row[rest].low[0].isalpha():
            total, at = total + small, rest + 1
    return int(total), at


def _simple(word: str) -> float | None:
    if _DIGITS.match(word):
        return int(re.sub(r"\D", "", word)[:12])
    units = small_numbers()
    if word in units:
        return units[word]
    tens, _, ones = word.partition("-")
    if units.get(tens, 0) >= 20 and 0 < units.get(ones, 0) < 10:
        return units[tens] + units[ones]
    return None


def _range(row: list[Token], at: int) -> tuple[Bound, int] | None:
    """As in "between 100 and 200", "100 to 200", "two or three"."""
    first = _exact(row, at)
    if first is None or first[1] + 1 >= len(row) or row[first[1]].low not in _RANGE_WORDS:
        return None
    joiner = row[first[1]].low
    before = row[at - 1].low if at else ""
    if (joiner == "and" and before != "between") or (joiner == "to" and before == "from"):
        return None
    second = _exact(row, first[1] + 1)
    if second is None or second[0] <= first[0]:
        return None
    return (first[0], second[0]), second[1]


def _is_label(row: list[Token], at: int) -> bool:
    """Whether the figure ends a name: "ABC15"."""
    return at > 0 and row[at - 1].end == row[at].start and row[at - 1].text.isalpha()


def _is_clock(row: list[Token], at: int) -> bool:
    """Whether the figure is the hour of a time: "shot about 12:10 a.m."."""
    beside = row[at : at + 3]
    minutes = len(beside) == 3 and beside[1].low == ":" and beside[2].low.isdigit()
    return minutes and beside[2].start == beside[0].end + 1


def _is_no_count(row: list[Token], at: int) -> bool:
    """Whether the figure is an age, a date, a time, money or a label."""
    before = row[at - 1].low if at else ""
    two_before = row[at - 2].low if at > 1 else ""
    after = row[at + 1].low if at + 1 < len(row) else ""
    if before in words("age_before") | {"how"} or after in words("not_people_after"):
        return True
    if before in {"and", "or", ","} and at > 2 and row[at - 3].low in words("age_before"):
        return True
    shared = before == "the" and two_before == "of" and row[at - 3].low in _SHARES
    parent = before == "of" and two_before in words("parents")  # "a father of five was killed"
    if shared or parent or _is_clock(row, at) or _is_label(row, at):
        return True
    if before in {"$", "€", "£", "#", "/", "."} or row[at].low.endswith(
        ("-year-old", "-year-olds")
    ):
        return True
    if not row[at].text[0].isdigit():
        return False
    aged = at > 1 and before == "," and after in {",", "and", ")"} and row[at - 2].text[0].isalpha()
    dated = before in words("months") or after in words("months")
    return bool(aged or dated or _YEAR.match(row[at].text) or two_before in {"$", "€", "£"})
