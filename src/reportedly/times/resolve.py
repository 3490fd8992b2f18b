"""Tie a parsed expression to the calendar, seen from the publication date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.times import forms as f
from reportedly.times.days import Stretch, hull
from reportedly.times.placing import needs_anchor, place
from reportedly.times.values import anchor_words, as_value, days_of

if TYPE_CHECKING:
    from datetime import date

    from reportedly.records import TimeValue, When


def resolve(
    expression: f.TimeExpression,
    anchor: When | None,
    *,
    tense: f.Tense | None = None,
    reference: When | None = None,
    anchored_on: str = "published",
) -> TimeValue | f.Unresolved:
    """The dates that an expression stands for.

    Args:
        expression: what ``find_times`` gave.
        anchor: the publication date, which may itself be an interval: then the answer is the
            range of what each of its days would give.
        tense: overrides the tense that the verbs beside the expression showed.
        reference: the time that the story has named last, for "a week later".
        anchored_on: what the anchor is, as the answer names it.

    Returns:
        The value, or ``Unresolved`` with the reason. Lengths, sets and vague references have
        a TIMEX3 value and no dates.

    >>> from reportedly.records import When
    >>> from reportedly.times.find import find_times
    >>> published = When(start="2022-09-20", end="2022-09-20", precision="day",
    ...                  ucdp_date_prec=1, basis="stated", why="printed")
    >>> value = resolve(find_times("It was hit on Friday.")[0], published)
    >>> value.start, value.ucdp_date_prec
    ('2022-09-16', 1)
    """
    narrative = _narrative(expression.form)
    seen_from = reference or anchor if narrative else anchor
    if isinstance(expression.form, f.Unclear):
        return f.Unresolved(expression.form.reason)
    tense = tense or expression.tense
    window = days_of(seen_from)
    if window is None and needs_anchor(expression.form):
        return f.Unresolved(
            f"'{expression.text}' counts from the publication date, which is not known"
        )
    stretch = _stretch(_on_its_day(expression.form, reference), window, tense)
    if isinstance(stretch, f.Unresolved):
        return stretch
    words = anchor_words(seen_from, "the story" if narrative and reference else anchored_on)
    if isinstance(expression.form, f.WarStart):
        words = next(what for day, what in expression.form.known if day == stretch.start)
    if isinstance(expression.form, f.Calendar) and expression.form.known:
        day, what = expression.form.known
        words = what if day == stretch.start else words
    return as_value(expression, stretch, window, words)


def _narrative(form: f.Form) -> bool:
    """Whether the form counts from what the story has just named: "a week later", "at 8.30am"."""
    return isinstance(form, f.Clock) or bool(getattr(form, "narrative", False))


def _on_its_day(form: f.Form, reference: When | None) -> f.Form:
    """A clock time belongs to the day that the story has named last."""
    if isinstance(form, f.Clock) and reference is not None:
        return f.Shift("day", 0, part=form.part)
    return form


def _stretch(
    form: f.Form, window: tuple[date, date] | None, tense: f.Tense | None
) -> Stretch | f.Unresolved:
    """The stretch seen from the first and from the last day of the anchor, put together."""
    first = _safely(form, window[0] if window else None, tense)
    last = _safely(form, window[1] if window else None, tense)
    if isinstance(first, f.Unresolved):
        return first
    return last if isinstance(last, f.Unresolved) else hull(first, last)


def _safely(form: f.Form, day: date | None, tense: f.Tense | None) -> Stretch | f.Unresolved:
    try:
        return place(form, day, tense)
    except ValueError as error:
        return f.Unresolved(str(error))
