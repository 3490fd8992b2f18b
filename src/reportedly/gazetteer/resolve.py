"""Which entry a name means, by what the page says.

What the page says outright decides: a region or country named beside the name ("Ozerne in the
Donetsk region"). A candidate outside it is out; if none lies inside, the answer is that region.
Among the candidates that are left, and where no area is named, the ranker weighs how well known
each is against what the rest of the page names (``rank``). Where none is likely enough there is no
answer. All mentions of one name in an article are resolved alike, with the words beside any of
them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from reportedly.gazetteer.answer import Answer
from reportedly.gazetteer.areas import holds, is_area, same_area
from reportedly.gazetteer.asked import AREA_KINDS, Ask, Asked, finest, placed_in, ways, within
from reportedly.gazetteer.choose import Chosen, Weighed, choose, likeliest, words_for
from reportedly.gazetteer.fame import WORLD_KNOWN, fame
from reportedly.gazetteer.naming import no_entry
from reportedly.gazetteer.neighbours import near_known
from reportedly.gazetteer.rank import Ranked, rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.gazetteer.entry import Entry
    from reportedly.gazetteer.lookup import Hit, How

_STORY_SHARE = 0.6  # of the mentions of a page, for one country to be the story's
QUARTER_KM = 30.0
_SETTLED = 4.0  # towns and regions of one country, where two that fight are named as often
_TOLD_TWICE = 1.2  # mentions: a country that only speaks once lends itself to no place
_IMPLIED = 0.3  # of a mention of an area, for a mention of a place in it


@dataclass(frozen=True)
class _Undecided:
    """No answer yet: the story's country may be one, where a candidate lies there, or any."""

    others: tuple[tuple[Entry, float], ...]
    why: str
    countries: frozenset[str] | None = None


def resolve(asked: Asked) -> list[Answer]:
    """An answer for each ask, in their order."""
    page, at = asked.page()
    return _Resolving(asked, rank(page), at).answers()


