"""Patterns tried only where their first letters stand find what they find alone."""

from __future__ import annotations

import re

import pytest

from reportedly.openings import Opened, openings
from reportedly.stages.detect.counts_words import cue_pattern, survival_pattern
from reportedly.stages.extract.triggers import _rows
from reportedly.times.patterns import kins

TEXTS = (
    "",
    "Air raids hit Zyxville on Friday, 3 May 2022, at 6pm; 42 people were killed, 7%a day.",
    "Overnight,the 3rd of May,on day 143 of the war,shelling (2022-05-03) hit São in\nmay 2021",
    "ÉIN RAID on the A42: two car bombs/roadside bombs exploded_bomb; in the 1990s, mid-May.",
    "“Seized” arms caches were found. İn May the army’s airstrikes killed 3,000 — arrested",
)


def every_pattern() -> list[Opened]:
    """The patterns that are tried so: of times, of counts and of happenings."""
    timed = [rule.pattern for kin in kins() for rule in kin]
    return [*timed, *(row.pattern for row in _rows()), cue_pattern(), survival_pattern()]


@pytest.mark.parametrize("text", TEXTS)
def test_finds_what_the_pattern_finds_alone(text: str) -> None:
    """In a whole text and in a part of it, every pattern has the same matches with openings."""
    for pattern in every_pattern():
        for first, last in ((0, len(text)), (5, max(5, len(text) - 9))):
            alone = [m.span() for m in pattern.pattern.finditer(text, first, last)]
            assert [m.span() for m in pattern.finditer(text, first, last)] == alone


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        (r"(?<!\w)(?:re)?took|won", {"ret", "too", "won"}),
        (r"\b[0-9]{1,2} may", {"00 ", "0 m"}),
        (r"\bto (?:the )?\w+", {"to "}),
        (r"\b(?:a|an?y)\b", {"a"}),
        (r"%|percent", set()),
        (r"\b\w+ed", set()),
    ],
)
def test_openings_are_what_a_match_can_begin_with(pattern: str, begins: set[str]) -> None:
    """Up to three characters; none where a match can begin with anything, or with no letter."""
    assert openings(re.compile(pattern)) == begins
