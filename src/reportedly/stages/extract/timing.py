"""When a happening was: by its own words, by the same happening told elsewhere, or as fresh."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from reportedly.stages.extract import sites
from reportedly.stages.extract.fresh import dates, fresh, is_lead, is_now
from reportedly.stages.extract.modality import by_time, first_day, last_day
from reportedly.stages.extract.triggers import TYPE_OF
from reportedly.times import as_when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import TimeValue, When
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.tellings import Telling

_GOES_ON = 3  # sentences over which an undated happening goes on from the one told before it
_POINTS_BACK = 8  # sentences back to which "the attack" may point
_TOLD_SOON = 3  # sentences after a lead in which its happening is told with its day
_WEEK = 7
_FINE = ("day", "span", "week")  # times sharp enough to lend to another telling
_WIDE = ("country", "region", "water")  # places too wide to tell one happening from another
_BESIDE = "of what is told beside it"
_ELSEWHERE = "told for it in another sentence"


def dated(page: Page, found: Sequence[Telling]) -> list[Telling]:
    """The tellings with the times that the page tells for the same happening elsewhere."""
    framed = [_framed(page, telling) for telling in found]
    settled: list[Telling] = []
    for one in framed:
        settled.append(one if one.own_when else _with_time(page, one, framed, settled))
    return _with_lead(page, settled)


def _with_lead(page: Page, found: Sequence[Telling]) -> list[Telling]:
    """The tellings with the day of the lead: the first that the page tells, if it fits.

    Those that are only known to be fresh, of the same kind and place, were on that day too.
    """
    leads = [(i, t) for i, t in enumerate(found) if is_lead(page, t.sentence)]
    narrowed = {i: n for i, t in leads if (n := _narrowed(page, t) or _of_the_blow(page, t, found))}
    told = [t for t in found if t.own_when and t.modality != "historical"]
    days = [*narrowed.values(), *told]
    return [narrowed.get(i) or _on_day_of(page, t, days) for i, t in enumerate(found)]


def _narrowed(page: Page, telling: Telling) -> Telling | None:
    """A lead only told as fresh, at the first day told after it that lies in its span."""
    when = telling.when
    if telling.own_when or when is None or when != fresh(page, telling.sentence):
        return None
    for mention in page.of_kind("time"):
        value = mention.value
        later = mention.span.field == "text" and not telling.sentence.span.holds(mention.span)
        one_day = later and dates(page, mention) and value.start == value.end
        if one_day and not is_now(mention) and _lies_in(value, when):
            day = _borrowed(as_when(value), "the first day that the page tells")
            return _timed(page, telling, day)
    return None


def _of_the_blow(page: Page, lead: Telling, found: Sequence[Telling]) -> Telling | None:
    """A lead dated by its saying alone, on the day shortly before on which the page then tells it.

    "Gunmen killed 21 people, residents said on Monday. They came on Saturday, …".
    """
    said = lead.when
    if lead.own_when or lead.source is None or said is None or said.precision != "day":
        return None
    for telling in found:
        after = telling.sentence.index - lead.sentence.index
        own = telling.own_when and telling.when and telling.when.precision == "day"
        if not (own and 0 < after <= _TOLD_SOON and alike(lead, telling) and _happened(telling)):
            continue
        if _far(lead, telling) or not _shortly_before(telling.when, said):
            return None
        return _timed(page, lead, _borrowed(telling.when, _ELSEWHERE))
    return None


def _shortly_before(when: When | None, said: When) -> bool:
    """Whether a day lies within the week before another."""
    if when is None or when.start is None or said.start is None:
        return False
    days = (first_day(said.start) - first_day(when.start)).days
    return 0 < days <= _WEEK


def _lies_in(value: TimeValue, span: When) -> bool:
    """Whether a time lies within a span of days."""
    if not (value.start and value.end and span.start and span.end):
        return False
    inside = first_day(span.start) <= first_day(value.start)
    return inside and last_day(value.end) <= last_day(span.end)


def _on_day_of(page: Page, telling: Telling, days: Sequence[Telling]) -> Telling:
    """A telling that is only known to be fresh, on the day of the lead that tells of it."""
    when = telling.when
    if when is None or telling.own_when or when != fresh(page, telling.sentence):
        return telling
    lead = next((d for d in days if _dates_vague(d, when) and _may_share(d, telling)), None)
    if lead is None:
        return telling
    return _timed(page, telling, _borrowed(lead.when, _ELSEWHERE))


def _framed(page: Page, telling: Telling) -> Telling:
    """A telling dated by a time that opens a sentence before it in its paragraph.

    Where a source speaks, the time may be that of its saying: a stand-in, not the telling's own.
    """
    if telling.when or not _happened(telling) or page.inside("time", telling.sentence.span):
        return telling
    for sentence in page.previous(telling.sentence, _GOES_ON):
        if sentence.paragraph != telling.sentence.paragraph:
            break
        opening = _opening(page, sentence)
        if opening:
            return replace(_timed(page, telling, opening), own_when=telling.source is None)
        if telling.trigger.harm and page.inside("time", sentence.span):
            break  # it is of the blow told since, at another time
    return telling


def _opening(page: Page, sentence: Sentence) -> When | None:
    """The day that opens a sentence: "Early on Friday, …"."""
    for mention in page.inside("time", sentence.span)[:1]:
        led = page.article.field(mention.span.field)[sentence.span.start : mention.span.start]
        value = as_when(mention.value) if dates(page, mention) else None
        if value and value.precision in _FINE and len(led.split()) <= 2 and not is_now(mention):
            return _borrowed(value, "it opens a sentence before")
    return None


def _with_time(
    page: Page, telling: Telling, framed: Sequence[Telling], settled: Sequence[Telling]
) -> Telling:
    """A telling dated by the same happening elsewhere, its saying, the one before it, freshness."""
    lender = (
        _harmed_by(telling, settled)
        or _same_happening(telling, framed)
        or _pointed_at(telling, settled)
    )
    if lender and not _told_ahead(telling, lender) and _as_fine(lender, telling):
        return _timed(page, telling, _borrowed(lender.when, _ELSEWHERE))
    if telling.when:
        return telling
    as_fresh = None if telling.modality == "planned" else fresh(page, telling.sentence)
    if as_fresh:
        return _timed(page, telling, as_fresh)
    before, again = _told_before(telling, settled, framed), _told_again(telling, settled)
    if before and (again is None or _begins(before)):
        return _timed(page, telling, _borrowed(before.when, "of what is told right before it"))
    if again:
        return _timed(page, telling, _borrowed(again.when, _ELSEWHERE))
    beside = _told_beside(telling, settled)
    return _timed(page, telling, _borrowed(beside.when, _BESIDE) if beside else None)


# "three more were killed in Velm": told as more of the same news
_MORE = re.compile(r"\b(?:another|others?|\w+\s+more)\b", re.IGNORECASE)
_AFTERMATH = re.compile(
    r"\b(?:still|in the wake of|in the aftermath of|after|since|for)\b", re.IGNORECASE
)


def _told_beside(telling: Telling, settled: Sequence[Telling]) -> Telling | None:
    """The dated telling before in its paragraph, or that it tells more of."""
    if not _happened(telling) or _AFTERMATH.search(telling.sentence.words):
        return None
    near = [t for t in settled if telling.sentence.index - t.sentence.index <= _POINTS_BACK]
    dated = [t for t in near if _lends(t) and _begins(t) and _happened(t)]
    if not dated or dated[-1].sentence.span.field != telling.sentence.span.field:
        return None
    last = dated[-1]
    beside = last.sentence.paragraph == telling.sentence.paragraph
    more = alike(last, telling) and _MORE.search(telling.sentence.words[:60])
    return last if beside or more else None


def _begins(telling: Telling) -> bool:
    """Whether its time has a first day, which "of shortly before publication" has not."""
    return telling.when is not None and telling.when.start is not None


def _harmed_by(telling: Telling, settled: Sequence[Telling]) -> Telling | None:
    """The dated violence told in the sentence before harm that names no place of its own."""
    last = settled[-1] if settled else None
    if last is None or not telling.trigger.harm or telling.own_place or telling.source:
        return None
    next_to_it = (
        telling.sentence.index - last.sentence.index <= 1
        and telling.sentence.paragraph == last.sentence.paragraph
    )
    fits = next_to_it and alike(last, telling) and _lends(last) and _happened(last)
    return last if fits and _happened(telling) else None


def _told_again(telling: Telling, settled: Sequence[Telling]) -> Telling | None:
    """The telling before of the same kind and place, or meant by "the attack", as it was dated."""
    dated = [t for t in settled if _lends(t) and _begins(t) and _happened(t)]
    same = [
        t
        for t in dated
        if (t.sub_type == telling.sub_type and _may_share(t, telling))
        or (_points_back(telling) and alike(t, telling) and not _far(t, telling))
    ]
    near = [t for t in same if telling.sentence.index - t.sentence.index <= _POINTS_BACK]
    return near[-1] if near and _happened(telling) else None


def _points_back(telling: Telling) -> bool:
    """Whether it is of what was told: "the attack", or an answer or blame that names no place."""
    answers = telling.modality in ("denied", "accused")
    return telling.trigger.definite or (answers and not (telling.own_place and _placed(telling)))


def _far(a: Telling, b: Telling) -> bool:
    """Whether both name places of their own that cannot be one."""
    named = a.own_place and b.own_place and _placed(a) and _placed(b)
    return named and not _holds(a, b)


def _holds(a: Telling, b: Telling) -> bool:
    """Whether the place of one may lie in the other's: a country or region is wide enough."""
    wide = any(p.precision in _WIDE for p in (*a.places, *b.places))
    return wide or _near(a, b)


