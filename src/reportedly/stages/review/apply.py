"""People's decisions applied to what the machine made: in order of time, none overwritten.

A run calls ``on_claims`` before linking (edits and rejections of claims), ``constraints`` for
linking (merges and splits), ``on_incidents`` after fusing. ``apply`` does the first and the last
on finished records. A decision that fits no longer is returned with the reason, never dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from reportedly.records import Article, Claim, Decision, Incident, Status
from reportedly.stages.review.anchor import core, value_at
from reportedly.stages.review.find import Scene, Unfit
from reportedly.stages.review.order import in_order
from reportedly.stages.review.readings import TIES, overruled, read_twice, told_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

R = TypeVar("R", Claim, Incident)

QUEUE = "queue"
"""What a decision is on that asks for a share of all values to be read twice."""

_STATUS: dict[str, Status] = {
    "accept": "accepted",
    "sign": "accepted",
    "reject": "rejected",
    "unsure": "pending",
}

_LOST = "{path} has no such value any more: the second reading was made on another"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Claims and incidents as people decided, claims set aside, decisions that fit no longer."""

    claims: list[Claim]
    incidents: list[Incident]
    rejected: list[Claim]
    unfit: list[Unfit]


def apply(
    decisions: Iterable[Decision],
    articles: Sequence[Article],
    claims: Sequence[Claim],
    incidents: Sequence[Incident],
) -> Reviewed:
    """All decisions on claims and incidents that are already linked.

    An incident whose claims are all rejected is rejected. To have its values drawn again from
    the edited claims, link and fuse between ``on_claims`` and ``on_incidents``.
    """
    told = in_order(decisions)
    kept, rejected, unfit = on_claims(told, articles, claims)
    gone = {claim.id for claim in rejected}
    left = [
        _emptied(incident) if gone.issuperset(incident.claim_ids) else incident
        for incident in incidents
    ]
    decided, more = on_incidents(told, articles, claims, left)
    return Reviewed(kept, decided, rejected, unfit + more + _on_others(told))


def _on_others(decisions: Sequence[Decision]) -> list[Unfit]:
    return [
        Unfit(decision, f"decisions on a {decision.on.record} cannot be applied: claim or incident")
        for decision in decisions
        if decision.on.record not in ("claim", "incident", QUEUE)
    ]


def on_claims(
    decisions: Iterable[Decision], articles: Sequence[Article], claims: Sequence[Claim]
) -> tuple[list[Claim], list[Claim], list[Unfit]]:
    """The claims with edits made, those that people rejected, and decisions that fit no longer.

    A claim that is accepted after it was rejected is back.
    """
    scene = Scene(articles, claims)
    now = {claim.id: claim for claim in claims}
    out: dict[str, bool] = {}
    unfit: list[Unfit] = []
    told = in_order(decisions)
    silent = overruled(read_twice(told, scene))
    for decision in told:
        if decision.on.record != "claim" or decision.action in TIES or decision.id in silent:
            continue
        found = scene.claim(decision.on, told_by(decision))
        if isinstance(found, str):
            unfit.append(Unfit(decision, found))
        elif decision.reading == "second":
            unfit.append(Unfit(decision, _LOST.format(path=decision.on.field)))
        elif decision.action == "edit" or decision.on.field:
            now[found.id] = _edited(now[found.id], decision, unfit)
        else:
            out[found.id] = decision.action == "reject"
    rejected = [now[claim.id] for claim in claims if out.get(claim.id)]
    return [now[claim.id] for claim in claims if not out.get(claim.id)], rejected, unfit


def on_incidents(
    decisions: Iterable[Decision],
    articles: Sequence[Article],
    claims: Sequence[Claim],
    incidents: Sequence[Incident],
) -> tuple[list[Incident], list[Unfit]]:
    """The incidents with status and edits of people, and the decisions that fit no longer."""
    scene = Scene(articles, claims)
    now = {incident.id: incident for incident in incidents}
    unfit: list[Unfit] = []
    for decision in in_order(decisions):
        if decision.on.record != "incident" or decision.action in TIES:
            continue
        found = scene.incident(decision.on, incidents, told_by(decision))
        if isinstance(found, str):
            unfit.append(Unfit(decision, found))
        elif decision.action == "edit":
            now[found.id] = _edited(now[found.id], decision, unfit)
        elif decision.action in _STATUS:
            status = _STATUS[decision.action]
            now[found.id] = msgspec.structs.replace(now[found.id], status=status)
    return [now[incident.id] for incident in incidents], unfit


def _emptied(incident: Incident) -> Incident:
    return msgspec.structs.replace(incident, status="rejected")


def _edited(record: R, decision: Decision, unfit: list[Unfit]) -> R:
    """The record with one value judged; the decision goes to ``unfit`` if it cannot be."""
    path, after = decision.on.field, decision.after
    try:
        if not path:
            unfit.append(Unfit(decision, "an edit must say which field"))
            return record
        found = path_to(record, path, decision.before) or path_to(record, path, after)
        if found is None:
            value = value_at(record, path)
            reason = f"{path} is now {value!r}; the decision was made on {decision.before!r}"
            unfit.append(Unfit(decision, reason))
        elif decision.action == "edit":
            return with_value(record, found, after)
        elif decision.action == "reject":
            return without_value(record, found, decision)
    except (KeyError, IndexError, TypeError, ValueError, msgspec.ValidationError) as error:
        unfit.append(Unfit(decision, f"{path} cannot be set to {after!r}: {error}"))
    return record


def path_to(record: Claim | Incident, path: str, wanted: Any) -> str | None:  # noqa: ANN401
    """Where the value that was judged stands now: at its path, or elsewhere in its list."""
    head, _, last = path.rpartition(".")
    listed = value_at(record, head) if last.isdigit() else None
    if listed is not None and not isinstance(wanted, int | str | None):
        same = [str(k) for k, value in enumerate(listed) if core(value) == core(wanted)]
        return f"{head}.{last if last in same else same[0]}" if same else None
    return path if core(value_at(record, path)) == core(wanted) else None


def without_value(record: R, path: str, decision: Decision) -> R:
    """The record without a value that a person rejected: gone from its list, or null with a why."""
    plain, part, last = _opened(record, path)
    if isinstance(part, list):
        del part[int(last)]
    else:
        part[last] = None
    if f"{path}_null_reason" in plain:
        reason = decision.reason or "no reason given"
        plain[f"{path}_null_reason"] = f"rejected by {decision.by}: {reason}"
    return msgspec.convert(plain, type(record))


def with_value(record: R, path: str, value: Any) -> R:  # noqa: ANN401 - fields differ in type
    """The record with the value at a dotted path of its JSON changed, checked against its type."""
    plain, part, last = _opened(record, path)
    if isinstance(part, list):
        part[int(last)] = value
    elif last in part:
        part[last] = value
    else:
        message = f"there is no field {path!r}"
        raise KeyError(message)
    return msgspec.convert(plain, type(record))


def _opened(record: R, path: str) -> tuple[Any, Any, str]:
    """The record as JSON that can be changed, the part of it that holds the path's last step."""
    plain = msgspec.json.decode(msgspec.json.encode(record))
    *way, last = path.split(".")
    part = plain
    for step in way:
        part = part[int(step)] if isinstance(part, list) else part[step]
    return plain, part, last
