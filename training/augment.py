"""Noise that news of a war meets, put into training texts with their labels kept.

Every noise is a list of edits of the text; `apply_edits` moves the labels along. Letter case is
not among them: the encoder's vocabulary is lower-cased, so case never reaches it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .gold import Claim, Document, Span

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from .lexicon import Lexicon

_ARTICLE = re.compile(r"\b(?:the|a|an) ", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?<= )(?:in|on|at|of|to|from|by|for|with)(?= )")
_PREPOSITIONS = ("in", "on", "at", "of", "to", "from", "by", "for", "with")
_GLUE = re.compile(r"(?<=[A-Za-z]) (?=(?:has|was|is|said|and|in|on|of|the|to)\b)")
_QUOTES = re.compile(r"[“”\"«»]")
_QUOTE_STYLES = ("''", "``", '"', "")
_TO_CYRILLIC = str.maketrans("ABCEHIKMOPSTXYNRU", "АВСЕНІКМОРСТХУНРУ")
_SWAPPED_KINDS = frozenset({"place", "person", "organisation", "weapon", "platform", "demonym"})
_LONG_PHRASE = 25
_PLAIN_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace [start, end) of a text by `new`."""

    start: int
    end: int
    new: str


def augment(document: Document, lexicon: Lexicon, rng: random.Random) -> Document:
    """A noisy copy of `document`; about half of the copies come back unchanged."""
    noises: list[tuple[float, Callable[[Document], list[Edit]]]] = [
        (0.30, lambda d: _swap_names(d, lexicon, rng)),
        (0.12, lambda d: _look_alikes(d, rng)),
        (0.12, lambda d: _drop(_ARTICLE, d, rng, 0.4)),
        (0.08, lambda d: _wrong_prepositions(d, rng)),
        (0.08, lambda d: _drop(_GLUE, d, rng, 0.03)),
        (0.12, lambda d: _odd_quotes(d, rng)),
    ]
    for chance, noise in noises:
        if rng.random() < chance:
            document = apply_edits(document, noise(document))
    return document


def _swap_names(document: Document, lexicon: Lexicon, rng: random.Random) -> list[Edit]:
    """Put names of other countries in place of some; one name gets one stand-in a text."""
    share = rng.choice((0.2, 0.5, 0.9))
    chosen: dict[tuple[str, str], str | None] = {}
    edits = []
    for span in _swappable(document):
        old = document.text[span.start : span.end]
        key = (span.kind, old)
        if key not in chosen:
            chosen[key] = _stand_in(span, old, lexicon, rng) if rng.random() < share else None
        new = chosen[key]
        if new is not None:
            edits.append(Edit(span.start, span.end, new))
    return _apart(edits)


def _swappable(document: Document) -> list[Span]:
    """Names that overlap no other; offices only where places inside them are not marked."""
    names = document.names
    alone = [s for s in names if all(s is o or s.end <= o.start or s.start >= o.end for o in names)]
    return [s for s in alone if s.kind != "organisation" or not document.nested]


def _stand_in(span: Span, old: str, lexicon: Lexicon, rng: random.Random) -> str | None:
    plain = _PLAIN_NAME.fullmatch(old) is not None
    arms = span.kind in ("weapon", "platform") and len(old) < _LONG_PHRASE
    if span.kind not in _SWAPPED_KINDS or not (plain or arms):
        return None
    new = lexicon.name(span.kind, rng)
    one_word = span.kind == "person" and " " not in old
    return new.split()[-1] if one_word else new


def _look_alikes(document: Document, rng: random.Random) -> list[Edit]:
    """Cyrillic letters inside designations of weapons and platforms, as 9М22С for 9M22S."""
    edits = []
    for span in document.names:
        old = document.text[span.start : span.end]
        if span.kind in ("weapon", "platform") and rng.random() < 0.6:
            edits.append(Edit(span.start, span.end, old.upper().translate(_TO_CYRILLIC)))
    return _apart([e for e in edits if re.search(r"\d", e.new)])


def _drop(what: re.Pattern[str], document: Document, rng: random.Random, p: float) -> list[Edit]:
    found = what.finditer(document.text)
    return [Edit(m.start(), m.end(), "") for m in found if rng.random() < p]


def _wrong_prepositions(document: Document, rng: random.Random) -> list[Edit]:
    found = _PREPOSITION.finditer(document.text)
    places = [(m.start(), m.end()) for m in found if rng.random() < 0.12]
    return [Edit(start, end, rng.choice(_PREPOSITIONS)) for start, end in places]


def _odd_quotes(document: Document, rng: random.Random) -> list[Edit]:
    style = rng.choice(_QUOTE_STYLES)
    return [Edit(m.start(), m.end(), style) for m in _QUOTES.finditer(document.text)]


def _apart(edits: list[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: e.start):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def apply_edits(document: Document, edits: list[Edit]) -> Document:
    """`document` with `edits` (in order, apart) made and every label moved; emptied ones go."""
    if not edits:
        return document
    moved = _Mover(edits)
    names = (replace(s, start=moved.start(s.start), end=moved.end(s.end)) for s in document.names)
    claims = document.claims
    if claims is not None:
        claims = tuple(moved.claim(c) for c in claims)
    return replace(
        document,
        text=moved.text(document.text),
        names=tuple(s for s in names if s.end > s.start),
        free=moved.pairs(document.free),
        claims=claims,
    )


class _Mover:
    """Maps positions of the old text to the new."""

    def __init__(self, edits: list[Edit]) -> None:
        self.edits = edits
        self.starts = [e.start for e in edits]
        self.shifts = [0]
        for e in edits:
            self.shifts.append(self.shifts[-1] + len(e.new) - (e.end - e.start))

    def start(self, position: int) -> int:
        """New place of a position that begins a span."""
        return self._move(position, ends=False)

    def end(self, position: int) -> int:
        """New place of a position that ends a span."""
        return self._move(position, ends=True)

    def _move(self, position: int, *, ends: bool) -> int:
        i = bisect_right(self.starts, position - 1 if ends else position)
        if i == 0:
            return position
        edit, shift = self.edits[i - 1], self.shifts[i - 1]
        if position >= edit.end:
            return position + self.shifts[i]
        return edit.start + shift + (len(edit.new) if ends else 0)

    def pairs(self, pairs: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        """Every pair moved; those left empty dropped."""
        moved = ((self.start(s), self.end(e)) for s, e in pairs)
        return tuple((s, e) for s, e in moved if e > s)

    def claim(self, claim: Claim) -> Claim:
        """A claim with all its parts moved."""
        return Claim(self.pairs(claim.source), self.pairs(claim.cue), self.pairs(claim.content))

    def text(self, text: str) -> str:
        """The text with the edits made."""
        parts, at = [], 0
        for e in self.edits:
            parts += [text[at : e.start], e.new]
            at = e.end
        return "".join([*parts, text[at:]])
