"""What people decided on an incident and on the values of its claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly.records import Subject
from reportedly.stages.review import QUEUE, Scene, in_order, overruled, path_to, read_twice, undone
from reportedly.words import plural, safe

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from reportedly.records import Claim, Decision

ACTIONS = {
    "accept": "accepted",
    "edit": "changed",
    "reject": "rejected",
    "merge": "merged",
    "split": "split off",
    "unsure": "left open",
    "undo": "undid",
    "ask": "asked for a second reading of",
    "sign": "signed off",
}
"""What a person did, in words."""


@dataclass(frozen=True, slots=True)
class Past:
    """A decision as a line of history."""

    decision: Decision
    words: str
    holds: bool


def judged(
    decisions: Iterable[Decision], scene: Scene, claims: Mapping[str, Claim]
) -> dict[tuple[str, str], Decision]:
    """The last decision that holds on each value of these claims, by claim and path today."""
    found: dict[tuple[str, str], Decision] = {}
    told = in_order(decisions)
    silent = overruled(read_twice(told, scene))
    for decision in told:
        path = decision.on.field
        if decision.on.record != "claim" or not path or decision.action == "reject":
            continue
        if decision.id in silent:
            continue
        claim = scene.claim(decision.on)
        if isinstance(claim, str) or claim.id not in claims:
            continue
        value = decision.after if decision.action == "edit" else decision.before
        now = path_today(claims[claim.id], path, value)
        if now:
            found[claim.id, now] = decision
    return found


def path_today(claim: Claim, path: str, value: Any) -> str | None:  # noqa: ANN401 - of any field
    """Where a value that stood at a path stands in the claim now; None if it is gone."""
    try:
        return path_to(claim, path, value)
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def past(
    decisions: Sequence[Decision],
    scene: Scene,
    claim_ids: Iterable[str],
    captures: Collection[str] = (),
) -> list[Past]:
    """The decisions on these claims and their incident, and on these pages, the newest first."""
    gone = undone(decisions)
    mine = set(claim_ids)
    told = {decision.id: decision for decision in decisions}
    return [
        Past(decision, sentence(decision, told), decision.id not in gone)
        for decision in sorted(decisions, key=lambda d: (d.at, d.id), reverse=True)
        if (decision.on.record == "article" and decision.on.capture in captures)
        or not mine.isdisjoint(_claims(decision, scene))
    ]


def _claims(decision: Decision, scene: Scene) -> set[str]:
    """The claims that a decision speaks of today; those of a merge or split at both ends."""
    if decision.on.record == "article":
        return set()
    ends = [decision.on]
    if decision.action in ("merge", "split"):
        others = decision.after if isinstance(decision.after, list) else [decision.after]
        ends += [msgspec.convert(other, Subject) for other in others]
    found = (scene.claim(end) for end in ends)
    return {claim.id for claim in found if not isinstance(claim, str)}


def sentence(decision: Decision, told: Mapping[str, Decision]) -> str:
    """What was done, in words.

    >>> from reportedly.records import Decision, Subject
    >>> on = Subject(record="claim", capture="c", quote="x", field="modality")
    >>> done = Decision(id="d", on=on, action="edit", before="asserted", after="denied",
    ...     by="Ana", at="2024-05-02T09:00:00Z")
    >>> sentence(done, {})
    'changed modality from asserted to denied'
    """
    done, field = ACTIONS[decision.action], _field(decision)
    if decision.reading:
        done = f"{READINGS[decision.reading]} and {done}"
    match decision.action:
        case "undo":
            taken = told.get(str(decision.before))
            return f"undid: {sentence(taken, told)}" if taken else "undid a decision"
        case "merge" | "split":
            others = decision.after if isinstance(decision.after, list) else [decision.after]
            side = "from" if decision.action == "split" else "with"
            noun = decision.on.record if decision.on.record in TIED else "claim"
            if noun == "origin":
                return f"{done} the origin of a claim {side} that of {plural(len(others), 'other')}"
            return f"{done} {TIED[noun]} {side} {plural(len(others), f'other {noun}')}"
        case "edit":
            before, after = map(value_words, (decision.before, decision.after))
            return f"{done} {field} from {before} to {after}"
    return f"{done} {field}" + (f": {value_words(decision.before)}" if decision.on.field else "")


READINGS = {"second": "read a value a second time", "third": "settled what two readers differ on"}
"""How a value was read, in words."""

TIED = {"claim": "a claim", "article": "the text of an article", "origin": "an origin"}
"""What is merged and split, in words."""


def _field(decision: Decision) -> str:
    if decision.on.record == QUEUE:
        return f"{float(decision.after or 0):.0%} of all values"
    if decision.action in ("ask", "sign"):
        return "the incident"
    return FIELDS.get((decision.on.field or "").split(".")[0], decision.on.record)


FIELDS = {
    "event": "the kind of event",
    "modality": "modality",
    "source": "the source",
    "channel": "the channel",
    "evidence": "evidence",
    "place": "the place",
    "when": "the time",
    "weapons": "a weapon",
    "actors": "an actor",
    "targets": "a target",
    "counts": "a count",
    "verification": "the verification",
    "grade": "the grade",
}
"""The fields of a claim or an incident, in words."""


def value_words(value: Any) -> str:  # noqa: ANN401 - of any field
    """A stored value, short."""
    if value is None:
        return "not said"
    if not isinstance(value, dict):
        return safe(str(value))
    if "low" in value:
        low, high = (("?" if value[k] is None else value[k]) for k in ("low", "high"))
        number = low if low == high else f"{low} to {high}"
        return safe(f"{number} {value.get('who') or ''} {value.get('what')}".replace("  ", " "))
    if "precision" in value and "start" in value:
        return safe(f"{value['start'] or '…'} to {value['end'] or '…'}")
    names = ("name", "designation", "as_written", "quote", "kind")
    return safe(next((str(value[k]) for k in names if value.get(k)), "a value"))
