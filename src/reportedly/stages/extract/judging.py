"""What words and rules say of a clause, checked against what the tagger reads in all its words.

Rules know the coders' book and decide which kind it is; the tagger knows what a telling looks like.
So it can drop what only looks like one, and add what no rule has words for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from reportedly.model.labels import NOTHING
from reportedly.records import Span
from reportedly.stages.extract.kinds import Choice
from reportedly.stages.extract.triggers import ACLED_TYPES, TYPE_OF, Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Told

AS_A_WHOLE: Final = "the clause as a whole"
_WEAK: Final = frozenset(
    {
        "soldiers were lost",
        "what was told before it",
        "the means told of next",
        "who took part",
        "people were harmed",
    }
)
# chances, chosen on the even halves of casework and CASE 2021: above which it is nothing, by the
# strength of the words; below which it is something, of a type and a kind at least so likely
_NOTHING: Final = 0.9
_NOTHING_COUNTED: Final = 0.97
_NOTHING_WEAK: Final = 0.8
_TOLD: Final = 0.15
_SURE_TYPE: Final = 0.5
_KIND: Final = 0.33
_SURER: Final = 0.7  # above which violence read stands against a civil matter told


def judged(
    choice: Choice | None,
    candidates: Sequence[Trigger],
    told: Told | None,
    clause: Span,
    *,
    counted: bool = False,
) -> Choice | None:
    """What a clause tells of by both; without what the tagger reads, as words and rules say.

    ``counted``: it says how many were harmed, which no words that only look like a telling do.
    """
    if told is None:
        return choice
    if choice is None:
        return _read(candidates, told, clause)
    most = _NOTHING_WEAK if choice.why in _WEAK else _NOTHING
    most = _NOTHING_COUNTED if counted else most
    if told.kinds[NOTHING] > most:
        return None
    return _retyped(choice, told)


def _retyped(choice: Choice, told: Told) -> Choice:
    """A civil matter that words tell of gives way to the violence that is surely read."""
    kind, sure = _likeliest(told)
    if choice.sub_type != "Other" or sure < _SURER or TYPE_OF[kind] == TYPE_OF["Other"]:
        return choice
    return Choice(choice.trigger, kind, AS_A_WHOLE)


def _read(candidates: Sequence[Trigger], told: Told, clause: Span) -> Choice | None:
    """What the tagger alone reads, where it is sure; its heaviest word is the one to point at."""
    kind, sure = _likeliest(told)
    if told.kinds[NOTHING] > _TOLD or sure < _SURE_TYPE or told.kinds[kind] < _KIND:
        return None
    at = Span(field=clause.field, start=told.word[0], end=told.word[1])
    near = next((t for t in candidates if t.span.meets(at)), None)
    trigger = near or Trigger(at, "", None, 0, definite=False)
    return Choice(replace(trigger, sub_type=kind), kind, AS_A_WHOLE)


def _likeliest(told: Told) -> tuple[str, float]:
    """The likeliest kind of the likeliest of the coders' six types, and the chance of the type."""
    types: dict[str, float] = defaultdict(float)
    for kind, chance in told.kinds.items():
        if kind != NOTHING:
            types[TYPE_OF[kind]] += chance
    best = max(types, key=lambda t: types[t])
    return max(ACLED_TYPES[best], key=lambda k: told.kinds.get(k, 0.0)), types[best]
