"""What a stretch of a text tells of, from made-up numbers for its words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from reportedly.model.labels import HAPPENINGS, MOODS, TOLD_OUTPUTS
from reportedly.model.told import ToldWords

TEXT = "Police dispersed a sit-in in Orlovar"
STARTS = [0, 7, 17, 19, 26, 29]
ENDS = [6, 16, 18, 25, 28, 36]


def words(numbers: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> ToldWords:
    """The six words of the text with these numbers."""
    return ToldWords(np.array(STARTS), np.array(ENDS), numbers.astype(np.float32))


def heavy(place: int, kind: str) -> ToldWords:
    """The words of the text, one of which outweighs the rest and is of a kind."""
    numbers = np.zeros((len(STARTS), TOLD_OUTPUTS), dtype=np.float32)
    numbers[place, 0] = 9
    numbers[place, 1 + HAPPENINGS.index(kind)] = 9
    return words(numbers)


def test_the_word_to_point_at_is_the_heaviest() -> None:
    """The verb that outweighs the rest is the word that says what happened."""
    told = heavy(1, "Protest with intervention").over(0, len(TEXT))
    assert told is not None
    assert TEXT[slice(*told.word)] == "dispersed"
    assert max(told.kinds, key=lambda k: told.kinds[k]) == "Protest with intervention"


def test_a_stretch_is_judged_by_its_own_words() -> None:
    """A heavy word outside the stretch says nothing of it."""
    told = heavy(1, "Protest with intervention").over(17, len(TEXT))
    assert told is not None
    assert told.kinds["Protest with intervention"] == pytest.approx(1 / len(HAPPENINGS))
    assert told.word[0] >= 17


@pytest.mark.parametrize("stretch", [(6, 7), (36, 40), (0, 0)])
def test_a_stretch_without_words_tells_of_nothing(stretch: tuple[int, int]) -> None:
    """White space, and what lies beyond the text, is not judged."""
    assert heavy(0, "Attack").over(*stretch) is None
    assert ToldWords().over(*stretch) is None


@given(
    arrays.arrays(np.float32, (len(STARTS), TOLD_OUTPUTS), elements=st.floats(-30, 30, width=32)),
    st.integers(0, 35),
    st.integers(1, 36),
)
def test_chances_are_shares_and_the_word_lies_inside(
    numbers: np.ndarray[tuple[int, int], np.dtype[np.float32]], start: int, length: int
) -> None:
    """Whatever the numbers, chances sum to one and the word meets the stretch."""
    told = words(numbers).over(start, start + length)
    if told is not None:
        assert set(told.moods) == set(MOODS)
        assert sum(told.kinds.values()) == pytest.approx(1, abs=1e-4)
        assert sum(told.moods.values()) == pytest.approx(1, abs=1e-4)
        assert told.word[0] < start + length
        assert told.word[1] > start
