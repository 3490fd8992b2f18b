"""Merges and splits as pairs of claims that linking must join or keep apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from reportedly.clusters import connected
from reportedly.records import Article, Claim, Decision, Subject
from reportedly.stages.review.apply import in_order
from reportedly.stages.review.find import Scene, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ClaimPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people decided on which claims tell of one happening, in today's claim ids."""

    must_link: list[ClaimPair] = field(default_factory=list)
    cannot_link: list[ClaimPair] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)


def constraints(
    decisions: Iterable[Decision], articles: Sequence[Article], claims: Sequence[Claim]
) -> Constraints:
    """The merges and splits that hold. ``after`` is the other claim's Subject, or a list of them.

    Of decisions that contradict each other the latest holds; the others are in ``unfit``.
    """
    scene = Scene(articles, claims)
    made = Constraints()
    for decision in reversed(in_order(decisions)):
        if decision.action not in ("merge", "split"):
            continue
        pairs = _pairs(decision, scene)
        if isinstance(pairs, str):
            made.unfit.append(Unfit(decision, pairs))
        elif not _consistent(pairs, decision.action, made):
            made.unfit.append(Unfit(decision, "overruled by a later decision on the same claims"))
        else:
            kept = made.must_link if decision.action == "merge" else made.cannot_link
            kept.extend(pair for pair in pairs if pair not in kept)
    return made


def _pairs(decision: Decision, scene: Scene) -> list[ClaimPair] | str:
    others = decision.after if isinstance(decision.after, list) else [decision.after]
    first = scene.claim(decision.on, decision.before)
    if isinstance(first, str):
        return first
    pairs: list[ClaimPair] = []
    for other in others:
        try:
            subject = msgspec.convert(msgspec.to_builtins(other), Subject)
        except msgspec.ValidationError as error:
            return f"{decision.action} must name the other claim's words: {error}"
        second = scene.claim(subject)
        if isinstance(second, str):
            return second
        if second.id == first.id:
            return "both ends are now one claim"
        if decision.action == "merge" and bool(first.excluded_by) != bool(second.excluded_by):
            rule = first.excluded_by or second.excluded_by
            return f"one claim is recorded, the other left out ({rule}): they are never merged"
        pairs.append((min(first.id, second.id), max(first.id, second.id)))
    return pairs


def _consistent(pairs: list[ClaimPair], action: str, made: Constraints) -> bool:
    merges = made.must_link + (pairs if action == "merge" else [])
    splits = made.cannot_link + (pairs if action == "split" else [])
    ids = sorted({claim for pair in merges + splits for claim in pair})
    at = {claim: k for k, claim in enumerate(ids)}
    parts = connected(len(ids), [(at[a], at[b]) for a, b in merges])
    of = {k: part[0] for part in parts for k in part}
    return all(of[at[a]] != of[at[b]] for a, b in splits)
