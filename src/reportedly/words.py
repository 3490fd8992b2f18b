"""Values in words for a terminal, safe to print whatever a page put into them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from reportedly.records import IncidentCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.records import Count, CountRange, MostTold, Place, Saying, Weapon, When

UNKNOWN: Final = "not said"
HEX_SHOWN: Final = 6

SINGULAR: Final = {
    "civilians": "civilian",
    "children": "child",
    "women": "woman",
    "men": "man",
    "combatants": "combatant",
    "soldiers": "soldier",
}

PRECISIONS: Final = {
    "settlement": "",
    "near": "near",
    "admin2": "district only",
    "admin1": "region only",
    "region": "a wider region",
    "country": "country only",
    "water": "water",
}


def safe(text: str) -> str:
    r"""Text without the characters that steer a terminal or turn its direction.

    >>> safe("a\x1b[31mb\u202ec\nd")
    'a[31mbc d'
    """
    kept = (" " if char in "\n\t\r" else char for char in text)
    return "".join(char for char in kept if unicodedata.category(char) not in {"Cc", "Cf"})


def short(record_id: str) -> str:
    """The start of an id that is enough to name it in a casebook of usual size."""
    head, dash, rest = record_id.partition("-")
    return f"{head}{dash}{rest[:HEX_SHOWN]}"


def when_words(when: When | None) -> str:
    """A time with how well it is known.

    A range keeps both ends; an open end is said.
    """
    if when is None:
        return UNKNOWN
    start, end = (safe(part)[:10] if part else None for part in (when.start, when.end))
    if start == end:
        span = start or UNKNOWN
    elif start and end:
        span = f"{start} to {end}"
    else:
        span = f"from {start}" if start else f"until {end}"
    return f"{span} (inferred)" if when.basis == "inferred" else span


def place_words(place: Place | None) -> str:
    """A place with its region and country, and how finely it is known."""
    if place is None:
        return UNKNOWN
    named = [place.name or place.as_written, place.admin1, place.country]
    parts = list(dict.fromkeys(safe(part) for part in named if part))
    precision = PRECISIONS.get(place.precision or "", "not located")
    return ", ".join(parts) + (f" ({precision})" if precision else "")


def weapon_words(weapon: Weapon) -> str:
    """A weapon by its designation, with its class."""
    name = safe(weapon.designation or weapon.as_written)
    return f"{name} ({weapon.class_})" if weapon.class_ and weapon.class_ != name else name


def count_words(count: Count | IncidentCount) -> str:
    """How many people, as a range; an open end is said.

    >>> from reportedly.records import IncidentCount
    >>> count_words(IncidentCount(what="killed", who=None, low=3, high=None, by=()))
    '3 or more killed'
    """
    number = number_words(count.low, count.high)
    who = safe(count.who or "")
    who = f" {SINGULAR.get(who, who)}" if who and number == "1" else who and f" {who}"
    total = " in total so far" if count.scope == "cumulative" else ""
    return f"{number}{who} {count.what}{total}"


def number_words(low: int | None, high: int | None) -> str:
    """A number or a range."""
    if low is None and high is None:
        return "some, number not said:"
    if low == high:
        return str(low)
    if high is None:
        return f"{low} or more"
    return f"up to {high}" if low is None else f"{low} to {high}"


def saying_words(saying: Saying, names: Mapping[str, str]) -> str:
    """Who gives a number, since when, and whether it is the latest that they give."""
    who = safe(names.get(saying.origin, saying.origin) if saying.origin else "origin not known")
    since = f", first on {safe(saying.first)}" if saying.first else ", on no known day"
    if saying.last and saying.last != saying.first:
        since += f", last on {safe(saying.last)}"
    if saying.denied:
        return f"{who}: denies it{since}"
    return f"{who}{since}" + ("" if saying.latest else "; since then another number")


def range_words(found: CountRange) -> str:
    """All that is said of one kind as a range; what most origins give, and the latest, beside it.

    >>> from reportedly.records import CountRange, MostTold
    >>> most = MostTold(low=15, high=15, n_origins=4, of_origins=6, since="2031-05-02", why="so")
    >>> range_words(CountRange(what="killed", who=None, low=12, high=16, latest_low=16,
    ...     latest_high=16, most_told=most))
    '12 to 16 killed; 15 in 4 of 6 origins since 2031-05-02; by the latest numbers 16'
    """
    whole = IncidentCount(
        what=found.what, who=found.who, low=found.low, high=found.high, scope=found.scope, by=()
    )
    all_said, latest = (found.low, found.high), (found.latest_low, found.latest_high)
    parts = [count_words(whole)]
    most = found.most_told
    if most is None:
        parts += [found.most_told_null_reason] if found.most_told_null_reason else []
    elif (most.low, most.high) != all_said:
        parts.append(_most_words(most))
    if latest != all_said:
        parts.append(f"by the latest numbers {number_words(*latest)}")
    return "; ".join(parts)


def _most_words(most: MostTold) -> str:
    """The number that most origins give, how many do, and since when."""
    number = number_words(most.low, most.high)
    if not most.of_origins:
        return f"{number} came up last, no origin known"
    since = f" since {safe(most.since)}" if most.since else ""
    return f"{number} in {most.n_origins} of {plural(most.of_origins, 'origin')}{since}"


def listed(words: Iterable[str], limit: int = 3) -> str:
    """A few of them, and how many more there are."""
    distinct: Sequence[str] = list(dict.fromkeys(word for word in words if word))
    more = len(distinct) - limit
    return "; ".join(distinct[:limit]) + (f"; and {more} more" if more > 0 else "")


def plural(number: int, noun: str) -> str:
    """A number with its noun.

    >>> plural(1, "page"), plural(2, "page")
    ('1 page', '2 pages')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
