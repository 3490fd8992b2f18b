"""Who acts as the subject of an active verb that is no listed deed, and who tells of its own.

"Its troops had entered the mill", "the enemy dropped a grenade", "Karsova was using its guns":
for clauses in which the grammar of deeds (``roles``) finds no doer (vocab/en/subjects.yaml).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.parties import identify
from reportedly.records import Actor, Span
from reportedly.stages.extract.deeds import doer_nouns
from reportedly.stages.extract.patterns import any_of
from reportedly.stages.extract.roles import as_actor
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.records import Mention, Source
    from reportedly.stages.extract.page import Page

# "said it", "said late on Friday that it", "said in a statement on Facebook that they"
_PRONOUN = re.compile(
    r"(?:\s*(?:that\s+)?|[ ,][^.;:“”\"]{0,70}?\bthat\s+"
    r"|\s+(?:late\s+|early\s+)?(?:on\s+)?\w+day\s+)[“\"]?(?:it|they|we)\b",
    re.IGNORECASE,
)
# a deed that a speaker tells of as its own: "claimed to have taken", "denied killing"
_OF_ITS_OWN = re.compile(r"\s+(?:to have \w+|(?!being)\w+ing\b)", re.IGNORECASE)
_ARMED = ("military", "armed group")


def acting(page: Page, clause: Span, source: Source | None) -> list[Actor]:
    """Those whom a source calls its own as they act; else who acts by a name or by none."""
    steps = (own, _itself, _named, _nameless, _whose, _told_next, _flown)
    return next((found for step in steps if (found := list(step(page, clause, source)))), [])


def arrests(speaker: str) -> bool:
    """Whether a speaker is of a body that makes the arrests which it tells of.

    >>> arrests("the Velm police"), arrests("a lawyer")
    (True, False)
    """
    return bool(_arresting().search(speaker))


@cache
def _arresting() -> re.Pattern[str]:
    return any_of(load("subjects")["arrest"])


@cache
def acts() -> re.Pattern[str]:
    """What stands behind those who act: a perfect, a continuous form, or a past with its object.

    >>> bool(acts().match(" had also entered")), bool(acts().match(" destroyed the mill"))
    (True, True)
    >>> acts().match(" had died"), acts().match(" wounded in the raid")
    (None, None)
    """
    deed, between = rf"(?!{_any('befalls')})", rf"(?:{_any('between')}\s+)*"
    perfect = rf"{_any('perfect')}\s+{between}{deed}{_any('participles')}"
    going = rf"{_any('continuous')}\s+{between}{deed}\w+ing\b"
    past = rf"{deed}(?:\w+ed\b|{_any('past')})\s+(?:{_any('particles')}\s+)?"
    past = rf"{past}(?:(?:and|or)\s+\w+ed\s+)?"
    past = rf"{past}(?:{_any('objects')}|(?!{_any('times')})(?-i:[A-Z][a-z]))"
    rest = (_any(name) for name in ("past_alone", "not_done", "told_to"))
    forms = "|".join((perfect, going, past, *rest))
    aside = r"(?:,\s+(?:who|which)\s[^,;.“”]{3,80})?"
    return re.compile(rf"{aside},?\s+{between}(?:{forms})", re.IGNORECASE)


def past_form() -> str:
    """The pattern of a verb's past form: one in -ed, or a listed one that ends otherwise."""
    return rf"(?:\w+ed|{'|'.join(load('subjects')['past'])})"


def _any(name: str) -> str:
    """The pattern of one list over any white space."""
    return rf"(?:{_words(load('subjects')[name])})(?!\w)"


def _words(rows: Iterable[str]) -> str:
    return "|".join(row.replace(" ", r"\s+") for row in rows)


@cache
def _own_troops() -> re.Pattern[str]:
    return any_of([rf"{_any('possessives')}\s+(?:\w+\s+)?{_any('own')}"])


@cache
def _called(rows: str, kind: str) -> re.Pattern[str]:
    return any_of([_words(load("subjects")[rows][kind])])


@cache
def _no_subject() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){_any('no_subject')}\s+(?:the\s+)?(?:\w+(?:ern|al)\s+)?$", re.IGNORECASE
    )


def own(page: Page, clause: Span, source: Source | None) -> Iterator[Actor]:
    """Those whom a source calls its own: "said its troops had taken the hill"."""
    side = source.side if source else None
    for span in _subjects(page, clause, _own_troops()):
        yield Actor(as_written=page.words(span), kind="military", side=side, span=span)


