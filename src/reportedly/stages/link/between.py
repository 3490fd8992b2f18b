"""What speaks for and against accounts of two articles telling of the same happening.

Each term looks at these two accounts alone: see ``words`` and ``terms``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from reportedly.stages.link.intervals import (
    LOOSE_DAYS,
    Days,
    closest,
    gap_days,
    width_days,
)
from reportedly.stages.link.terms import (
    actor_terms,
    count_terms,
    event_term,
    target_terms,
    weapon_terms,
)
from reportedly.stages.link.weights import between
from reportedly.stages.link.words import alike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.stages.link.accounts import Account
    from reportedly.stages.link.weights import Term

SAME_SENTENCE = 0.8
FEWEST_WORDS = 6


def ties(a: Account, b: Account) -> list[Term]:
    """The terms that hold for two accounts; none at all where they cannot be one happening.

    In war one town is hit day after day and reports repeat their sentences: another place,
    another day or another kind of event is another happening. Crime news names its people, and
    its days are often those of an arrest or a hearing: there each weighs, and only another place
    on another day parts. One of the two that reads as crime is enough: outlets put the same
    shooting in words of war or of crime. The next day in war, which may be one night's: words
    alike say nothing.
    """
    where, when = closest(a.places, b.places), _when(a, b)
    if _differ(a, b, where, when):
        return []
    return [
        event_term(a.events, b.events),
        (f"place_{where}", 1.0),
        (f"time_{when}", 1.0),
        *_printed_gap(a, b),
        *_placeless(where, when),
        *weapon_terms(a.weapons, b.weapons),
        *count_terms(a.counts, b.counts),
        *actor_terms(a.claims, b.claims),
        *target_terms(a.targets, b.targets),
        *(_words(a, b) if when != "next" or (a.crime or b.crime) else ()),
        *([("source_same", 1.0)] if a.said_by & b.said_by else []),
    ]


def parted(a: Account, b: Account) -> bool:
    """Whether two accounts can never be one happening, whatever other accounts lie between.

    In war that holds for a day and the next too, unless the two are tied by themselves.
    """
    when = _when(a, b)
    if _differ(a, b, closest(a.places, b.places), when):
        return True
    if when != "next" or (a.crime or b.crime):
        return False
    weights = between()
    return weights.chance(ties(a, b)) < weights.join


def _differ(a: Account, b: Account, where: str, when: str) -> bool:
    differences = (where == "apart") + (when in ("apart", "far"))
    if a.crime or b.crime:
        return differences == 2
    return bool(differences) or event_term(a.events, b.events)[0] == "event_apart"


def _when(a: Account, b: Account) -> str:
    """How the days of two accounts relate; by their articles where one gives none."""
    if not a.times or not b.times:
        return _printed(a.printed, b.printed)
    gap, wide = min(
        (gap_days(x, y), max(width_days(x), width_days(y))) for x in a.times for y in b.times
    )
    if gap <= 0:
        gap, wide = min(
            (max(gap_days(x, y), 0), max(width_days(x), width_days(y)))
            for x in a.times
            for y in b.times
        )
        return "same" if wide <= 2 else "overlap" if wide <= LOOSE_DAYS else "unsaid"
    if gap == 1:
        return "next"
    return "apart" if gap < 7 else "far"


def _printed(a: Days | None, b: Days | None) -> str:
    if a is None or b is None:
        return "unsaid"
    gap = gap_days(a, b)
    return "printed" if gap <= 2 else "printed_week" if gap <= 7 else "printed_far"


def _printed_gap(a: Account, b: Account) -> Iterator[Term]:
    """How long after one another the articles came out, by powers: a day, a month, years."""
    if a.printed is not None and b.printed is not None:
        yield ("printed_gap", math.log1p(max(gap_days(a.printed, b.printed), 0)) / 5)


def _placeless(where: str, when: str) -> Iterator[Term]:
    """Accounts that share neither a place nor a day: the kind of event alone ties nothing."""
    if where in ("unsaid", "wide", "country") and when not in ("same", "next"):
        yield ("nowhere", 1.0)


def _words(a: Account, b: Account) -> Iterator[Term]:
    whole = alike(a.text.words, b.text.words)
    yield ("text_alike", whole)
    yield ("text_at_all", min(whole, 0.15) / 0.15)
    yield ("opening_alike", alike(a.text.opening, b.text.opening))
    few = min(len(a.sentences.weights), len(b.sentences.weights)) < FEWEST_WORDS
    if not few and alike(a.sentences, b.sentences) >= SAME_SENTENCE:
        yield ("sentence_same", 1.0)
    if names := len(a.text.names & b.text.names):
        yield ("names_shared", names / (names + 2))
        yield ("names_many", min(names, 8) / 8)
    if any(map(b.names, a.text.people)) or any(map(a.names, b.text.people)):
        yield ("person_same", 1.0)
    yield from _either("age", a.text.ages, b.text.ages)
    yield from _either("street", a.text.streets, b.text.streets)


def _either(name: str, a: frozenset[str], b: frozenset[str]) -> Iterator[Term]:
    if a and b:
        yield (f"{name}_same" if a & b else f"{name}_apart", 1.0)
