"""The index of copies as one file beside the casebook; without it the index is made anew.

Not a record: the casebook's articles are the only truth, and the file may be removed at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import BadZipFile

import msgspec
import numpy as np

from reportedly.files import replacing
from reportedly.stages.group.candidates import Shared
from reportedly.stages.group.entries import Entry
from reportedly.stages.group.index import CopyIndex
from reportedly.stages.group.prints import Prints

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 3
"""Raised whenever what the numbers in the file mean changes (how words are hashed, say)."""


def save(index: CopyIndex, path: Path, state: str = "") -> None:
    """Write the index; a file of that name gives way to it at once or not at all.

    ``state`` names what the index was made of: see ``load``.
    """
    entries = np.frombuffer(msgspec.json.encode(index.entries), np.uint8)
    columns = {f"pairs{k}": column for k, column in enumerate(index.pairs.columns())}
    with replacing(path) as out:
        np.savez(
            out,
            allow_pickle=False,
            format=np.array(FORMAT),
            state=np.array(state),
            entries=entries,
            runs=index.prints.runs,
            told=np.packbits(index.prints.told),
            starts=index.prints.starts,
            phrases=index.phrases,
            cluster=index.cluster,
            **columns,
        )


def load(path: Path, state: str = "") -> CopyIndex | None:
    """The index that a file holds; None if there is none of this state and version."""
    try:
        with np.load(path, allow_pickle=False) as held:
            known = int(held["format"]) == FORMAT and str(held["state"]) == state
            return _index(dict(held)) if known else None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, msgspec.MsgspecError):
        return None  # half a file, or another's: made anew, as if there were none


def _index(held: dict[str, np.ndarray]) -> CopyIndex:
    runs, starts = held["runs"], held["starts"]
    told = np.unpackbits(held["told"], count=len(runs)).astype(np.bool_)
    index = CopyIndex(
        entries=msgspec.json.decode(held["entries"].tobytes(), type=list[Entry]),
        prints=Prints(runs, told, starts),
        phrases=held["phrases"],
        pairs=Shared(*(held[f"pairs{k}"] for k in range(len(Shared.none().columns())))),
        cluster=held["cluster"],
    )
    index.note_texts()
    return index
