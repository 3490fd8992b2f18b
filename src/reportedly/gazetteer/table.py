"""One table of entries in memory: compiled from rows, or read from a packed file."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from reportedly.errors import GazetteerError
from reportedly.gazetteer.entry import KINDS, Entry, Kind
from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.pack import Packed, dump
from reportedly.gazetteer.spelling import loose_keys_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

KEYS_IN_A_BLOCK = 4096
_COLUMNS = ("lat", "lon", "kind", "feature", "country", "admin1", "admin2", "people", "gid",
            "radius",
            "source")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """What a source gives of one place; ``names`` are all names but the first.

    ``keys`` are the folded names, where a step before compiling has worked them out already.
    """

    name: str
    lat: float
    lon: float
    kind: Kind = "settlement"
    feature: str = "PPL"
    names: tuple[str, ...] = ()
    country: str = ""
    admin1_code: str = ""
    admin1: str = ""
    admin2_code: str = ""
    admin2: str = ""
    population: int = 0
    geonameid: int = 0
    key: str = ""
    radius_km: int = 0
    keys: frozenset[str] = frozenset()


class Source(Protocol):
    """Where a table reads its columns from: a packed file, or memory."""

    def column(self, name: str) -> NDArray[np.int64]: ...  # noqa: D102
    def blob(self, name: str) -> bytes: ...  # noqa: D102


@dataclass(frozen=True)
class Compiled:
    """A table's columns, blobs and notes, in memory."""

    columns: Mapping[str, Any]
    blobs: Mapping[str, bytes]
    notes: Mapping[str, Any]

    def column(self, name: str) -> Any:  # noqa: ANN401 - a numpy array
        """A column of numbers."""
        return self.columns[name]

    def blob(self, name: str) -> bytes:
        """A blob of bytes."""
        return self.blobs[name]

    def packed(self) -> bytes:
        """The packed file."""
        return dump(self.columns, self.blobs, dict(self.notes))


class Table:
    """Entries by key. Parts are read on first use, and kept."""

    def __init__(self, source: Source, notes: Mapping[str, Any], name: str) -> None:
        self._source = source
        self._notes = notes
        self.name = name
        self._blocks: dict[int, bytes] = {}

    @classmethod
    def from_rows(cls, rows: Iterable[Row], name: str) -> Table:
        """A table compiled from rows."""
        made = compile_rows(rows)
        return cls(made, made.notes, name)

    @classmethod
    def from_packed(cls, data: bytes, origin: str, name: str) -> Table:
        """A table in its packed form; GazetteerError if it is none."""
        packed = Packed(data, origin)
        return cls(packed, packed.header["notes"], name)

    @classmethod
    def open(cls, path: Path, name: str) -> Table:
        """A packed file on disk."""
        try:
            return cls.from_packed(path.read_bytes(), str(path), name)
        except OSError as error:
            raise GazetteerError(f"{path}: cannot be read ({error.strerror}).") from error

    def __len__(self) -> int:
        return int(self._notes["n"])

    def ids(self, key: str) -> list[int]:
        """Numbers of the entries filed under a key."""
        wanted = key.encode("utf-8", "replace")
        block = bisect_right(self._first_keys, wanted) - 1
        if block < 0 or not wanted or b"\n" in wanted:
            return []
        blob = self._block(block)
        at = blob.find(b"\n" + wanted + b"\n")
        if at < 0:
            return []
        number = block * KEYS_IN_A_BLOCK + blob.count(b"\n", 0, at)
        start, end = self._starts[number], self._starts[number + 1]
        return [int(entry) for entry in self._postings[start:end]]

    def entry(self, number: int) -> Entry:
        """The entry of a number."""
        values = {name: int(column[number]) for name, column in self._columns.items()}
        admin1, admin2 = self._admin("admin1", values), self._admin("admin2", values)
        name, gid = self._names[number].decode(), values["gid"]
        key = self._keys[number].decode() or gid or fold(name).replace(" ", "-")
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
            gazetteer=self.name,
        )

    @property
    def countries(self) -> frozenset[str]:
        """The codes of the countries it has places of."""
        return frozenset(self._notes["countries"]) - {""}

    @cached_property
    def admin1_names(self) -> dict[str, str]:
        """The names of first-level regions by code."""
        lines = (line.decode().split("\t", 1) for line in self._admin1_lines)
        return {code: name for code, name in lines if code and name}

    def _admin(self, level: str, values: Mapping[str, int]) -> list[str]:
        lines = self._admin1_lines if level == "admin1" else self._admin2_lines
        return lines[values[level]].decode().split("\t", 1)

    def _block(self, number: int) -> bytes:
        if number not in self._blocks:
            self._blocks[number] = self._source.blob(f"keys{number}")
        return self._blocks[number]

    @cached_property
    def _first_keys(self) -> list[bytes]:
        return [key.encode() for key in self._notes["first_keys"]]

    @cached_property
    def _starts(self) -> Any:  # noqa: ANN401 - a numpy array
        import numpy as np  # noqa: PLC0415

        counts = self._source.column("counts")
        return np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype(np.int32)

    @cached_property
    def _postings(self) -> Any:  # noqa: ANN401
        return self._source.column("postings")

    @cached_property
    def _columns(self) -> dict[str, Any]:
        return {name: self._source.column(name) for name in _COLUMNS}

    @cached_property
    def _names(self) -> list[bytes]:
        return self._source.blob("names").split(b"\n")

    @cached_property
    def _keys(self) -> list[bytes]:
        return self._source.blob("own_keys").split(b"\n")

    @cached_property
    def _admin1_lines(self) -> list[bytes]:
        return self._source.blob("admin1").split(b"\n")

    @cached_property
    def _admin2_lines(self) -> list[bytes]:
        return self._source.blob("admin2").split(b"\n")


