"""The lines of a file, packed or plain, a batch at a time."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from reportedly.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.gazetteer.rejects import Rejects

_BATCH_BYTES = 3_000_000
_CUT = "The file is cut short or broken: get it again, and compare its size with the source's."


@dataclass(frozen=True)
class Lines:
    """Lines that follow each other, as bytes, with the number of the first."""

    first: int
    lines: list[bytes]

    def numbered(self, origin: str, rejects: Rejects) -> Iterator[tuple[int, str]]:
        """Each line with its number; those that are no UTF-8 are counted and left out."""
        for number, line in enumerate(self.lines, self.first):
            try:
                yield number, line.decode().rstrip("\r\n")
            except UnicodeDecodeError as error:
                rejects.rows += 1
                rejects.add(
                    f"{origin}, line {number}: byte 0x{line[error.start]:02x} at {error.start + 1} "
                    "is no UTF-8. Save the table as UTF-8."
                )


def lines_of(path: Path) -> Iterator[Lines]:
    """The lines of a file in batches; a zip's table is its one .txt or .tsv that is no readme."""
    number = 1
    with _broken_said(path), _opened(path) as file:
        while lines := file.readlines(_BATCH_BYTES):
            yield Lines(number, lines)
            number += len(lines)


def text_of(path: Path) -> str:
    """The whole text of a small file."""
    with _broken_said(path), _opened(path) as file:
        data = file.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise GazetteerError(f"{path}, line {line}: expected UTF-8 ({error.reason}).") from error


@contextmanager
def _broken_said(path: Path) -> Iterator[None]:
    """GazetteerError in place of what a broken file raises while it is read."""
    try:
        yield
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise GazetteerError(f"{path}: {error}. {_CUT}") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise GazetteerError(f"{path}: cannot be read ({reason}). Expected a table.") from error


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked as they are read."""
    with path.open("rb") as plain:
        start = plain.read(4)
        plain.seek(0)
        if start.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(plain) as archive, archive.open(_table_in(archive, path)) as file:
                yield file  # type: ignore[misc]
        elif start.startswith(b"\x1f\x8b"):
            with gzip.open(plain) as file:
                yield file  # type: ignore[misc]
        else:
            yield plain


def _table_in(archive: zipfile.ZipFile, path: Path) -> str:
    names = [name for name in archive.namelist() if name.endswith((".txt", ".tsv"))]
    tables = [name for name in names if "readme" not in name.lower()]
    if len(tables) != 1:
        found = ", ".join(archive.namelist()) or "nothing"
        raise GazetteerError(f"{path}: expected one .txt or .tsv table inside, found {found}.")
    return tables[0]
