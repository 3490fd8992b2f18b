"""What an incident keeps beside each value that its claims give.

Who gives a number since when, how finely a place or time is known, and whether it agrees with
what the claims share.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from reportedly.words import (
    count_words,
    place_words,
    plural,
    range_words,
    safe,
    saying_words,
    when_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportedly.records import Incident, Place, When

Notes = dict[str, list[str]]
"""Lines to show beside a value, by its words in lower case."""

TOTAL: Final = " in total so far"

FINE: Final = {
    "settlement": "known to the settlement",
    "near": "known as near the settlement",
    "admin2": "known to the district",
    "admin1": "known to the region",
    "region": "known to a wider region",
    "country": "known to the country",
    "water": "known to the waters",
}
"""How finely a place is known, in words."""

LONG: Final = {
    "day": "to the day",
    "span": "to a span of days",
    "week": "to the week",
    "month": "to the month",
    "season": "to the season",
    "year": "to the year",
}
"""How finely a time is known, in words."""

BASES: Final = {
    "stated": "as the page states it",
    "metadata": "by the page's metadata",
    "inferred": "inferred",
}

NOT_TAKEN: Final = 3
"""Entries of the gazetteer shown that were considered for a place, and not taken."""


def counted(what: str, who: str | None, scope: str) -> str:
    """What a number counts: totals so far are another question, and so is each group.

    >>> counted("killed", "civilians", "cumulative")
    'killed, civilians in total so far'
    """
    return what + (f", {safe(who)}" if who else "") + (TOTAL if scope == "cumulative" else "")


def ranges_of(incident: Incident) -> Mapping[str, str]:
    """For each thing counted the range of all numbers, and that of each origin's latest."""
    return {counted(r.what, r.who, r.scope): range_words(r) for r in incident.ranges}


def notes_of(incident: Incident, names: Mapping[str, str]) -> Mapping[str, Notes]:
    """The lines beside numbers, places and times, by the question; ``names`` of the origins."""
    found: dict[str, Notes] = defaultdict(lambda: defaultdict(list))
    for count in incident.counts:
        label = f"count: {counted(count.what, count.who, count.scope)}"
        lines = [saying_words(each, names) for each in count.said]
        found[label][count_words(count).casefold()] += lines
    for given in incident.places:
        lines = [*how_near(given.place), _agreeing(agrees=given.agrees, what="place")]
        found["where"][place_words(given.place).casefold()] += lines
    for told in incident.times:
        lines = [how_long(told.when), _agreeing(agrees=told.agrees, what="time")]
        found["when"][when_words(told.when).casefold()] += lines
    return {label: {w: _once(lines) for w, lines in n.items()} for label, n in found.items()}


def how_near(place: Place) -> Iterator[str]:
    """How finely a place is known, and which entries of the gazetteer it was not taken for."""
    fine = FINE.get(place.precision or "", "not located")
    far = place.uncertainty_m
    yield fine if far is None else f"{fine}, within {max(far / 1000, 1):.0f} km"
    others = [safe(other.name) for other in place.alternatives[:NOT_TAKEN]]
    if others:
        left = len(place.alternatives) - len(others)
        more = f" and {plural(left, 'other')}" if left else ""
        yield f"not taken: {', '.join(others)}{more}"


def how_long(when: When) -> str:
    """How finely a time is known, and by what."""
    return f"known {LONG[when.precision]}, {BASES[when.basis]}"


def _agreeing(*, agrees: bool, what: str) -> str:
    return "" if agrees else f"does not agree with the {what} of the incident"


def _once(lines: list[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, lines)))
