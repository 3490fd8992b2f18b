"""Merges and splits as pairs that must be joined or kept apart: of claims, origins, articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly.clusters import connected
from reportedly.records import Article, Claim, Decision, Subject
from reportedly.stages.review.find import Scene, Unfit
from reportedly.stages.review.order import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

IdPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people put together and what they keep apart, in today's ids."""

    must_link: list[IdPair] = field(default_factory=list)
    cannot_link: list[IdPair] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)


def constraints(
    decisions: Iterable[Decision], articles: Sequence[Article], claims: Sequence[Claim]
) -> Constraints:
    """Which claims tell of one happening.

    A decision's ``after`` is the other claim's Subject, or a list of them. Of decisions that
    contradict each other the latest holds; the others are in ``unfit``.
    """
    told = [d for d in decisions if d.on.record not in ("article", "origin")]
    return _ties(told, _of_claims(Scene(articles, claims)))


def origin_ties(
    decisions: Iterable[Decision], articles: Sequence[Article], claims: Sequence[Claim]
) -> Constraints:
    """Which claims have one origin: merges and splits on an origin, by the words of claims."""
    told = [d for d in decisions if d.on.record == "origin"]
    return _ties(told, _of_claims(Scene(articles, claims)))


def article_ties(decisions: Iterable[Decision], articles: Sequence[Article]) -> Constraints:
    """Which articles carry one text: merges and splits on an article, by their captures."""
    of = {article.capture_id: End(article.id) for article in articles}

    def find(subject: Subject, _told_by: Any) -> End | Missing:  # noqa: ANN401 - as for claims
        return of.get(subject.capture) or Missing(
            f"no article of capture {subject.capture} is in the casebook"
        )

    return _ties([d for d in decisions if d.on.record == "article"], find)


@dataclass(frozen=True, slots=True)
class End:
    """What a decision's words are found to be, and the rule that leaves it out, if one does."""

    id: str
    excluded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Why nothing is found for a decision's words."""

    reason: str


Find = Callable[[Subject, Any], "End | Missing"]


def _of_claims(scene: Scene) -> Find:
    def find(subject: Subject, told_by: Any) -> End | Missing:  # noqa: ANN401 - values of any field
        claim = scene.claim(subject, told_by)
        if isinstance(claim, str):
            return Missing(claim)
        return End(claim.id, claim.excluded_by)

    return find


def _ties(decisions: Iterable[Decision], find: Find) -> Constraints:
    made = Constraints()
    for decision in reversed(in_order(decisions)):
        if decision.action not in ("merge", "split"):
            continue
        pairs = _pairs(decision, find)
        if isinstance(pairs, Missing):
            made.unfit.append(Unfit(decision, pairs.reason))
        elif not _consistent(pairs, decision.action, made):
            made.unfit.append(Unfit(decision, "overruled by a later decision on the same"))
        else:
            kept = made.must_link if decision.action == "merge" else made.cannot_link
            kept.extend(pair for pair in pairs if pair not in kept)
    return made


def _pairs(decision: Decision, find: Find) -> list[IdPair] | Missing:
    others = decision.after if isinstance(decision.after, list) else [decision.after]
    first = find(decision.on, decision.before)
    if isinstance(first, Missing):
        return first
    pairs: list[IdPair] = []
    for other in others:
        try:
            subject = msgspec.convert(msgspec.to_builtins(other), Subject)
        except msgspec.ValidationError as error:
            return Missing(f"{decision.action} must name the other's words: {error}")
        second = find(subject, None)
        if isinstance(second, Missing):
            return second
        if second.id == first.id:
            return Missing("both ends are now one")
        if decision.action == "merge" and bool(first.excluded_by) != bool(second.excluded_by):
            rule = first.excluded_by or second.excluded_by
            why = f"one claim is recorded, the other left out ({rule}): they are never merged"
            return Missing(why)
        pairs.append((min(first.id, second.id), max(first.id, second.id)))
    return pairs


def _consistent(pairs: list[IdPair], action: str, made: Constraints) -> bool:
    merges = made.must_link + (pairs if action == "merge" else [])
    splits = made.cannot_link + (pairs if action == "split" else [])
    ids = sorted({name for pair in merges + splits for name in pair})
    at = {name: k for k, name in enumerate(ids)}
    parts = connected(len(ids), [(at[a], at[b]) for a, b in merges])
    of = {k: part[0] for part in parts for k in part}
    return all(of[at[a]] != of[at[b]] for a, b in splits)
