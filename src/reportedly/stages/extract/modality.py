"""Whether a happening is asserted, denied, accused, planned, conditional or historical."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from reportedly.records import Modality, Span, Verification, When
from reportedly.stages.extract.patterns import modality as pattern

if TYPE_CHECKING:
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.triggers import Trigger

OLD = timedelta(days=14)  # contract: historical is more than 14 days before publication
# what is told before it happens: the word of planning may stand anywhere in the clause
_ANNOUNCED = ("Other", "Agreement")
_NEAR = 60  # characters before a trigger in which a word can still govern it


def first_day(iso: str) -> date:
    """The first day of an ISO date that may be cut to month or year.

    >>> first_day("2022-09")
    datetime.date(2022, 9, 1)
    """
    year, month, day = (*(int(p) for p in iso[:10].split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(iso: str) -> date:
    """The last day of an ISO date that may be cut to month or year.

    >>> last_day("2022-02")
    datetime.date(2022, 2, 28)
    """
    first = first_day(iso)
    if len(iso) >= 10:
        return first
    if len(iso) == 4:
        return date(first.year, 12, 31)
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def modality(
    page: Page, clause: Span, trigger: Trigger, effect: str | None, when: When | None
) -> tuple[Modality, Span | None]:
    """The modality of a happening and the words that say so, None when no word does.

    ``effect`` is what the reporting cue does to its content: deny, accuse or None.
    """
    near = Span(
        field=clause.field,
        start=max(clause.start, trigger.span.start - _NEAR),
        end=trigger.span.end,
    )
    denied = _found(page, near, "deny") or (
        _found(page, near, "negation") if not _counted(page, clause) else None
    )
    if denied or effect == "deny":
        return "denied", denied
    accused = _found(page, clause, "accused")
    if accused or effect == "accuse":
        return "accused", accused
    if trigger.sub_type in _ANNOUNCED and (cue := _found(page, clause, "planned")):
        return by_time(page, when) or "planned", cue
    return _by_words(page, clause, near, when)


def _by_words(
    page: Page, clause: Span, near: Span, when: When | None
) -> tuple[Modality, Span | None]:
    mood = by_time(page, when)
    if mood and not _goes_on(page, when):
        return mood, _found(page, clause, mood)
    for name in ("planned", "conditional"):
        cue = _found(page, near, name)
        if cue:
            return ("planned" if name == "planned" else "conditional"), cue
    if when is None and (cue := _found(page, clause, "historical")):
        return "historical", cue
    return "asserted", None


def by_time(page: Page, when: When | None) -> Literal["planned", "historical"] | None:
    """What the time of a happening beside the publication says of it, if anything.

    A time longer than a week is judged by its middle: "last month" is background.
    """
    published = page.article.published
    if when is None or when.start is None or published is None or published.start is None:
        return None
    if first_day(when.start) > last_day(published.end or published.start):
        return "planned"
    first, last = first_day(when.start), last_day(when.end or when.start)
    judged = last if last - first <= timedelta(days=7) else first + (last - first) / 2
    return "historical" if judged < first_day(published.start) - OLD and when.end else None


def _goes_on(page: Page, when: When | None) -> bool:
    """Whether a time of many months runs up to publication: "500 killed since February"."""
    published = page.article.published
    if when is None or when.start is None or when.end is None or published is None:
        return False
    return when.end == published.end and when.precision == "year"


def _counted(page: Page, clause: Span) -> bool:
    return bool(page.inside("count", clause))


def _found(page: Page, span: Span, name: str) -> Span | None:
    for match in pattern(name).finditer(page.words(span)):
        start, end = span.start + match.start(), span.start + match.end()
        cue = Span(field=span.field, start=start, end=end)
        # "on 4 May" is no "may": a word of a date hedges nothing
        if name != "conditional" or not page.meeting("time", cue):
            return cue
    return None


def verification(page: Page, sentence: Sentence) -> Verification | None:
    """What the sentence or the one after it says of whether the claim could be checked."""
    following = page.sentences[sentence.index : sentence.index + 2]
    for near in following:
        cue = _found(page, near.span, "unverified")
        if cue and near.span.field == sentence.span.field:
            return Verification(quote=page.words(cue), span=cue)
    return None


def recent(page: Page, span: Span, *, lead: bool = False) -> Span | None:
    """Words that tell of a happening as fresh, without a date; in a lead "says" does too."""
    return _found(page, span, "recent") or (_found(page, span, "recent_lead") if lead else None)


_QUESTION = re.compile(r"\?\s*[”\"']?\s*$")


def is_question(words: str) -> bool:
    """Whether a sentence asks rather than tells."""
    return bool(_QUESTION.search(words))
