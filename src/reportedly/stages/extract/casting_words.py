"""The phrases of a page that may play a part in a happening, and what speaks for each.

Candidates are phrases for people, armed people, parties and things, and weapons, in a telling's
sentence and in those beside it that tell of nothing else. What speaks for one are words: of the
phrase, around it, of the verb before and behind it, of the telling, and whether the rules chose it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from reportedly.records import Actor, Weapon
from reportedly.stages.extract import deeds
from reportedly.stages.extract.page import gap
from reportedly.stages.extract.roles import PASSIVE, PhraseReader, Roles
from reportedly.stages.extract.triggers import ACLED_TYPES, TYPE_OF

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from reportedly.records import Mention, Span
    from reportedly.stages.extract.noun_phrases import Phrase
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.tellings import Telling

Part = Literal["doer", "victim", "thing", "weapon"]
PARTS: Final[tuple[Part, ...]] = ("doer", "victim", "thing", "weapon")

FIELDS: Final[dict[Part, str]] = {
    "doer": "actors",
    "victim": "targets",
    "thing": "targets",
    "weapon": "weapons",
}
"""The field of a telling that holds those who play a part."""

_REACH = 2  # sentences beside a telling's own in which its fillers may stand
_BESIDE = 60  # characters over which the word before a phrase goes with a verb
_OFTEN = 3
_LATE = 9  # sentences of a page that open it
_NEAR = (6, 25, 60)  # characters to a verb or a trigger, from next to it to far
_VIOLENT = ("Explosions/Remote violence", "Violence against civilians")
_WAR = ("Armed clash", "Air/drone strike", "Shelling/artillery/missile attack")
# what the labels are of: attacks, bombings and kidnappings, and what of war hits civilians
_JUDGED = frozenset(
    {
        *ACLED_TYPES["Violence against civilians"],
        *ACLED_TYPES["Explosions/Remote violence"],
        "Armed clash",
        "Looting/property destruction",
    }
)


@dataclass(frozen=True)
class Candidate:
    """What may fill a part of a telling, by its number, with what speaks for it."""

    telling: int
    part: Part
    value: Actor | Weapon
    signs: Sequence[str]


def candidates(page: Page, tellings: Sequence[Telling]) -> list[Candidate]:
    """Every candidate of the tellings that are judged, sentence by sentence."""
    scenes = [
        _Scene(page, sentence, tellings, numbers, far)
        for sentence, numbers, far in _scenes(page, tellings)
    ]
    found = [(scene, list(scene.phrases())) for scene in scenes]
    heads = Counter(one.head for _, phrases in found for one in phrases)
    again = _Again(heads, _chosen_heads(tellings))
    return [made for scene, phrases in found for made in scene.candidates(phrases, again)]


def is_judged(telling: Telling) -> bool:
    """Whether a telling is of a kind of happening that the weights were learnt from."""
    return telling.sub_type in _JUDGED


def is_war(telling: Telling) -> bool:
    """Whether armies may do it to each other: the labels hold few, so nobody is left out."""
    return telling.sub_type in _WAR


def _scenes(
    page: Page, tellings: Sequence[Telling]
) -> Iterator[tuple[Sentence, Sequence[int], int]]:
    """Sentences with the tellings that they can belong to, and how many sentences apart."""
    own: dict[int, list[int]] = {}
    for number, telling in enumerate(tellings):
        own.setdefault(telling.sentence.index, []).append(number)
    for sentence in page.sentences if any(map(is_judged, tellings)) else ():
        near = [at for at in own if abs(at - sentence.index) <= _REACH]
        near = [at for at in near if page.sentences[at].span.field == sentence.span.field]
        if near:
            at = min(near, key=lambda at: (abs(at - sentence.index), at > sentence.index))
            if any(is_judged(tellings[number]) for number in own[at]):
                yield sentence, own[at], sentence.index - at


def _chosen_heads(tellings: Sequence[Telling]) -> dict[str, set[str]]:
    """The last words of what the rules chose for each part, anywhere on the page."""
    return {
        "doer": {_last(a.as_written) for t in tellings for a in t.actors},
        "hit": {_last(a.as_written) for t in tellings for a in t.targets},
        "weapon": {_last(w.as_written) for t in tellings for w in t.weapons},
    }


def _last(words: str) -> str:
    return words.rpartition(" ")[2].casefold()


@dataclass(frozen=True)
class _Again:
    """How often a page names each head, and which the rules chose for what anywhere on it."""

    heads: Counter[str]
    chosen: dict[str, set[str]]

    def signs(self, head: str) -> Iterator[str]:
        """What speaks for the head of a phrase."""
        often = self.heads[head]
        yield f"named {often if often < _OFTEN else 'often'}"
        yield from (f"chosen {part}" for part, heads in self.chosen.items() if head in heads)


@dataclass(frozen=True)
class _Named:
    """A phrase, or the words of a weapon: where, by which words of the row, what it is."""

    span: Span
    first: int
    head_end: int
    last: int
    head: str
    kind: str
    phrase: Phrase | None = None
    weapon: Weapon | None = None

    @property
    def is_name(self) -> bool:
        """Whether its words are somebody's name, from which nothing is to be learnt."""
        return self.kind.startswith(("person", "party"))


