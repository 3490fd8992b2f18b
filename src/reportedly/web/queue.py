"""What is put before a reviewer, one value at a time, in the order of how much it matters.

The order is made once for the claims that the casebook holds; what is decided, skipped or before
somebody else is left out when the next value is asked for. Beside the values that nobody judged
there are those to be read a second time, those that two readers hold to be something else, and
the incidents that changed since they were signed off.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal, get_args

from reportedly.stages.review import Scene, claims_of
from reportedly.web.index_rows import CHANGED, SIGNED
from reportedly.web.said import Said, said
from reportedly.web.weighing import Item

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reportedly.records import Claim, Decision
    from reportedly.stores.casebook import Casebook
    from reportedly.web.door import Person
    from reportedly.web.index import Index

HOLD_SECONDS: Final = 120
"""How long a value that one person looks at is kept from the others."""

WHOLE_SECONDS: Final = 60.0
"""How long it waits for an index that has every value of the pages read last."""

LAST: Final = 50
"""Decisions of one's own that can be undone from the queue."""

Of = Literal["first", "second", "disputed", "changed"]
KINDS: Final[dict[Of, str]] = {
    "first": "Not judged",
    "second": "Second reading",
    "disputed": "Disputed",
    "changed": "Changed since sign-off",
}
"""What a reviewer is asked for: a judgement, one more without knowing the first, who is right,
whether the sign-off still holds."""

OFS: Final[tuple[Of, ...]] = get_args(Of)


@dataclass(frozen=True, slots=True)
class Turn:
    """What is before a person, with its neighbours, and how many of each kind are left."""

    of: Of
    item: Item | None
    before: str
    after: str
    left: Mapping[Of, int]
    decided: int


@dataclass(frozen=True, slots=True)
class _Round:
    """The keys of a kind in their order, and which of them wait for a person."""

    keys: Sequence[str]
    places: Mapping[str, int]
    waits: Collection[str]

    def to_show(self, wanted: str) -> int | None:
        """The place of what is asked for, if it waits."""
        return self.places.get(wanted) if wanted in self.waits else None


class _NotDone:
    """The values that nobody decided, without a list of them."""

    def __init__(self, places: Mapping[str, int], done: Collection[str]) -> None:
        self._places, self._done = places, done

    def __contains__(self, key: object) -> bool:
        return key in self._places and key not in self._done

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._places if key not in self._done)

    def __len__(self) -> int:
        return len(self._places) - len(self._done)


