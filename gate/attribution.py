"""Who says what, as the detectors give it: the tagger's attributions joined with the rules'.

Scored as `training/evaluate.py` scores the tagger alone, so that the two figures say what the rules
gain or cost on news that they were not written for. They cost by design where a source is "who":
PolNeAR wants the pronoun, a reader the name that it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from reportedly.model import Attribution, Reading, Tagger
from reportedly.stages.detect import speakers
from reportedly.stages.detect.attributions import attributions
from training.evaluate import score_attribution

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportedly.records import Span

_SURE = 1.0  # a score is not compared


def score_with_rules(tagger: Tagger, gold: Path) -> dict[str, dict[str, float]]:
    """Scores of tagger and rules together on the articles of PolNeAR dev."""
    return score_attribution(cast("Tagger", _WithRules(tagger)), gold)


@dataclass(frozen=True)
class _WithRules:
    """A tagger whose attributions are those that detect gives."""

    tagger: Tagger

    def read(self, texts: Sequence[str]) -> list[Reading]:
        readings = self.tagger.read(texts)
        return [
            replace(reading, attributions=_joined(text, reading))
            for text, reading in zip(texts, readings, strict=True)
        ]


def _joined(text: str, reading: Reading) -> tuple[Attribution, ...]:
    found = attributions(text, "text", reading.attributions, speakers(text, reading.names))
    return tuple(
        Attribution(_pairs(a.source_spans), _pairs(a.cue_spans), _pairs(a.content_spans), _SURE)
        for a in found
    )


def _pairs(spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((s.start, s.end) for s in spans)
