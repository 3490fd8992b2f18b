"""Incidents in time: how many when, and for each on the page a dot for a day, a bar for a span.

Days are calendar days as the page and its reading give them: no clock and no zone comes near them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from reportedly.records import Article
from reportedly.times.values import first_day, last_day
from reportedly.web.search import by_period
from reportedly.words import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.stores.casebook import Casebook
    from reportedly.web.index import Index
    from reportedly.web.listing import Line
    from reportedly.web.search import Question

FEW_DAYS: Final = 70
FEW_MONTHS: Final = 120
"""Up to so many days a bin is a day, up to so many months a month, else a year."""

TICKS: Final = 5
MARGIN: Final = 2.0
"""Percent of the width left free at each side of the lanes."""


@dataclass(frozen=True, slots=True)
class Bin:
    """A day, month or year: how many began in it, and the address that asks for them alone."""

    label: str
    count: int
    height: float
    since: str
    until: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A mark in a lane, in percent of its width: dot, bar, or open (an end is not known)."""

    kind: str
    x: float
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Lane:
    """An incident in time; ``published`` are the days on which its articles were printed."""

    line: Line
    stroke: Stroke | None
    published: list[float]
    printed: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bins of all that was found, and a lane for each incident of the page."""

    bins: list[Bin]
    lanes: list[Lane]
    ticks: list[tuple[float, str]]


def timeline(casebook: Casebook, index: Index, asked: Question, lines: Sequence[Line]) -> Timeline:
    """The incidents of a page in time, under the bins of all that the question finds."""
    wanted = {name for line in lines for name in line.incident.article_ids}
    articles = {article.id: article for article in casebook.named(Article, sorted(wanted))}
    printed = {line.incident.id: _printed(line, articles.values()) for line in lines}
    days = [d for line in lines for d in _ends(line) if d]
    days += [day for some in printed.values() for day in some]
    scale = _Scale(min(days), max(days)) if days else None
    lanes = [_lane(line, printed[line.incident.id], scale) for line in lines]
    return Timeline(bins(index, asked), lanes, scale.ticks() if scale else [])


def bins(index: Index, asked: Question) -> list[Bin]:
    """How many began when, whatever time is asked for; what is asked for is marked."""
    days = by_period(index, asked, 10)
    if not days:
        return []
    first, last = (first_day(days[k][0]) or date.min for k in (0, -1))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    letters = 10 if (last - first).days < FEW_DAYS else 7 if months <= FEW_MONTHS else 4
    counted = dict(by_period(index, asked, letters))
    most = max(counted.values())
    return [_bin(name, counted.get(name, 0), most, asked) for name in _names(first, last, letters)]


def _bin(name: str, count: int, most: int, asked: Question) -> Bin:
    since, until = str(first_day(name)), str(last_day(name))
    chosen = bool(asked.since or asked.until) and (
        (not asked.since or until >= asked.since) and (not asked.until or since <= asked.until)
    )
    address = replace(asked, since=since, until=until).address()
    return Bin(name, count, 100 * count / most, since, until, address, chosen)


def _names(first: date, last: date, letters: int) -> list[str]:
    """Every day, month or year from the first to the last, without gaps."""
    days = (first + timedelta(days=k) for k in range((last - first).days + 1))
    return list(dict.fromkeys(day.isoformat()[:letters] for day in days))


def _ends(line: Line) -> tuple[date | None, date | None]:
    when = line.incident.when
    start = first_day(when.start) if when and when.start else None
    end = last_day(when.end) if when and when.end else None
    return start, end


def _printed(line: Line, articles: Iterable[Article]) -> list[date]:
    mine = [a.published for a in articles if a.id in line.incident.article_ids and a.published]
    days = (first_day(when.start) for when in mine if when.start)
    return sorted({day for day in days if day})


def _lane(line: Line, printed: Sequence[date], scale: _Scale | None) -> Lane:
    words = ", ".join(dict.fromkeys(day.isoformat() for day in printed)) or UNKNOWN
    if scale is None:
        return Lane(line, None, [], words)
    return Lane(line, _stroke(line, scale), [scale.at(day) for day in printed], words)


def _stroke(line: Line, scale: _Scale) -> Stroke | None:
    start, end = _ends(line)
    if start is None and end is None:
        return None
    if start == end and start:
        return Stroke("dot", scale.at(start))
    left, right = scale.at(start) if start else 0.0, scale.at(end) if end else 100.0
    return Stroke("bar" if start and end else "open", left, max(right - left, 0.5))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days as percent of a lane's width."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day lies."""
        days = max((self.last - self.first).days, 1)
        return round(MARGIN + (100 - 2 * MARGIN) * (day - self.first).days / days, 2)

    def ticks(self) -> list[tuple[float, str]]:
        """Some days to read the lanes by."""
        days = (self.last - self.first).days
        step = max(days // (TICKS - 1), 1)
        marked = [self.first + timedelta(days=k) for k in range(0, days + 1, step)][:TICKS]
        return [(self.at(day), day.isoformat()) for day in marked]