def _same_happening(telling: Telling, found: Sequence[Telling]) -> Telling | None:
    """The nearest dated telling of the same kind and place."""
    same = [
        t
        for t in found
        if t.own_when and _lends(t) and t.sub_type == telling.sub_type and _may_share(t, telling)
    ]
    return min(same, key=lambda t: abs(t.sentence.index - telling.sentence.index), default=None)


def apart(a: Telling, b: Telling) -> bool:
    """Whether two tellings are of days that do not meet; not where a day is not known."""
    if a.when is None or b.when is None:
        return False
    ends = (a.when.start, a.when.end, b.when.start, b.when.end)
    if None in ends:
        return False
    first, last, since, until = (str(end) for end in ends)
    return last_day(last) < first_day(since) or last_day(until) < first_day(first)


def _told_ahead(telling: Telling, lender: Telling) -> bool:
    """Whether what is told lies after the telling: what was said last week was not of Monday."""
    said, lent = telling.when, lender.when
    if not telling.source or not (said and said.end and lent and lent.start):
        return False
    return last_day(said.end) < first_day(lent.start)


def _as_fine(lender: Telling, telling: Telling) -> bool:
    """Whether a time is no wider than that of the saying, which stands in for it."""
    said, lent = telling.when, lender.when
    return not (said and lent and said.precision == "day" and lent.precision == "week")


