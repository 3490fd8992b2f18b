"""Where and when an incident was, no finer than its claims agree; what each gives stays beside it.

A value is one that a claim gives, backed by the most origins. Where as many back another, it is
what both have in common: the region of two towns, the days from one to the other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec.structs import replace

from reportedly.records import IncidentPlace, IncidentTime, Place, PlacePrecision, When
from reportedly.stages.link.intervals import LOOSE_DAYS, days_of, places_of, relate, width_days
from reportedly.times.days import ucdp_precision
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportedly.records import Claim
    from reportedly.stages.link.values import Votes

T = TypeVar("T", Place, When)

_FINEST_FIRST = ("settlement", "near", "water", "admin2", "admin1", "region", "country", None)
_AGREE = ("same", "near", "region", "inside", "country", "wide")
_UNITS: tuple[tuple[PlacePrecision, int], ...] = (("country", 6), ("admin1", 4), ("admin2", 3))
"""Units that two places may share, the widest first, with UCDP's where_prec."""


@dataclass(frozen=True, slots=True)
class Agreed(Generic[T]):
    """What claims agree on, or why there is nothing."""

    value: T | None
    null_reason: str | None = None


def place_of(claims: Sequence[Claim], votes: Votes) -> Agreed[Place]:
    """The finest place that the claims agree on."""
    given = [(places, claim) for claim in claims if (places := places_of(claim))]
    best = _best(given, votes, _places_agree, _place_rank)
    return _agreed(best, _others(best, given, _places_agree, _place_words), _shared_place, "place")


def when_of(claims: Sequence[Claim], votes: Votes) -> Agreed[When]:
    """The narrowest time that the claims agree on."""
    given = [((claim.when,), claim) for claim in claims if claim.when is not None]
    best = _best(given, votes, _times_agree, _time_rank)
    return _agreed(best, _others(best, given, _times_agree, _time_words), _shared_time, "time")


def places_given(
    claims: Sequence[Claim], votes: Votes, own: Place | None
) -> tuple[IncidentPlace, ...]:
    """Each main place that claims give, in order of mention; what else it might be is theirs."""
    by: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        for place in places_of(claim)[:1]:
            by[_key(place)].append(claim)
    return tuple(
        IncidentPlace(
            place=replace(place, alternatives=()),
            by=tuple(claim.id for claim in some),
            origins=votes.origins(some),
            agrees=own is not None
            and any(_places_agree(own, p) for claim in some for p in places_of(claim)),
        )
        for some in by.values()
        for place in places_of(some[0])[:1]
    )


def times_given(
    claims: Sequence[Claim], votes: Votes, own: When | None
) -> tuple[IncidentTime, ...]:
    """Each time that claims give, in order of mention."""
    by: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if when := claim.when:
            by[_key(when)].append(claim)
    return tuple(
        IncidentTime(
            when=when,
            by=tuple(claim.id for claim in some),
            origins=votes.origins(some),
            agrees=own is not None and _times_agree(own, when),
        )
        for some in by.values()
        if (when := some[0].when)
    )


def _best(
    given: Sequence[tuple[Sequence[T], Claim]],
    votes: Votes,
    agree: Callable[[T, T], bool],
    rank: Callable[[T], int],
) -> list[T]:
    """The value that most origins agree with, finest first; then its equals that contradict it."""
    alike: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    values: dict[tuple[object, ...], Sequence[T]] = {}
    for some, claim in given:
        alike[_keys(some)].append(claim)
        values.setdefault(_keys(some), some)
    weighed: list[tuple[tuple[int, int], int, int, Sequence[T]]] = []
    for k, some in enumerate(values.values()):
        first = some[0]
        agreeing = (key for key, others in values.items() if any(agree(first, o) for o in others))
        weight = votes.weigh(claim for key in agreeing for claim in alike[key])
        weighed.append((weight, -rank(first), -k, some))
    if not weighed:
        return []
    weighed.sort(key=lambda item: item[:3], reverse=True)
    equals: list[Sequence[T]] = [some for weight, *_, some in weighed if weight == weighed[0][0]]
    best: T = equals[0][0]
    rivals: list[T] = [some[0] for some in equals if not any(agree(best, o) for o in some)]
    chosen: list[T] = [best]
    return chosen + rivals


