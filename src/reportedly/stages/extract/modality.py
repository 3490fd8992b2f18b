"""Whether a happening is asserted, denied, accused, planned, conditional or historical."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from reportedly.records import Modality, Span, Verification, When
from reportedly.stages.extract.patterns import modality as pattern
from reportedly.stages.extract.triggers import TYPE_OF

if TYPE_CHECKING:
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.triggers import Trigger

OLD = timedelta(days=14)  # contract: historical is more than 14 days before publication
# what is told before it happens: the word of planning may stand anywhere in the clause
_ANNOUNCED = ("Other", "Agreement")
_AFTER = 20  # characters after a report's words in which a negation is theirs
# chance, chosen on the even half of casework, above which who speaks blames somebody
_READ_AS_BLAME = 0.6
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
    page: Page, clause: Span, trigger: Trigger, said: Said, when: When | None
) -> tuple[Modality, Span | None]:
    """The modality of a happening and the words that say so, None when no word does."""
    near = _up_to(clause, trigger.span)
    if found := _denied(page, clause, near, said) or _accused(page, clause, trigger, said):
        return found
    if trigger.sub_type in _ANNOUNCED and (cue := _found(page, clause, "planned")):
        return by_time(page, when) or "planned", cue
    return _by_words(page, clause, trigger.span, when)


@dataclass(frozen=True)
class Said:
    """What the words of a report do to what they report.

    ``effect``: deny, accuse or None. ``cue``: those words. ``adverse``: the doer told of is of
    another side than the belligerent that speaks.
    """

    effect: str | None = None
    cue: Span | None = None
    adverse: bool = False


def _denied(
    page: Page, clause: Span, near: Span, said: Said
) -> tuple[Literal["denied"], Span | None] | None:
    cue = _found(page, near, "deny")
    if cue is None and not _counted(page, clause):
        cue = _found(page, near, "negation") or _none_of(page, clause, near)
        cue = cue or (_said_not(page, said.cue) if said.cue else None)
    return ("denied", cue or said.cue) if cue or said.effect == "deny" else None


def _none_of(page: Page, clause: Span, near: Span) -> Span | None:
    """The words before a trigger that say there was none of it, in the same statement."""
    cue = _found(page, clause, "none")
    between = "" if cue is None else page.article.field(clause.field)[cue.end : near.end]
    return cue if between and not re.search(r"[,;:.]|\bbut\b", between) else None


def _said_not(page: Page, cue: Span) -> Span | None:
    """The negation right after the words of a report: "which the army said did not hit"."""
    after = Span(field=cue.field, start=cue.end, end=cue.end + _AFTER)
    found = _found(page, after, "negation")
    return found if found and found.start - cue.end <= 1 else None


def _accused(
    page: Page, clause: Span, trigger: Trigger, said: Said
) -> tuple[Literal["accused"], Span | None] | None:
    """Somebody is blamed by a word for it, or by an enemy who "claims" or "alleges" it.

    Nobody is blamed for a battle.
    """
    cue = _found(page, clause, "accused")
    if cue and not _charged_beside(page, cue, trigger.span):
        return "accused", cue
    if said.effect == "accuse":
        return "accused", said.cue
    read = page.told_over(clause)
    if (
        said.cue is not None
        and read is not None
        and read.moods.get("accused", 0.0) > _READ_AS_BLAME
    ):
        return "accused", None
    fought = TYPE_OF.get(trigger.sub_type or "") == "Battles"
    hostile = said.cue is not None and said.adverse and not fought
    claimed = hostile and said.cue is not None and _found(page, said.cue, "hedge")
    return ("accused", claimed) if claimed else None


# "people suspected of treason were shot" blames nobody for the shots
_CHARGES = ("charged with", "suspected of")


def _charged_beside(page: Page, cue: Span, trigger: Span) -> bool:
    """Whether a charge is told of beside a deed: "one man is dead and another charged with it"."""
    return page.words(cue).casefold() in _CHARGES and trigger.end <= cue.start


def _up_to(clause: Span, trigger: Span) -> Span:
    """The words of a clause that can govern a trigger, and the trigger."""
    return Span(field=clause.field, start=max(clause.start, trigger.start - _NEAR), end=trigger.end)


def _by_words(
    page: Page, clause: Span, trigger: Span, when: When | None
) -> tuple[Modality, Span | None]:
    near = _up_to(clause, trigger)
    mood = by_time(page, when)
    if mood and not _goes_on(page, when) and not _has_happened(page, trigger):
        return mood, _found(page, clause, mood)
    planned = _governing(page, near, "planned")
    if cue := planned or _found(page, clause, "intended"):
        return "planned", cue
    if cue := _governing(page, near, "conditional"):
        return "conditional", cue
    if when is None and (cue := _found(page, clause, "historical")):
        return "historical", cue
    return "asserted", _found(page, near, "hedge")


# "has killed 900": of a time that lasts, though it began long ago
_PERFECT = re.compile(r"\b(?:has|have|\w+[’']ve)\s+(?:(?:\w+ly|also|now|been|since)\s+)*$")


def _has_happened(page: Page, trigger: Span) -> bool:
    """Whether words of a happening stand in the present perfect."""
    return bool(_PERFECT.search(page.before(trigger, 40)))


# "who", after which another verb than the one before tells; a mark that closes an aside
_OTHER_VERB = re.compile(r"\b(?:who|whose|accused of)\b", re.IGNORECASE)
_ADVERB = re.compile(r"possibl[ey]|potential(?:ly)?", re.IGNORECASE)
_ASIDE_ENDS = re.compile(r"[–—,;:()]| - | -- ")


def _governing(page: Page, near: Span, name: str) -> Span | None:
    """The word of planning or doubt before a trigger, if it is of the trigger's own verb.

    Not of another's: "police may have found the man who opened fire"; nor a doubt about a word
    that stands between: "a man – possibly a teenager – was killed".
    """
    cue = _found(page, near, name)
    if cue is None:
        return None
    between = page.article.field(near.field)[cue.end : near.end]
    aside = _ADVERB.fullmatch(page.words(cue)) and _ASIDE_ENDS.search(between)
    return None if aside or _OTHER_VERB.search(between) else cue


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
    if last >= first_day(published.start):
        return None  # it goes on: "over the last month"
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
        if name not in ("conditional", "negation") or _is_meant(page, cue):
            return cue
    return None


def _is_meant(page: Page, cue: Span) -> bool:
    """Whether a word doubts or denies it: not "4 May" or "May Day", nor "has not been verified"."""
    supposed = _SUPPOSED.search(page.before(cue, 60)) is not None
    checking = pattern("unverified").match(page.article.field(cue.field), cue.start)
    dated = page.words(cue) == "May" or page.meeting("time", cue)
    return checking is None and not dated and not supposed


_SUPPOSED = re.compile(r"\b(?:if|unless)\s+[^,;.]*$")


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
