"""What only points back, in the outlet's voice, to a fuller telling of its page, is none.

Each telling is held against those alone that it may point back to, found by what both must have in
common: a page of thousands is not compared each with every other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING

from reportedly.stages.extract.comparing import (
    all_of,
    compatible_kind,
    designations,
    holds,
    mood,
    source_key,
    weight,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reportedly.stages.extract.tellings import Telling

Key = tuple[str, ...]
"""What two tellings must have in common: a mood, with its kind of happening or whatever kind."""

_PLANS: Key = ("plan", "told in full")

_ANNOUNCED = frozenset({"Other", "Agreement"})
"""Kinds of what is announced: a comment may call a truce or an exchange by either."""


def without_restatements(concrete: Sequence[Telling], told: Sequence[Telling]) -> list[Telling]:
    """Drop what only points back, in the outlet's voice, to a fuller telling.

    What the dropped ones show as evidence stays with the fuller one.
    """
    full_by = _by_key(concrete, _held_as_full)
    is_full = [
        not any(_restates(t, k) for k in _among(concrete, full_by, _asked(t)) if k is not t)
        for t in concrete
    ]
    dropped = [t for t, full in zip(concrete, is_full, strict=True) if not full]
    dropped_by = _by_key(dropped, _asked)
    shown = [t for t in told if t.evidence and _tells_little(t)]
    shown_by = _by_key(shown, lambda telling: [(mood(telling),)])
    made: list[Telling] = []
    for full in compress(concrete, is_full):
        keys = _held_as_full(full)
        with_roles = _with_roles(full, _among(dropped, dropped_by, keys))
        made.append(_with_evidence(with_roles, _among(shown, shown_by, keys)))
    return made


def _by_key(
    tellings: Sequence[Telling], keys: Callable[[Telling], Iterable[Key]]
) -> dict[Key, list[int]]:
    """The tellings by number under each of their keys."""
    found: dict[Key, list[int]] = defaultdict(list)
    for k, telling in enumerate(tellings):
        for key in keys(telling):
            found[key].append(k)
    return found


def _among(
    tellings: Sequence[Telling], by: Mapping[Key, Sequence[int]], keys: Iterable[Key]
) -> list[Telling]:
    """Those under any of the keys, in their order."""
    return [tellings[k] for k in sorted({k for key in keys for k in by.get(key, ())})]


def _asked(vague: Telling) -> list[Key]:
    """The keys of all fuller tellings that one can restate."""
    asked: list[Key] = [_PLANS] if _is_comment(vague) else []
    if _tells_little(vague) and (vague.evidence or vague.source is None):
        asked.append((mood(vague),) if vague.evidence else (mood(vague), vague.sub_type))
    return asked


def _held_as_full(full: Telling) -> list[Key]:
    """The keys under which one is held that others may restate."""
    held: list[Key] = [_PLANS] if _is_full_plan(full) else []
    return [*held, (mood(full),), (mood(full), full.sub_type)] if full.own_place else held


def _with_roles(full: Telling, dropped: Iterable[Telling]) -> Telling:
    """A telling with the doers and targets of those that only restate it."""
    for one in dropped:
        if _restates(one, full):
            actors, targets = all_of(full.actors, one.actors), all_of(full.targets, one.targets)
            full = replace(full, actors=actors, targets=targets)
    return full


def _restates(vague: Telling, full: Telling) -> bool:
    """Whether a telling is none of its own: the outlet's, or on pictures ("images of a raid").

    What somebody says of a happening is a claim of theirs, and so is another kind of happening.
    """
    ours = vague.source is None and vague.sub_type == full.sub_type
    return _points_back(vague, full) or (
        (ours or bool(vague.evidence)) and _adds_nothing(vague, full)
    )


def _adds_nothing(vague: Telling, full: Telling) -> bool:
    """Whether a telling adds nothing to a fuller one: no number, means, finer place or day."""
    return (
        _tells_little(vague)
        and mood(vague) == mood(full)
        and designations(vague) <= designations(full)
        and _same_voice(vague, full)
        and compatible_kind(vague, full)
        and full.own_place
        and _covers(vague, full)
        and weight(full) > weight(vague)
    )


def _tells_little(telling: Telling) -> bool:
    """Whether it has no number, no day and no town of its own, but for "the attack" there."""
    own_place = telling.own_place and not telling.trigger.definite
    own_town = own_place and telling.places[0].precision == "settlement"
    return not telling.counts and not own_town and _no_day_of_its_own(telling)


def _points_back(vague: Telling, full: Telling) -> bool:
    """Whether a comment ("the referendum") is on a plan that the page tells in full elsewhere."""
    return (
        _is_comment(vague)
        and _is_full_plan(full)
        and (full.sub_type == vague.sub_type or {full.sub_type, vague.sub_type} <= _ANNOUNCED)
        and weight(full) >= weight(vague)
    )


def _is_comment(telling: Telling) -> bool:
    return telling.trigger.definite and not telling.counts and not telling.weapons


def _is_full_plan(telling: Telling) -> bool:
    return mood(telling) == "plan" and not telling.trigger.definite and telling.own_when


def _no_day_of_its_own(vague: Telling) -> bool:
    """Whether it tells no time, or one as vague as the words that point back ("the attack")."""
    if not vague.own_when or vague.when is None:
        return True
    return vague.trigger.definite and vague.when.ucdp_date_prec > 2


def _same_voice(vague: Telling, full: Telling) -> bool:
    """Whether the vague one is the outlet's voice, the same source, or nobody named of its side."""
    if vague.source is None or full.source is None:
        return vague.source is None
    if vague.source.name:
        return source_key(vague) == source_key(full)
    return len({vague.source.side, full.source.side} - {None}) <= 1


def _covers(vague: Telling, full: Telling) -> bool:
    """Whether the vague telling's place can hold the full one's: none, or a wider one around it.

    The same place counts only for "the attack": told anew it is the outlet's own claim.
    """
    if not vague.own_place:
        return True
    if vague.trigger.definite:
        return any(holds(p, q) for p in vague.places for q in full.places)
    return holds(vague.places[0], full.places[0])


def _with_evidence(telling: Telling, told: Iterable[Telling]) -> Telling:
    """The telling with its restatements' evidence; "images" beside a video are the video."""
    echoes = [t for t in told if t is not telling and _adds_nothing(t, telling)]
    found = {e.kind: e for t in (telling, *echoes) for e in reversed(t.evidence)}
    if "video" in found and all(e.kind != "photo" for e in telling.evidence):
        found.pop("photo", None)
    return replace(telling, evidence=tuple(found.values()))
