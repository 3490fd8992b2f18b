"""Which entry a name means, by what the page says.

The order of what counts:

1. what the page says outright: a region or country named beside the name ("Ozerne in the Donetsk
   region"). A candidate outside it is out; if none lies inside, the answer is that region;
2. what else the page names: its countries, its regions, places near a candidate, the word for
   the class, how the name is written;
3. how well known a place is, because reporters leave out the country of a capital and not of a
   village. It is weighed against 2 and cannot meet 1, and among places equally fit it decides
   only where one is ten times the others and no village. Otherwise there is no answer.

All mentions of one name in an article are resolved alike, with the words beside any of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportedly.gazetteer.areas import holds, is_area, same_area
from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.lookup import Gazetteer, Hit, How, variants_of
from reportedly.gazetteer.naming import no_entry
from reportedly.gazetteer.weigh import (
    KNOWN_TOWN,
    WORLD_KNOWN,
    Context,
    Placed,
    Weighed,
    choose,
    fame,
    words_for,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.gazetteer.entry import Entry, Kind

_STORY_SHARE = 0.6  # of the mentions of a page, for one country to be the story's
QUARTER_KM = 30.0
_TOLD_TWICE = 1.2  # mentions: a country that only speaks once lends itself to no place
_IMPLIED = 0.3  # of a mention of an area, for a mention of a place in it
AREA_KINDS: frozenset[Kind] = frozenset({"country", "admin1", "admin2", "region"})


@dataclass(frozen=True)
class Ask:
    """One mention of a name.

    ``within``: numbers of the asks that the page says it lies in; ``beside``: the same where the
    page only puts the two names together ("Lyman, Donetsk"), so that an area without such a
    place is no area of it. ``kinds``: those that a class word beside the name means;
    ``part_of``: the ask of the city it is a quarter of; ``given``: the entry where the word
    itself decides (a demonym).
    """

    name: str
    kinds: tuple[Kind, ...] = ()
    within: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    part_of: int | None = None
    given: Entry | None = None


@dataclass(frozen=True)
class Answer:
    """What a name means. ``entry`` None: unknown; ``area`` is then the area the page names.

    ``others`` are the candidates not taken, each with its score.
    """

    entry: Entry | None
    area: Entry | None
    score: float
    others: tuple[tuple[Entry, float], ...]
    why: str


@dataclass
class _State:
    """What is known so far of an article: its asks by name, candidates, and answers."""

    gazetteer: Gazetteer
    asks: Sequence[Ask]
    groups: Mapping[tuple[str, tuple[Kind, ...], bool], list[int]]
    answers: dict[int, Answer] = field(default_factory=dict)
    candidates: dict[int, list[Hit]] = field(default_factory=dict)


def resolve(asks: Sequence[Ask], gazetteer: Gazetteer) -> list[Answer]:
    """An answer for each ask, in their order."""
    groups: dict[tuple[str, tuple[Kind, ...], bool], list[int]] = defaultdict(list)
    for number, ask in enumerate(asks):
        groups[fold(ask.name), ask.kinds, ask.given is None].append(number)
    state = _State(gazetteer, asks, groups)
    for members in groups.values():
        hits = _candidates(gazetteer, asks[members[0]])
        state.candidates.update(dict.fromkeys(members, hits))
    _answer_given(state)
    for _ in range(2):  # the second time with the first answers as neighbours
        for members in _in_order(state):
            _answer_group(state, members)
    return [state.answers[number] for number in range(len(asks))]


def _candidates(gazetteer: Gazetteer, ask: Ask) -> list[Hit]:
    """What the name may mean; by spelling or variant only what no better way found."""
    if ask.given is not None:
        return [Hit(ask.given, "name")]
    hits = gazetteer.hits(ask.name)
    key = fold(ask.name)
    kinds = ask.kinds or next((kinds for _, kinds in variants_of(key) if kinds), ())
    return [
        hit for hit in hits if not kinds or hit.entry.kind in kinds or hit.how == "name"
    ] or hits


def _answer_given(state: _State) -> None:
    for number, ask in enumerate(state.asks):
        if ask.given is not None:
            why = f"the word for what is of {ask.given.name}"
            state.answers[number] = Answer(ask.given, None, 1.0, (), why)


def _in_order(state: _State) -> list[list[int]]:
    """Groups with countries first, then those the page places, then the rest."""

    def rank(members: list[int]) -> tuple[int, int]:
        kinds = {hit.entry.kind for hit in state.candidates[members[0]] if hit.how == "name"}
        placed = any(state.asks[number].within + state.asks[number].beside for number in members)
        return (0 if "country" in kinds else 1 if not placed else 2, members[0])

    free = [group for group in state.groups.values() if state.asks[group[0]].given is None]
    return sorted(free, key=rank)


def _answer_group(state: _State, members: list[int]) -> None:
    """One answer for all mentions of a name, or one each where the page places them apart."""
    placed = {number: _areas(state, number, state.asks[number].within) for number in members}
    for number in members:
        beside = _areas(state, number, state.asks[number].beside)
        holding = [a for a in beside if any(holds(a, h.entry) for h in state.candidates[number])]
        placed[number] = placed[number] or holding
    shared = next((areas for areas in placed.values() if areas), [])
    context = _context(state, members)
    for number in members:
        areas = placed[number] or shared
        state.answers[number] = _answer(state, number, areas, context)


def _areas(state: _State, number: int, others: Iterable[int]) -> list[Entry]:
    """The areas that other mentions name; several where a name is ambiguous."""
    found: list[Entry] = []
    for other in others:
        if fold(state.asks[other].name) == fold(state.asks[number].name):
            continue
        answer = state.answers.get(other)
        entry = answer.entry if answer else None
        inside = entry and any(holds(entry, hit.entry) for hit in state.candidates[number])
        if entry is not None and is_area(entry):
            found.append(entry)
        if not inside:
            hits = state.candidates[other]
            found += [
                hit.entry for hit in hits if hit.entry.kind in AREA_KINDS and hit.how != "spelling"
            ]
    return found


def _context(state: _State, members: Iterable[int]) -> Context:
    """What the rest of the page names: countries, regions, and places with points."""
    own = set(members)
    countries: defaultdict[str, float] = defaultdict(float)
    regions: defaultdict[str, float] = defaultdict(float)
    neighbours: dict[str, Entry] = {}
    for number, answer in state.answers.items():
        entry = answer.entry or answer.area
        if number in own or entry is None:
            continue
        if entry.country:
            countries[entry.country] += 1 if entry.kind == "country" else _IMPLIED
        if entry.admin1_code:
            regions[entry.admin1_code] += 1 if entry.kind == "admin1" else _IMPLIED
        if not is_area(entry) or entry.kind == "admin2":
            neighbours[entry.id] = entry
    story, held = _story_country(state, countries), tuple(_held(state, own))
    near, covered = tuple(neighbours.values()), state.gazetteer.covered
    return Context(countries, regions, near, story, held, covered)


def _held(state: _State, own: set[int]) -> Iterator[Entry]:
    """What has been resolved of the names that the page puts in these mentions."""
    for number, ask in enumerate(state.asks):
        answer = state.answers.get(number)
        if own & {*ask.within, *ask.beside} and number not in own and answer and answer.entry:
            yield answer.entry


def _story_country(state: _State, countries: Mapping[str, float]) -> Entry | None:
    """The country that most of the page's places lie in, if there is one."""
    total = sum(countries.values())
    most = max(countries, key=lambda code: countries[code], default=None)
    if most is None or countries[most] < _STORY_SHARE * total:
        return None
    return state.gazetteer.area(most)


