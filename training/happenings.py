"""Sentences labelled with what they tell of, laid out as documents of a few sentences each.

Two sources: `labels/teacher.tsv`, real sentences of the shared sets that a language-model reader
labelled by careful reading, and `made/`, snippets of our own, each written for its label.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.model import load_tagger
from reportedly.model.labels import HAPPENINGS, KINDS, MOODS, NOTHING

from .gold import SILVER_WEIGHT, Claim, Document, Span, Told, records
from .sentences import all_sentences, key_of

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator

    from reportedly.model import Reading

HERE = Path(__file__).parent
_CODES = (
    *("-", "GR", "NO", "AC", "EF", "PI", "PP", "VD", "MV", "CW", "AS", "SB", "SH", "RE", "GN"),
    *("SV", "AT", "AB", "AG", "AR", "CG", "DW", "HQ", "LP", "NT", "OT"),
)
KIND_OF = dict(zip(_CODES, HAPPENINGS, strict=True))
MOOD_OF = {mood[0] if mood != "accused" else "b": mood for mood in MOODS}
_LEAST_FOUND = 0.95
_TOGETHER = (1, 1, 2, 3, 4, 6)  # sentences in one text


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence or snippet with what it tells of, the main kind first.

    ``names`` and ``claims`` are silver: what the tagger knew before it learned of happenings.
    Without them the shared layers forget who speaks in news of violence.
    """

    text: str
    kinds: tuple[str, ...]
    mood: str | None
    names: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] | None = None


def labelled(gold: Path) -> list[Labelled]:
    """Every labelled sentence to learn from: all of our own, the teacher's but those held out."""
    return [*_made(HERE / "made"), *taught(gold, held_out=False)]


def write_silver(rows: list[Labelled], out: Path) -> None:
    """What the package's tagger reads in each sentence, as JSON lines."""
    tagger = load_tagger()
    with out.open("w", encoding="utf-8") as lines:
        for row in rows:
            silver = _silver(row.text, tagger.read([row.text])[0])
            lines.write(json.dumps(silver, ensure_ascii=False) + "\n")


def _silver(text: str, reading: Reading) -> dict[str, object]:
    return {
        "text": text,
        "names": [(n.kind, n.start, n.end) for n in reading.names],
        "claims": [(a.sources, a.cues, a.contents) for a in reading.attributions],
    }


def with_silver(rows: list[Labelled], silver: Path) -> list[Labelled]:
    """The rows with the names and attributions that ``write_silver`` wrote for them."""
    found = {row["text"]: row for row in records(silver)}
    return [_with(row, found[row.text]) if row.text in found else row for row in rows]


def _with(row: Labelled, silver: dict[str, list[list[object]]]) -> Labelled:
    names = tuple(Span(*name) for name in silver["names"])  # type: ignore[arg-type]
    claims = tuple(Claim(*(_pairs(part) for part in claim)) for claim in silver["claims"])
    return replace(row, names=names, claims=claims)


def _pairs(spans: object) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in spans)  # type: ignore[attr-defined]


def _made(folder: Path) -> Iterator[Labelled]:
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            codes, mood, text = line.split("\t")
            yield _labelled(text, codes, mood)


def taught(gold: Path, *, held_out: bool) -> list[Labelled]:
    """The teacher's sentences; ValueError where many of them are not in `gold`.

    One in sixteen, those whose key begins with 0, is held out: never learned from.
    """
    path = HERE / "labels" / "teacher.tsv"
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    rows = [row for row in lines if row[0].startswith("0") == held_out]
    texts = {key_of(s): s for s in all_sentences(gold)}
    found = [_labelled(texts[key], codes, mood) for key, codes, mood in rows if key in texts]
    if len(found) < _LEAST_FOUND * len(rows):
        message = f"{len(rows) - len(found)} of {len(rows)} sentences of {path} are not in {gold}"
        raise ValueError(message)
    return found


def _labelled(text: str, codes: str, mood: str) -> Labelled:
    kinds = tuple(KIND_OF[code] for code in codes.split("+"))
    return Labelled(text, kinds, None if kinds == (NOTHING,) else MOOD_OF[mood])


def told_documents(rows: Iterable[Labelled], rng: random.Random) -> Iterator[Document]:
    """The rows in chance order, a few to a text, each a stretch told on its own."""
    left = list(rows)
    rng.shuffle(left)
    while left:
        count = rng.choice(_TOGETHER)
        group, left = left[:count], left[count:]
        yield _document(group, rng.choice((" ", "\n", "\n\n")))


def _document(group: list[Labelled], between: str) -> Document:
    told: list[Told] = []
    names: list[Span] = []
    claims: list[Claim] = []
    at = 0
    for row in group:
        told.append(Told(at, at + len(row.text), row.kinds, row.mood))
        names += [replace(s, start=s.start + at, end=s.end + at) for s in row.names]
        claims += [_moved(claim, at) for claim in row.claims or ()]
        at += len(row.text) + len(between)
    known = all(row.claims is not None for row in group)
    return Document(
        "told",
        between.join(r.text for r in group),
        names=tuple(names),
        labelled=frozenset(KINDS) if known else frozenset(),
        claims=tuple(claims) if known else None,
        weight=SILVER_WEIGHT,
        told=tuple(told),
    )


def _moved(claim: Claim, by: int) -> Claim:
    parts = (claim.source, claim.cue, claim.content)
    return Claim(*(tuple((s + by, e + by) for s, e in part) for part in parts))
