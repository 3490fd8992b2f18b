"""Choose among the candidates of a name by how likely the ranker finds them, and say why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reportedly.gazetteer.areas import holds, same_area
from reportedly.gazetteer.evidence import COLUMNS, NEAR_KM
from reportedly.gazetteer.fame import fame
from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.rank import Ranked, shipped, table
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.gazetteer.entry import Entry, Kind

_KNOWN_TOWN = 0.6  # the least fame of a place that news names with no more words: 15,000 people
_EITHER_KM = 10.0
_LEAST_TERM = 0.25  # the least that a term must weigh to be given as a reason
_LEVELS: tuple[Kind, ...] = (
    "country", "settlement", "region", "water", "admin1", "admin2", "admin3", "quarter",
)  # fmt: skip
_AT = {column: number for number, column in enumerate(COLUMNS)}
_NEARNESS = [
    _AT[column]
    for column in ("near 30", "near 100", "lies in", "region told once", "region implied")
]


class Weighed(NamedTuple):
    """A candidate with how likely it is. ``row``: its row among the page's candidates.

    Of the one taken, ``near``: some other place of the page lies near it; ``local``: or the page
    names its region.
    """

    entry: Entry
    score: float
    row: int
    near: bool = False
    local: bool = False

    @property
    def obscure(self) -> bool:
        """Whether it is too small to be named with no more words."""
        return fame(self.entry) < _KNOWN_TOWN


@dataclass(frozen=True)
class Chosen:
    """The candidate that the page chooses, if it does; all of them, likeliest first; and why."""

    best: Weighed | None
    weighed: list[Weighed]
    why: str


def choose(
    ranked: Ranked,
    name: int,
    some: Sequence[int],
    kinds: Sequence[Kind],
    placed: str,
    covered: frozenset[str],
) -> Chosen:
    """The candidate that is likely enough among some of a name's.

    ``placed``: in what area the page says the place lies; all of them do. ``covered``: countries
    whose villages the gazetteer holds.
    """
    weighed = sorted(_weighed(ranked, name, some), key=_order)
    best = weighed[0]
    same = [one for one in weighed if same_area(best.entry, one.entry) or _beside(best, one)]
    share = sum(one.score for one in same)
    rows = {one.row for one in same}
    rivals = [one for one in weighed if one.row not in rows]
    rival = max((one.score for one in rivals), default=0.0)
    best = _level(best, same, kinds)
    best = _placed(ranked, best, min(1.0, round(share, 2)))
    least = table()["least"]
    likely = share >= least[placed] and share - rival >= least["margin"]
    if not likely or (placed != "region" and _unheard_of(best, covered)):
        return Chosen(None, weighed, "")
    return Chosen(best, weighed, "; ".join(_reasons(ranked, best, rivals)))


def _beside(one: Weighed, other: Weighed) -> bool:
    """Whether two settlements of one name lie so near each other that either will do."""
    both = one.entry.kind == other.entry.kind == "settlement"
    return both and one.entry.is_within(_EITHER_KM, other.entry)


def likeliest(ranked: Ranked, name: int, some: Sequence[int]) -> Entry:
    """The likeliest among some of a name's candidates."""
    return min(_weighed(ranked, name, some), key=_order).entry


def _weighed(ranked: Ranked, name: int, some: Sequence[int]) -> list[Weighed]:
    entries, first = ranked.page.names[name].block.entries, ranked.page.firsts[name]
    return [
        Weighed(entries[at], round(likely, 2), first + at)
        for at, likely in zip(some, ranked.likely(name, some), strict=True)
    ]


_HALF = 0.5


def _placed(ranked: Ranked, best: Weighed, score: float) -> Weighed:
    """The candidate taken, with what the page says of where it lies."""
    near_30, near_100, inside, told, implied = ranked.rows[best.row, _NEARNESS].tolist()
    near = near_30 + near_100 > _HALF or inside > _HALF
    return Weighed(best.entry, score, best.row, near, near or told > _HALF or implied > 0)


def _order(one: Weighed) -> tuple[float, int]:
    return (-one.score, -(one.entry.population or 0))


@cache
def _areas_first() -> frozenset[str]:
    return frozenset(map(fold, load("place_phrases")["areas_first"]))