def _itself(page: Page, clause: Span, source: Source | None) -> Iterator[Actor]:
    """A belligerent that goes on about itself: "the navy said it sank two boats"."""
    cue = source.cue_span if source and _fights(source) else None
    if source and cue and cue.field == clause.field and clause.holds(cue):
        text = page.article.field(cue.field)
        pronoun = _PRONOUN.match(text, cue.end, clause.end)
        done = pronoun and acts().match(text, pronoun.end(), clause.end)
        if done or _OF_ITS_OWN.match(text, cue.end, clause.end):
            yield as_actor(source, source.as_written, source.span)


def _fights(source: Source) -> bool:
    """Whether a source can be a doer: a belligerent, or armed people by the noun it is called."""
    if source.kind is not None:
        return source.kind in (*_ARMED, "government")
    return any(word in doer_nouns() for word in source.as_written.casefold().split())


def _nameless(page: Page, clause: Span, source: Source | None) -> Iterator[Actor]:
    """Those who act and are called by no name: "the enemy shelled the ford"."""
    return _unnamed(page, clause, source, "nameless")


def _flown(page: Page, clause: Span, source: Source | None) -> Iterator[Actor]:
    """What is flown by those who act: "two jets bombed the mill"."""
    return _unnamed(page, clause, source, "flown")


def _unnamed(page: Page, clause: Span, source: Source | None, rows: str) -> Iterator[Actor]:
    for kind in load("subjects")[rows]:
        for span in _subjects(page, clause, _called(rows, kind)):
            if not (_speaks(source, span) or _NAMED.search(page.before(span, 30))):
                yield Actor(as_written=page.words(span), kind=kind, span=span)


# "the Velm Battalion troops", "the front's units": they are called by a name
_NAMED = re.compile(r"(?:\w\s+[A-Z][\w-]*|[\])]|['’]s?)\s+$")


def _whose(page: Page, clause: Span, source: Source | None) -> Iterator[Actor]:
    """Those whose doing a noun names: "three died in police firing", "under rebel shelling"."""
    for kind in load("subjects")["whose"]:
        for found in _doing_of(kind).finditer(page.words(clause)):
            start = clause.start + found.start()
            span = Span(field=clause.field, start=start, end=start + len(found[1]))
            if not _speaks(source, span):
                yield Actor(as_written=page.words(span), kind=kind, span=span)


_THEY = re.compile(r"[“\"]?They\b")
_WERE = re.compile(
    r"[.!?]\s+[“\"]?(?:they|it|those) (?:were|was|are|is) (?:again |all )?(?:the )?$",
    re.IGNORECASE,
)


def _told_next(page: Page, clause: Span, _: Source | None) -> Iterator[Actor]:
    """Who "they" are, as the next sentence tells: "They hit Velm. They were the Orle forces"."""
    if not _THEY.match(page.words(clause)):
        return
    near = Span(field=clause.field, start=clause.start, end=clause.end + _NEXT)
    for mention in page.inside("actor", near):
        if (actor := _armed(mention)) and _WERE.search(page.before(mention.span, _NEXT)):
            yield actor


_NEXT = 60  # characters from the end of a clause to that of the name told next


@cache
def _doing_of(kind: str) -> re.Pattern[str]:
    who = _words(load("subjects")["whose"][kind])
    return re.compile(rf"(?<![\w-])({who})(?:['’]s)?\s+{_any('doings')}", re.IGNORECASE)


def _subjects(page: Page, clause: Span, called: re.Pattern[str]) -> Iterator[Span]:
    """Where people so called are who acts in a clause."""
    for found in called.finditer(page.words(clause)):
        start = clause.start + found.start()
        span = Span(field=clause.field, start=start, end=start + len(found.group()))
        if _acts(page, clause, span):
            yield span


def _named(page: Page, clause: Span, source: Source | None) -> Iterator[Actor]:
    """Armed people and states named right before an active verb, none of whom is who speaks."""
    for mention in (*page.inside("actor", clause), *page.inside("place", clause)):
        if not _speaks(source, mention.span) and _acts(page, clause, mention.span):
            actor = _armed(mention) or named_party(mention.text, mention)
            if actor:
                yield actor


def _armed(mention: Mention) -> Actor | None:
    """The armed people that a mention names."""
    actor = mention.value
    armed = isinstance(actor, Actor) and actor.kind in _ARMED and not actor.infrastructure
    return actor if armed else None


def named_party(words: str, mention: Mention) -> Actor | None:
    """The party of a conflict that words name, as an actor standing where the mention does."""
    party = identify(words)
    if party is None or party.side is None:
        return None
    return as_actor(party, mention.text, mention.span)


def _speaks(source: Source | None, span: Span) -> bool:
    return source is not None and source.span.meets(span)


def _acts(page: Page, clause: Span, span: Span) -> bool:
    """Whether an active verb stands right behind, and the words are what it is said of."""
    text = page.article.field(span.field)
    return bool(acts().match(text, span.end, clause.end)) and not _no_subject().search(
        page.before(span, 30)
    )
