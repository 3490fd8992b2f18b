"""The file of a table: named columns of numbers, blobs of bytes and lists of texts.

A file is ``RPGZ`` and a version byte, the parts one after another, and at the end a JSON header
that says where each part lies, the header's length (8 bytes, little-endian) and ``RPGZ`` again: a
file that is cut short has no end. There are two ways to hold a part, chosen when it is written:

* **small**, for the embedded table: each part compressed on its own and read when it is first
  asked for. Numbers are split into byte planes first (all lowest bytes, then all second ones),
  sorted ones into steps: that is what makes them small;
* **mapped**, for what users add: as it is in memory, so that a table of ten million places opens
  in milliseconds, and a look-up reads only the pages of the disk that it needs.

docs/decisions/0004-gazetteer-format.md argues the choice.
"""

from __future__ import annotations

import json
import lzma
import mmap
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO

from reportedly.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

MAGIC = b"RPGZ\x02"
_TAIL = 8 + 4
_ALIGNED = 8
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 22}]


class Writer:
    """Writes a file part by part; ``mapped`` chooses the way to hold them."""

    def __init__(self, out: BinaryIO, *, mapped: bool) -> None:
        self._out = out
        self.mapped = mapped
        self._at = len(MAGIC)
        self._header: dict[str, Any] = {"columns": {}, "blobs": {}}
        out.write(MAGIC)

    def column(self, name: str, values: NDArray[Any]) -> None:
        """A column of whole numbers."""
        self._header["columns"][name] = self._raw(values) if self.mapped else self._planes(values)

    def blob(self, name: str, data: bytes) -> None:
        """Bytes that are read as one."""
        self._header["blobs"][name] = self._part(data)

    def records(self, name: str, records: NDArray[Any]) -> None:
        """Rows of numbers: side by side in a mapped file, so that one row is one place to read."""
        if self.mapped:
            self.packed_blob(name, records.tobytes())
        else:
            for column in records.dtype.names or ():
                self.column(column, records[column])

    def packed_blob(self, name: str, data: bytes) -> None:
        """Bytes that are compressed already, or are not worth it."""
        self._header["blobs"][name] = self._kept("raw", data, None)

    def texts(self, name: str, joined: bytes) -> None:
        """Texts, one a line; a mapped file keeps where each ends, so that none else is read."""
        import numpy as np  # noqa: PLC0415 - keeps start-up light

        self.blob(name, joined)
        if self.mapped:
            lines = np.frombuffer(joined, np.uint8) == ord("\n")
            ends = np.append(np.flatnonzero(lines), len(joined))
            self.column(f"{name}.ends", ends.astype(np.uint32 if len(joined) >> 32 == 0 else "u8"))

    def close(self, notes: Any) -> None:  # noqa: ANN401 - any JSON
        """Ends the file with its header."""
        head = json.dumps(self._header | {"notes": notes}, ensure_ascii=False).encode()
        self._out.write(head + len(head).to_bytes(8, "little") + MAGIC[:4])

    def _raw(self, values: NDArray[Any]) -> dict[str, Any]:
        return {"dtype": values.dtype.str, "raw": self._kept("raw", values.tobytes(), None)}

    def _planes(self, values: NDArray[Any]) -> dict[str, Any]:
        import numpy as np  # noqa: PLC0415

        plain = values.astype(np.int64)
        steps = np.diff(plain, prepend=0)
        stepped = bool(len(plain)) and int(np.abs(steps).sum()) * 4 < int(np.abs(plain).sum())
        if stepped:
            plain = steps
        low = int(plain.min()) if len(plain) else 0
        shifted = (plain - low).astype("<u8").view(np.uint8).reshape(-1, 8)
        used = [plane for plane in range(8) if len(plain) and shifted[:, plane].any()]
        planes = [
            self._part(shifted[:, plane].tobytes()) for plane in range(max(used, default=-1) + 1)
        ]
        dtype = values.dtype.str
        return {"dtype": dtype, "steps": stepped, "low": low, "planes": planes, "n": len(values)}

    def _part(self, raw: bytes) -> list[Any]:
        if self.mapped:
            return self._kept("raw", raw, None)
        how, packed = squeezed(raw)
        return self._kept(how, packed, len(raw))

    def _kept(self, how: str, data: bytes, length: int | None) -> list[Any]:
        """Writes a part; where it lies and how to read it."""
        padding = -self._at % _ALIGNED if self.mapped else 0
        self._out.write(b"\0" * padding + data)
        start = self._at + padding
        self._at = start + len(data)
        return [how, start, len(data), len(data) if length is None else length]


def squeezed(raw: bytes) -> tuple[str, bytes]:
    """Bytes in their smallest form, and the form's name."""
    forms = {"raw": raw, "zlib": zlib.compress(raw, 9)}
    forms["lzma"] = lzma.compress(raw, lzma.FORMAT_RAW, filters=_FILTERS)
    # lzma reads ten times more slowly than zlib: it must save a quarter to be worth it.
    how = min(forms, key=lambda form: len(forms[form]) * (1.25 if form == "lzma" else 1))
    return how, forms[how]


