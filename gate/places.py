"""How well places are found in the gazetteer and resolved, on real pages with labelled places.

``python gate/places.py [GOLD]`` prints the table; GOLD is the folder of shared gold data.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from reportedly.gazetteer import Entry, Gazetteer
from reportedly.gazetteer.entry import km_between
from reportedly.gazetteer.fold import fold
from reportedly.model import Name, load_tagger
from reportedly.records import Article, Field, Mention, Place
from reportedly.stages.detect.place_words import Spot, known
from reportedly.stages.detect.places import given, places
from training import evaluate
from training.gold import Span
from training.splits import is_held_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportedly.model import Reading, Tagger

SETS = ("lgl", "tr-news", "geowebnews", "geovirus")
HELD_OUT_SETS = ("lgl", "tr-news", "geowebnews")
RIGHT_KM = 161.0
# Bellingcat's points are streets: a village counts as found within this.
NEAR_KM = 25.0


def score_places(gazetteer: Gazetteer, gold_dir: Path) -> dict[str, dict[str, float]]:
    """Shares for each set, no answer counting as wrong.

    ``coverage``: some candidate is right; ``resolved``: our answer is; ``most_populous``: the
    candidate with the most people is; ``answered``: we gave a point; ``held out``: on documents
    that the ranker was not fitted on.
    """
    scores = {name: _score_set(gazetteer, gold_dir / "places" / f"{name}.jsonl") for name in SETS}
    ukraine = gold_dir / "places" / "bellingcat-ukraine.jsonl"
    for name, figures in score_end_to_end(gazetteer, load_tagger(), gold_dir).items():
        scores[name] |= figures
    scores["bellingcat"] = _score_incidents(gazetteer, ukraine)
    table = gold_dir / "gazetteer" / "wof" / "wof_ua.tsv"
    scores["bellingcat+wof_ua"] = _score_incidents(gazetteer.with_files([table]), ukraine)
    return scores


def score_names(gazetteer: Gazetteer, tagger: Tagger, gold_dir: Path) -> dict[str, Any]:
    """Exact and overlap scores of the place and demonym mentions that detect gives."""

    def mentioned(text: str) -> list[Span]:
        names = _named(tagger.read([text])[0])
        found = places(_article({"id": "gold", "text": text}), names, gazetteer)
        return [Span(m.kind, m.span.start, m.span.end) for m in found]

    sets = evaluate.place_sets(gold_dir).items()
    return {name: evaluate.score_spans(*chosen, mentioned) for name, chosen in sets}


def _named(reading: Reading) -> list[tuple[Field, Name]]:
    return [("text", one) for one in (*reading.names, *reading.inner)]


def score_end_to_end(
    gazetteer: Gazetteer, tagger: Tagger, gold_dir: Path
) -> dict[str, dict[str, float]]:
    """F1 of tagger and resolution together: spans that overlap, within 161 km of the label.

    On the documents held out from the tagger's training, as in the names measure: demonyms count,
    labels without a point and places inside longer names are left out with what is found there.
    """
    return {name: _end_to_end(gazetteer, tagger, gold_dir, name) for name in HELD_OUT_SETS}


def _end_to_end(
    gazetteer: Gazetteer, tagger: Tagger, gold_dir: Path, name: str
) -> dict[str, float]:
    path = gold_dir / "places" / f"{name}.jsonl"
    documents = [d for d in _lines(path) if is_held_out(f"{name}/{d['id']}")]
    readings = tagger.read([d["text"] for d in documents])
    right = told = labelled = 0
    for document, reading in zip(documents, readings, strict=True):
        found = places(_article(document), _named(reading), gazetteer)
        scored = [one for one in document["toponyms"] if _is_scored(one)]
        free = [one for one in document["toponyms"] if not _is_scored(one)]
        right += sum(
            any(_overlap(m, one) and place_is(m.value, one) for m in found) for one in scored
        )
        told += sum(not any(_overlap(m, one) for one in free) for m in found)
        labelled += len(scored)
    return {"end to end F1": round(2 * right / max(1, told + labelled), 3)}


def _is_scored(label: Mapping[str, Any]) -> bool:
    """Whether a label has a point and is no part of a longer name, nor a namesake of a place."""
    apart = str(label.get("type", "")).startswith(("Embedded", "Homonym"))
    return label.get("lat") is not None and not apart


def _overlap(mention: Mention, gold: Mapping[str, Any]) -> bool:
    return bool(mention.span.start < gold["end"] and gold["start"] < mention.span.end)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _article(document: Mapping[str, Any]) -> Article:
    text = document["text"]
    return Article(
        id=document["id"], capture_id="gold", title=None, text=text, page_text=text, language="en"
    )


def _score_set(gazetteer: Gazetteer, path: Path) -> dict[str, float]:
    right: dict[str, list[bool]] = {
        "coverage": [],
        "resolved": [],
        "most_populous": [],
        "answered": [],
    }
    held_out: list[bool] = []
    for document in _lines(path):
        gold = [one for one in document["toponyms"] if one.get("lat") is not None]
        names: list[tuple[Field, Name]] = [
            ("text", Name("place", one["start"], one["end"], 1.0)) for one in gold
        ]
        found = places(_article(document), names, gazetteer)
        for one in gold:
            hits = candidates(one["text"], gazetteer)
            value = next(
                (m.value for m in found if m.span.start < one["end"] and one["start"] < m.span.end),
                None,
            )
            big = max(hits, key=lambda entry: entry.population or 0, default=None)
            right["coverage"].append(any(entry_is(entry, one) for entry in hits))
            right["most_populous"].append(big is not None and entry_is(big, one))
            right["resolved"].append(value is not None and place_is(value, one))
            right["answered"].append(value is not None and value.lat is not None)
            if is_held_out(f"{path.stem}/{document['id']}"):
                held_out.append(right["resolved"][-1])
    scores = {"n": len(right["coverage"])} | {key: _mean(values) for key, values in right.items()}
    scores["right of the answered"] = round(scores["resolved"] / scores["answered"], 3)
    return scores | ({"resolved, held out": _mean(held_out)} if path.stem in HELD_OUT_SETS else {})


def candidates(name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Every entry that a name may mean, demonyms and seats of power among them."""
    named = [hit.entry for hit in gazetteer.hits(name)]
    spot = known(Spot(0, len(name), name), "place")
    entry = given(spot, gazetteer)
    return [*named, entry] if entry else named


