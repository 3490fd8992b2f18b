"""Denials without a verb of denying: what was told is called untrue, or none of the speaker's.

"The Kremlin called the report “a lie”"; "the army said it had nothing to do with the strike"; "said
there was no such raid" (vocab/en/denials.yaml).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.parties import source_of
from reportedly.stages.extract.patterns import any_of, filled
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
    return filled(_DISOWNING, "denials").match(said) is not None


def points_back(denied: str) -> bool:
    """Whether all that is denied is a happening told before, or a part in it.

    >>> points_back("the attack"), points_back("itself from the raid on the mill")
    (True, True)
    >>> points_back("the attack had failed")
    False
    """
    return filled(_POINTING, "denials").fullmatch(denied) is not None


# all that is denied is "the attack on the mill", "any part in the raid", "itself from the strike"
_POINTING = (
    r"(?i)(?:\w+sel(?:f|ves) from |(?:any|a|all) (?:part|role|hand|involvement) in )?"
    r"(?:the|this|that|these|any|such|both) (?:[\w’'-]+ ){0,2}?<what>"
    r"(?: (?:in|on|at|near|against) (?:the )?(?:[\w’'-]+ ){0,3}[\w’'-]+)?\W*"
)
_DISOWNING = (
    r"(?i)[“\"]?(?:that )?(?:<who><not_theirs>\b ?(?:(?:[\w’'-]+ ){0,5}?<what>\b|[^\w]*$)"
    r"|<none_of_theirs>\b|<no_such>\b"
    r"|(?:<report>|it|this|that) (?:was|were|is|are|had been|has been|have been) "
    r"(?:all |simply |\w+ly )?[“\"]?(?:an? )?<untrue>(?!\w))"
)


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


@cache
def _untrue() -> re.Pattern[str]:
    return any_of(load("denials")["untrue"])


@cache
def _dire() -> re.Pattern[str]:
    return any_of(load("denials")["dire"])