class Texts:
    """Texts of a mapped file: a sequence that reads one text at a time."""

    def __init__(self, joined: memoryview, ends: NDArray[Any]) -> None:
        self._joined = joined
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        start = int(self._ends[number - 1]) + 1 if number else 0
        return bytes(self._joined[start : int(self._ends[number])])


class Packed:
    """A packed file, read part by part."""

    def __init__(self, data: bytes | mmap.mmap, origin: str) -> None:
        self._data = memoryview(data)
        self.origin = origin
        self.header = self._read_header()

    @classmethod
    def open(cls, path: Path) -> Packed:
        """A file on disk, mapped into memory; GazetteerError if it is none of ours."""
        try:
            with path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise GazetteerError(f"{path}: cannot be read ({error.strerror}).") from error
        except ValueError as error:  # no file of length 0 can be mapped
            raise GazetteerError(f"{path}: the file is empty. {_AGAIN}") from error
        return cls(data, str(path))

    def _read_header(self) -> dict[str, Any]:
        """The header; GazetteerError if the file is no packed gazetteer of this version."""
        data = self._data
        if bytes(data[: len(MAGIC)]) != MAGIC:
            known = bytes(data[:4]) == MAGIC[:4]
            what = "a newer or older form" if known else "something else"
            raise GazetteerError(
                f"{self.origin}: expected a packed gazetteer (version {MAGIC[-1]}), found {what}. "
                f"{_AGAIN}"
            )
        if len(data) < len(MAGIC) + _TAIL or bytes(data[-4:]) != MAGIC[:4]:
            raise GazetteerError(f"{self.origin}: the file is cut short. {_AGAIN}")
        length = int.from_bytes(data[-_TAIL:-4], "little")
        try:
            header: dict[str, Any] = json.loads(bytes(data[-_TAIL - length : -_TAIL]))
        except ValueError as error:
            raise GazetteerError(f"{self.origin}: the header is broken. {_AGAIN}") from error
        return header

    @property
    def notes(self) -> dict[str, Any]:
        """What the writer noted of the table as a whole."""
        notes: dict[str, Any] = self.header["notes"]
        return notes

    def column(self, name: str) -> NDArray[np.int64]:
        """A column of numbers."""
        import numpy as np  # noqa: PLC0415

        made = self.header["columns"][name]
        if "raw" in made:
            return np.frombuffer(self._part(made["raw"]), made["dtype"])
        values = np.full(made["n"], made["low"], np.int64)
        for place, part in enumerate(made["planes"]):
            plane = np.frombuffer(self._part(part), np.uint8)
            values += plane.astype(np.int64) << (8 * place)
        return (np.cumsum(values) if made["steps"] else values).astype(made["dtype"])

    def records(self, name: str, form: Mapping[str, str]) -> NDArray[Any]:
        """Rows of numbers of this form."""
        import numpy as np  # noqa: PLC0415

        if name in self.header["blobs"]:
            return np.frombuffer(self.blob(name), list(form.items()))
        columns = {column: self.column(column) for column in form}
        made = np.empty(len(next(iter(columns.values()))), list(form.items()))
        for column, values in columns.items():
            made[column] = values
        return made

    def blob(self, name: str) -> bytes | memoryview:
        """A blob of bytes."""
        return self._part(self.header["blobs"][name])

    def texts(self, name: str) -> Sequence[bytes]:
        """Texts by number."""
        joined = self.blob(name)
        if f"{name}.ends" in self.header["columns"]:
            return Texts(memoryview(joined), self.column(f"{name}.ends"))  # type: ignore[return-value]
        return bytes(joined).split(b"\n")

    def _part(self, part: list[Any]) -> bytes | memoryview:
        how, start, size, length = part
        return unsqueezed(how, self._data[start : start + size], length, self.origin)


def unsqueezed(how: str, packed: memoryview, length: int | None, origin: str) -> bytes | memoryview:
    """Bytes from the form that `squeezed` gave them; GazetteerError if they are broken."""
    try:
        raw: bytes | memoryview = _UNPACK[how](packed)
    except (lzma.LZMAError, zlib.error, KeyError) as error:
        raise GazetteerError(f"{origin}: a part is broken ({error}). {_AGAIN}") from error
    if length is not None and len(raw) != length:
        raise GazetteerError(f"{origin}: cut short: {len(raw)} of {length} bytes. {_AGAIN}")
    return raw


_AGAIN = "Add it again from its source: reportedly gazetteer add FILE"
_UNPACK: dict[str, Any] = {
    "raw": lambda packed: packed,
    "zlib": zlib.decompress,
    "lzma": lambda packed: lzma.decompress(packed, lzma.FORMAT_RAW, filters=_FILTERS),
}
