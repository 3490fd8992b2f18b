"""Values that people read: the first reading, a second made without knowing it, and a third.

A second reading is kept beside the first and changes nothing. Where both hold the same, so does
the value; where they differ it is disputed until a third reading settles it, which stands over
every other decision on the value, whenever that one is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import msgspec

from reportedly.stages.review.anchor import core
from reportedly.stages.review.order import in_order
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reportedly.records import Claim, Decision
    from reportedly.stages.review.find import Scene

TIES: Final = frozenset({"merge", "split"})
REJECTED: Final = "rejected"
OPEN: Final = "left open"
MISSING: Final = "\0"
"""Equal to no value."""

Json = dict[str, Any]


@dataclass(slots=True)
class Standing:
    """What people decided on one value of a claim, by its path in what the machine read."""

    claim_id: str
    path: str
    plain: list[Decision] = field(default_factory=list)
    seconds: list[Decision] = field(default_factory=list)
    thirds: list[Decision] = field(default_factory=list)
    late: list[Decision] = field(default_factory=list)
    """Made on the value as read or as settled, when plain decisions had left another."""

    @property
    def key(self) -> str:
        """The value's name: its claim, a colon, its path."""
        return f"{self.claim_id}:{self.path}"

    @property
    def first(self) -> Decision | None:
        """The first reading: the last that somebody decided on the value as it stood."""
        return self.plain[-1] if self.plain else None

    @property
    def second(self) -> Decision | None:
        """The second reading: of two made at the same moment, the earlier."""
        return self.seconds[0] if self.seconds else None

    @property
    def third(self) -> Decision | None:
        """What settles the value."""
        return self.thirds[-1] if self.thirds else None

    @property
    def readers(self) -> tuple[Decision, Decision] | None:
        """Both readings, by two people."""
        first, second = self.first, self.second
        return (first, second) if first and second and first.by != second.by else None

    @property
    def blind(self) -> tuple[Decision, Decision] | None:
        """Both readings, if neither person could know the other's: the first came first."""
        second = self.second
        before = [d for d in self.plain if second and (d.at, d.id) < (second.at, second.id)]
        both = (before[-1], second) if before and second else None
        return both if both and both[0].by != both[1].by else None

    @property
    def differs(self) -> bool:
        """Whether the two readings hold the value to be something else."""
        both = self.readers
        return both is not None and held(both[0], self.path) != held(both[1], self.path)

    @property
    def disputed(self) -> bool:
        """Whether they differ and nobody settled it."""
        return self.differs and self.third is None

    @property
    def contested(self) -> bool:
        """Whether no plain decision on it counts any more: it is disputed or settled."""
        return self.differs or self.third is not None

    def add(self, decision: Decision) -> None:
        """Take in a decision, later than those before it."""
        of = {"second": self.seconds, "third": self.thirds}.get(decision.reading or "", self.plain)
        of.append(decision)

    @property
    def now(self) -> Any:  # noqa: ANN401 - values of any field
        """The value as people left it; ``REJECTED`` where it is gone, or nobody decided openly."""
        last = self.third or self.first
        return left_by(last) if last else REJECTED


def left_by(decision: Decision) -> Any:  # noqa: ANN401 - values of any field
    """The value that a decision leaves in place; ``REJECTED`` where it leaves none."""
    if decision.action == "edit":
        return decision.after
    return REJECTED if decision.action == "reject" else decision.before


def held(decision: Decision, path: str) -> object:
    """What a person holds a value to be, as something to compare.

    >>> from reportedly.records import Decision, Subject
    >>> on = Subject(record="claim", capture="c", quote="x", field="modality")
    >>> told = Decision(id="d", on=on, action="edit", before="asserted", after="denied",
    ...     by="Ana", at="2024-05-02T09:00:00Z")
    >>> held(told, "modality")
    'denied'
    """
    match decision.action:
        case "reject":
            return REJECTED
        case "accept":
            return meaning(path, decision.before)
        case "edit":
            return meaning(path, decision.after)
    return OPEN


def meaning(path: str, value: Any) -> object:  # noqa: ANN401 - values of any field
    """What of a value two people must have alike to agree on it (vocab/en/review.yaml)."""
    plain = msgspec.to_builtins(value)
    names = load("review")["alike"].get(path.split(".", maxsplit=1)[0])
    if not isinstance(plain, dict) or not names:
        return msgspec.json.encode(core(plain)).decode() if isinstance(plain, dict) else plain
    return tuple(_folded(plain.get(name)) for name in names)


