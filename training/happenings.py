"""Sentences labelled with what they tell of, laid out as documents of a few sentences each.

Two sources: `labels/teacher.tsv`, real sentences of the shared sets that a language-model reader
labelled by careful reading, and `made/`, snippets of our own, each written for its label.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.model.labels import HAPPENINGS, MOODS, NOTHING

from .gold import Document, Told
from .sentences import all_sentences, key_of

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator

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
    """A sentence or snippet with what it tells of, the main kind first."""

    text: str
    kinds: tuple[str, ...]
    mood: str | None


def labelled(gold: Path) -> list[Labelled]:
    """Every labelled sentence to learn from: all of our own, the teacher's but those held out."""
    return [*_made(HERE / "made"), *taught(gold, held_out=False)]


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
    told, at = [], 0
    for row in group:
        told.append(Told(at, at + len(row.text), row.kinds, row.mood))
        at += len(row.text) + len(between)
    return Document("told", between.join(r.text for r in group), told=tuple(told))