def _pointed_at(telling: Telling, settled: Sequence[Telling]) -> Telling | None:
    """The dated telling before that "the attack" points back to."""
    if not telling.trigger.definite or not settled:
        return None
    back = [t for t in settled if alike(t, telling) and t.own_when and _lends(t)]
    if telling.places and not telling.own_place:  # told by the page before: where it was
        back = [t for t in back if _holds(t, telling)]
    near = [t for t in back if telling.sentence.index - t.sentence.index <= _POINTS_BACK]
    return near[-1] if near and near[-1].modality != "historical" else None


def _lends(telling: Telling) -> bool:
    """Whether a time is sharp enough to lend: a blow is not dated by "since early June"."""
    return telling.when is not None and telling.when.precision in _FINE


def _told_before(
    telling: Telling, settled: Sequence[Telling], framed: Sequence[Telling]
) -> Telling | None:
    """The telling of like violence just before, in whose time an undated happening goes on."""
    if not settled or not _happened(telling):
        return None
    last, as_told = settled[-1], framed[len(settled) - 1]
    of_saying = as_told.when is not None and last.when == as_told.when and not as_told.own_when
    near = telling.sentence.index - last.sentence.index <= _GOES_ON
    same_field = last.sentence.span.field == telling.sentence.span.field
    fine = telling.own_place and any(p.precision not in (None, *_WIDE) for p in telling.places)
    elsewhere = fine and bool(last.places) and not _near(last, telling)
    elsewhere = elsewhere and not _speaks_on(last, telling)
    goes_on = near and same_field and not of_saying and not elsewhere and alike(last, telling)
    return last if goes_on and _happened(last) and _lends(last) else None


