"""From an answer and the words around a name to the place of a record.

Precision follows UCDP GED's ``where_prec``: 1 a settlement, 2 near one, 3 second-level and 4
first-level region, 5 a wider or linear region, 6 a country, 7 waters. Points are rounded to
0.01 degree, about a kilometre: nothing finer than a settlement is kept. ``uncertainty_m``:

| what | metres |
|---|---|
| settlement | 1,500 to 35,000 by people (``entry.settlement_radius_m``) |
| near it | the settlement's, and 5,000 to 25,000 for the words, or the distance they give |
| region, country | the circle that holds 19 of 20 of its settlements, at least 5,000 |
| east, north … of one | the same: the point is the whole area's, never one of our own making |
| between two places | half the way between them, and the settlement's |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.gazetteer.choose import words_for
from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.naming import words_on_name
from reportedly.records import Place, PlaceAlternative, PlacePrecision
from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.gazetteer.entry import Entry, Kind
    from reportedly.gazetteer.resolve import Answer

WHERE_PREC: dict[PlacePrecision, int] = {
    "settlement": 1,
    "near": 2,
    "admin2": 3,
    "admin1": 4,
    "region": 5,
    "country": 6,
    "water": 7,
}
_PRECISION: dict[Kind, PlacePrecision] = {
    "settlement": "settlement",
    "quarter": "settlement",
    "admin3": "admin2",
    "admin2": "admin2",
    "admin1": "admin1",
    "region": "region",
    "country": "country",
    "water": "water",
}
MOST_ALTERNATIVES = 5
_QUARTER_RADIUS_M = 5_000
_ISLET_M = 5_000
_AROUND_M: dict[Kind, int] = {"admin2": 30_000, "admin1": 100_000}  # of an area known by its town
_STEM = 4  # letters by which a district is named for its town, not a quarter of a larger one
# The embedded extents are measured on settlements: a region with few of them (Ituri, West Darfur,
# Rakhine) comes out as small as its seat. A city that is a region of its own is that small.
_THIN_M = 15_000
_CITY_PEOPLE = 500_000
_THIN_REGION_RADIUS_M = 150_000


@dataclass(frozen=True)
class Relation:
    """How the words around a name place something towards it.

    ``near_m``: metres that "near" or "3 km south of" reach; ``phrase`` says it; ``direction``:
    degrees from north of "eastern Ukraine", -1 for "central"; ``line``: the name stands for a
    front, road or border; ``between``: the other end.
    """

    near_m: int | None = None
    phrase: str = ""
    direction: float | None = None
    line: bool = False
    between: str | None = None
    between_entry: Entry | None = None


NO_RELATION = Relation()


def place_of(
    as_written: str, answer: Answer, relation: Relation, *, metonym: bool = False
) -> Place:
    """The place of a mention."""
    use = "metonym" if metonym else None
    if answer.entry is None:
        return _area_place(as_written, answer, use)
    return _entry_place(as_written, answer, answer.entry, relation, use)


def _entry_place(
    as_written: str, answer: Answer, entry: Entry, relation: Relation, use: str | None
) -> Place:
    precision, uncertainty, why = _around(as_written, entry) or _reach(entry, relation)
    return Place(
        as_written=as_written,
        name=entry.name,
        country=entry.country,
        admin1=entry.admin1,
        admin2=entry.admin2,
        lat=_rounded(entry.lat),
        lon=_rounded(entry.lon),
        uncertainty_m=uncertainty,
        precision=precision,
        ucdp_where_prec=WHERE_PREC[precision],
        gazetteer=entry.gazetteer,
        gazetteer_id=entry.id,
        geonameid=entry.geonameid,
        score=answer.score,
        alternatives=_alternatives(answer),
        why="; ".join(part for part in (answer.why, words_on_name(as_written, entry), why) if part),
        use=use,  # type: ignore[arg-type]
    )


def _area_place(as_written: str, answer: Answer, use: str | None) -> Place:
    """The area that the page names, or nothing, where no entry is taken.

    A first-level region keeps a representative point with its whole extent as uncertainty; a
    country that the page merely is about keeps none.
    """
    area = answer.area
    precision: PlacePrecision | None = _PRECISION[area.kind] if area else None
    pointed = area is not None and area.kind != "country"
    return Place(
        as_written=as_written,
        name=area.name if area else None,
        country=area.country if area else None,
        admin1=area.admin1 if area else None,
        admin2=area.admin2 if area else None,
        lat=_rounded(area.lat) if area and pointed else None,
        lon=_rounded(area.lon) if area and pointed else None,
        uncertainty_m=_extent_m(area) if area and pointed else None,
        precision=precision,
        ucdp_where_prec=WHERE_PREC[precision] if precision else None,
        gazetteer=area.gazetteer if area else None,
        gazetteer_id=area.id if area else None,
        geonameid=area.geonameid if area else None,
        score=answer.score,
        alternatives=_alternatives(answer),
        why=answer.why + (f"; kept as {words_for(area)}" if area else "; no point is kept"),
        use=use,  # type: ignore[arg-type]
    )


def _around(as_written: str, entry: Entry) -> tuple[PlacePrecision, int, str] | None:
    """The area that a name says, where the entry is only the town that it is named for."""
    name, _, word = fold(as_written).rpartition(" ")
    kinds = load("place_phrases")["class_words"].get(word, ())
    area = kinds[0] if kinds and "settlement" not in kinds else None
    named_for = fold(entry.name).startswith(name[:_STEM]) and word not in fold(entry.name)
    if entry.kind != "settlement" or area not in _AROUND_M or not named_for:
        return None
    why = f"the {word} named for {entry.name}, by the town's point"
    return _PRECISION[area], entry.radius_m + _AROUND_M[area], why


def _reach(entry: Entry, relation: Relation) -> tuple[PlacePrecision, int, str]:
    """Precision, metres of uncertainty, and what the words around the name add to the why."""
    radius = _extent_m(entry)
    if relation.between is not None:
        return (
            "region",
            radius + _half_way_m(entry, relation),
            (f"between {entry.name} and {relation.between}: the point is one end"),
        )
    if relation.line:
        return "region", radius + 25_000, f"a line or belt, by {relation.phrase!r}"
    if relation.direction is not None and entry.kind in ("country", "region"):
        return "region", radius, f"part of {entry.name}, by {relation.phrase!r}"
    own = _own_precision(entry)
    if relation.near_m is not None and (own == "settlement" or entry.kind == "admin3"):
        why = f"{relation.phrase!r}: near it; the point is {entry.name} itself"
        return "near", radius + relation.near_m, why
    return own, radius, ""


def _own_precision(entry: Entry) -> PlacePrecision:
    """By its kind; an island no bigger than a village is as exact as one."""
    islet = entry.kind == "region" and entry.radius_m <= _ISLET_M
    return "settlement" if islet else _PRECISION[entry.kind]


def _extent_m(entry: Entry) -> int:
    """Metres that cover a place; never few for a region of which few settlements are known."""
    if entry.kind == "quarter":
        return max(entry.radius_m, _QUARTER_RADIUS_M)
    measured = entry.kind == "admin1" and entry.gazetteer == "embedded"
    thin = measured and (entry.population or 0) < _CITY_PEOPLE
    return _THIN_REGION_RADIUS_M if thin and entry.radius_m <= _THIN_M else entry.radius_m


def _half_way_m(entry: Entry, relation: Relation) -> int:
    km = entry.km_to(relation.between_entry) if relation.between_entry else None
    return int((km or 50.0) * 500)


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, 2)


def _alternatives(answer: Answer) -> tuple[PlaceAlternative, ...]:
    pointed = [
        (entry, score)
        for entry, score in answer.others
        if entry.lat is not None and entry.lon is not None
    ]
    return tuple(
        PlaceAlternative(
            name=words_for(entry),
            id=entry.id,
            lat=round(entry.lat or 0.0, 2),
            lon=round(entry.lon or 0.0, 2),
            score=score,
        )
        for entry, score in pointed[:MOST_ALTERNATIVES]
    )
