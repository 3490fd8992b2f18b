"""Answers and second voices: who denies, owns up, or tells of more in the same breath."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reportedly.pipeline import read_all

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.gazetteer import Gazetteer
    from reportedly.records import Claim

TOLD = "Ukraine’s army said on Tuesday that Russian missiles had struck a market in Mykolaiv."


def _claims(tmp_path: Path, gazetteer: Gazetteer, text: str) -> list[Claim]:
    path = tmp_path / "page.jsonl"
    page = {"text": f"{text}\n\nThe war goes on at the front.", "published": "2022-06-29"}
    path.write_text(json.dumps(page), encoding="utf-8")
    records = read_all([str(path)], gazetteer)
    assert not records.rejects, records.rejects
    return records.claims


@pytest.mark.parametrize(
    "answer",
    [
        "Russia rejected the claim.",
        "Russia denied responsibility.",
        "The Kremlin has denied the allegations.",
        "Moscow dismissed the report as a lie.",
        "The Kremlin denied its missiles had struck it.",
        "Moscow denied the attack on the market.",
        "Moscow has distanced itself from the strike.",
        "Moscow said it had nothing to do with the strike.",
        "Russia’s army said none of its aircraft took part.",
        "Russia said there was no such strike.",
        "Russia’s army said its troops had carried out no strikes.",
        "Moscow said reports of a strike on a market were fabricated.",
        "The Kremlin called the allegations of a massacre at the market “a lie”.",
    ],
)
def test_a_denial_that_points_back_is_a_claim(
    tmp_path: Path, gazetteer: Gazetteer, answer: str
) -> None:
    """It is of the kind, the place and the day of what it answers; its voice is its own."""
    told, denied = _claims(tmp_path, gazetteer, f"{TOLD} {answer}")
    assert (told.modality, denied.modality) == ("asserted", "denied")
    assert denied.event.acled_sub_type == told.event.acled_sub_type
    assert denied.place is not None
    assert told.place is not None
    assert denied.place.name == told.place.name
    assert denied.when is not None
    assert told.when is not None
    assert (denied.when.start, denied.when.end) == (told.when.start, told.when.end)
    assert denied.source is not None
    assert denied.source.side == "Russia"
    assert denied.counts == ()


@pytest.mark.parametrize(
    "words",
    [
        "Moscow said it had nothing to do with the new budget.",
        "Moscow denied the budget.",
        "Moscow said the strike had nothing to do with the truce.",
    ],
)
def test_what_denies_something_else_is_no_answer(
    tmp_path: Path, gazetteer: Gazetteer, words: str
) -> None:
    """A denial of another matter denies nothing that was told."""
    found = _claims(tmp_path, gazetteer, f"{TOLD} {words}")
    assert [claim.modality for claim in found if claim.modality == "denied"] == []


def test_an_owning_up_is_a_claim(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Who claims responsibility asserts the happening told before."""
    text = (
        "A suicide bomber killed nine people at a hotel in Kabul on Monday, police said. "
        "The Taliban claimed responsibility for the attack."
    )
    first, second = _claims(tmp_path, gazetteer, text)
    assert second.source is not None
    assert (second.source.name, second.modality) == ("Taliban", "asserted")
    assert second.event.acled_sub_type == first.event.acled_sub_type == "Suicide bomb"


@pytest.mark.parametrize(
    ("answer", "doers"),
    [
        ("The Taliban claimed responsibility for the attack.", ["The Taliban"]),
        ("The Taliban denied any part in it.", ["The Taliban"]),
        ("The Taliban denied its fighters had attacked the hotel.", ["its fighters"]),
        ("The Taliban rejected the report.", ["A suicide bomber"]),
    ],
)
def test_who_answers_for_itself_is_the_doer(
    tmp_path: Path, gazetteer: Gazetteer, answer: str, doers: list[str]
) -> None:
    """Who owns up or denies a part of its own is who would have done it; a denied report's is not."""
    text = f"A suicide bomber attacked a hotel in Kabul on Monday, police said. {answer}"
    claim = _claims(tmp_path, gazetteer, text)[-1]
    assert [actor.as_written for actor in claim.actors] == doers


