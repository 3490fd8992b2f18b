"""Denials without a verb of denying: what was told is called untrue, or none of the speaker's.

"The Kremlin called the report “a lie”"; "the army said it had nothing to do with the strike"; "said
there was no such raid" (vocab/en/denials.yaml).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.parties import source_of
from reportedly.stages.extract.patterns import any_of
from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.records import Span
    from reportedly.stages.extract.page import Page


def disowns(said: str) -> bool:
    """Whether what somebody says is that it was not so, or was none of theirs.

    >>> disowns("it had nothing to do with the strike"), disowns("that there was no such raid")
    (True, True)
    >>> disowns("the reports of a raid were invented"), disowns("it had nothing to do with trade")
    (True, False)
    """
    return _disowning().match(said) is not None


def points_back(denied: str) -> bool:
    """Whether all that is denied is a happening told before, or a part in it.

    >>> points_back("the attack"), points_back("itself from the raid on the mill")
    (True, True)
    >>> points_back("the attack had failed")
    False
    """
    return _pointing().fullmatch(denied) is not None


@cache
def _pointing() -> re.Pattern[str]:
    part = r"(?:\w+sel(?:f|ves) from |(?:any|a|all) (?:part|role|hand|involvement) in )?"
    where = r"(?: (?:in|on|at|near|against) (?:the )?(?:[\w’'-]+ ){0,3}[\w’'-]+)?"
    whose = r"(?:the|this|that|these|any|such|both) (?:[\w’'-]+ ){0,2}?"
    return re.compile(rf"{part}{whose}{_any('what')}{where}\W*", re.IGNORECASE)


@cache
def _disowning() -> re.Pattern[str]:
    rows = load("denials")
    what = rf"(?:(?:[\w’'-]+ ){{0,5}}?{_any('what')}\b|[^\w]*$)"
    theirs = rf"{rows['who']}{_any('not_theirs')}\b ?{what}"
    untrue = rf"(?:{rows['report']}|it|this|that) {_UNTRUE_IS}(?:{'|'.join(_untrue_words())})(?!\w)"
    forms = (theirs, _any("none_of_theirs") + r"\b", _any("no_such") + r"\b", untrue)
    return re.compile(rf"[“\"]?(?:that )?(?:{'|'.join(forms)})", re.IGNORECASE)


_UNTRUE_IS = (
    r"(?:was|were|is|are|had been|has been|have been) (?:all |simply |\w+ly )?[“\"]?(?:an? )?"
)


def _any(name: str) -> str:
    return rf"(?:{'|'.join(load('denials')[name])})"


def scoffed(page: Page, source: Span, cue: Span | None, content: Span) -> int | None:
    """Where a speech ends that calls what was told untrue: "called that “another fairytale”"."""
    if cue is None or not _CALLS.search(page.words(cue)):
        return None
    text = page.article.field(content.field)
    found = _AS_QUOTED.match(text, content.start) or _AS_WHAT.match(text, content.start)
    if found is None or source_of(page.words(source), ()).kind == "media":
        return None
    quoted = found.re is _AS_QUOTED and not _dire().search(found[0])
    return found.end() if quoted or _untrue().search(found["what"]) else None


_CALLS = re.compile(
    r"\b(?:call|dub|describ|dismiss|label|brand|term|characteri[sz])\w*$", re.IGNORECASE
)
_WHAT = (
    r"(?:it|this|that|(?:the|an?|such|these|those) (?:[\w’'-]+ ){0,2}?(?:claims?|reports?|"
    r"allegations?|accusations?|account|figures?|assertions?|version)(?: [^“”\".;:,]{0,60}?)?) "
    r"(?:as )?"
)
_AS_QUOTED = re.compile(_WHAT + r"[“\"](?P<what>[^“”\".;:]{3,60})[”\"]?", re.IGNORECASE)
_AS_WHAT = re.compile(_WHAT + r"(?P<what>[^“”\".;:]{3,60})", re.IGNORECASE)


def _untrue_words() -> list[str]:
    return list(load("reporting")["untrue"])


@cache
def _untrue() -> re.Pattern[str]:
    return any_of(_untrue_words())


@cache
def _dire() -> re.Pattern[str]:
    return any_of(load("reporting")["dire"])
