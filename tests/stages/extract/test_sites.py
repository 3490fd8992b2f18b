"""Where a happening took place: the place told of it, never finer than told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reportedly.gazetteer import Gazetteer
from reportedly.pipeline import read_all

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.records import Claim

PUBLISHED = "2022-06-29"  # a Wednesday
WAR = " The war in Ukraine goes on."
GAZETTEER = Gazetteer.embedded()


def _claim(tmp_path: Path, text: str, words: str) -> Claim:
    """The claim whose words hold these, on a page of a war in Ukraine."""
    path = tmp_path / "page.jsonl"
    path.write_text(json.dumps({"text": text + WAR, "published": PUBLISHED}), encoding="utf-8")
    records = read_all([str(path)], GAZETTEER)
    claims = [c for c in records.claims if words in records.articles[0].cut(c.span)]
    assert claims, [records.articles[0].cut(c.span) for c in records.claims]
    return claims[0]


# (text, words of the claim, the place's name, UCDP where_prec)
TOLD = [
    ("Shelling killed two people in several villages in Kharkiv on Monday.", "killed two", "Kharkiv", 4),
    ("Other areas of Donetsk came under heavy shelling on Monday.", "heavy shelling", "Donetsk", 4),
    ("Shells hit Sumy on Monday. Shelling has wounded 900 people since the war began.", "wounded 900", "Ukraine", 6),
    ("Troops blew up a bridge on the Siverskyi Donets near Izium on Monday.", "blew up", "Izium", 2),
    ("A mine killed two people in Izium, a town on the Donets river, on Monday.", "killed two", "Izium", 1),
    ("A shell killed two people in the village of Orlava, 12 km north of Poltava, on Monday.",
     "killed two", "Poltava", 4),
    ("A shell hit the Azovstal plant in Ukraine on Monday, killing two.", "Azovstal", "Mariupol", 1),
    ("Rockets hit the Chornobaivka airfield near Kherson on Monday.", "Rockets hit", "Chornobaivka", 1),
    ("Shelling killed two people on Bakhmut’s outskirts on Monday.", "killed two", "Bakhmut", 2),
    ("A missile killed two people 10 km from Kharkiv on Monday.", "killed two", "Kharkiv", 2),
    ("A missile killed two people in the Sumy area on Monday.", "killed two", "Sumy", 2),
    ("A strike killed two people near Snake Island on Monday.", "killed two", "Snake Island", 2),
    ("A strike killed two people on Snake Island on Monday.", "killed two", "Snake Island", 1),
    ("Shelling killed two people in eastern Ukraine on Monday.", "killed two", "Ukraine", 5),
    ("Troops withdrew from the Luhansk city of Sievierodonetsk on Monday.", "withdrew", "Sievierodonetsk", 1),
    ("Missiles fired from Belgorod killed two people in Kharkiv on Monday.", "killed two", "Kharkiv", 1),
    ("Shells hit Sumy. The governor of the Vinnytsia region said missiles killed four people on Monday.",
     "killed four", "Vinnytsia", 4),
    ("Shells hit Sumy. Heavy shelling prompted the mayor of Kharkiv to urge people to stay at home on Monday.",
     "Heavy shelling", "Kharkiv", 1),
    ("A missile killed two people in Lviv on Monday. Another missile was fired at the region, killing one.",
     "Another missile", "Lviv", 4),
    ("A missile killed two people in Lviv on Monday. Shelling also killed four people in two villages.",
     "two villages", "Lviv", 4),
    ("Shells hit Kharkiv. Shelling killed two people in the east of Ukraine on Monday.", "killed two", "Ukraine", 5),
    ("A bomb killed two people in southern Ukraine on Monday, the ministry in Kyiv said.", "killed two", "Ukraine", 5),
    ("Shells hit Kharkiv. In Ukraine’s east, shelling killed two soldiers on Monday.", "killed two", "Ukraine", 5),
    ("MINI-ROG, Ukraine — A mine killed two people in northern Ukraine on Monday.", "killed two", "Ukraine", 5),
    ("Shells hit Sumy. Rockets killed six people across the country on Monday. Ukraine mourns.", "killed six", "Ukraine", 6),
    ("Russia blamed Ukraine for a missile attack on the Russian city of Belgorod on Monday. Kyiv and Lviv were calm. It said it intercepted two missiles.",
     "intercepted two", "Belgorod", 1),
    ("Sumy fared worst on Monday. A shell hit a house in Orlova Street, killing two.", "Orlova", "Sumy", 1),
    ("Sumy was quiet on Monday. Buses left for Poltava. Gunmen abducted two teachers.",
     "two teachers", "Sumy", 1),
    ("Konotop was quiet on Sunday. The Poltava region was calm. Schools were open. Shops were open. A strike on the city killed two on Monday.",
     "killed two", "Konotop", 1),
    ("Rockets hit Sumy on Monday, killing two. Soldiers also abducted five men.", "five men", "Sumy", 1),
    ("Shells hit Sumy. Ukraine’s air force said it shot down 27 of 31 drones launched from Yeysk on Monday.",
     "27 of 31", "Ukraine", 6),
    ("Shells hit Sumy on Monday. “They shot four men by the well,” said a woman who now lives in Poltava.",
     "four men", "Sumy", 1),
    ("A column that left Poltava on Monday was shelled, and two soldiers were killed in Sumy.", "two soldiers", "Sumy", 1),
    ("Shelling of Sumy destroyed the dam on Monday, killing two; the repairs were paid for by donors in Poland.",
     "the dam", "Sumy", 1),
    ("Sumy was quiet on Monday. Gunmen abducted two teachers, who were taken to Poltava.", "two teachers", "Sumy", 1),
    ("A shell hit a girl in Sumy on Monday. She died of her wounds in the Poltava hospital, killed by shelling.",
     "hit a girl", "Sumy", 1),
    ("(Poltava, June 29, 2022) – Gunmen killed nine people in Sumy on Monday.", "nine people", "Sumy", 1),
    ("Shelling killed a man in the Sumy region on Sunday. Konotop fared worst on Monday. A shell fell on Orlova Street, killing two.",
     "Orlova", "Konotop", 1),
    ("Shells hit Sumy on Monday. Gunmen shot two people dead in the 6800 block of South Kherson on Monday.",
     "Gunmen shot", "Sumy", 1),
    ("Shells hit Sumy on Monday. Gunmen shot two people dead at 44 E. Lviv Ave. on Monday.", "Gunmen shot", "Sumy", 1),
    ("Shells hit Sumy on Monday. A second man was shot and taken to Mercy Hospital in Lviv, where he died.",
     "second man", "Sumy", 1),
    ("Missiles hit the hospital in Lviv on Monday, killing two.", "Missiles hit", "Lviv", 1),
    # a lead's wide area, and then the town of its blow
    ("A missile strike on a depot in central Ukraine has killed nine people. The army spoke of a tragedy. Missiles hit the depot in Lubny on Tuesday, the railways said.",
     "has killed nine", "Lubny", 1),
    # where it was said, and where an office sits
    ("Shells hit Sumy on Monday, killing two. The minister told a briefing in Moscow that Ukrainian shells had hit a bus.",
     "hit a bus", "Sumy", 1),
    # "the town" is the one that was introduced as one, not that to which people left since
    ("The mayor of the southern town of Oleshky spoke on Monday. Buses left for Skadovsk. She said Russian rockets killed two people on a ferry landing in the town on Sunday.",
     "ferry landing", "Oleshky", 1),
    # a region named since is no wider site of what goes on in its town
    ("A bomb killed nine people in Konotop on Monday. The Sumy region was in mourning. Gunmen shot two guards dead.",
     "two guards", "Konotop", 1),
    # a district that is known only by its town
    ("Shells killed two people in the Klimovo district on Monday. Bryansk was quiet. Russia mourned.", "killed two", "Klimovo", 3),
    # a town's name for the region that holds a district
    ("Gunmen killed two people in the Daquq district, Kirkuk, on Monday. Iraq mourned.", "killed two", "Daquq District", 3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name", "where_prec"), TOLD)
def test_the_place_and_its_precision_are_those_told(
    tmp_path: Path, text: str, words: str, name: str, where_prec: int
) -> None:
    """A reporter's words name the site, and how exactly."""
    place = _claim(tmp_path, text, words).place
    assert place is not None
    assert (place.name, place.ucdp_where_prec) == (name, where_prec)


