"""Which claims of one article may tell of one happening: those that no place and no day parts.

Found by their places and days, each two of which are compared once, so that a page with thousands
of claims of many towns or days stays far from comparing each claim with every other.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, combinations_with_replacement, product
from typing import TYPE_CHECKING

from reportedly.stages.link.intervals import days_of, place_relation, places_of, time_relation
from reportedly.stages.link.terms import kind_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from reportedly.clusters import Pair
    from reportedly.records import Claim, Place

Days = dict["Hashable", list[int]]
"""The claims of one kind at some places, by their days."""


def may_be_one(claims: Sequence[Claim]) -> Iterator[Pair]:
    """The pairs of claims, by number, of which ``terms`` gives any; claims of one article."""
    of_kind: dict[str, dict[Hashable, Days]] = defaultdict(dict)
    for k, claim in enumerate(claims):
        at = tuple(map(_compared, places_of(claim)))
        days = of_kind[kind_of(claim)].setdefault(at, defaultdict(list))
        days[days_of(claim.when)].append(k)
    parted: dict[tuple[Hashable, Hashable], bool] = {}
    for spots in of_kind.values():
        for here, there in combinations_with_replacement(spots.values(), 2):
            if place_relation(claims[_any(here)], claims[_any(there)]) != "apart":
                yield from _meeting(here, there, claims, parted)


def _compared(place: Place) -> Hashable:
    """All that ``relate`` looks at."""
    return (
        *(place.as_written, place.name, place.country, place.admin1, place.admin2),
        *(place.lat, place.lon, place.uncertainty_m, place.precision),
        *(place.gazetteer, place.gazetteer_id, place.geonameid),
    )


def _any(days: Days) -> int:
    return next(iter(days.values()))[0]


def _meeting(
    here: Days,
    there: Days,
    claims: Sequence[Claim],
    parted: dict[tuple[Hashable, Hashable], bool],
) -> Iterator[Pair]:
    """The pairs of claims here and there whose days may be one."""
    one_spot = here is there
    pairs = combinations_with_replacement(here, 2) if one_spot else product(here, there)
    for day, other in pairs:
        if (day, other) not in parted:
            first, second = claims[here[day][0]], claims[there[other][0]]
            parted[day, other] = time_relation(first, second, (None, None)) == "apart"
        if parted[day, other]:
            continue
        if one_spot and day == other:
            yield from combinations(here[day], 2)
        else:
            yield from ((min(a, b), max(a, b)) for a in here[day] for b in there[other])


def scored_inside(
    scores: Mapping[Pair, float],
    parts: Sequence[Sequence[int]],
    claims: Sequence[Claim],
    apart: float,
) -> dict[Pair, float]:
    """The scores inside the parts, where every other pair of claims of one kind is kept apart."""
    kinds = [kind_of(claim) for claim in claims]
    return {
        pair: scores.get(pair, apart)
        for part in parts
        for pair in combinations(part, 2)
        if kinds[pair[0]] == kinds[pair[1]]
    }