def _folded(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


def standings(decisions: Iterable[Decision], claims: Mapping[str, Claim]) -> dict[str, Standing]:
    """What was decided on each value; ``claims``: what each decision's claim was read as.

    A decision on a whole claim is none on its values, and one on a part of a value is none on it.
    """
    found: dict[str, dict[str, Standing]] = {}
    plain: dict[str, Json] = {}
    for decision in in_order(decisions):
        claim = claims.get(decision.id) if decision.on.record == "claim" else None
        if claim is None or not decision.on.field or decision.action in TIES:
            continue
        if claim.id not in plain:
            plain[claim.id] = msgspec.to_builtins(claim)
        mine = found.setdefault(claim.id, {})
        path, in_time = _place(plain[claim.id], mine, decision)
        if path is not None:
            standing = mine.setdefault(path, Standing(claim.id, path))
            if in_time:
                standing.add(decision)
            else:
                standing.late.append(decision)
    return {one.key: one for mine in found.values() for one in mine.values()}


def _place(read: Json, mine: Mapping[str, Standing], decision: Decision) -> tuple[str | None, bool]:
    """Where the value that was judged stands in what the machine read, and if it does in time."""

    def as_read(path: str) -> Any:  # noqa: ANN401 - values of any field
        return _at(read, path)

    def as_left(path: str) -> Any:  # noqa: ANN401
        first = mine[path].first if path in mine else None
        return left_by(first) if first else _at(read, path)

    def as_settled(path: str) -> Any:  # noqa: ANN401
        third = mine[path].third if path in mine else None
        return left_by(third) if third else MISSING

    views = (as_read,) if decision.reading else (as_left, as_read, as_settled)
    paths = [*_candidates(read, decision.on.field or "")]
    wanted = [decision.before, *([decision.after] if decision.action == "edit" else [])]
    for view in views:
        for value in wanted:
            if (path := _first(paths, view, value)) is not None:
                return path, view is views[0]
    return None, False


def _first(
    paths: Iterable[str],
    now: Callable[[str], Any],
    wanted: Any,  # noqa: ANN401 - values of any field
) -> str | None:
    return next((path for path in paths if core(now(path)) == core(wanted)), None)


def _candidates(read: Json, path: str) -> Iterator[str]:
    """The path itself, then the others of its list."""
    head, _, last = path.partition(".")
    listed = read.get(head)
    if not isinstance(listed, list | tuple):
        if head in read and not last:
            yield path
        return
    if last.isdigit():
        paths = [f"{head}.{k}" for k in range(len(listed))]
        yield from (own for own in paths if own == path)
        yield from (other for other in paths if other != path)


def _at(read: Json, path: str) -> Any:  # noqa: ANN401 - values of any field
    head, _, last = path.partition(".")
    return read[head][int(last)] if last else read[head]


def read_twice(decisions: Iterable[Decision], scene: Scene) -> dict[str, Standing]:
    """What was decided on each value that somebody read a second time, or settled."""
    told = list(decisions)
    pages = {decision.on.capture for decision in told if decision.reading}
    if not pages:
        return {}
    mine = [d for d in told if d.on.capture in pages and d.on.record == "claim"]
    found = standings(told, claims_of(mine, scene))
    return {key: one for key, one in found.items() if one.second or one.third}


def claims_of(decisions: Iterable[Decision], scene: Scene) -> dict[str, Claim]:
    """The claim that each decision hangs on, where there is one, by the decision's id."""
    hangs = (d for d in decisions if d.on.record in ("claim", "incident"))
    located = ((d.id, scene.claim(d.on, told_by(d))) for d in hangs)
    return {name: claim for name, claim in located if not isinstance(claim, str)}


def told_by(decision: Decision) -> Any:  # noqa: ANN401 - values of any field
    """What tells the claim from others of its sentence: the value that an edit replaces counts."""
    if decision.on.field:
        return {decision.on.field: decision.before}
    return decision.before


def overruled(twice: Mapping[str, Standing]) -> set[str]:
    """Ids of the decisions that change nothing: second readings, and all but the last third."""
    gone: set[str] = set()
    for one in twice.values():
        gone |= {decision.id for decision in one.seconds}
        gone |= {d.id for d in (*one.plain, *one.late, *one.thirds[:-1])} if one.third else set()
    return gone
