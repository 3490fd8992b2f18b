"""Names of places in Ukrainian and Russian pages, in whatever case, alphabet and age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly.gazetteer import Gazetteer
from reportedly.gazetteer.inflect import is_installed, nominatives
from reportedly.gazetteer.naming import no_entry, words_on_name
from reportedly.gazetteer.spelling import slavic

if TYPE_CHECKING:
    from pathlib import Path

WORLD = Gazetteer.embedded()
needs_slavic = pytest.mark.skipif(not is_installed(), reason="the extra slavic is not installed")


@needs_slavic
@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Озерному", "Ozerne"),
        ("Херсоні", "Kherson"),
        ("Херсонщині", "Kherson"),
        ("Новій Каховці", "Nova Kakhovka"),
        ("Кривому Розі", "Kryvyy Rih"),
        ("Києві", "Kyiv"),
        ("Краматорске", "Kramatorsk"),
        ("Нью-Йорке", "New York City"),
        ("Швейцарії", "Switzerland"),
        ("Луганської області", "Luhansk"),
    ],
)
def test_a_name_in_any_case_finds_its_place(written: str, name: str) -> None:
    """The endings of cases are undone, also of words that agree."""
    assert name in {entry.name for entry in WORLD.look_up(written)}


@needs_slavic
def test_an_inflected_name_is_no_other_name() -> None:
    """A case of a name is not told to the reader as another name of the place."""
    entry = next(e for e in WORLD.look_up("Краматорську") if e.kind == "settlement")
    assert words_on_name("Краматорську", entry) == ""


def test_what_is_missing_is_said_where_a_cyrillic_name_has_no_place() -> None:
    """Without the extra, the reason for no place says what would undo the case."""
    said = "reportedly[slavic]" in no_entry("Зиксвілі")
    assert said != is_installed()
    assert "slavic" not in no_entry("Zyxville")


def test_the_dictionary_is_not_asked_of_other_letters() -> None:
    """Only Cyrillic names are looked up among the words of the two languages."""
    assert nominatives("Martini") == ()
    assert nominatives("الرقة") == ()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Khersoni", "Kherson"),
        ("Kharkove", "Kharkiv"),
        ("Odesi", "Odesa"),
        ("Kakhovtsi", "Kakhovka"),
        ("Lysychansku", "Lysychansk"),
    ],
)
def test_a_case_in_latin_letters_finds_its_place(written: str, name: str) -> None:
    """Where nothing else is of the name, the nominative of a Slavic case is, as another spelling."""
    hits = WORLD.hits(written)
    assert {hit.how for hit in hits} == {"spelling"}
    assert name in {hit.entry.name for hit in hits}
    assert words_on_name(written, hits[0].entry) == ""


def test_a_case_is_undone_only_of_slavic_places() -> None:
    """An English name with such an ending is not cut down to another, nor one that has an entry."""
    assert WORLD.hits("Springfieldi") == ()
    assert WORLD.hits("Zakharova") == WORLD.hits("а второй") == ()
    assert "Luhansk" not in {hit.entry.name for hit in WORLD.hits("Luhanske")}


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("Швейцария", "country", "Switzerland"),
        ("Японія", "country", "Japan"),
        ("سويسرا", "country", "Switzerland"),
        ("Європа", "region", "Europe"),
        ("Париж", "settlement", "Paris"),
        ("東京", "settlement", "Tokyo"),
        ("Волноваський район", "admin2", "Volnovakha Raion"),
        ("Krasnolymanskyi district", "admin2", "Krasnolymanskyi Raion"),
    ],
)
def test_names_in_all_letters_find_their_place(written: str, kind: str, name: str) -> None:
    """Countries, cities and raions, old ones too, by the names that pages of any letters write."""
    assert (kind, name) in {(entry.kind, entry.name) for entry in WORLD.look_up(written)}


def test_a_cyrillic_name_of_a_place_elsewhere_is_no_latin_one(tmp_path: Path) -> None:
    """Where Latin letters are written, the Russian name of a place is no name for English pages."""
    path = tmp_path / "one.tsv"
    path.write_text("name\talt_names\tlat\tlon\tcountry\nZyxe\tЗыксан\t60\t-40\tXA\n", "utf-8")
    gazetteer = WORLD.with_files([path])
    assert [entry.name for entry in gazetteer.look_up("Зыксан")] == ["Zyxe"]
    assert gazetteer.look_up("Zyksan") == []


@pytest.mark.parametrize(
    ("once", "now", "words"),
    [
        ("Artemivsk", "Bakhmut", "Artemivsk was its name until 2016"),
        ("Артёмовск", "Bakhmut", "Артёмовск was its name until 2016"),
        ("Dzerzhinsk", "Toretsk", "Dzerzhinsk was its name until 2016"),
        ("Bakhmut", "Bakhmut", ""),
    ],
)
def test_a_name_of_before_finds_the_place_and_says_so(once: str, now: str, words: str) -> None:
    """A place that was renamed is found by the old name, and the why has the year."""
    entry = next(e for e in WORLD.look_up(once) if e.name == now and e.kind == "settlement")
    assert words_on_name(once, entry) == words


@pytest.mark.parametrize(
    "spellings",
    [
        ("Нахімове", "Nakhimove", "Nakhimovo", "Nahimove"),
        ("Ozerne", "Ozernoye", "Ozernoe", "Озерне"),
        ("Kharkiv", "Kharkov", "Харків", "Харьков"),
        ("Krasnyi", "Krasniy", "Krasny", "Красний"),
        ("Щурове", "Shchurove", "Schurovo"),
        ("Slov'iansk", "Slov’yansk", "Slovyansk", "Слов'янськ"),
    ],
)
def test_schemes_and_press_spellings_share_a_key(spellings: tuple[str, ...]) -> None:
    """Ukrainian national, passport, BGN/PCGN and the press write one name: one loose key."""
    from reportedly.gazetteer.fold import fold  # noqa: PLC0415

    assert len({slavic(fold(spelling)) for spelling in spellings}) == 1
