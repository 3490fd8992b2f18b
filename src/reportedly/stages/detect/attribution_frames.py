"""The stiff forms of speech of translated news, each for every verb of the class of saying.

"From the ministry it was confirmed on Telegram that …"; "So it was communicated by the army.";
"“…”, affirmed at a press conference the governor"; "Orle spoke of “a black day”"; "Orle held
Velm responsible for having shelled …". What such a form tells is speech by its grammar, so that
it takes verbs that tell deeds elsewhere: "it was advanced by the ministry".
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.stages.detect.attribution_rules import around, quotations
from reportedly.stages.detect.attribution_sources import speaks
from reportedly.stages.detect.attribution_words import Found, Pair, listed, words

if TYPE_CHECKING:
    from collections.abc import Iterable

_THROUGH = (
    r"(?: (?:on|via|through|in|at|over|during|by means of|by way of) "
    r"(?!(?:which|that|order)\b)[^,;:.“”\"]{2,60}?)?"
)
_OPENING = r"(?:(?<![^\n])|(?<=[.!?;,”\"] )|(?<=and )|(?<=but ))"
_SOURCE = r"(?P<source>[^,;:.“”\"]{2,100}?(?:, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2})?)"
_AFTER = r"(?P<source>[^,;:.“”\"]{2,100})(?=[,.;:]|$)"
_WAS = r"(?:was|were|is|has been|had been|have been)(?: also| \w+ly)?"


def framed(text: str, sentence: Pair, names: list[Pair]) -> Iterable[Found]:
    """What a sentence attributes by such a form."""
    for pattern in _forms():
        for m in pattern.finditer(text, *sentence):
            if speaks(text, m.span("source"), names) and (contents := _said(text, sentence, m)):
                yield Found(m.span("source"), m.span("cue"), contents)


def _said(text: str, sentence: Pair, found: re.Match[str]) -> tuple[Pair, ...]:
    """What is said: the words that stand for the sentence before, what follows, or a quotation."""
    groups = found.groupdict()
    if groups.get("said"):
        return (found.span("said"),)
    first, last = (f(found.start("source"), found.start("cue")) for f in (min, max))
    if groups.get("quoted"):
        before = [q for q in quotations(text, *sentence) if q[1] <= first]
        return tuple(before[-1:]) or around(text, (sentence[0], first), (first, first))
    return around(text, (last, sentence[1]), (last, max(found.end("cue"), found.end("source"))))


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    told = listed("say", "hedge", "react", "conveyed")
    past = words({w for w in told if not w.endswith(("ing", "s"))}).pattern
    conveyed = words({w for w in told if w.endswith(("ed", "n", "d", "t", "c"))}).pattern
    return (
        # "From the ministry, it was confirmed on Telegram that": also "it has been added"
        re.compile(
            rf"\b(?:[Ff]rom|[Ii]n|[Aa]t) {_SOURCE},? it {_WAS} (?P<cue>{conveyed}){_THROUGH}"
            r"(?=,? that\b|[,:])"
        ),
        # "So it was communicated on Telegram by the army.": of the sentence before
        re.compile(
            rf"{_OPENING}(?P<said>(?:So|Thus) it|This|It|That|The (?:news|information)) {_WAS} "
            rf"(?P<cue>{conveyed}){_THROUGH} by {_AFTER}"
        ),
        # "About this informed the head of …"
        re.compile(
            rf"{_OPENING}(?P<said>About this) (?P<cue>informed|reported|said|told|wrote|announced) "
            r"(?P<source>[^,;:.“”\"]{2,120}?)(?= (?:on|in|via) [A-Z]|[,.;])"
        ),
        # "“…”, affirmed at a press conference the governor of the region"
        re.compile(
            rf"(?P<quoted>[”»\"]),? (?P<cue>{past}){_THROUGH} (?=(?:the|a|an|its|his|her|their) )"
            rf"{_AFTER}"
        ),
        # "The army spoke on Facebook of “a black day”"
        re.compile(
            rf"{_OPENING}{_SOURCE} (?P<cue>(?:has |have |had )?(?:spoken?|speaks?|talk(?:ed|s)?))"
            rf"{_THROUGH} (?:of|about) (?=[“\"])"
        ),
        # "The ministry held Velm responsible on Facebook for having shelled …"
        re.compile(
            rf"{_OPENING}{_SOURCE} (?P<cue>(?:has |have |had )?h(?:eld|olds?) "
            r"[^,;:.“”\"]{2,60}? (?:responsible|accountable|to blame|guilty))(?= )"
        ),
    )
