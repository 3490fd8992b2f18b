"""What a page is there to tell: its lead, totals up to now, and the findings of a report.

What somebody tells in a page's opening is news, however long ago: a report on last winter. A total
of months that ended lately is not background either. And the body of a report of an organisation
is told by that organisation, wherever it names nobody else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from reportedly.stages.extract import sources, speech
from reportedly.stages.extract.fresh import is_lead
from reportedly.stages.extract.modality import first_day, last_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportedly.records import Source
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.tellings import Telling

_LASTING: Final = timedelta(days=60)  # how long a total runs at least to be one up to now
_LATELY: Final = timedelta(days=45)  # before publication, in which it ended
_OLD: Final = timedelta(days=100)  # before publication: what happened then is no finding of now
_HEARD: Final = 0.5  # how far a source can be trusted that speaks for a whole page
_OPENING: Final = 2  # sentences of a text that say whose report it tells of


def as_news(page: Page, told: Sequence[Telling]) -> list[Telling]:
    """The tellings, with what is no background asserted, and a report's findings told by it."""
    lead = next((t for t in told if t.source and _opens(page, t.sentence)), None)
    known = [
        replace(t, modality="asserted")
        if _is_by_time(t) and (t is lead or _is_up_to_now(page, t))
        else t
        for t in told
    ]
    report = _report(page)
    return [_found_by(page, t, report, known) for t in known] if report else known


def _is_by_time(telling: Telling) -> bool:
    """Whether only its time makes it history."""
    return telling.modality == "historical" and telling.cue is None


def _opens(page: Page, sentence: Sentence) -> bool:
    return sentence.span.field == "text" and is_lead(page, sentence)


def _is_up_to_now(page: Page, telling: Telling) -> bool:
    """Whether it is a total of months that ended lately."""
    days = _days(page, telling)
    if days is None or not any(c.scope == "cumulative" for c in telling.counts):
        return False
    first, last, published = days
    return last - first >= _LASTING and last >= published - _LATELY


def _report(page: Page) -> Source | None:
    """The organisation whose report a page tells of, by its opening; by its name if it has one."""
    texts = [s for s in page.sentences if s.span.field == "text"][:_OPENING]
    for sentence in (s for s in texts if _REPORT.search(s.words)):
        for said in speech.spoken_in(page, sentence.span):
            whose = sources.source(page, sentence, said)
            if _is_body(whose):
                return whose
    return None


def _is_body(source: Source) -> bool:
    known = source.kind in ("ngo", "intergovernmental")
    return known or bool(_BODY.search(source.as_written))


_BODY = re.compile(
    r"\b(?:rights|organi[sz]ation|observatory|monitors?|watch|mission|researchers)\b", re.I
)
_REPORT = re.compile(
    r"\b(?:in an? (?:\w+ )?(?:report|investigation|briefing|study|update)|"
    r"report (?:\w+ )?(?:on|by|published|released)|documented|"
    r"(?:said|says) today|today (?:said|says)|found in)\b",
    re.IGNORECASE,
)


def _found_by(page: Page, telling: Telling, report: Source, told: Sequence[Telling]) -> Telling:
    """A finding that names no source as that of its paragraph's last speaker, or the report's.

    What happened long before is common knowledge.
    """
    here = telling.sentence
    old = telling.own_when and _is_old(page, telling)
    if telling.source is not None or here.span.field == "title" or old:
        return telling
    heard = [
        t.source
        for t in told
        if t.sentence.paragraph == here.paragraph and t.sentence.index < here.index and t.source
    ]
    return replace(telling, source=[report, *heard][-1], sure={**telling.sure, "source": _HEARD})


def _is_old(page: Page, telling: Telling) -> bool:
    days = _days(page, telling)
    return days is not None and days[0] < days[-1] - _OLD


def _days(page: Page, telling: Telling) -> tuple[date, date, date] | None:
    """The first and last day of a telling, and that of publication, where they are known."""
    when, published = telling.when, page.article.published
    if when is None or when.start is None or published is None or published.start is None:
        return None
    first, last = first_day(when.start), last_day(when.end or when.start)
    return first, last, first_day(published.start)
