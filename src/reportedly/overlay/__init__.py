"""A casebook's own vocabulary: files in its folder ``vocab``, laid over the package's.

``actors.yaml`` and ``weapons.yaml`` have the shape of the package's files and change how pages
are read; ``inclusion.yaml`` says which claims the casebook records. docs/vocabulary.md shows
them. A mistake in them is a ``VocabError`` before anything is read.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.errors import VocabError
from reportedly.overlay.actors import with_actors
from reportedly.overlay.inclusion import EVERYTHING, Inclusion, inclusion_of
from reportedly.overlay.rows import Row, read
from reportedly.overlay.weapons import with_weapons
from reportedly.settings import VOCABULARY
from reportedly.vocab import PACKAGE, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.overlay.rows import Lined

__all__ = ["EVERYTHING", "NOTHING", "Inclusion", "Overlay", "overlay_of"]

FILES = ("actors.yaml", "weapons.yaml", "inclusion.yaml")


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a casebook lays over the package: words to read by, and which claims it records."""

    vocabulary: Vocabulary = PACKAGE
    inclusion: Inclusion = EVERYTHING


NOTHING = Overlay()


def overlay_of(casebook: Path) -> Overlay:
    """What the casebook in this folder lays over the package; nothing if it has no ``vocab``."""
    folder = casebook / VOCABULARY
    if not folder.exists():
        return NOTHING
    actors, weapons, inclusion = (_file(folder, name) for name in FILES)
    _refuse_strangers(folder)
    files = (with_actors(actors) if actors else {}) | (with_weapons(weapons) if weapons else {})
    rules = inclusion_of(inclusion) if inclusion else EVERYTHING
    own = [row.values for row in (actors, weapons) if row]
    return Overlay(Vocabulary(files, _digest(own)) if files else PACKAGE, rules)


def _file(folder: Path, name: str) -> Row | None:
    """What a file of the folder holds, None if it is not there."""
    path = folder / name
    return read(path) if path.exists() else None


def _refuse_strangers(folder: Path) -> None:
    """A file that no part of reportedly reads is a name misspelt."""
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    strange = [name for name in names if name not in FILES]
    if strange:
        message = (
            f"{folder / strange[0]} is no file of a casebook's vocabulary: expected one of "
            f"{', '.join(FILES)}. Rename it or move it away; nothing was read."
        )
        raise VocabError(message)


def _digest(own: list[Lined]) -> str:
    """A hash of what the user's files say, the same however it is laid out."""
    text = json.dumps(own, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
