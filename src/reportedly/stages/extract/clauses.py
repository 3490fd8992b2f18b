"""Sentences cut where one telling ends and another begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportedly.records import Span
from reportedly.stages.extract.speech import is_somebody, speeches
from reportedly.stages.extract.subjects import past_form
from reportedly.stages.extract.triggers import triggers

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.speech import Speech

# Words after which a new telling stands on its own: what comes before is a frame of its own.
_HARD = re.compile(
    r";\s+|,\s+while\s+|\s+at (?:a|the) (?:same )?(?:time|moment) (?:when|that)\s+(?:that\s+)?"
    r"|,?\s+and\s+(?=that\s)"
    r"|,\s+whereas\s+|,\s+adding that\s+"
    r"|,\s+(?=(?:vow|threaten|pledg|promis)ing to\s)|,\s+and at a time when\s+|,\s+but\s+"
    r"|,\s+(?=(?:one|two|three|four|some|many|most|all|both|none|several) of (?:which|whom)\s)",
    re.IGNORECASE,
)
# Words that may begin a new telling, if both sides tell of something and name different places, or
# each its own time or its own dead.
_SOFT = re.compile(
    r",\s+(?:and\s+)?(?=(?:in|at|near|on)\s)|,\s+and\s+|\s+and\s+(?=in\s)|\s+while\s+|,\s+after\s+|\s+after\s+"
    r"|,\s+as\s+|,\s+with\s+|,\s+where\s+|,\s+(?=where\s)|\s+[—–-]\s+|,\s+including\s+",
    re.IGNORECASE,
)
# Words after which the same speaker tells of something else: what comes before may be no telling.
_SAYS_TOO = re.compile(
    r",?\s+and\s+(?=(?:(?:also|later|separately|has|have|had)\s+)?"
    r"(?:said|says|added|claimed|reported|accused|blamed|denied|acknowledged|confirmed|announced)\s)",
    re.IGNORECASE,
)
# Words between an arrest and what it is for: "charged over a shooting that left two dead".
_ARREST_FOR = re.compile(
    r"\s+(?:in connection (?:to|with)|in relation to|linked to|connected to|over|in the case of|"
    r"for)\s+(?=(?:an?|the|last|this)\s)",
    re.IGNORECASE,
)
# Words after which more of the same is told of another place, often without a verb: "… and at
# least three in Orm", "… and a third hit a school".
HEDGE = r"(?:at least|about|another|a further|some|up to)"
NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|several)"
)
_AT = r"(?:in|near|at|on|around|over|outside)\s"
_MORE = re.compile(
    rf"(?:,?\s+and|,)\s+(?=(?:{HEDGE}\s+)*{NUMBER}"
    rf"(?:\s+(?:more|others?|people|civilians))?\s+{_AT})",
    re.IGNORECASE,
)
# … or of another thing there: "hit a mill in Orm and a depot in Velm", "and wounded two in Velm".
THING = r"(?:an?|the|another|its|their|\d+|two|three|four|five|six|seven|eight|nine|ten|several)"
_THERE = re.compile(
    rf",?\s+and\s+(?=(?:\w+(?:ed|ing)\s+|hit\s+|struck\s+)?{THING}\s+(?:[\w’'-]+\s+){{1,4}}?{_AT})",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r",?\s+and\s+(?=(?:another|others|an?\s+(?:second|third|fourth)|the\s+(?:others?|rest|second|third))\s+"
    r"(?:(?:was|were|had|has|have|been)\s+)*(?!of\b)[a-z]+)",
    re.IGNORECASE,
)
_HARMED = frozenset({"killed", "injured"})
_SHORTEST = 20  # characters: a shorter piece names no happening of its own
_SHORTEST_OF_LIST = 10  # "two in Orm"


@dataclass(frozen=True)
class _Telling:
    """What a piece of a sentence tells of: strong kinds of happening, places, times, people harmed.

    ``told``: it has words of a happening, strong or generic; ``arrives``: those or of an arrival.
    ``describes``: it ends in what a place is: "Orm, a town of mills".
    """

    kinds: frozenset[str]
    places: frozenset[str]
    told: bool
    arrives: bool
    timed: bool
    harm: frozenset[str]
    describes: bool


def clauses(page: Page, sentence: Sentence) -> list[Span]:
    """The pieces of a sentence that tell of different things, in order; most often one."""
    pieces = [sentence.span]
    for pattern, apart in (
        (_HARD, _tell_apart),
        (_SAYS_TOO, _goes_on),
        (_SOFT, _tell_elsewhere),
        (_ARREST_FOR, _tell_arrest_for),
        (_MORE, _tell_more),
        (_THERE, _tell_there),
        (_ANOTHER, _tell_another),
        (_did_too(), _tell_too),
    ):
        pieces = [p for piece in pieces for p in _cut(page, piece, pattern, apart)]
    return [p for piece in pieces for p in _by_voice(page, piece)]


@cache
def _did_too() -> re.Pattern[str]:
    """Verbs of what the same people do next: "killed two and burned a mill"."""
    lead = r",?\s+and\s+(?:(?:then|later|also|had|have|has)\s+)*"
    return re.compile(rf"{lead}(?={past_form()}\s+)", re.IGNORECASE)


def _by_voice(page: Page, piece: Span) -> list[Span]:
    """A piece cut before a second speaker: "While Orle claimed a strike, Veldria denied it"."""
    spoken = speeches(page, piece)
    for speech in sorted(spoken, key=lambda s: s.source.start):
        lead = _LEAD.search(page.words(_part(piece, 0, speech.source.start - piece.start)))
        if not piece.holds(speech.source) or lead is None:
            continue
        left, right = (
            _part(piece, 0, lead.start()),
            _part(piece, lead.end(), len(page.words(piece))),
        )
        heard = any(left.holds(s.source) for s in spoken if is_somebody(page, s.source))
        if heard and _told(page, left).kinds and _answers(page, speech, right):
            return [left, right]
    return [piece]


_LEAD = re.compile(r",\s+(?:(?:and|but|while|although|though)\s+)?$", re.IGNORECASE)


def _answers(page: Page, speech: Speech, right: Span) -> bool:
    """Whether a second speaker denies what was told, or tells of something too."""
    known = is_somebody(page, speech.source) and speech.cue is not None
    ahead = known and speech.content.start >= speech.source.end
    return ahead and (speech.effect == "deny" or bool(_told(page, right).kinds))


def _cut(
    page: Page, piece: Span, pattern: re.Pattern[str], apart: Callable[[_Telling, _Telling], bool]
) -> list[Span]:
    """A piece cut at the first match whose two sides tell of different things, and so on."""
    words = page.words(piece)
    for match in pattern.finditer(words):
        left = _part(piece, 0, match.start())
        right = _part(piece, match.end(), len(words))
        least = _SHORTEST_OF_LIST if pattern is _MORE else _SHORTEST
        long = all(s.end - s.start >= least for s in (left, right))
        whole = long and _quotes_whole(words[: match.start()])
        if whole and apart(_told(page, left), _told(page, right)):
            return [left, *_cut(page, right, pattern, apart)]
    return [piece]


def _part(piece: Span, start: int, end: int) -> Span:
    return Span(field=piece.field, start=piece.start + start, end=piece.start + end)


def _told(page: Page, span: Span) -> _Telling:
    found = triggers(page, span)
    kinds = frozenset(t.sub_type for t in found if t.sub_type)
    places = frozenset(
        m.text.casefold()
        for m in page.inside("place", span)
        if m.value is not None and m.value.use is None and m.value.precision != "country"
    )
    return _Telling(
        kinds,
        places,
        told=any(not t.arrival for t in found),
        arrives=bool(found),
        timed=bool(page.inside("time", span)),
        harm=frozenset(m.value.what for m in page.inside("count", span) if m.value is not None),
        describes=_WHAT_IT_IS.search(page.words(span)) is not None,
    )


_WHAT_IT_IS = re.compile(
    r",\s+(?:an?|the|its)\s+(?:[\w’'-]+\s+){0,3}?(?:city|town|village|settlement|suburb|port|capital|"
    r"centre|center|hub|region|province|district|area|place|home)\b[^,;]*$",
    re.IGNORECASE,
)


def _goes_on(_: _Telling, right: _Telling) -> bool:
    return right.told


def _tell_apart(left: _Telling, right: _Telling) -> bool:
    """Both sides tell of something: of different kinds or people, or in different places."""
    both = left.told and right.told
    elsewhere = bool(left.places and right.places) and not left.places & right.places
    return both and (left.kinds != right.kinds or elsewhere or bool(left.harm & right.harm))


def _tell_elsewhere(left: _Telling, right: _Telling) -> bool:
    """Both sides tell of something, each in its place, at its time or of its dead."""
    own = (left.timed and right.timed) or "killed" in left.harm & right.harm
    if left.told and right.told and own:
        return True
    both = bool(left.kinds and right.kinds and left.places and right.places)
    return both and not left.places & right.places


def _tell_arrest_for(left: _Telling, right: _Telling) -> bool:
    """The left side tells of an arrest alone, the right side of what was done, and whom it hurt."""
    return left.kinds == {"Arrests"} and right.told and bool(right.harm & _HARMED)


def _tell_more(left: _Telling, right: _Telling) -> bool:
    """The right side names another place, and people harmed there, or a number of what was told."""
    elsewhere = bool(left.places and right.places) and not left.places & right.places
    return (left.told or bool(left.harm)) and elsewhere and right.harm == left.harm


def _tell_there(left: _Telling, right: _Telling) -> bool:
    """Both sides name a place of their own: what was told befell something in each."""
    apart = bool(left.places and right.places) and not left.places & right.places
    return left.told and apart and not left.describes


def _tell_too(left: _Telling, right: _Telling) -> bool:
    """Both sides tell of something by strong words, and of nothing that the other tells of."""
    return bool(left.kinds and right.kinds) and not left.kinds & right.kinds


def _tell_another(left: _Telling, right: _Telling) -> bool:
    """The right side tells of another of them, by words of a blow or of its arrival."""
    return left.told and right.arrives


def _quotes_whole(words: str) -> bool:
    """Whether a cut after these words leaves quotations whole."""
    return words.count("“") == words.count("”") and words.count('"') % 2 == 0
