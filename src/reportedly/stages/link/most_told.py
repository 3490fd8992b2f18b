"""Which number of one kind most origins give: one that is told, never an average."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reportedly.records import MostTold
from reportedly.words import number_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.records import IncidentCount, Saying

Number = tuple[int | None, int | None]
Told = list[tuple[Number, "Saying"]]
Backed = dict[Number, list["Saying"]]
DAY = len("2031-05-05")
ONE: Number = (1, 1)
ANYBODY = "anybody"


def most_told(counts: Sequence[IncidentCount], article_of: Mapping[str, str]) -> MostTold | str:
    """The number that most origins give, of equals the one that came up last; or why there is none.

    Each origin gives its latest numbers. A lower one that it gives beside a higher in the same
    article is of a part of those people, and so is one person beside more, whoever tells of each.
    Numbers of unknown origin stand where no origin is known.
    """
    told = [
        (number, saying)
        for count in counts
        for saying in count.said
        if not saying.denied and (number := (count.low, count.high)) != (None, None)
    ]
    known = len({saying.origin for _, saying in told} - {None})
    backed = _backed(told, known, article_of)
    most = max(map(len, backed.values()), default=0)
    equals = _narrowest([number for number, sayings in backed.items() if len(sayings) == most])
    chosen = equals[0] if len(equals) == 1 else _last(equals, backed)
    if chosen is None:
        return _undecided(equals, known)
    return MostTold(
        low=chosen[0],
        high=chosen[1],
        n_origins=min(most, known),
        of_origins=known,
        since=_first(backed[chosen]),
        why=_why(len(equals), known),
    )


def _backed(told: Told, known: int, article_of: Mapping[str, str]) -> Backed:
    """Who stands behind each number: one saying for each origin."""
    highest: dict[tuple[str | None, str], int] = defaultdict(int)
    for (low, _), saying in told:
        for claim in saying.claim_ids:
            for key in ((saying.origin, article_of[claim]), (ANYBODY, article_of[claim])):
                highest[key] = max(highest[key], low or 0)
    backed: Backed = defaultdict(list)
    for number, saying in told:
        heard = saying.latest and (saying.origin is not None or not known)
        teller = ANYBODY if number == ONE else saying.origin
        beside = (highest[teller, article_of[claim]] for claim in saying.claim_ids)
        if heard and (number[0] or 0) >= min(beside):
            backed[number].append(saying)
    return backed


def _narrowest(numbers: Sequence[Number]) -> list[Number]:
    """The numbers but for those that leave open what another says: "3 or more" beside 4.

    One person told of leaves open who else: a witness speaks of her neighbour.
    """
    return [n for n in numbers if not any(_leaves_open(n, other) for other in numbers)]


def _leaves_open(wide: Number, number: Number) -> bool:
    low, high = (1, None) if wide == ONE else wide
    least, most = number
    above = low is None or (least is not None and low <= least)
    below = high is None or (most is not None and most <= high)
    return wide != number and above and below


def _last(equals: Sequence[Number], backed: Backed) -> Number | None:
    """The one of several numbers that came up later than all others, where that is known."""
    days = [day[:DAY] for number in equals if (day := _first(backed[number])) is not None]
    if len(days) < len(equals) or not days or days.count(max(days)) > 1:
        return None
    return equals[days.index(max(days))]


def _first(sayings: Sequence[Saying]) -> str | None:
    """The day on which a number came up."""
    return min((saying.first for saying in sayings if saying.first is not None), default=None)


def _undecided(equals: Sequence[Number], known: int) -> str:
    """Why none is the most told."""
    if not equals:
        return "no number is an origin's latest"
    words = " as ".join(number_words(*n) for n in sorted(equals, key=lambda n: n[0] or 0))
    return (
        f"as many origins give {words}"
        if known
        else f"no origin is known: as much speaks for {words}"
    )


def _why(equals: int, known: int) -> str:
    if not known:
        return "no origin is known" + (": the number that came up last" if equals > 1 else "")
    return "the number of most origins" if equals == 1 else "of equals the one that came up last"
