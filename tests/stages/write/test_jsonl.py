"""JSON lines hold every record as it is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from hypothesis import given

from reportedly.records import from_json
from reportedly.stages.write import FORMATS, jsonl

from .casework import NOW, casework, make_case

if TYPE_CHECKING:
    from reportedly.records import AnyRecord


@given(casework())
def test_every_record_comes_back_equal(records: list[AnyRecord]) -> None:
    """Each line is one record, and reading the lines gives the records that were written."""
    out = io.BytesIO()
    jsonl.write(records, out, now=NOW)
    assert [from_json(line) for line in out.getvalue().splitlines()] == records


def test_each_line_names_its_type() -> None:
    """A line starts with the type of its record, in the contract's words."""
    out = io.BytesIO()
    jsonl.write(make_case(), out, now=NOW)
    starts = [line.split(b",")[0] for line in out.getvalue().splitlines()]
    types = (b"capture", b"article", b"claim", b"origin", b"incident")
    assert starts == [b'{"record":"' + name + b'"' for name in types]


def test_the_working_copy_says_that_it_is_one() -> None:
    """Whoever writes the working copy is told not to share it."""
    assert "not for sharing" in FORMATS["jsonl"](make_case(), io.BytesIO(), now=NOW)
