"""What the tagger says about a text. Every span is code points [start, end) of that text."""

from __future__ import annotations

from dataclasses import dataclass, field

from .told import ToldWords

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Name:
    """A named thing; `kind` is one of `labels.KINDS`, `score` in 0..1."""

    kind: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody (`sources`, may be empty) says, thinks or wants (`cues`) something (`contents`)."""

    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Names and attributions of one text, each in text order; names never overlap.

    `inner` are places and demonyms inside longer names, as Kharkiv in "Kharkiv city council".
    `told`: asks what any stretch of the text tells of.
    """

    names: tuple[Name, ...]
    attributions: tuple[Attribution, ...]
    inner: tuple[Name, ...] = ()
    told: ToldWords = field(default_factory=ToldWords, compare=False)
