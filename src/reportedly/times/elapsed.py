"""Constraints from time counted from an event of known date: "almost seven months ago"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from reportedly.times import forms as f
from reportedly.times.anchors import Anchor, anchors_of
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
from reportedly.times.patterns import compiled
from reportedly.times.placing import moved
from reportedly.times.windows import windows
from reportedly.times.words import amount, ordinal, table, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTERS = re.compile(
    r"\b(?:enter(?:s|ed|ing)?|reach(?:es|ed|ing)?|start(?:s|ed|ing)?|begin(?:s|ning)?|began|"
    r"into|mov(?:es|ed|ing) into|head(?:s|ed|ing) into|"
    r"turn(?:s|ed|ing)?)(?: (?:the|its|their|a)){0,2} *$",
    re.IGNORECASE,
)
_SHORTLY_BEFORE = re.compile(
    r"\b(?P<amount>a few|few|several|[a-z]{3,6}|[0-9]{1,2}) (?P<unit>days|weeks|day|week) "
    r"before\b[^.!?\n]{0,60}$|\b(?P<eve>on the eve of|the eve of|shortly before|just before|"
    r"as|about to|soon|on the verge)\b[^.!?\n]{0,60}$",
    re.IGNORECASE,
)
_OF_THE_WAR = re.compile(
    r"\s+(?P<way>into|since|after|of)\s+"
    r"(?=(?P<war>(?:the |all-out |full-scale )?(?:war|conflict))?)",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|still|continues?|remains?|is|are|has|have|comes?|enters?|marks?|so far|today)\b"
)
_NOW_BEFORE = re.compile(
    r"\b(?:today|now|comes?|coming|marks?|will|are to|is to|to be held|starting|begins?)\b"
)
_WAR_NOUN = re.compile(
    r"(?<![A-Za-z])(?:war|invasion|conflict|fighting|offensive|siege|uprising|occupation|coup)"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
_BEGAN = re.compile(
    r"\b(?:began|begun|started|broke out|erupted|launched|ordered|unleashed|start|beginning|"
    r"outbreak)\b",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(
    r"\b(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"[0-9]{1,2}(?:st|nd|rd|th)|one-year|two-year|three-year)\s+anniversary\s+of\b"
    r"[^.!?\n]{0,60}",
    re.IGNORECASE,
)


_HEAD = 600
_GOING_ON = re.compile(
    r"\b(?P<war>war|invasion|conflict|fighting|offensive|siege|hostilities)\b[^.!?\n]{0,40}?"
    r"\b(?:has|have) (?:now |already |so far )?(?:lasted|raged|dragged on|gone on|continued|"
    r"been (?:raging|going on|under way|fought))(?: on)?(?: for)? *$",
    re.IGNORECASE,
)


def elapsed_constraints(page: Page) -> Iterator[Constraint]:
    """Time since the start of a known war or event, in its several phrasings."""
    known = [*anchors_of(page.text), *_told_starts(page)]
    if not known:
        return
    for found in page.times:
        if isinstance(found.form, f.Ago) and found.form.step < 0 and not found.form.narrative:
            yield from _ago(page, found, found.form, known)
        elif isinstance(found.form, f.WarCount):
            yield from _counted(page, found, found.form, known)
        elif isinstance(found.form, f.Period):
            yield from _since(page, found, found.form, known)
    yield from _anniversaries(page, known)
    yield from _ages(page, known)


def _told_starts(page: Page) -> Iterator[Anchor]:
    """Wars whose first day the page itself states: "the war that began on 3 May 2021"."""
    for found in page.times:
        day = _full_day(found.form)
        if day is None or found.tense == "future":
            continue
        start, end = sentence(page.text, found.start, found.end)
        start, end = max(start, found.start - 80), min(end, found.end + 60)
        around = f"{page.text[start : found.start]} … {page.text[found.end : end]}"
        name, began = _WAR_NOUN.search(around), _BEGAN.search(around)
        if name and (began or found.bound == "since"):
            words = re.compile(rf"(?<![A-Za-z]){name[0]}", re.IGNORECASE)
            yield Anchor(f"the {name[0].lower()} that the page dates", day, True, words, ())


def _full_day(form: f.Form) -> date | None:
    """The day of a date with year, month and day."""
    if not isinstance(form, f.Calendar) or not (form.year and form.month and form.day):
        return None
    try:
        return date(form.year, form.month, form.day)
    except ValueError:
        return None


def _ago(
    page: Page, found: f.TimeExpression, form: f.Ago, known: list[Anchor]
) -> Iterator[Constraint]:
    """As in "The invasion it launched almost seven months ago"."""
    start, end = sentence(page.text, found.start, found.end)
    start, end = max(start, found.start - 110), min(end, found.end + 40)
    fit = _nearest(page.text, start, found.start, known) or _named(page.text, found.end, end, known)
    if fit and form.unit not in ("hour", "minute", "second"):
        words = quoted(page.text, _lead(page.text, start, found.start, fit), found.end)
        yield _counting(words, fit, form.amount, form.unit, form.hedge)


def _lead(text: str, start: int, stop: int, fit: list[Anchor]) -> int:
    """Where the word stands that names the event, to quote from there."""
    hits = [m.start() for one in fit for m in one.words.finditer(text, start, stop)]
    return max(hits, default=stop)


def _named(text: str, start: int, end: int, known: list[Anchor]) -> list[Anchor]:
    """The anchors with a word of theirs in that stretch of the text."""
    return [one for one in known if one.words.search(text, start, end)]


def _counting(
    words: str, fit: list[Anchor], many: f.Amount, unit: f.Unit, hedge: str, weight: int = FIRM
) -> Constraint:
    """Publication lies that long after the start of one of the anchors."""
    below, above = _slack(many, unit, hedge)
    low, high = max(many.low - below, 0), many.high + above
    spans = [(moved(one.day, low, unit), moved(one.day, high, unit)) for one in fit]
    names = " or ".join(f"{one.what} ({one.day})" for one in fit)
    shown = " or ".join(f"{first} to {last}" for first, last in spans)
    why = f"{words}, counted from {names}: published {shown} ({_read_as(low, high, unit)})"
    return Constraint("elapsed", windows(spans), weight, why)


def _slack(many: f.Amount, unit: f.Unit, hedge: str) -> tuple[float, float]:
    """How far the true amount may lie from the one said (hedges in times.yaml).

    Large numbers are round ones: from twenty on a hedge's unit is a tenth of the number, and
    days have a day on either side whatever the hedge.
    """
    if many.said is None:
        return 0.0, 0.0
    below, above = table("hedges").get(hedge, table("hedges")[""])
    step = max(1.0, many.said / 10) if many.said >= 20 else 1.0
    least = 1.0 if unit == "day" else 0.0
    return max(below * step, least), max(above * step * (2 if above >= 1 else 1), least)


def _read_as(low: float, high: float, unit: f.Unit) -> str:
    return f"read as {low:.3g} to {high:.3g} {unit}s"


def _nearest(text: str, start: int, end: int, known: list[Anchor]) -> list[Anchor]:
    """The anchors whose word stands last in that stretch: "the war since the attack a year ago"."""
    fit = _named(text, start, end, known)
    last = _lead(text, start, end, fit)
    return [one for one in fit if _lead(text, start, end, [one]) == last]


def _counted(
    page: Page, found: f.TimeExpression, form: f.WarCount, known: list[Anchor]
) -> Iterator[Constraint]:
    """As in "day 143 of the invasion", "the eighth month", "enters its eighth month of war"."""
    fit = [one for one in known if one.war and one.words.search(form.war)]
    fit = [one for one in fit if _lasted(one, form)]
    if not fit:
        return
    start, _ = sentence(page.text, found.start, found.end)
    left = page.text[max(start, found.start - 90) : found.start]
    entering = _ENTERS.search(left)
    spans = [_count_window(one.day, form, left if entering else None) for one in fit]
    names = " or ".join(f"{one.what} ({one.day})" for one in fit)
    quote_from = found.start - len(left) + _quote_start(left, entering)
    words = quoted(page.text, quote_from, found.end)
    shown = " or ".join(f"{first} to {last}" for first, last in spans)
    weight = HARD if form.unit == "day" and len(fit) == 1 else FIRM
    why = f"{words}, counted from {names}: published {shown}"
    yield Constraint("elapsed", windows(spans), weight, why)


def _lasted(one: Anchor, form: f.WarCount) -> bool:
    """Whether the war went on for so long: the third month of a war of eight days is none."""
    return one.until is None or moved(one.day, form.count - 1, form.unit) <= one.until


def _quote_start(left: str, entering: re.Match[str] | None) -> int:
    before = _SHORTLY_BEFORE.search(left) if entering else None
    if before:
        return before.start()
    return entering.start() if entering else len(left)


def _count_window(day: date, form: f.WarCount, entering: str | None) -> tuple[date, date]:
    """The days that a count leaves: day N a day either way, for papers count from 0 or 1.

    "Enters its eighth month" is said within ten days of that month's first day; "a few days
    before" and the like put it before.
    """
    first = moved(day, form.count - 1, form.unit)
    if form.unit == "day":
        return add_days(first, -1), add_days(first, 1)
    if entering is None:
        slack = {"week": 2, "month": 4}.get(form.unit, 31)
        return add_days(first, -slack), add_days(moved(day, form.count, form.unit), slack)
    before = _SHORTLY_BEFORE.search(entering)
    if before is None or before["eve"]:
        slack = {"week": 3, "month": 10}.get(form.unit, 31)
        return add_days(first, -slack), add_days(first, slack)
    return _before(first, before)


def _before(first: date, words: re.Match[str]) -> tuple[date, date]:
    """As in "A few days before": that many units before the first day."""
    many = amount(words["amount"]) or f.Amount(1, 10, None)
    unit: f.Unit = table("units")[tidy(words["unit"])]
    slack = 1 if unit == "day" else 0.5
    far = moved(first, -(many.high + slack), unit)
    return far, min(moved(first, -max(many.low - slack, 0), unit), add_days(first, -1))


def _since(
    page: Page, found: f.TimeExpression, form: f.Period, known: list[Anchor]
) -> Iterator[Constraint]:
    """As in "Nearly seven months into the war", "more than two years after the invasion".

    Said of the present ("now", "still", a present tense) it dates the page; said of the past
    it gives only the earliest day.
    """
    way = _OF_THE_WAR.match(page.text, found.end, found.end + 90)
    _, end = sentence(page.text, found.start, found.end)
    if form.unit in ("hour", "minute", "second"):
        return
    if way is None:
        yield from _going_on(page, found, form, known)
        return
    if way["way"].lower() == "of" and not way["war"]:
        return
    fit = _named(page.text, found.end, min(end, found.end + 80), known)
    fit = [one for one in fit if one.war] or fit
    if not fit:
        return
    hedge = _hedge(found.text)
    last = max(m.end() for one in fit if (m := one.words.search(page.text, found.end, end)))
    words = quoted(page.text, found.start, last)
    made = _counting(words, fit, form.amount, form.unit, hedge)
    if _present(page, found, way["way"]):
        yield made
    elif way["way"].lower() in ("of", "after") and _leads(page, found):
        yield replace(made, weight=SOFT)
    else:
        yield _at_least(made)


def _leads(page: Page, found: f.TimeExpression) -> bool:
    """Whether it opens a sentence at the head of the page that no other time dates.

    "After 52 days of war, shells fell" tells there of the present; deeper in the page, or with a
    date beside it, it looks back. Even so it only supports what else is known.
    """
    start, end = sentence(page.text, found.start, found.end)
    lead = page.text[start : found.start].strip().lower()
    others = [one for one in page.times if start <= one.start < end and one is not found]
    dated = any(isinstance(one.form, f.Calendar | f.Ago | f.Stretch) for one in others)
    return found.start < _HEAD and lead in ("", "after", "now, after") and not dated


def _going_on(
    page: Page, found: f.TimeExpression, form: f.Period, known: list[Anchor]
) -> Iterator[Constraint]:
    """As in "The war has lasted 52 days"."""
    start, _ = sentence(page.text, found.start, found.end)
    left = page.text[max(start, found.start - 90) : found.start]
    said = _GOING_ON.search(left)
    if said is None:
        return
    fit = [one for one in known if one.war and one.words.search(said["war"])]
    if fit:
        words = quoted(page.text, found.start - len(left) + said.start(), found.end)
        yield _counting(words, fit, form.amount, form.unit, _hedge(found.text))


def _hedge(words: str) -> str:
    """The hedge that an expression begins with, or an empty string."""
    tidied = tidy(words)
    known = sorted((hedge for hedge in table("hedges") if hedge), key=len, reverse=True)
    return next((hedge for hedge in known if tidied.startswith(hedge + " ")), "")


def _present(page: Page, found: f.TimeExpression, way: str) -> bool:
    start, end = sentence(page.text, found.start, found.end)
    before, after = page.text[start : found.start], page.text[found.end : end]
    opens = not before.strip()
    if way.lower() in ("into", "since", "of"):
        return opens or found.tense != "past" or bool(_NOW.search(before + after))
    return bool(_NOW.search(after)) if opens else bool(_NOW_BEFORE.search(before))


def _at_least(made: Constraint) -> Constraint:
    """Only the first day counts: what it tells of may lie long before publication."""
    first = made.days[0][0]
    days = ((first, date.max.toordinal()),)
    why = f"{made.why.partition(': published')[0]}: published on or after {date.fromordinal(first)}"
    return Constraint("past", days, BOUND, why)


def _anniversaries(page: Page, known: list[Anchor]) -> Iterator[Constraint]:
    """As in "On the first anniversary of the invasion": within three weeks of the day."""
    for match in _ANNIVERSARY.finditer(page.text):
        fit = [one for one in known if one.words.search(match[0])]
        years = ordinal(match["nth"]) or _number_year(match["nth"])
        if fit and years:
            days = [moved(one.day, years, "year") for one in fit]
            spans = [(add_days(day, -21), add_days(day, 21)) for day in days]
            names = " or ".join(f"{one.what} ({one.day})" for one in fit)
            words = quoted(page.text, match.start(), match.start() + len(match[0].rstrip()))
            why = f"{words}, counted from {names}: published within three weeks of it"
            yield Constraint("elapsed", windows(spans), FIRM, why)


def _number_year(words: str) -> int | None:
    found = amount(words.partition("-")[0])
    return int(found.low) if found else None


@cache
def _age_pattern() -> re.Pattern[str]:
    return compiled(
        r"(?<![A-Za-z0-9])(?:<hedge> )?(?P<amount><~amount>)-(?P<unit>day|week|month|year)-old "
        r"(?P<war>(?:[a-z]{2,12} )?(?:war|invasion|conflict|occupation|offensive|siege))(?![a-z])"
    )


@cache
def _age_behind_pattern() -> re.Pattern[str]:
    return compiled(
        r"(?<![A-Za-z])(?P<war>war|invasion|conflict|occupation|offensive|siege),? "
        r"(?:(?:which|that) )?(?:is )?now (?:<hedge> )?(?P<amount><~amount>) "
        r"(?P<unit>day|week|month|year)s? old(?![a-z])"
    )


def _ages(page: Page, known: list[Anchor]) -> Iterator[Constraint]:
    """As in "The five-month-old war", "the war, now 52 days old"."""
    behind = _age_behind_pattern().finditer(page.text)
    for match in (*_age_pattern().finditer(page.text), *behind):
        fit = [one for one in known if one.war and one.words.search(match["war"])]
        many, unit = amount(match["amount"]), table("units")[match["unit"].lower()]
        if fit and many:
            words = quoted(page.text, *match.span())
            yield _counting(words, fit, many, unit, tidy(match["hedge"] or ""))
