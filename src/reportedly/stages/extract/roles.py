"""Who did it and who or what suffered, by where their words stand about the words of a deed.

"Guerrillas attacked a bus", "a bus was attacked by guerrillas", "the attack on a bus": patterns of
general English over noun phrases (vocab/en/deeds.yaml), for want of a parser. A phrase counts only
when its head is a word for people, for armed people or for a thing, or a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportedly.parties import identify
from reportedly.records import Actor, Span
from reportedly.stages.extract import deeds
from reportedly.stages.extract.noun_phrases import Row
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportedly.openings import Opened
    from reportedly.parties import Party
    from reportedly.parties.phrases import Word
    from reportedly.records import Mention, Source
    from reportedly.stages.extract.noun_phrases import Phrase
    from reportedly.stages.extract.page import Page

    Made = Callable[[Phrase], Actor | None]

PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|got|gets|getting)\s+"
    r"(?:\w+ly\s+|also\s+|then\s+|later\s+|not\s+)*$",
    re.IGNORECASE,
)
_VERB_BEFORE = re.compile(
    r"(?:\b(?:has|have|had|also|then|later|not|be|been|being|was|were|is|are|got|did|will|would|"
    r"could|may|might|who|which|\w+ly)\s+)+$",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:to|will|would|may|might|can|could|did|not)\s+$", re.IGNORECASE)
# "tried to attack": who tried did it, as far as it was done
_TRIED = re.compile(
    r"\b(?:tr(?:ied|ies|ying)|attempt(?:ed|s|ing)?|manag(?:ed|es)|threaten(?:ed|s|ing)?|vow(?:ed|s)|sought|"
    r"beg[au]n|went on|continu(?:ed|es)|plann(?:ed|ing)) to\s+$",
    re.IGNORECASE,
)
_BLAMED = re.compile(r"\s+responsible\b", re.IGNORECASE)  # "held responsible"
_WHERE = re.compile(r"\b(?:in|at|near|inside|outside|of|from)\s+$", re.IGNORECASE)
_WINDOW = 80
_TELLING = ("military", "armed group", "official")


@dataclass
class Roles:
    """Who did it and who or what suffered, in the order found, each once."""

    doers: list[Actor] = field(default_factory=list)
    hit: list[Actor] = field(default_factory=list)


def roles(page: Page, clause: Span) -> Roles:
    """The doers and the suffering of a clause, by its grammar alone."""
    return PhraseReader(page, clause).roles()


def as_actor(who: Party | Source | Actor, as_written: str, span: Span) -> Actor:
    """A known party as an actor, in the words of the page."""
    return Actor(
        as_written=as_written,
        name=who.name,
        id=who.id,
        kind=who.kind,
        side=who.side,
        span=span,
    )


class PhraseReader:
    """One clause, its phrases and what they name."""

    def __init__(self, page: Page, clause: Span) -> None:
        self._page, self._clause = page, clause
        self._text = page.article.field(clause.field)
        self._persons = page.inside("person", clause)
        self._actors = page.inside("actor", clause)
        self._times = [m.span for m in page.inside("time", clause)]
        names = [(m.span.start, m.span.end) for m in (*self._persons, *self.parties())]
        self.row = Row(self._text, clause.start, clause.end, names, self._edges())

    def parties(self) -> Iterator[Mention]:
        """The mentions of parties by name."""
        return (
            m
            for m in self._actors
            if m.value is not None and m.value.name and m.value.kind != "civilians"
        )

    def _edges(self) -> set[int]:
        """Where no phrase goes on: at a time or where someone is told to speak."""
        times = {span.start for span in self._times}
        cues = {
            s.start
            for m in self._page.meeting("attribution", self._clause)
            for s in m.value.cue_spans
        }
        return times | cues

    def roles(self) -> Roles:
        """The doers and the suffering."""
        found = Roles()
        for phrase, is_doer in self.found():
            made = self.doer(phrase) if is_doer else self.hit(phrase)
            kept = found.doers if is_doer else found.hit
            if made and not any(made.span.meets(one.span) for one in (*found.doers, *found.hit)):
                kept.append(made)
        return found

    def found(self) -> Iterator[tuple[Phrase, bool]]:
        """Phrases with whether they did it: all that each pattern gives."""
        for start, end in self._matches(deeds.pattern("from")):
            yield from ((one, True) for one in self._after(start, end) if self._is_party(one))
        yield from self._by_verbs()
        for start, end in self._matches(deeds.pattern("nouns")):
            yield from ((one, False) for one in self._after(start, end))
        for start, _ in self._matches(deeds.pattern("suffer")):
            yield from ((one, False) for one in self._before(start, self.hit))
        for start, _ in self._matches(deeds.pattern("claims")):
            yield from ((one, True) for one in self._before(start, self.doer))
        for start, end in self._matches(deeds.pattern("by")):
            if self._of_deed(start):
                yield from ((one, True) for one in self._after(start, end))
        for start, end in self._matches(deeds.pattern("blamed")):
            yield from ((one, True) for one in self._after(start, end))
        for start, _ in self._matches(deeds.owned()):
            yield from ((one, False) for one in self._before(start, self.hit))

    def _is_party(self, phrase: Phrase) -> bool:
        """Whether a party with a side is named, and no place: "from the Ukrainian side"."""
        span = self.span(phrase)
        party = any(span.meets(m.span) and m.value.side for m in self.parties())
        return party and not self._page.meeting("place", span)

    def _of_deed(self, start: int) -> bool:
        """Whether the words before "by" are of a deed: "murdered by", not "a speech by"."""
        low = max(self._clause.start, start - _WINDOW)
        return bool(deeds.deed().search(self._text, low, start))

    def _matches(self, pattern: Opened) -> Iterator[tuple[int, int]]:
        for match in pattern.finditer(self._text, self._clause.start, self._clause.end):
            yield match.start(), match.end()

    def _after(self, _: int, end: int) -> list[Phrase]:
        phrase = self.row.after(end)
        return self.row.beside(phrase) if phrase else []

    def _before(self, start: int, made: Made) -> list[Phrase]:
        """The first phrase before a verb of which something can be made, with those beside it."""
        return self._first(self.row.before(self._verb_start(start)), made)

    def _first(self, phrases: Iterable[Phrase], made: Made) -> list[Phrase]:
        rows = (self.row.beside_before(one) for one in phrases)
        return next((row for row in rows if any(made(one) for one in row)), [])

    def _verb_start(self, start: int) -> int:
        """Where a verb begins, with its auxiliaries, adverbs and the time told before it."""
        low = max(self._clause.start, start - _WINDOW)
        found = _VERB_BEFORE.search(self._text, low, start)
        if found is not None:
            who = re.search(r"\b(?:who|which)\s", found.group(), re.IGNORECASE)
            start = found.start() + who.end() if who else found.start()
        time = next((t for t in self._times if 0 <= start - t.end <= 1), None)
        return self._verb_start(time.start) if time and time.start > low else start

    def _by_verbs(self) -> Iterator[tuple[Phrase, bool]]:
        for match in deeds.verbs().finditer(self._text, self._clause.start, self._clause.end):
            yield from self._of_verb(match)

    def _of_verb(self, match: re.Match[str]) -> Iterator[tuple[Phrase, bool]]:
        start, end = match.span()
        if _BLAMED.match(self._text, end):
            return
        form = deeds.forms()[match.group().casefold()]
        before = self._text[max(self._clause.start, start - _WINDOW) : start]
        passive = form.past and bool(PASSIVE.search(before))
        if passive or (form.past and self._is_reduced(form, start, end)):
            yield from ((one, False) for one in self._before(start, self.hit))
            return
        if form.passive_only or (form.base and form.is_noun and not _TO.search(before)):
            return
        objects = self._after(start, end)
        yield from ((one, False) for one in objects)
        tried = _TRIED.search(before)
        start -= len(tried.group()) if tried else 0
        if objects and not form.ing and (tried or not _TO.search(before)):
            subject = self.row.subject(self._verb_start(start))
            doers = self._before(start, self.doer) or self._first(subject, self.doer)
            yield from ((one, True) for one in doers)

    def _is_reduced(self, form: deeds.Form, start: int, end: int) -> bool:
        """Whether a participle stands behind what suffered: "peasants killed by", "shot in"."""
        if form.passive_only:
            return False
        after = self._text[end : min(self._clause.end, end + _WINDOW)]
        if re.match(r"\s+(?:\w+\s+){0,2}by\b", after, re.IGNORECASE):
            return True
        loose = form.verb in load("deeds")["objectless"]
        return not loose and self.row.after(end) is None and not self._after(start, end)

    def doer(self, phrase: Phrase) -> Actor | None:
        """The actor of a phrase for armed people, a party, or people who did it."""
        phrase = self.row.whole(phrase)
        span = self.span(phrase)
        mention = next((m for m in self.parties() if span.meets(m.span)), None)
        words = self._page.words(span)
        kind = deeds.kind_of(deeds.doer_nouns(), self.row.words[phrase.first : phrase.head])
        if mention is not None and mention.value.infrastructure is None:
            if mention.value.kind == "media" or self._is_where(mention):
                return None
            if kind is None:  # "Karsovan rockets": the party did it, not what it fired
                span, words = mention.span, mention.text
            return as_actor(mention.value, words, span)
        if kind is None and not self._is_person(phrase):
            return None
        if kind in _TELLING:
            known = identify(words)
            if known is not None and known.side is not None:
                return as_actor(known, words, span)
        return Actor(as_written=words, kind=kind, span=span)

    def _is_where(self, mention: Mention) -> bool:
        """Whether a capital is where it was, not a government: "a mill in Kyiv hit"."""
        return bool(_WHERE.search(self._page.before(mention.span, 12))) and any(
            place.span == mention.span for place in self._page.meeting("place", mention.span)
        )

    def hit(self, phrase: Phrase) -> Actor | None:
        """The actor of a phrase for people or things that suffered."""
        phrase = self.row.whole(phrase)
        span = self.span(phrase)
        words = self._page.words(span)
        row = self.row.words[phrase.first : phrase.head]
        if row[-1].folded in deeds.vague() or self._is_area(row):
            return None
        thing = deeds.kind_of(deeds.thing_nouns(), row)
        if thing is not None:
            return Actor(as_written=words, kind="infrastructure", infrastructure=thing, span=span)
        kind = deeds.kind_of(deeds.people_nouns(), row) or self._titled(phrase)
        party = next(
            (m.value for m in self.parties() if m.span.end == span.end and m.value.side), None
        )
        if (
            kind is None
            and party is None
            and not self._is_person(phrase)
            and not self._is_human(span)
        ):
            return None
        made = Actor(
            as_written=words,
            name=party.name if party else None,
            id=party.id if party else None,
            kind=kind or (party.kind if party else None),
            side=party.side if party else None,
            span=span,
        )
        return made if party else self._by_name(made, phrase)

    def _by_name(self, described: Actor, phrase: Phrase) -> Actor:
        """Somebody told of by what they are, under the name that stands beside: "Orlo, a nun"."""
        many = self.row.words[phrase.head - 1].folded.endswith("s")
        if many or self._is_person(phrase) or described.kind == "armed group":
            return described
        named = next((o for o in self.row.apposed(phrase) if self._is_person(o)), None)
        if named is None:
            return described
        span = self.span(named)
        return replace(described, as_written=self._page.words(span), span=span)

    def _titled(self, phrase: Phrase) -> str | None:
        """What a named person is by the last word of office or work before the name."""
        if not self._is_person(phrase):
            return None
        row = self.row.words[phrase.first : phrase.head]
        kinds = (
            deeds.kind_of(deeds.people_nouns(), row[:end]) for end in range(len(row) - 1, 0, -1)
        )
        return next((kind for kind in kinds if kind), "civilians")

    def _is_human(self, span: Span) -> bool:
        """Whether what is done is done to people alone, and the words are no name of a place."""
        low = max(self._clause.start, span.start - 30)
        high = min(self._clause.end, span.end + 40)
        done = deeds.human().search(self._text, low, span.start) or deeds.was_human().match(
            self._text, span.end, high
        )
        return done is not None and not self._page.meeting("place", span)

    def _is_area(self, row: Sequence[Word]) -> bool:
        """Whether a town or quarter is only where it was."""
        start = row[0].start
        where = _WHERE.search(self._text, max(self._clause.start, start - 12), start)
        return where is not None and row[-1].folded in deeds.areas()

    def _is_person(self, phrase: Phrase) -> bool:
        """Whether the head of a phrase is a person's name."""
        last = self.row.words[phrase.head - 1]
        return any(m.span.start <= last.start and last.end <= m.span.end for m in self._persons)

    def kind(self, phrase: Phrase) -> str | None:
        """What a phrase names, by its last words or by whose name it is: None if nothing known.

        Looked for where it stands: not within another's name, nor in words for a time.
        """
        head = self.row.words[phrase.head - 1]
        if any(t.start <= head.start < t.end for t in self._times):
            return None
        row = self.row.words[phrase.first : phrase.head]
        thing = deeds.kind_of(deeds.thing_nouns(), row)
        if thing is not None:
            return f"thing {thing}"
        if self._is_person(phrase):
            return "person"
        people = deeds.kind_of(deeds.doer_nouns(), row)
        if people is not None:
            return people
        party = next((m.value for m in self.parties() if m.span.end == head.end), None)
        return f"party {party.kind}" if party else None

    def span(self, phrase: Phrase) -> Span:
        """Where a phrase stands."""
        start, end = self.row.spread(phrase)
        return Span(field=self._clause.field, start=start, end=end)
