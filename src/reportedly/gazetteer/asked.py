"""What a page asks of the gazetteer: names, with what it says of where each lies."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from reportedly.gazetteer.areas import holds
from reportedly.gazetteer.candidates import Block, block, candidates
from reportedly.gazetteer.entry import EARTH_RADIUS_KM
from reportedly.gazetteer.evidence import Named, Page
from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.lookup import Gazetteer, Hit, How

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reportedly.gazetteer.entry import Entry, Kind

AREA_KINDS: frozenset[Kind] = frozenset({"country", "admin1", "admin2", "region"})
_FINEST: tuple[Kind, ...] = ("admin2", "admin1", "region", "country")
_SAID_NEAR = math.cos(75 / EARTH_RADIUS_KM)  # 75 km: "near Lviv", of villages and cities
_WAYS: tuple[How, ...] = ("name", "variant", "spelling")


@dataclass(frozen=True)
class Ask:
    """One mention of a name.

    ``within``: numbers of the asks that the page says it lies in; ``beside``: the same where the
    page only puts the two names together ("Lyman, Donetsk"), so that an area without such a
    place is no area of it. ``kinds``: those that a class word beside the name means;
    ``part_of``: the ask of the city it is a quarter of; ``close_to``: of the place that it is said
    to be near; ``speaks``: it is said to do what
    governments do; ``given``: the entry where the word
    itself decides (a demonym).
    """

    name: str
    kinds: tuple[Kind, ...] = ()
    within: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    part_of: int | None = None
    close_to: int | None = None
    speaks: bool = False
    given: Entry | None = None


@dataclass(frozen=True)
class Asked:
    """The asks of a page, those of one name and class together."""

    asks: Sequence[Ask]
    gazetteer: Gazetteer

    @cached_property
    def groups(self) -> list[list[int]]:
        """Numbers of the asks that are resolved alike."""
        groups: dict[tuple[str, tuple[Kind, ...], Entry | None], list[int]] = defaultdict(list)
        for number, ask in enumerate(self.asks):
            groups[self.keys[number], ask.kinds, ask.given].append(number)
        return list(groups.values())

    @cached_property
    def keys(self) -> list[str]:
        """The folded name of each ask."""
        return [fold(ask.name) for ask in self.asks]

    @cached_property
    def blocks(self) -> list[Block]:
        """The candidates of each ask; of a name said to be near another, those that are."""
        wide = [
            block([Hit(ask.given, "name")])
            if ask.given
            else candidates(self.gazetteer, ask.name, ask.kinds)
            for ask in self.asks
        ]
        made = list(wide)
        for members in self.groups:
            for other in self._close(members):
                near = _near(wide[members[0]], wide[other])
                made = [near if n in members else one for n, one in enumerate(made)]
        return made

    def hits(self, number: int) -> tuple[Hit, ...]:
        """What an ask's name may mean."""
        return self.blocks[number].hits

    def page(self) -> tuple[Page, Mapping[int, int]]:
        """The page as evidence, and for each ask that has candidates, its name's number there."""
        groups = [members for members in self.groups if self.hits(members[0])]
        at = {number: place for place, members in enumerate(groups) for number in members}
        names = [self._named(members, at) for members in groups]
        return Page(names), at

    @cached_property
    def _held(self) -> Mapping[int, list[int]]:
        """The asks that the page says lie in an ask, or beside it."""
        held: dict[int, list[int]] = defaultdict(list)
        for number, ask in enumerate(self.asks):
            for other in (*ask.within, *ask.beside):
                held[other].append(number)
        return held

    def _named(self, members: Sequence[int], at: Mapping[int, int]) -> Named:
        first = self.asks[members[0]]
        held = (inner for number in members for inner in self._held.get(number, ()))
        inside = {at[inner] for inner in held if inner in at} - {at[members[0]]}
        areas = self.areas_said(members)
        return Named(
            key=self.keys[members[0]],
            block=self.blocks[members[0]],
            times=len(members),
            kinds=first.kinds,
            inside=tuple(sorted(inside)),
            beside=tuple(sorted(self._beside(members, at))),
            speaks=any(self.asks[number].speaks for number in members),
            open=self.open(members[0], areas),
            placed=placed_in(areas),
            given=first.given is not None,
        )

    def _beside(self, members: Sequence[int], at: Mapping[int, int]) -> set[int]:
        others = {other for number in members for other in self.asks[number].beside}
        return {at[other] for other in others if other in at} - {at[members[0]]}

    def _close(self, members: Sequence[int]) -> Iterator[int]:
        own = self.keys[members[0]]
        for number in members:
            other = self.asks[number].close_to
            if other is not None and self.keys[other] != own:
                yield other

    def areas_said(self, members: Iterable[int]) -> list[Entry]:
        """The areas that the page says any of the members lies in."""
        found = (self._areas(number, self.asks[number].within) for number in members)
        return next((areas for areas in found if areas), [])

    def _areas(self, number: int, others: Iterable[int]) -> list[Entry]:
        return [
            hit.entry
            for other in others
            if self.keys[other] != self.keys[number]
            for hit in self.hits(other)
            if hit.entry.kind in AREA_KINDS and hit.how != "spelling"
        ]

    def open(self, number: int, areas: Sequence[Entry]) -> NDArray[np.bool_]:
        """Which candidates the areas leave open: of those inside, the best way's."""
        hits = self.hits(number)
        inside = within(hits, areas) if areas else list(hits)
        best = ways(inside)[:1]
        kept = {id(hit) for hit in inside if [hit.how] == best}
        return np.array([id(hit) in kept for hit in hits], bool)


def _near(named: Block, other: Block) -> Block:
    """Those of a name's candidates that lie near one of another's; all, if none does."""
    cosines = named.points @ other.points.T
    close: NDArray[np.bool_] = np.any(cosines > _SAID_NEAR, axis=1)
    if not close.any() or close.all():
        return named
    return block([hit for hit, kept in zip(named.hits, close, strict=True) if kept])


def placed_in(areas: Sequence[Entry]) -> str:
    """Whether the page places a name in a country, in a region, or in none."""
    if not areas:
        return "no"
    return "country" if all(area.kind == "country" for area in areas) else "region"


def within(hits: Iterable[Hit], areas: Sequence[Entry]) -> list[Hit]:
    """The hits inside the finest of the areas; of areas of one level, inside any."""
    return [hit for hit in hits if any(holds(area, hit.entry) for area in finest(areas))]


def finest(areas: Sequence[Entry]) -> list[Entry]:
    """The areas of the finest level among those named ("X, Donetsk region, Ukraine")."""
    for kind in _FINEST:
        if found := [area for area in areas if area.kind == kind]:
            return found
    return list(areas)


def ways(hits: Iterable[Hit]) -> list[How]:
    """The ways that the hits came by, best first."""
    found = {hit.how for hit in hits}
    return [how for how in _WAYS if how in found]
