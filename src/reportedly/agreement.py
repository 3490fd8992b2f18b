"""How far two people who read the same values agree, and how much of it is more than chance.

Percent agreement and Krippendorff's alpha for each thing that readers hold, on pairs of readings of
which neither was made in knowledge of the other. The scales are in vocab/en/review.yaml.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

import msgspec

from reportedly.stages.review import OPEN, REJECTED, Scene, Standing, held, read_twice
from reportedly.times.values import first_day, last_day
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reportedly.records import Decision
    from reportedly.stores.casebook import Casebook

Label = str | int

NOT_SAID: Final = "not said"


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far readers agree on one thing: of ``pairs`` read twice, ``same`` are held alike.

    ``alpha`` is over the pairs with a value on both sides, ``compared`` of them; None where that
    says nothing, and ``alpha_null_reason`` why.
    """

    what: str
    level: str
    pairs: int
    same: int
    percent: float
    compared: int
    alpha: float | None
    alpha_null_reason: str | None


class Twice(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the values that two people read, and how far they agree."""

    read: int
    alike: int
    disputed: int
    settled: int
    agreement: list[Agreement]


def of_casebook(casebook: Casebook) -> Twice:
    """The agreement of those who read values of a casebook a second time."""
    decisions = list(casebook.decisions())
    pages = sorted({decision.on.capture for decision in decisions if decision.reading})
    articles = casebook.index.articles_of_captures(pages)
    read = casebook.as_read(a.id for a in articles)
    twice = list(read_twice(decisions, Scene(articles, read)).values())
    pairs = [one for one in twice if one.readers]
    return Twice(
        read=len(pairs),
        alike=sum(not one.differs for one in pairs),
        disputed=sum(one.disputed for one in pairs),
        settled=sum(one.differs and not one.disputed for one in pairs),
        agreement=agreement(twice),
    )


@dataclass(slots=True)
class _Pairs:
    """What two readers each hold of one thing, value by value."""

    level: str
    order: Sequence[str] = ()
    held: list[tuple[Label, Label]] = field(default_factory=list)


def agreement(twice: Iterable[Standing]) -> list[Agreement]:
    """How far the readers of these values agree, for each thing that they hold, in their order."""
    found: dict[tuple[int, str], _Pairs] = {}
    for one in twice:
        if one.blind:
            for place, measure in enumerate(load("review")["agreement"]["measures"]):
                if one.path.split(".", maxsplit=1)[0] == measure["of"]:
                    _take(found, place, measure, one.blind, one.path)
    return [_agreement(what, pairs) for (_, what), pairs in sorted(found.items(), key=_key)]


def _key(item: tuple[tuple[int, str], _Pairs]) -> tuple[str, int]:
    """Both numbers of a kind of count together, the others in the order of the measures."""
    (place, what), _ = item
    return (what.split(",")[0] if what.endswith(("at least", "at most")) else "", place)


def _take(
    found: dict[tuple[int, str], _Pairs],
    place: int,
    measure: Mapping[str, Any],
    both: tuple[Decision, Decision],
    path: str,
) -> None:
    """Add what two readers hold of one thing; what one of them left open is no pair."""
    if OPEN in (held(one, path) for one in both):
        return
    what = measure["label"]
    if measure.get("each"):
        what = f"{(both[1].before or {}).get(measure['each'])}, {what}"
    pairs = found.setdefault((place, what), _Pairs(measure["level"], measure.get("order", ())))
    first, second = (_label(one, measure) for one in both)
    pairs.held.append((first, second))


def _label(decision: Decision, measure: Mapping[str, Any]) -> Label:
    """What a reader holds, on the scale of a measure; words where it has no place on it."""
    if decision.action == "reject":
        return REJECTED
    value = msgspec.to_builtins(decision.after if decision.action == "edit" else decision.before)
    if isinstance(value, dict):
        given = (value.get(name) for name in measure["by"])
        value = next((one for one in given if one is not None), None)
    if value is None:
        return NOT_SAID
    match measure["level"]:
        case "interval":
            day = (first_day if measure["by"] == ["start"] else last_day)(value)
            return day.toordinal() if day else NOT_SAID
        case "ratio":
            return int(value)
        case "ordinal":
            return int(measure["order"].index(value))
    return str(value).casefold()


def _agreement(what: str, pairs: _Pairs) -> Agreement:
    scaled = pairs.level != "nominal"
    compared = [both for both in pairs.held if not scaled or not _worded(both)]
    value, why = alpha(compared, pairs.level)
    same = sum(first == second for first, second in pairs.held)
    return Agreement(
        what=what,
        level=pairs.level,
        pairs=len(pairs.held),
        same=same,
        percent=100 * same / len(pairs.held),
        compared=len(compared),
        alpha=value,
        alpha_null_reason=why,
    )


def _worded(both: Sequence[Label]) -> bool:
    return any(isinstance(label, str) for label in both)


def alpha(pairs: Sequence[tuple[Label, Label]], level: str) -> tuple[float | None, str | None]:
    """Krippendorff's alpha of two readings of each value, or why there is none.

    >>> alpha([("a", "a")], "nominal")
    (None, 'too few to say: 1 of the 10 pairs that it takes')
    """
    least = load("review")["agreement"]["least"]
    if len(pairs) < least:
        return None, f"too few to say: {len(pairs)} of the {least} pairs that it takes"
    if len({label for both in pairs for label in both}) == 1:
        return None, "all hold one and the same value: chance would agree as well"
    from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415 - half a second to import

    told = [(who, at, label) for at, both in enumerate(pairs) for who, label in enumerate(both)]
    task = AnnotationTask(told, distance=distance(pairs, level))
    return float(task.alpha()), None


def distance(pairs: Iterable[tuple[Label, Label]], level: str) -> Callable[[Any, Any], float]:
    """How far apart two values of a scale are, squared (Krippendorff's metrics)."""
    match level:
        case "interval":
            return lambda one, other: float((one - other) ** 2)
        case "ratio":
            return lambda one, other: ((one - other) / (one + other)) ** 2 if one != other else 0.0
        case "ordinal":
            return _ranks(pairs)
    return lambda one, other: float(one != other)


def _ranks(pairs: Iterable[tuple[Label, Label]]) -> Callable[[Any, Any], float]:
    """As many values as lie between two ranks, the ends half."""
    counted: dict[Label, int] = defaultdict(int)
    for label in (label for both in pairs for label in both):
        counted[label] += 1
    ranks = sorted(counted, key=int)
    middle = dict(zip(ranks, _middles([counted[rank] for rank in ranks]), strict=True))
    return lambda one, other: (middle[one] - middle[other]) ** 2


def _middles(counts: Sequence[int]) -> Iterator[float]:
    """Where the middle of each rank lies among all values.

    >>> list(_middles([2, 4]))
    [1.0, 4.0]
    """
    return (end - count / 2 for end, count in zip(accumulate(counts), counts, strict=True))
