"""What a claim rests on: the evidence and the weapons that are its own, and no other's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reportedly.gazetteer import Gazetteer
from reportedly.pipeline import read_all

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.records import Claim

GAZETTEER = Gazetteer.embedded()


def _claim(tmp_path: Path, text: str, words: str) -> Claim:
    """The claim whose words hold these, on a page of a war in Ukraine."""
    path = tmp_path / "page.jsonl"
    page = {"text": f"{text}\n\nThe war in Ukraine goes on.", "published": "2022-06-29"}
    path.write_text(json.dumps(page), encoding="utf-8")
    records = read_all([str(path)], GAZETTEER)
    claims = [c for c in records.claims if words in records.articles[0].cut(c.span)]
    assert claims, [records.articles[0].cut(c.span) for c in records.claims]
    return claims[0]


# (text, words of the claim, its kinds of evidence)
SHOWN = [
    # in the next sentence, where no source speaks
    ("Rockets hit a hotel in Kherson on Monday. Videos posted online showed the roof on fire.",
     "Rockets hit", ["video"]),
    # pointed back to
    ("The service published an intercepted phone call. In the call, a man said that he had shot dead three people in Bucha on Monday.", "shot dead", ["audio"]),
    # given by the same source, further down
    ("“A missile hit a depot in Odesa on Monday,” the mayor, Ana Sumer, said.\n\nFirefighters worked all night.\n\nPictures on Sumer’s account showed a burnt-out hall.",
     "missile hit", ["photo"]),
    # in a caption that names its town, and not of the next town's claim
    ("A missile killed two people in Kherson on Monday.\n\nTroops shelled Sumy on Monday, wounding three.\n\nA crater in Kherson. Photograph: Ana Sum/EPA", "killed two", ["photo"]),
    ("A missile killed two people in Kherson on Monday.\n\nTroops shelled Sumy on Monday, wounding three.\n\nA crater in Kherson. Photograph: Ana Sum/EPA", "shelled Sumy", []),
    # words for it
    ("A rocket killed two people in Kherson on Monday; pieces of the rocket lay in the yard.",
     "killed two", ["debris"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kinds"), SHOWN)
def test_evidence_is_that_of_the_claim(
    tmp_path: Path, text: str, words: str, kinds: list[str]
) -> None:
    """A page shows what happened beside the claim, by its source or by its town."""
    assert [one.kind for one in _claim(tmp_path, text, words).evidence] == kinds


# (text, words of the claim, its weapons)
USED = [
    ("Ukraine’s army said on Monday it had destroyed two tanks and a missile depot near Kherson.",
     "destroyed", []),
    ("In Kherson a witness said on Monday that there was no sound of any rocket before the explosion, which killed two.", "explosion", []),
    ("Soldiers killed two people in Lviv on Monday, days before a missile hit Kharkiv.",
     "killed two", []),
    ("Police in Lviv seized rockets and explosives on Monday.", "seized", ["rockets", "explosives"]),
    ("Two drones hit a depot in Odesa on Monday and three more were shot down, Kyiv said.",
     "three more", ["drones"]),
    ("Soldiers with rifles killed two people in Bucha on Monday.", "killed two", ["rifles"]),
    # what is done names nothing that it is done with
    ("Heavy shelling killed two people in Kherson on Monday.", "killed two", []),
    ("Artillery shelling killed two people in Kherson on Monday.", "killed two", ["Artillery shelling"]),
    # arms that are wanted, and those that somebody else has
    ("Karsovan troops, who had asked for rockets and drones, killed two people in Lviv on Monday.",
     "killed two", []),
    ("Soldiers fired at a tank in Bucha on Monday, and killed two people.", "killed two", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "weapons"), USED)
def test_weapons_are_the_means_used(
    tmp_path: Path, text: str, words: str, weapons: list[str]
) -> None:
    """What was hit, denied, wanted or used on another day is no means of the happening."""
    claim = _claim(tmp_path, text, words)

    assert [one.as_written.removeprefix("Two ") for one in claim.weapons] == weapons
