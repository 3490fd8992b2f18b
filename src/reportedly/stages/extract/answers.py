"""Answers: short denials and claims of responsibility that point back to what was told before.

"Veldria rejected the claim"; "the army denied its troops had entered"; "the group has claimed
responsibility for the assault". Each is a claim of its own, of the happening that it answers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from reportedly.records import Span
from reportedly.stages.extract import sources, speech
from reportedly.stages.extract.deeds import forms
from reportedly.stages.extract.triggers import TYPE_OF, Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Source
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.tellings import Telling

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
    r"(?:full |sole )?(?:responsibility|credit) for (?:the|this|that|these|those|both)"
    r"(?: [\w’'-]+)+",
    re.I,
)
_OWNS = re.compile(r"\b(?:claim|admit|accept|t[ao]k|took|assum|acknowledg)\w*", re.IGNORECASE)
_WORD = re.compile(r"\b(?!been\b|denied\b|claimed\b)[a-z]{3,}\b")


def answer(page: Page, sentence: Sentence, clause: Span, told: Sequence[Telling]) -> Telling | None:
    """The denial or the owning up that a clause holds, of a happening told before by another."""
    for mention in page.meeting("attribution", clause):
        for said in speech.of_attribution(page, mention.value):
            mine = clause.holds(said.source) and speech.is_somebody(page, said.source)
            if not mine or not (said.effect == "deny" or _owns(page, said)):
                continue
            whose = sources.source(page, sentence, said)
            by_others = [t for t in told if not _same(t, whose)]
            found = _answered(page, sentence, clause, said, by_others)
            if found:
                return _taken_over(page, (sentence, clause), said, whose, *found)
    return None


def _owns(page: Page, said: speech.Speech) -> bool:
    return said.cue is not None and bool(_OWNS.search(page.words(said.cue)))


def _answered(
    page: Page,
    sentence: Sentence,
    clause: Span,
    said: speech.Speech,
    by_others: Sequence[Telling],
) -> tuple[Literal["denied", "asserted"], Telling] | None:
    """How a speech answers, and what; the latest told that another says."""
    content = page.words(said.content).strip()
    near = [t for t in by_others if sentence.index - t.sentence.index <= _BACK]
    if said.effect == "deny":
        meant = near if _CLAIM.fullmatch(content) else [t for t in near if _repeats(content, t)]
        return ("denied", meant[-1]) if meant else None
    if _OWNED.match(page.article.field(clause.field), said.content.start, clause.end):
        violent = [t for t in by_others if TYPE_OF[t.sub_type] != _QUIET]
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


def _taken_over(
    page: Page,
    at_hand: tuple[Sentence, Span],
    said: speech.Speech,
    whose: Source,
    mood: Literal["denied", "asserted"],
    meant: Telling,
) -> Telling:
    """A telling of the happening that is answered, in the words and the voice of the answer."""
    sentence, clause = at_hand
    start = min(said.source.start, said.content.start)
    owned = _OWNED.match(page.article.field(clause.field), said.content.start, clause.end)
    said_to = owned.end() if owned else said.content.end
    end = min(max(said.source.end, said_to), clause.end)
    span = Span(field=clause.field, start=start, end=end)
    at = said.cue or said.source
    return replace(
        meant,
        sentence=sentence,
        span=span,
        trigger=Trigger(at, page.words(at), meant.sub_type, 0, definite=True),
        modality=mood,
        cue=said.cue if mood == "denied" else None,
        source=whose,
        own_place=False,
        own_when=False,
        counts=(),
        weapons=(),
        channel=None,
        evidence=(),
        verification=None,
    )
