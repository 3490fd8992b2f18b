"""Find the time expressions of a text: match the rules, keep the longest, join neighbours."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from reportedly.times import forms as f
from reportedly.times.anchors import event_of, wars_of
from reportedly.times.build import build
from reportedly.times.join import join
from reportedly.times.patterns import Rule, alternatives, compiled, kins, kins_by_word, needed
from reportedly.times.words import table, tidy
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator

Hit = tuple[int, f.TimeExpression]  # with the number of its rule

SCAN_LIMIT = 300_000
"""Characters scanned at most: a longer text is no article, and the scan must end."""

_LEFT, _RIGHT = 90, 120
_BOUND_TENSE: dict[str, f.Tense] = {"since": "past"}
_PAST_PLAN = re.compile(r"(?:planned|hoped|agreed|vowed) to", re.IGNORECASE)
_WHEN = re.compile(r", when [a-z]")  # "quiet until Sunday, when it was hit": of the Sunday
_DEADLINE = re.compile(r" to [a-z]")
_OWNS = re.compile(r"[’']s\b")
_AHEAD = re.compile(r"(?:ahead of|before|for|until|by|next|coming)(?: the)? *$", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n(?:[^\S\n]*\n\s*|(?<=[.!?”\"]\n)(?=[A-Z“\"]))")
_REST = re.compile(r"[0-9A-Za-z]{1,40}")  # of a word: half of "Marine" is no month
# Characters around a word that a rule needs: no rule matches, nor looks beyond its match, so far.
_BEFORE, _BEYOND = 150, 250
_FOLLOWS = re.compile(r"(?:[ -][A-Za-z’'-]{2,20}){1,4}")
_STOP = re.compile(r"[.!?;\n](?=\s|$)")


def find_times(text: str) -> list[f.TimeExpression]:
    """Every time expression of an English text, in its order, none overlapping another.

    Args:
        text: any text; beyond ``SCAN_LIMIT`` characters it is not read.

    Returns:
        Expressions with their span (code points), parsed but not tied to a day.

    >>> [found.text for found in find_times("Held on Friday, two days after March 3, 2022.")]
    ['Friday', 'two days after March 3, 2022']
    """
    text = text[:SCAN_LIMIT]
    kept = _longest(_hits(text))
    return [_in_context(found, text) for found in join(text, kept)]


def _hits(text: str) -> Iterator[Hit]:
    for kin, stretches in _near_words(text).items():
        for rule in kins()[kin]:
            yield from ((rule.number, found) for found in _matches(rule, text, stretches))


def _matches(rule: Rule, text: str, stretches: list[tuple[int, int]]) -> Iterator[f.TimeExpression]:
    for match in rule.pattern.within(text, stretches):
        form = build(rule.form, match.groupdict() | rule.fixed)
        start, end = _extent(match)
        if form is not None and _meant(text, start, match, form):
            yield f.TimeExpression(start, end, text[start:end], form, ends=_ends(match))


def _near_words(text: str) -> dict[int, list[tuple[int, int]]]:
    """For each kin of rules the stretches around the words that it needs, within a paragraph."""
    known, near = kins_by_word(), defaultdict[int, list[tuple[int, int]]](list)
    for first, last in _blocks(text):
        for found in needed().finditer(text, first, last):
            word = found[0].lower() if found.lastindex else "0" * len(found[0])
            if word not in known:
                continue
            low, high = max(first, found.start() - _BEFORE), min(last, found.end() + _BEYOND)
            rest = _REST.match(text, high, last)
            high = rest.end() if rest else high
            for kin in known[word]:
                stretches = near[kin]
                met = stretches and low < stretches[-1][1]
                stretches.append((stretches.pop()[0] if met else low, high))
    return near


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between ends of paragraphs: no expression runs over one."""
    start = 0
    for end in _PARAGRAPH.finditer(text):
        yield start, end.end()
        start = end.end()
    yield start, len(text)


def _extent(match: re.Match[str]) -> tuple[int, int]:
    """The group x where the rule has one and it took part, else the whole match."""
    if "x" in match.re.groupindex and match["x"] is not None:
        return match.span("x")
    return match.span()


