"""The inputs by which a person changes a value, and the value that they give.

The page's words and their span stay; a person changes what they are read as.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

import msgspec

from reportedly.gazetteer import Gazetteer
from reportedly.records import (
    Claim,
    CountWhat,
    EvidenceKind,
    EvidenceStatus,
    Modality,
    Scope,
    SourceKind,
    When,
)
from reportedly.stages.extract.triggers import ACLED_TYPES, event
from reportedly.stages.review import value_at, with_value
from reportedly.times.days import by_width, ucdp_precision
from reportedly.times.values import days_of, first_day
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportedly.records import Place

DAY: Final = r"\d{4}(-\d{2}(-\d{2})?)?"
"""A date cut to what is known, for the browser to check while a person types."""

NONE: Final = "none"
"""The choice that no place of the gazetteer is meant."""

TO: Final = "to_"
"""Starts the names of the inputs that give the new value."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Input:
    """One field of a form; without ``choices`` a line of text."""

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    number: bool = False


def inputs(claim: Claim, path: str) -> list[Input]:  # noqa: C901, PLR0911 - a case for each field
    """The fields that change the value at a path; none where none can be changed."""
    value = value_at(claim, path)
    match path.split(".", maxsplit=1)[0]:
        case "event":
            kinds = [sub for subs in ACLED_TYPES.values() for sub in subs]
            return [_choice("sub_type", "Kind of event", value["acled_sub_type"], kinds)]
        case "modality":
            return [_choice("modality", "Modality", value, get_args(Modality))]
        case "source" if value:
            kinds = ["", *get_args(SourceKind)]
            return [_line("name", "Name", value), _choice("kind", "Kind", value["kind"], kinds)]
        case "channel":
            return [_line("name", "Channel", value)]
        case "evidence":
            return [
                _choice("kind", "Kind", value["kind"], get_args(EvidenceKind)),
                _choice("status", "Status", value["status"], get_args(EvidenceStatus)),
            ]
        case "place" if claim.place:
            return [_place_choice(claim.place)]
        case "when":
            return [_day("start", "From", value), _day("end", "To", value)]
        case "weapons":
            classes = ["", *load("weapons")["classes"]]
            return [
                _line("designation", "Designation", value),
                _choice("class", "Class", value["class"], classes),
            ]
        case "actors" | "targets":
            return [_line("name", "Name", value), _line("side", "Side", value)]
        case "counts":
            return _count_inputs(value)
    return []


def edited(claim: Claim, path: str, form: Mapping[str, str]) -> Any:  # noqa: ANN401 - of any field
    """The value that a form gives in place of the one at a path, as plain JSON.

    ``ValueError`` says what is wrong with it.
    """
    given = {name.removeprefix(TO): text.strip() for name, text in form.items()}
    try:
        made = _made(claim, path, given)
        with_value(claim, path, made)  # so that what is stored is known to fit
    except (KeyError, msgspec.ValidationError) as error:
        raise ValueError(f"This cannot be the value of {path}: {error}.") from error
    return made


def _made(claim: Claim, path: str, given: Mapping[str, str]) -> Any:  # noqa: ANN401, PLR0911
    value = value_at(claim, path)
    match path.split(".", maxsplit=1)[0]:
        case "event":
            return msgspec.to_builtins(event(given["sub_type"], claim.event.trigger))
        case "modality":
            return given["modality"]
        case "place" if claim.place:
            return _place(claim.place, given["place"])
        case "when":
            return _when(given["start"], given["end"])
        case "counts":
            numbers = {k: int(given[k]) if given[k] else None for k in ("low", "high")}
            _check_range(**numbers)
            return {**value, **_texts(given, ("what", "who", "scope")), **numbers}
        case "channel":
            return {**value, **_texts(given, ("name",))} if value else None
    if not isinstance(value, dict):
        raise KeyError(path)
    return {**value, **_texts(given, [name for name in given if name in value])}


def _texts(given: Mapping[str, str], names: Iterable[str]) -> Json:
    return {name: given[name] or None for name in names}


def _check_range(low: int | None, high: int | None) -> None:
    if (low is not None and low < 0) or (high is not None and high < 0):
        raise ValueError("A number of people is 0 or more.")
    if low is not None and high is not None and low > high:
        raise ValueError(f"At least {low} and at most {high} cannot both hold.")


def _when(start: str, end: str) -> Json | None:
    """The time from one day to another, as fine as it is written; None if both are empty."""
    if not start and not end:
        return None
    bounds = When(
        start=start or None,
        end=end or None,
        precision="year",
        ucdp_date_prec=5,
        basis="stated",
        why="a person set it",
    )
    window = days_of(bounds)
    for given in filter(None, (start, end)):
        if not re.fullmatch(DAY, given) or first_day(given) is None:
            raise ValueError(f"{given!r} is no ISO date: write 2024-05-31, 2024-05 or 2024.")
    if start and end and window is None:
        raise ValueError(f"From {start} to {end} is no time: give the earlier one first.")
    days = (window[1] - window[0]).days + 1 if window else None
    made = msgspec.structs.replace(
        bounds, precision=by_width(days), ucdp_date_prec=ucdp_precision(days)
    )
    plain: Json = msgspec.to_builtins(made)
    return plain


def _place(place: Place, choice: str) -> Json | None:
    """The entry that a person chose among the alternatives; None where none of them is meant."""
    if choice == NONE:
        return None
    plain: Json = msgspec.to_builtins(place)
    if choice == (place.gazetteer_id or ""):
        return plain
    chosen = next((a for a in place.alternatives if a.id == choice), None)
    if chosen is None:
        raise ValueError(f"{choice!r} is none of the places to choose from.")
    entry = next((e for e in Gazetteer.embedded().look_up(chosen.name) if e.id == chosen.id), None)
    return {
        **plain,
        "name": chosen.name,
        "lat": chosen.lat,
        "lon": chosen.lon,
        "gazetteer_id": chosen.id,
        "geonameid": None,
        "country": entry.country if entry else None,
        "admin1": entry.admin1 if entry else None,
        "admin2": entry.admin2 if entry else None,
        "score": None,
        "why": "a person chose it among the alternatives",
    }


def _place_choice(place: Place) -> Input:
    now = (place.gazetteer_id or "", f"{place.name or place.as_written} (as read)")
    others = [
        (a.id, f"{a.name} ({a.lat:.2f}, {a.lon:.2f}), score {a.score:.2f}")
        for a in place.alternatives
    ]
    choices = (now, *others, (NONE, "none of these: not located"))
    return Input("place", "Place", now[0], choices)


def _count_inputs(value: Json) -> list[Input]:
    return [
        Input("low", "At least", _text(value["low"]), number=True),
        Input("high", "At most", _text(value["high"]), number=True),
        _choice("what", "What", value["what"], get_args(CountWhat)),
        _line("who", "Who", value),
        _choice("scope", "Scope", value["scope"], get_args(Scope)),
    ]


def _choice(name: str, label: str, value: str | None, choices: Iterable[str]) -> Input:
    return Input(name, label, value or "", tuple((c, c or "not said") for c in choices))


def _line(name: str, label: str, value: Json | None) -> Input:
    return Input(name, label, _text((value or {}).get(name)))


def _day(name: str, label: str, value: Json | None) -> Input:
    return Input(name, label, _text((value or {}).get(name))[:10], pattern=DAY)


def _text(value: object) -> str:
    return "" if value is None else str(value)
