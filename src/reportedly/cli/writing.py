"""``reportedly write``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from reportedly.cli.printing import tell
from reportedly.errors import ReportedlyError
from reportedly.files import replacing
from reportedly.stages.write import FORMATS
from reportedly.stores.casebook import Casebook


def run(folder: Path, form: str, out: str) -> None:
    """Write a casebook in a format; a file is whole or not there."""
    now = datetime.now(UTC)
    with Casebook.open(folder) as casebook:
        if casebook.unlinked():
            tell("Some pages are read but not yet in incidents: run read again to finish.")
        if out == "-":
            notice = FORMATS[form](casebook.records(), sys.stdout.buffer, now=now)
            sys.stdout.buffer.flush()
        else:
            notice = _to_file(casebook, form, Path(out), now)
    tell(notice)


def _to_file(casebook: Casebook, form: str, path: Path, now: datetime) -> str:
    """Write to a file and name it."""
    if not path.name:
        raise ReportedlyError(f"--out {str(path)!r} names no file. Give a file's path, or - .")
    try:
        with replacing(path) as stream:
            notice = FORMATS[form](casebook.records(), stream, now=now)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}. Name another file with --out."
        raise ReportedlyError(message) from error
    return f"{path}: {notice}"
