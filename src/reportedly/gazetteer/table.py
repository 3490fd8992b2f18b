"""One table of entries: a packed file, read part by part."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reportedly.gazetteer.entry import KINDS, Entry
from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.pack import Packed, unsqueezed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

COLUMNS = {
    "lat": "i2", "lon": "i2", "kind": "u1", "feature": "u2", "country": "u2", "admin1": "u4",
    "admin2": "u4", "people": "u4", "gid": "u4", "radius": "u2", "source": "u2",
}  # fmt: skip
"""The columns of an entry with the numbers they hold."""
_FORMS = {b"r": "raw", b"z": "zlib", b"l": "lzma"}
_BLOCKS_KEPT = 512
_MARKED = 16  # one in so many keys of a block is held ready, to be compared at once


class _Block:
    """Some sorted keys, each between two line ends."""

    def __init__(self, keys: bytes) -> None:
        import numpy as np  # noqa: PLC0415 - keeps start-up light

        self._keys = keys
        ends = (np.frombuffer(keys, "u1") == ord("\n")).nonzero()[0]
        self._ends = memoryview(ends.astype("u4"))  # it gives plain numbers, at once
        last = len(ends) - 1
        self._marks = [keys[ends[at] + 1 : ends[at + 1]] for at in range(0, last, _MARKED)]

    def number(self, wanted: bytes) -> int | None:
        """The number of a key in the block; None if it is not there."""
        first = max(0, bisect_right(self._marks, wanted) - 1) * _MARKED
        after = min(first + _MARKED, len(self._ends) - 1)
        at = self._keys.find(b"\n%b\n" % wanted, self._ends[first], self._ends[after] + 1)
        return None if at < 0 else bisect_left(self._ends, at, first, after)


class Table:
    """Entries by key. Parts are read on first use, and kept."""

    def __init__(self, packed: Packed, name: str) -> None:
        self._packed = packed
        self._notes = packed.notes
        self.name = name
        self._blocks: dict[int, _Block] = {}

    @classmethod
    def from_packed(cls, data: bytes, origin: str, name: str) -> Table:
        """A table in its packed form; GazetteerError if it is none."""
        return cls(Packed(data, origin), name)

    @classmethod
    def open(cls, path: Path, name: str) -> Table:
        """A packed file on disk."""
        return cls(Packed.open(path), name)

    def __len__(self) -> int:
        return int(self._notes["n"])

    def ids(self, key: str) -> list[int]:
        """Numbers of the entries filed under a key."""
        wanted = key.encode("utf-8", "replace")
        block = bisect_right(self._first_keys, wanted) - 1
        if not 0 <= block < len(self._block_ends) or not wanted or b"\n" in wanted:
            return []
        at = self._block(block).number(wanted)
        if at is None:
            return []
        number = int(self._block_starts[block]) + at
        start, end = int(self._starts[number]), int(self._starts[number + 1])
        return list(map(int, self._postings[start:end]))

    def entry(self, number: int) -> Entry:
        """The entry of a number."""
        values = dict(zip(COLUMNS, self.records[number].item(), strict=True))
        admin1, admin2 = self._admin("admin1", values), self._admin("admin2", values)
        name, gid = self._names[number].decode(), values["gid"]
        own = self._own_keys[number].decode() if len(self._own_keys) > number else ""
        key = own or gid or fold(name).replace(" ", "-")
        source = self._notes["sources"][values["source"]]
        return Entry(
            id=f"{source}:{key}",
            name=name,
            lat=values["lat"] / 100,
            lon=values["lon"] / 100,
            kind=KINDS[values["kind"]],
            feature=self._notes["features"][values["feature"]],
            country=self._notes["countries"][values["country"]] or None,
            admin1=admin1[1] or None,
            admin1_code=admin1[0] or None,
            admin2=admin2[1] or None,
            admin2_code=admin2[0] or None,
            population=values["people"] or None,
            geonameid=gid or None,
            radius_km=values["radius"] or None,
            former=self._former.get(number, ()),
            gazetteer=self.name,
        )

    @property
    def rejected(self) -> tuple[int, tuple[str, ...]]:
        """How many rows of the source were no places, and what was wrong with the first ones."""
        count, reasons = self._notes.get("rejected", (0, ()))
        return int(count), tuple(reasons)

    @property
    def first_keys(self) -> Sequence[bytes]:
        """The first key of each block: where to cut all names into parts of one size."""
        return self._first_keys

    @property
    def countries(self) -> frozenset[str]:
        """The codes of the countries it has places of."""
        return frozenset(self._notes["countries"]) - {""}

    @cached_property
    def admin1_names(self) -> dict[str, str]:
        """The names of first-level regions by code."""
        return self._admin_names(self._admin1_lines)

    @cached_property
    def admin2_names(self) -> dict[str, str]:
        """The names of second-level areas by code."""
        return self._admin_names(self._admin2_lines)

    @cached_property
    def _former(self) -> dict[int, tuple[tuple[str, int], ...]]:
        """The names that places had once: few have any."""
        lines = bytes(self._packed.blob("former")).decode().split("\n")
        found: dict[int, tuple[tuple[str, int], ...]] = {}
        for number, _, names in (line.partition("\t") for line in lines if line):
            pairs = (name.rpartition(":") for name in names.split("|"))
            found[int(number)] = tuple((name, int(year)) for name, _, year in pairs)
        return found

    def _admin_names(self, lines: Sequence[bytes]) -> dict[str, str]:
        pairs = (lines[number].decode().split("\t", 1) for number in range(len(lines)))
        return {code: name for code, name in pairs if code and name}

    def _admin(self, level: str, values: Mapping[str, int]) -> list[str]:
        lines = self._admin1_lines if level == "admin1" else self._admin2_lines
        return lines[values[level]].decode().split("\t", 1)

    def _block(self, number: int) -> _Block:
        """A block of keys, read on first use."""
        found = self._blocks.get(number)
        if found is None:
            if len(self._blocks) >= _BLOCKS_KEPT:
                self._blocks.clear()
            found = self._blocks[number] = _Block(self._read_block(number))
        return found

    def _read_block(self, number: int) -> bytes:
        start = int(self._block_ends[number - 1]) if number else 0
        packed = self._keys[start : int(self._block_ends[number])]
        form, origin = _FORMS.get(bytes(packed[:1]), "unknown"), self._packed.origin
        return bytes(unsqueezed(form, packed[1:], None, origin))

    @cached_property
    def _keys(self) -> memoryview:
        return memoryview(self._packed.blob("keys"))

    @cached_property
    def _first_keys(self) -> Sequence[bytes]:
        return self._packed.texts("first_keys")

    @cached_property
    def _block_ends(self) -> Any:  # noqa: ANN401 - a numpy array
        return self._packed.column("block_ends")

    @cached_property
    def _block_starts(self) -> Any:  # noqa: ANN401
        return self._packed.column("block_starts")

    @cached_property
    def _starts(self) -> Any:  # noqa: ANN401
        return self._packed.column("starts")

    @cached_property
    def _postings(self) -> Any:  # noqa: ANN401
        return self._packed.column("postings")

    @cached_property
    def records(self) -> Any:  # noqa: ANN401 - a numpy array
        """The numbers of all entries, a row each."""
        return self._packed.records("records", COLUMNS)

    @cached_property
    def _names(self) -> Sequence[bytes]:
        return self._packed.texts("names")

    @cached_property
    def _own_keys(self) -> Sequence[bytes]:
        return self._packed.texts("own_keys")

    @cached_property
    def _admin1_lines(self) -> Sequence[bytes]:
        return self._packed.texts("admin1")

    @cached_property
    def _admin2_lines(self) -> Sequence[bytes]:
        return self._packed.texts("admin2")
