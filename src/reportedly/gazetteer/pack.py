"""The packed form: named columns of numbers and blobs of text in one file.

A file is ``RPGZ`` and a version byte, the length of a JSON header (4 bytes, little-endian), the
header, and the parts one after another. Each part is compressed on its own and read when it is
first asked for, so that opening costs a header. Numbers are split into byte planes first (all
lowest bytes, then all second ones), sorted ones into steps: that is what makes them small.
docs/decisions/0004-gazetteer-format.md argues the choice.
"""

from __future__ import annotations

import json
import lzma
import zlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reportedly.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

MAGIC = b"RPGZ\x01"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 22}]


def dump(columns: Mapping[str, NDArray[Any]], blobs: Mapping[str, bytes], notes: Any) -> bytes:  # noqa: ANN401 - any JSON
    """A packed file of these columns (integers), blobs, and notes (JSON)."""
    parts: list[bytes] = []
    header: dict[str, Any] = {"notes": notes, "columns": {}, "blobs": {}}
    for name, values in columns.items():
        header["columns"][name] = _dump_column(values, parts)
    for name, blob in blobs.items():
        header["blobs"][name] = _dump_part(blob, parts)
    head = json.dumps(header, ensure_ascii=False).encode()
    return MAGIC + len(head).to_bytes(4, "little") + head + b"".join(parts)


def _dump_part(raw: bytes, parts: list[bytes]) -> list[Any]:
    """Appends the part in its smallest form; where it lies and how to read it."""
    forms = {"raw": raw, "zlib": zlib.compress(raw, 9)}
    forms["lzma"] = lzma.compress(raw, lzma.FORMAT_RAW, filters=_FILTERS)
    # lzma reads ten times more slowly than zlib: it must save a quarter to be worth it.
    how = min(forms, key=lambda form: len(forms[form]) * (1.25 if form == "lzma" else 1))
    start = sum(map(len, parts))
    parts.append(forms[how])
    return [how, start, len(forms[how]), len(raw)]


def _dump_column(values: NDArray[Any], parts: list[bytes]) -> dict[str, Any]:
    import numpy as np  # noqa: PLC0415 - keeps start-up light

    plain = values.astype(np.int64)
    steps = np.diff(plain, prepend=0)
    stepped = bool(len(plain)) and int(np.abs(steps).sum()) * 4 < int(np.abs(plain).sum())
    if stepped:
        plain = steps
    low = int(plain.min()) if len(plain) else 0
    shifted = (plain - low).astype("<u8").view(np.uint8).reshape(-1, 8)
    used = [plane for plane in range(8) if len(plain) and shifted[:, plane].any()]
    planes = [
        _dump_part(shifted[:, plane].tobytes(), parts) for plane in range(max(used, default=-1) + 1)
    ]
    return {
        "dtype": values.dtype.str,
        "steps": stepped,
        "low": low,
        "planes": planes,
        "n": len(values),
    }


class Packed:
    """A packed file, read part by part."""

    def __init__(self, data: bytes, origin: str) -> None:
        self._data = memoryview(data)
        self.origin = origin

    @cached_property
    def header(self) -> dict[str, Any]:
        """The header; GazetteerError if the file is no packed gazetteer of this version."""
        data, size = self._data, len(MAGIC)
        if bytes(data[:size]) != MAGIC:
            what = (
                "a newer or older form" if bytes(data[: size - 1]) == MAGIC[:-1] else "no such file"
            )
            raise GazetteerError(
                f"{self.origin}: expected a packed gazetteer (version {MAGIC[-1]}), found {what}. "
                "Install it again from its source with `reportedly gazetteer add`."
            )
        try:
            end = size + 4 + int.from_bytes(data[size : size + 4], "little")
            header: dict[str, Any] = json.loads(bytes(data[size + 4 : end]))
        except ValueError as error:
            raise GazetteerError(f"{self.origin}: the header is broken ({error}).") from error
        if not isinstance(header, dict) or not {"notes", "columns", "blobs"} <= set(header):
            raise GazetteerError(f"{self.origin}: the header is cut short. Install it again.")
        header["start"] = end
        return header

    def column(self, name: str) -> NDArray[np.int64]:
        """A column of numbers."""
        import numpy as np  # noqa: PLC0415

        made = self.header["columns"][name]
        values = np.full(made["n"], made["low"], np.int64)
        for place, part in enumerate(made["planes"]):
            plane = np.frombuffer(self._part(part), np.uint8)
            values += plane.astype(np.int64) << (8 * place)
        return (np.cumsum(values) if made["steps"] else values).astype(made["dtype"])

    def blob(self, name: str) -> bytes:
        """A blob of bytes."""
        return bytes(self._part(self.header["blobs"][name]))

    def _part(self, part: list[Any]) -> bytes | memoryview:
        how, start, size, length = part
        start += self.header["start"]
        packed = self._data[start : start + size]
        try:
            raw: bytes | memoryview = _UNPACK[how](packed)
        except (lzma.LZMAError, zlib.error, KeyError) as error:
            raise GazetteerError(f"{self.origin}: a part is broken ({error}).") from error
        if len(raw) != length:
            raise GazetteerError(f"{self.origin}: cut short: {len(raw)} of {length} bytes.")
        return raw


_UNPACK: dict[str, Any] = {
    "raw": lambda packed: packed,
    "zlib": zlib.decompress,
    "lzma": lambda packed: lzma.decompress(packed, lzma.FORMAT_RAW, filters=_FILTERS),
}
