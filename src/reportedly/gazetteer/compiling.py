"""Rows to a table's file, in bounded memory.

Rows come in batches. Each becomes a part on disk: its columns, its names, and its keys sorted and
cut into the same ranges as those of all other parts. Then each range is sorted by itself over all
parts. Both steps can be shared out to processes, and neither holds more than a batch or a range.
"""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from reportedly.gazetteer.entry import KINDS
from reportedly.gazetteer.pack import Writer, squeezed
from reportedly.gazetteer.rejects import Rejects
from reportedly.gazetteer.row import row_keys
from reportedly.gazetteer.table import COLUMNS
from reportedly.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from numpy.typing import NDArray

    from reportedly.gazetteer.row import Row

ROWS_IN_A_PART = 25_000
_KEYS_IN_A_BLOCK = {False: 4096, True: 256}
"""Few in a mapped table, where a look-up unpacks a block; many in a small one."""
_INDEXED = ("feature", "country", "admin1", "admin2", "source")
_FORMS = {"raw": b"r", "zlib": b"z", "lzma": b"l"}


@dataclass(frozen=True)
class Part:
    """A batch of rows on disk: the files' stem, distinct values, and where its ranges start."""

    stem: str
    n: int
    indexes: dict[str, list[str]]
    cuts: list[tuple[int, int]]
    former: list[tuple[int, str]]


def write_part(rows: Iterable[Row], stem: str, bounds: Sequence[bytes]) -> Part:
    """Leaves the rows on disk, in the form that `Spool.add` reads."""
    import numpy as np  # noqa: PLC0415 - keeps start-up light

    indexes = {name: _Indexed("\t" if "admin" in name else "") for name in _INDEXED}
    filed: list[tuple[bytes, int]] = []
    values: list[tuple[int, ...]] = []
    names: list[str] = []
    own_keys: list[str] = []
    former: list[tuple[int, str]] = []
    for number, row in enumerate(rows):
        filed.extend((key.encode(), number) for key in row_keys(row))
        source, _, own = row.key.rpartition(":")
        values.append(_numbers(row, source or "geonames", indexes))
        names.append(" ".join(row.name.split()))
        own_keys.append(" ".join(own.split()))
        if row.former:
            former.append((number, former_line(row.former)))
    filed.sort()
    keys = [key for key, _ in filed]
    _save(f"{stem}.columns", np.array(values, list(COLUMNS.items())))
    _save(f"{stem}.numbers", np.array([number for _, number in filed], "u4"))
    _write(f"{stem}.keys", b"\n".join(keys))
    _write(f"{stem}.names", "\n".join(names).encode())
    _write(f"{stem}.own", "\n".join(own_keys).encode())
    lists = {name: list(index.numbers) for name, index in indexes.items()}
    return Part(stem, len(values), lists, _cuts(keys, bounds), former)


def former_line(former: Iterable[tuple[str, int]]) -> str:
    """Names that a place had once, in a line: "Old Name:2016|Older Name:0"."""
    return "|".join(f"{' '.join(name.split())}:{year}".replace("|", " ") for name, year in former)


def _numbers(row: Row, source: str, indexes: dict[str, _Indexed]) -> tuple[int, ...]:
    admin1 = f"{row.admin1_code}\t{row.admin1}".replace("\n", " ")
    admin2 = f"{row.admin2_code}\t{row.admin2}".replace("\n", " ")
    return (
        round(row.lat * 100),
        round(row.lon * 100),
        KINDS.index(row.kind),
        indexes["feature"](row.feature),
        indexes["country"](row.country),
        indexes["admin1"](admin1),
        indexes["admin2"](admin2),
        row.population,
        row.geonameid,
        min(row.radius_km, 60_000),
        indexes["source"](source),
    )


def _cuts(keys: Sequence[bytes], bounds: Sequence[bytes]) -> list[tuple[int, int]]:
    """Byte and number of the first key of each range; the last ones are the ends."""
    from bisect import bisect_left  # noqa: PLC0415

    import numpy as np  # noqa: PLC0415

    at = np.concatenate(([0], np.cumsum([len(key) + 1 for key in keys], dtype=np.int64)))
    firsts = [0, *(bisect_left(keys, bound) for bound in bounds), len(keys)]
    return [(int(at[first]), first) for first in firsts]


class _Indexed:
    """Distinct values in the order they came, each with its number."""

    def __init__(self, *first: str) -> None:
        self.numbers = {value: number for number, value in enumerate(first)}

    def __call__(self, value: str) -> int:
        return self.numbers.setdefault(value, len(self.numbers))


