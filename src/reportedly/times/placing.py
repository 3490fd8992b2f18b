"""Where each form lies on the calendar, seen from one day."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date
from functools import singledispatch

from reportedly.times import days as d
from reportedly.times import forms as f
from reportedly.times.anchors import war_starts
from reportedly.times.build import period_value
from reportedly.times.portions import portion
from reportedly.times.words import table

_TIMELESS = (f.Period, f.Repeat, f.Reference, f.Recent)


def needs_anchor(form: f.Form) -> bool:
    """Whether the form says nothing of the calendar without a day to count from."""
    if isinstance(form, f.Stretch):
        return needs_anchor(form.first) or needs_anchor(form.last)
    if isinstance(form, f.WeekOf | f.Apart):
        return needs_anchor(form.day)
    if isinstance(form, f.Portion):
        return needs_anchor(form.whole)
    if isinstance(form, f.Calendar):
        return form.year is None and form.decade is None and form.century is None
    if isinstance(form, f.WarStart):
        return len(form.known) != 1
    return not isinstance(form, _TIMELESS)


@singledispatch
def place(form: f.Form, _day: date | None, _tense: f.Tense | None) -> d.Stretch:
    """The stretch that a form stands for, seen from ``day``; ValueError if there is none."""
    raise ValueError(f"{form} has no place on the calendar")


@place.register
def _(form: f.Calendar, day: date | None, tense: f.Tense | None) -> d.Stretch:
    if form.decade is not None:
        return d.of_years(form.decade, 10, str(form.decade)[:3])
    if form.century is not None:
        return d.of_years(form.century, 100, str(form.century)[:2])
    if form.year is not None:
        return _dated(form, form.year)
    if day is None:
        raise ValueError("no year")
    if form.step is not None:
        return _stepped(form, day, form.step)
    if form.known is not None and form.known[0] <= day:
        return d.of_day(form.known[0], form.part)
    return _nearest(form, day, tense)


def _dated(form: f.Calendar, year: int) -> d.Stretch:
    """The stretch of a form in a given year."""
    if form.month is not None and form.day is not None:
        return d.of_day(date(year, form.month, form.day), form.part)
    if form.month is not None and form.weekday is not None and form.nth is not None:
        first = d.coming_weekday(date(year, form.month, 1), form.weekday)
        return d.of_day(d.add_days(first, 7 * form.nth - 7), form.part)
    if form.month is not None:
        return d.of_month(year, form.month)
    if form.season is not None:
        first, last = table("season_months")[form.season]
        return d.of_season(year, form.season, (first, last))
    if form.quarter is not None:
        return d.of_quarter(year, form.quarter)
    return d.of_year(year)


def _possible(form: f.Calendar, years: range) -> list[d.Stretch]:
    """The stretches of the years that have such a day (and weekday, where one is said)."""
    found = []
    for year in years:
        if form.month == 2 and form.day == 29 and not _leap(year):
            continue
        stretch = _dated(form, year)
        if form.weekday is None or (stretch.start and stretch.start.weekday() == form.weekday):
            found.append(stretch)
    return found


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _nearest(form: f.Calendar, day: date, tense: f.Tense | None) -> d.Stretch:
    """A date without a year: the nearest to the anchor; the tense decides a near draw."""
    years = range(day.year - 1, day.year + 2)
    if form.weekday is not None and form.nth is None:
        _agree(form, day, years)
    close = _possible(form, years) or _possible(replace(form, weekday=None), years)
    if not close:
        raise ValueError("29 February in no year near the publication")
    return min(close, key=lambda stretch: _distance(stretch, day, tense))


def _agree(form: f.Calendar, day: date, years: range) -> None:
    """ValueError where the date falls right beside the anchor, but on another weekday than said."""
    for one in _possible(replace(form, weekday=None), years):
        near = one.start and abs((one.start - day).days) <= _BESIDE
        if one.start and near and one.start.weekday() != form.weekday:
            said = calendar.day_name[form.weekday or 0]
            own = calendar.day_name[one.start.weekday()]
            raise ValueError(f"the page says {said}, but {one.start} is a {own}")


_BESIDE = 31  # days within which a date without a year is of this year for sure


def _distance(stretch: d.Stretch, day: date, tense: f.Tense | None) -> float:
    """Days between; what lies on the wrong side of the tense counts more.

    A month eight times, a day three times: of days to come it is often said that they "were
    set".

    News tells more of the past than of the future: with no tense, a day to come counts
    double, a month four times.
    """
    if stretch.start is None or stretch.end is None:
        return 0
    if stretch.start <= day <= stretch.end:
        return 0
    ahead = stretch.start > day
    days = (stretch.start - day).days if ahead else (day - stretch.end).days
    if tense is None:
        return days * ((2 if stretch.precision == "day" else 4) if ahead else 1)
    wrong = 3 if stretch.precision == "day" else 8
    return days * (1 if ahead == (tense == "future") else wrong)


def _stepped(form: f.Calendar, day: date, step: int) -> d.Stretch:
    """As in "Last October", "this spring", "September next year"."""
    if form.step_of == "year":
        return _dated(form, day.year + step)
    near = _possible(form, range(day.year - 2, day.year + 3))
    if step < 0:
        return [one for one in near if one.end and one.end < day][-1]
    if step > 0:
        return next(one for one in near if one.start and one.start > day)
    return _dated(form, day.year)


@place.register
def _(form: f.Weekday, day: date | None, tense: f.Tense | None) -> d.Stretch:
    return d.of_day(_weekday(form, _given(day), tense), form.part)


def _weekday(form: f.Weekday, day: date, tense: f.Tense | None) -> date:
    """Which day a weekday is. In a story of a Friday "Friday" is today, "will" or not."""
    if form.week is not None:
        return d.add_days(d.monday(day), 7 * form.week + form.weekday)
    if form.step == -1:
        return d.latest_weekday(d.add_days(day, -1), form.weekday)
    if form.step == 1:
        return d.coming_weekday(d.add_days(day, 1), form.weekday)
    if tense == "future" or (form.step == 0 and tense is None):
        return d.coming_weekday(day, form.weekday)
    return d.latest_weekday(day, form.weekday)


def _given(day: date | None) -> date:
    if day is None:
        raise ValueError("no day to count from")
    return day


@place.register
def _(form: f.Shift, day: date | None, tense: f.Tense | None) -> d.Stretch:
    stretch = _shifted(form, _given(day))
    if form.step == 0 and form.unit == "week" and tense == "past" and day != stretch.start:
        return replace(stretch, end=day)  # what happened "this week" was not after it
    return stretch


def _shifted(form: f.Shift, day: date) -> d.Stretch:
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
    if form.unit in months:
        moved = d.add_months(day.replace(day=1), months[form.unit] * form.step)
        return d.of_unit(form.unit, moved)
    lengths = {"week": 7, "weekend": 7, "fortnight": 14}
    moved = d.add_days(day, lengths.get(form.unit, 1) * form.step)
    if form.unit == "weekend":
        return _weekend(day, form.step)
    return d.of_day(moved, form.part) if form.unit not in lengths else d.of_week(moved)


def _weekend(day: date, step: int) -> d.Stretch:
    """Last weekend is the one before this week's; the weekend days belong to their own."""
    return d.of_weekend(d.add_days(day, 7 * step if step < 0 or day.weekday() > 4 else 0))


