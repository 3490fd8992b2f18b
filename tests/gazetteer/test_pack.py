"""The packed form gives back what went in."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.gazetteer.pack import Packed, dump
from reportedly.gazetteer.table import Row, Table, compile_rows

NUMBERS = st.lists(st.integers(min_value=-(2**40), max_value=2**40), max_size=50)


@settings(max_examples=25, deadline=None)
@given(NUMBERS, st.binary(max_size=300))
def test_columns_and_blobs_come_back_as_they_were(numbers: list[int], blob: bytes) -> None:
    """Byte planes, steps and compression lose nothing."""
    packed = Packed(dump({"a": np.array(numbers, np.int64)}, {"b": blob}, {"n": 1}), "test")
    assert packed.column("a").tolist() == numbers
    assert packed.blob("b") == blob
    assert packed.header["notes"] == {"n": 1}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=30))
def test_a_packed_table_answers_like_the_compiled_one(names: list[str]) -> None:
    """Reading a packed table changes no answer."""
    rows = [Row(name=name, lat=1.234, lon=2.345, country="XA") for name in names]
    made = Table.from_rows(rows, "t")
    read = Table.from_packed(compile_rows(rows).packed(), "test", "t")
    for row in rows:
        for key in ("absent", row.name):
            assert made.ids(key) == read.ids(key)
    assert [made.entry(n) for n in range(len(rows))] == [read.entry(n) for n in range(len(rows))]
