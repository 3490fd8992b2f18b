"""Who says what, as the detectors give it: the tagger's attributions joined with the rules'.

Scored as `training/evaluate.py` scores the tagger alone, so that the two figures say what the rules
gain or cost on news that they were not written for. They cost by design where a source is "who":
PolNeAR wants the pronoun, a reader the name that it stands for. So the relation is scored once more
with such a pronoun counted as part of the name that replaced it: the rules' cost in all else.
"""

from __future__ import annotations

import re
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

Pair = tuple[int, int]
_SURE = 1.0  # a score is not compared


def score_with_rules(tagger: Tagger, gold: Path) -> dict[str, dict[str, float]]:
    """Scores of tagger and rules together on the articles of PolNeAR dev."""
    scores = score_attribution(cast("Tagger", _WithRules(tagger)), gold)
    with_pronouns = score_attribution(cast("Tagger", _WithRules(tagger, pronouns=True)), gold)
    return scores | {"relation, “who” in its name": with_pronouns["relation"]}


@dataclass(frozen=True)
class _WithRules:
    """A tagger whose attributions are those that detect gives.

    ``pronouns``: a relative pronoun that the tagger read as source is added to the name before it.
    """

    tagger: Tagger
    pronouns: bool = False

    def read(self, texts: Sequence[str]) -> list[Reading]:
        readings = self.tagger.read(texts)
        return [
            replace(reading, attributions=_joined(text, reading, pronouns=self.pronouns))
            for text, reading in zip(texts, readings, strict=True)
        ]


_RELATIVE = re.compile(r"(?:who|which|that|whom|whose)$", re.IGNORECASE)
_NEAR = 3  # characters between a name and its pronoun: ", "


def _joined(text: str, reading: Reading, *, pronouns: bool) -> tuple[Attribution, ...]:
    found = attributions(text, "text", reading.attributions, speakers(text, reading.names))
    read = {s for a in reading.attributions for s in a.sources} if pronouns else set()
    relative = {s for s in read if _RELATIVE.match(text[s[0] : s[1]])}
    return tuple(
        Attribution(
            tuple(_with_pronoun(s, relative) for s in _pairs(a.source_spans)),
            _pairs(a.cue_spans),
            _pairs(a.content_spans),
            _SURE,
        )
        for a in found
    )


def _with_pronoun(source: Pair, relative: set[Pair]) -> Pair:
    """A source to the end of the pronoun that stands right after it, if one does."""
    ends = [end for start, end in relative if 0 < start - source[1] <= _NEAR]
    return source[0], max(ends, default=source[1])


def _pairs(spans: tuple[Span, ...]) -> tuple[Pair, ...]:
    return tuple((s.start, s.end) for s in spans)
