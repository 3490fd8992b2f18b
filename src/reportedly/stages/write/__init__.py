"""Records to files, one format a module; each says what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Protocol

from reportedly.stages.write import geojson, jsonl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from reportedly.records import AnyRecord


class Writer(Protocol):
    """Writes records in one format and returns a line that tells a person what was left out."""

    def __call__(self, records: Iterable[AnyRecord], out: BinaryIO, *, now: datetime) -> str:
        """Write the records; ``now`` decides which incidents are under embargo."""
        ...


FORMATS: Mapping[str, Writer] = {"jsonl": jsonl.write, "geojson": geojson.write}
"""Every format by the name that ``reportedly write --format`` takes."""
