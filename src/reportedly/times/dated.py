"""Constraints from dates: datelines, coming dates, today with its date, what lies in the past."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from reportedly.times import forms as f
from reportedly.times.anchors import anchors_of
from reportedly.times.constraints import (
    BOUND,
    FIRM,
    HARD,
    SOFT,
    Constraint,
    Page,
    quoted,
    sentence,
)
from reportedly.times.days import add_days
from reportedly.times.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = re.compile(
    r"(?:^|\n)[^\S\n]*(?:published|posted|updated|last updated|last modified|date|first published)"
    r"(?: on| at)?:?[^\S\n]*$",
    re.IGNORECASE,
)
_WIRE = re.compile(
    r"\s?(?:\((?:Reuters|AP|AFP|Xinhua|UPI|DPA|EFE|TASS|Interfax|CNN)[^)\n]{0,20}\)|[-–—])"
)
_PLACE = re.compile(r"[A-Z][A-Z’'-]{2,20}[A-Za-z ,.’'/-]{0,40}")
_HEAD_LINES = 3
_HALF_YEAR = 183
_LOOSE = ("by", "until", "before")


def dated_constraints(page: Page) -> Iterator[Constraint]:
    """Everything that dates on the page say of the day of publication."""
    for found in page.times:
        form = found.form.first if isinstance(found.form, f.Stretch) else found.form
        if isinstance(form, f.Calendar) and form.day and form.month and form.step is None:
            yield from _dateline(page, found, form)
            yield from _coming(page, found, form)
    yield from _said_today(page)
    yield from _past(page)
    yield from _after_known(page)


def _days(page: Page, form: f.Calendar) -> list[date]:
    """The day in its year, or in each year that the page may be from."""
    days = []
    for year in [form.year] if form.year else page.years:
        try:
            days.append(date(year, form.month or 1, form.day or 1))
        except ValueError:
            continue
    if form.weekday is None:
        return days
    return [day for day in days if day.weekday() == form.weekday]


def _dateline(page: Page, found: f.TimeExpression, form: f.Calendar) -> Iterator[Constraint]:
    """A date on a line of its own at the head, after "Published", or in an agency's dateline."""
    start, end = _line(page.text, found.start, found.end)
    alone = not re.search(
        r"[A-Za-z]{3}", page.text[start : found.start] + page.text[found.end : end]
    )
    head = page.text.count("\n", 0, start) < _HEAD_LINES * 2
    labelled = _LABEL.search(page.text[max(0, found.start - 60) : found.start]) is not None
    wire = head and _PLACE.fullmatch(page.text, start, found.start) is not None
    wire = wire and _WIRE.match(page.text, found.end) is not None
    if not ((alone and head) or labelled or wire):
        return
    spans = [(day, add_days(day, 1)) for day in _days(page, form)]
    words = quoted(page.text, start if wire else found.start, found.end)
    weight = HARD if form.year else FIRM
    yield Constraint("dateline", windows(spans), weight, f"{words} stands as a dateline")


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    stop = text.find("\n", end, end + 200)
    return text.rfind("\n", max(0, start - 200), start) + 1, stop if stop >= 0 else min(
        len(text), end + 200
    )


def _coming(page: Page, found: f.TimeExpression, form: f.Calendar) -> Iterator[Constraint]:
    """A date still to come: the page is from the half year before it."""
    announced = isinstance(found.form, f.Stretch) and _announces(page, found)
    if found.tense != "future" and not announced:
        return
    spans = [(add_days(day, -_HALF_YEAR), add_days(day, -1)) for day in _days(page, form)]
    words = quoted(page.text, found.start, found.end)
    said = "announced today" if announced else "still to come"
    why = f"{words} is {said}, so publication is before its first day"
    yield Constraint("coming", windows(spans), SOFT, why)


_ANNOUNCES = re.compile(
    r"\b(?:today|yesterday|tomorrow)\b.{0,40}\b(?:announc|call|schedul|set|plan|urgent)|"
    r"\b(?:announc|schedul|plann?|call)\w{0,4}\b.{0,60}\b(?:today|yesterday)\b|"
    r"\b(?:to be held|will|set for|due|upcoming|urgent holding|planned)\b",
    re.IGNORECASE | re.DOTALL,
)


def _announces(page: Page, found: f.TimeExpression) -> bool:
    start, _ = sentence(page.text, found.start, found.end)
    return _ANNOUNCES.search(page.text, max(start, found.start - 200), found.start) is not None


def _said_today(page: Page) -> Iterator[Constraint]:
    """As in "Today, 14 March" and "yesterday (March 14)": the day itself, in some year."""
    for one, other in zip(page.times, page.times[1:], strict=False):
        if not re.fullmatch(r",? ?\(?", page.text[one.end : other.start]):
            continue
        shift, form = one.form, other.form
        if not isinstance(shift, f.Shift) or not isinstance(form, f.Calendar):
            continue
        if shift.unit == "day" and form.day and form.month:
            days = [add_days(day, -shift.step) for day in _days(page, form)]
            words = quoted(page.text, one.start, other.end)
            weight = HARD if form.year else FIRM
            spans = [(day, day) for day in days]
            yield Constraint("dateline", windows(spans), weight, f"{words} names its own day")


def _past(page: Page) -> Iterator[Constraint]:
    """The latest date with a year that is told of as past: published on or after it."""
    told = [(day, one) for one in page.times if (day := _told(one)) is not None]
    if not told:
        return
    day, found = max(told, key=lambda one: one[0])
    words = quoted(page.text, found.start, found.end)
    why = f"{words} is told of as past: published on or after {day}"
    yield Constraint("past", windows([(day, date.max)]), BOUND, why)


def _after_known(page: Page) -> Iterator[Constraint]:
    """An event that the page calls by its name has happened."""
    for anchor in anchors_of(page.text):
        name = anchor.names.search(page.text) if anchor.names else None
        if name:
            why = f"{quoted(page.text, *name.span())} is {anchor.what}: on or after {anchor.day}"
            yield Constraint("past", windows([(anchor.day, date.max)]), BOUND, why)


def _told(found: f.TimeExpression) -> date | None:
    """The first day of a dated expression in the past tense."""
    form = found.form
    if not isinstance(form, f.Calendar) or form.year is None or found.tense != "past":
        return None
    if found.bound in _LOOSE:
        return None
    try:
        return date(form.year, form.month or 1, form.day or 1)
    except ValueError:
        return None
