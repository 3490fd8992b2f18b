"""Reads the labelled sets under the gold folder into one shape. Needs no torch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.model import labels

from .demonyms import is_demonym

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DEFAULT_GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
PLACE_KINDS = frozenset(labels.PLACE_KINDS)
SILVER_WEIGHT = 0.3
RE3D_KINDS = {
    "Location": "place",
    "Organisation": "organisation",
    "Person": "person",
    "Weapon": "weapon",
    "MilitaryPlatform": "platform",
    "Temporal": "time",
    "Quantity": "quantity",
    "Money": "quantity",
    "Nationality": "demonym",
}
_RE3D_NON_COMMERCIAL = "BBC Online"
_RE3D_LEAST_CONFIDENCE = 0.5
_NO_WEAPON = frozenset({"they", "it", "them", "this", "that", "which", "one", "those", "balls"})


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch [start, end) in code points; `exact` False where only the kind is sure."""

    kind: str
    start: int
    end: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """An attribution: [start, end) pairs of its source, cue and content."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What [start, end) tells of: one or two of `labels.HAPPENINGS`, the main one first.

    `mood` is one of `labels.MOODS`, None where nothing is told.
    """

    start: int
    end: int
    kinds: tuple[str, ...]
    mood: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known about it.

    `labelled` holds the kinds whose absence counts as outside; `free` are stretches about which
    nothing is known; `claims` is None where nobody marked attributions; `nested` says that places
    inside other names are marked too. `told` are stretches whose happening is known.
    """

    id: str
    text: str
    names: tuple[Span, ...] = ()
    labelled: frozenset[str] = frozenset()
    free: tuple[tuple[int, int], ...] = ()
    claims: tuple[Claim, ...] | None = None
    weight: float = 1.0
    nested: bool = False
    told: tuple[Told, ...] = ()


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def load_places(gold: Path, name: str) -> list[Document]:
    """lgl, tr-news or geovirus: every toponym is a place or, by the list, a demonym."""
    return [
        Document(
            id=f"{name}/{r['id']}",
            text=r["text"],
            names=tuple(_toponyms(r["toponyms"], r["text"])),
            labelled=PLACE_KINDS,
            nested=True,
        )
        for r in records(gold / "places" / f"{name}.jsonl")
    ]


def _toponyms(toponyms: Iterable[dict[str, Any]], text: str) -> Iterator[Span]:
    for t in toponyms:
        kind = "demonym" if is_demonym(text[t["start"] : t["end"]]) else "place"
        yield Span(kind, t["start"], t["end"])


def load_geowebnews(gold: Path) -> list[Document]:
    """GeoWebNews: places that are not part of a longer name; typed demonyms as demonyms."""
    return [_geowebnews(r) for r in records(gold / "places" / "geowebnews.jsonl")]


def _geowebnews(record: dict[str, Any]) -> Document:
    text, names, free = record["text"], [], []
    for t in record["toponyms"]:
        kind = _geowebnews_kind(t.get("type", ""), text[t["start"] : t["end"]])
        if kind:
            names.append(Span(kind, t["start"], t["end"]))
        else:
            free.append((t["start"], t["end"]))
    return Document(
        id=f"geowebnews/{record['id']}",
        text=text,
        names=longest_first(names),
        labelled=PLACE_KINDS,
        free=tuple(free),
        nested=True,
    )


def _geowebnews_kind(type_: str, text: str) -> str | None:
    if type_.startswith("Embedded") or type_ == "Homonym":
        return None
    if type_ in ("Demonym", "Language") or is_demonym(text):
        return "demonym"
    return "place"


def load_re3d(gold: Path) -> list[Document]:
    """re3d without its non-commercial part and its unsure spans."""
    rows = records(gold / "events" / "re3d.jsonl")
    return [_re3d(r) for r in rows if r["source"] != _RE3D_NON_COMMERCIAL]


def _re3d(record: dict[str, Any]) -> Document:
    sure = [e for e in record["entities"] if e["confidence"] >= _RE3D_LEAST_CONFIDENCE]
    kept = longest_first(Span(e["type"], e["begin"], e["end"]) for e in sure)
    names = tuple(Span(RE3D_KINDS[s.kind], s.start, s.end) for s in kept if s.kind in RE3D_KINDS)
    other = tuple((s.start, s.end) for s in kept if s.kind not in RE3D_KINDS)
    kinds = frozenset(RE3D_KINDS.values())
    return Document(f"re3d/{record['id']}", record["text"], names, kinds, other)


def load_wikievents(gold: Path) -> list[Document]:
    """WikiEvents: weapons that take part in events; the unmarked rest is unknown."""
    rows = records(gold / "events" / "wikievents" / "dev_info.jsonl")
    return [_wikievents(r) for r in rows]


def _wikievents(record: dict[str, Any]) -> Document:
    # The set's own text lacks the breaks that its offsets count, so it is laid out anew.
    flat = [token for sentence, _ in record["sentences"] for token in sentence]
    text = _lay_out(flat)
    names = [
        Span("weapon", flat[m["start"]][1], flat[m["end"] - 1][2], exact=False)
        for m in record["entity_mentions"]
        if m["entity_type"] == "WEA" and m["text"].lower() not in _NO_WEAPON
    ]
    sure = tuple(s for s in longest_first(names) if s.end > s.start)
    return Document(f"wikievents/{record['doc_id']}", text, sure)


def _lay_out(tokens: list[tuple[str, int, int]]) -> str:
    letters = [" "] * max(end for _, _, end in tokens)
    for word, start, end in tokens:
        letters[start:end] = word[: end - start].ljust(end - start)
    return "".join(letters)


def load_attribution(gold: Path, split: str) -> list[Document]:
    """PolNeAR articles of `split` ("train" or "dev") with their claims."""
    rows = records(gold / "attribution" / f"polnear-{split}.jsonl")
    return [
        Document(f"polnear/{r['id']}", r["text"], claims=tuple(map(_claim, r["attributions"])))
        for r in rows
    ]


def _claim(record: dict[str, Any]) -> Claim:
    source, cue, content = (
        tuple((s, e) for s, e in record[role]) for role in ("source", "cue", "content")
    )
    return Claim(source, cue, content)


def longest_first(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Drop spans that overlap a longer one; the rest in text order."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if all(span.end <= k.start or span.start >= k.end for k in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda s: s.start))