class Queue:
    """The queue of one casebook, shared by all who review it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = Lock()
        self._made_of: tuple[int, ...] = ()
        self._items: list[Item] = []
        self._keys: list[str] = []
        self._places: dict[str, int] = {}
        self._of_claim: dict[str, list[str]] = {}
        self._claims: dict[str, Claim | None] = {}
        self._said: tuple[int, Said] = (-1, Said())
        self._skipped: dict[str, list[str]] = defaultdict(list)
        self._held: dict[str, tuple[str, float]] = {}

    def turn(self, casebook: Casebook, person: Person, wanted: str = "", of: Of = "first") -> Turn:
        """What is asked for, or the first that waits for this person; no item if nothing does."""
        with self._lock:
            self._bring_up(casebook)
            rounds = {kind: self._round_of(casebook, person, kind) for kind in OFS}
            left = {kind: len(one.waits) for kind, one in rounds.items()}
            done = len(self._items) - left["first"]
            mine = rounds[of]
            at = self._places.get(wanted) if of == "first" else mine.to_show(wanted)
            if at is None:
                at = self._free(person.name, mine, -1, 1)
            if at is None:
                return Turn(of, None, "", "", left, done)
            key = mine.keys[at]
            self._held[key] = (person.name, time.monotonic() + HOLD_SECONDS)
            ends = (self._free(person.name, mine, at, step) for step in (-1, 1))
            before, after = (mine.keys[at if k is None else k] for k in ends)
            item = Item(key) if of == "changed" else self._items[self._places[key]]
            return Turn(of, item, before, after, left, done)

    def left(self, casebook: Casebook, person: Person) -> dict[Of, int]:
        """How much of each kind waits for a person."""
        with self._lock:
            self._bring_up(casebook)
            return {kind: len(self._round_of(casebook, person, kind).waits) for kind in OFS}

    def skip(self, person: str, key: str) -> None:
        """Put a value at the end, for this person."""
        with self._lock:
            skipped = self._skipped[person]
            if key in skipped:
                skipped.remove(key)
            skipped.append(key)
            self._held.pop(key, None)

    def let_go(self, key: str) -> None:
        """Nobody looks at a value any more: it was judged."""
        with self._lock:
            self._held.pop(key, None)

    def said(self, casebook: Casebook) -> Said:
        """What people said of the values."""
        with self._lock:
            self._bring_up(casebook)
            return self._now(casebook)

    def bring_up(self, casebook: Casebook) -> None:
        """Make the order before somebody asks."""
        with self._lock:
            self._bring_up(casebook)

    def _round_of(self, casebook: Casebook, person: Person, of: Of) -> _Round:
        """The keys of a kind, and which of them wait for a person."""
        now = self._now(casebook)
        match of:
            case "first":
                waits: Collection[str] = _NotDone(self._places, self._done(now, person))
            case "changed":
                names = self._index.in_facet("review", CHANGED)
                return _Round(names, {name: at for at, name in enumerate(names)}, set(names))
            case "second":
                waits = {key for key in now.values if now.wants_second(key, person)}
            case _:
                told = (key for key, one in now.values.items() if one.disputed)
                waits = {key for key in told if now.settles(key, person)}
        if of != "first":
            waits = {key for key in waits if key in self._places}
        return _Round(self._keys, self._places, waits)

    def _done(self, now: Said, person: Person) -> set[str]:
        """The values that ask for nothing: judged, of an incident signed off, or read by one."""
        done = {key for key, one in now.values.items() if one.first or one.third}
        done |= {k for k, one in now.values.items() if one.second and one.second.by == person.name}
        shut = [*now.wholes, *self._index.claims_in_facet("review", SIGNED)]
        done |= {key for claim in shut for key in self._of_claim.get(claim, ())}
        return {key for key in done if key in self._places}

    def _free(self, person: str, mine: _Round, at: int, step: int) -> int | None:
        """The next place, or the one before, of what waits and nobody else looks at."""
        now = time.monotonic()
        held = {key for key, (who, until) in self._held.items() if who != person and until > now}
        skipped = [mine.places[key] for key in self._skipped[person] if key in mine.places]
        keys = ((k, mine.keys[k]) for k in _around(len(mine.keys), at, step, skipped))
        return next((k for k, key in keys if key in mine.waits and key not in held), None)

    def _bring_up(self, casebook: Casebook) -> None:
        """Make the order anew if pages were read since."""
        self._index.bring_up(casebook, WHOLE_SECONDS)
        counts = casebook.counts()
        made_of = (counts["articles"], counts["claims"], counts["captures"])
        if made_of != self._made_of:
            self._made_of, self._claims, self._said = made_of, {}, (-1, Said())
            self._items = self._index.items()
            self._keys = [item.key for item in self._items]
            self._places = {key: at for at, key in enumerate(self._keys)}
            self._of_claim = {}
            for key in self._keys:
                self._of_claim.setdefault(key.partition(":")[0], []).append(key)

    def _now(self, casebook: Casebook) -> Said:
        """What people said, each decision looked up once."""
        number = casebook.counts()["decisions"]
        if self._said[0] != number:
            decisions = list(casebook.decisions())
            self._locate(casebook, [d for d in decisions if d.id not in self._claims])
            found = {name: claim for name, claim in self._claims.items() if claim}
            self._said = (len(decisions), said(decisions, found))
        asked = self._said[1].asked
        beside = {name for claim in asked for name in self._index.beside(claim)}
        return replace(self._said[1], asked=frozenset(beside))

    def _locate(self, casebook: Casebook, decisions: list[Decision]) -> None:
        """Find what decisions were made on, among the claims of their captures alone."""
        if not decisions:
            return
        captures = {decision.on.capture for decision in decisions}
        articles = casebook.index.articles_of_captures(sorted(captures))
        read = casebook.as_read(a.id for a in articles)
        found = claims_of(decisions, Scene(articles, read))
        self._claims |= {decision.id: found.get(decision.id) for decision in decisions}


def _around(count: int, at: int, step: int, skipped: Sequence[int]) -> Iterator[int]:
    """Every place from one on, in one direction; what was skipped lies after the last."""
    aside, last = skipped[::step], frozenset(skipped)
    every = range(count)[::step]
    if at in last:
        yield from aside[aside.index(at) + 1 :]
    else:
        yield from (k for k in range(at + step, count if step > 0 else -1, step) if k not in last)
        yield from aside
    yield from (k for k in every if k not in last)
