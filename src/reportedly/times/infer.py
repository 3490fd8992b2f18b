"""Infer when a page was published from what its own text says, or say why it cannot be done.

Each phrase that bears on the day gives a constraint (weekdays.py, elapsed.py, dated.py): a set
of days and a weight. The days that all of them leave are the answer, if they are few and if
more than one independent phrase, or one that is decisive alone, stands behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce

from reportedly.records import When
from reportedly.times.constraints import BOUND, FIRM, HARD, Constraint, Page
from reportedly.times.dated import dated_constraints
from reportedly.times.days import by_width, ucdp_precision
from reportedly.times.elapsed import elapsed_constraints
from reportedly.times.find import find_times
from reportedly.times.weekdays import weekday_constraints
from reportedly.times.windows import Windows, first_and_last, meet, size

FIRST_YEAR = 1990
MOST_DAYS = 31
ENOUGH = 3
READ_LIMIT = 100_000
"""Characters read at most: what dates a page stands in its first pages or nowhere."""
MOST_TIMES = 300
"""Time expressions weighed at most, for weekdays are compared with dates pair by pair."""


@dataclass(frozen=True, slots=True)
class InferenceFailure:
    """Why no publication date could be inferred: what was found, and what it leaves open."""

    reason: str


def infer_publication(
    title: str, text: str, *, today: date | None = None
) -> When | InferenceFailure:
    """The publication date as an interval, from the text's own constraints.

    Args:
        title: the article's title, may be empty.
        text: the body, without furniture.
        today: no page is from after this day; the clock's day unless given.

    Returns:
        A When of at most 31 days with the reasoning in ``why``, or the reason there is none.

    >>> found = infer_publication(
    ...     "What we know on day 30 of the war",
    ...     "Russian shells fell on a village in Ukraine.", today=date(2026, 1, 1))
    >>> found.start, found.end
    ('2022-03-24', '2022-03-26')
    """
    last = today or date.today()
    whole = f"{title}\n{text}"[:READ_LIMIT]
    page = Page(whole, tuple(find_times(whole)[:MOST_TIMES]), FIRST_YEAR, last.year)
    found = _distinct(_constraints(page))
    if not any(one.weight > BOUND for one in found):
        return InferenceFailure("no words on the page tie it to a known day")
    return _solved(found, ((date(FIRST_YEAR, 1, 1).toordinal(), last.toordinal()),))


def _constraints(page: Page) -> list[Constraint]:
    readers = (weekday_constraints, elapsed_constraints, dated_constraints)
    return [one for read in readers for one in read(page)]


def _distinct(found: list[Constraint]) -> list[Constraint]:
    """The same words twice say nothing more; the heaviest come first."""
    distinct = {(one.family, one.days): one for one in reversed(found) if one.days}
    return sorted(distinct.values(), key=lambda one: -one.weight)


def _solved(found: list[Constraint], all_days: Windows) -> When | InferenceFailure:
    """What all constraints leave.

    Soft ones may go where they contradict the rest; where firm ones do, or what is told of
    as past would lie after publication, there is no answer.
    """
    kept, dropped, days = _kept(found, all_days)
    if _refuted(kept, dropped):
        return InferenceFailure("the page contradicts itself: " + _listed(kept + dropped))
    if not _enough(kept):
        return InferenceFailure(f"too little to go by, {size(days)} days are left: {_listed(kept)}")
    first, last = first_and_last(days)
    if (last - first).days + 1 > MOST_DAYS:
        return InferenceFailure(
            f"{size(days)} days between {first} and {last} are left: {_listed(kept)}"
        )
    return _when(first, last, kept, dropped)


def _refuted(kept: list[Constraint], dropped: list[Constraint]) -> bool:
    """Whether what was dropped weighs too much: a hard one stands against one firm, not two."""
    if any(one.weight in (BOUND, HARD) for one in dropped):
        return True
    firm = sum(one.weight == FIRM for one in dropped)
    return firm > (1 if any(one.weight == HARD for one in kept) else 0)


def _kept(
    found: list[Constraint], all_days: Windows
) -> tuple[list[Constraint], list[Constraint], Windows]:
    """From the heaviest to the lightest, those that leave some day open."""

    def add(
        state: tuple[list[Constraint], list[Constraint], Windows], one: Constraint
    ) -> tuple[list[Constraint], list[Constraint], Windows]:
        kept, dropped, days = state
        left = meet(days, one.days)
        return ([*kept, one], dropped, left) if left else (kept, [*dropped, one], days)

    start: tuple[list[Constraint], list[Constraint], Windows] = ([], [], all_days)
    return reduce(add, found, start)


def _enough(kept: list[Constraint]) -> bool:
    """One decisive constraint, or several independent ones that weigh as much together.

    A weekday and the date it goes with are one piece of evidence, as are two of one family;
    but two different phrases that count from a war bear each other out.
    """
    weights: dict[str, int] = {}
    for one in kept:
        family = "weekday" if one.family == "coming" else one.family
        weights[family] = max(weights.get(family, 0), one.weight)
    counted = sum(one.family == "elapsed" and one.weight == FIRM for one in kept)
    return sum(weights.values()) + (counted > 1) >= ENOUGH


def _listed(constraints: list[Constraint]) -> str:
    return "; ".join(one.why for one in constraints)


def _when(first: date, last: date, kept: list[Constraint], dropped: list[Constraint]) -> When:
    days = (last - first).days + 1
    left_out = f"; left out as it contradicts these: {_listed(dropped)}" if dropped else ""
    return When(
        start=first.isoformat(),
        end=last.isoformat(),
        precision=by_width(days),
        ucdp_date_prec=ucdp_precision(days),
        basis="inferred",
        why=f"no date is stated; {_listed(kept)}{left_out}",
    )
