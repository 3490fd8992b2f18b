"""Names lead to entries."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.gazetteer import Gazetteer

WORLD = Gazetteer.embedded()


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Kharkiv", "UA", "settlement"),
        ("Харьков", "UA", "settlement"),
        ("KHARKOV", "UA", "settlement"),
        ("the Donetsk region", "UA", "admin1"),
        ("Donetska oblast", "UA", "admin1"),
        ("ДНР", "UA", "admin1"),
        ("Zaporozhye", "UA", "admin1"),
        ("Donbass", "UA", "region"),
        ("Deir Ezzor", "SY", "settlement"),
        ("الرقة", "SY", "settlement"),
        ("Mazar-e-Sharif", "AF", "settlement"),
        ("Gaza City", "PS", "settlement"),
        ("Anbar province", "IQ", "admin1"),
        ("Calif.", "US", "admin1"),
        ("Rapides Parish", "US", "admin2"),
        ("Côte d'Ivoire", "CI", "country"),
        ("the Black Sea", None, "water"),
        ("Siverskyi Donets River", None, "water"),
    ],
)
def test_a_name_finds_its_place(name: str, country: str | None, kind: str) -> None:
    """Well-known places are found under the names that news gives them."""
    found = {(entry.country, entry.kind) for entry in WORLD.look_up(name)}
    assert (country, kind) in found


def test_a_name_as_written_comes_before_another_spelling() -> None:
    """Lyman in Donetsk region is no Liman by spelling while entries are named Lyman."""
    hows = {hit.how for hit in WORLD.hits("Lyman")}
    assert "name" in hows
    assert {"lyman", "liman"} >= {
        entry.name.lower() for entry in WORLD.look_up("Lyman") if entry.country == "UA"
    }


def test_a_region_is_found_by_its_code() -> None:
    """Codes lead to countries and first-level regions."""
    donetsk, ukraine = WORLD.area("UA.05"), WORLD.area("UA")
    assert donetsk is not None
    assert ukraine is not None
    assert (donetsk.name, ukraine.name, ukraine.geonameid) == ("Donetsk", "Ukraine", 690791)


@given(st.text())
def test_looking_up_never_raises(name: str) -> None:
    """Any string has an answer, if an empty one."""
    assert isinstance(WORLD.look_up(name), list)


@given(st.sampled_from(["Paris", "Springfield", "Ozerne", "Victoria", "San Antonio", "Novosilka"]))
def test_points_are_rounded_to_a_hundredth(name: str) -> None:
    """No entry has a point finer than 0.01 degree."""
    for entry in WORLD.look_up(name):
        assert entry.lat == round(entry.lat or 0, 2)
        assert entry.lon == round(entry.lon or 0, 2)


def test_it_is_small_and_quick() -> None:
    """The packed file is under 9 MB, and a name is found in milliseconds once it is open."""
    from importlib.resources import files  # noqa: PLC0415

    assert len((files("reportedly.gazetteer") / "data" / "world.gaz").read_bytes()) < 9_000_000
    WORLD.look_up("Warm-up")
    start = time.perf_counter()
    for number in range(200):
        WORLD.look_up(f"Name {number}")
    assert (time.perf_counter() - start) / 200 < 0.05
