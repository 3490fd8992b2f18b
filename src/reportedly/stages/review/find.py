"""The claim or incident that a decision's words belong to today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly.stages.review.anchor import locate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Article, Claim, Decision, Incident, Span, Subject


IN_NO_INCIDENT = "is in no incident"
"""The reason where the incidents looked at are not those that the words belong to."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A decision that could not be applied, and why; it stays stored."""

    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True)
class Scene:
    """The articles and claims that decisions are looked up in."""

    articles: Sequence[Article]
    claims: Sequence[Claim]

    def claim(self, subject: Subject, told_by: Any = None) -> Claim | str:  # noqa: ANN401
        """The claim that the subject's words belong to, or why there is none.

        ``told_by`` (field path -> value, as in ``marks_of``) tells claims of one sentence apart.
        """
        pages = [a for a in self.articles if a.capture_id == subject.capture]
        if not pages:
            return f"no article of capture {subject.capture} is in the casebook"
        found = [(a, span) for a in pages if (span := locate(subject, a)) is not None]
        if not found:
            return f"the words {subject.quote!r} are no longer in the article"
        near = [
            (_overlap(claim.span, span), claim)
            for article, span in found
            for claim in self.claims
            if claim.article_id == article.id and claim.span.meets(span)
        ]
        return _only_one(near, subject, told_by)

    def incident(
        self,
        subject: Subject,
        incidents: Sequence[Incident],
        told_by: Any = None,  # noqa: ANN401
    ) -> Incident | str:
        """The incident that holds the claim with the subject's words, or why there is none."""
        claim = self.claim(subject, told_by)
        if isinstance(claim, str):
            return claim
        holding = [incident for incident in incidents if claim.id in incident.claim_ids]
        return holding[0] if holding else f"claim {claim.id} {IN_NO_INCIDENT}"


def _only_one(
    near: list[tuple[float, Claim]],
    subject: Subject,
    told_by: Any,  # noqa: ANN401
) -> Claim | str:
    if not near:
        return f"no claim is read out of the words {subject.quote!r} any more"
    most = max(overlap for overlap, _ in near)
    best = [claim for overlap, claim in near if overlap == most]
    if len(best) > 1 and isinstance(told_by, dict):
        fits = [sum(_is(claim, path, v) for path, v in told_by.items()) for claim in best]
        best = [claim for claim, fit in zip(best, fits, strict=True) if fit == max(fits)]
    if len(best) > 1:
        return f"{len(best)} claims are read out of the words {subject.quote!r}: say which"
    return best[0]


def _is(claim: Claim, path: str, value: Any) -> bool:  # noqa: ANN401
    try:
        return bool(value_at(claim, path) == value)
    except (KeyError, IndexError, TypeError, ValueError):
        return False


def _overlap(a: Span, b: Span) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / max(max(a.end, b.end) - min(a.start, b.start), 1)


MARKS = ("event.acled_sub_type", "modality", "place.name", "source.name")


def marks_of(claim: Claim) -> dict[str, Any]:
    """What tells this claim from others read out of the same sentence, for ``before``."""
    found = {path: value_at(claim, path) for path in MARKS}
    return {path: value for path, value in found.items() if value is not None}


def value_at(record: msgspec.Struct, path: str) -> Any:  # noqa: ANN401 - fields differ in type
    """The value at a dotted path of the record's JSON; None where a step on the way is null.

    A step that does not exist raises KeyError, IndexError, TypeError or ValueError.
    """
    value: Any = msgspec.to_builtins(record)
    for step in path.split("."):
        if value is None:
            return None
        value = value[int(step)] if isinstance(value, list | tuple) else value[step]
    return value
