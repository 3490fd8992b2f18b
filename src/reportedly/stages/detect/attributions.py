"""Who says what by which words: the tagger's attributions, and rules for what it missed.

The tagger reads most of it. Rules (attribution_rules.py, attribution_phrases.py) add plain forms
that it missed, attribution_sources.py names who a pronoun or a message stands for, and governments
that say the same as another are sources as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reportedly.records import Attribution, Field, Span
from reportedly.sentences import sentences
from reportedly.stages.detect.attribution_offices import with_office
from reportedly.stages.detect.attribution_phrases import chorus, headline, phrases
from reportedly.stages.detect.attribution_rules import spoken
from reportedly.stages.detect.attribution_sources import settled
from reportedly.stages.detect.attribution_tails import tailed
from reportedly.stages.detect.attribution_words import (
    LIST,
    Found,
    Pair,
    is_voice,
    names_in,
    overlap,
    people,
    personal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.model import Attribution as Spoken

_ELSEWHERE = 200  # characters: a source so far from its cue is another sentence's
_SHORT = 3  # characters: so short a source is an article unless it is known to be more
_LEAST = 10  # characters: less is no content
_ROW = 60  # characters beside a name in which its row can stand
_LISTED = re.compile(LIST)
_PARAGRAPH = re.compile(r"[.!?:”\"»)]\s*\n\s*")
_CLOSING = ("”", '"', "»")
_FAR = 20  # characters: a source so much nearer to a cue is the cue's own


def attributions(
    text: str, field: Field, tagged: Iterable[Spoken], names: Sequence[Pair]
) -> list[Attribution]:
    """Every attribution of a text. ``names``: spans of names, which can be sources."""
    whole = sentences(text)
    near = _Names(names)
    rules = _by_rules(text, field, whole, near)
    at_cue = _by_place(rules)
    read = [a for a in tagged if a.contents and _are_words(text, a.sources, near)]
    kept = [a for a in read if not _overruled(a, at_cue)]
    records = [
        _record(field, _settled(text, a.sources, near), a.cues, _in_paragraph(text, a))
        for a in kept
    ]
    found = [a for a in records if a.source_spans]
    told = [s for a in found for s in a.content_spans]
    found += _unknown_to(len(text), found, [r for r in rules if _adds(text, r, told)], field)
    found += _joining(text, field, whole, found)
    cues = _marked(len(text), (s for a in found for s in a.cue_spans))
    nobody = [a for a in records if not a.source_spans]
    return found + [a for a in nobody if not any(_meets(cues, s) for s in a.cue_spans)]


# ---------------------------------------------------------------- rules beside the tagger


class _Names:
    """Spans of names in order, to be asked for those inside a stretch."""

    def __init__(self, names: Sequence[Pair]) -> None:
        self._names = sorted(names)
        self._starts = [n[0] for n in self._names]

    def inside(self, start: int, end: int) -> list[Pair]:
        low, high = bisect_left(self._starts, start), bisect_right(self._starts, end)
        return [n for n in self._names[low:high] if n[1] <= end]


def _by_rules(text: str, field: Field, whole: Sequence[Pair], names: _Names) -> list[Found]:
    found = list(headline(text, names.inside(0, len(text)))) if field == "title" else []
    for start, end in whole:
        inside = names.inside(start, end)
        found += spoken(text, start, end, tuple(inside))
        found += phrases(text, (start, end), inside)
        found += tailed(text, (start, end))
    return [f for f in (_own(text, one, names) for one in found) if f is not None]


def _own(text: str, found: Found, names: _Names) -> Found | None:
    """A rule's find with the words that name its source."""
    source = _settle(text, found.source, names)
    return Found(source, found.cue, found.contents) if source else None


def _settle(text: str, source: Pair, names: _Names) -> Pair | None:
    return settled(text, source, names.inside(max(0, source[0] - 200), source[1] + _ROW))


def _settled(text: str, sources: Sequence[Pair], names: _Names) -> list[Pair]:
    found = [with_office(text, _row(text, source)) for source in sources]
    return [own for source in found if (own := _settle(text, source, names))]


def _row(text: str, source: Pair) -> Pair:
    """The whole row of governments of which the tagger took a part: "Paris and Rome condemned"."""
    floor = max(0, source[0] - _ROW)
    for match in _LISTED.finditer(text, floor, min(len(text), source[1] + _ROW)):
        held = match.start() <= source[0] and source[1] <= match.end()
        if held and all(is_voice(text[a:b]) for a, b in names_in(text, *match.span())):
            return match.span()
    return source


def _in_paragraph(text: str, tagged: Spoken) -> list[Pair]:
    """What the tagger read as said, without the paragraphs beside that of the words for it."""
    if not tagged.cues:
        return list(tagged.contents)
    cue = tagged.cues[0]
    floor = min(cue[0], *(start for start, _ in tagged.contents))
    before = [m.end() for m in _PARAGRAPH.finditer(text, floor, cue[0])]
    after = _PARAGRAPH.search(text, cue[1])
    own = before[-1] if before else floor, after.start() + 1 if after else len(text)
    return [_clipped(text, content, own) for content in tagged.contents]


def _clipped(text: str, content: Pair, own: Pair) -> Pair:
    """A stretch cut to a paragraph that it shares; a quotation of several is left whole."""
    said = text[slice(*content)]
    if "\n" not in said or not overlap(content, own) or said.strip()[-1:] in _CLOSING:
        return content
    start, end = max(content[0], own[0]), min(content[1], own[1])
    return (start, end) if end - start >= _LEAST else content


