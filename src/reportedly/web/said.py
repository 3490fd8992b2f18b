"""What people said of the values of a casebook, and what of it asks for somebody else's eyes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.stages.review import QUEUE, in_order, standings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportedly.records import Claim, Decision
    from reportedly.stages.review import Standing
    from reportedly.web.door import Person

ON_ALL = ("accept", "reject")
"""What, decided on a whole claim, decides its values too."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was decided on each value, on whole claims, and what is to be read twice."""

    values: Mapping[str, Standing] = field(default_factory=dict)
    wholes: Mapping[str, Decision] = field(default_factory=dict)
    share: float = 0.0
    asked: frozenset[str] = frozenset()

    def first(self, key: str) -> Decision | None:
        """What a value was decided to be; None if nobody judged it openly."""
        one = self.values.get(key)
        mine = (one.third or one.first) if one else None
        return mine or self.wholes.get(key.partition(":")[0])

    def wants_second(self, key: str, person: Person) -> bool:
        """Whether this person is to read a value that somebody else judged."""
        one = self.values.get(key)
        if one is None or one.first is None or one.second or one.third:
            return False
        whole = self.wholes.get(one.claim_id)
        if one.first.by == person.name or (whole and whole.action == "reject"):
            return False
        return one.claim_id in self.asked or sampled(key, self.share)

    def settles(self, key: str, person: Person) -> bool:
        """Whether this person may settle a value."""
        one = self.values.get(key)
        return one is not None and may_settle(one, person)

    def key_of(self, decision_id: str) -> str | None:
        """The value that a decision was made on; of a whole claim, without a path."""
        for key, one in self.values.items():
            if any(d.id == decision_id for d in (*one.plain, *one.seconds, *one.thirds)):
                return key
        found = (claim for claim, d in self.wholes.items() if d.id == decision_id)
        return next((f"{claim}:" for claim in found), None)


def may_settle(one: Standing, person: Person) -> bool:
    """Whether a person may settle a value that is disputed, or was: none of its readers may.

    An owner may in any case, so that two people can work alone.
    """
    readers = {decision.by for decision in one.readers or ()}
    return one.contested and (person.role == "owner" or person.name not in readers)


def said(decisions: Iterable[Decision], claims: Mapping[str, Claim]) -> Said:
    """What people said; ``claims``: what each decision's claim was read as."""
    told = in_order(decisions)
    asks = [decision for decision in told if decision.action == "ask"]
    shares = [share(decision) for decision in asks if decision.on.record == QUEUE]
    return Said(
        values=standings(told, claims),
        wholes={
            claims[d.id].id: d
            for d in told
            if d.id in claims and d.on.record == "claim" and _on_whole(d)
        },
        share=shares[-1] if shares else 0.0,
        asked=frozenset(claims[d.id].id for d in asks if d.id in claims),
    )


def _on_whole(decision: Decision) -> bool:
    return not decision.on.field and decision.action in ON_ALL


def share(decision: Decision) -> float:
    """The share that a decision asks to be read twice, 0 to 1."""
    return min(max(float(decision.after or 0), 0.0), 1.0)


def sampled(key: str, share_: float) -> bool:
    """Whether a value is in a share of all: by its name, so that a greater share holds a smaller.

    >>> sampled("c-1:event", 0.0), sampled("c-1:event", 1.0)
    (False, True)
    """
    place = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=6).digest())
    return place < share_ * 2**48
