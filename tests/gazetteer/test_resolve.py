"""Every name asked gets an answer, whatever else bears the same name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.gazetteer import Gazetteer
from reportedly.gazetteer.asked import Ask, Asked
from reportedly.gazetteer.resolve import resolve


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The embedded one."""
    return Gazetteer.embedded()


def test_a_name_told_both_as_people_and_as_place(gazetteer: Gazetteer) -> None:
    """One word as demonym and as a place: each mention is answered."""
    nigeria = gazetteer.area("NG")
    asks = [Ask(name="Nigerian", given=nigeria), Ask(name="Nigerian"), Ask(name="Abuja")]

    answers = resolve(Asked(asks, gazetteer))

    assert len(answers) == 3
    assert answers[0].entry == nigeria


@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180), km=st.floats(0, 20_000, exclude_min=True))
def test_within_is_by_the_great_circle(
    gazetteer: Gazetteer, lat: float, lon: float, km: float
) -> None:
    """What a quick look at the latitudes rules out lies farther away by the great circle too."""
    abuja = next(entry for entry in gazetteer.exact("Abuja") if entry.capital)
    other = replace(abuja, lat=lat, lon=lon)
    apart = abuja.km_to(other)

    assert apart is not None
    assert abuja.is_within(km, other) == (apart <= km)


@settings(max_examples=40)
@given(
    names=st.lists(st.sampled_from(["Nigerian", "Kyiv", "Donetsk", "Ozerne", "xx"]), max_size=8),
    flags=st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_every_ask_is_answered(gazetteer: Gazetteer, names: list[str], flags: list[bool]) -> None:
    """As many answers as asks, in their order."""
    ukraine = gazetteer.area("UA")
    asks = [
        Ask(name=name, given=ukraine if flag else None)
        for name, flag in zip(names, flags, strict=False)
    ]

    assert len(resolve(Asked(asks, gazetteer))) == len(asks)
