"""The packed form gives back what went in."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.gazetteer.compiling import compile_rows
from reportedly.gazetteer.names import filed_key
from reportedly.gazetteer.pack import Packed, Writer
from reportedly.gazetteer.row import Row
from reportedly.gazetteer.table import Table

NUMBERS = st.lists(st.integers(min_value=-(2**40), max_value=2**40), max_size=50)


@settings(max_examples=25, deadline=None)
@given(NUMBERS, st.binary(max_size=300), st.booleans())
def test_columns_and_blobs_come_back_as_they_were(
    numbers: list[int], blob: bytes, mapped: bool
) -> None:
    """Neither byte planes, steps and compression nor the mapped form lose anything."""
    out = BytesIO()
    writer = Writer(out, mapped=mapped)
    writer.column("a", np.array(numbers, np.int64))
    writer.blob("b", blob)
    writer.texts("c", b"one\n\nthree")
    writer.close({"n": 1})
    packed = Packed(out.getvalue(), "test")
    assert packed.column("a").tolist() == numbers
    assert bytes(packed.blob("b")) == blob
    assert [packed.texts("c")[n] for n in range(3)] == [b"one", b"", b"three"]
    assert packed.notes == {"n": 1}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=30))
def test_both_forms_of_a_table_answer_alike(names: list[str]) -> None:
    """A mapped table files the same entries under the same keys as a small one."""
    rows = [Row(name=name, lat=1.234, lon=2.345, country="XA") for name in names]
    small = Table.from_packed(compile_rows(rows), "test", "t")
    mapped = Table.from_packed(compile_rows(rows, mapped=True), "test", "t")
    for name in ("absent", *names):
        key = filed_key(name, "XA")
        found = small.ids(key)
        assert mapped.ids(key) == found
        assert not key or name == "absent" or names.index(name) in found
    entries = [small.entry(n) for n in range(len(rows))]
    assert [mapped.entry(n) for n in range(len(rows))] == entries