def test_a_blow_of_another_day_takes_no_town_over(tmp_path: Path) -> None:
    """What an army tells of Tuesday did not happen where shells fell on Monday."""
    text = "Shells hit Kharkiv on Monday. Ukraine’s military said its planes had struck two Russian command posts on Tuesday, killing nine."
    claim = _claim(tmp_path, text, "command posts")
    assert claim.place is None
    assert claim.place_null_reason


UNNAMED = [
    ("Russian artillery shelled villages along the border on Monday, killing two.", "along"),
    ("Shelling killed two people in the country’s south on Monday.", "south"),
    ("Russian artillery shelled villages along the front line on Monday, killing two.", "along"),
    (
        "Russia shelled positions in the south and east of the country on Monday, killing two.",
        "south",
    ),
]


@pytest.mark.parametrize(("text", "words"), UNNAMED)
def test_a_part_of_the_country_without_a_name_has_no_point(
    tmp_path: Path, text: str, words: str
) -> None:
    """A front or a side of the country is a region of it, and keeps no point."""
    place = _claim(tmp_path, f"A shell hit Bakhmut, in Ukraine. {text}", words).place
    assert place is not None
    assert (place.country, place.ucdp_where_prec) == ("UA", 5)
    assert (place.lat, place.lon) == (None, None)


