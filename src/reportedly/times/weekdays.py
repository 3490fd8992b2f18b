"""Constraints from a weekday that goes with a calendar date: they fix the year."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from reportedly.times import forms as f
from reportedly.times.constraints import FIRM, HARD, SOFT, Constraint, Page, quoted, sentence
from reportedly.times.days import add_days
from reportedly.times.windows import windows
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator

_HALF_YEAR = 183
_BESIDE = 4
_OPENS = re.compile(
    r"\b(?:start|starts|starting|begin|begins|beginning|open|opens|opening|launch|launches|"
    r"commence|commences|kick off|kicks off|kicking off|from|get under way|gets under way|"
    r"getting under way|gets? going|first day is|first day will be|commencing|opening day is|"
    r"start date is|start is|"
    r"(?:start|opening|beginning|launch) (?:is |has been )?"
    r"(?:foreseen|planned|scheduled|set|fixed) (?:for|on))"
    r"(?: (?:on|from|this|the|next|coming|this coming|as of)){0,3} *$",
    re.IGNORECASE,
)
_OPENED = re.compile(
    r"(?:'s|’s) (?:start|opening|beginning|launch|kick-off|first day)\b|"
    r",? (?:when|the day (?:on which|when|that)) [^.!?,;\n]{3,60}? "
    r"(?:begins?|starts?|opens?|gets? under way)\b"
)
_AS_OF = re.compile(r"\bas (?:of|from)(?: (?:this|last|the))? *$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,24}")


@cache
def _common() -> frozenset[str]:
    """Words too common to tie two dates."""
    return frozenset(load("times")["common_words"])


def weekday_constraints(page: Page) -> Iterator[Constraint]:
    """Weekdays beside a date, and weekdays tied to a date by what both are said of."""
    for found in page.times:
        form = found.form
        if isinstance(form, f.Calendar) and form.weekday is not None and form.year is None:
            yield _beside(page, found, form)
    yield from _tied(page)


def _beside(page: Page, found: f.TimeExpression, form: f.Calendar) -> Constraint:
    """As in "Friday, September 23": the page is from the half year on either side of such a day."""
    days = _matching(page, form, form.weekday or 0)
    before = 0 if found.tense == "past" else _HALF_YEAR
    after = 0 if found.tense == "future" else _HALF_YEAR
    spans = [(add_days(day, -before), add_days(day, after)) for day in days]
    words = quoted(page.text, found.start, found.end)
    return Constraint("weekday", windows(spans), FIRM, f"{words}: {_in_years(form, days)}")


def _matching(page: Page, form: f.Calendar, weekday: int) -> list[date]:
    """The days of that month and day that fall on the weekday."""
    years = [form.year] if form.year else list(page.years)
    days = [_day(year, form.month or 1, form.day or 1) for year in years]
    return [day for day in days if day and day.weekday() == weekday]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_years(form: f.Calendar, days: list[date]) -> str:
    """As in "23 September is a Friday in 2005, 2011, 2016, 2022"."""
    named = f"{form.day} {calendar.month_name[form.month or 1]}"
    if not days:
        return f"{named} is no such weekday in any year"
    years = ", ".join(str(day.year) for day in days)
    return f"{named} is a {calendar.day_name[days[0].weekday()]} in {years}"


def _tied(page: Page) -> Iterator[Constraint]:
    """A bare weekday and a date said of the same thing in other words of the page."""
    dated = [one for one in page.times if _dated(one.form) is not None and not _old(page, one)]
    for found in page.times:
        if _bare(found.form) is not None and _one(page, found):
            mate = _mate(page, found, dated)
            if mate is not None:
                yield _pair(page, found, *mate)


def _bare(form: f.Form) -> f.Weekday | None:
    """The weekday that an expression is or begins with, where no week is named with it."""
    first = form.first if isinstance(form, f.Stretch) else form
    return first if isinstance(first, f.Weekday) and first.week is None else None


def _one(page: Page, found: f.TimeExpression) -> bool:
    """Whether the weekday is a certain one: not "on a Friday"."""
    return not _ANY.search(page.text[max(0, found.start - 12) : found.start])


def _dated(form: f.Form) -> f.Calendar | None:
    """The calendar day that a date is or a range begins with."""
    first = form.first if isinstance(form, f.Stretch) else form
    if isinstance(first, f.Calendar) and first.month and first.day and first.step is None:
        return first
    return None


def _old(page: Page, found: f.TimeExpression) -> bool:
    """Whether a date is of the past for sure: after "since", or before a later full date."""
    form = _dated(found.form)
    if form is None or found.bound == "since":
        return True
    written = (form.year or 9999, form.month or 1, form.day or 1)
    return any(written < other for other in _full_dates(page))


def _full_dates(page: Page) -> list[tuple[int, int, int]]:
    """Year, month and day of the dates that have all three and are not still to come."""
    forms = [_dated(one.form) for one in page.times if one.tense != "future"]
    return [(one.year, one.month or 1, one.day or 1) for one in forms if one and one.year]


def _mate(
    page: Page, found: f.TimeExpression, dated: list[f.TimeExpression]
) -> tuple[f.TimeExpression, int] | None:
    """The date that the weekday goes with, and how surely; None if nothing ties them.

    Tied: both are said of the same noun. A weekday beside the start of a range ("starting
    Friday") goes, less surely, with the only coming range on the page.
    """
    opens = _opens(page, found)
    fit = [one for one in dated if opens or not isinstance(one.form, f.Stretch)]
    said = _nouns(page, found, 5, 2)
    tied = [one for one in fit if said & _nouns(page, one, 8, 6)]
    beside = [one for one in fit if 0 <= one.start - found.end <= _BESIDE]
    if beside and isinstance(found.form, f.Stretch):
        return beside[0], FIRM
    if tied:
        sure = opens or _dated_year(tied[0].form)
        return tied[0], FIRM if sure else SOFT
    ranges = {one.form: one for one in fit if isinstance(one.form, f.Stretch)}
    return (next(iter(ranges.values())), SOFT) if opens and len(ranges) == 1 else None


def _dated_year(form: f.Form) -> bool:
    dated = _dated(form)
    return dated is not None and dated.year is not None


def _opens(page: Page, found: f.TimeExpression) -> bool:
    """Whether the weekday is said to be the first day of something."""
    if isinstance(found.form, f.Stretch):
        return found.tense != "past"
    left = page.text[max(0, found.start - 40) : found.start]
    if found.tense == "past" and _AS_OF.search(left):
        return False  # "as of Friday ten had died" tells of what was, not of what begins
    begins = _OPENED.match(page.text, found.end) and found.tense != "past"
    return found.bound == "from" or bool(begins) or bool(_OPENS.search(left))


def _nouns(page: Page, found: f.TimeExpression, before: int, after: int) -> frozenset[str]:
    """The stems of the telling words around an expression, inside its sentence."""
    first, last = sentence(page.text, found.start, found.end)
    left = _WORD.findall(page.text[first : found.start])[-before:]
    right = _WORD.findall(page.text[found.end : last])[:after]
    words = {word for word in left + right if word.islower() and not _VERBAL.search(word)}
    return frozenset(_stem(word) for word in words - _common())


_ANY = re.compile(r"\b(?:an?|any|one|another|every|each) +$", re.IGNORECASE)
_VERBAL = re.compile(r"(?:ed|ing|ly)$")


def _stem(word: str) -> str:
    """As in "Referendums" and "referendum" as one."""
    return re.sub(r"(?:ies|y|es|s|e)$", "", word)[:10]


def _pair(page: Page, found: f.TimeExpression, mate: f.TimeExpression, weight: int) -> Constraint:
    """The page is within a week of the day that is both that weekday and that date."""
    form = _dated(mate.form)
    day = _bare(found.form)
    if form is None or day is None:
        raise TypeError("a weekday and a date were expected")
    days = _matching(page, form, day.weekday)
    before, after = _reach(page, found)
    spans = [(add_days(day, -before), add_days(day, after)) for day in days]
    if form.year:
        weight = HARD if weight == FIRM and days else weight
    why = (
        f"{_around(page, found)} goes with {_around(page, mate)}: {_in_years(form, days)}; "
        f"{_side(before, after)}"
    )
    return Constraint("weekday", windows(spans), weight, why)


def _reach(page: Page, found: f.TimeExpression) -> tuple[int, int]:
    """Days before and after the weekday: a bare weekday is the last or the coming one."""
    if _opens(page, found) or found.tense == "future":
        # "next Friday" may skip the coming one
        return (13 if re.match(r"next\b", found.text, re.IGNORECASE) else 7), -1
    return (0, 6) if found.tense == "past" else (7, 6)


def _side(before: int, after: int) -> str:
    if after < 0:
        return "a weekday to come puts publication in the week before"
    return "a weekday puts publication within the week " + ("after" if not before else "around")


def _around(page: Page, found: f.TimeExpression) -> str:
    """The expression in quotation marks with the word or two that lead to it."""
    left = page.text[max(0, found.start - 30) : found.start]
    lead = _OPENS.search(left)
    start = found.start - (len(left) - lead.start() if lead else 0)
    return quoted(page.text, start, found.end)
