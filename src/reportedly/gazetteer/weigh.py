"""Weigh the candidates of a name, and choose one if the page's words choose it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from reportedly.gazetteer.areas import holds, same_area
from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.spelling import loose_keys
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.gazetteer.entry import Entry, Kind
    from reportedly.gazetteer.lookup import Hit

# What the page's other words are worth: the least for being named at all, the rest by the share
# of the page's mentions. Set by hand so that a place's region and country together outweigh
# fame, and either alone, named in passing, does not.
_COUNTRY = (0.6, 1.4)
_REGION = (0.7, 1.3)
_NEIGHBOUR_KM = ((30.0, 1.2), (100.0, 0.8), (300.0, 0.3))
_HOLDS, _HOLDS_NOT = 1.5, -1.0
_KIND_FITS, _KIND_DIFFERS = 1.0, -2.0
# Fame: how often news names a place without its country.
_FAME = ((1_000_000, 2.5), (300_000, 1.8), (100_000, 1.2), (15_000, 0.6), (5_000, 0.2))
_CAPITAL = WORLD_KNOWN = 2.5
_BY_NAME = 0.8  # what fame loses where the name is not the first one of the place
_KIND_FAME: dict[Kind, float] = {"country": 5.0, "region": 2.0, "water": 2.0, "admin1": 1.5}
KNOWN_TOWN = 0.6  # the least fame of a place that news names with no more words: 15,000 people
_NAMED_ABROAD = 1.2  # the same on a page that names other countries only
_SUPPORTED = 0.5  # the least that the page's words must give a place without fame
_MARGIN = 0.5
_BIGGER = 10
Placed = Literal["no", "country", "region"]
_LEVELS: tuple[Kind, ...] = (
    "country",
    "settlement",
    "region",
    "water",
    "admin1",
    "admin2",
    "admin3",
    "quarter",
)


@dataclass(frozen=True)
class Context:
    """What the rest of a page names: countries and regions with how often, and places.

    ``held``: what the page says lies in the place in question ("Atlanta, Georgia");
    ``covered``: countries whose villages the gazetteer holds.
    """

    countries: Mapping[str, float] = field(default_factory=dict)
    regions: Mapping[str, float] = field(default_factory=dict)
    neighbours: Sequence[Entry] = ()
    country_entry: Entry | None = None
    held: Sequence[Entry] = ()
    covered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Weighed:
    """A candidate with what the page gives it (``support``), its fame, and why.

    ``local``: the page names its region or a place near it, and not its country alone.
    """

    entry: Entry
    support: float
    fame: float
    why: str
    local: bool = False

    @property
    def total(self) -> float:
        """Support and fame together."""
        return self.support + self.fame

    @property
    def score(self) -> float:
        """0 to 1, rising with the total; half at two points."""
        total = max(0.0, self.total)
        return round(total / (total + 2.0), 2)


def choose(
    hits: Iterable[Hit], kinds: Sequence[Kind], context: Context, *, placed: Placed
) -> tuple[Weighed | None, list[Weighed]]:
    """The candidate that the page's words choose, if they do, and all of them, best first.

    ``placed``: in what area the page says the place lies; all candidates do.
    """
    weighed = sorted((weigh(hit, kinds, context) for hit in hits), key=_order)
    best = weighed[0]
    rivals = [one for one in weighed[1:] if not same_area(best.entry, one.entry)]
    best = _level(best, [one for one in weighed if same_area(best.entry, one.entry)], kinds)
    close = [one for one in rivals if best.total - one.total < _MARGIN]
    if close and not _far_bigger(best.entry, close):
        return None, weighed
    if placed != "region" and _obscure(best, context):
        return None, weighed
    if placed == "no" and not _known_enough(best, context):
        return None, weighed
    return _with_reason(best, rivals, close), weighed


def _order(one: Weighed) -> tuple[float, int]:
    return (-one.total, -(one.entry.population or 0))


def weigh(hit: Hit, kinds: Sequence[Kind], context: Context) -> Weighed:
    """What the page gives a candidate."""
    entry, reasons = hit.entry, []
    support = 0.0
    if entry.country and (share := _share(context.countries, entry.country)):
        support += _COUNTRY[0] * min(1, context.countries[entry.country]) + _COUNTRY[1] * share
        reasons.append("the page names its country")
    if entry.admin1_code and (share := _share(context.regions, entry.admin1_code)):
        support += _REGION[0] * min(1, context.regions[entry.admin1_code]) + _REGION[1] * share
        reasons.append(f"the page names places in {entry.admin1}")
    near = _nearest(entry, context.neighbours)
    if near is not None:
        support += near[1]
        reasons.append(f"{near[0].name}, also on the page, is near it")
    if context.held:
        inside = next((held for held in context.held if holds(entry, held)), None)
        support += _HOLDS if inside else _HOLDS_NOT
        reasons += [f"the page puts {inside.name} in it"] if inside else []
    if kinds:
        support += _KIND_FITS if entry.kind in kinds else _KIND_DIFFERS
    known = fame(entry) - (_BY_NAME if _other_name(hit) else 0)
    local = near is not None or bool(context.regions.get(entry.admin1_code or ""))
    return Weighed(entry, support, known, "; ".join(reasons), local)


def _other_name(hit: Hit) -> bool:
    return bool(hit.key) and by_other_name(hit.entry, hit.key)


def by_other_name(entry: Entry, key: str) -> bool:
    """Whether a settlement goes by another of its names, and not by a spelling of the first."""
    own = fold(entry.name)
    settled = entry.kind in ("settlement", "quarter")
    return settled and own != key and not set(loose_keys(own)) & set(loose_keys(key))


def _share(counts: Mapping[str, float], key: str) -> float:
    count = counts.get(key, 0)
    return count / sum(counts.values()) if count else 0.0


def _nearest(entry: Entry, others: Iterable[Entry]) -> tuple[Entry, float] | None:
    if entry.kind in ("country", "region", "water"):
        return None
    apart = (other for other in others if not _one_place(entry, other))
    kms = [(km, other) for other in apart if (km := entry.km_to(other)) is not None]
    if not kms:
        return None
    km, other = min(kms, key=lambda pair: pair[0])
    return next(((other, worth) for limit, worth in _NEIGHBOUR_KM if km < limit), None)


def _one_place(entry: Entry, other: Entry) -> bool:
    return entry.id == other.id or (
        fold(entry.name) == fold(other.name) and same_area(entry, other)
    )


def fame(entry: Entry) -> float:
    """How likely news names the place without its country, from its class and people."""
    if entry.kind in _KIND_FAME:
        return _KIND_FAME[entry.kind]
    people = _people_fame(entry.population or 0)
    if entry.kind == "settlement":
        return max(people, _CAPITAL if people > 1 else 1.2) if entry.capital else people
    return min(people, 1.2) / 2


def _people_fame(population: int) -> float:
    return next((worth for people, worth in _FAME if population >= people), 0.0)


@cache
def _areas_first() -> frozenset[str]:
    return frozenset(map(fold, load("place_phrases")["areas_first"]))


def _level(best: Weighed, same: Sequence[Weighed], kinds: Sequence[Kind]) -> Weighed:
    """Of a city and the region of its name, the one meant: by the class word, else the city.

    A hamlet that shares the name of its region is not what news means by it.
    """
    order = [*kinds, *(kind for kind in _LEVELS if kind not in kinds)]
    ranked = sorted((best, *same), key=lambda one: order.index(one.entry.kind))
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


def _far_bigger(entry: Entry, close: Sequence[Weighed]) -> bool:
    """Whether it is no village and ten times as big as every place that fits as well."""
    if any(one.entry.kind != entry.kind for one in close) and entry.kind != "settlement":
        return entry.kind in ("country", "admin1") and all(
            one.entry.kind not in ("country", "admin1") for one in close
        )
    most = max(one.entry.population or 0 for one in close)
    return (entry.population or 0) >= max(15_000, _BIGGER * most)


def _known_enough(best: Weighed, context: Context) -> bool:
    """Whether a name with no area beside it may be taken for this place."""
    least = KNOWN_TOWN
    if context.countries and best.entry.country not in context.countries:
        least = _NAMED_ABROAD
    return best.fame >= least or best.support >= _SUPPORTED


def _obscure(best: Weighed, context: Context) -> bool:
    """Whether it is a village with no more than its country for it, among villages we lack.

    The embedded gazetteer has one village in ten of a country: the only one of a name that it
    holds need not be the one that the page means.
    """
    entry = best.entry
    village = entry.kind in ("settlement", "quarter") and best.fame <= 0
    return village and not best.local and entry.country not in context.covered


def _with_reason(best: Weighed, rivals: Sequence[Weighed], close: Sequence[Weighed]) -> Weighed:
    reasons = [best.why] if best.why else []
    if close:
        reasons.append(
            f"of {len(close) + 1} that fit, the only one of note{_in_people(best, close)}"
        )
    elif rivals and not best.why:
        reasons.append(f"the best known of {len(rivals) + 1}, and the page says nothing against it")
    elif not rivals:
        reasons.append("the only entry of this name")
    return replace(best, why="; ".join(reasons))


def _in_people(best: Weighed, close: Sequence[Weighed]) -> str:
    """How many people live in the best known and in the others, where that is known."""
    if best.entry.population is None:
        return ""
    most = max(one.entry.population or 0 for one in close)
    return f": {best.entry.population:,} people, the others under {most + 1:,}"


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
