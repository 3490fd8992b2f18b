"""A claim beside its article: its values, what was decided on them, and their words on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.telling import Value, values_of
from reportedly.web.editing import TO, Input, inputs
from reportedly.web.evidence import Shown, lit, show
from reportedly.web.history import ACTIONS, judged
from reportedly.web.incident import outlet
from reportedly.web.vouching import read_of

if TYPE_CHECKING:
    from reportedly.records import Article, Claim, Decision
    from reportedly.stages.review import Scene
    from reportedly.stores.casebook import Casebook
    from reportedly.web.incident import Held

NOT_NULL = ("event", "modality")
"""Values that every claim has: they can be changed, not taken away."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A value of the claim at the side, with what a person decided on it last."""

    value: Value
    decision: Decision | None
    twice: str = ""

    @property
    def status(self) -> str:
        """What was decided, in words, and whether two people read it alike."""
        if self.decision is None:
            return ""
        done = f"{ACTIONS[self.decision.action]} by {self.decision.by}"
        return f"{done}, {self.twice}" if self.twice else done


@dataclass(frozen=True, slots=True)
class Side:
    """A claim with its values, and its article with the words that carry them."""

    claim: Claim
    article: Article
    outlet: str
    who: str
    shown: Shown
    values: list[Judged]
    chosen: Judged | None
    inputs: list[Input]
    can_reject: bool
    to: str = TO


def beside(
    casebook: Casebook,
    held: Held,
    wanted: tuple[str, str],
    decisions: list[Decision],
    scene: Scene,
) -> Side:
    """The claim that is asked for, or the incident's first."""
    name, path = wanted
    claims = {claim.id: claim for claim in held.claims}
    claim = claims.get(name, held.claims[0])
    article = held.articles[claim.article_id]
    last = judged(decisions, scene, claims)
    twice = read_of(claims, decisions, scene)
    values = [
        Judged(value, last.get(at), twice.get(at, ""))
        for value in values_of(claim)
        for at in ((claim.id, value.path),)
    ]
    chosen = next((j for j in values if j.value.path == path), None)
    mentions = list(casebook.mentions(article.id))
    lit_path = chosen.value.path if chosen else None
    marks = [(span, kind, "") for span, kind in lit(claim, lit_path, mentions)]
    return Side(
        claim=claim,
        article=article,
        outlet=outlet(article),
        who=held.names.source(claim.source),
        shown=show(article, marks),
        values=values,
        chosen=chosen,
        inputs=inputs(claim, chosen.value.path) if chosen else [],
        can_reject=bool(chosen and chosen.value.given and _removable(claim, chosen.value.path)),
    )


def _removable(claim: Claim, path: str) -> bool:
    return path not in NOT_NULL and not (path == "source" and claim.source is None)
