"""From days to the record: TimeValue and When, with precision and the reason in words."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date
from typing import Literal

from reportedly.records import Basis, TimeValue, When
from reportedly.times import forms as f
from reportedly.times.days import Stretch, by_width, month_end, ucdp_precision, width

_LETTERS = {"month": 7, "season": 7, "year": 4}
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def days_of(when: When | None) -> tuple[date, date] | None:
    """The first and the last day of a When; None if it is None or has an open end.

    >>> days_of(When(start="2022-02", end="2022-02", precision="month", ucdp_date_prec=4,
    ...              basis="stated", why=""))
    (datetime.date(2022, 2, 1), datetime.date(2022, 2, 28))
    """
    if when is None or when.start is None or when.end is None:
        return None
    first, last = first_day(when.start), last_day(when.end)
    return (first, last) if first and last and first <= last else None


def first_day(iso: str) -> date | None:
    """The first day of an ISO date cut to what is known."""
    match = _ISO.match(iso)
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None


def last_day(iso: str) -> date | None:
    """The last day of an ISO date cut to what is known."""
    match, first = _ISO.match(iso), first_day(iso)
    if not match or not first:
        return None
    if match[3]:
        return first
    return month_end(first) if match[2] else date(first.year, 12, 31)


def as_when(value: TimeValue) -> When | None:
    """A time mention's value as the When of a claim; None if it has no dates."""
    if value.start is None and value.end is None:
        return None
    return When(
        start=value.start,
        end=value.end,
        precision=value.precision,
        ucdp_date_prec=value.ucdp_date_prec,
        basis=value.basis,
        anchor=value.anchor,
        why=value.why,
    )


def anchor_words(anchor: When | None, what: str) -> str | None:
    """The anchor in words: "published 2022-09-20"."""
    window = days_of(anchor)
    if window is None:
        return None
    return f"{what} {span_words(*window)}"


def span_words(first: date, last: date) -> str:
    """One day, or from one to the other, in ISO dates."""
    return f"{first}" if first == last else f"{first} to {last}"


def as_value(
    found: f.TimeExpression,
    stretch: Stretch,
    window: tuple[date, date] | None,
    anchor: str | None,
) -> TimeValue:
    """The value of an expression that has been placed."""
    anchor = None if _self_standing(found.form) else anchor
    bounded = _bounded(stretch, found, window)
    start, end = _cut(bounded)
    if found.bound == "since" and start:
        start = start[: _LETTERS.get(stretch.precision, 10)]
    return TimeValue(
        start=start,
        end=end,
        precision=bounded.precision,
        ucdp_date_prec=_ucdp(bounded, found),
        basis=_basis(found.form),
        anchor=anchor,
        why=_why(found, bounded, anchor),
        type=timex_type(found.form),
        timex=stretch.timex,
    )


def _bounded(
    stretch: Stretch, found: f.TimeExpression, window: tuple[date, date] | None
) -> Stretch:
    """What "since" and "until" make of it: the other end is the publication, or open.

    "By Sunday he had left" tells of the Sunday; "by Sunday they will leave" of the days until.
    """
    if _stands_alone(found):
        until_now = isinstance(found.form, f.Reference) and found.bound == "until" and stretch.end
        return replace(stretch, start=None) if until_now else stretch
    if found.bound == "since" and stretch.start and window and stretch.start <= window[1]:
        days = (window[1] - stretch.start).days + 1
        return replace(stretch, end=window[1], precision=by_width(days))
    if found.bound in ("since", "from", "after"):
        return replace(stretch, end=None)
    if found.bound in ("until", "before") or (found.bound == "by" and found.tense == "future"):
        return replace(stretch, start=_today_before(stretch, found, window))
    return stretch


def _stands_alone(found: f.TimeExpression) -> bool:
    """Whether a bound changes nothing: a length, a set, a range, "before dawn" of that night."""
    if getattr(found.form, "part", None):
        return found.bound in ("before", "after")
    return isinstance(found.form, f.Period | f.Repeat | f.Reference | f.Stretch | f.Recent)


