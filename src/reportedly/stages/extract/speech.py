"""Who says a clause: the attribution whose content covers it, as a Source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, cast

from reportedly.parties import Party, source_of
from reportedly.records import Attribution, Source, Span
from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.records import SourceKind
    from reportedly.stages.extract.page import Page, Sentence

_PRONOUN = re.compile(r"^(?:he|she|they|it|who)$", re.IGNORECASE)
_GENERIC = re.compile(
    r"(?:^|\s)(?:the|its|his|their)\s+(?:ministry|governor|mayor|president|general staff|"
    r"spokes(?:man|woman|person)|"
    r"official|commander|minister|statement|agency|group|army|military)$",
    re.IGNORECASE,
)
_LOCAL = re.compile(
    r"\b(?:the (?:country|nation|state|region)[’']s|regional|local|city|mayor|governor|police|"
    r"rescue|emergency|prosecutors?|officials|authorities)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Speech:
    """An attribution seen from a clause: its source words, cue, and effect on modality."""

    source: Span
    cue: Span | None
    content: Span
    effect: str | None


def speech_over(page: Page, sentence: Sentence, trigger: Span) -> Speech | None:
    """The attribution whose content holds a trigger; the narrowest when they nest."""
    found = [
        s
        for m in page.meeting("attribution", sentence.span)
        for s in _speeches(page, m.value, trigger)
    ]
    if not found:
        return None
    return min(found, key=lambda s: (not s.content.holds(trigger), s.content.end - s.content.start))


def _speeches(page: Page, value: Attribution, trigger: Span) -> list[Speech]:
    if not value.source_spans:
        return []
    cue = value.cue_spans[0] if value.cue_spans else None
    source = _whole(value.source_spans)
    return [
        Speech(source, cue, content, effect(page.words(cue)) if cue else None)
        for content in value.content_spans
        if content.holds(trigger) or (content.meets(trigger) and cue and not cue.meets(trigger))
    ]


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


def source(page: Page, speech: Speech) -> Source:
    """The source record of a speech: its words, and the party that they name."""
    at = _trimmed(page, speech.source)
    words = page.words(at)
    party = _identified(page, at, words)
    return Source(
        as_written=words,
        name=party.name,
        id=party.id,
        kind=cast("SourceKind | None", party.kind),
        side=party.side,
        private=party.private,
        span=at,
        cue_span=speech.cue,
    )


def _trimmed(page: Page, span: Span) -> Span:
    """The span without commas at its ends, with the name that stands in apposition after it."""
    words = page.words(span)
    start = span.start + len(words) - len(_OPENING.sub("", words).lstrip(" ,;:"))
    end = span.start + len(_THROUGH.sub("", words).rstrip(" ,;:"))
    after = Span(field=span.field, start=end, end=end + 2)
    if page.words(after) == ", ":
        names = [
            m
            for m in page.of_kind("person")
            if m.span.start == end + 2 and m.span.field == span.field
        ]
        end = names[0].span.end if names else end
    return Span(field=span.field, start=start, end=max(start, end))


def _identified(page: Page, span: Span, words: str) -> Party:
    """The party of a source; a pronoun or bare office takes the last named source before it."""
    if _PRONOUN.match(words) or _GENERIC.search(words):
        earlier = _last_named(page, span)
        if earlier:
            return earlier
    if _PRONOUN.match(words):
        return Party(id=None, name=None, kind="unnamed", side=None)
    party = _office_holder(page, span, words)
    if party.name and " " not in party.name:
        return _full_name(page, party, span)
    return party


def _office_holder(page: Page, span: Span, words: str) -> Party:
    """The party that words name; a person's side is the office's, never read out of the name."""
    persons = [_TITLE.sub("", m.text) for m in page.inside("person", span)] + _apposed(words)
    country = page.country if _LOCAL.search(words) else None
    party = source_of(words, persons, context_country=country)
    if party.kind == "media" and party.name in persons:
        party = replace(party, private=True)  # a reporter who tells what they saw is a person
    office = words.replace(party.name or "", "").strip(" ,") if party.name in persons else ""
    if not office:
        return party
    party = replace(party, side=source_of(office, (), context_country=country).side or party.side)
    return _speaking_for(page, span, party, office)


_SPOKES = re.compile(r"\b(?:a |the )?spokes(?:man|woman|person)\b(?: for| of)?", re.IGNORECASE)


def _speaking_for(page: Page, span: Span, party: Party, office: str) -> Party:
    """A spokesperson speaks for an organ: the source keeps its name and has the organ's id."""
    if not _SPOKES.search(office) or party.id is not None:
        return party
    organ = source_of(_SPOKES.sub("", office).strip(" ,"), ())
    if organ.id is None:
        organ = _last_named(page, span) or organ
    return replace(party, id=organ.id, side=organ.side or party.side, kind=organ.kind or party.kind)


_TITLE = re.compile(r"^(?:[a-z][\w’'-]*\s+)+")  # "ministry spokesman" of "ministry spokesman X"


# the channel between a source and its verb: "the press office of X on Twitter accused"
_THROUGH = re.compile(
    r"\s+(?:on|via|through|in)\s+(?:(?:its|his|her|their|the|a)\s+)?(?:official\s+)?"
    r"(?:twitter|telegram|facebook|instagram|x|statement|social media|press release)\b.*$",
    re.IGNORECASE,
)
# a word that opens the sentence and is no part of the name: "Separately, Russia"
_OPENING = re.compile(
    r"^(?:separately|meanwhile|however|earlier|later|also|moreover|additionally|similarly)\b,?\s+",
    re.IGNORECASE,
)
_NAME_AFTER_OFFICE = re.compile(r", ((?:[A-Z][\w’'-]+ ){1,2}[A-Z][\w’'-]+)$")


def _apposed(words: str) -> list[str]:
    """The name after an office: "the governor of the Oren region, Tomas Ardel"."""
    found = _NAME_AFTER_OFFICE.search(words)
    return [found.group(1)] if found else []


def _last_named(page: Page, span: Span) -> Party | None:
    for mention in reversed(page.of_kind("attribution")):
        for at in mention.value.source_spans:
            if at.field != span.field or at.end > span.start or span.start - at.end > 1500:
                continue
            party = _office_holder(page, at, page.words(at))
            if party.name and not _PRONOUN.match(page.words(at)):
                return party
    return None


def _full_name(page: Page, party: Party, span: Span) -> Party:
    """A person named by surname alone takes the full name and office told before it."""
    if party.id is not None:
        return party
    surname = (party.name or "").casefold()
    for mention in page.of_kind("attribution"):
        for at in mention.value.source_spans:
            words = page.words(at)
            if at.start < span.start and len(words) > len(surname) and surname in words.casefold():
                persons = [m.text for m in page.inside("person", at)]
                fuller = source_of(words, persons)
                if fuller.name and surname in fuller.name.casefold():
                    return fuller
    return party
