"""Turns labelled documents into padded batches of tensors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from reportedly.model.labels import (
    OTHER_KINDS,
    PLACE_KINDS,
    ROLES,
    begin_tag,
    inside_tag,
    tag_count,
)
from reportedly.model.link import gap_bucket
from reportedly.model.windows import Window, cut_windows

from .gold import SILVER_WEIGHT
from .told import Stretch, ToldRows, stretches, told_rows

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from tokenizers import Tokenizer

    from .gold import Document

PLACE_TAGS = tag_count(PLACE_KINDS)
NAME_TAGS = PLACE_TAGS + tag_count(OTHER_KINDS)
UNKNOWN = -100
CLS, SEP, PAD = 101, 102, 0
Bools = np.ndarray[tuple[int, int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its targets.

    `allowed` [W, tags]: tags that agree with what is known, those of places first, then those of
    the other names; `weights` of the two; `tags` [W]: attribution tags or UNKNOWN; `spans`: word
    spans by role; `content_heads` and `cue_heads`: index of the cue of each content and of the
    source of each cue, -1 for none; `told`: stretches whose happening is known.
    """

    window: Window
    allowed: Bools
    weights: tuple[float, float]
    tags: np.ndarray[tuple[int], np.dtype[np.int64]]
    spans: dict[str, list[tuple[int, int]]]
    content_heads: list[int]
    cue_heads: list[int]
    told: list[Stretch]


def examples(document: Document, tokenizer: Tokenizer, max_pieces: int) -> Iterator[Example]:
    """Windows of `document` with the labels that fall into each."""
    for window in cut_windows(document.text, tokenizer, max_pieces):
        yield _example(document, window)


def _example(document: Document, window: Window) -> Example:
    tags, spans, content_heads, cue_heads = _attribution(document, window)
    places = _allowed(document, window, PLACE_KINDS)
    others = _allowed(document, window, OTHER_KINDS)
    return Example(
        window=window,
        allowed=np.concatenate([places, others], axis=1),
        weights=(document.weight, _weight_of_others(document)),
        tags=tags,
        spans=spans,
        content_heads=content_heads,
        cue_heads=cue_heads,
        told=stretches(document, window),
    )


def _weight_of_others(document: Document) -> float:
    """Where people marked only places, the other names are silver."""
    places_only = document.labelled == frozenset(PLACE_KINDS)
    return SILVER_WEIGHT if places_only else document.weight


def _reach(window: Window, start: int, end: int) -> tuple[int, int]:
    """Words [low, high) of the window that overlap [start, end)."""
    low = int(np.searchsorted(window.end, start, side="right"))
    high = int(np.searchsorted(window.start, end, side="left"))
    return low, high


def _allowed(document: Document, window: Window, kinds: tuple[str, ...]) -> Bools:
    """Tags [W, tags of kinds] that agree with what is known.

    Words outside every span may carry O or a tag of a kind that the set does not label. Whether
    a word inside a longer name is also in a place is unknown unless the set marks such places.
    """
    unlabelled = [i for i, k in enumerate(kinds) if k not in document.labelled]
    allowed = np.zeros((len(window), tag_count(kinds)), dtype=bool)
    allowed[:, 0] = True
    for i in unlabelled:
        allowed[:, [begin_tag(i), inside_tag(i)]] = True
    for start, end in document.free:
        low, high = _reach(window, start, end)
        allowed[low:high] = True
    for span in document.names:
        low, high = _reach(window, span.start, span.end)
        if span.kind in kinds:
            _allow_span(allowed[low:high], kinds.index(span.kind), span.exact)
        elif kinds == PLACE_KINDS and not document.nested:
            allowed[low:high] = True
    return allowed


def _allow_span(rows: Bools, kind: int, exact: bool) -> None:
    if not len(rows):
        return
    rows[:] = False
    rows[:, inside_tag(kind)] = True
    rows[0, begin_tag(kind)] = True
    rows[0, inside_tag(kind)] = not exact


_Links = tuple[
    np.ndarray[tuple[int], np.dtype[np.int64]],
    dict[str, list[tuple[int, int]]],
    list[int],
    list[int],
]


def _attribution(document: Document, window: Window) -> _Links:
    """Tags [W], word spans by role, and for contents and cues the index of their head."""
    spans: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    if document.claims is None:
        return np.full(len(window), UNKNOWN), spans, [], []
    tags = np.zeros(len(window), dtype=np.int64)
    content_heads: list[int] = []
    cue_heads: list[int] = []
    for claim in document.claims:
        sources = [_place(p, "source", spans, tags, window) for p in claim.source]
        cues = [_place(p, "cue", spans, tags, window) for p in claim.cue]
        contents = [_place(p, "content", spans, tags, window) for p in claim.content]
        source = next((s for s in sources if s is not None), -1)
        cue = next((c for c in cues if c is not None), -1)
        _set_head(cue_heads, cue, source)
        for content in contents:
            _set_head(content_heads, -1 if content is None else content, cue)
    return tags, spans, content_heads, cue_heads


def _set_head(heads: list[int], dependent: int, head: int) -> None:
    """Record the head of a span; -1 stands for no span and for no head."""
    if dependent < 0:
        return
    heads.extend([-1] * (dependent + 1 - len(heads)))
    heads[dependent] = head