@dataclass(frozen=True)
class _Verb:
    """A form of a verb of a deed, where it stands."""

    start: int
    end: int
    name: str
    voice: str


@dataclass
class _Scene:
    """One sentence, the tellings that it can belong to, and how far it is from theirs."""

    page: Page
    sentence: Sentence
    tellings: Sequence[Telling]
    numbers: Sequence[int]
    far: int
    reader: PhraseReader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = PhraseReader(self.page, self.sentence.span)

    @cached_property
    def verbs(self) -> list[_Verb]:
        """The verbs of deeds in the sentence, each with its voice."""
        span = self.sentence.span
        text = self.page.article.field(span.field)
        found = deeds.verbs().finditer(text, span.start, span.end)
        return [_verb(text, match, span.start) for match in found]

    def phrases(self) -> Iterator[_Named]:
        """The phrases of the sentence that name people, parties, things or weapons."""
        row = self.reader.row
        for phrase in row.phrases():
            kind = self.reader.kind(phrase)
            if kind:
                head = row.words[phrase.head - 1]
                span = self.reader.span(phrase)
                yield _Named(
                    span, phrase.first, phrase.head, phrase.last, head.folded, kind, phrase=phrase
                )
        for mention in self.page.inside("weapon", self.sentence.span):
            yield self._weapon(mention)

    @cached_property
    def roles(self) -> Roles:
        """Who does it and who suffers by the grammar of the whole sentence."""
        return self.reader.roles()

    def _weapon(self, mention: Mention) -> _Named:
        row, span = self.reader.row, mention.span
        first, last = row.at(span.start), row.at(span.end)
        weapon = mention.value
        head, kind = _last(weapon.as_written), f"weapon {weapon.class_}"
        return _Named(span, first, last, last, head, kind, weapon=weapon)

    def candidates(self, phrases: Sequence[_Named], again: _Again) -> Iterator[Candidate]:
        """What each phrase may be, and what the rules chose that is no phrase of its own."""
        made = [one for phrase in phrases for one in self._parts(phrase, again)]
        yield from made
        for number, name, filler in self._chosen():
            spans = (c.value.span for c in made if c.telling == number and FIELDS[c.part] == name)
            if not any(filler.span.meets(span) for span in spans):
                signs = self._signs(self._named(filler), number, again)
                yield Candidate(number, _part(name, filler), filler, tuple(signs))

    def _parts(self, one: _Named, again: _Again) -> Iterator[Candidate]:
        """What a phrase may be in the telling that it belongs to."""
        number = min(self.numbers, key=lambda n: self._apart(self.tellings[n], one.span))
        if not is_judged(self.tellings[number]):
            return
        fillers = [(name, filler) for name, filler in self._fillers(one) if filler is not None]
        signs = tuple(self._signs(one, number, again)) if fillers else ()
        for name, filler in fillers:
            yield Candidate(number, _part(name, filler), filler, signs)

    def _fillers(self, one: _Named) -> Iterator[tuple[str, Actor | Weapon | None]]:
        """What a phrase would be in each field of a telling."""
        yield "weapons", one.weapon
        if one.phrase is not None:
            yield "actors", self.reader.doer(one.phrase)
            yield "targets", self.reader.hit(one.phrase)

    def _chosen(self) -> Iterator[tuple[int, str, Actor | Weapon]]:
        """What the rules chose out of this sentence for any telling that is judged."""
        for number, telling in enumerate(self.tellings):
            for name in ("actors", "targets", "weapons") if is_judged(telling) else ():
                for filler in getattr(telling, name):
                    if self.sentence.span.holds(filler.span):
                        yield number, name, filler

    def _named(self, filler: Actor | Weapon) -> _Named:
        """What the rules chose and no phrase is cut to."""
        row, span = self.reader.row, filler.span
        first, last = row.at(span.start), max(row.at(span.start) + 1, row.at(span.end))
        kind = f"chosen {filler.kind}" if isinstance(filler, Actor) else f"weapon {filler.class_}"
        return _Named(span, first, last, last, _last(filler.as_written), kind)

    @staticmethod
    def _apart(telling: Telling, span: Span) -> tuple[bool, int]:
        return not telling.span.holds(span), gap(telling.trigger.span, span)

    def _signs(self, one: _Named, number: int, again: _Again) -> Iterator[str]:
        """What speaks for a phrase or against it, in words."""
        telling = self.tellings[number]
        yield from again.signs(one.head)
        yield from self._own(one)
        yield from self._around(one)
        yield from self._of_verbs(one)
        yield from self._of_telling(one, telling)

    def _own(self, one: _Named) -> Iterator[str]:
        """By the phrase itself."""
        row = self.reader.row
        yield f"kind {one.kind}"
        if not one.is_name:
            yield f"head {one.head}"
            yield from (f"word {w.folded}" for w in row.words[one.first : one.head_end - 1][-3:])
        if one.last > one.head_end:
            yield f"of {row.words[one.last - 1].folded}"
        party = next((m.value for m in self.reader.parties() if m.span.meets(one.span)), None)
        if party:
            yield f"party {party.kind}"
        yield from {f"count {m.value.what}" for m in self.page.meeting("count", one.span)}
        if self.page.meeting("place", one.span):
            yield "place"
        if any(span.meets(one.span) for span in self.sources):
            yield "speaks"

    @cached_property
    def sources(self) -> list[Span]:
        """Who is told to speak in the sentence."""
        told = self.page.meeting("attribution", self.sentence.span)
        return [span for m in told for span in m.value.source_spans]

    def _around(self, one: _Named) -> Iterator[str]:
        """By the two words and the marks before and behind it."""
        row = self.reader.row
        before, before_that = row.word(one.first - 1), row.word(one.first - 2)
        after, after_that = row.word(one.last), row.word(one.last + 1)
        yield f"before {before}"
        yield f"before {before_that} {before}"
        yield f"before {before}: {one.kind}"
        yield f"after {after}"
        yield f"after {after} {after_that}"
        yield f"mark {row.mark(one.first)[:2]}"
        yield f"mark behind {row.mark(one.last)[:2]}"

    def _of_verbs(self, one: _Named) -> Iterator[str]:
        """By the verbs of deeds before and behind it."""
        start, end = one.span.start, self.reader.row.words[one.head_end - 1].end
        before = next((v for v in reversed(self.verbs) if v.end <= start), None)
        behind = next((v for v in self.verbs if v.start >= end), None)
        yield from self._of_verb("done", before, start - before.end if before else 0, one)
        yield from self._of_verb("does", behind, behind.start - one.span.end if behind else 0, one)

    def _of_verb(self, side: str, verb: _Verb | None, apart: int, one: _Named) -> Iterator[str]:
        if verb is None:
            yield f"{side} nothing"
            return
        near = _near(apart)
        yield f"{side} {verb.name} {verb.voice} {near}"
        yield f"{side} {verb.voice} {near}: {one.kind}"
        if apart <= _BESIDE:
            before = self.reader.row.word(one.first - 1)
            yield f"{side} {verb.name} {verb.voice}, {before}"

    def _of_telling(self, one: _Named, telling: Telling) -> Iterator[str]:
        """By the telling, what the rules chose for it, and what the tagger reads."""
        yield f"far {self.far}: {one.kind}"
        yield f"{telling.sub_type}: {one.kind}"
        yield telling.modality
        if self.far == 0:
            yield from self._beside_trigger(one, telling)
        else:
            yield from _met("grammar", one, doer=self.roles.doers, hit=self.roles.hit)
        yield from _met("rule", one, doer=telling.actors, hit=telling.targets)
        yield from _met("rule", one, weapon=telling.weapons)
        yield from (f"{told}: {one.kind}" for told in self.told)
        yield from self.told

    @staticmethod
    def _beside_trigger(one: _Named, telling: Telling) -> Iterator[str]:
        """By where it stands to the words that tell of the happening."""
        side = "before" if one.span.end <= telling.trigger.span.start else "behind"
        near = _near(gap(one.span, telling.trigger.span))
        yield f"{side} {telling.trigger.words.casefold()}"
        yield f"{side} it {near}: {one.kind}"
        yield f"inside {telling.span.holds(one.span)}"

    @cached_property
    def told(self) -> list[str]:
        """What the tagger reads in the sentence, and whether the page opens with it."""
        at = self.sentence.index
        place = "title" if self.sentence.span.field == "title" else str(at // 3)
        opens = [f"sentence {place if at < _LATE else 'later'}"]
        read = self.page.told_over(self.sentence.span)
        if read is None:
            return opens
        kind = max(read.kinds, key=lambda one: read.kinds[one])
        violence = sum(p for one, p in read.kinds.items() if TYPE_OF.get(one) in _VIOLENT)
        return [*opens, f"told {kind}", f"violence {int(violence * 5)}"]


def _met(who: str, one: _Named, **parts: Sequence[Actor | Weapon]) -> Iterator[str]:
    """For which parts somebody chose the words."""
    for part, fillers in parts.items():
        if any(filler.span.meets(one.span) for filler in fillers):
            yield f"{who} {part}"


def _part(name: str, filler: Actor | Weapon) -> Part:
    """The part of what stands in a field of a telling."""
    if isinstance(filler, Weapon):
        return "weapon"
    if name == "actors":
        return "doer"
    return "thing" if filler.infrastructure else "victim"


def _near(apart: int) -> int:
    """How near, 0 for next to it."""
    return sum(apart > one for one in _NEAR)


def _verb(text: str, match: re.Match[str], low: int) -> _Verb:
    """A verb with its voice: "kill", "passive"."""
    form = deeds.forms()[match.group().casefold()]
    voice = "doing" if form.ing else "noun" if form.is_noun else "base"
    if form.past:
        passive = PASSIVE.search(text[max(low, match.start() - 40) : match.start()])
        voice = "passive" if passive else "past"
    return _Verb(match.start(), match.end(), form.verb, voice)
