"""The kind of a happening follows from who takes part, by what means, and what is told of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reportedly.pipeline import read_all
from reportedly.stages.extract.triggers import TYPE_OF, event

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.gazetteer import Gazetteer
    from reportedly.records import Claim


def _claims(tmp_path: Path, gazetteer: Gazetteer, text: str) -> list[Claim]:
    path = tmp_path / "page.jsonl"
    path.write_text(json.dumps({"text": text}), encoding="utf-8")
    records = read_all([str(path)], gazetteer)
    assert not records.rejects, records.rejects
    return records.claims


SNIPPETS = [
    ("Rebel fighters seized the town of Qaldera from the army on Friday.", "Non-state actor overtakes territory"),
    ("Government forces recaptured Qaldera from the insurgents on Friday.", "Government regains territory"),
    ("The militants were driven out of the villages around Qaldera.", "Government regains territory"),
    ("The army handed over control of the town of Qaldera to the council.", "Non-violent transfer of territory"),
    ("Militants attacked an army checkpoint near Qaldera.", "Armed clash"),
    ("Gunmen attacked two villages near Qaldera, residents said.", "Attack"),
    ("Hundreds of protesters marched through Qaldera against the new law.", "Peaceful protest"),
    ("Police fired tear gas to disperse protesters in Qaldera.", "Protest with intervention"),
    ("Police arrested dozens of protesters in Qaldera.", "Protest with intervention"),
    ("Police fired tear-gas shells to break up a rally in Qaldera.", "Protest with intervention"),
    ("Police fired in the air to quell a mob in Qaldera.", "Protest with intervention"),
    ("Police shot dead two protesters in Qaldera on Monday.", "Excessive force against protesters"),
    ("Protesters threw stones at police and burned tyres in Qaldera.", "Violent demonstration"),
    ("An angry mob beat a man to death in Qaldera.", "Mob violence"),
    ("Weapons and ammunition were seized in a house near Qaldera, police said.", "Disrupted weapons use"),
    ("Police arrested three men over the attack on the Qaldera market.", "Arrests"),
    ("Two people were hurt when a hand grenade was thrown into a bar in Qaldera.", "Grenade"),
    ("Rebels fired shells with chlorine gas at Qaldera.", "Chemical weapon"),
    ("The army has set up a new base near Qaldera.", "Headquarters or base established"),
    ("About 200 fighters defected to the government side near Qaldera.", "Change to group/activity"),
    ("Shops in Qaldera were looted on Sunday night.", "Looting/property destruction"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sub_type"), SNIPPETS)
def test_kind_of_a_snippet(tmp_path: Path, gazetteer: Gazetteer, text: str, sub_type: str) -> None:
    """A sentence alone, of a place that no gazetteer knows, is a claim of the coders' kind."""
    assert [c.event.acled_sub_type for c in _claims(tmp_path, gazetteer, text)][:1] == [sub_type]


OTHER_NEWS = [
    "The striker struck twice as United hit back in the second half. Their attack was superb: the midfielder fired a shot from distance and the goalkeeper was beaten.",
    "The film follows a bomber crew on its last raid. Its director stages each attack and explosion with care, and the cast keeps the thriller alive until the final shot.",
    "An earthquake killed 40 people in Qaldera on Sunday and injured hundreds, the disaster agency said.",
    "Twelve people died when a bus crashed into a lorry near Qaldera on Monday.",
    "A gas explosion in a factory in Qaldera killed two workers and injured nine.",
    "The singer died of a heart attack at a hospital in Qaldera, his doctor said.",
    "A tourist ship has struck a road bridge near Qaldera. Police say 27 people are injured.",
    "Seven people were killed when a tram derailed in Qaldera; police arrested its driver.",
    "The carmaker will strike a deal with its rival, and shares hit a record after earnings.",
]  # fmt: skip


@pytest.mark.parametrize("text", OTHER_NEWS)
def test_other_news_yields_no_claim(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    """Sport, film, accidents, illness and business use the words of war: they tell of none."""
    assert _claims(tmp_path, gazetteer, text) == []


@pytest.mark.parametrize("sub_type", sorted(set(TYPE_OF) - {"Other"}))
def test_every_kind_has_a_plover_event(sub_type: str) -> None:
    """Each of ACLED's sub types but "Other" has PLOVER's word for it."""
    assert event(sub_type, None).plover


GENERIC_WORDS = [
    # aircraft or none named: a force that strikes does it from afar
    (
        "On May 8 coalition forces conducted 34 strikes against militants in Veldria and Sarnath, the army said.",
        "Air/drone strike",
    ),
    # what a strike destroys is not what struck
    (
        "Near Qaldera, two strikes destroyed a bridge, three tunnels, a car bomb and a mortar, the coalition said.",
        "Air/drone strike",
    ),
    # prisoners who are killed are not taken prisoner
    (
        "The attack on the prison in Qaldera killed 53 prisoners of war on Friday, the separatists said.",
        "Attack",
    ),
    # people who bear no arms are no territory
    (
        "Militants captured 30 schoolgirls from a boarding school in Qaldera on Monday, police said.",
        "Abduction/forced disappearance",
    ),
    # what falls takes no town, what came down says the kind of a fire, a missile disarms nobody
    (
        "A missile was intercepted over Qaldera and fragments fell on a garden on Monday, the mayor said.",
        "Disrupted weapons use",
    ),
    (
        "Debris from drones set fire to a school gym in Qaldera on Monday, the governor said.",
        "Air/drone strike",
    ),
    (
        "The ministry said that Karsovan missiles destroyed a store of rockets near Qaldera on Monday.",
        "Shelling/artillery/missile attack",
    ),
    # who is taken from home is abducted, who gives himself up changes sides
    (
        "Masked men took the baker from his home in Qaldera on Monday, neighbours said.",
        "Abduction/forced disappearance",
    ),
    (
        "A rebel commander, Ode Lanning, had surrendered in Qaldera on Monday, the army said.",
        "Change to group/activity",
    ),
    # a captured truck was not captured now
    (
        "Attackers rammed a captured military truck packed with explosives into a school in Qaldera, killing nine.",
        "Remote explosive/landmine/IED",
    ),
]


@pytest.mark.parametrize(("text", "sub_type"), GENERIC_WORDS)
def test_the_kind_is_of_what_was_done(
    tmp_path: Path, gazetteer: Gazetteer, text: str, sub_type: str
) -> None:
    """Things hit, and words that only describe, do not say what kind of violence it was."""
    claim = _claims(tmp_path, gazetteer, text)[0]
    assert claim.event.acled_sub_type == sub_type
    assert not {w.as_written for w in claim.weapons} & {"a car bomb", "car bomb", "mortar"}


def test_a_bombing_does_not_point_back_to_a_protest(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Attacks told of after a protest are no protest."""
    text = "Hundreds protested in Qaldera on Monday. Rebels claimed responsibility for attacks in Sarnath on May 2 that killed 44 people."
    kinds = [c.event.acled_type for c in _claims(tmp_path, gazetteer, text)]
    assert kinds[0] == "Protests"
    assert set(kinds[1:]).isdisjoint({"Protests", "Riots"})
    assert len(kinds) > 1


def test_a_newly_retaken_village_tells_of_no_change_of_hands(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    """A participle that only describes the village which was hit is no happening of its own."""
    text = "Russian rockets hit a recently retaken village in the Kherson region on Monday."

    assert [c.event.acled_sub_type for c in _claims(tmp_path, gazetteer, text)] == [
        "Shelling/artillery/missile attack"
    ]
