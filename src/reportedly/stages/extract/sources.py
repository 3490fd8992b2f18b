"""Who a source is: the party that its words name, by the page, and the outlets that relay it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, cast

from reportedly.parties import Party, source_of
from reportedly.records import Source, Span
from reportedly.stages.extract.deeds import people_nouns
from reportedly.stages.extract.relays import cited, relays
from reportedly.vocab import load
from reportedly.vocab.plurals import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.records import SourceKind
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.speech import Speech

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


def source(page: Page, sentence: Sentence, speech: Speech) -> Source:
    """The source record of a speech: its words, the party that they name, and who relays it."""
    whose = cited(page, speech)
    at, party = _identified(page, _trimmed(page, whose or speech.source))
    return Source(
        as_written=page.words(at),
        name=party.name,
        id=party.id,
        kind=cast("SourceKind | None", party.kind),
        side=party.side,
        private=party.private,
        via=relays(page, sentence, at, speech.source if whose else None),
        span=at,
        cue_span=speech.cue,
    )


def _trimmed(page: Page, span: Span) -> Span:
    """The span without commas at its ends, with the name that stands in apposition after it."""
    words = page.words(span)
    start = span.start + len(words) - len(_OPENING.sub("", words).lstrip(" ,;:"))
    end = span.start + len(_WHO.sub("", _THROUGH.sub("", words)).rstrip(" ,;:"))
    after = Span(field=span.field, start=end, end=end + 2)
    if page.words(after) == ", ":
        names = [
            m
            for m in page.of_kind("person")
            if m.span.start == end + 2 and m.span.field == span.field
        ]
        end = names[0].span.end if names else end
    return Span(field=span.field, start=start, end=max(start, end))


def _identified(page: Page, span: Span) -> tuple[Span, Party]:
    """The party of a source, and its words; a bare office takes the last named source before it.

    A pronoun takes whom it stands for; whose name nobody tells is shown in the words told of him.
    """
    words = page.words(span)
    if _PRONOUN.match(words):
        return _meant(page, span)
    office = _told_before(page, span, words) if _GENERIC.search(words) else None
    return span, office or _party(page, span)


def _meant(page: Page, span: Span) -> tuple[Span, Party]:
    """Whom a pronoun stands for: of whom the sentence before speaks, or who spoke last and fits."""
    named = _subject_before(page, span)
    if named:
        return span, named
    for at in _heard_before(page, span):
        party = _party(page, at)
        if _fits(page, page.words(span), at, party):
            near = party.name is None and span.start - at.end <= _NEAR
            return (at if near else span), party
    nobody = Party(id=None, name=None, kind="unnamed", side=None)
    return span, _meant_before(page, span) or _last_named(page, span) or nobody


def _told_before(page: Page, span: Span, words: str) -> Party | None:
    """The party of a bare office: the last named before it, or the last heard."""
    earlier = _last_named(page, span) or _meant_before(page, span)
    if earlier and _ARMY.search(words) and earlier.kind not in ("military", "armed group"):
        return None  # "the military" after an embassy: another party
    if earlier is None or _MESSAGE.search(words):
        return _last_heard(page, span) or earlier
    return earlier


def _fits(page: Page, pronoun: str, at: Span, party: Party) -> bool:
    """Whether a pronoun can stand for a source: one person, several, or an institution."""
    words = page.words(at)
    head = re.split(r",| (?:of|for|in|at|from|with|who|whose) ", words.casefold())[0].split()[-1:]
    named = bool(page.inside("person", at) or _apposed(words))
    person = named or bool(set(head) & _singular())
    match pronoun.casefold():
        case "he" | "she" | "who":
            other = _WOMAN if pronoun.casefold() == "he" else _MAN
            return person and not other.search(words)
        case "it":
            return not person and (party.name is not None or not _is_plural(head))
        case _:
            return not person


def _is_plural(head: Sequence[str]) -> bool:
    return any(word.endswith("s") or word in ("police", "people") for word in head)


@cache
def _singular() -> frozenset[str]:
    """Nouns for one person: roles, and what people are called."""
    nouns = {noun for noun in people_nouns() if noun not in ("police", "people", "crew", "family")}
    return frozenset({*load("reporting")["roles"], *(n for n in nouns if plural(n) in nouns)})


_HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Dr|Mx|Sir|Lord|Lady)\.? (?=[^ ]+$)")


def _party(page: Page, span: Span) -> Party:
    """The party that the words of a span name, by its full name if the page tells it."""
    return _completed(page, _office_holder(page, span, page.words(span)), span)


def _completed(page: Page, party: Party, span: Span) -> Party:
    """A person of whom only the surname is told, with the full name told before: "Mr Orlo"."""
    surname = _HONORIFIC.sub("", party.name or "")
    if not surname or " " in surname:
        return party
    return _full_name(page, replace(party, name=surname), span)


def _office_holder(page: Page, span: Span, words: str) -> Party:
    """The party that words name; a person's side is the office's, never read out of the name."""
    named = [_TITLE.sub("", m.text) for m in page.inside("person", span)]
    persons = [name for name in named if name[:1].isupper()] + _apposed(words)
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
    whose = _SPOKES.sub("", office).strip(" ,")
    organ = source_of(whose, ())
    if organ.id is None and not re.search(r"\b(?:for|of)\b", office):
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
# a source that breaks off where it is described: "the rebels, who"
_WHO = re.compile(r",? (?:who|which|whose)$", re.IGNORECASE)
_NAME_AFTER_OFFICE = re.compile(r", ((?:[A-Z][\w’'-]+ ){1,2}[A-Z][\w’'-]+)$")


def _apposed(words: str) -> list[str]:
    """The name after an office: "the governor of the Oren region, Tomas Ardel"."""
    found = _NAME_AFTER_OFFICE.search(words)
    return [found.group(1)] if found else []


_ARMY = re.compile(r"\b(?:army|military|general staff|commander)$", re.IGNORECASE)
_MESSAGE = re.compile(r"\b(?:the|its|his|her|their) statement$", re.IGNORECASE)


def _heard_before(page: Page, span: Span) -> Iterator[Span]:
    """Who spoke before a span, the nearest first, but for pronouns and bare messages."""
    told = (s for m in page.of_kind("attribution") for s in m.value.source_spans)
    near = {s for s in told if s.field == span.field and 0 <= span.start - s.end <= _BACK}
    for at in sorted(near, key=lambda s: s.end, reverse=True):
        words = page.words(at)
        if not (_PRONOUN.match(words) or _MESSAGE.search(words)):
            yield _trimmed(page, at)


def _last_heard(page: Page, span: Span) -> Party | None:
    """Whose statement it is that speaks again: the last heard before, named or not."""
    for at in _heard_before(page, span):
        party = _party(page, at)
        return party if party.kind or party.name else None
    return None


def _last_named(page: Page, span: Span) -> Party | None:
    heard = (_party(page, at) for at in _heard_before(page, span))
    return next((party for party in heard if party.name), None)


def _meant_before(page: Page, span: Span) -> Party | None:
    """Whom the pronoun that spoke last before a "he" stood for."""
    spans = [s for m in page.of_kind("attribution") for s in m.value.source_spans]
    earlier = [s for s in spans if s.field == span.field and 0 < span.start - s.end <= _BACK]
    last = max(earlier, key=lambda s: s.start, default=None)
    return _subject_before(page, last) if last and _PRONOUN.match(page.words(last)) else None


_WHO_THEY_ARE = re.compile(r",\s+(?:the|an?|who is)\s+[^,.;]{3,80},")
_NEAR = 600  # characters before a pronoun in which one stands whom nobody names
_WOMAN = re.compile(r"\b(?:spokeswoman|woman|mother|sister|wife|widow|daughter|girl|Mrs|Ms|Miss)\b")
_MAN = re.compile(r"\b(?:spokesman|man|father|brother|husband|widower|son|boy|Mr)\b")
_BACK = 1500  # characters before a pronoun or an office in which the one it means is named
_OPENS = 30  # characters of a sentence in which its subject begins


def _subject_before(page: Page, span: Span) -> Party | None:
    """The person of whom the sentence before a "he" speaks, if nobody was heard in it or since."""
    here = next((s for s in page.sentences if s.span.holds(span)), None)
    before = page.previous(here, 1) if here else []
    if not before or here is None or page.meeting("attribution", before[0].span):
        return None
    stretch = Span(field=span.field, start=before[0].span.start, end=span.start)
    named = page.inside("person", stretch)
    first = named[0].span if named else None
    if first is None or first.start - stretch.start > _OPENS:
        return None
    office = _WHO_THEY_ARE.match(page.article.field(span.field), first.end)
    end = office.end() - 1 if office else first.end
    words = page.words(Span(field=span.field, start=first.start, end=end))
    return _office_holder(page, Span(field=span.field, start=first.start, end=end), words)


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
