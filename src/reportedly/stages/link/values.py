"""The values of an incident, out of those its claims give: chosen, never averaged."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reportedly.records import Claim, Event

T = TypeVar("T")


class Votes:
    """How many origins stand behind a claim's value; a claim of unknown origin has none."""

    def __init__(self, origin_of: Mapping[str, str]) -> None:
        self._origin_of = origin_of

    def origin(self, claim: Claim) -> str | None:
        """The origin that stands behind a claim, if one is known."""
        return self._origin_of.get(claim.id)

    def origins(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """The distinct known origins behind some claims, in their order."""
        return tuple(dict.fromkeys(o for c in claims if (o := self.origin(c)) is not None))

    def weigh(self, claims: Iterable[Claim]) -> tuple[int, int]:
        """Distinct origins first, then claims."""
        some = list(claims)
        return len(self.origins(some)), len(some)


def event_of(claims: Sequence[Claim], votes: Votes) -> Event:
    """The kind of event that most origins give; a specific one before "Other"."""
    heard = [c for c in claims if c.modality != "denied"] or list(claims)
    by_type: dict[tuple[bool, str], list[Claim]] = defaultdict(list)
    for claim in heard:
        sub_type = claim.event.acled_sub_type
        by_type[(sub_type != "Other", sub_type)].append(claim)
    best = max(
        by_type, key=lambda key: (key[0], votes.weigh(by_type[key]), _early(heard, by_type[key]))
    )
    return by_type[best][0].event


def _early(heard: Sequence[Claim], group: Sequence[Claim]) -> int:
    return -heard.index(group[0])


def once(items: Iterable[T], name: Callable[[T], str], full: Callable[[T], bool]) -> tuple[T, ...]:
    """The items by name, each once in order of mention, a fuller one in place of a bare one."""
    kept: dict[str, T] = {}
    for item in items:
        key = name(item).casefold()
        if key not in kept or (full(item) and not full(kept[key])):
            kept[key] = item
    return tuple(kept.values())
