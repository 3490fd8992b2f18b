"""The values of an incident, out of those its claims give: chosen, never averaged."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

import msgspec

from reportedly.records import Claim, Count, Event, IncidentCount, Place, When
from reportedly.stages.link.intervals import days_of, places_of, relate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

T = TypeVar("T")

_FINEST_FIRST = ("settlement", "near", "water", "admin2", "admin1", "region", "country", None)
_AGREE = ("same", "near", "region", "inside", "country", "wide")


class Votes:
    """How many origins stand behind a claim's value; a claim of unknown origin has none."""

    def __init__(self, origin_of: Mapping[str, str]) -> None:
        self._origin_of = origin_of

    def weigh(self, claims: Iterable[Claim]) -> tuple[int, int]:
        """Distinct origins first, then claims."""
        ids = [claim.id for claim in claims]
        return len({self._origin_of[i] for i in ids if i in self._origin_of}), len(ids)


def event_of(claims: Sequence[Claim], votes: Votes) -> Event:
    """The kind of event that most origins give; a specific one before "Other"."""
    heard = [c for c in claims if c.modality != "denied"] or list(claims)
    by_type: dict[tuple[bool, str], list[Claim]] = defaultdict(list)
    for claim in heard:
        sub_type = claim.event.acled_sub_type
        by_type[(sub_type != "Other", sub_type)].append(claim)
    best = max(
        by_type, key=lambda key: (key[0], votes.weigh(by_type[key]), _early(heard, by_type[key]))
    )
    return by_type[best][0].event


def _early(heard: Sequence[Claim], group: Sequence[Claim]) -> int:
    return -heard.index(group[0])


def place_of(claims: Sequence[Claim], votes: Votes) -> Place | None:
    """The finest place that no claim contradicts; where claims differ, that of most origins."""
    given = [(place, claim) for claim in claims for place in places_of(claim)[:1]]
    return _chosen(
        given, votes, _places_agree, _place_rank, lambda place: place.name or place.as_written
    )


def when_of(claims: Sequence[Claim], votes: Votes) -> When | None:
    """The narrowest time that no claim contradicts; where claims differ, that of most origins."""
    given = [(claim.when, claim) for claim in claims if claim.when is not None]
    return _chosen(given, votes, _times_agree, _width, lambda when: f"{when.start} to {when.end}")


def _chosen(
    given: Sequence[tuple[T, Claim]],
    votes: Votes,
    agree: Callable[[T, T], bool],
    rank: Callable[[T], int],
    say: Callable[[T], str],
) -> T | None:
    """The value with the most origins in agreement, then the finest, then the first."""
    best: tuple[tuple[tuple[int, int], int, int], T] | None = None
    for k, (value, _) in enumerate(given):
        backing = [claim for other, claim in given if agree(value, other)]
        key = (votes.weigh(backing), -rank(value), -k)
        best = max(best, (key, value), key=lambda item: item[0]) if best else (key, value)
    if best is None:
        return None
    others = list(dict.fromkeys(say(v) for v, _ in given if not agree(best[1], v)))
    return _noting(best[1], others)


def _noting(value: T, others: Sequence[str]) -> T:
    """The value with what other claims say instead added to its reason."""
    if not others:
        return value
    why = f"{getattr(value, 'why', '')}; other claims say {', '.join(others)}"
    return msgspec.structs.replace(value, why=why)  # type: ignore[type-var]


def _places_agree(a: Place, b: Place) -> bool:
    return relate(a, b) in _AGREE


def _place_rank(place: Place) -> int:
    return _FINEST_FIRST.index(place.precision)


def _times_agree(a: When, b: When) -> bool:
    first, second = days_of(a), days_of(b)
    return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])


def _width(when: When) -> int:
    days = days_of(when)
    return (days[1] - days[0]).days if days else 10**6


def counts_of(claims: Sequence[Claim]) -> tuple[IncidentCount, ...]:
    """Every number given, side by side: equal ones once, with all the claims that give them."""
    by: dict[tuple[object, ...], list[str]] = defaultdict(list)
    first: dict[tuple[object, ...], Count] = {}
    for claim in claims:
        for count in claim.counts:
            key = (count.scope, count.what, count.who, count.low, count.high)
            first.setdefault(key, count)
            if claim.id not in by[key]:
                by[key].append(claim.id)
    return tuple(
        IncidentCount(
            what=count.what,
            who=count.who,
            low=count.low,
            high=count.high,
            scope=count.scope,
            by=tuple(by[key]),
        )
        for key, count in first.items()
    )


def once(items: Iterable[T], name: Callable[[T], str], full: Callable[[T], bool]) -> tuple[T, ...]:
    """The items by name, each once in order of mention, a fuller one in place of a bare one."""
    kept: dict[str, T] = {}
    for item in items:
        key = name(item).casefold()
        if key not in kept or (full(item) and not full(kept[key])):
            kept[key] = item
    return tuple(kept.values())
