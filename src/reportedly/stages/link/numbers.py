"""How many people, as said: every number side by side, who gives it, the range, the latest."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportedly.records import CountRange, IncidentCount, MostTold, Saying
from reportedly.stages.link.intervals import days_of
from reportedly.stages.link.most_told import most_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.records import Article, Claim, Count, When
    from reportedly.stages.link.intervals import Days
    from reportedly.stages.link.values import Votes

Kind = tuple[str, str, str | None]
Number = tuple[int | None, int | None]
Carried = tuple["Days", "Days"]
"""The days on which a number is first and last seen."""


def counts_of(
    claims: Sequence[Claim], votes: Votes, articles: Mapping[str, Article]
) -> tuple[IncidentCount, ...]:
    """Every number given, side by side: equal ones once, with all the claims that give them."""
    by: dict[tuple[Kind, Number], dict[str, Claim]] = defaultdict(dict)
    first: dict[tuple[Kind, Number], Count] = {}
    for claim in claims:
        for count in claim.counts:
            key = (_kind(count), (count.low, count.high))
            first.setdefault(key, count)
            by[key][claim.id] = claim
    said = {key: _sayings(list(givers.values()), votes, articles) for key, givers in by.items()}
    carried = {key: _carried(givers.values(), votes, articles) for key, givers in by.items()}
    return tuple(
        IncidentCount(
            what=count.what,
            who=count.who,
            low=count.low,
            high=count.high,
            scope=count.scope,
            by=tuple(by[key]),
            said=_marked(
                said[key], carried[key], [c for k, c in carried.items() if k[0] == key[0]]
            ),
        )
        for key, count in first.items()
    )


def ranges_of(
    counts: Sequence[IncidentCount], article_of: Mapping[str, str]
) -> tuple[CountRange, ...]:
    """The range of each kind of number, totals so far apart; open ends stay open.

    >>> from reportedly.records import IncidentCount, Saying
    >>> said = (Saying(origin="o-1", claim_ids=("c-1",)),)
    >>> (found,) = ranges_of([
    ...     IncidentCount(what="killed", who=None, low=3, high=3, by=("c-1",), said=said),
    ...     IncidentCount(what="killed", who=None, low=5, high=None, by=("c-1",), said=said)],
    ...     {"c-1": "a-1"})
    >>> found.low, found.high, found.most_told.low
    (3, None, 5)
    """
    kinds: dict[Kind, list[IncidentCount]] = defaultdict(list)
    for count in counts:
        if not all(saying.denied for saying in count.said):
            kinds[_kind(count)].append(count)
    return tuple(_range(some, article_of) for some in kinds.values())


def _range(counts: Sequence[IncidentCount], article_of: Mapping[str, str]) -> CountRange:
    low, high = _span(counts)
    most = most_told(counts, article_of)
    latest = _span([c for c in counts if any(saying.latest for saying in c.said)])
    return CountRange(
        what=counts[0].what,
        who=counts[0].who,
        scope=counts[0].scope,
        low=low,
        high=high,
        latest_low=latest[0],
        latest_high=latest[1],
        most_told=most if isinstance(most, MostTold) else None,
        most_told_null_reason=most if isinstance(most, str) else None,
    )


def _span(counts: Sequence[IncidentCount]) -> Number:
    """The lowest and highest; "a number of" bounds nothing where another number is said."""
    told = [c for c in counts if (c.low, c.high) != (None, None)]
    lows, highs = [c.low for c in told], [c.high for c in told]
    return (
        None if not told or None in lows else min(n for n in lows if n is not None),
        None if not told or None in highs else max(n for n in highs if n is not None),
    )


def _kind(count: Count | IncidentCount) -> Kind:
    """Numbers of one kind stand for one another; a total so far never for the incident's own."""
    return (count.scope, count.what, count.who)


def _sayings(
    claims: Sequence[Claim], votes: Votes, articles: Mapping[str, Article]
) -> tuple[Saying, ...]:
    """One for each origin, denials apart, in the order of mention."""
    by: dict[tuple[str | None, bool], list[str]] = defaultdict(list)
    dates: dict[tuple[str | None, bool], list[tuple[Days, str]]] = defaultdict(list)
    for claim in claims:
        key = (votes.origin(claim), claim.modality == "denied")
        by[key].append(claim.id)
        dates[key] += _printed(claim, articles)
    return tuple(
        Saying(
            origin=origin,
            claim_ids=tuple(ids),
            first=min(dates[origin, denied])[1] if dates[origin, denied] else None,
            last=max(dates[origin, denied])[1] if dates[origin, denied] else None,
            latest=not denied,
            denied=denied,
        )
        for (origin, denied), ids in by.items()
    )


def _printed(claim: Claim, articles: Mapping[str, Article]) -> list[tuple[Days, str]]:
    """When a claim's article was published, as days and as known; nothing where it is not."""
    article = articles.get(claim.article_id)
    when: When | None = article.published if article else None
    days = days_of(when)
    return [(days, when.start)] if when and when.start and days else []


def _carried(
    claims: Iterable[Claim], votes: Votes, articles: Mapping[str, Article]
) -> dict[str, tuple[Days, Days]]:
    """When each known origin is first and last seen to give a number."""
    found: dict[str, tuple[Days, Days]] = {}
    for claim in claims:
        origin = votes.origin(claim)
        for days, _ in _printed(claim, articles):
            if origin is not None and claim.modality != "denied":
                first, last = found.get(origin, (days, days))
                found[origin] = (min(first, days), max(last, days, key=lambda d: (d[1], d[0])))
    return found


def _marked(
    said: Iterable[Saying], own: Mapping[str, Carried], rivals: Sequence[Mapping[str, Carried]]
) -> tuple[Saying, ...]:
    """The sayings, those not latest whose origin gave another number later."""
    later = {o for o in own for rival in rivals if o in rival and _later(rival[o], own[o])}
    return tuple(
        replace(saying, latest=saying.latest and saying.origin not in later) for saying in said
    )


def _later(rival: Carried, own: Carried) -> bool:
    """Whether a number came up on a later day and was carried to a later day.

    One page that changed a number while others go on with the old one supersedes nothing, nor
    does an old number that a page repeats late.
    """
    return all(now[0] > was[1] for now, was in zip(rival, own, strict=True))