def _answer(state: _State, number: int, areas: list[Entry], context: Context) -> Answer:
    ask, hits = state.asks[number], state.candidates[number]
    city = state.answers.get(ask.part_of) if ask.part_of is not None else None
    if city is not None and city.entry is not None:
        return _answer_quarter(ask, hits, city.entry, context)
    if areas:
        return _answer_within(ask, hits, areas, context)
    if not hits:
        return _unknown(context, no_entry(ask.name))
    return _answer_open(ask, hits, context)


def _answer_quarter(ask: Ask, hits: list[Hit], city: Entry, context: Context) -> Answer:
    """A quarter of a city: its own entry, if one lies in the city, else the city."""
    there = [hit for hit in hits if (hit.entry.km_to(city) or 0) < QUARTER_KM]
    chosen, weighed = choose(there, (), context, placed="region") if there else (None, [])
    why = f"the page says it is a part of {words_for(city)}"
    if chosen is not None:
        others = _others(weighed, hits, chosen)
        return Answer(chosen.entry, None, chosen.score, others, why)
    others = tuple((hit.entry, 0.0) for hit in hits)
    return Answer(city, None, 0.5, others, f"{why}, and no entry named {ask.name} is in it")


def _answer_within(ask: Ask, hits: list[Hit], areas: list[Entry], context: Context) -> Answer:
    """The answer where the page names the area: inside it, or the area itself."""
    inside = [hit for hit in hits if any(holds(area, hit.entry) for area in _finest(areas))]
    if not inside:
        inside = [hit for hit in hits if any(holds(area, hit.entry) for area in areas)]
        inside = inside if len(_finest(areas)) == len(areas) else []
    for how in _ways(inside)[:1]:
        same = [hit for hit in inside if hit.how == how]
        wide = all(area.kind == "country" for area in areas)
        placed: Placed = "country" if wide else "region"
        chosen, weighed = choose(same, ask.kinds, context, placed=placed)
        if chosen is not None and not _mere_guess(chosen, how, areas):
            area = next(area for area in areas if holds(area, chosen.entry))
            why = f"the page says it lies in {words_for(area)}; " + _way(how) + chosen.why
            entry = _with_region(chosen.entry, area)
            return Answer(entry, None, chosen.score, _others(weighed, hits, chosen), why)
    if not inside and not ask.kinds and any(_world_known(hit) for hit in hits):
        return _answer_open(ask, hits, context)
    return _area_answer(ask, hits, inside, areas)


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