@place.register
def _(_form: f.Weekend, day: date | None, tense: f.Tense | None) -> d.Stretch:
    given = _given(day)
    on_it = given.weekday() > 4 or tense == "future"
    return d.of_weekend(given if on_it else d.add_days(given, -7))


@place.register
def _(form: f.Overnight, day: date | None, tense: f.Tense | None) -> d.Stretch:
    if form.day is None:
        return _night_to(_given(day), _given(day))
    named = place(form.day, day, tense).start
    if named is None:
        raise ValueError("no day to count the night from")
    # on the day of writing the night is over, else it began on the day named
    return _night_to(named if form.into or named == day else d.add_days(named, 1), named)


def _night_to(morning: date, named: date) -> d.Stretch:
    return d.Stretch(d.add_days(morning, -1), morning, "span", f"{named}TNI")


@place.register
def _(form: f.Clock, day: date | None, _tense: f.Tense | None) -> d.Stretch:
    given = _given(day)
    return d.Stretch(d.add_days(given, -1), given, "span", f"{given}T{form.part}")


@place.register
def _(form: f.Stretch, day: date | None, tense: f.Tense | None) -> d.Stretch:
    last = place(form.last, day, tense)
    first = place(form.first, last.start or day, "past")
    if first.start is None or last.end is None or first.start > last.end:
        raise ValueError("the range ends before it begins")
    words = d.Stretch(first.start, last.end, "span", first.timex)
    wide = first.precision if first.precision in ("month", "season", "year") else "span"
    return d.Stretch(words.start, words.end, wide, f"{first.timex}/{last.timex}")


