"""Article -> mentions: everything an article names, each with its span and value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.records import (
    Article,
    Attribution,
    Count,
    Field,
    Mention,
    MentionKind,
    Model,
    Span,
    stable_id,
)
from reportedly.stages.detect.actors import actors, targets
from reportedly.stages.detect.attributions import attributions
from reportedly.stages.detect.channels import channels
from reportedly.stages.detect.counts import counts
from reportedly.stages.detect.evidence import evidence
from reportedly.stages.detect.places import places
from reportedly.stages.detect.times import times
from reportedly.stages.detect.weapons import weapons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.gazetteer import Gazetteer
    from reportedly.model import Name, Reading


_SPEAKERS = frozenset({"place", "demonym", "organisation", "person"})


def detect(
    article: Article, readings: Sequence[tuple[Field, Reading]], gazetteer: Gazetteer
) -> list[Mention]:
    """Every mention of an article, in reading order, title first.

    ``readings``: what the tagger read in the title and in the text.
    """
    found = places(article, [(f, n) for f, r in readings for n in (*r.names, *r.inner)], gazetteer)
    for field, reading in readings:
        text = article.field(field)
        for kind, span, value in _valued(article, field, text, reading):
            found.append(_mention(article, kind, span, text, value))
    once = {m.id: m for m in reversed(found)}  # two detectors may name one span: the first stays
    return sorted(
        once.values(), key=lambda m: (m.span.field != "title", m.span.start, m.span.end, m.kind)
    )


def _valued(
    article: Article, field: Field, text: str, reading: Reading
) -> Iterable[tuple[MentionKind, Span, Model | None]]:
    for span, weapon in weapons(text, field):
        yield "weapon", span, weapon
    for span, count in counts(text, field):
        yield "count", span, count
    for span, time in times(text, field, article.published):
        yield "time", span, time
    for span, actor in [*actors(text, field, reading.names), *targets(text, field)]:
        yield "actor", span, actor
    for span, channel in channels(text, field, article.posts if field == "text" else ()):
        yield "channel", span, channel
    for span, kind in evidence(text, field):
        yield "evidence", span, kind
    for name in reading.names:
        if name.kind == "person":
            yield "person", Span(field=field, start=name.start, end=name.end), None
    for spoken in attributions(text, field, reading.attributions, speakers(text, reading.names)):
        yield "attribution", _cover(spoken.content_spans), spoken


def speakers(text: str, names: Iterable[Name]) -> list[tuple[int, int]]:
    """Spans of the names that can speak: of places, peoples, organisations and persons."""
    return [_one_line(text, n) for n in names if n.kind in _SPEAKERS]


def _one_line(text: str, name: Name) -> tuple[int, int]:
    """A name's span; of a name that crosses a line break, which the tagger joined, a line of it."""
    start, lines = name.start, []
    for line in text[name.start : name.end].split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return max(lines, key=lambda span: span[1] - span[0])


def _cover(spans: Sequence[Span]) -> Span:
    return Span(
        field=spans[0].field, start=min(s.start for s in spans), end=max(s.end for s in spans)
    )


def _besides(value: Model | None) -> list[int | str]:
    """What tells mentions of one kind and span apart: cues, or what befell the same people."""
    if isinstance(value, Count):
        return [value.what]
    return [c.start for c in value.cue_spans] if isinstance(value, Attribution) else []


def _mention(
    article: Article, kind: MentionKind, span: Span, text: str, value: Model | None
) -> Mention:
    return Mention(
        id=stable_id("m", article.id, kind, span.field, span.start, span.end, *_besides(value)),
        article_id=article.id,
        kind=kind,
        span=span,
        text=span.cut(text),
        value=value,
    )
