"""What a page tells as fresh: of the day it was published, or of shortly before."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from reportedly.records import Mention, TimeValue, When
from reportedly.stages.extract import sites
from reportedly.stages.extract.aftermath import is_a_step
from reportedly.stages.extract.modality import first_day, recent

if TYPE_CHECKING:
    from reportedly.stages.extract.page import Page, Sentence

_DAY = timedelta(days=1)


# "the deadliest attack in months" is of today
_RECORD = re.compile(
    r"\b(?:\w+est|most|first|second|latest|only|worst|record)\b[^.,;]{0,60}?\b(?:in|for|over|since)\s[^.,;]{0,30}",
    re.IGNORECASE,
)


def is_now(mention: Mention) -> bool:
    """Whether words tell of the present: "now", "currently"."""
    return isinstance(mention.value, TimeValue) and mention.value.timex == "PRESENT_REF"


def dates(page: Page, mention: Mention) -> bool:
    """Whether a time mention can date a happening: it lies on the calendar, and is no dateline."""
    value = mention.value
    if not isinstance(value, TimeValue) or value.type == "SET":
        return False
    bounded = value.start is not None or (is_now(mention) and value.end is not None)
    return bounded and not _is_compared(page, mention) and not sites.in_dateline(page, mention.span)


# "the deadliest attack since November" was not in November, nor "the third this month" all month
_COMPARED = re.compile(
    r"\b(?:the (?!(?:\w*w|r|for|prot|arr|t|requ|cont|pri|gu|harv|inter)est\b)\w{3,}est|worst|record"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|only|most [a-z]{4,})\b"
    r"[^.,;]{0,60}? (?P<since>since (?:[\w’'-]+ ){0,6})?$"
)


def _is_compared(page: Page, mention: Mention) -> bool:
    """Whether a time only says over how long a happening is the first or the worst."""
    found = _COMPARED.search(page.before(mention.span, 90))
    so_far = mention.text.lower().startswith("this ")
    return found is not None and (so_far or found["since"] is not None)


# what is going on as the page tells of it is of that day at least
_GOING_ON = re.compile(
    r"\b(?:is|are)\s+(?:\w+\s+)?\w+ing$|^(?:now|currently|ongoing|under ?way|at the moment)$",
    re.IGNORECASE,
)


# what is said or looked into now happened before
_TOLD_NOW = re.compile(
    r"\b(?:report|say|tell|claim|accus|blam|warn|mourn|investigat|search|hunt|question|treat)\w*ing$",
    re.IGNORECASE,
)
# what has lasted as the page tells of it did not begin the day before
_LASTING = re.compile(
    r"\b(?:for|over|in|during)\s+(?:the\s+)?(?:(?:past|last|recent|many|several|two|three)\s+)?(?:days|weeks|months|years)\b"
    r"|\bsince\b",
    re.IGNORECASE,
)


def fresh(page: Page, sentence: Sentence) -> When | None:
    """The time of a happening told as fresh on a page whose date is known: open, up to it.

    What a title or lead tells as fresh is of that day or the day before.
    """
    published = page.article.published
    cue = recent(page, sentence.span, lead=is_lead(page, sentence))
    if cue is None or published is None or published.start is None or published.end is None:
        return None
    if is_a_step(page, cue, sentence.span):
        return None
    why = (
        f"no date in the sentence; {page.words(cue)!r} tells of it as fresh: "
        f"on or shortly before publication ({published.start} to {published.end})"
    )
    lasting = _LASTING.search(_RECORD.sub("", sentence.words))
    lead = is_lead(page, sentence) and not lasting
    going_on = bool(_GOING_ON.search(page.words(cue)))
    told_now = bool(_TOLD_NOW.search(page.words(cue)))
    same_day = going_on and not told_now and _tells_of_its_day(page, published)
    start = published.start[:10] if same_day else str(first_day(published.start) - _DAY)
    return When(
        start=start if lead or going_on else None,
        end=published.end[:10],
        precision="span",
        ucdp_date_prec=2 if (lead or going_on) and published.start == published.end else 3,
        basis="inferred",
        anchor="publication",
        why=why,
    )


def _tells_of_its_day(page: Page, published: When) -> bool:
    """Whether a page tells of the day of its publication; a printed page's news is a day older."""
    days = (m.value for m in page.of_kind("time") if dates(page, m))
    return any(day.start == day.end == published.end for day in days)


def is_lead(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence is the title or the first of the text."""
    return sentence.span.field == "title" or not page.previous(sentence, 1)
