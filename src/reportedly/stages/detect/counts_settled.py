"""Who was shot, or taken to a hospital: injured, unless the page tells of the death.

>>> from reportedly.stages.detect.counts import counts
>>> [(c.what, c.low) for _, c in counts("Four people were shot, one fatally.", "text")]
[('injured', 3), ('killed', 1)]
>>> [(c.what, c.low) for _, c in counts("A man was shot. He was pronounced dead.", "text")]
[('killed', 1)]
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.stages.detect.counts_sentence import Linked

_INJURED = frozenset({"injured"})
_OPEN = frozenset({"shot", "treated"})


def settled(
    found: Sequence[Sequence[Linked]], fatal: Sequence[bool], survived: Sequence[bool]
) -> list[list[Linked]]:
    """The counts of each sentence, those of the shot and the treated as injured or left out.

    ``fatal`` says of each sentence whether it has a word of killing at all, ``survived`` whether
    it says that who was shot lives.
    """
    deaths = [[one for one in row if _dead(one)] for row in found]
    kept: list[list[Linked]] = []
    for index, row in enumerate(found):
        lives = survived[index] and not any(fatal[index : index + 2])
        told = [_settled(one, index, deaths, fatal, lives=lives) for one in row]
        kept.append([one for one in told if one is not None])
    return kept


def _settled(
    one: Linked,
    index: int,
    deaths: Sequence[Sequence[Linked]],
    fatal: Sequence[bool],
    *,
    lives: bool,
) -> Linked | None:
    here = deaths[index]
    if one.what - _OPEN:
        return replace(one, what=one.what - _OPEN)
    if "shot" not in one.what:
        after = [d for d in here if d.first > one.first] + list(*deaths[index + 1 : index + 2])
        return None if _covered(one, after) else replace(one, what=_INJURED)
    if here:
        return _survivors(one, here)
    if not lives and (fatal[index] or any(deaths)):
        return None
    return replace(one, what=_INJURED)


def _survivors(one: Linked, here: Sequence[Linked]) -> Linked | None:
    """Of "four were shot, one fatally" three; of "one dead, three shot" three."""
    others = [death for death in here if not (death.own and (one.low or 0) > 1)]
    after = [death.low or 0 for death in others if death.first > one.first]
    if not after:
        return replace(one, what=_INJURED)
    dead = max(after)
    if one.low is None or one.low <= dead:
        return None
    high = None if one.high is None else one.high - dead
    return replace(one, low=one.low - dead, high=high, what=_INJURED)


def _dead(one: Linked) -> bool:
    return "killed" in one.what and bool(one.low)


def _covered(one: Linked, deaths: Sequence[Linked]) -> bool:
    """Whether as many are told to have died as were taken to a hospital."""
    return any((death.low or 0) >= (one.low or 0) for death in deaths)
