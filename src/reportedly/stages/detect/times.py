"""Time mentions of an article: every expression that can be tied to the calendar or valued."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly.records import Field, Span, TimeValue, When
from reportedly.times import TimeExpression, Unresolved, as_when, days_of, find_times, resolve
from reportedly.times.forms import Ago, Calendar, Shift
from reportedly.times.patterns import alternatives
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator

Resolved = tuple[Span, TimeExpression, TimeValue | Unresolved]


def times(text: str, field: Field, published: When | None) -> list[tuple[Span, TimeValue]]:
    """The time expressions of a text with their values.

    Args:
        text: the words of the field.
        field: where the spans point into.
        published: the publication date, maybe an interval, or None where it is not known.

    Returns:
        Spans and values. Lengths ("three hours"), sets and vague references have a TIMEX3
        value and no dates; ``as_when`` gives None for them.

    >>> [value.timex for _, value in times("Shelled for three hours on 3 May 2022.", "text", None)]
    ['PT3H', '2022-05-03']
    """
    return [
        one
        for span, found, value in _walked(text, field, published)
        if isinstance(value, TimeValue)
        for one in _ends(span, found, value)
    ]


def _ends(span: Span, found: TimeExpression, value: TimeValue) -> list[tuple[Span, TimeValue]]:
    """Both ends of a stretch that are named in full, as TimeML has them; each with all its days.

    "From Monday to Friday" is two mentions, and either dates what is told by the whole week.
    """
    if not found.ends:
        return [(span, value)]
    return [
        (Span(start=start, end=end, field=span.field), msgspec.structs.replace(value, timex=timex))
        for (start, end), timex in zip(found.ends, value.timex.split("/"), strict=True)
    ]


def unresolved(text: str, field: Field, published: When | None) -> list[tuple[Span, str]]:
    """The time expressions that could not be tied to the calendar, and why not.

    >>> unresolved("It was hit on Friday.", "text", None)[0][1]
    "'Friday' counts from the publication date, which is not known"
    """
    return [
        (span, value.reason)
        for span, _, value in _walked(text, field, published)
        if isinstance(value, Unresolved)
    ]


def _walked(text: str, field: Field, published: When | None) -> Iterator[Resolved]:
    """Every expression in order; "a week later" counts from the last day named before it.

    The day of a dateline, or of a stamp on a line of its own as live pages have them, is what
    the words after it are seen from.
    """
    last: When | None = None  # the day named last
    wide: When | None = None  # the day, month or year named last
    anchor, anchored_on = published, "published"
    for found in find_times(text):
        reference = wide if _is_wide(found, wide) else last
        value = resolve(found, anchor, reference=reference, anchored_on=anchored_on)
        yield Span(start=found.start, end=found.end, field=field), found, value
        if isinstance(value, TimeValue) and value.type in ("DATE", "TIME"):
            named = _named(value)
            last = named or last
            wide = named or (as_when(value) if value.precision in _WIDE else wide)
            stamp = _stamp(text, found) if named and isinstance(found.form, Calendar) else None
            if stamp and _is_before(named, published):
                anchor, anchored_on = named, stamp


def _is_wide(found: TimeExpression, wide: When | None) -> bool:
    """Whether words count from a month or year too: "the following year" after "In 1995".

    "A year earlier" does not: beside a year it compares with the one of the page.
    """
    form = found.form
    if wide is None or not isinstance(form, Ago | Shift) or not form.narrative:
        return False
    onward = isinstance(form, Shift) or form.step > 0
    return onward and days_of(wide) is not None and form.unit in _COUNTED_FROM[wide.precision]


_WIDE = ("month", "year")
_YEARS = ("year", "decade")
_COUNTED_FROM = {"day": (), "month": ("month", *_YEARS), "year": _YEARS}


def _stamp(text: str, found: TimeExpression) -> str | None:
    """What a day that heads the words after it is: a dateline, or a stamp alone on its line."""
    begun = text.rfind("\n", 0, found.start) + 1
    ended = text.find("\n", found.end)
    before, after = text[begun : found.start], text[found.end : ended if ended >= 0 else len(text)]
    if not text[:begun].strip() and _DATELINE.fullmatch(before) and _OPENS_TEXT.match(after):
        return "the dateline"
    alone = ended >= 0 and _is_bare(before) and _is_bare(after)
    return "the stamp" if alone else None


_DATELINE = re.compile(r"[A-Z][A-Z’'. -]{2,30},(?: [A-Z][A-Za-z.]{2,20},)? ")
_OPENS_TEXT = re.compile(r"\s*(?:\([A-Z][\w ]{1,20}\))?\s*(?:[-–—_:]|--)\s")


def _is_bare(words: str) -> bool:
    """Whether nothing stands beside a day but its hour and what stamps say: "updated", "GMT"."""
    return len(words) <= _STAMP and _stamp_words().fullmatch(words) is not None


_STAMP = 60  # characters


@cache
def _stamp_words() -> re.Pattern[str]:
    words = alternatives(load("times")["stamp_words"])
    return re.compile(rf"(?:(?<![A-Za-z])(?:{words})(?![A-Za-z])|[\W\d_])*", re.IGNORECASE)


def _is_before(day: When | None, published: When | None) -> bool:
    """Whether a day is not after publication, nor older than what a running page goes back."""
    named, out = days_of(day), days_of(published)
    if named is None or out is None:
        return named is not None and published is None
    return out[0] - _RUNNING <= named[0] <= out[1]


_RUNNING = timedelta(days=14)


def _named(value: TimeValue) -> When | None:
    """A value that later words can count from: a day that is named."""
    when = as_when(value)
    return when if when and when.precision == "day" and when.start == when.end else None
