"""What is put before a reviewer, one value at a time, in the order of how much it matters.

The order is made once for the claims that the casebook holds; what is decided, skipped or before
somebody else is left out when the next value is asked for.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from reportedly.stages.review import Scene, in_order
from reportedly.web.history import place_of_decision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportedly.records import Decision
    from reportedly.stores.casebook import Casebook
    from reportedly.web.index import Index
    from reportedly.web.weighing import Item

HOLD_SECONDS: Final = 120
"""How long a value that one person looks at is kept from the others."""

WHOLE_SECONDS: Final = 60.0
"""How long it waits for an index that has every value of the pages read last."""

LAST: Final = 50
"""Decisions of one's own that can be undone from the queue."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A value before a person, with its neighbours and how many are left."""

    item: Item
    before: str
    after: str
    left: int
    decided: int


class Queue:
    """The queue of one casebook, shared by all who review it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = Lock()
        self._made_of: tuple[int, ...] = ()
        self._items: list[Item] = []
        self._places: dict[str, int] = {}
        self._located: dict[str, str | None] = {}
        self._skipped: dict[str, list[str]] = defaultdict(list)
        self._held: dict[str, tuple[str, float]] = {}

    def turn(self, casebook: Casebook, person: str, wanted: str = "") -> Turn | None:
        """The value that is asked for, or the first that nobody decided; None if all are."""
        with self._lock:
            self._bring_up(casebook)
            done = self._decided(casebook)
            left = len(self._items) - len(done)
            at = self._places.get(wanted)
            if at is None:
                at = self._free(person, done, -1, 1)
            if at is None:
                return None
            item = self._items[at]
            self._held[item.key] = (person, time.monotonic() + HOLD_SECONDS)
            ends = (self._free(person, done, at, step) for step in (-1, 1))
            before, after = (self._items[at if k is None else k].key for k in ends)
            return Turn(item, before, after, left, len(done))

    def skip(self, person: str, key: str) -> None:
        """Put a value at the end, for this person."""
        with self._lock:
            skipped = self._skipped[person]
            if key in skipped:
                skipped.remove(key)
            skipped.append(key)
            self._held.pop(key, None)

    def decided(self, casebook: Casebook, key: str) -> Decision | None:
        """The decision on a value, if somebody made one."""
        with self._lock:
            self._bring_up(casebook)
            return self._decided(casebook).get(key)

    def bring_up(self, casebook: Casebook) -> None:
        """Make the order before somebody asks."""
        with self._lock:
            self._bring_up(casebook)

    def key_of(self, casebook: Casebook, decision_id: str) -> str | None:
        """The value that a decision was made on."""
        with self._lock:
            self._bring_up(casebook)
            self._decided(casebook)
            return self._located.get(decision_id)

    def _free(self, person: str, done: Mapping[str, Decision], at: int, step: int) -> int | None:
        """The next place, or the one before, of what nobody decided or looks at."""
        now = time.monotonic()
        held = {key for key, (who, until) in self._held.items() if who != person and until > now}
        skipped = [self._places[key] for key in self._skipped[person] if key in self._places]
        keys = ((k, self._items[k].key) for k in self._round(at, step, skipped))
        return next((k for k, key in keys if key not in done and key not in held), None)

    def _round(self, at: int, step: int, skipped: Sequence[int]) -> Iterator[int]:
        """Every place from one on, in one direction; what was skipped lies after the last."""
        count, aside, last = len(self._items), skipped[::step], frozenset(skipped)
        every = range(count)[::step]
        if at in last:
            yield from aside[aside.index(at) + 1 :]
        else:
            yield from (
                k for k in range(at + step, count if step > 0 else -1, step) if k not in last
            )
            yield from aside
        yield from (k for k in every if k not in last)

    def _bring_up(self, casebook: Casebook) -> None:
        """Make the order anew if pages were read since."""
        self._index.bring_up(casebook, WHOLE_SECONDS)
        counts = casebook.counts()
        made_of = (counts["articles"], counts["claims"], counts["captures"])
        if made_of != self._made_of:
            self._made_of, self._located = made_of, {}
            self._items = self._index.items()
            self._places = {item.key: at for at, item in enumerate(self._items)}

    def _decided(self, casebook: Casebook) -> dict[str, Decision]:
        """The decision that holds on each value, by its key; each decision is looked up once."""
        decisions = [d for d in in_order(casebook.decisions()) if d.on.record == "claim"]
        self._locate(casebook, [d for d in decisions if d.id not in self._located])
        found = {}
        for decision in decisions:
            key = self._located.get(decision.id)
            if key in self._places:
                found[key] = decision
            elif key and key.endswith(":") and decision.action in ("accept", "reject"):
                found |= {k: decision for k in self._places if k.startswith(key)}  # all of a claim
        return found

    def _locate(self, casebook: Casebook, decisions: list[Decision]) -> None:
        """Find what decisions were made on, among the claims of their captures alone."""
        if not decisions:
            return
        captures = {decision.on.capture for decision in decisions}
        articles = casebook.index.articles_of_captures(sorted(captures))
        read = [c for a in articles for c in casebook.claims(a.id, machine=True)]
        scene = Scene(articles, read)
        for decision in decisions:
            self._located[decision.id] = place_of_decision(decision, scene)