def test_history_takes_over_no_place_of_the_day(tmp_path: Path) -> None:
    """What happened in another year did not happen where today's news did."""
    text = (
        "A car bomb killed two people in Kharkiv, Ukraine, on Monday. "
        "In May 2014 gunmen killed nine people in a church."
    )
    assert _claim(tmp_path, text, "In May 2014").place is None


def test_an_aside_is_not_the_site(tmp_path: Path) -> None:
    """A place after "amid" is told of beside the happening."""
    text = "Russia shelled towns in the Sumy region on Monday amid claims of fighting in Mariupol."
    place = _claim(tmp_path, text, "shelled towns").place
    assert place is not None
    assert place.admin1 == "Sumy"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # what a crowd calls out is far away
        (
            "Hundreds of people rallied in Odesa on Monday, chanting “Free Kharkiv!” at police.",
            "rallied",
            "Odesa",
        ),
        # where the place told lies
        (
            "Rockets hit a depot in Bakhmut, north of the regional capital Donetsk, on Monday.",
            "depot",
            "Bakhmut",
        ),
        # those who go on to a place are not there yet
        (
            "Ukraine said Russian troops had seized Bakhmut on Monday to open a way to Moldova.",
            "seized",
            "Bakhmut",
        ),
    ],
)
def test_a_place_beside_the_site(tmp_path: Path, text: str, words: str, name: str) -> None:
    """What is called out, lies near the site, or is still to be reached is not the site."""
    claim = _claim(tmp_path, text, words)
    assert claim.place is not None
    assert claim.place.name == name
    assert claim.places == ()


def test_a_body_of_the_whole_country_sits_elsewhere(tmp_path: Path) -> None:
    """Where a ministry sits is not where what it tells of happened; a governor's region is."""
    text = "Rockets hit a barracks in the Kharkiv region on Monday. The explosion killed 12 soldiers, said an official of the defence ministry in Kyiv."
    place = _claim(tmp_path, text, "12 soldiers").place
    assert place is not None
    assert place.admin1 == "Kharkiv"


def test_a_thing_is_no_place(tmp_path: Path) -> None:
    """What only a common noun names, and no settlement is, is no site."""
    text = "Air strikes destroyed nine vehicles, a tunnel and a supply cache near Bakhmut on Monday, the army said."
    place = _claim(tmp_path, text, "tunnel").place
    assert place is not None
    assert (place.name, place.ucdp_where_prec) == ("Bakhmut", 2)


def test_a_part_of_a_town_is_in_the_town_told_before(tmp_path: Path) -> None:
    """A university or a street of no known point leaves the happening in the town told before."""
    text = "Russian troops fought for Bakhmut on Monday. The army said on Tuesday that they had seized Orle University."
    place = _claim(tmp_path, text, "University").place
    assert place is not None
    assert place.name == "Bakhmut"
