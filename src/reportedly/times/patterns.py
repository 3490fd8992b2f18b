"""The rules of vocab/en/times.yaml, compiled.

In a pattern a space stands for a short gap with at most one line break, ``<word>`` for a
list or a macro of the file (captured), ``<~word>`` for the same without a group.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from reportedly.openings import Opened, shortest
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable

_GAP = r"(?:[^\S\n]{1,3}\n?[^\S\n]{0,3}|\n[^\S\n]{0,3})"
_NAME = re.compile(r"<(~?)([a-z]+)(?::(\d))?>")
_LISTS = {
    "month": "months",
    "weekday": "weekdays",
    "season": "seasons",
    "part": "parts",
    "unit": "units",
    "step": "steps",
    "section": "sections",
    "hedge": "hedges",
    "ordinal": "ordinals",
    "tail": "tails",
    "holiday": "holidays",
    "shortday": "short_weekdays",
    "movable": "movable_feasts",
    "misnamed": "named_weekdays",
    "portion": "portions",
    "portionend": "portion_ends",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled pattern, the form it makes, and the values that its words fix.

    ``number``: its place among the rules.
    """

    number: int
    form: str
    pattern: Opened
    fixed: dict[str, Any]


def expand(pattern: str) -> str:
    """The pattern with its names put in and its spaces turned into gaps."""
    return _NAME.sub(_named, pattern.replace("(?P<", "(?P\0")).replace("(?P\0", "(?P<")


def _named(match: re.Match[str]) -> str:
    bare, name, nth = match.groups()
    body = _body(name)
    return f"(?:{body})" if bare or name == "end" else f"(?P<{name}{nth or ''}>{body})"


@cache
def _body(name: str) -> str:
    """The alternatives that a name stands for, longest first."""
    data = load("times")
    if name in _LISTS:
        return alternatives(data[_LISTS[name]])
    if name == "number":
        words = alternatives(data["numbers"])
        return rf"(?:{words})(?:[ -](?:{words})){{0,2}}"
    if name == "amount":
        vague = alternatives(data["vague_amounts"])
        return rf"(?:{_body('digits')}|{_body('number')}|{vague})"
    return expand(data["macros"][name])


def alternatives(words: Iterable[str]) -> str:
    """Words as an alternation, longest first, so that none hides a longer one."""
    known = sorted((str(word) for word in words if word), key=len, reverse=True)
    return "|".join(
        re.escape(word).replace(r"\ ", " ").replace(r"\-", "-").replace("’", "[’']")
        for word in known
    )


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the file as a regular expression without case."""
    return re.compile(_spaced(expand(pattern)), re.IGNORECASE)


def _spaced(pattern: str) -> str:
    """Spaces as gaps, but for those inside a character class or before "?" (an optional gap)."""
    parts = re.split(r"(\[[^\]]*\])", pattern)
    spaced = [part if part.startswith("[") else part.replace(" ?", f"{_GAP}?") for part in parts]
    return "".join(part if part.startswith("[") else part.replace(" ", _GAP) for part in spaced)


@cache
def kins() -> tuple[tuple[Rule, ...], ...]:
    """Every rule of the file, those that need the same words together."""
    made: dict[tuple[str, ...], list[Rule]] = defaultdict(list)
    for number, r in enumerate(load("times")["rules"]):
        rule = Rule(number, r["form"], Opened(compiled(r["pattern"])), r.get("set", {}))
        made[tuple(r["needs"])].append(rule)
    return tuple(map(tuple, made.values()))


@cache
def kins_by_word() -> dict[str, list[int]]:
    """For each word that rules need, the numbers of their kins."""
    needs = dict.fromkeys(tuple(r["needs"]) for r in load("times")["rules"])
    made: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(needs):
        for word in words:
            made[word].append(number)
    return dict(made)


@cache
def needed() -> Opened:
    """The words that rules need, and a few that begin like them; digits as they stand together."""
    word = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,})|(?<![0-9])[0-9]+")
    return Opened(word, shortest(kins_by_word()))
