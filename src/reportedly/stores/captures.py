"""The bytes of captures as files named by their hash: ``captures/ab/cdef…``."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reportedly.files import TEMPORARY, replacing, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class CaptureFiles:
    """A folder of captures; a file in it never changes once it is there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash lie, or would."""
        return self._folder / sha256[:2] / sha256[2:]

    def add(self, sha256: str, data: bytes) -> None:
        """Keep the bytes; nothing is written if they are already there.

        Raises ``ValueError`` if the bytes do not have that hash.
        """
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ValueError(f"the bytes of capture {sha256} have another hash")
        path = self.path(sha256)
        if path.exists() and path.stat().st_size == len(data):
            return
        if not path.parent.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            sync_folder(self._folder)
        with replacing(path) as out:
            out.write(data)

    def read(self, sha256: str) -> bytes:
        """The bytes with this hash; ``OSError`` if they are missing."""
        return self.path(sha256).read_bytes()

    def __iter__(self) -> Iterator[str]:
        """The hash of every file, in order."""
        for path in sorted(self._folder.glob("??/*")):
            if not path.name.startswith(TEMPORARY):
                yield path.parent.name + path.name

    def sweep(self) -> None:
        """Remove what a stopped run left half written; only for who may write."""
        for part in self._folder.glob(f"??/{TEMPORARY}*"):
            part.unlink(missing_ok=True)
