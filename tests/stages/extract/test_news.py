"""What a page is there to tell is no background, and a report's findings have a source."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reportedly.pipeline import read_all

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.gazetteer import Gazetteer
    from reportedly.records import Claim

LEAD = (
    "Warplanes bombed five markets in Idlib in April, killing 40 civilians, Human Rights Watch "
    "said in a report on Wednesday."
)


def _claims(tmp_path: Path, gazetteer: Gazetteer, text: str) -> list[Claim]:
    path = tmp_path / "page.jsonl"
    page = {"text": f"{text}\n\nBoth armies said the war goes on.", "published": "2022-06-29"}
    path.write_text(json.dumps(page), encoding="utf-8")
    return read_all([str(path)], gazetteer).claims


def test_a_report_on_last_spring_is_news(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """What somebody tells in the opening is asserted, though it happened months ago."""
    assert _claims(tmp_path, gazetteer, LEAD)[0].modality == "asserted"


def test_a_finding_is_told_by_the_report(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A happening in the body of a report that names no source is the organisation's."""
    text = f"{LEAD}\n\nA barrel bomb killed nine people at a market in Ariha on 12 April."
    last = _claims(tmp_path, gazetteer, text)[-1]
    assert last.source is not None
    assert last.source.name == "Human Rights Watch"
    assert last.confidence["source"] < 0.6


def test_old_wars_are_nobodys_finding(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """What happened years before a report is told by the outlet."""
    text = f"{LEAD}\n\nA barrel bomb killed nine people at a market in Ariha in May 2015."
    assert _claims(tmp_path, gazetteer, text)[-1].source is None


def test_a_toll_of_the_war_up_to_now_is_asserted(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """People killed since a war began, however it began, are of no kind of blow."""
    text = (
        "Russian shelling killed two people in Kharkiv on Tuesday.\n\n"
        "The UN said it had recorded 4,700 civilian deaths since the invasion began."
    )
    last = _claims(tmp_path, gazetteer, text)[-1]
    assert (last.event.acled_sub_type, last.modality) == ("Other", "asserted")


def test_who_died_in_a_raid_died_in_the_fight(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Where a bomber opened the way for gunmen, harm is not the bomber's alone."""
    text = (
        "Gunmen clashed with police at the consulate in Herat on Tuesday. Before them a suicide "
        "bomber blew himself up at its gate. A doctor said 11 people were killed."
    )
    assert _claims(tmp_path, gazetteer, text)[-1].event.acled_sub_type == "Armed clash"