def _level(best: Weighed, same: Sequence[Weighed], kinds: Sequence[Kind]) -> Weighed:
    """Of a city and the region of its name, the one meant: by the class word, else the city.

    A hamlet that shares the name of its region is not what news means by it.
    """
    order = [*kinds, *(kind for kind in _LEVELS if kind not in kinds)]
    ranked = sorted(same, key=lambda one: order.index(one.entry.kind))
    if not kinds and any(fold(one.entry.name) in _areas_first() for one in ranked):
        ranked = [one for one in ranked if one.entry.kind in ("admin1", "region")] or ranked
    for one in ranked:
        if kinds or one.entry.kind != "settlement" or not _hamlet_of(one.entry, ranked):
            return one
    return best


def _hamlet_of(entry: Entry, others: Sequence[Weighed]) -> bool:
    """Whether the settlement is far smaller than a first-level region of its name."""
    if entry.feature in ("PPLC", "PPLA"):
        return False
    people = max((o.entry.population or 0 for o in others if o.entry.kind == "admin1"), default=0)
    return (entry.population or 0) * 20 < people


def _unheard_of(best: Weighed, covered: frozenset[str]) -> bool:
    """Whether it is a village with no more than its country for it, among villages we lack.

    The embedded gazetteer has one village in ten of a country: the only one of a name that it
    holds need not be the one that the page means.
    """
    entry = best.entry
    village = entry.kind in ("settlement", "quarter") and fame(entry) <= 0
    return village and not best.local and entry.country not in covered


def _reasons(ranked: Ranked, best: Weighed, rivals: Sequence[Weighed]) -> Iterator[str]:
    """The largest terms for the chosen one, in words."""
    row, weights = ranked.rows[best.row], shipped()[1].candidate
    said = {
        "the page names its country": ("country told", "country implied"),
        f"the page names places in {best.entry.admin1}": ("region told", "region implied"),
    }
    for words, columns in said.items():
        if any(row[at] * weights[at] > _LEAST_TERM for at in map(_AT.__getitem__, columns)):
            yield words
    if best.near and (near := _nearest(ranked, best)):
        yield f"{near.name}, also on the page, is near it"
    if row[_AT["holds"]] > _HALF and (inside := _inside(ranked, best)):
        yield f"the page puts {inside.name} in it"
    if not rivals:
        yield "the only entry of this name"
    else:
        yield _best_known(best, rivals)


def _best_known(best: Weighed, rivals: Sequence[Weighed]) -> str:
    most = max(one.entry.population or 0 for one in rivals)
    if (best.entry.population or 0) <= most:
        return f"the likeliest of {len(rivals) + 1}"
    people = f"{best.entry.population:,} people, the others under {most + 1:,}"
    return f"the best known of {len(rivals) + 1}: {people}"


def _others(ranked: Ranked, best: Weighed) -> Iterator[tuple[Entry, float]]:
    """The candidates of the other names, with how likely each is."""
    likely, names = ranked.shares, ranked.page.name_of
    for row in ((likely > _HALF) & (names != names[best.row])).nonzero()[0]:
        yield ranked.page.entries[row], float(likely[row])


def _nearest(ranked: Ranked, best: Weighed) -> Entry | None:
    near = [
        entry
        for entry, _ in _others(ranked, best)
        if best.entry.is_within(NEAR_KM[1], entry)
        and entry.kind not in ("country", "admin1")
        and fold(entry.name) != fold(best.entry.name)
    ]
    return min(near, key=lambda one: best.entry.km_to(one) or 0.0, default=None)


def _inside(ranked: Ranked, best: Weighed) -> Entry | None:
    return next((entry for entry, _ in _others(ranked, best) if holds(best.entry, entry)), None)


def words_for(entry: Entry) -> str:
    """An entry in words, with where it lies.

    >>> from reportedly.gazetteer import Entry
    >>> words_for(Entry("x:1", "Ozerne", 48.9, 37.9, "settlement", "PPL", "UA", "Donetsk"))
    'Ozerne (Donetsk, UA)'
    """
    if entry.kind == "country":
        return entry.name
    if entry.kind == "admin1":
        return f"{entry.name} (first-level region of {entry.country})"
    where = ", ".join(part for part in (entry.admin1, entry.country) if part)
    return f"{entry.name} ({where})" if where else entry.name