_ALSO = re.compile(r"\b(?:also|further|in addition|added)\b", re.IGNORECASE)


def _speaks_on(last: Telling, telling: Telling) -> bool:
    """Whether the same source adds to what it said: "it also said"."""
    a, b = last.source, telling.source
    if a is None or b is None or a.kind != b.kind:
        return False
    short, full = sorted(((s.name or s.as_written).casefold() for s in (a, b)), key=len)
    one = full.startswith(short) and len({a.side, b.side} - {None}) <= 1  # "the ministry" again
    return one and bool(_ALSO.search(telling.sentence.words))


def _placed(telling: Telling) -> bool:
    return any(place.precision is not None for place in telling.places)


def _near(a: Telling, b: Telling) -> bool:
    return bool(a.places and b.places) and sites.near(a.places[0], b.places[0])


def _happened(telling: Telling) -> bool:
    return telling.modality in ("asserted", "accused", "denied")


def _borrowed(when: When | None, whose: str) -> When | None:
    """A time that the page tells elsewhere, saying so once."""
    if when is None:
        return None
    why = when.why if whose in when.why else f"{when.why}; {whose}"
    return msgspec.structs.replace(when, why=why, basis="inferred")


def _timed(page: Page, telling: Telling, when: When | None) -> Telling:
    mood = by_time(page, when) if telling.modality == "asserted" else None
    return replace(telling, when=when, modality=mood or telling.modality)


def _may_share(dated_one: Telling, other: Telling) -> bool:
    """Whether a telling's time can be another's: violence of a kind, in one place."""
    if not (dated_one.places and other.places) or not alike(dated_one, other):
        return False
    both = dated_one.is_plan == other.is_plan
    old = dated_one.modality == "historical"
    wide = dated_one.places[0].precision in _WIDE
    return both and not old and not wide and sites.near(dated_one.places[0], other.places[0])


def alike(a: Telling, b: Telling) -> bool:
    """Whether two kinds of happening can be one blow: the same, or both of violence."""
    return a.sub_type == b.sub_type or (_is_violent(a) and _is_violent(b))


def _is_violent(telling: Telling) -> bool:
    """Whether force is used; a missile shot down is part of a blow."""
    in_a_blow = telling.sub_type in ("Disrupted weapons use", "Looting/property destruction")
    return in_a_blow or TYPE_OF[telling.sub_type] != "Strategic developments"


def _dates_vague(lender: Telling, vague: When) -> bool:
    """Whether a time is sharper than "fresh": a day or week, a month where no start is known."""
    month = lender.when is not None and lender.when.precision == "month" and lender.when.start
    return _lends(lender) or bool(month and vague.start is None)
