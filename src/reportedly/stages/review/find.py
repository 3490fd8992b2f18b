"""The claim or incident that a decision's words belong to today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportedly.stages.review.anchor import locate, value_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.records import Article, Claim, Decision, Incident, Span, Subject


IN_NO_INCIDENT = "is in no incident"
"""The reason where the incidents looked at are not those that the words belong to."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A decision that could not be applied, and why; it stays stored."""

    decision: Decision
    reason: str


class Scene:
    """The articles and claims that decisions are looked up in."""

    def __init__(self, articles: Iterable[Article], claims: Iterable[Claim]) -> None:
        self._pages: dict[str, list[Article]] = defaultdict(list)
        for article in articles:
            self._pages[article.capture_id].append(article)
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            self._claims[claim.article_id].append(claim)

    def claim(self, subject: Subject, told_by: Any = None) -> Claim | str:  # noqa: ANN401
        """The claim that the subject's words belong to, or why there is none.

        The subject's marks and ``told_by`` (field path -> value) tell claims of one sentence apart.
        """
        pages = self._pages.get(subject.capture)
        if not pages:
            return f"no article of capture {subject.capture} is in the casebook"
        found = [(a, span) for a in pages if (span := locate(subject, a)) is not None]
        if not found:
            return f"the words {subject.quote!r} are no longer in the article"
        near = [
            (_overlap(claim.span, span), claim)
            for article, span in found
            for claim in self._claims.get(article.id, ())
            if claim.span.meets(span)
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
    told = subject.marks | (told_by if isinstance(told_by, dict) else {})
    if len(best) > 1 and told:
        fits = [sum(_is(claim, path, v) for path, v in told.items()) for claim in best]
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
