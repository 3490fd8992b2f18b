"""Sentence -> tellings: each clause that tells of one happening, with all that it says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from reportedly.model.labels import NOTHING
from reportedly.stages.extract import (
    arguments,
    kinds,
    own_time,
    proofs,
    several,
    sites,
    sources,
    speech,
    taken,
    timing,
)
from reportedly.stages.extract.answers import answer, retorted
from reportedly.stages.extract.carrying import carried
from reportedly.stages.extract.clauses import clauses
from reportedly.stages.extract.doers import with_doers
from reportedly.stages.extract.judging import AS_A_WHOLE, judged
from reportedly.stages.extract.means import means, of_more
from reportedly.stages.extract.modality import Said, is_question, modality, verification
from reportedly.stages.extract.patterns import any_of
from reportedly.stages.extract.triggers import Trigger, triggers
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.records import (
        Actor,
        Channel,
        Count,
        Evidence,
        Modality,
        Place,
        Source,
        Span,
        Verification,
        Weapon,
        When,
    )
    from reportedly.stages.extract.page import Page, Sentence


@dataclass(frozen=True)
class Telling:
    """One happening as one clause tells it; the draft of a claim."""

    sentence: Sentence
    span: Span
    trigger: Trigger
    sub_type: str
    modality: Modality
    cue: Span | None
    source: Source | None
    places: tuple[Place, ...]
    own_place: bool
    when: When | None
    own_when: bool
    counts: tuple[Count, ...]
    weapons: tuple[Weapon, ...]
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    channel: Channel | None
    evidence: tuple[Evidence, ...]
    verification: Verification | None
    sure: Mapping[str, float] = field(default_factory=dict)
    """How likely those fillers of a field are that its clause does not tell."""
    doubt: float = 1.0
    """How likely its clause tells of nothing, as the tagger reads it."""
    more: int = 0
    """Which of several happenings told by the same words it is, after the first."""

    @property
    def is_plan(self) -> bool:
        """Whether it tells of what is yet to come or may come, not of what was done."""
        return self.modality in ("planned", "conditional")


def tellings(page: Page) -> list[Telling]:
    """Every telling of a page in reading order."""
    found: list[Telling] = []
    for sentence in page.sentences:
        if is_question(sentence.words):
            continue
        for clause in clauses(page, sentence):
            answered = answer(page, sentence, clause, found)
            telling = several.more_of_it(page, sentence, clause, found)
            telling = telling or _telling(page, sentence, clause, found)
            telling = None if _is_denied_twice(answered, telling) else telling
            found += [answered] if answered else []
            found += several.apart(page, several.going_on(telling, found)) if telling else []
            returned = retorted(page, sentence, clause, found)
            found += [returned] if returned else []
    return timing.dated(page, proofs.shown(page, found))


def _is_denied_twice(answered: Telling | None, telling: Telling | None) -> bool:
    """Whether a clause denies what was told, and its own words of it add no place or number."""
    if answered is None or telling is None or telling.own_place or telling.counts:
        return False
    return answered.modality == telling.modality == "denied"


def _telling(
    page: Page, sentence: Sentence, clause: Span, told: Sequence[Telling]
) -> Telling | None:
    candidates = _outside_speakers(page, clause, triggers(page, clause))
    if _is_frame(page, clause, candidates):
        return None
    weapons = tuple(arguments.weapons(page, clause))
    counts = tuple(arguments.counts(page, clause))
    used = means(page, clause, weapons)
    around = kinds.Around(sentence, used, counts, told)
    by_words = kinds.choose(page, clause, candidates, around) if candidates else None
    chosen = judged(page, clause, candidates, by_words, around)
    if chosen is None:
        return None
    trigger = chosen.trigger
    said = speech.speech_over(page, sentence, trigger.span, [c.span for c in counts])
    if said and said.effect == "react" and not (counts or weapons) and trigger.definite:
        return None
    draft = _draft(page, sentence, clause, chosen, said)
    bare = not (draft.own_place or draft.own_when or counts or weapons)
    unsaid = chosen.why == AS_A_WHOLE and (bare or (draft.is_plan and by_words is None))
    if _is_prospect(page, clause, draft, bool(counts)) or unsaid:
        return None
    used = used or of_more(page, clause, told)
    full = carried(page, replace(draft, weapons=used, counts=counts), told)
    full = with_doers(page, full, told)
    return _placed(page, full, told)


def _placed(page: Page, draft: Telling, told: Sequence[Telling]) -> Telling:
    """The telling at its place; a total of the whole war is not of the place told before it."""
    if draft.places:
        return draft
    total = kinds.are_totals(draft.counts)
    return taken.with_country(page, draft) if total else taken.with_place(page, draft, told)


def _outside_speakers(page: Page, clause: Span, candidates: Sequence[Trigger]) -> Sequence[Trigger]:
    """The words of a happening but for those that only say who speaks: "the region under fire"."""
    spoken = [s.up_to_cue for s in speech.speeches(page, clause)]
    outside = [t for t in candidates if not any(at.holds(t.span) for at in spoken)]
    return outside if any(not t.arrival for t in outside) else candidates


@cache
def _frames() -> re.Pattern[str]:
    return any_of(load("events")["frames"])


@cache
def _musings() -> re.Pattern[str]:
    return any_of(load("events")["musings"])


def _is_frame(page: Page, clause: Span, candidates: Sequence[Trigger]) -> bool:
    """Opinion, procedure or prospect: no count, no weapon, and words that frame."""
    if page.inside("count", clause):
        return False
    if _musings().search(page.words(clause)):
        return True
    if page.inside("weapon", clause):
        return False
    framed = bool(_frames().search(page.words(clause)))
    return framed and all(
        t.definite or t.sub_type in (None, "Armed clash", "Other") for t in candidates
    )


_OPEN = re.compile(
    r"\b(?:whether|if|unclear|called on|call on|urged|should|unlikely)\b", re.IGNORECASE
)


_ASKS = re.compile(r"\b(?:urg|appeal|call(?:ed|s|ing)? on|plead)", re.IGNORECASE)


def _is_prospect(page: Page, clause: Span, draft: Telling, counted: bool) -> bool:
    """A musing on what may come or ought to be: no plan with a day, no possibility looked into."""
    if draft.trigger.announced and draft.modality != "planned":
        return True
    if counted or draft.own_when:
        return False
    if page.before(draft.trigger.span, 4).endswith("to ") and _ASKS.search(page.words(clause)):
        return True
    musing = draft.modality == "planned" and bool(_OPEN.search(page.words(clause)))
    looked_into = "investigat" in page.words(clause).casefold()
    return musing or (draft.modality == "conditional" and not looked_into)


def _draft(
    page: Page,
    sentence: Sentence,
    clause: Span,
    chosen: kinds.Choice,
    said: speech.Speech | None,
) -> Telling:
    trigger, sub_type = chosen.trigger, chosen.sub_type
    source = sources.source(page, sentence, said) if said else None
    at = source.span if source else None
    places = sites.places(page, clause, trigger.span, at)
    when, of_saying = own_time.when(
        page, clause, sentence.span, trigger.span, said.content if said else None
    )
    doers, targets = arguments.actors(page, clause, trigger.span, source)
    mood, cue = modality(page, clause, trigger, _reported(said, source, doers), when)
    if mood == "planned" and of_saying and own_time.is_past(page, when):
        when = None  # "said on Sunday that it would" tells of no day of the plan
    return Telling(
        sentence=sentence,
        span=clause,
        trigger=trigger,
        sub_type=sub_type,
        modality=mood,
        cue=cue,
        source=source,
        places=tuple(places),
        own_place=bool(places),
        when=when,
        own_when=when is not None and not of_saying,
        counts=(),
        weapons=(),
        actors=tuple(doers),
        targets=tuple(targets),
        channel=arguments.channel(page, sentence.span, source.cue_span if source else None)
        or arguments.channel_beside(page, sentence, source),
        evidence=tuple(arguments.evidence(page, sentence.span)),
        verification=verification(page, sentence),
        doubt=_doubt(page, clause),
    )


def _doubt(page: Page, clause: Span) -> float:
    read = page.told_over(clause)
    return 1.0 if read is None else read.kinds[NOTHING]


def _reported(said: speech.Speech | None, source: Source | None, doers: Sequence[Actor]) -> Said:
    """What the report of a happening does to it: a belligerent tells of another's deeds."""
    if said is None:
        return Said()
    side = source.side if source and source.kind in speech.BELLIGERENT else None
    adverse = side is not None and any(d.side not in (None, side) for d in doers)
    return Said(said.effect, said.cue, adverse)