@place.register
def _(form: f.WeekOf, day: date | None, tense: f.Tense | None) -> d.Stretch:
    return d.of_week(_given(place(form.day, day, tense).start))


@place.register
def _(form: f.Portion, day: date | None, tense: f.Tense | None) -> d.Stretch:
    return portion(form, place(form.whole, day, tense))


@place.register
def _(form: f.Apart, day: date | None, tense: f.Tense | None) -> d.Stretch:
    named = _given(place(form.day, day, tense).start)
    return place(f.Ago(form.amount, form.unit, form.step), named, tense)


@place.register
def _(form: f.Ago, day: date | None, _tense: f.Tense | None) -> d.Stretch:
    given = _given(day)
    if form.amount.said is None or form.hedge or form.amount.said % 1:
        return _roughly(form, given)
    return _exactly(form, given, int(form.amount.said) * form.step)


def _exactly(form: f.Ago, day: date, count: int) -> d.Stretch:
    if form.unit in ("second", "minute", "hour"):
        return _hours(form, day, count)
    if form.unit == "day":
        return d.of_day(d.add_days(day, count), form.part)
    if form.unit in ("week", "weekend", "fortnight"):
        return _weeks(day, count * (2 if form.unit == "fortnight" else 1))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
    moved = d.add_months(day, months.get(form.unit, 1) * count)
    return d.of_unit(form.unit if form.unit in ("month", "quarter") else "year", moved)


def _weeks(day: date, count: int) -> d.Stretch:
    """Whole weeks away: the days around it, for the words do not mean one day."""
    if not count:
        return d.of_week(day)
    middle = d.add_days(day, 7 * count)
    first, last = d.add_days(middle, -3), d.add_days(middle, 3)
    return d.Stretch(first, last, "week", d.of_week(middle).timex)


