"""Known events from which news counts time: vocab/en/anchors.yaml as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportedly.vocab import load

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event of known date: the words that name it, the parties that must be on the page."""

    what: str
    day: date
    war: bool
    words: re.Pattern[str]
    parties: tuple[re.Pattern[str], ...]
    names: re.Pattern[str] | None = None
    until: date | None = None


@cache
def anchors() -> tuple[Anchor, ...]:
    """Every anchor of the file."""
    return tuple(
        Anchor(
            what=one["what"],
            day=one["date"],
            war=bool(one.get("war")),
            words=_any(one["words"], re.IGNORECASE),
            parties=tuple(_any(group, 0) for group in one["parties"]),
            until=one.get("until"),
            names=_any(one["names"], re.IGNORECASE) if one.get("names") else None,
        )
        for one in load("anchors")["anchors"]
    )


def _any(words: list[str], flags: int) -> re.Pattern[str]:
    """Any of the words at the start of a word; short capital ones whole."""
    parts = [rf"{re.escape(word)}{_close(word)}" for word in sorted(words, key=len)[::-1]]
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(parts)})", flags)


def _close(word: str) -> str:
    whole = len(word) < 4 or (word.islower() and len(word) < 5)
    return r"(?:s|’s|'s)?(?![A-Za-z])" if whole else ""


def anchors_of(text: str) -> list[Anchor]:
    """The anchors whose parties the text names."""
    return [one for one in anchors() if _is_of(one, text)]


def _is_of(one: Anchor, text: str) -> bool:
    """Whether the text names the parties of an anchor: all of it is searched, so ask this last."""
    return all(group.search(text) for group in one.parties)


@cache
def _days_of_year() -> frozenset[tuple[int, int]]:
    return frozenset((one.day.month, one.day.day) for one in anchors())


def event_of(text: str, month: int, day: int, beside: str) -> tuple[date, str] | None:
    """The one event of that day and month whose parties the text and whose words it names beside.

    >>> page = "Israel said that Hamas planned the October 7 attack on Israel from Gaza."
    >>> event_of(page, 10, 7, " attack on Israel")
    (datetime.date(2023, 10, 7), 'the attacks of 7 October 2023')
    """
    if (month, day) not in _days_of_year():
        return None
    found = [
        (one.day, one.what)
        for one in anchors()
        if (one.day.month, one.day.day) == (month, day)
        and one.words.search(beside)
        and _is_of(one, text)
    ]
    return found[0] if len(found) == 1 else None


@cache
def war_starts() -> tuple[date, ...]:
    """First days of the wars whose days news counts."""
    return tuple(one.day for one in anchors() if one.war)


_WORLD = re.compile(r"\b(?:world|cold|great) war\b", re.IGNORECASE)


def wars_of(text: str, words: str) -> tuple[tuple[date, str], ...]:
    """The wars whose parties the text names and that the words fit: first day and name.

    >>> wars_of("Syria, Assad", "World War")
    ()
    """
    if _WORLD.search(words):
        return ()
    return tuple(
        (one.day, one.what)
        for one in anchors()
        if one.war and one.words.search(words) and _is_of(one, text)
    )
