"""Gathers the training documents of every set, silver names included."""

from __future__ import annotations

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
from .silver import add_silver
from .splits import is_held_out

if TYPE_CHECKING:
    from pathlib import Path


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


def with_silver(documents: list[Document], silver: Path) -> list[Document]:
    """The documents with silver names where nobody labelled any."""
    return add_silver(documents, silver, SILVER_WEIGHT)