def _today_before(
    stretch: Stretch, found: f.TimeExpression, window: tuple[date, date] | None
) -> date | None:
    """Where a stretch that is still to run begins: on the day of publication."""
    ahead = window and stretch.end and window[0] <= stretch.end
    return window[0] if window and ahead and found.tense == "future" else None


def _ucdp(stretch: Stretch, found: f.TimeExpression) -> int:
    """UCDP's precision of the stretch; of its first day where it is said to begin on it."""
    if found.bound == "from" and stretch.start and stretch.precision == "day":
        return ucdp_precision(1)
    return ucdp_precision(width(stretch))


def _cut(stretch: Stretch) -> tuple[str | None, str | None]:
    """ISO dates cut to what is known: whole months to YYYY-MM, whole years to YYYY."""
    start, end = stretch.start, stretch.end
    whole = (start is None or start.day == 1) and (end is None or end == month_end(end))
    if stretch.precision in ("month", "season") and whole:
        return _written(start, 7), _written(end, 7)
    years = (start is None or start.month == 1) and (end is None or end.month == 12)
    if stretch.precision == "year" and whole and years:
        return _written(start, 4), _written(end, 4)
    return _written(start, 10), _written(end, 10)


def _written(day: date | None, letters: int) -> str | None:
    return day.isoformat()[:letters] if day else None


def _self_standing(form: f.Form) -> bool:
    """Whether the form is fully dated by its own words."""
    if isinstance(form, f.Stretch):
        return _self_standing(form.last)
    if isinstance(form, f.WeekOf | f.Apart):
        return _self_standing(form.day)
    if isinstance(form, f.Portion):
        return _self_standing(form.whole)
    return isinstance(form, f.Calendar) and bool(form.year or form.decade or form.century)


def _basis(form: f.Form) -> Basis:
    return "stated" if _self_standing(form) else "inferred"


def timex_type(form: f.Form) -> Literal["DATE", "TIME", "DURATION", "SET"]:
    """The TimeML type of a form."""
    if isinstance(form, f.Period) or (isinstance(form, f.Recent) and not form.vague):
        return "DURATION"
    if isinstance(form, f.Repeat):
        return "SET"
    if isinstance(form, f.Clock | f.Overnight) or getattr(form, "part", None):
        return "TIME"
    return "DATE"


def _why(found: f.TimeExpression, stretch: Stretch, anchor: str | None) -> str:
    if stretch.start is None and stretch.end is None:
        return f"'{found.text}' names no dates"
    if anchor is None:
        return f"'{found.text}' is written out{_contradicted(found.form, stretch)}"
    if isinstance(found.form, f.Calendar) and found.form.known and anchor == found.form.known[1]:
        return f"'{found.text}' is the day of {anchor}"
    bound = f"{found.bound} " if found.bound else ""
    tense = f", {found.tense} tense" if found.tense and _turns(found.form) else ""
    return f"'{bound}{found.text}' seen from {anchor}{tense}{_contradicted(found.form, stretch)}"


def _contradicted(form: f.Form, stretch: Stretch) -> str:
    """What is wrong where the page names another weekday than the date's own."""
    said = form.weekday if isinstance(form, f.Calendar) and not form.nth else None
    if said is None or stretch.start is None or stretch.start.weekday() == said:
        return ""
    own = calendar.day_name[stretch.start.weekday()]
    return f"; the page says {calendar.day_name[said]}, but that day is a {own}"


def _turns(form: f.Form) -> bool:
    """Whether the tense decides what the form means."""
    return isinstance(form, f.Weekday | f.Weekend) or (
        isinstance(form, f.Calendar) and form.year is None
    )


def day_words(day: date) -> str:
    """A day as people write it: 23 September 2022.

    >>> day_words(date(2022, 9, 23))
    '23 September 2022'
    """
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