def _by_place(rules: Iterable[Found]) -> dict[int, list[Found]]:
    """The rules' finds by the thousand characters in which their cue begins."""
    placed: dict[int, list[Found]] = {}
    for rule in rules:
        placed.setdefault(rule.cue[0] // 1000, []).append(rule)
    return placed


def _overruled(tagged: Spoken, at_cue: dict[int, list[Found]]) -> bool:
    """Whether a rule names a source by a cue for which the tagger went elsewhere."""
    cells = {at // 1000 for cue in tagged.cues for at in (cue[0] - 100, *cue)}
    return any(_nearer(rule, tagged) for cell in sorted(cells) for rule in at_cue.get(cell, ()))


def _nearer(rule: Found, tagged: Spoken) -> bool:
    """Whether a rule names a source right after a cue for which the tagger went elsewhere."""
    if not any(overlap(rule.cue, cue) for cue in tagged.cues):
        return False
    gap = min((_gap(source, rule.cue) for source in tagged.sources), default=_ELSEWHERE)
    if rule.source[0] < rule.cue[1] or any(overlap(rule.source, s) for s in tagged.sources):
        return gap >= _ELSEWHERE
    beyond = all(s[0] >= rule.source[1] for s in tagged.sources)
    own = _gap(rule.source, rule.cue)
    return gap >= _ELSEWHERE or own + _FAR < gap or (beyond and own <= 1)


def _gap(a: Pair, b: Pair) -> int:
    return max(0, max(a[0], b[0]) - min(a[1], b[1]))


def _unknown_to(
    size: int, found: Sequence[Attribution], rules: Iterable[Found], field: Field
) -> list[Attribution]:
    """What the rules found where the tagger saw neither the cue nor it as a source."""
    taken = _marked(size, (s for a in found for s in (*a.cue_spans, *a.source_spans)))
    fresh = []
    for rule in rules:
        record = _record(field, [rule.source], [rule.cue], rule.contents)
        if not _meets(taken, record.cue_spans[0]):
            fresh.append(record)
            _mark(taken, record.cue_spans[0])
    return fresh


def _adds(text: str, rule: Found, told: Sequence[Span]) -> bool:
    """Whether a rule tells of words that the tagger gave to nobody, or of a government's."""
    if any(is_voice(text[a:b]) for a, b in names_in(text, *rule.source)):
        return True
    taken = sum(_shared(content, span) for content in (rule.cue, *rule.contents) for span in told)
    return 2 * taken < sum(end - start for start, end in (rule.cue, *rule.contents))


def _shared(pair: Pair, span: Span) -> int:
    return max(0, min(pair[1], span.end) - max(pair[0], span.start))


# ---------------------------------------------------------------- governments that join in


def _joining(
    text: str, field: Field, whole: Sequence[Pair], found: Sequence[Attribution]
) -> list[Attribution]:
    """Governments that say what another says in the same sentence, or in the one before."""
    starts = [s for s, _ in whole]
    known = _marked(len(text), (s for a in found for s in a.source_spans))
    joined = []
    for at, one in _speaking(text, starts, found).items():
        for sentence in whole[at : at + 2]:
            for more in chorus(text, field, sentence, one):
                sources = tuple(s for s in more.source_spans if not _meets(known, s))
                if sources and not any(_overlaps(more.cue_spans, a) for a in (one,)):
                    joined.append(_with_sources(more, sources))
                    for span in sources:
                        _mark(known, span)
    return joined


def _speaking(
    text: str, starts: Sequence[int], found: Iterable[Attribution]
) -> dict[int, Attribution]:
    """The first attribution to a government in each sentence, by the sentence's number."""
    spoken_in: dict[int, Attribution] = {}
    for one in sorted(found, key=lambda a: a.source_spans[0].start):
        span = one.source_spans[0]
        if any(is_voice(text[a:b]) for a, b in names_in(text, span.start, span.end)):
            spoken_in.setdefault(max(0, bisect_right(starts, span.start) - 1), one)
    return spoken_in


def _overlaps(cues: Iterable[Span], one: Attribution) -> bool:
    return any(cue.meets(s) for cue in cues for s in one.source_spans)


def _with_sources(one: Attribution, sources: tuple[Span, ...]) -> Attribution:
    return Attribution(
        source_spans=sources, cue_spans=one.cue_spans, content_spans=one.content_spans
    )


# ---------------------------------------------------------------- spans


def _marked(size: int, spans: Iterable[Span]) -> bytearray:
    """One byte a character, 1 where a span lies: what is asked often stays fast."""
    marks = bytearray(size)
    for span in spans:
        _mark(marks, span)
    return marks


def _mark(marks: bytearray, span: Span) -> None:
    marks[span.start : span.end] = b"\x01" * (span.end - span.start)


def _meets(marks: bytearray, span: Span) -> bool:
    return marks.find(1, span.start, span.end) >= 0


def _are_words(text: str, pairs: Sequence[Pair], names: _Names) -> bool:
    """Whether spans hold more than an article or a preposition; no span at all is whole."""
    return not pairs or any(
        e - s > _SHORT
        or text[s:e].isupper()
        or text[s:e].casefold() in people() | personal()
        or names.inside(s, e)
        for s, e in pairs
    )


def _record(
    field: Field, sources: Sequence[Pair], cues: Sequence[Pair], contents: Sequence[Pair]
) -> Attribution:
    def spans(pairs: Sequence[Pair]) -> tuple[Span, ...]:
        return tuple(Span(field=field, start=s, end=e) for s, e in pairs)

    return Attribution(
        source_spans=spans(sources), cue_spans=spans(cues), content_spans=spans(contents)
    )
