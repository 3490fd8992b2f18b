"""Answers: short denials, charges and claims of responsibility that point back to what was told.

"Veldria rejected the claim"; "the army denied its troops had entered"; "the group has claimed
responsibility for the assault"; "the army blamed the rebels". Each is a claim of its own, of the
happening that it answers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from reportedly.parties import source_of
from reportedly.records import Span
from reportedly.stages.extract import denials, sources, speech, subjects
from reportedly.stages.extract.deeds import forms
from reportedly.stages.extract.roles import as_actor
from reportedly.stages.extract.triggers import TYPE_OF, Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Actor, Source
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.tellings import Telling

_Mood = Literal["denied", "asserted", "accused"]
_BACK = 3  # sentences over which an answer points back
_QUIET = "Strategic developments"  # nobody claims responsibility for these
_CLAIM = re.compile(
    r"(?:\w+ing )?(?:it|this|that|(?:all |any |both )?"
    r"(?:the|this|that|these|those|such|any|all|its|his|their)? ?(?:[\w’'-]+ ){0,3}?"
    r"(?:claims?|allegations?|accusations?|reports?|assertions?|charges?|account|version|"
    r"responsibility|involvement)(?: (?:as|for|in|of|that|and)\b.*)?)\W*",
    re.IGNORECASE | re.DOTALL,
)
_OWNED = re.compile(
    r"(?:(?:full |sole )?(?:responsibility|credit) for|(?:that )?(?:it|they) "
    r"(?:was|were|had been|is|are) behind) (?:the|this|that|these|those|both)(?: [\w’'-]+)+",
    re.I,
)
_OWNS = re.compile(
    r"\b(?:claim|admit|accept|t[ao]k|took|assum|acknowledg|said|says|confirm)\w*", re.IGNORECASE
)
_WORD = re.compile(r"\b(?!been\b|denied\b|claimed\b)[a-z]{3,}\b")


def answer(page: Page, sentence: Sentence, clause: Span, told: Sequence[Telling]) -> Telling | None:
    """The denial, charge or owning up that a clause holds, of a happening told by another."""
    for said in speech.spoken_in(page, clause):
        scoffed = denials.scoffed(page, said.source, said.cue, said.content) is not None
        if not (scoffed or said.effect == "deny" or _owns(page, said) or _blamed(page, said)):
            continue
        whose = sources.source(page, sentence, said)
        by_others = [t for t in told if not _same(t, whose)]
        found = _answered(page, sentence, clause, said, by_others)
        if found:
            return _taken_over(page, (sentence, clause), said, whose, *found)
    return None


def retorted(
    page: Page, sentence: Sentence, clause: Span, told: Sequence[Telling]
) -> Telling | None:
    """The denial that hangs on what its own clause tells: "a toll of 900, which Orle denies"."""
    for said in speech.spoken_in(page, clause):
        led = _HANGS.search(page.before(said.source, 60))
        if said.effect != "deny" or said.cue is None or led is None:
            continue
        whose = sources.source(page, sentence, said)
        here = [t for t in told if t.sentence.index == sentence.index and not _same(t, whose)]
        start = said.source.start - len(led[0].lstrip(" ,"))
        if here and clause.start < start and said.source.end <= said.cue.start:
            span = Span(field=clause.field, start=start, end=said.cue.end)
            taken = _taken_over(page, (sentence, clause), said, whose, "denied", here[-1])
            return replace(taken, span=span)
    return None


# ", which Orle denied"; "an accusation that Orle has rejected"
_HANGS = re.compile(
    r"(?:, which|\ban? (?:\w+ )?(?:accusation|allegation|claim|charge|estimate|account|figure|"
    r"report|assertion|version|suggestion)s? (?:that|which)) $",
    re.IGNORECASE,
)


def _owns(page: Page, said: speech.Speech) -> bool:
    return said.cue is not None and bool(_OWNS.search(page.words(said.cue)))


# "blamed Orle", "accused the rebels of the attack"
_WHOM = re.compile(
    r"(?!(?:such|it|this|that)\b|.*\bon\b)(?P<whom>[\w’' -]+?)(?: directly| squarely)?"
    r"(?: (?:for|of)(?: being behind)? (?:it|this|that|(?:the|this|that|these|those|both)"
    r"(?: (?!of\b|in\b)[\w’'-]+){1,3}))?\W*",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:[.,;:!?”\")]|$)")


def _blamed(page: Page, said: speech.Speech) -> tuple[Actor, ...]:
    """Whom a speech blames for nothing but what was told: "blamed Orle for the attack"."""
    ended = _ENDS.match(page.after(said.content, 2))
    found = _WHOM.fullmatch(page.words(said.content)) if said.effect == "accuse" and ended else None
    party = source_of(found["whom"], ()) if found else None
    if found is None or party is None or party.kind not in speech.BELLIGERENT:
        return ()
    start = said.content.start
    at = Span(field=said.content.field, start=start, end=start + found.end("whom"))
    return (as_actor(party, found["whom"], at),)


def _answered(
    page: Page,
    sentence: Sentence,
    clause: Span,
    said: speech.Speech,
    by_others: Sequence[Telling],
) -> tuple[_Mood, Telling] | None:
    """How a speech answers, and what; the latest told that another says."""
    content = page.words(said.content).strip()
    near = [t for t in by_others if sentence.index - t.sentence.index <= _BACK]
    if denials.scoffed(page, said.source, said.cue, said.content) is not None:
        return ("denied", near[-1]) if near else None
    if said.effect == "deny":
        told_before = denials.disowns(content) or denials.points_back(content)
        whole = told_before or _CLAIM.fullmatch(content)
        meant = near if whole else [t for t in near if _repeats(content, t)]
        return ("denied", meant[-1]) if meant else None
    violent = [t for t in by_others if TYPE_OF[t.sub_type] != _QUIET]
    if _blamed(page, said):
        near = [t for t in near if t in violent]
        return ("accused", near[-1]) if near else None
    if _OWNED.match(page.article.field(clause.field), said.content.start, clause.end):
        return ("asserted", violent[-1]) if violent else None
    return None


def _same(telling: Telling, whose: Source) -> bool:
    """Whether a telling is of the party that answers, or of its side."""
    source = telling.source
    if source is None:
        return False
    ours, theirs = (
        {p.id, p.name, p.side if p.kind in speech.BELLIGERENT else None} - {None}
        for p in (whose, source)
    )
    return bool(ours & theirs)


def _repeats(content: str, telling: Telling) -> bool:
    """Whether what is denied repeats a verb of a telling: "had entered", "its troops entered"."""
    return bool(_done(content) & _done(telling.sentence.words))


def _done(words: str) -> set[str]:
    """The past forms of verbs among some words."""
    found = _WORD.findall(words)
    return {w for w in found if w.endswith(("ed", "en")) or (w in forms() and forms()[w].past)}


# "any part in it", "its own involvement", "that it was behind the attack"
_OWN_PART = re.compile(
    r"\b(?:part|role|hand|involve\w*|responsib\w*|behind|its|their|our)\b(?!.*\b(?:claim|report|"
    r"allegation|accusation)s?\b)",
    re.IGNORECASE,
)


def _of_its_own(
    page: Page, said: speech.Speech, whose: Source, owned: re.Match[str] | None
) -> tuple[Actor, ...]:
    """Who answers, where it owns up to what was told, or denies a part of its own in it."""
    denied = said.effect == "deny" or denials.disowns(page.words(said.content).strip())
    own = owned or (denied and _OWN_PART.search(page.words(said.content)))
    if not own or whose.kind not in speech.BELLIGERENT:
        return ()
    troops = tuple(subjects.own(page, said.content, whose))
    return troops or (as_actor(whose, whose.as_written, whose.span),)


def _taken_over(
    page: Page,
    at_hand: tuple[Sentence, Span],
    said: speech.Speech,
    whose: Source,
    mood: _Mood,
    meant: Telling,
) -> Telling:
    """A telling of the happening that is answered, in the words and the voice of the answer."""
    sentence, clause = at_hand
    start = min(said.source.start, said.content.start)
    owned = _OWNED.match(page.article.field(clause.field), said.content.start, clause.end)
    scoffed = denials.scoffed(page, said.source, said.cue, said.content)
    said_to = owned.end() if owned else scoffed or said.content.end
    end = min(max(said.source.end, said_to), clause.end)
    span = Span(field=clause.field, start=start, end=end)
    at = said.cue or said.source
    return replace(
        meant,
        sentence=sentence,
        span=span,
        trigger=Trigger(at, page.words(at), meant.sub_type, 0, definite=True),
        modality=mood,
        cue=None if mood == "asserted" else said.cue,
        actors=_blamed(page, said) or _of_its_own(page, said, whose, owned) or meant.actors,
        source=whose,
        own_place=False,
        own_when=False,
        counts=(),
        weapons=(),
        channel=None,
        evidence=(),
        verification=None,
    )
