"""Gathers the training documents of every set, silver names included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .gold import (
    SILVER_WEIGHT,
    Document,
    load_attribution,
    load_geowebnews,
    load_places,
    load_re3d,
    load_wikievents,
)
from .happenings import Labelled, labelled, with_silver, write_silver
from .silver import add_silver
from .splits import is_held_out

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that a run learns from.

    `documents` are labelled for names or attributions, `labelled` are sentences whose happening is
    known.
    """

    documents: list[Document]
    labelled: list[Labelled]


def corpus_of(gold: Path, documents: list[Document], build: Path) -> Corpus:
    """The documents and the told sentences with their silver labels of the build folder.

    Those of the sentences are written there if missing, by the package's tagger.
    """
    rows = labelled(gold)
    if not (build / "told-silver.jsonl").exists():
        write_silver(rows, build / "told-silver.jsonl")
    named = add_silver(documents, build / "silver.jsonl", SILVER_WEIGHT)
    return Corpus(named, with_silver(rows, build / "told-silver.jsonl"))


def training_documents(gold: Path) -> list[Document]:
    """All documents the model may learn from: no held-out ones, no geovirus, no PolNeAR dev."""
    sets = (
        load_places(gold, "lgl"),
        load_places(gold, "tr-news"),
        load_geowebnews(gold),
        load_re3d(gold),
    )
    named = [d for documents in sets for d in documents if not is_held_out(d.id)]
    return named + load_wikievents(gold) + load_attribution(gold, "train")
