"""Gathers the training documents of every set, silver names included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .batches import SILVER_WEIGHT
from .gold import (
    Document,
    load_attribution,
    load_geowebnews,
    load_places,
    load_re3d,
    load_wikievents,
)
from .happenings import Labelled, labelled
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


def corpus_of(gold: Path, documents: list[Document], silver: Path) -> Corpus:
    """The documents with silver names where nobody labelled any, and the other sets."""
    named = add_silver(documents, silver, SILVER_WEIGHT)
    return Corpus(named, labelled(gold))


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
