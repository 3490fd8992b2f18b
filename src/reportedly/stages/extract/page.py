"""An article laid out for extraction: its sentences, and its mentions by kind and place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from reportedly.records import Article, Field, Mention, MentionKind, Span
from reportedly.sentences import sentences as split_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.model import Reading, Told


@dataclass(frozen=True)
class Sentence:
    """One sentence of the title or the text; ``index`` counts from 0 over both, title first."""

    span: Span
    words: str
    index: int
    paragraph: int


@dataclass(frozen=True)
class Page:
    """An article with its mentions, ready to be asked what lies where.

    ``readings``: what the tagger reads in each field, where it read one.
    """

    article: Article
    mentions: tuple[Mention, ...]
    readings: Mapping[Field, Reading] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Title sentences first, then the text's, in reading order."""
        return tuple(_numbered(self.article))

    @cached_property
    def _by_kind(self) -> dict[str, list[Mention]]:
        kinds: dict[str, list[Mention]] = defaultdict(list)
        for mention in sorted(self.mentions, key=_place):
            kinds[mention.kind].append(mention)
        return kinds

    @cached_property
    def _places(self) -> dict[str, list[tuple[Field, int]]]:
        """Where the mentions of each kind start."""
        kinds = {kind: list(map(_place, some)) for kind, some in self._by_kind.items()}
        return defaultdict(list, kinds)

    @cached_property
    def country(self) -> str | None:
        """The country in which most of the page's places lie (ISO 3166-1), if any stands out."""
        inside = [
            m.value.country
            for m in self.of_kind("place")
            if m.value is not None and m.value.use is None and m.value.precision != "country"
        ]
        ranked = Counter(c for c in inside if c).most_common(2)
        tied = len(ranked) > 1 and ranked[0][1] == ranked[1][1]
        return None if not ranked or tied else ranked[0][0]

    def of_kind(self, kind: MentionKind) -> Sequence[Mention]:
        """Every mention of a kind, in order."""
        return self._by_kind[kind]

    def inside(self, kind: MentionKind, span: Span) -> list[Mention]:
        """The mentions of a kind that lie wholly inside a span, in order."""
        return [m for m in self._from(kind, span) if span.holds(m.span)]

    def meeting(self, kind: MentionKind, span: Span) -> list[Mention]:
        """The mentions of a kind that share a character with a span, in order."""
        return [m for m in self._from(kind, span, _LONGEST) if span.meets(m.span)]

    def _from(self, kind: MentionKind, span: Span, reach: int = 0) -> Sequence[Mention]:
        """The mentions that start in a span, or up to ``reach`` before it: found by bisection."""
        mentions, places = self._by_kind[kind], self._places[kind]
        first = bisect_left(places, (span.field, span.start - reach))
        return mentions[first : bisect_left(places, (span.field, span.end), first)]

    def told_over(self, span: Span) -> Told | None:
        """What the tagger reads in a span, if it read the field."""
        reading = self.readings.get(span.field)
        return None if reading is None else reading.told.over(span.start, span.end)

    def words(self, span: Span) -> str:
        """The words under a span."""
        return self.article.cut(span)

    def before(self, span: Span, length: int) -> str:
        """Up to ``length`` characters before a span, lower-cased."""
        text = self.article.field(span.field)
        return text[max(0, span.start - length) : span.start].casefold()

    def after(self, span: Span, length: int) -> str:
        """Up to ``length`` characters after a span, lower-cased."""
        return self.article.field(span.field)[span.end : span.end + length].casefold()

    def paragraph(self, span: Span) -> Span:
        """The paragraph in which a span begins."""
        within = [s for s in self.sentences if s.span.field == span.field]
        at = next((s for s in reversed(within) if s.span.start <= span.start), None)
        own = [s.span for s in within if at and s.paragraph == at.paragraph]
        if not own:
            return span
        return Span(field=span.field, start=own[0].start, end=own[-1].end)

    def previous(self, sentence: Sentence, count: int) -> list[Sentence]:
        """Up to ``count`` sentences of the text before this one, the nearest first."""
        found = self.sentences[max(0, sentence.index - count) : sentence.index]
        return [s for s in reversed(found) if s.span.field == sentence.span.field]


_LONGEST = 20_000  # characters: no mention is longer (a quotation, at most)


def _place(mention: Mention) -> tuple[Field, int]:
    """Where a mention starts, for ordering."""
    return mention.span.field, mention.span.start


def _numbered(article: Article) -> list[Sentence]:
    found: list[Sentence] = []
    fields: tuple[Field, ...] = ("title", "text")
    for name in fields:
        text = article.field(name)
        paragraph = last = 0
        for start, end in split_sentences(text):
            paragraph += "\n" in text[last:start]
            last = end
            span = Span(field=name, start=start, end=end)
            found.append(Sentence(span, text[start:end], len(found), paragraph))
    return found


def gap(a: Span, b: Span) -> int:
    """Characters between two spans of a field; 0 where they touch or meet."""
    return max(0, max(a.start, b.start) - min(a.end, b.end))