def _others(
    best: Sequence[T],
    given: Iterable[tuple[Sequence[T], Claim]],
    agree: Callable[[T, T], bool],
    say: Callable[[T], str],
) -> list[str]:
    """In words, what the claims say that do not agree with the best value."""
    apart = (v[0] for v, _ in given if not any(agree(best[0], other) for other in v))
    return list(dict.fromkeys(map(say, apart)))


def _agreed(
    best: Sequence[T], others: Sequence[str], share: Callable[[Sequence[T]], T | None], name: str
) -> Agreed[T]:
    """The best value, with the others in its why; what it shares with its equals if it has any."""
    if not best:
        return Agreed(None, f"no claim gives a {name}")
    said = ", ".join(others)
    if len(best) == 1:
        why = f"{best[0].why}; other claims say {said}" if others else best[0].why
        return Agreed(replace(best[0], why=why) if others else best[0])
    shared = share(best)
    if shared is None:
        return Agreed(None, f"as much speaks for one {name} as for another: {said}")
    return Agreed(shared)


def _places_agree(a: Place, b: Place) -> bool:
    return relate(a, b) in _AGREE


def _place_rank(place: Place) -> int:
    return _FINEST_FIRST.index(place.precision)


def _keys(values: Sequence[Place] | Sequence[When]) -> tuple[object, ...]:
    return tuple(_key(value) for value in values)


def _key(value: Place | When) -> tuple[object, ...]:
    """What is compared of a value: of equal ones the first stands for all."""
    if isinstance(value, When):
        return (value.start, value.end, value.precision)
    entry = (value.gazetteer, value.gazetteer_id, value.geonameid)
    units = (value.country, value.admin1, value.admin2, value.precision)
    name = value.name or value.as_written
    return (name, *units, *entry, value.lat, value.lon, value.uncertainty_m)


def _place_words(place: Place) -> str:
    return place.name or place.as_written


def _shared_place(places: Sequence[Place]) -> Place | None:
    """The smallest unit that all lie in: no point is put between them."""
    shared: dict[PlacePrecision, str] = {}
    for precision, _ in _UNITS:
        names = {getattr(place, precision) for place in places}
        if len(names) > 1 or None in names:
            break
        shared[precision] = names.pop()
    if not shared:
        return None
    finest, name = list(shared.items())[-1]
    if finest == "country":
        name = load("countries")["countries"].get(name, {}).get("name", name)
    listed = " as for ".join(dict.fromkeys(map(_place_words, places)))
    return Place(
        as_written=name,
        name=name,
        country=shared["country"],
        admin1=shared.get("admin1"),
        admin2=shared.get("admin2"),
        precision=finest,
        ucdp_where_prec=dict(_UNITS)[finest],
        why=f"as much speaks for {listed}: no finer than what they share",
    )


def _times_agree(a: When, b: When) -> bool:
    first, second = days_of(a), days_of(b)
    return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])


def _time_rank(when: When) -> int:
    days = days_of(when)
    return width_days(days) if days else 10**6


def _time_words(when: When) -> str:
    return str(when.start) if when.start == when.end else f"{when.start} to {when.end}"


def _shared_time(times: Sequence[When]) -> When | None:
    """The days from the first to the last of them; None where that is more than a month."""
    all_days = [days for when in times if (days := days_of(when))]
    start, end = min(days[0] for days in all_days), max(days[1] for days in all_days)
    width = width_days((start, end))
    if width > LOOSE_DAYS:
        return None
    listed = " as for ".join(dict.fromkeys(map(_time_words, times)))
    return When(
        start=start.isoformat(),
        end=end.isoformat(),
        precision="span",
        ucdp_date_prec=ucdp_precision(width),
        basis="inferred",
        why=f"as much speaks for {listed}: the days from the first to the last",
    )
