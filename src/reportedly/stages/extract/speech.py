"""Who says a clause: the attribution whose content covers it, or the quotation that it is in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from reportedly.parties import source_of
from reportedly.records import Attribution, Span
from reportedly.stages.extract import denials
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.stages.extract.page import Page, Sentence


# the kinds of source that take a side in what they tell of
BELLIGERENT = ("government", "military", "armed group", "official")


@dataclass(frozen=True)
class Speech:
    """An attribution seen from a clause: its source words, cue, and effect on modality."""

    source: Span
    cue: Span | None
    content: Span
    effect: str | None

    @property
    def up_to_cue(self) -> Span:
        """The source with what describes it, up to the words of saying that stand next to it."""
        cue, source = self.cue, self.source
        near = cue is not None and 0 < cue.start - source.end <= _DESCRIBED
        return (
            Span(start=source.start, end=cue.start, field=source.field) if near and cue else source
        )


_DESCRIBED = 30  # characters between a source and its words of saying: "Russia's [offensive,] said"


def speech_over(
    page: Page, sentence: Sentence, trigger: Span, told: Sequence[Span]
) -> Speech | None:
    """The attribution whose content holds a trigger; the nearest when several do.

    Outlets give way to those that they quote; "we" and "data" are nobody: then who says the
    quotation that the trigger stands in, or the clause that hangs on it. ``told``: the numbers
    told of it, which another may say: "none has been confirmed; the adviser said 100 died".
    """
    found = _holding(page, sentence, trigger)
    of_numbers = _holding(page, sentence, told[0]) if told else []
    if of_numbers and not any(s in found for s in of_numbers):
        return _best(page, of_numbers, told[0])
    if found:
        return _best(page, found, trigger)
    found_by_form = quoted(page, sentence, trigger) or _beside(page, sentence, trigger)
    return found_by_form or _closing(page, sentence, trigger) or _said_next(page, sentence)


def _holding(page: Page, sentence: Sentence, at: Span) -> list[Speech]:
    return [
        s
        for s in speeches(page, sentence.span)
        if (_tells(s, at) or _runs_on(page, s, at))
        and not _parted(page, s, at)
        and is_somebody(page, s.source)
    ]


def _best(page: Page, found: Sequence[Speech], at: Span) -> Speech:
    return min(found, key=lambda s: _fit(page, s, at))


def _fit(page: Page, speech: Speech, at: Span) -> tuple[bool, bool, bool, int, int]:
    """How far a speech is from being the one that tells of a trigger: the least is."""
    content = speech.content
    cue = speech.cue or speech.source
    gap = max(0, max(cue.start, at.start) - min(cue.end, at.end))
    outlet = source_of(page.words(speech.source), ()).kind == "media"
    stance = speech.effect is None and not _SAYS.search(page.words(cue))
    return not content.holds(at), outlet, stance, gap, content.end - content.start


# words, not a hope or a plan: "Orle hopes to retake it, the minister said" is the minister's
_SAYS = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|told|tell\w*|accord\w+|report\w*|add(?:s|ed|ing)|wrote|writ\w+|claim\w*|"
    r"announc\w+|confirm\w*|stat(?:e|es|ed|ing)|post\w*|tweet\w*|warn\w*|quot\w+|cit(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)


def _tells(speech: Speech, trigger: Span) -> bool:
    cue, content = speech.cue, speech.content
    return content.holds(trigger) or bool(content.meets(trigger) and cue and not cue.meets(trigger))


def _runs_on(page: Page, speech: Speech, trigger: Span) -> bool:
    """Whether a trigger stands in the clause that what is said breaks off in."""
    content, at = speech.content, speech.source
    if content.end > trigger.start or at.start >= content.end or trigger.field != content.field:
        return False
    between = page.article.field(content.field)[content.end : trigger.start]
    return _UNBROKEN.fullmatch(between) is not None


_UNBROKEN = re.compile(
    r"(?!.*\b(?:and|but|while|as|after|which|that)\b)[^.,;:“”\"—–]{1,80}", re.DOTALL
)


def _parted(page: Page, speech: Speech, trigger: Span) -> bool:
    """Whether a paragraph ends between a trigger and who says it, outside any quotation."""
    at = speech.cue or speech.source
    apart = page.paragraph(at) != page.paragraph(trigger)
    return apart and opened(page, trigger) is None


def _beside(page: Page, sentence: Sentence, trigger: Span) -> Speech | None:
    """Who says the clause that hangs on a trigger, or in whose description the trigger stands.

    "The strike, which the army said"; "the governor of a region under attack said"; "“it was in
    May,” with 100 killed".
    """
    hanging = (s for s in speeches(page, sentence.span) if _hangs(page, s, trigger))
    return next((s for s in hanging if is_somebody(page, s.source)), None)


def _hangs(page: Page, speech: Speech, trigger: Span) -> bool:
    cue = speech.cue or speech.source
    text = page.article.field(speech.source.field)
    if trigger.field != speech.source.field or speech.source.holds(trigger):
        return trigger.field == speech.source.field
    apposed = "," in text[speech.source.end - 1 : speech.source.end + 1]
    if apposed and speech.source.end <= trigger.start < cue.start:
        return True
    which = text[trigger.end : speech.source.start]
    after = text[speech.content.end : trigger.start]
    return bool(_WHICH.match(which) or _WITH.match(after))


_WITH = re.compile(r"[”\"]? with [^.;:“”\"]{0,60}$")
_WHICH = re.compile(r"[^,.;:]{0,40}, (?:which|that) $")


def _closing(page: Page, sentence: Sentence, trigger: Span) -> Speech | None:
    """Who says all that comes before: "a man died in Orm, and two in Velm, the governor said"."""
    for speech in spoken_in(page, sentence.span):
        cue, source = speech.cue, speech.source
        if cue is None:
            continue
        first, last = min(cue.start, source.start), max(cue.end, source.end)
        between = page.article.field(source.field)[trigger.end : first]
        after = page.article.field(source.field)[last : last + 1]
        said = speech.effect is None and _SAID.search(page.words(cue))
        if said and trigger.end < first and _LISTED.fullmatch(between) and after in ".,;":
            return speech
    return None


# words that end what was told before them, for they stand for it: ", the governor said."
_SAID = re.compile(r"^(?:said|says?|reported|according to|told|added|announced|wrote)\b", re.I)
# a list of happenings before them, that nothing breaks: no other clause of saying, no "but"
_LISTED = re.compile(
    r"(?!.*\b(?:but|while|although|though|whereas|said|says|say|told|claimed|according)\b)"
    r"[^;:“”\"]*?, $",
    re.DOTALL,
)


def _said_next(page: Page, sentence: Sentence) -> Speech | None:
    """Who says it all, as a later sentence of the paragraph tells: "This was reported by Orlo"."""
    for later in page.sentences[sentence.index + 1 : sentence.index + 1 + _SAID_LATER]:
        if (later.paragraph, later.span.field) != (sentence.paragraph, sentence.span.field):
            return None
        said = [s for s in _speakers(page, later.span) if later.span.holds(s.content)]
        if said:
            last = said[-1]
            cue = last.cue is not None and _REPORTED.search(page.words(last.cue))
            whole = _ALL_THIS.fullmatch(page.words(last.content))
            return last if cue and whole and later.words.count(" ") < _SHORT else None
    return None


_SAID_LATER = 3  # sentences after which "this was reported by" can still mean one
_SHORT = 30  # words of a sentence that does nothing but say whose words those before were
_REPORTED = re.compile(
    r"^(?:(?:is|was|has been|had been|were|are) )?(?:also |later |first )?(?:said|stated|reported|"
    r"announced|informed|told|communicated|confirmed|published|wrote|posted|informs|reports|"
    r"according to)(?: by)?$",
    re.IGNORECASE,
)
_ALL_THIS = re.compile(
    r"(?:(?:about )?(?:this|that)|so it)(?: (?:on|in|via|through|at|during) [^,;:]{0,60})?\W*", re.I
)


def opened(page: Page, at: Span) -> int | None:
    """Where the quotation begins that a span stands in; it may run over several sentences.

    Looked for in the span's own paragraph: a quotation of several opens anew in each.
    """
    text = page.article.field(at.field)
    begin = page.paragraph(at).start
    start = text.rfind("“", begin, at.start)
    if start >= 0:
        return start if "”" not in text[start : at.start] else None
    inside = text.count('"', begin, at.start) % 2
    return text.rfind('"', begin, at.start) if inside else None


def quoted(page: Page, sentence: Sentence, at: Span) -> Speech | None:
    """Who says the quotation that a span stands in, where its own sentence does not say.

    The speaker nearest before it in its paragraph, else after it; else the one who speaks last
    in the paragraph before, whose quotation goes on.
    """
    start = opened(page, at)
    if start is None:
        return None
    own = page.paragraph(at)
    content = Span(field=at.field, start=start, end=sentence.span.end)
    speakers = _speakers(page, own)
    before = [s for s in speakers if s.source.end <= start]
    after = [s for s in speakers if s.source.start >= at.end]
    found = before[-1:] or after[:1] or (_going_on(page, own) if start == own.start else [])
    return replace(found[0], content=content) if found else None


def _going_on(page: Page, own: Span) -> list[Speech]:
    """Who speaks last in the paragraph before one, if it ends in a quotation still open, or ":"."""
    text = page.article.field(own.field)[: own.start].rstrip()
    last = page.paragraph(Span(field=own.field, start=max(0, len(text) - 1), end=len(text)))
    words = page.words(last)
    open_still = words.endswith(":") or words.rfind("“") > words.rfind("”")
    return _speakers(page, last)[-1:] if open_still else []


def _speakers(page: Page, span: Span) -> list[Speech]:
    """The attributions of a stretch whose speakers stand outside quotations, in order."""
    outside = [s for s in spoken_in(page, span) if opened(page, s.source) is None]
    return sorted(outside, key=lambda s: s.source.start)


def spoken_in(page: Page, span: Span) -> list[Speech]:
    """The attributions of a stretch that names or describes their speakers."""
    return [s for s in speeches(page, span) if span.holds(s.source) and is_somebody(page, s.source)]


def is_somebody(page: Page, source: Span) -> bool:
    """Whether a source names or describes anybody: not "we", "preliminary data", "a video"."""
    words = page.words(source)
    if words.casefold() in load("reporting")["personal"]:
        return False
    if any(m.span.start - source.start <= _ARTICLE for m in page.inside("evidence", source)):
        return False
    if _CREDIT.match(words) or page.after(source, 7) == " images":
        return False
    if _UNCITED.search(page.before(source, 40)):
        return False
    head = re.split(r" (?:from|of|by|in|on|that|which) ", words.casefold())[0].split()
    return not head or head[-1] not in load("reporting")["things"]


# picture agencies, whose credits flattened pages run into a sentence
_CREDIT = re.compile(r"(?:Getty|Alamy|Shutterstock|EPA|Rex Features)(?: Images)?\b")
# "said, without citing sources"
_UNCITED = re.compile(
    r"\bwithout (?:citing|quoting|naming|identifying|giving|specifying|crediting) (?:[\w-]+ ){0,2}$"
)
_ARTICLE = 4  # characters: "the video" begins with what it shows


def speeches(page: Page, span: Span) -> list[Speech]:
    """All that is said by the attributions that meet a span, in their order."""
    return [s for m in page.meeting("attribution", span) for s in _of_attribution(page, m.value)]


def _of_attribution(page: Page, value: Attribution) -> list[Speech]:
    """An attribution's speeches: one for each piece of what is said."""
    if not value.source_spans:
        return []
    cue = value.cue_spans[0] if value.cue_spans else None
    source = _whole(value.source_spans)
    does = effect(page.words(cue)) if cue else None
    return [
        Speech(source, cue, content, does or _by_content(page, source, cue, content))
        for content in value.content_spans
    ]


def _by_content(page: Page, source: Span, cue: Span | None, content: Span) -> str | None:
    """What somebody does who says, in words of no denial, that it was not so."""
    denied = denials.disowns(page.words(content)) or denials.scoffed(page, source, cue, content)
    return "deny" if denied else None


def _whole(spans: tuple[Span, ...]) -> Span:
    """The longest piece of a source told in pieces: the one that names it."""
    return max(spans, key=lambda s: s.end - s.start)


@cache
def _effects() -> dict[str, str]:
    vocab = load("reporting")
    effects = {name: vocab[name] for name in ("deny", "accuse", "react")}
    return {word: name for name, words in effects.items() for word in words}


def effect(cue: str) -> str | None:
    """What a reporting cue does to its content: "deny", "accuse", "react" or None.

    >>> effect("has denied")
    'deny'
    """
    words = cue.casefold().split()
    return next((_effects()[w] for w in words if w in _effects()), None)
