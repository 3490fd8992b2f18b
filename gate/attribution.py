"""Who says what, as the detectors give it: the tagger's attributions joined with the rules'.

Scored as `training/evaluate.py` scores the tagger alone (PolNeAR dev, relation, lenient), so that
the two figures say what the rules gain or cost on news that they were not written for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.stages.detect.attributions import attributions
from training.evaluate import attribution_counts, pooled
from training.gold import Claim, load_attribution

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.model import Reading, Tagger
    from reportedly.records import Span


def score_with_rules(tagger: Tagger, gold: Path) -> dict[str, dict[str, float]]:
    """Relations right, of tagger and rules together, on the articles of PolNeAR dev."""
    documents = load_attribution(gold, "dev")
    readings = tagger.read([d.text for d in documents])
    rows = [
        attribution_counts(document.text, document.claims or (), joined(document.text, reading))
        for document, reading in zip(documents, readings, strict=True)
    ]
    return {name: score for name, score in pooled(rows).items() if name.startswith("relation")}


def joined(text: str, reading: Reading) -> list[Claim]:
    """The attributions of one text as detect gives them."""
    names = [(n.start, n.end) for n in reading.names]
    found = attributions(text, "text", reading.attributions, names)
    return [
        Claim(_pairs(a.source_spans), _pairs(a.cue_spans), _pairs(a.content_spans)) for a in found
    ]


def _pairs(spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((s.start, s.end) for s in spans)
