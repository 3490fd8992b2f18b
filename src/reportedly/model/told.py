"""What any stretch of a text tells of, by the words' weights and logits that the encoder gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from .labels import HAPPENINGS, MOODS, TOLD_OUTPUTS
from .link import softmax

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .decode import Floats
    from .reading import Span
    from .windows import Ints


@dataclass(frozen=True, slots=True)
class Told:
    """The chances of each kind of happening and of each mood, and the word that weighs most."""

    kinds: Mapping[str, float]
    moods: Mapping[str, float]
    word: Span


def _empty() -> Ints:
    return np.zeros(0, dtype=np.int64)


def _none() -> Floats:
    return np.zeros((0, TOLD_OUTPUTS), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class ToldWords:
    """The words of a text [W] by their code points, with the numbers of each [W, TOLD_OUTPUTS]."""

    start: Ints = field(default_factory=_empty)
    end: Ints = field(default_factory=_empty)
    numbers: Floats = field(default_factory=_none)

    @classmethod
    def of(cls, parts: Sequence[tuple[Ints, Ints, Floats]]) -> ToldWords:
        """The words of a text's windows, one after the other."""
        if not parts:
            return cls()
        start, end, numbers = (np.concatenate(column) for column in zip(*parts, strict=True))
        return cls(start, end, numbers)

    def over(self, start: int, end: int) -> Told | None:
        """What code points [start, end) tell of; None where no word lies inside."""
        low = int(np.searchsorted(self.end, start, side="right"))
        high = int(np.searchsorted(self.start, end, side="left"))
        if low >= high:
            return None
        rows = self.numbers[low:high]
        weights = softmax(rows[:, 0])
        logits = weights @ rows[:, 1:]
        kinds, moods = softmax(logits[: len(HAPPENINGS)]), softmax(logits[len(HAPPENINGS) :])
        heaviest = low + int(weights.argmax())
        return Told(
            kinds=dict(zip(HAPPENINGS, map(float, kinds), strict=True)),
            moods=dict(zip(MOODS, map(float, moods), strict=True)),
            word=(int(self.start[heaviest]), int(self.end[heaviest])),
        )
