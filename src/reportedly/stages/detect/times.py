"""Time mentions of an article: every expression that can be tied to the calendar or valued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.records import Field, Span, TimeValue, When
from reportedly.times import TimeExpression, Unresolved, as_when, find_times, resolve

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
        (span, value)
        for span, _, value in _walked(text, field, published)
        if isinstance(value, TimeValue)
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
    """Every expression in order; "a week later" counts from the last day named before it."""
    last: When | None = None
    for found in find_times(text):
        value = resolve(found, published, reference=last)
        yield Span(start=found.start, end=found.end, field=field), found, value
        if isinstance(value, TimeValue) and value.type in ("DATE", "TIME"):
            last = _named(value) or last


def _named(value: TimeValue) -> When | None:
    """A value that later words can count from: a day that is named."""
    when = as_when(value)
    return when if when and when.precision == "day" and when.start == when.end else None
