"""What words and rules say of a clause, weighed against what the tagger reads in all its words."""

from __future__ import annotations

import os
from dataclasses import replace
from math import log
from typing import TYPE_CHECKING, Final

from reportedly.model.labels import NOTHING
from reportedly.records import Span
from reportedly.stages.extract.kinds import Choice
from reportedly.stages.extract.triggers import Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Told

_WEAK: Final = frozenset(
    {
        "soldiers were lost",
        "what was told before it",
        "the means told of next",
        "who took part",
        "people were harmed",
    }
)
_E = lambda n, d: float(os.environ.get(n, d))
# how much the words of a kind weigh beside the tagger's chances: a factor of e to this power
_STRONG_WORDS, _WEAK_WORDS = _E("B1", 2.0), _E("B2", 1.0)
_SURELY_NOTHING_S: Final = _E("D1", 2)
_SURELY_NOTHING: Final = _E("D2", 0.9)
_SURELY_TOLD: Final = _E("M1", 0.15)
_SURE_KIND: Final = _E("M2", 0.5)
_LEAST: Final = 1e-6


def judged(
    choice: Choice | None, candidates: Sequence[Trigger], told: Told | None, clause: Span
) -> Choice | None:
    """What a clause tells of by both; None where neither, or only weak words, say anything."""
    if told is None:
        return choice
    if choice is None:
        return _read(candidates, told, clause)
    weak = choice.why in _WEAK
    if told.kinds[NOTHING] > (_SURELY_NOTHING if weak else _SURELY_NOTHING_S):
        return None
    return _weighed(choice, told, _WEAK_WORDS if weak else _STRONG_WORDS)


def _weighed(choice: Choice, told: Told, words: float) -> Choice:
    """The kind of the words, unless the tagger finds another likelier by more than they weigh."""
    kind = _likeliest(told)
    ours = log(told.kinds[choice.sub_type] + _LEAST) + words
    if kind == choice.sub_type or log(told.kinds[kind] + _LEAST) <= ours:
        return choice
    return Choice(choice.trigger, kind, "the clause as a whole")


def _read(candidates: Sequence[Trigger], told: Told, clause: Span) -> Choice | None:
    """What the tagger alone reads, where it is sure; its heaviest word is the one to point at."""
    kind = _likeliest(told)
    if told.kinds[NOTHING] > _SURELY_TOLD or told.kinds[kind] < _SURE_KIND:
        return None
    at = Span(field=clause.field, start=told.word[0], end=told.word[1])
    near = next((t for t in candidates if t.span.meets(at)), None)
    trigger = near or Trigger(at, "", None, 0, definite=False)
    return Choice(replace(trigger, sub_type=kind), kind, "the clause as a whole")


def _likeliest(told: Told) -> str:
    return max((k for k in told.kinds if k != NOTHING), key=lambda k: told.kinds[k])
