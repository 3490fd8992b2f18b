"""GeoJSON (RFC 7946): happenings as features, and at the end what was left out and why.

A place that is not known gives a feature without geometry. Positions and movements of forces
have none either: region and month are all that leaves.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import msgspec

from reportedly.records import Article, Capture, Claim, Incident, Mention, Origin
from reportedly.stages.write import ceilings
from reportedly.times.days import acled_precision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from reportedly.records import AnyRecord, Place, Weapon, When

Json = dict[str, Any]

FIELDS_LEFT_OUT: Final = (
    "names of private persons, actors and targets, the words of the pages, reasons for place "
    "and time, links; coordinates finer than 0.01 degree and times finer than a day; place and "
    "day of military positions and movements (region and month stay)"
)


@dataclass(slots=True)
class _Held:
    """The records that features are made of, by id."""

    incidents: list[Incident] = field(default_factory=list)
    claims: dict[str, Claim] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    captures: dict[str, Capture] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    persons: dict[str, set[str]] = field(default_factory=dict)

    def claims_of(self, incident: Incident) -> list[Claim]:
        return [self.claims[name] for name in incident.claim_ids if name in self.claims]


def write(records: Iterable[AnyRecord], out: BinaryIO, *, now: datetime) -> str:
    """Write the feature collection; the line returned says how many were left out."""
    made = collection(records, now=now)
    out.write(json.dumps(made, ensure_ascii=False, indent=1).encode())
    out.write(b"\n")
    parts = [f"{left['count']} {name}" for name, left in made["left_out"]["incidents"].items()]
    return f"{len(made['features'])} incidents written. Left out: {', '.join(parts)}."


def collection(records: Iterable[AnyRecord], *, now: datetime) -> Json:
    """The feature collection as plain values."""
    held = _hold(records)
    features: list[Json] = []
    left: Counter[str] = Counter()
    for incident in held.incidents:
        reason = _reason_to_stay(incident, held, now)
        if reason:
            left[reason] += 1
        else:
            features.append(_feature(incident, held))
    return {"type": "FeatureCollection", "features": features, "left_out": _left_out(left)}


def _hold(records: Iterable[AnyRecord]) -> _Held:
    """The records sorted by type."""
    held = _Held()
    for record in records:
        match record:
            case Incident():
                held.incidents.append(record)
            case Claim():
                held.claims[record.id] = record
            case Article():
                held.articles[record.id] = record
            case Capture():
                held.captures[record.id] = record
            case Origin():
                held.origins[record.id] = record
            case Mention(kind="person"):
                held.persons.setdefault(record.article_id, set()).add(record.text)
    return held


def _reason_to_stay(incident: Incident, held: _Held, now: datetime) -> str | None:
    """Which of the reasons in WHY keeps an incident in the casebook, if any."""
    reason = ceilings.reason_to_stay(incident, held.claims_of(incident))
    if reason:
        return reason
    articles = [held.articles[name] for name in incident.article_ids if name in held.articles]
    captures = [held.captures[a.capture_id] for a in articles if a.capture_id in held.captures]
    latest = ceilings.latest_day(incident, articles, captures)
    return "embargo" if ceilings.under_embargo(latest, now.date()) else None


def _left_out(left: Counter[str]) -> Json:
    """What the file does not hold, with the reasons."""
    incidents = {name: {"count": left[name], "why": why} for name, why in ceilings.WHY.items()}
    return {"incidents": incidents, "fields": FIELDS_LEFT_OUT}


def _feature(incident: Incident, held: _Held) -> Json:
    """One incident as a feature, as fine as it may leave."""
    made = _coarse if ceilings.is_position(incident) else _fine
    properties = {
        "sub_type": incident.event.acled_sub_type,
        "type": incident.event.acled_type,
        **made(incident, held),
        "weapons": [_weapon(weapon) for weapon in incident.weapons],
        "n_articles": incident.n_articles,
        "n_origins": incident.n_origins,
        "grade": incident.grade,
        "status": incident.status,
    }
    point = None if ceilings.is_position(incident) else _point(incident.place)
    return {"type": "Feature", "id": incident.id, "geometry": point, "properties": properties}


def _fine(incident: Incident, held: _Held) -> Json:
    """What tells settlement, day and sources."""
    persons = {name for a in incident.article_ids for name in held.persons.get(a, ())}
    veil = ceilings.Veil(held.claims_of(incident), persons)
    origins = [held.origins[name] for name in incident.origins if name in held.origins]
    return {
        "when": _when(incident.when),
        "place": _place(incident.place),
        "sources": [veil.name(origin) for origin in origins],
        "grade_why": veil.text(incident.grade_why),
        "counts": _counts(incident, {o.id: veil.name(o) for o in origins}, ceilings.to_day),
        "ranges": _ranges(incident, ceilings.to_day),
    }


def _coarse(incident: Incident, held: _Held) -> Json:
    """Region and month alone: a source or a reason could name the village."""
    when, place = incident.when, incident.place
    origins = [held.origins[name] for name in incident.origins if name in held.origins]
    kinds = {origin.id: f"{origin.kind or 'unknown'} source" for origin in origins}
    return {
        "when": when
        and {
            "start": ceilings.to_month(when.start),
            "end": ceilings.to_month(when.end),
            "precision": when.precision if when.precision in {"season", "year"} else "month",
        },
        "place": place and _region(place),
        "sources": list(kinds.values()),
        "counts": _counts(incident, kinds, ceilings.to_month),
        "ranges": _ranges(incident, ceilings.to_month),
        "coarsened": "military positions and movements leave no finer than region and month",
    }


def _region(place: Place) -> Json:
    """The first-level region of a place, or its country."""
    return {
        "name": ceilings.to_region(place),
        "country": place.country,
        "admin1": place.admin1,
        "where_prec": 4 if place.admin1 else 6,
    }


def _point(place: Place | None) -> Json | None:
    """The representative point, rounded, longitude first."""
    point = ceilings.point(place)
    return {"type": "Point", "coordinates": [*point]} if point else None


def _when(when: When | None) -> Json | None:
    """The time, no finer than the day."""
    if when is None:
        return None
    return {
        "start": ceilings.to_day(when.start),
        "end": ceilings.to_day(when.end),
        "precision": when.precision,
        "date_prec": when.ucdp_date_prec,
        "acled_time_prec": acled_precision(when.ucdp_date_prec),
        "basis": when.basis,
    }


def _place(place: Place | None) -> Json | None:
    """The place by the gazetteer's name, with its precision."""
    if place is None:
        return None
    return {
        "name": place.name or place.admin1 or place.country,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "precision": place.precision,
        "where_prec": place.ucdp_where_prec,
        "uncertainty_m": place.uncertainty_m,
        "gazetteer_id": place.gazetteer_id,
    }


def _weapon(weapon: Weapon) -> Json:
    """A weapon with its class and the treaties that the class falls under."""
    return {
        "name": weapon.designation or weapon.as_written,
        "class": weapon.class_,
        "treaty": list(weapon.treaty),
    }


def _counts(
    incident: Incident, names: Mapping[str, str], cut: Callable[[str | None], str | None]
) -> list[Json]:
    """Each number as a range, with who says it and since when, as fine as the day may leave."""
    return [
        {
            "what": count.what,
            "who": count.who,
            "low": count.low,
            "high": count.high,
            "scope": count.scope,
            "said": [
                {
                    "source": names.get(saying.origin or ""),
                    "first": cut(saying.first),
                    "last": cut(saying.last),
                    "latest": saying.latest,
                    "denied": saying.denied,
                }
                for saying in count.said
            ],
        }
        for count in incident.counts
    ]


def _ranges(incident: Incident, cut: Callable[[str | None], str | None]) -> list[Json]:
    """Each range, and since when its most told number is, as fine as the day may leave."""
    made = [msgspec.to_builtins(found) for found in incident.ranges]
    for most in (found["most_told"] for found in made):
        if most:
            most["since"] = cut(most["since"])
    return made
