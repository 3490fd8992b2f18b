"""A sentence as counts are read from it: its tokens, groups of people and words of harm."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.stages.detect.counts_words import Cue, Token, cue_at, wound_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.stages.detect.counts_groups import Group

REACH = 14
"""Tokens between people and the word of what befell them, at most."""


@dataclass(frozen=True)
class Linked:
    """A group with what befell it; ``first`` and ``last`` are the tokens to point at.

    ``own``: it is one who died by his own hand.
    """

    low: int | None
    high: int | None
    who: str | None
    what: frozenset[str]
    first: int
    last: int
    own: bool = False


@dataclass(frozen=True)
class Sentence:
    """The tokens of a sentence, its groups of people, its words of harm and where those begin."""

    row: list[Token]
    groups: Sequence[Group]
    cues: Sequence[Cue]
    firsts: Sequence[int]

    def near(self, group: Group) -> Sequence[Cue]:
        """The cues that can be about the group: those within reach, marks not counted after it."""
        start = bisect_left(self.firsts, group.first - REACH)
        return self.cues[start : bisect_left(self.firsts, group.last + 2 * REACH)]

    def gap(self, first: int, last: int) -> list[str]:
        """The words of these tokens, in lower case."""
        return [token.low for token in self.row[first:last]]


def cues(row: list[Token]) -> list[Cue]:
    """Every word of harm of a sentence, in order."""
    found: list[Cue] = []
    index = 0
    while index < len(row):
        cue = wound_at(row, index) or cue_at(row, index)
        if cue is not None:
            found.append(cue)
        index = cue.last if cue else index + 1
    return found


def coordinates(gap: list[str]) -> bool:
    """Whether words only join what stands on both sides of them."""
    if gap == ["as"]:  # "identified the slain teen as Ana Orlo"
        return False
    return 0 < len(gap) <= 3 and all(word in {",", "and", "as", "well", "plus"} for word in gap)