def _ends(match: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """Where the two dates stand, if each has its month or they are a pair: "4 and 5 November"."""
    names = match.groupdict()
    if not (names.get("day2") and (names.get("pair") or (names["month"] and names["month2"]))):
        return ()
    second = min(match.start(name) for name in ("month2", "day2") if names.get(name))
    first = [match.span(name) for name in ("month", "day", "year") if names.get(name)]
    first = [span for span in first if span[1] <= second]
    return ((min(first)[0], max(end for _, end in first)), (second, match.end()))


def _longest(hits: Iterator[Hit]) -> list[f.TimeExpression]:
    """From left to right the longest hit at each place; earlier rules win a draw."""
    kept: list[f.TimeExpression] = []
    for _, hit in sorted(hits, key=lambda hit: (hit[1].start, -hit[1].end, hit[0])):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _meant(text: str, start: int, match: re.Match[str], form: f.Form) -> bool:
    """Whether a name of a month or a weekday is one: capital, and no verb or person.

    "march", "may", "mar" and "dec" are words too: without a day or a year beside them they
    count only with a capital and after a word such as "in" or "last".
    """
    if not isinstance(form, f.Calendar) or form.month is None:
        return True
    if form.day or form.year or "month" not in match.groupdict():
        return True
    word = match["month"]
    ambiguous = word.lower() in load("times")["ambiguous_months"] or len(word.rstrip(".")) < 4
    if not word[0].isupper():
        return form.step is not None and not ambiguous
    if form.step is not None or not ambiguous:
        return True
    return form.section is not None or _led(text[max(0, start - 30) : start].lower().split())


def _led(before: list[str]) -> bool:
    """Whether the words before lead to a month: "in", "last", "between April and"."""
    if not before:
        return False
    return before[-1] in _month_cues() or (before[-1] == "and" and "between" in before)


@cache
def _month_cues() -> frozenset[str]:
    return frozenset(load("times")["month_cues"])


def _in_context(found: f.TimeExpression, text: str) -> f.TimeExpression:
    """The expression with the bound before it and the tense around it."""
    left = text[max(0, found.start - _LEFT) : found.start]
    bound = None if _WHEN.match(text, found.end) else _bound(left)
    tense = _BOUND_TENSE.get(bound or "") or _tense(left, text, found.end)
    if bound == "until" and _DEADLINE.match(text, found.end):
        tense = "future"  # "has until Tuesday to sign"
    elif bound == "by" and tense is None:
        tense = "future"
    if bound is None and _OWNS.match(text, found.end) and not _AHEAD.search(left):
        tense = "past"
    form = found.form
    if isinstance(form, f.WarStart):
        form = replace(form, known=wars_of(text, form.war))
    if isinstance(form, f.Calendar) and form.month and form.day and not form.year:
        form = replace(form, known=event_of(text, form.month, form.day, _named_with(text, found)))
    return replace(found, bound=bound, tense=tense, form=form)


def _named_with(text: str, found: f.TimeExpression) -> str:
    """The words right after a date that may name what it is the date of: "the May 3 attack"."""
    follows = _FOLLOWS.match(text, found.end)
    return follows[0] if follows else ""


def _bound(left: str) -> f.Bound | None:
    match = _bound_pattern().search(left)
    bound: f.Bound | None = table("bounds")[tidy(match[1])] if match else None
    return bound


@cache
def _bound_pattern() -> re.Pattern[str]:
    words = alternatives(table("bounds"))
    return compiled(rf"(?<![A-Za-z])({words}) (?:the )?$")


def _tense(left: str, text: str, end: int) -> f.Tense | None:
    """What the verb beside it says ("on Sunday issued"), else the nearest to the left, or right."""
    beside = _tense_pattern().match(text, end + 1) if text[end : end + 1] == " " else None
    if beside and not (beside[0].startswith("to ") and _DONE.search(left)):
        return _cue_tense(beside)
    stops = list(_STOP.finditer(left))
    before = left[stops[-1].end() :] if stops else left
    cues = list(_tense_pattern().finditer(before))
    if cues:
        return _cue_tense(cues[-1])
    right = text[end : end + _RIGHT]
    stop = _STOP.search(right)
    cue = _tense_pattern().search(right, 0, stop.start() if stop else len(right))
    if cue and _PAST_PLAN.match(cue[0]):
        return "past"  # "On Friday they planned to leave" tells of the planning
    return _cue_tense(cue) if cue else None


_DONE = re.compile(r"\b(?:had|have|has) [a-z]{2,20}ed (?:on )?$")  # "had agreed on Tuesday to hold"


def _cue_tense(cue: re.Match[str]) -> f.Tense:
    if cue["had"]:
        return "past"  # "it had been due to open on Friday"
    return "future" if cue.lastgroup == "future" else "past"


@cache
def _tense_pattern() -> re.Pattern[str]:
    words = table("tense")
    future, past = alternatives(words["future"]), alternatives(words["past"])
    between = r"(?: (?:not|be|been|also|then|to|held|[a-z]{2,15}ly)){0,3}"
    ahead = rf"(?:{future}){between}(?: (?:[a-z]{{2,20}}ed|{past})(?![a-z]))?"
    none = alternatives(words["none"])
    return re.compile(
        rf"(?<![A-Za-z])(?!(?:{none})(?![A-Za-z]))(?:(?P<had>had been )?"
        rf"(?P<future>{ahead})|(?P<past>{past}|[a-z]{{2,20}}ed))(?![A-Za-z])"
    )
