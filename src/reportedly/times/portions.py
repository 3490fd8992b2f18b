"""A portion of a month or year: "the first week of April", "the second half of 2022"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.times import days as d

if TYPE_CHECKING:
    from datetime import date

    from reportedly.times.forms import Portion

_WEEK = 7


def portion(form: Portion, whole: d.Stretch) -> d.Stretch:
    """The days of the portion inside the whole; ValueError if the whole has no such one.

    >>> from reportedly.times.forms import Calendar, Portion
    >>> april = d.of_month(2023, 4)
    >>> week = portion(Portion(Calendar(month=4), -1, "week"), april)
    >>> week.start, week.end, week.timex
    (datetime.date(2023, 4, 24), datetime.date(2023, 4, 30), '2023-W17')
    """
    if whole.start is None or whole.end is None:
        raise ValueError("no days to take a portion of")
    first, last = _cut(form, whole.start, whole.end)
    if not whole.start <= first <= last <= whole.end:
        raise ValueError(f"it has no such {form.unit}")
    width = (last - first).days + 1
    return d.Stretch(first, last, d.by_width(width), _timex(form, whole, first))


def _cut(form: Portion, first: date, last: date) -> tuple[date, date]:
    """The first and last day, counted from the beginning (1, 2, …) or from the end (-1)."""
    if form.unit == "half":
        return _half(form.nth, first, last)
    if form.unit == "weekend":
        return _weekend(form.nth, first, last)
    if form.unit == "month":
        months = int(form.count)
        return (
            (first, d.add_days(d.add_months(first, months), -1))
            if form.nth > 0
            else (d.add_months(d.add_days(last, 1), -months), last)
        )
    long = int(form.count * (_WEEK if form.unit == "week" else 1))
    if form.nth < 0:
        return d.add_days(last, 1 - long), last
    begun = d.add_days(first, (form.nth - 1) * long)
    return begun, d.add_days(begun, long - 1)


def _half(nth: int, first: date, last: date) -> tuple[date, date]:
    """To the 15th and from the 16th of a month; to and from the middle of a year."""
    in_year = last.month != first.month
    middle = d.add_months(first, 6) if in_year else d.add_days(first, 15)
    if nth not in (1, 2, -1):
        raise ValueError("there are two halves")
    return (first, d.add_days(middle, -1)) if nth == 1 else (middle, last)


def _weekend(nth: int, first: date, last: date) -> tuple[date, date]:
    """The nth Saturday of the whole and the Sunday after it."""
    if nth > 0:
        saturday = d.add_days(d.coming_weekday(first, 5), _WEEK * (nth - 1))
    else:
        saturday = d.latest_weekday(d.add_days(last, -1), 5)
    return saturday, d.add_days(saturday, 1)


def _timex(form: Portion, whole: d.Stretch, first: date) -> str:
    """The week, weekend or half year as TimeML writes it; else the whole, whose portion it is."""
    if form.unit == "weekend":
        return d.of_weekend(first).timex
    if form.unit == "week" and form.count == 1:
        return d.of_week(d.add_days(first, 3)).timex
    if form.unit == "half" and whole.precision == "year":
        return f"{whole.timex}-H{1 if form.nth == 1 else 2}"
    return whole.timex
