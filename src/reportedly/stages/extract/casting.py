"""Who plays which part in a happening, judged where the grammar of one clause is not enough.

Fillers that the rules missed are added, and those that little speaks for are left out. The weights
are frozen: ``model/weights/parts.json``, made by ``python -m training.parts``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING

from reportedly.records import Actor, Weapon
from reportedly.stages.extract.casting_words import (
    FIELDS,
    PARTS,
    Candidate,
    Part,
    candidates,
    is_war,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.stages.extract.page import Page
    from reportedly.stages.extract.tellings import Telling


@dataclass(frozen=True)
class Judge:
    """The weights of one part; at what chance a filler is added, and below which left out."""

    bias: float
    add: float
    keep: float
    weights: Mapping[str, float]

    def chance(self, signs: Sequence[str]) -> float:
        """How likely a phrase with these signs plays the part."""
        weight = self.weights.get
        return 1 / (1 + exp(-self.bias - sum(weight(sign, 0.0) for sign in set(signs))))


@cache
def judges() -> dict[Part, Judge]:
    """The shipped judge of each part."""
    rows = json.loads((files("reportedly.model") / "weights" / "parts.json").read_text("utf-8"))
    return {part: Judge(**rows[part]) for part in PARTS}


Judged = tuple[Candidate, float]
"""A candidate and how likely it plays its part."""
_Fillers = dict[str, list[Actor | Weapon]]


def cast(page: Page, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with the fillers that the weights add to each, and without those they drop."""
    judge = judges()
    judged = [(one, judge[one.part].chance(one.signs)) for one in candidates(page, tellings)]
    return recast(tellings, judged, judge)


def recast(
    tellings: Sequence[Telling], judged: Sequence[Judged], judge: Mapping[Part, Judge]
) -> list[Telling]:
    """The tellings as these judgements make them."""
    return [
        _recast(telling, [(c, p) for c, p in judged if c.telling == number], judge)
        for number, telling in enumerate(tellings)
    ]


def _recast(telling: Telling, judged: Sequence[Judged], judge: Mapping[Part, Judge]) -> Telling:
    kept: _Fillers = {
        name: [
            one
            for one in getattr(telling, name)
            if is_war(telling)
            or (name == "actors" and telling.modality == "denied")  # the labels hold none denied
            or not _is_dropped(one, name, judged, judge)
        ]
        for name in ("actors", "targets", "weapons")
    }
    sure = dict(telling.sure)
    for candidate, chance in sorted(judged, key=lambda one: -one[1]):
        name = FIELDS[candidate.part]
        if _is_arms(candidate, telling):
            continue
        if chance >= judge[candidate.part].add and not _is_told(candidate, kept):
            kept[name].append(candidate.value)
            sure[name] = round(chance, 2)
    return replace(
        telling,
        sure=sure,
        actors=tuple(one for one in kept["actors"] if isinstance(one, Actor)),
        targets=tuple(one for one in kept["targets"] if isinstance(one, Actor)),
        weapons=tuple(one for one in kept["weapons"] if isinstance(one, Weapon)),
    )


def _is_arms(candidate: Candidate, telling: Telling) -> bool:
    """Whether it is a weapon in a war, where an army's arms stand about that did nothing."""
    return candidate.part == "weapon" and is_war(telling)


def _is_dropped(
    filler: Actor | Weapon, name: str, judged: Sequence[Judged], judge: Mapping[Part, Judge]
) -> bool:
    """Whether so little speaks for what the rules chose that it is left out."""
    if isinstance(filler, Actor) and name == "actors" and _is_state(filler):
        return False
    met = [
        chance >= judge[one.part].keep
        for one, chance in judged
        if FIELDS[one.part] == name and one.value.span.meets(filler.span)
    ]
    return bool(met) and not any(met)


def _is_state(doer: Actor) -> bool:
    """Whether a state is named as the doer by its bare name, as hardly any label has it."""
    return doer.side is not None and doer.as_written.casefold() == doer.side.casefold()


def _is_told(candidate: Candidate, kept: _Fillers) -> bool:
    """Whether a filler stands there already, or its words do elsewhere.

    Nobody is doer and target at once; a weapon may stand in the phrase for who bears it.
    """
    value, name = candidate.value, FIELDS[candidate.part]
    own = kept[name]
    others = own if name == "weapons" else (*kept["actors"], *kept["targets"])
    again = any(one.as_written.casefold() == value.as_written.casefold() for one in own)
    return again or any(one.span.meets(value.span) for one in others)
