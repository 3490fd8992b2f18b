"""Sentence -> tellings: each clause that tells of one happening, with all that it says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from reportedly.stages.extract import arguments, kinds, sites, speech, timing
from reportedly.stages.extract.clauses import clauses
from reportedly.stages.extract.modality import is_question, modality, verification
from reportedly.stages.extract.patterns import any_of
from reportedly.stages.extract.triggers import Trigger, triggers
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Sequence

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


_GOES_ON = 3  # sentences over which a telling goes on without naming its place again


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
            telling = _telling(page, sentence, clause, found)
            if telling:
                found.append(telling)
    return timing.dated(page, shown(page, found))


def _telling(
    page: Page, sentence: Sentence, clause: Span, told: Sequence[Telling]
) -> Telling | None:
    candidates = triggers(page, clause)
    if not candidates or _is_frame(page, clause, candidates):
        return None
    weapons = tuple(arguments.weapons(page, clause))
    counts = tuple(arguments.counts(page, clause))
    chosen = kinds.choose(page, clause, candidates, kinds.Around(weapons, counts, told))
    if chosen is None:
        return None
    trigger, sub_type = chosen
    said = speech.speech_over(page, sentence, trigger.span)
    if said and said.effect == "react" and not (counts or weapons) and trigger.definite:
        return None
    draft = _draft(page, sentence, clause, (trigger, sub_type), said)
    if _is_prospect(page, clause, draft, bool(counts)):
        return None
    draft = _carried(replace(draft, weapons=weapons, counts=counts), told)
    # a total of the whole war is not of the place told before it
    settled = draft.places or kinds.are_totals(counts)
    return draft if settled else _with_place_before(page, draft, told)


@cache
def _frames() -> re.Pattern[str]:
    return any_of(load("events")["frames"])


def _is_frame(page: Page, clause: Span, candidates: Sequence[Trigger]) -> bool:
    """Opinion, procedure or prospect: no count, no weapon, and words that frame."""
    if page.inside("count", clause) or page.inside("weapon", clause):
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
    chosen: tuple[Trigger, str],
    said: speech.Speech | None,
) -> Telling:
    trigger, sub_type = chosen
    source = speech.source(page, said) if said else None
    at = source.span if source else None
    places = sites.places(page, clause, trigger.span, at)
    when, of_saying = timing.when(
        page, clause, sentence.span, trigger.span, said.content if said else None
    )
    mood, cue = modality(page, clause, trigger, said.effect if said else None, when)
    doers, targets = arguments.actors(page, clause, trigger.span, source)
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
        channel=arguments.channel(page, sentence.span),
        evidence=tuple(arguments.evidence(page, sentence.span)),
        verification=verification(page, sentence),
    )


def _with_place_before(page: Page, telling: Telling, told: Sequence[Telling]) -> Telling:
    """The place of the same kind of happening told before, or named in the sentences before."""
    near_ones = [t for t in told if t.places and t.places[0].precision and _follows(t, telling)]
    if near_ones:
        place = sites.inherited(near_ones[-1].places[0], "named where the page first tells of it")
        return replace(telling, places=(place,))
    area = sites.office_area(page, telling.source.span) if telling.source else None
    if area:
        return replace(telling, places=(area,))
    earlier = sites.place_before(page, telling.sentence)
    return replace(telling, places=(sites.inherited(*earlier),)) if earlier else telling


def _follows(earlier: Telling, later: Telling) -> bool:
    """Whether a telling goes on with one told before: "the attack", or the next sentences."""
    close = later.sentence.index - earlier.sentence.index <= _GOES_ON
    return earlier.sub_type == later.sub_type and (close or later.trigger.definite)


def _carried(telling: Telling, told: Sequence[Telling]) -> Telling:
    """Harm told right after an attributed happening, with no voice of its own, is its source's."""
    if (
        telling.source
        or not telling.trigger.harm
        or telling.own_place
        or telling.own_when
        or not told
    ):
        return telling
    last = told[-1]
    next_to_it = telling.sentence.index - last.sentence.index == 1
    return replace(telling, source=last.source) if next_to_it and last.source else telling


def shown(page: Page, found: Sequence[Telling]) -> list[Telling]:
    """The tellings with the evidence of the sentence beside each, where that tells of nothing else.

    "The message was accompanied by photographs" belongs to what its source said before it.
    """
    told = {t.sentence.index for t in found}
    return [_with_shown(page, t, told) if t.source and not t.evidence else t for t in found]


def _with_shown(page: Page, telling: Telling, told: set[int]) -> Telling:
    beside = [
        s
        for s in page.sentences[max(0, telling.sentence.index - 1) : telling.sentence.index + 2]
        if s.index not in told and s.span.field == telling.sentence.span.field
    ]
    evidence = [e for s in reversed(beside) for e in arguments.evidence(page, s.span)]
    return replace(telling, evidence=tuple(evidence[:1]))


def is_concrete(telling: Telling) -> bool:
    """Whether a coder could record it: a place finer than a country, people, means or a day."""
    fine = any(p.precision != "country" for p in telling.places)
    if telling.modality == "historical" and _is_history(telling):
        return False
    if telling.sub_type in ("Other", "Change to group/activity", "Agreement"):
        return fine and (telling.own_when or telling.own_place)
    own = telling.own_place and fine
    if telling.trigger.setting and not (telling.counts or telling.weapons):
        return False
    told = telling.trigger.sub_type is not None
    said = bool(telling.counts or telling.weapons or telling.source)
    if own or (fine and (said or telling.own_when)) or telling.counts:
        return True
    return told and bool(telling.source) and (telling.own_when or bool(telling.weapons))


def _is_history(telling: Telling) -> bool:
    """Background of years ago, told without a number of people or a means: not to be coded."""
    old = telling.when is None or telling.when.precision in ("year", "season")
    return old and not telling.counts and not telling.weapons