def folded_names(row: Row) -> frozenset[str]:
    """The keys of a row's names, without the loose ones."""
    return frozenset(fold(name) for name in (row.name, *row.names)) - {""}


def row_keys(row: Row) -> set[str]:
    """Every key that a row is filed under."""
    keys = row.keys or folded_names(row)
    loose = {loose for key in keys for loose in loose_keys_in(row.country, key)}
    return {key for key in keys | loose | code_keys(row) if len(key.encode()) <= 120}


def code_keys(row: Row) -> set[str]:
    """The key that a country or a first-level region is filed under by its code."""
    codes = {"country": row.country, "admin1": row.admin1_code}
    code = codes.get(row.kind)
    return {f"~{code}"} if code else set()


class _Indexed:
    """Distinct values in the order they came, each with its number."""

    def __init__(self, *first: str) -> None:
        self.numbers = {value: number for number, value in enumerate(first)}

    def __call__(self, value: str) -> int:
        return self.numbers.setdefault(value, len(self.numbers))


def compile_rows(rows: Iterable[Row]) -> Compiled:
    """The columns of a table: entries in the order of the rows, keys sorted."""
    import numpy as np  # noqa: PLC0415

    filed: dict[str, list[int]] = defaultdict(list)
    values: dict[str, list[int]] = {name: [] for name in _COLUMNS}
    names: list[str] = []
    own_keys: list[str] = []
    indexes = {name: _Indexed("") for name in ("feature", "country", "source")} | {
        name: _Indexed("\t") for name in ("admin1", "admin2")
    }
    for number, row in enumerate(rows):
        for key in row_keys(row):
            filed[key].append(number)
        names.append(" ".join(row.name.split()))
        source, _, own = row.key.rpartition(":")
        own_keys.append(" ".join(own.split()))
        _add(values, row, source or "geonames", indexes)
    columns = {name: np.array(column, np.int64) for name, column in values.items()}
    return _compiled(columns, filed, names, own_keys, indexes)


def _add(
    values: dict[str, list[int]], row: Row, source: str, indexes: Mapping[str, _Indexed]
) -> None:
    admin1 = f"{row.admin1_code}\t{row.admin1}"
    admin2 = f"{row.admin2_code}\t{row.admin2}"
    numbers = (
        round(row.lat * 100),
        round(row.lon * 100),
        KINDS.index(row.kind),
        indexes["feature"](row.feature),
        indexes["country"](row.country),
        indexes["admin1"](admin1.replace("\n", " ")),
        indexes["admin2"](admin2.replace("\n", " ")),
        row.population,
        row.geonameid,
        min(row.radius_km, 60_000),
        indexes["source"](source),
    )
    for name, value in zip(_COLUMNS, numbers, strict=True):
        values[name].append(value)


def _compiled(
    columns: dict[str, Any],
    filed: Mapping[str, Sequence[int]],
    names: Sequence[str],
    own_keys: Sequence[str],
    indexes: Mapping[str, _Indexed],
) -> Compiled:
    import numpy as np  # noqa: PLC0415

    keys = sorted(key.encode() for key in filed)
    postings = [filed[key.decode()] for key in keys]
    columns["counts"] = np.array([len(numbers) for numbers in postings], np.int32)
    columns["postings"] = np.array([n for numbers in postings for n in numbers], np.int32)
    blobs = {"names": "\n".join(names).encode(), "own_keys": "\n".join(own_keys).encode()}
    blobs |= {level: "\n".join(indexes[level].numbers).encode() for level in ("admin1", "admin2")}
    starts = range(0, len(keys), KEYS_IN_A_BLOCK)
    for number, start in enumerate(starts):
        block = keys[start : start + KEYS_IN_A_BLOCK]
        blobs[f"keys{number}"] = b"\n" + b"\n".join(block) + b"\n"
    notes = {
        "n": len(names),
        "first_keys": [keys[start].decode() for start in starts],
        "features": list(indexes["feature"].numbers),
        "countries": list(indexes["country"].numbers),
        "sources": list(indexes["source"].numbers),
    }
    return Compiled(columns, blobs, notes)
