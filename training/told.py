"""Targets and loss of the head that says what a stretch of words tells of, and in which mood.

Each word has a weight and the logits of every kind and mood. A stretch's logits are the mean of its
words', weighted by the softmax of the weights within the stretch: so any stretch can be asked of at
run time, and its heaviest word is the one to point at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from reportedly.model.labels import HAPPENINGS, MOODS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.model.windows import Window

    from .gold import Document, Told

NO_MOOD = -100
_MAIN_SHARE = 0.75  # of the target for the main kind, where a stretch tells of two


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words [low, high) of a window, the kinds' target shares and the mood's index or NO_MOOD."""

    low: int
    high: int
    kinds: tuple[float, ...]
    mood: int


@dataclass(frozen=True, slots=True)
class ToldRows:
    """N stretches of a batch: its window [N], the words inside [N, W], targets [N, kinds], [N]."""

    window: Tensor
    inside: Tensor
    kinds: Tensor
    mood: Tensor


def stretches(document: Document, window: Window) -> list[Stretch]:
    """The labelled stretches that lie wholly in a window."""
    found = []
    for told in document.told:
        low = int(np.searchsorted(window.end, told.start, side="right"))
        high = int(np.searchsorted(window.start, told.end, side="left"))
        whole = low < high and window.start[low] <= told.start + 2 and _ends(window, told)
        if whole:
            mood = NO_MOOD if told.mood is None else MOODS.index(told.mood)
            found.append(Stretch(low, high, _shares(told.kinds), mood))
    return found


def _ends(window: Window, told: Told) -> bool:
    return bool(window.end[-1] >= told.end - 2)


def _shares(kinds: Sequence[str]) -> tuple[float, ...]:
    shares = [0.0] * len(HAPPENINGS)
    rest = (1 - _MAIN_SHARE) / max(len(kinds) - 1, 1)
    for place, kind in enumerate(kinds):
        shares[HAPPENINGS.index(kind)] += _MAIN_SHARE if place == 0 else rest
    total = sum(shares)
    return tuple(s / total for s in shares)


def told_rows(groups: Iterable[Sequence[Stretch]], words: int) -> ToldRows | None:
    """The stretches of a batch's windows, in order; None if there are none."""
    rows = [(i, s) for i, group in enumerate(groups) for s in group]
    if not rows:
        return None
    inside = torch.zeros(len(rows), words, dtype=torch.bool)
    for n, (_, s) in enumerate(rows):
        inside[n, s.low : s.high] = True
    return ToldRows(
        window=torch.tensor([i for i, _ in rows]),
        inside=inside,
        kinds=torch.tensor([s.kinds for _, s in rows]),
        mood=torch.tensor([s.mood for _, s in rows]),
    )


def told_loss(outputs: Tensor, rows: ToldRows) -> Tensor:
    """Cross entropy of kinds and moods; `outputs` [B, W, 1 + kinds + moods] at words."""
    at = outputs[rows.window]
    weights = at[..., 0].masked_fill(~rows.inside, float("-inf")).softmax(-1)
    logits = (weights[..., None] * at[..., 1:]).sum(1)
    kinds, moods = logits.split([len(HAPPENINGS), len(MOODS)], dim=-1)
    of_moods = functional.cross_entropy(moods, rows.mood, ignore_index=NO_MOOD, reduction="sum")
    known = (rows.mood != NO_MOOD).sum().clamp(min=1)
    return functional.cross_entropy(kinds, rows.kinds) + of_moods / known