class Spool:
    """Gathers parts into the columns of a table, and writes its file."""

    def __init__(self, folder: Path, bounds: tuple[bytes, ...]) -> None:
        self.folder = folder
        self.bounds = bounds
        self.rejects = Rejects()
        self.n = 0
        self._parts: list[Part] = []
        self._former: list[str] = []
        self._indexes = {name: _Indexed("\t" if "admin" in name else "") for name in _INDEXED}
        self._gids = _Seen()
        self._files = {
            name: (folder / f"all.{name}").open("w+b") for name in ("records", "names", "own")
        }

    def add(self, part: Part, rejects: Rejects | None = None) -> None:
        """A part; of rows with one GeoNames id the first is kept, the others are rejected."""
        import numpy as np  # noqa: PLC0415

        columns = np.load(f"{part.stem}.columns.npy")
        own = _read(f"{part.stem}.own").split(b"\n")
        kept = self._gids.new(columns["gid"], [not key for key in own])
        if rejects is not None:
            self.rejects.join(rejects)
        for row in np.flatnonzero(~kept):
            gid = int(columns["gid"][row])
            self.rejects.add(f"geonameid {gid} is there twice; the first row is kept")
        final = np.where(kept, self.n + np.cumsum(kept) - 1, -1)
        _save(f"{part.stem}.final", final)
        self._append(part, columns, own, kept)
        self._former += [f"{final[row]}\t{line}" for row, line in part.former if kept[row]]
        self.n += int(kept.sum())
        self._parts.append(part)

    def _append(self, part: Part, columns: Any, own: list[bytes], kept: NDArray[Any]) -> None:  # noqa: ANN401
        import numpy as np  # noqa: PLC0415

        records = columns[kept]
        for name, index in self._indexes.items():
            numbers = np.array([index(value) for value in part.indexes[name]], np.uint32)
            records[name] = numbers[records[name]]
        self._files["records"].write(records.tobytes())
        names = _read(f"{part.stem}.names").split(b"\n")
        for name, texts in (("names", names), ("own", own)):
            lines = [text + b"\n" for text, keep in zip(texts, kept, strict=True) if keep]
            self._files[name].write(b"".join(lines))

    def write(self, out: BinaryIO, workers: Workers, *, mapped: bool) -> None:
        """Writes the table."""
        import numpy as np  # noqa: PLC0415

        writer = Writer(out, mapped=mapped)
        records = np.frombuffer(self._all("records"), list(COLUMNS.items()))
        writer.records("records", records)
        writer.texts("names", self._all("names")[:-1])
        own = self._all("own")
        writer.texts("own_keys", own[:-1] if own.strip() else b"")
        for level in ("admin1", "admin2"):
            writer.texts(level, "\n".join(self._indexes[level].numbers).encode())
        writer.blob("former", "\n".join(self._former).encode())
        self._write_keys(writer, workers)
        notes = {
            "n": self.n,
            "features": list(self._indexes["feature"].numbers),
            "countries": list(self._indexes["country"].numbers),
            "sources": list(self._indexes["source"].numbers),
            "rejected": [self.rejects.count, self.rejects.reasons],
        }
        writer.close(notes)

    def _write_keys(self, writer: Writer, workers: Workers) -> None:
        """Sorts range by range, and writes the keys and what is filed under each."""
        import numpy as np  # noqa: PLC0415

        tasks = [
            Range(
                [(p.stem, p.cuts[number], p.cuts[number + 1]) for p in self._parts],
                mapped=writer.mapped,
            )
            for number in range(len(self.bounds) + 1)
        ]
        blocks: list[bytes] = []
        firsts: list[bytes] = []
        counts: list[Any] = []
        postings: list[Any] = []
        keys_in: list[int] = []
        for made in workers.map(sort_range, tasks):
            blocks += made.blocks
            firsts += made.first_keys
            keys_in += made.keys_in
            counts.append(made.counts)
            postings.append(made.postings)
        writer.packed_blob("keys", b"".join(blocks))
        writer.texts("first_keys", b"\n".join(firsts))
        writer.column("block_ends", np.cumsum([len(block) for block in blocks], dtype=np.int64))
        starts = np.concatenate(([0], np.cumsum(keys_in, dtype=np.int64)[:-1]))
        writer.column("block_starts", starts)
        starts = np.cumsum(np.concatenate(([0], *counts), dtype=np.int64), dtype=np.uint32)
        writer.column("starts", starts)
        writer.column("postings", np.concatenate(postings, dtype=np.uint32))

    def _all(self, name: str) -> bytes:
        file = self._files[name]
        file.seek(0)
        return file.read()

    def close(self) -> None:
        """Closes its files."""
        for file in self._files.values():
            file.close()


