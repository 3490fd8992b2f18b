"""JSON lines: every record of a casebook, one a line, as they are. The working copy.

It holds the names of private persons and incidents under embargo, so it is not for sharing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from reportedly.records import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from reportedly.records import AnyRecord

NOTICE = (
    "A working copy, not for sharing: it holds names of private persons "
    "and incidents under embargo."
)


def write(records: Iterable[AnyRecord], out: BinaryIO, *, now: datetime) -> str:  # noqa: ARG001
    """Write each record on a line of its own; every format is called with the time."""
    for record in records:
        out.write(to_json(record))
        out.write(b"\n")
    return NOTICE