@dataclass(frozen=True)
class _Resolving:
    """The asks of a page, their candidates ranked."""

    asked: Asked
    ranked: Ranked
    at: Mapping[int, int]

    def answers(self) -> list[Answer]:
        made: dict[int, Answer | _Undecided] = {}
        alike: dict[tuple[int, ...], Answer | _Undecided] = {}
        first = {number: members[0] for members in self.asked.groups for number in members}
        for number in sorted(range(len(self.asked.asks)), key=self._last_if_a_part):
            key = first[number], *map(id, self.areas[number])
            if key not in alike or self.asked.asks[number].part_of is not None:
                alike[key] = self._answer(number, made)
            made[number] = alike[key]
        story = _Story(self.asked, [one for one in made.values() if isinstance(one, Answer)])
        settled = [story.settled(made[number]) for number in range(len(made))]
        return near_known(self.asked, settled)

    def _last_if_a_part(self, number: int) -> bool:
        return self.asked.asks[number].part_of is not None

    def _answer(self, number: int, made: Mapping[int, Answer | _Undecided]) -> Answer | _Undecided:
        ask, hits = self.asked.asks[number], self.asked.hits(number)
        if ask.given is not None:
            return Answer(ask.given, None, 1.0, (), f"the word for what is of {ask.given.name}")
        city = made.get(ask.part_of) if ask.part_of is not None else None
        if isinstance(city, Answer) and city.entry is not None:
            return self._quarter(number, city.entry)
        if areas := self.areas[number]:
            return self._within(number, areas)
        if not hits:
            return _Undecided((), no_entry(ask.name))
        return self._open(number)

    @cached_property
    def areas(self) -> list[list[Entry]]:
        """The areas that each ask is said to lie in, by the words at any mention of its name."""
        own = [self._areas(number, ask.within) for number, ask in enumerate(self.asked.asks)]
        made = list(own)
        for members in self.asked.groups:
            shared = next((own[number] for number in members if own[number]), [])
            for number in members:
                made[number] = own[number] or shared
        return made

    def _areas(self, number: int, others: Iterable[int]) -> list[Entry]:
        """The areas that other mentions name; several where a name is ambiguous."""
        found: list[Entry] = []
        for other in others:
            if self.asked.keys[other] == self.asked.keys[number]:
                continue
            entry = self.likeliest.get(other)
            inside = entry and any(holds(entry, hit.entry) for hit in self.asked.hits(number))
            if entry is not None and is_area(entry):
                found.append(entry)
            if not inside:
                hits = self.asked.hits(other)
                found += [
                    h.entry for h in hits if h.entry.kind in AREA_KINDS and h.how != "spelling"
                ]
        return found

    @cached_property
    def likeliest(self) -> dict[int, Entry]:
        """The likeliest candidate of each ask, of those that the page leaves open."""
        made = {}
        for members in self.asked.groups:
            first = members[0]
            opened = self.asked.open(first, self.asked.areas_said(members)).nonzero()[0]
            if len(opened):
                best = likeliest(self.ranked, self.at[first], opened.tolist())
                made.update(dict.fromkeys(members, best))
        return made

    def _choose(self, number: int, hits: Sequence[Hit], placed: str) -> Chosen:
        every = {hit.entry.id: row for row, hit in enumerate(self.asked.hits(number))}
        rows = [every[hit.entry.id] for hit in hits]
        kinds = self.asked.asks[number].kinds
        return choose(
            self.ranked, self.at[number], rows, kinds, placed, self.asked.gazetteer.covered
        )

    def _quarter(self, number: int, city: Entry) -> Answer:
        """A quarter of a city: its own entry, if one lies in the city, else the city."""
        ask, hits = self.asked.asks[number], self.asked.hits(number)
        there = [hit for hit in hits if (hit.entry.km_to(city) or 0) < QUARTER_KM]
        chosen = self._choose(number, there, "region") if there else Chosen(None, [], "")
        why = f"the page says it is a part of {words_for(city)}"
        if chosen.best is not None:
            others = _others(chosen.weighed, hits, chosen.best)
            return Answer(chosen.best.entry, None, chosen.best.score, others, why)
        others = tuple((hit.entry, 0.0) for hit in hits)
        return Answer(city, None, 0.5, others, f"{why}, and no entry named {ask.name} is in it")

    def _within(self, number: int, areas: Sequence[Entry]) -> Answer | _Undecided:
        """The answer where the page names the area: inside it, or the area itself."""
        ask, hits = self.asked.asks[number], self.asked.hits(number)
        inside = within(hits, areas)
        for how in ways(inside)[:1]:
            same = [hit for hit in inside if hit.how == how]
            chosen = self._choose(number, same, placed_in(areas))
            best = chosen.best
            if best is not None and not _mere_guess(best, how, areas):
                area = next(area for area in areas if holds(area, best.entry))
                why = f"the page says it lies in {words_for(area)}; " + _way(how) + chosen.why
                entry = _with_region(best.entry, area)
                return Answer(entry, None, best.score, _others(chosen.weighed, hits, best), why)
        if not inside and not ask.kinds and any(_world_known(hit) for hit in hits):
            return self._open(number)
        return _area_answer(ask, hits, inside, areas)

    def _open(self, number: int) -> Answer | _Undecided:
        """The answer where the page names no area beside the name."""
        ask, hits = self.asked.asks[number], self.asked.hits(number)
        how = ways(hits)[0]
        same = [hit for hit in hits if hit.how == how]
        if how == "spelling":  # another spelling is a guess: only in a country that the page names
            same = [hit for hit in same if hit.entry.country in self._countries(number)]
            if ask.kinds and "settlement" not in ask.kinds:  # nor a town for "Orlava province"
                same = [hit for hit in same if hit.entry.kind != "settlement"]
        if not same:
            return _Undecided((), no_entry(ask.name))
        chosen = self._choose(number, same, "no")
        if chosen.best is None:
            return _undecided(ask, chosen.weighed)
        others = _others(chosen.weighed, hits, chosen.best)
        return Answer(chosen.best.entry, None, chosen.best.score, others, _way(how) + chosen.why)

    def _countries(self, number: int) -> set[str | None]:
        """The countries that the other names of the page lie in."""
        own = self.asked.keys[number]
        return {
            entry.country
            for other, entry in self.likeliest.items()
            if self.asked.keys[other] != own and entry.country
        }