class _Seen:
    """Which GeoNames ids have come: a bit of memory for each, not an object."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415

        self._seen = np.zeros(1 << 24, bool)

    def new(self, gids: NDArray[Any], named_by_it: Sequence[bool]) -> NDArray[Any]:
        """Which rows have an id that has not come yet, or a key of another kind."""
        import numpy as np  # noqa: PLC0415

        if len(gids) and gids.max() >= len(self._seen):
            grown = np.zeros(2 * int(gids.max()), bool)
            grown[: len(self._seen)] = self._seen
            self._seen = grown
        first = np.zeros(len(gids), bool)
        first[np.unique(gids, return_index=True)[1]] = True
        by_it = np.array(named_by_it, bool) & (gids > 0)
        kept: NDArray[Any] = ~by_it | (first & ~self._seen[gids])
        self._seen[gids[by_it]] = True
        return kept


@dataclass(frozen=True)
class Range:
    """The slices of all parts that hold the keys of one range."""

    slices: list[tuple[str, tuple[int, int], tuple[int, int]]]
    mapped: bool


@dataclass(frozen=True)
class SortedRange:
    """A range's blocks of keys, and what is filed under each key."""

    blocks: list[bytes]
    first_keys: list[bytes]
    keys_in: list[int]
    counts: Any
    postings: Any


def sort_range(task: Range) -> SortedRange:
    """Brings the keys of a range together from all parts."""
    import numpy as np  # noqa: PLC0415

    keys: list[bytes] = []
    numbers: list[Any] = []
    for stem, (start, first), (end, last) in task.slices:
        if first < last:
            keys += _read(f"{stem}.keys", start, end - 1).split(b"\n")
            local = np.load(f"{stem}.numbers.npy", mmap_mode="r")[first:last]
            numbers.append(np.load(f"{stem}.final.npy", mmap_mode="r")[local])
    filed = np.concatenate(numbers) if numbers else np.empty(0, np.int64)
    order = [n for n in sorted(range(len(keys)), key=keys.__getitem__) if filed[n] >= 0]
    counted = Counter(keys[n] for n in order)  # in the order of the keys
    counts = np.fromiter(counted.values(), np.uint32, len(counted))
    blocks = _blocks(list(counted), mapped=task.mapped)
    return SortedRange(*blocks, counts, filed[order].astype(np.uint32))


def _blocks(keys: list[bytes], *, mapped: bool) -> tuple[list[bytes], list[bytes], list[int]]:
    size = _KEYS_IN_A_BLOCK[mapped]
    groups = [keys[start : start + size] for start in range(0, len(keys), size)]
    raw = [b"\n" + b"\n".join(group) + b"\n" for group in groups]
    if mapped:
        packed = [b"z" + zlib.compress(block) for block in raw]
    else:
        packed = [_FORMS[how] + data for how, data in map(squeezed, raw)]
    return packed, [group[0] for group in groups], [len(group) for group in groups]


def compile_rows(rows: Iterable[Row], *, mapped: bool = False) -> bytes:
    """A table's file of rows that are in memory: entries in their order, keys sorted."""
    from pathlib import Path  # noqa: PLC0415

    out = BytesIO()
    with TemporaryDirectory(prefix="reportedly-") as folder:
        spool = Spool(Path(folder), ())
        for number, batch in enumerate(batches(rows)):
            spool.add(write_part(batch, f"{folder}/{number}", spool.bounds))
        spool.write(out, Workers(None, 0), mapped=mapped)
        spool.close()
    return out.getvalue()


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in batches of the size of a part."""
    left = iter(rows)
    while batch := list(islice(left, ROWS_IN_A_PART)):
        yield batch


def _save(stem: str, values: Any) -> None:  # noqa: ANN401 - a numpy array
    import numpy as np  # noqa: PLC0415

    np.save(f"{stem}.npy", values)


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as file:  # noqa: PTH123 - a stem of many files
        file.write(data)


def _read(path: str, start: int = 0, end: int | None = None) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        file.seek(start)
        return file.read() if end is None else file.read(end - start)
