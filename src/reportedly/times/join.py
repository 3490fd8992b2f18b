"""Join neighbouring time expressions: "Friday" + "September 23", "11pm" + "on Thursday"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from reportedly.times import forms as f
from reportedly.times.patterns import compiled
from reportedly.times.words import table, tidy
from reportedly.vocab import load

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_KINDS: dict[type, str] = {
    f.Calendar: "calendar",
    f.Weekday: "weekday",
    f.Shift: "shift",
    f.Clock: "clock",
    f.Overnight: "overnight",
    f.Period: "period",
    f.Ago: "ago",
}
_REACH = 24


@dataclass(frozen=True, slots=True)
class _Join:
    left: frozenset[str]
    right: frozenset[str]
    between: re.Pattern[str]
    to: str


@cache
def _joins() -> tuple[_Join, ...]:
    return tuple(
        _Join(frozenset(j["left"]), frozenset(j["right"]), compiled(j["between"]), j["to"])
        for j in load("times")["joins"]
    )


def join(text: str, found: list[f.TimeExpression]) -> list[f.TimeExpression]:
    """The expressions with parts of the day added, neighbours joined, ranges made."""
    made: list[f.TimeExpression] = []
    for expression in found:
        part = _with_part(text, expression)
        joined = _joined(text, made[-1], part) if made else None
        made[-1:] = [joined] if joined else [*made[-1:], part]
    return _nights(text, _ranges(text, made))


def _nights(text: str, found: list[f.TimeExpression]) -> list[f.TimeExpression]:
    """The night and its two days as one: "the night of 12 to 13 September"."""
    made: list[f.TimeExpression] = []
    for one in found:
        before = made[-1] if made else None
        if before and _is_night(before.form) and isinstance(one.form, f.Stretch):
            between = text[before.end : one.start]
            if len(between) <= _REACH and _night_of().fullmatch(between):
                words = text[before.start : one.end]
                made[-1] = replace(one, start=before.start, text=words)
                continue
        made.append(one)
    return made


def _is_night(form: f.Form) -> bool:
    alone = isinstance(form, f.Overnight) and form.day is None
    return alone or (isinstance(form, f.Clock) and form.part == "NI")


@cache
def _night_of() -> re.Pattern[str]:
    return compiled(load("times")["night_of"])


def _with_part(text: str, found: f.TimeExpression) -> f.TimeExpression:
    """The day with the part of it that follows: "Thursday" and "evening"."""
    if not isinstance(found.form, f.Calendar | f.Weekday | f.Shift) or not _is_day(found.form):
        return found
    match = _part_pattern().match(text, found.end, found.end + _REACH)
    if not match:
        return found
    form = replace(found.form, part=table("parts")[tidy(match["part"])])
    return replace(found, end=match.end(), text=text[found.start : match.end()], form=form)


@cache
def _part_pattern() -> re.Pattern[str]:
    return compiled(load("times")["trailing_part"])


def _is_day(form: f.Point) -> bool:
    if isinstance(form, f.Shift):
        return form.unit == "day" and form.part is None
    return isinstance(form, f.Weekday) or form.day is not None


def _kind(form: f.Form) -> str:
    return _KINDS.get(type(form), "")


def _joined(text: str, left: f.TimeExpression, right: f.TimeExpression) -> f.TimeExpression | None:
    """The two as one expression, or None where they do not belong together."""
    between = text[left.end : right.start]
    if len(between) > _REACH:
        return None
    for rule in _joins():
        if _kind(left.form) in rule.left and _kind(right.form) in rule.right:
            form = _merged(rule.to, left.form, right.form)
            if form is not None and rule.between.fullmatch(between):
                span = text[left.start : right.end]
                return f.TimeExpression(left.start, right.end, span, form)
    return None


def _merged(to: str, left: f.Form, right: f.Form) -> f.Form | None:
    return _MERGERS[to](left, right)


def _dated_weekday(left: f.Form, right: f.Form) -> f.Form | None:
    day, date = (left, right) if isinstance(left, f.Weekday) else (right, left)
    if not isinstance(day, f.Weekday) or not isinstance(date, f.Calendar) or not date.day:
        return None
    return replace(date, weekday=day.weekday, part=date.part or day.part)


def _with_clock(day: f.Form, clock: f.Form) -> f.Form | None:
    if not isinstance(day, f.Calendar | f.Weekday | f.Shift) or not isinstance(clock, f.Clock):
        return None
    if isinstance(day, f.Shift) and day.unit != "day":
        return None
    if isinstance(day, f.Calendar) and not day.day:
        return None
    return replace(day, part=day.part or clock.part)


def _night(left: f.Form, right: f.Form, *, into: bool) -> f.Form | None:
    """As in "overnight on Friday", "overnight into Sunday"."""
    day = right if isinstance(left, f.Overnight) else left
    if not isinstance(day, f.Calendar | f.Weekday | f.Shift) or not _is_day(day):
        return None
    return f.Overnight(day, into=into)


def _apart(to: str, left: f.Form, right: f.Form) -> f.Form | None:
    """As in "two days before Friday", "the day after March 3"."""
    if not isinstance(right, f.Calendar | f.Weekday | f.Shift) or not _is_day(right):
        return None
    if not isinstance(left, f.Ago | f.Period) or left.amount.said is None:
        return None
    if isinstance(left, f.Ago):
        beside = left.narrative and not left.hedge and to == "apart"
        return f.Apart(left.amount, left.unit, left.step, right) if beside else None
    return f.Apart(left.amount, left.unit, -1 if to == "before" else 1, right)


def _weekday_of_week(left: f.Form, right: f.Form) -> f.Form | None:
    day, week = (left, right) if isinstance(left, f.Weekday) else (right, left)
    if not isinstance(day, f.Weekday) or not isinstance(week, f.Shift) or week.unit != "week":
        return None
    return replace(day, week=week.step)


def _date_of_year(left: f.Form, right: f.Form) -> f.Form | None:
    if not isinstance(left, f.Calendar) or not isinstance(right, f.Shift):
        return None
    if right.unit != "year" or left.year or left.step is not None or left.decade:
        return None
    return replace(left, step=right.step, step_of="year")


_MERGERS: dict[str, Callable[[f.Form, f.Form], f.Form | None]] = {
    "calendar": _dated_weekday,
    "same": lambda left, _: left,  # an hour in two zones: "11.42pm (2042 GMT)"; "3pm to 9pm"
    "right": lambda left, right: _with_clock(right, left),
    "left": _with_clock,
    "night": lambda left, right: _night(left, right, into=False),
    "night_into": lambda left, right: _night(left, right, into=True),
    "before": lambda left, right: _apart("before", left, right),
    "after": lambda left, right: _apart("after", left, right),
    "apart": lambda left, right: _apart("apart", left, right),
    "week": _weekday_of_week,
    "year": _date_of_year,
}


def _ranges(text: str, found: list[f.TimeExpression]) -> list[f.TimeExpression]:
    """Two ends as one stretch, as in "from Monday to Friday"."""
    made: list[f.TimeExpression] = []
    for expression in found:
        stretch = _stretch(text, made[-1], expression) if made else None
        made[-1:] = [stretch] if stretch else [*made[-1:], expression]
    return made


def _stretch(text: str, left: f.TimeExpression, right: f.TimeExpression) -> f.TimeExpression | None:
    floor = max(0, left.start - _REACH)
    opener = _opener_pattern().search(text[floor : left.start])
    if opener is None or not _pair(left.form, right.form):
        return None
    if not _range_pattern().fullmatch(text[left.end : right.start].strip()):
        return None
    start = floor + opener.start()
    first, last = left.form, right.form
    if isinstance(first, f.Calendar) and isinstance(last, f.Calendar):
        first = replace(first, year=first.year or _year_before(first, last))
    if not isinstance(first, f.Point) or not isinstance(last, f.Point):
        return None
    form = f.Stretch(first, last)
    ends = ((left.start, left.end), (right.start, right.end))
    return f.TimeExpression(start, right.end, text[start : right.end], form, ends=ends)


def _year_before(first: f.Calendar, last: f.Calendar) -> int | None:
    """The year of "between November and March 2022": the last one, or the one before."""
    if last.year is None or first.month is None or last.month is None:
        return last.year
    return last.year - (first.month > last.month)


@cache
def _opener_pattern() -> re.Pattern[str]:
    words = "|".join(load("times")["range_openers"])
    return compiled(rf"(?<![A-Za-z])(?:{words}) (?:the )?$")


@cache
def _range_pattern() -> re.Pattern[str]:
    return compiled(load("times")["ranges"].rstrip(" "))


def _pair(left: f.Form, right: f.Form) -> bool:
    """Whether the two are of one kind, and as fine as each other."""
    if type(left) is not type(right) or not isinstance(left, f.Calendar | f.Weekday):
        return False
    if isinstance(left, f.Calendar) and isinstance(right, f.Calendar):
        return (left.day is None) == (right.day is None) and not left.decade
    return True
