"""Arithmetic on days: months, weeks, seasons, and the stretches they make."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.records import DatePrecision


PRECISIONS: tuple[DatePrecision, ...] = ("day", "span", "week", "month", "season", "year")
"""From the finest to the coarsest."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from ``start`` to ``end``, both included; None is an open end."""

    start: date | None
    end: date | None
    precision: DatePrecision
    timex: str


def add_days(day: date, count: int) -> date:
    """The day so many days on, kept inside the calendar."""
    ordinal = min(max(day.toordinal() + count, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def add_months(day: date, count: float) -> date:
    """The same day so many months on; fractions of a month are 30.44 days long.

    >>> add_months(date(2022, 1, 31), 1)
    datetime.date(2022, 2, 28)
    """
    whole = int(count // 1)
    years, month = divmod(day.year * 12 + day.month - 1 + whole, 12)
    if not 1 <= years <= 9999:
        return date.min if years < 1 else date.max
    last = calendar.monthrange(years, month + 1)[1]
    moved = date(years, month + 1, min(day.day, last))
    return add_days(moved, round((count - whole) * 30.44))


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return add_days(day, -day.weekday())


def of_day(day: date, part: str | None = None) -> Stretch:
    """One day, maybe a part of it (which only the TIMEX3 value keeps)."""
    return Stretch(day, day, "day", day.isoformat() + (f"T{part}" if part else ""))


def of_week(day: date) -> Stretch:
    """The week, Monday to Sunday, that holds the day."""
    first = monday(day)
    year, week, _ = day.isocalendar()
    return Stretch(first, add_days(first, 6), "week", f"{year}-W{week:02d}")


def of_weekend(day: date) -> Stretch:
    """Saturday and Sunday of the week that holds the day."""
    first = add_days(monday(day), 5)
    year, week, _ = first.isocalendar()
    return Stretch(first, add_days(first, 1), "span", f"{year}-W{week:02d}-WE")


def of_month(year: int, month: int) -> Stretch:
    """A calendar month."""
    first = date(year, month, 1)
    return Stretch(first, month_end(first), "month", f"{year}-{month:02d}")


def of_quarter(year: int, quarter: int) -> Stretch:
    """A quarter of the calendar year."""
    first = date(year, quarter * 3 - 2, 1)
    return Stretch(first, month_end(date(year, quarter * 3, 1)), "season", f"{year}-Q{quarter}")


def of_season(year: int, code: str, months: tuple[int, int]) -> Stretch:
    """A season of the northern half of the earth; winter runs into the next year."""
    first = date(year, months[0], 1)
    last = month_end(add_months(first, months[1] - months[0]))
    return Stretch(first, last, "season", f"{year}-{code}")


def of_year(year: int) -> Stretch:
    """A calendar year."""
    return Stretch(date(year, 1, 1), date(year, 12, 31), "year", f"{year}")


def of_years(first: int, count: int, timex: str) -> Stretch:
    """A decade or a century."""
    return Stretch(date(first, 1, 1), date(first + count - 1, 12, 31), "year", timex)


def of_unit(unit: str, day: date) -> Stretch:
    """The month, quarter, year, decade or century that holds the day."""
    if unit == "month":
        return of_month(day.year, day.month)
    if unit == "quarter":
        return of_quarter(day.year, (day.month + 2) // 3)
    if unit == "decade":
        return of_years(day.year // 10 * 10, 10, str(day.year // 10))
    if unit == "century":
        return of_years(day.year // 100 * 100, 100, str(day.year // 100))
    return of_year(day.year)


def hull(first: Stretch, last: Stretch) -> Stretch:
    """From the start of one to the end of the other; the finer words no longer hold."""
    if first == last:
        return first
    whole = Stretch(first.start, last.end, "span", first.timex)
    precision = max(first.precision, by_width(width(whole)), key=PRECISIONS.index)
    same = first.timex == last.timex
    timex = first.timex if same or not first.start else f"{first.start}/{last.end}"
    return Stretch(whole.start, whole.end, precision, timex)


def width(stretch: Stretch) -> int | None:
    """Days in the stretch, both ends counted; None where an end is open."""
    if stretch.start is None or stretch.end is None:
        return None
    return (stretch.end - stretch.start).days + 1


def by_width(days: int | None) -> DatePrecision:
    """The precision that so many days amount to."""
    limits: tuple[tuple[int, DatePrecision], ...] = (
        (1, "day"),
        (6, "span"),
        (7, "week"),
        (31, "month"),
        (92, "season"),
    )
    if days is None:
        return "year"
    return next((precision for limit, precision in limits if days <= limit), "year")


def ucdp_precision(days: int | None) -> int:
    """UCDP GED's date_prec (codebook 23.1): 1 day, 2 two to six days, 3 week, 4 month, 5 more."""
    if days is None:
        return 5
    return next((code for limit, code in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= limit), 5)


def acled_precision(ucdp: int) -> int | None:
    """ACLED's time_precision (codebook 2023): 1 day, 2 week, 3 month; None: it records no wider.

    >>> [acled_precision(code) for code in (1, 2, 3, 4, 5)]
    [1, 2, 2, 3, None]
    """
    return {1: 1, 2: 2, 3: 2, 4: 3}.get(ucdp)


def latest_weekday(day: date, weekday: int) -> date:
    """The weekday on the day or the last one before it."""
    return add_days(day, -((day.weekday() - weekday) % 7))


def coming_weekday(day: date, weekday: int) -> date:
    """The weekday on the day or the first one after it."""
    return add_days(day, (weekday - day.weekday()) % 7)
