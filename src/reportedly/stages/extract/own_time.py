"""The time that a clause tells of its own happening: which of the times named is its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.records import Span, TimeValue
from reportedly.stages.extract.aftermath import dates_a_step
from reportedly.stages.extract.fresh import dates, is_now
from reportedly.stages.extract.modality import last_day
from reportedly.stages.extract.page import gap
from reportedly.times import as_when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Mention, When
    from reportedly.stages.extract.page import Page

_BESIDE = 30  # characters from a death to its day: "on Sunday the girl died in hospital"
_FAR = 120  # characters: a time so far from the trigger may be of something else in the sentence


def when(
    page: Page, clause: Span, sentence: Span, trigger: Span, content: Span | None
) -> tuple[When | None, bool]:
    """The time of a happening from its clause, else its sentence; nearest to the trigger.

    The time of the saying ("said on Sunday"), outside what is said, counts only when there is
    no other, and so do one far from the trigger and an hour of no named day ("at 10:30 p.m."):
    then the second value is True. "Said on Sunday that it is now fighting" tells of Sunday.
    """
    if content is not None and not content.meets(sentence):
        content = None  # told on in another sentence: no time of this one is that of the saying
    for span in (clause, sentence):
        found = [m for m in page.inside("time", span) if dates(page, m)]
        found = [m for m in found if not (_is_aside(page, m, trigger) or _of_another(page, m))]
        found = [m for m in found if not _is_late_death(page, m, sentence, trigger)]
        found = [m for m in found if not dates_a_step(page, m.span, sentence, trigger)]
        if found:
            best = min(found, key=lambda m: _rank(page, m, trigger, content))
            vague = _is_far(page, best.span, trigger) or _is_hour(best)
            return as_when(best.value), vague or _is_only_said_then(page, best, found, content)
    return None, False


def _is_far(page: Page, time: Span, trigger: Span) -> bool:
    """Whether a time stands so far from the trigger that it may be of something else."""
    first, second = sorted((time, trigger), key=lambda s: s.start)
    between = page.words(Span(field=time.field, start=first.end, end=max(first.end, second.start)))
    return len(between) > _FAR and bool(re.search(r"[,;:–—]", between))


# "In X, where a truce broke down in August, shells landed": the shells did not in August
_ASIDE = re.compile(r",\s(?:where|which|who|whose)\b[^,;.]{0,120}$")


# "on the same day on which a truce was announced": the day that two things share dates neither
_SHARED = re.compile(r"\s+(?:on which|in which|that|when|as)\b")


def _of_another(page: Page, mention: Mention) -> bool:
    """Whether a time only says that something else was then too."""
    same = "same" in page.words(mention.span).casefold().split()
    return same and bool(_SHARED.match(page.after(mention.span, 12)))


def _is_aside(page: Page, mention: Mention, trigger: Span) -> bool:
    """Whether a time stands in an aside that is closed before the trigger."""
    if trigger.start < mention.span.end:
        return False
    between = Span(field=trigger.field, start=mention.span.end, end=trigger.start)
    closed = "," in page.words(between)
    return closed and bool(_ASIDE.search(page.before(mention.span, 130)))


# "one died in hospital on Sunday", of wounds of the blow told before
_LATE_DEATH = re.compile(
    r"\b(?:died|succumbed)\b[^.;:]{0,60}\b(?:hospitals?|clinic|surgery|wounds|injuries)\b",
    re.IGNORECASE,
)


def _is_late_death(page: Page, mention: Mention, sentence: Span, trigger: Span) -> bool:
    """Whether a time is that of a death of wounds, which follows the blow that it is part of."""
    for found in _LATE_DEATH.finditer(page.words(sentence)):
        start, end = sentence.start + found.start(), sentence.start + found.end()
        death = Span(field=sentence.field, start=start, end=end)
        if death.meets(trigger):
            return death.meets(mention.span) or gap(death, mention.span) < _BESIDE
    return False


def _is_hour(mention: Mention) -> bool:
    """Whether a time is an hour of no named day."""
    timed = isinstance(mention.value, TimeValue) and mention.value.type == "TIME"
    return timed and _HOUR.fullmatch(mention.text) is not None


_HOUR = re.compile(
    r"(?:at |about |around |just |shortly |before |after |by )*"
    r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\b\.?|o['’]clock|hours)?|\d{1,2}[:.]\d\d"
    r"|noon|midday|midnight)(?: \(?(?:local(?: time)?|gmt|utc|[a-z]{2,4}t)\)?)*",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|add(?:ed|s|ing)|announc\w+|confirm\w+|report\w+|claim\w+|wrote|tweet\w+|posted|"
    r"acknowledg\w+|admitt?\w*|warn\w+|stated|declar\w+|insist\w+"
    r"|(?:told|tells|inform\w+)(?: [\w’'-]+){1,4})"
    r"(?: in an? [\w ]{1,30})?(?: (?:early|late|later))?(?: (?:on|over))?(?: the)? $"
)


def is_past(page: Page, when: When | None) -> bool:
    """Whether a time ends on the day of publication or before it."""
    published = page.article.published
    if when is None or when.end is None or published is None or published.end is None:
        return False
    return last_day(when.end) <= last_day(published.end)


def _rank(page: Page, mention: Mention, trigger: Span, content: Span | None) -> tuple[int, int]:
    """What is told of the happening first, "now" after the day of the saying; then the nearest."""
    apart = gap(mention.span, trigger)
    if is_now(mention):
        return 3, apart
    return 2 if _is_said_then(page, mention) else int(_of_saying(mention, content)), apart


def _is_said_then(page: Page, mention: Mention) -> bool:
    """Whether a time stands right after a verb of saying: "added on Sunday"."""
    return bool(_SAYS.search(page.before(mention.span, 60)))


def _is_only_said_then(
    page: Page, best: Mention, found: Sequence[Mention], content: Span | None
) -> bool:
    """Whether a time is that of the saying: none is told of the happening, which is not on now."""
    if not _of_saying(best, content):
        return False
    now = any(is_now(m) and not _of_saying(m, content) for m in found)
    other = not _is_said_then(page, best) and any(_is_said_then(page, m) for m in found)
    return not (now or other)


def _of_saying(mention: Mention, content: Span | None) -> bool:
    return content is not None and not content.meets(mention.span)
