"""Kinds of evidence that a page shows, describes or only says to exist.

>>> [(e.kind, e.status) for _, e in evidence("The army released a video of the strike.", "text")]
[('video', 'described')]
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.records import Evidence, EvidenceKind, EvidenceStatus, Field, Span
from reportedly.sentences import sentences
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS: tuple[EvidenceKind, ...] = ("satellite", "audio", "video", "photo", "debris", "document")
"""In the order in which they win where their words overlap."""

_NEAR = 70
_MOVING = re.compile(r"\b(?:footage|videos?|filmed|clip)\b", re.IGNORECASE)
_IMAGES = re.compile(r"images?\b", re.IGNORECASE)


def evidence(text: str, field: Field) -> list[tuple[Span, Evidence]]:
    """Every kind of evidence named in the text, with how the page stands to it."""
    low = text.lower()
    kinds = [k for k in KINDS if any(key in low for key in load("evidence")["keys"][k])]
    found: list[tuple[Span, Evidence]] = []
    for start, end in sentences(text) if kinds else ():
        found += _of_sentence(text, field, start, end, kinds)
    return found


def _of_sentence(
    text: str, field: Field, start: int, end: int, kinds: Iterable[EvidenceKind]
) -> list[tuple[Span, Evidence]]:
    low = text[start:end].lower()
    named: list[Evidence] = []
    never = [match.span() for match in _never().finditer(text, start, end)]
    for kind in kinds:
        if not any(key in low for key in load("evidence")["keys"][kind]):
            continue
        for match in _kind(kind).finditer(text, start, end):
            span = Span(start=match.start(), end=match.end(), field=field)
            taken = any(a < span.end and span.start < b for a, b in never)
            if not taken and not any(span.meets(other.span) for other in named):
                named.append(_one(text, kind, span, (start, end)))
    ordered = sorted(named, key=lambda one: one.span.start)
    return [(one.span, one) for one in ordered]


def _one(text: str, kind: EvidenceKind, span: Span, sentence: tuple[int, int]) -> Evidence:
    """The evidence; "images" beside "footage" or "video" are moving ones."""
    near = text[max(sentence[0], span.start - _NEAR) : min(sentence[1], span.end + _NEAR)]
    if kind == "photo" and _IMAGES.match(span.cut(text)) and _MOVING.search(near):
        kind = "video"
    return Evidence(kind=kind, status=_status(text, span, sentence), span=span)


def _status(text: str, span: Span, sentence: tuple[int, int]) -> EvidenceStatus:
    before = text[max(sentence[0], span.start - _NEAR) : span.start]
    around = text[max(sentence[0], span.start - 25) : min(sentence[1], span.end + 25)]
    for match in _shown().finditer(around):
        offset = max(sentence[0], span.start - 25)
        if offset + match.start() < span.end and span.start < offset + match.end() + 2:
            return "shown"
    if _said().search(before + span.cut(text)):
        return "said to exist"
    return "described"


@cache
def _kind(kind: EvidenceKind) -> re.Pattern[str]:
    return _compiled(load("evidence")["kinds"][kind])


@cache
def _shown() -> re.Pattern[str]:
    rows = load("evidence")["shown"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(rows)})", re.IGNORECASE)


@cache
def _said() -> re.Pattern[str]:
    return _compiled(load("evidence")["said_to_exist"])


@cache
def _never() -> re.Pattern[str]:
    return _compiled(load("evidence")["never"])


def _compiled(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