@pytest.mark.parametrize(
    "text",
    [
        "Russia rejected the claim.",
        "The ministry denied the reports of a shortage.",
        f"{TOLD} Ukraine rejected the reports.",
    ],
)
def test_nothing_to_answer_is_no_denial(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    """Nobody denies what nobody, or only they themselves, told before."""
    assert all(c.modality != "denied" for c in _claims(tmp_path, gazetteer, text))


def test_two_speakers_of_a_sentence_tell_two_claims(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Of "while X claimed, Y denied" each is a claim."""
    text = (
        "While Ukrainian officials claimed Russian troops had entered the port of Mykolaiv and "
        "heavy fighting was taking place there, the Kremlin denied its troops had entered."
    )
    first, second = _claims(tmp_path, gazetteer, text)
    assert (first.event.acled_sub_type, first.modality) == ("Armed clash", "asserted")
    assert (second.event.acled_sub_type, second.modality) == ("Armed clash", "denied")


def test_an_arrest_and_what_it_is_for_are_two(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """The dead are of the shooting, not of the arrest."""
    text = (
        "Two men were arrested in Mykolaiv on Monday in connection with a shooting that left one "
        "person dead and three injured."
    )
    arrest, shooting = _claims(tmp_path, gazetteer, text)
    assert arrest.event.acled_sub_type == "Arrests"
    assert {count.what for count in arrest.counts} <= {"detained"}
    assert [(count.what, count.low) for count in shooting.counts] == [("killed", 1), ("injured", 3)]


def test_two_more_are_of_the_same_place(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A second clause that tells of "two more" is of the place that the first names."""
    text = (
        "Kyiv said two missiles fired from a ship hit a pumping station in Odesa on Monday "
        "and that two more were shot down."
    )
    hit, stopped = _claims(tmp_path, gazetteer, text)
    assert stopped.event.acled_sub_type == "Disrupted weapons use"
    assert hit.place is not None
    assert stopped.place is not None
    assert stopped.place.name == hit.place.name


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        (
            "The governor said air defences shot down three missiles fired at Odesa on Monday.",
            "Disrupted weapons use",
        ),
        (
            "The governor said anti-aircraft units destroyed two drones near Odesa on Monday.",
            "Disrupted weapons use",
        ),
        (
            "The mayor of a city under siege said shelling killed two in Mykolaiv on Monday.",
            "Shelling/artillery/missile attack",
        ),
        (
            "The minister said on Monday that 100 were being killed a day near Mykolaiv.",
            "Armed clash",
        ),
    ],
)
def test_kind(tmp_path: Path, gazetteer: Gazetteer, text: str, sub_type: str) -> None:
    """Weapons stopped, the words that only say who speaks, and the losses of a day."""
    (claim,) = _claims(tmp_path, gazetteer, text)
    assert claim.event.acled_sub_type == sub_type


def test_an_outlet_gives_way_to_who_told_somebody(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """What "the minister told the president, the agency reported" is the minister's."""
    text = (
        "The defence minister, Pavlo Orel, told the president on Monday that their forces had "
        "taken “full control” of Mykolaiv, the state news agency RIA Novosti reported."
    )
    (claim,) = _claims(tmp_path, gazetteer, text)
    assert claim.source is not None
    assert claim.source.name == "Pavlo Orel"
    assert claim.event.acled_sub_type == "Armed clash"


@pytest.mark.parametrize(
    "text",
    [
        "It is still unclear how the attack on Mykolaiv was carried out.",
        "The minister said allies should respond to the missile strikes on Mykolaiv.",
        "The general called off plans for an assault on Mykolaiv.",
        "There have been several instances of explosions in Mykolaiv.",
    ],
)
def test_a_musing_is_no_claim(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    """What judges, sums up or asks tells of no one happening."""
    assert _claims(tmp_path, gazetteer, text) == []


@pytest.mark.parametrize(
    ("answer", "doer"),
    [("Russia blamed Ukraine for the attack.", "Ukraine"), ("Moscow blamed Kyiv.", "Kyiv")],
)
def test_a_charge_that_points_back_is_a_claim(
    tmp_path: Path, gazetteer: Gazetteer, answer: str, doer: str
) -> None:
    """Who blames another for what was told before charges that other with the same happening."""
    told, blamed = _claims(tmp_path, gazetteer, f"{TOLD} {answer}")
    assert blamed.modality == "accused"
    assert [a.as_written for a in blamed.actors] == [doer]
    assert blamed.event.acled_sub_type == told.event.acled_sub_type


def test_a_charge_of_something_else_answers_nothing(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Who blames another for what was not told before makes no claim of what was."""
    claims = _claims(
        tmp_path, gazetteer, f"{TOLD} Russia blamed Ukraine for the high price of grain."
    )
    assert [c.modality for c in claims] == ["asserted"]


@pytest.mark.parametrize(
    "text",
    [
        "Russia’s defence ministry called that “a fairytale for television”.",
        "Russia’s defence ministry dismissed the report as a fake.",
        "Russia’s defence ministry described this as nonsense.",
    ],
)
def test_who_scoffs_at_what_was_told_denies_it(
    tmp_path: Path, gazetteer: Gazetteer, text: str
) -> None:
    """Calling a report untrue denies what it tells of."""
    told, denied = _claims(tmp_path, gazetteer, f"{TOLD} {text}")
    assert (told.modality, denied.modality) == ("asserted", "denied")
    assert denied.source is not None
    assert denied.source.name == "Ministry of Defence of Russia"


@pytest.mark.parametrize(
    "text",
    [
        "Russia’s defence ministry called this “a success”.",
        "The mayor called that “an act of terror”.",
    ],
)
def test_who_judges_a_deed_does_not_deny_it(
    tmp_path: Path, gazetteer: Gazetteer, text: str
) -> None:
    """Praise and condemnation doubt nothing."""
    assert "denied" not in {c.modality for c in _claims(tmp_path, gazetteer, f"{TOLD} {text}")}


def test_a_denial_that_hangs_on_its_sentence_is_a_claim(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    """A clause like "…, which Orle denied" denies what the words before it tell."""
    text = (
        "Ukraine’s army said on Tuesday that Russian missiles had struck a market in Mykolaiv, "
        "which Russia’s defence ministry denied."
    )
    assert [c.modality for c in _claims(tmp_path, gazetteer, text)] == ["asserted", "denied"]


def test_who_is_behind_it_owns_up(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A group that says it was behind an attack claims it."""
    text = (
        "Gunmen killed nine people at a market in Kabul on Tuesday, police said. "
        "The Islamic State group said it was behind the attack."
    )
    last = _claims(tmp_path, gazetteer, text)[-1]
    assert last.source is not None
    assert last.source.name == "Islamic State"
    assert last.modality == "asserted"