def _place(
    pair: tuple[int, int],
    role: str,
    spans: dict[str, list[tuple[int, int]]],
    tags: np.ndarray[tuple[int], np.dtype[np.int64]],
    window: Window,
) -> int | None:
    """Tag the words of `pair` and return the index of its span, or None outside the window."""
    low, high = _reach(window, *pair)
    if low >= high:
        return None
    if (low, high) in spans[role]:
        return spans[role].index((low, high))
    kind = ROLES.index(role)
    tags[low:high] = inside_tag(kind)
    tags[low] = begin_tag(kind)
    spans[role].append((low, high))
    return len(spans[role]) - 1


@dataclass(frozen=True, slots=True)
class LinkRows:
    """Candidate links of one type in a batch, N dependents by at most H heads.

    `dependents` and `heads` index the batch's flattened pieces (first and last of a span):
    [N, 2] and [N, H, 2]; `buckets` [N, H]; `known` [N, H] False for padding; `target` [N] is the
    head, or H for none.
    """

    dependents: torch.Tensor
    heads: torch.Tensor
    buckets: torch.Tensor
    known: torch.Tensor
    target: torch.Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """B windows padded to T pieces and W words; shapes as in `Example`, with B in front."""

    ids: torch.Tensor
    mask: torch.Tensor
    first: torch.Tensor
    allowed: torch.Tensor
    weight: torch.Tensor
    tags: torch.Tensor
    content_cue: LinkRows | None
    cue_source: LinkRows | None
    told: ToldRows | None


def collate(group: list[Example]) -> Batch:
    """Pad a group of windows into one batch."""
    pieces = max(len(e.window.pieces) for e in group) + 2
    words = max(len(e.window) for e in group)
    ids = np.full((len(group), pieces), PAD)
    first = np.zeros((len(group), words), dtype=np.int64)
    allowed = np.ones((len(group), words, NAME_TAGS), dtype=bool)
    weight = np.zeros((len(group), words, 2), dtype=np.float32)
    tags = np.full((len(group), words), UNKNOWN)
    for row, e in enumerate(group):
        n, w = len(e.window.pieces), len(e.window)
        ids[row, : n + 2] = [CLS, *e.window.pieces, SEP]
        first[row, :w] = e.window.first + 1
        allowed[row, :w], weight[row, :w], tags[row, :w] = e.allowed, e.weights, e.tags
    return Batch(
        ids=torch.from_numpy(ids),
        mask=torch.from_numpy(ids != PAD),
        first=torch.from_numpy(first),
        allowed=torch.from_numpy(allowed),
        weight=torch.from_numpy(weight),
        tags=torch.from_numpy(tags),
        content_cue=_link_rows(group, pieces, "content", "cue"),
        cue_source=_link_rows(group, pieces, "cue", "source"),
        told=told_rows((e.told for e in group), words),
    )


def _link_rows(group: list[Example], width: int, lower: str, upper: str) -> LinkRows | None:
    rows = [r for i, e in enumerate(group) for r in _rows(e, i * width + 1, lower, upper)]
    if not rows:
        return None
    most = max(len(r[1]) for r in rows)
    heads = torch.zeros(len(rows), most, 2, dtype=torch.int64)
    buckets = torch.zeros(len(rows), most, dtype=torch.int64)
    known = torch.zeros(len(rows), most, dtype=torch.bool)
    for i, (_, candidates, gaps, _) in enumerate(rows):
        heads[i, : len(candidates)] = torch.tensor(candidates)
        buckets[i, : len(gaps)] = torch.tensor(gaps)
        known[i, : len(candidates)] = True
    target = torch.tensor([most if r[3] < 0 else r[3] for r in rows])
    return LinkRows(torch.tensor([r[0] for r in rows]), heads, buckets, known, target)


_Row = tuple[tuple[int, int], list[tuple[int, int]], list[int], int]


def _rows(example: Example, base: int, lower: str, upper: str) -> Iterator[_Row]:
    heads = example.content_heads if lower == "content" else example.cue_heads
    candidates = example.spans[upper]
    if not candidates:
        return
    window = example.window
    ends = [_pieces(window, s, base) for s in candidates]
    for span, head in zip(example.spans[lower], heads, strict=False):
        gaps = [gap_bucket(window, span, c) for c in candidates]
        yield _pieces(window, span, base), ends, gaps, head


def _pieces(window: Window, span: tuple[int, int], base: int) -> tuple[int, int]:
    return base + int(window.first[span[0]]), base + int(window.last[span[1] - 1])


def in_batches(pool: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Shuffle, then group windows of like length; `size` counts pieces a batch."""
    rng.shuffle(pool)
    groups: list[list[Example]] = []
    for begin in range(0, len(pool), 512):
        part = sorted(pool[begin : begin + 512], key=lambda e: len(e.window.pieces))
        groups += _groups(part, size)
    rng.shuffle(groups)
    yield from groups


def _groups(part: list[Example], size: int) -> Iterator[list[Example]]:
    group: list[Example] = []
    for e in part:
        if group and (len(group) + 1) * (len(e.window.pieces) + 2) > size:
            yield group
            group = []
        group.append(e)
    if group:
        yield group