class _Story:
    """What the answered names of a page say of its country."""

    def __init__(self, asked: Asked, answers: Sequence[Answer]) -> None:
        self._countries: defaultdict[str, float] = defaultdict(float)
        settled: defaultdict[str, float] = defaultdict(float)
        for answer in answers:
            entry = answer.entry or answer.area
            if entry is not None and entry.country:
                self._countries[entry.country] += 1 if entry.kind == "country" else _IMPLIED
                settled[entry.country] += entry.kind not in ("country", "region")
        most = _most(self._countries, 0.0) or _most(settled, _SETTLED)
        self._country = asked.gazetteer.area(most) if most else None

    def settled(self, one: Answer | _Undecided) -> Answer:
        """The answer; of a name undecided, the story's country, if the page names it enough."""
        if isinstance(one, Answer):
            return one
        country = self._country
        if one.countries is None:
            told = self._countries.get((country and country.country) or "", 0.0)
            country = country if told >= _TOLD_TWICE else None
        elif not one.countries & set(self._countries):
            country = None
        return Answer(None, country, 0.3, one.others, one.why)


def _most(countries: Mapping[str, float], least: float) -> str | None:
    """The country that stands out by its share and by no less than a count."""
    most = max(countries, key=lambda code: countries[code], default="")
    count = countries.get(most, 0.0)
    return most if count >= max(least, _STORY_SHARE * sum(countries.values())) else None


def _world_known(hit: Hit) -> bool:
    """Whether the page can mean a capital or metropolis although an area stands beside it.

    "Held by Kyiv in Luhansk province": the province is where something is held.
    """
    return hit.how == "name" and hit.entry.kind == "settlement" and fame(hit.entry) >= WORLD_KNOWN


def _with_region(entry: Entry, area: Entry) -> Entry:
    """The entry in the region that the page names, where its table gives it none."""
    if entry.admin1 or area.kind != "admin1":
        return entry
    return replace(entry, admin1=area.name, admin1_code=area.admin1_code)


def _mere_guess(best: Weighed, how: How, areas: Sequence[Entry]) -> bool:
    """A village by another spelling, with a whole country to be found in and nothing near it."""
    if how != "spelling" or any(area.kind != "country" for area in areas):
        return False
    return best.obscure and not best.near


def _area_answer(
    ask: Ask, hits: Sequence[Hit], inside: Sequence[Hit], areas: Sequence[Entry]
) -> Answer:
    area = finest(areas)[0]
    others = tuple((hit.entry, 0.0) for hit in inside or hits)
    if inside:
        many = f"{len(inside)} places named {ask.name} lie" if len(inside) > 1 else "one lies"
        why = f"{many} in {words_for(area)} and nothing on the page chooses"
    elif hits:
        why = f"the page says {words_for(area)}, and no entry named {ask.name} lies in it; "
        why += f"{len(hits)} elsewhere not taken"
    else:
        why = f"no entry named {ask.name}; the page says {words_for(area)}"
    return Answer(None, area, 0.6, others, why)


def _undecided(ask: Ask, weighed: Sequence[Weighed]) -> _Undecided:
    """No entry is likely enough."""
    what = (
        f"{len(weighed)} entries named {ask.name}"
        if len(weighed) > 1
        else f"the one entry named {ask.name} ({words_for(weighed[0].entry)})"
    )
    return _Undecided(
        tuple((one.entry, one.score) for one in weighed),
        f"{what}, and nothing on the page chooses",
        frozenset(one.entry.country for one in weighed if one.entry.country),
    )


def _way(how: How) -> str:
    return "by a usual other spelling; " if how == "spelling" else ""


def _others(
    weighed: Sequence[Weighed], hits: Sequence[Hit], chosen: Weighed
) -> tuple[tuple[Entry, float], ...]:
    """Candidates not taken: those weighed first, then those outside the named area."""
    kept = [(one.entry, one.score) for one in weighed if one.entry.id != chosen.entry.id]
    known = {entry.id for entry, _ in kept} | {chosen.entry.id}
    kept += [(hit.entry, 0.0) for hit in hits if hit.entry.id not in known]
    return tuple(kept)


__all__ = ["Answer", "resolve", "same_area"]
