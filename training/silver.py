"""Silver name labels from a spaCy pipeline, for texts that nobody labelled for names.

Only the kind of a silver name is trusted, not its ends, except for places and demonyms: the
gold set for persons and organisations (re3d) marks longer phrases than spaCy does. The rest of
the noun phrase around such a name counts as unknown.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from .demonyms import is_demonym
from .gold import Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Entity

SILVER_KINDS = {
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "PERSON": "person",
    "ORG": "organisation",
    "DATE": "time",
    "TIME": "time",
    "CARDINAL": "quantity",
    "QUANTITY": "quantity",
    "MONEY": "quantity",
}
_SURE_ENDS = frozenset({"place", "demonym"})
Stretch = tuple[int, int]


def write_silver(documents: list[Document], pipeline: Path, out: Path) -> None:
    """Tag `documents` with the spaCy pipeline unpacked at `pipeline` and write JSON lines."""
    import spacy  # noqa: PLC0415 - only a run without stored silver labels needs it

    language = spacy.load(pipeline, exclude=["lemmatizer", "attribute_ruler"])
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as lines:
        for row in _rows(documents, language):
            lines.write(json.dumps(row) + "\n")


def _rows(documents: list[Document], language: Language) -> Iterator[dict[str, object]]:
    pairs = ((d.text, d.id) for d in documents)
    for parsed, id_ in language.pipe(pairs, as_tuples=True, batch_size=16):
        names, free = _names(parsed)
        yield {"id": id_, "names": names, "free": free}


def _names(parsed: Doc) -> tuple[list[tuple[str, int, int]], list[Stretch]]:
    names: list[tuple[str, int, int]] = []
    free = [(c.start_char, c.end_char) for c in parsed.noun_chunks if _has_unsure(c)]
    for entity in parsed.ents:
        kind = _kind(entity)
        start, end = _trim(entity)
        if kind:
            names.append((kind, start, end))
        else:
            free.append((start, end))
    return names, free


def _has_unsure(chunk: Entity) -> bool:
    return any(SILVER_KINDS.get(e.label_, "place") not in _SURE_ENDS for e in chunk.ents)


def _kind(entity: Entity) -> str | None:
    if entity.label_ == "NORP":
        return "demonym" if is_demonym(entity.text) else None
    return SILVER_KINDS.get(entity.label_)


def _trim(entity: Entity) -> Stretch:
    """Drop a leading article and a trailing possessive, which the gold sets leave out."""
    first, last = entity.start, entity.end
    if first < last - 1 and entity[0].lower_ in ("the", "a", "an"):
        first += 1
    if last - 1 > first and entity.doc[last - 1].lower_ in ("'s", "’s"):
        last -= 1
    return entity.doc[first].idx, entity.doc[last - 1].idx + len(entity.doc[last - 1])


def add_silver(documents: list[Document], silver: Path, weight: float) -> list[Document]:
    """Documents with silver names beside their own; those that `silver` lacks stay as they are."""
    with silver.open(encoding="utf-8") as lines:
        rows = {row["id"]: row for row in map(json.loads, lines)}
    return [_merge(d, rows[d.id], weight) if d.id in rows else d for d in documents]


def _merge(document: Document, row: dict[str, list[list[int]]], weight: float) -> Document:
    spans = [Span(str(k), s, e, str(k) in _SURE_ENDS) for k, s, e in row["names"]]
    fresh = [s for s in spans if s.kind not in document.labelled and _fits(s, document.names)]
    unsure = tuple((s, e) for s, e in row["free"])
    if document.labelled:
        return replace(document, names=_sorted(document.names, fresh))
    labelled = frozenset(SILVER_KINDS.values()) | {"demonym"}
    return replace(
        document,
        names=_sorted(document.names, fresh),
        labelled=labelled,
        free=document.free + unsure,
        weight=weight,
    )


def _fits(span: Span, others: tuple[Span, ...]) -> bool:
    """True unless `span` lies within a name that people marked."""
    return not any(o.start <= span.start and span.end <= o.end for o in others)


def _sorted(own: tuple[Span, ...], fresh: list[Span]) -> tuple[Span, ...]:
    return tuple(sorted((*own, *fresh), key=lambda s: s.start))
