"""What sources are called on the screens: an office, an organisation, an outlet, or a witness.

No screen but the article itself names a person: a private one is "a witness", and who speaks for
an office goes by the office, in the words of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from reportedly.records import Source
from reportedly.stages.write.ceilings import WITNESS, Veil, is_private
from reportedly.telling import source_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from reportedly.records import Claim, Decision

_WORD: Final = re.compile(r"[^\W\d_]+")
_AROUND: Final = " ,;:-()"
_SPEAKERS: Final = ("government", "official")


class Names(Veil):
    """The names of the sources of some claims, of whose articles ``persons`` are mentioned.

    ``others``: sources that are of no claim now, and are spoken of all the same.
    """

    def __init__(
        self,
        claims: Iterable[Claim],
        persons: Iterable[str] = (),
        others: Iterable[Source] = (),
    ) -> None:
        told, beside = list(claims), list(others)
        self._persons = frozenset(name.casefold() for name in persons)
        super().__init__(told, self._persons)
        self._cover((s, WITNESS) for s in beside if is_private(s, self._persons))
        sources = [*(claim.source for claim in told if claim.source), *beside]
        named = [s for s in sources if names_person(s, self._persons)]
        self._cover((source, self._office(source, sources)) for source in named)

    def source(self, source: Source | None) -> str:
        """Who says it, with its kind and the chain between."""
        if source and is_private(source, self._persons):
            return WITNESS
        return self.text(source_words(source))

    def _office(self, source: Source, others: Sequence[Source]) -> str:
        """The office of a person, as this claim or another one gives it."""
        same = [source, *(other for other in others if other.name == source.name)]
        given = [words for one in same if (words := office(one))]
        given += [
            other.name
            for other in others
            if source.id and other.id == source.id and other.name
            if not names_person(other, self._persons)
        ]
        who = "official" if source.kind in _SPEAKERS else source.kind or "source"
        return next(iter(given), f"an unnamed {who}")


def sources_in(decisions: Iterable[Decision]) -> Iterator[Source]:
    """The sources that people judged, and those that they put in their place."""
    for decision in decisions:
        for value in (decision.before, decision.after):
            if decision.on.field == "source" and isinstance(value, dict):
                yield msgspec.convert(value, Source)


def names_person(source: Source, persons: Collection[str]) -> bool:
    """Whether a source goes by the name of a person whom its page mentions.

    >>> from reportedly.records import Source, Span
    >>> harrow = Source(as_written="Ms Harrow", name="Harrow", span=Span(start=0, end=9))
    >>> names_person(harrow, ["lena harrow"]), names_person(harrow, ["jonas wick"])
    (True, False)
    """
    words = set(_words(source.name or ""))
    mentioned = [set(_words(person)) for person in persons]
    whole = [person for person in mentioned if len(person) > 1]
    inside = any(words <= person for person in (whole if source.id else mentioned))
    return bool(words) and (inside or any(person <= words for person in whole))


def office(source: Source) -> str | None:
    """The office of a person who is named, in the words of the page; None if it gives none.

    >>> from reportedly.records import Source, Span
    >>> office(Source(as_written="the city's mayor, Lena Harrow", name="Lena Harrow",
    ...     span=Span(start=0, end=29)))
    "the city's mayor"
    """
    if not source.name or source.name not in source.as_written:
        return None
    rest = source.as_written.replace(source.name, "").strip(_AROUND)
    plain = [w for w in _words(rest) if w not in ("the", "a", "an", "mr", "mrs", "ms", "dr")]
    return rest if plain else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
