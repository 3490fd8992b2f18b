"""The rules of ``vocab/en/furniture.yaml``, compiled, and which of them a line meets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.stages.clean.lines import Line

_MOST_WORDS: Final = 40
"""Longer lines are paragraphs; only rules marked ``long`` look at them."""

_MOST_CHARACTERS: Final = 900
_STRIPPED: Final = " \t•·*|>»-–—"


@dataclass(frozen=True)
class Rule:
    """One rule: what it cuts (``kind``), how far (``scope``), and its pattern."""

    kind: str
    scope: Literal["line", "block", "tail", "edge"]
    take: int
    comments: bool
    long: bool
    pattern: re.Pattern[str]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the file: the first that a line meets decides."""
    vocabulary = load("furniture")
    return tuple(_rule(entry, vocabulary["names"]) for entry in vocabulary["rules"])


@cache
def bio_pattern() -> re.Pattern[str]:
    """Words by which an author box tells of a person."""
    return re.compile(rf"\b(?:{load('furniture')['bio']})", re.IGNORECASE)


@cache
def inside_pattern() -> re.Pattern[str]:
    """Markers that may stand within a long line; letter case counts."""
    joined = "|".join(f"(?:{pattern})" for pattern in load("furniture")["inside"])
    return re.compile(rf"(?<!\S)(?:{joined})(?!\S)")


def find_rule(line: Line) -> Rule | None:
    """The first rule that the whole line meets; None for lines of the article."""
    text = line.text.strip(_STRIPPED) or line.text
    if len(text) > _MOST_CHARACTERS:
        return None
    long_only = line.is_strong or line.words > _MOST_WORDS
    for rule in rules():
        if rule.long or not long_only:
            if rule.scope in {"tail"} and _is_statement(line):
                continue
            if rule.pattern.fullmatch(text):
                return rule
    return None


def _is_statement(line: Line) -> bool:
    """A line that reads as a sentence of an article rather than as a heading."""
    return line.words > 16 and line.text.endswith(".")


def _rule(entry: dict[str, Any], names: dict[str, str]) -> Rule:
    joined = "|".join(entry["patterns"])
    for name, pattern in names.items():
        joined = joined.replace(f"\\p{{{name}}}", pattern)
    return Rule(
        kind=entry["kind"],
        scope=entry["scope"],
        take=entry.get("take", 0),
        comments=entry.get("comments", False),
        long=entry.get("long", False),
        pattern=re.compile(joined, re.IGNORECASE),
    )
