"""Look-alike folding keeps lengths and reads letters of several alphabets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.vocab.fold import latin_look_alike, readings, skeleton


@given(st.text())
def test_a_skeleton_keeps_the_length(text: str) -> None:
    """Offsets into the skeleton are offsets into the text."""
    assert len(skeleton(text)) == len(text)


@given(st.text())
def test_a_skeleton_folds_no_further(text: str) -> None:
    """Folding twice is folding once."""
    assert skeleton(skeleton(text)) == skeleton(text)


@pytest.mark.parametrize(("one", "two"), [("РСМ", "PCM"), ("ТОW", "TOW"), ("ΑΚ-47", "AK-47")])
def test_look_alikes_have_one_skeleton(one: str, two: str) -> None:
    """Cyrillic and Greek letters that look Latin fold to the same letters."""
    assert skeleton(one) == skeleton(two)


def test_a_letter_reads_by_sound_and_by_shape() -> None:
    """The Cyrillic С may stand for S or for C, the sound first."""
    assert readings("С") == ("s", "c")
    assert readings("х") == ("kh", "x", "h")


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ", min_size=1, max_size=40))
def test_readings_are_few_and_latin(letters: str) -> None:
    """However long a word is, its readings stay few, and are Latin."""
    ways = readings(letters)
    assert 1 <= len(ways) <= 24
    assert all(way.isascii() for way in ways)


def test_only_some_names_look_latin_in_cyrillic() -> None:
    """S-300 can be typed C-300; Grad cannot be typed in Latin letters that look Cyrillic."""
    assert latin_look_alike("Kh") == "x"
    assert latin_look_alike("grad") is None