def _hours(form: f.Ago, day: date, count: int) -> d.Stretch:
    """Hours away: the day they may reach to, and the anchor's own; in a tale a few are of it."""
    unit = {"hour": 24, "minute": 1440, "second": 86400}[form.unit]
    if form.narrative and form.amount.said and abs(count) <= unit / 4:
        return d.of_day(day)
    other = d.add_days(day, -(-abs(count) // unit) * form.step)
    return d.Stretch(min(day, other), max(day, other), "span", d.of_day(day).timex)


def _roughly(form: f.Ago, day: date) -> d.Stretch:
    """A vague or hedged amount: the range that the words and the hedge leave."""
    if form.unit in ("second", "minute", "hour"):
        return replace(_hours(form, day, form.step), timex=_rough_timex(form, day))
    below, above = table("hedges")[form.hedge if form.hedge in table("hedges") else ""]
    vague = form.amount.said is None
    low = form.amount.low - (0 if vague else below)
    high = form.amount.high + (0 if vague else above)
    ends = sorted(moved(day, form.step * many, form.unit) for many in (max(low, 0), high))
    stretch = d.Stretch(ends[0], ends[1], "span", _rough_timex(form, day))
    return d.Stretch(ends[0], ends[1], d.by_width(d.width(stretch)), stretch.timex)


def _rough_timex(form: f.Ago, day: date) -> str:
    """TimeML cuts the value to the unit; a vague amount is the vague past or future."""
    if form.amount.said is None and form.narrative:
        return period_value(form.amount, form.unit)  # "a few days later" in a tale of the past
    if form.amount.said is None:
        return "PAST_REF" if form.step < 0 else "FUTURE_REF"
    if form.amount.said % 1:
        return d.of_unit("month", moved(day, form.step * form.amount.said, form.unit)).timex
    return _exactly(form, day, int(form.amount.said) * form.step).timex


def moved(day: date, count: float, unit: f.Unit) -> date:
    """The day so many units on, fractions included."""
    months = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200}
    if unit in months:
        return d.add_months(day, count * months[unit])
    lengths = {"week": 7, "weekend": 7, "fortnight": 14, "hour": 1 / 24, "minute": 1 / 1440}
    return d.add_days(day, round(count * lengths.get(unit, 1)))


@place.register
def _(form: f.Recent, day: date | None, _tense: f.Tense | None) -> d.Stretch:
    timex = _recent_timex(form)
    if day is None:
        return d.Stretch(None, None, "span", timex)
    if form.amount is not None and form.amount.said is not None:
        far = moved(day, form.step * form.amount.high, form.unit)
    else:
        far = d.add_days(day, form.step * table("reach").get(form.unit, 7))
    first, last = sorted((far, day))
    return d.Stretch(first, last, d.by_width((last - first).days + 1), timex)


def _recent_timex(form: f.Recent) -> str:
    if form.vague:
        return "PAST_REF"
    return period_value(form.amount or f.Amount(2, 9, None), form.unit)


@place.register
def _(form: f.Period, _day: date | None, _tense: f.Tense | None) -> d.Stretch:
    return d.Stretch(None, None, "span", period_value(form.amount, form.unit))


@place.register
def _(form: f.Repeat, _day: date | None, _tense: f.Tense | None) -> d.Stretch:
    return d.Stretch(None, None, "span", form.value)


@place.register
def _(form: f.Reference, day: date | None, _tense: f.Tense | None) -> d.Stretch:
    if day is None or form.value != "PRESENT_REF":
        return d.Stretch(None, None, "span", form.value)
    return d.Stretch(day, day, "day", form.value)


@place.register
def _(form: f.WarCount, day: date | None, _tense: f.Tense | None) -> d.Stretch:
    """A day of a war: of the one war on our list for which it falls near the anchor."""
    given = _given(day)
    near = [found for start in war_starts() if (found := _counted(form, start, given))]
    if len(near) != 1:
        raise ValueError(f"'{form.war}' fits {len(near)} known wars")
    return near[0]


def _counted(form: f.WarCount, start: date, day: date) -> d.Stretch | None:
    first = moved(start, form.count - 1, form.unit)
    last = d.add_days(moved(start, form.count, form.unit), -1)
    slack = 2 if form.unit == "day" else 31
    if not d.add_days(first, -slack) <= day <= d.add_days(last, slack):
        return None
    if form.unit == "day":
        return d.of_day(first)
    return d.Stretch(first, last, d.by_width((last - first).days + 1), f"{first}/{last}")


@place.register
def _(form: f.WarStart, day: date | None, _tense: f.Tense | None) -> d.Stretch:
    """The first day of the war, or its first days or weeks: of the latest that has begun."""
    begun = [known for known in form.known if day is None or known[0] <= day]
    if not begun:
        raise ValueError(f"which war '{form.war}' is cannot be told from the page")
    first = max(begun)[0]
    if form.unit is None:
        return d.of_day(first)
    last = d.add_days(first, table("reach").get(form.unit, 7))
    width = (last - first).days + 1
    return d.Stretch(first, last, d.by_width(width), f"{first}/{last}")
