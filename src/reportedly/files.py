"""Files that are either whole or not there: written aside, synced, then renamed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from secrets import token_hex
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEMPORARY = ".part-"


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write whose content takes the place of ``path`` at the end, or not at all.

    The temporary file lies beside ``path``, so that the rename stays in one file system.
    """
    part = path.with_name(f"{TEMPORARY}{token_hex(8)}")
    try:
        with part.open("xb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make a rename inside a folder last through a power cut, where the system can."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