def _mean(values: list[bool]) -> float:
    return round(sum(values) / max(1, len(values)), 3)


def entry_is(entry: Entry, gold: Mapping[str, Any]) -> bool:
    """Whether an entry is the labelled place: by GeoNames id, a country's name, or distance."""
    return _is(entry.geonameid, entry.name, entry.kind, (entry.lat, entry.lon), gold)


def place_is(place: Place, gold: Mapping[str, Any]) -> bool:
    """Whether a resolved place is the labelled one."""
    return _is(
        place.geonameid, place.name or "", place.precision or "", (place.lat, place.lon), gold
    )


def _is(
    geonameid: int | None,
    name: str,
    kind: str,
    point: tuple[float | None, float | None],
    gold: Mapping[str, Any],
) -> bool:
    if geonameid and str(gold.get("geonameid") or "") == str(geonameid):
        return True
    if kind == "country" and "page" in gold:
        title = unquote(gold["page"]).rsplit("/", 1)[-1].replace("_", " ")
        if fold(title) == fold(name):
            return True
    return _near(point, gold, RIGHT_KM)


def _near(point: tuple[float | None, float | None], gold: Mapping[str, Any], km: float) -> bool:
    lat, lon = point
    if lat is None or lon is None:
        return False
    return km_between(lat, lon, float(gold["lat"]), float(gold["lon"])) <= km


def _score_incidents(gazetteer: Gazetteer, path: Path) -> dict[str, float]:
    near, right, answered = [], [], []
    for document in _lines(path):
        if not document["location"].strip():
            continue
        value = _incident_place(document, gazetteer)
        point = (value.lat, value.lon) if value else (None, None)
        settled = value is not None and value.precision in ("settlement", "near")
        answered.append(settled)
        near.append(settled and _near(point, document, NEAR_KM))
        right.append(_near(point, document, RIGHT_KM))
    wrong = [a and not n for a, n in zip(answered, near, strict=True)]
    return {
        "n": len(near),
        "resolved": _mean(right),
        "within_25_km": _mean(near),
        "answered": _mean(answered),
        "pinned_wrong": _mean(wrong),
    }


def _incident_place(document: Mapping[str, Any], gazetteer: Gazetteer) -> Place | None:
    """The first place of the location phrase, read as the head of a page on Ukraine."""
    location = document["location"]
    text = f"{location}, Ukraine. {document['description']}"
    names: list[tuple[Field, Name]] = [
        ("text", Name("place", part.start(), part.end(), 1.0))
        for part in re.finditer(r"[^,/()\s][^,/()]*[^,/()\s]", location)
    ]
    found = places(_article({"id": document["id"], "text": text}), names, gazetteer)
    inside = [m.value for m in found if m.span.start < len(location)]
    settled = [place for place in inside if place.precision in ("settlement", "near")]
    return next(iter(settled or inside), None)


def main() -> None:
    """Prints the table."""
    gold = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold")
    for name, scores in score_places(Gazetteer.embedded(), gold).items():
        print(f"{name:20}", "  ".join(f"{key} {value}" for key, value in scores.items()))


if __name__ == "__main__":
    main()