def _mere_guess(chosen: Weighed, how: How, areas: Sequence[Entry]) -> bool:
    """A village by another spelling, with a whole country to be found in and nothing near it."""
    if how != "spelling" or any(area.kind != "country" for area in areas):
        return False
    return chosen.fame < KNOWN_TOWN and "near it" not in chosen.why


def _area_answer(ask: Ask, hits: list[Hit], inside: list[Hit], areas: list[Entry]) -> Answer:
    area = _finest(areas)[0]
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


def _finest(areas: Sequence[Entry]) -> list[Entry]:
    """The areas of the finest level among those named ("X, Donetsk region, Ukraine")."""
    order: tuple[Kind, ...] = ("admin2", "admin1", "region", "country")
    for kind in order:
        if found := [area for area in areas if area.kind == kind]:
            return found
    return list(areas)


def _answer_open(ask: Ask, hits: list[Hit], context: Context) -> Answer:
    """The answer where the page names no area beside the name."""
    how = _ways(hits)[0]
    same = [hit for hit in hits if hit.how == how]
    if how == "spelling":  # another spelling is a guess: only in a country that the page names
        same = [hit for hit in same if hit.entry.country in context.countries]
    if not same:
        return _unknown(context, no_entry(ask.name))
    chosen, weighed = choose(same, ask.kinds, context, placed="no")
    if chosen is None:
        return _undecided(ask, weighed, context)
    why = _way(how) + chosen.why
    return Answer(chosen.entry, None, chosen.score, _others(weighed, hits, chosen), why)


def _undecided(ask: Ask, weighed: list[Weighed], context: Context) -> Answer:
    """No entry fits better than the others: the area they share, if the page names it."""
    others = tuple((one.entry, one.score) for one in weighed)
    fit = [one.entry for one in weighed if one.entry.country in context.countries]
    what = (
        f"{len(weighed)} entries named {ask.name}"
        if len(weighed) > 1
        else f"the one entry named {ask.name} ({words_for(weighed[0].entry)})"
    )
    area = context.country_entry if fit else None
    return Answer(None, area, 0.3, others, f"{what}, and nothing on the page chooses")


def _unknown(context: Context, reason: str) -> Answer:
    """No entry: the story's country, if the page names it more than in passing."""
    country = context.country_entry
    if country is not None and context.countries.get(country.country or "", 0.0) < _TOLD_TWICE:
        country = None
    return Answer(None, country, 0.3, (), reason)


def _ways(hits: Iterable[Hit]) -> list[How]:
    """The ways that the hits came by, best first."""
    found = {hit.how for hit in hits}
    order: tuple[How, ...] = ("name", "variant", "spelling")
    return [how for how in order if how in found]


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


__all__ = ["Answer", "Ask", "resolve", "same_area"]
